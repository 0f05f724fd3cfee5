"""The file as the pipelines see it, looked at once for each way of reading it."""

from __future__ import annotations

from dashboard.desk.acting import home
from dashboard.desk.memory import Memory
from pipelines import intake
from pipelines.intake import Home, Layout, Strange, SurveySeen
from schemas.vocabulary import DataSet

_SEEN: Memory[tuple[Home, str, int, Layout | None, DataSet], Strange] = Memory(30)


_SURVEYS: Memory[tuple[Home, str, int, int | None, str | None, bytes | None], SurveySeen | None] = Memory(30)


def look_at_survey(
    delivery_id: str, header_row: int | None = None, sheet: str | None = None, code_book: bytes | None = None
) -> SurveySeen | None:
    """As intake.survey_seen, remembered. Raises what that raises."""
    key = (home(), delivery_id, intake.position(home()), header_row, sheet, code_book)
    return _SURVEYS.of(
        key,
        lambda: intake.survey_seen(home(), delivery_id, header_row=header_row, sheet=sheet, code_book=code_book),
    )


def look(delivery_id: str, layout: Layout | None = None, data_set: DataSet = DataSet.MONITORING) -> Strange:
    """As intake.strange, remembered. Raises what that raises."""
    key = (home(), delivery_id, intake.position(home()), layout, data_set)
    return _SEEN.of(key, lambda: intake.strange(home(), delivery_id, layout, data_set=data_set))
