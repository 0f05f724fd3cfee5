"""The file as the pipelines see it, looked at once for each way of reading it."""

from __future__ import annotations

from dashboard.desk.acting import home
from dashboard.desk.memory import Memory
from pipelines import intake
from pipelines.intake import Home, Layout, Strange
from schemas.vocabulary import DataSet

_SEEN: Memory[tuple[Home, str, int, Layout | None, DataSet], Strange] = Memory(30)


def look(delivery_id: str, layout: Layout | None = None, data_set: DataSet = DataSet.MONITORING) -> Strange:
    """As intake.strange, remembered. Raises what that raises."""
    key = (home(), delivery_id, intake.position(home()), layout, data_set)
    return _SEEN.of(key, lambda: intake.strange(home(), delivery_id, layout, data_set=data_set))
