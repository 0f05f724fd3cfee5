"""From the vacancies that stand to the table SR_VACANCIES of a publication."""

from __future__ import annotations

import pandas as pd

from pipelines.labour.things import Vacancy, vacancy_of
from pipelines.warehouse import Warehouse
from schemas.vocabulary import DataSet, VacancyState


def labour(warehouse: Warehouse, active: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """active: the rows of active_slot. Of every quarter that was delivered its state."""
    active = active[active["data_set"].eq(DataSet.LABOUR.value)]
    if active.empty:
        return {}
    rows = warehouse.ask("labour_vacancies", active_slot=active)
    vacancies = [(str(row["quarter"]), vacancy_of(row)) for row in rows.to_dict("records")]
    return {"sr_vacancies": pd.DataFrame([_vacancy(quarter, item) for quarter, item in vacancies])}


def days_to_fill(vacancy: Vacancy) -> int | None:
    if vacancy.state is not VacancyState.FILLED or vacancy.filled_on is None:
        return None
    return (vacancy.filled_on - vacancy.reported_on).days


def _vacancy(quarter: str, item: Vacancy) -> dict[str, object]:
    kept = ("provider_id", "vacancy", "title", "hours", "district", "starts_on", "requirements", "description",
            "reported_on", "closes_on", "filled_on")  # fmt: skip
    return {
        "quarter": quarter, **{name: getattr(item, name) or None for name in kept}, "form": item.form.value,
        "state": item.state.value, "days_to_fill": days_to_fill(item),
    }  # fmt: skip
