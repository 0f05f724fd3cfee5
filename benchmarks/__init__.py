"""Numbers about speed: measured here, never asserted in a test."""
