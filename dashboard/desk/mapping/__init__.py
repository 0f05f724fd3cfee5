"""Indeling aangeven: the form in which a user points at what stands where in a file that nobody knows yet."""

from dashboard.desk.mapping.page import drawn

__all__ = ["drawn"]
