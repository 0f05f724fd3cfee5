"""The dossier as tables to count with: one description, written as xlsx, as ODS and as CSV."""
