"""Wing two: how numbers are shown. Reads a published file, computes nothing."""
