"""What can be asked about vacancies and placements."""

from __future__ import annotations

from dashboard.labour_rows import GoalTold, LabourCount, LabourFigure
from dashboard.readings.asking import Asking


class Labour(Asking):
    """Of all providers together; nothing here is about a candidate."""

    def labour_figures(self, quarter: str) -> tuple[LabourFigure, ...]:
        return self._ask("labour_figures", LabourFigure, quarter=quarter)

    def labour_counts(self, quarter: str) -> tuple[LabourCount, ...]:
        return self._ask("labour_counts", LabourCount, quarter=quarter)

    def goals(self, quarter: str) -> tuple[GoalTold, ...]:
        return self._ask("goals", GoalTold, quarter=quarter)
