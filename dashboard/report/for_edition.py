"""The documents that an edition keeps: every kind about one provider, or about all together, in every form, from the
publication of its settling for whom it is meant."""

from __future__ import annotations

from pathlib import Path

from dashboard.house_style import house_style
from dashboard.readings import Readings
from dashboard.report.batch import make_all
from dashboard.report.kinds import PER_PROVIDER, Format, Kind
from schemas.talk import WHOLE_QUARTER


def edition_documents(publication: Path, provider_id: str, quarter: str) -> dict[str, bytes]:
    """Finished files by name; of WHOLE_QUARTER the reports about all. The same publication gives the same bytes. Raises
    NoReport, HouseStyleProblem."""
    readings = Readings(publication)
    style = house_style(publication.parents[1])
    whole = provider_id == WHOLE_QUARTER
    kinds = [kind for kind in Kind if (kind in PER_PROVIDER) is not whole]
    made = make_all(kinds, list(Format), readings, quarter=quarter, providers=[provider_id], style=style)
    return {one.name: one.content for kind in kinds for one in made[kind]}
