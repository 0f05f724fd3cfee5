"""A file as it really is -> text cells with their sheet and address, read in a limited child process."""
