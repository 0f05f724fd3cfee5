"""What can be asked about vacancies and placements."""

from __future__ import annotations

from dashboard.labour_rows import FormDone, GoalTold, LabourCount, LabourFigure, Vacancy
from dashboard.readings.asking import Asking


class Labour(Asking):
    """Of all providers together, and the vacancies and forms of one; nothing here is about a candidate."""

    def labour_figures(self, quarter: str) -> tuple[LabourFigure, ...]:
        return self._ask("labour_figures", LabourFigure, quarter=quarter)

    def labour_counts(self, quarter: str) -> tuple[LabourCount, ...]:
        return self._ask("labour_counts", LabourCount, quarter=quarter)

    def goals(self, quarter: str) -> tuple[GoalTold, ...]:
        return self._ask("goals", GoalTold, quarter=quarter)

    def vacancy_counts(self, quarter: str, provider_id: str) -> tuple[LabourCount, ...]:
        return self._ask("vacancy_counts", LabourCount, quarter=quarter, provider_id=provider_id)

    def vacancies(self, quarter: str, provider_id: str) -> tuple[Vacancy, ...]:
        return self._ask("vacancies", Vacancy, quarter=quarter, provider_id=provider_id)

    def forms_done(self, quarter: str, provider_id: str) -> tuple[FormDone, ...]:
        return self._ask("sr_forms", FormDone, quarter=quarter, provider_id=provider_id)
