"""Pure functions on arrays, each exactly as its fixed definition says."""
