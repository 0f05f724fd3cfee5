"""The only door to a published file: named questions with parameters, frozen rows as answers. No arithmetic."""

from dashboard.readings.asking import NoPublication
from dashboard.readings.door import Door
from dashboard.readings.file import Readings

__all__ = ["Door", "NoPublication", "Readings"]
