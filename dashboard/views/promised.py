"""What one provider promised for social return, on its page: a sentence per obligation, and the way to all of it."""

from __future__ import annotations

from dashboard.readings import Readings
from dashboard.selection import SOCIAL_RETURN_PAGE, Selection, address
from dashboard.views.markup import Safe, join, tag
from schemas.vocabulary import Fulfilment

HEADING = "Social return"


def drawn(readings: Readings, provider_id: str, quarter: str) -> Safe | None:
    """None where nothing was promised."""
    found = readings.promised(quarter, provider_id=provider_id)
    if not found:
        return None
    chosen = Selection(quarter, provider_id, None, None)
    lines = [
        tag("li", tag("b", f"{row.obligation_id}, {Fulfilment(row.status).label}. " if row.status else f"{row.obligation_id}. "),
            row.sentence or row.formula)
        for row in found
    ]  # fmt: skip
    more = tag("a", "Inzet met berekening, looptijd en wat als", href=address(SOCIAL_RETURN_PAGE, chosen))
    return join(tag("h2", HEADING, id="social-return"), tag("ul", lines), tag("p", more, class_="kb-fact"))
