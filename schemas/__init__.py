"""The contract between the two wings: what a row, a word and an indicator is. Imports nothing of ours."""
