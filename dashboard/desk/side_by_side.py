"""Two tables of building blocks beside each other, and at which address the page has one of them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from dashboard.views.markup import Safe, table, tag
from pipelines.record import Beside

PAGE, TABLE, COPY = "bouwblokken", "tabel", "kopie"


def address(table_id: str, *, copy: bool = False) -> str:
    return f"/{PAGE}?{COPY if copy else TABLE}={table_id}"


def side_by_side(rows: Sequence[Beside], left: str, right: str) -> Safe:
    """What differs first; what is the same is folded."""
    differ = [(row.what, [row.left, row.right]) for row in rows if row.differs]
    same = [(row.what, [row.left]) for row in rows if not row.differs]
    shown = (
        table("Wat anders is", (left, right), differ, first="Wat", texts=True, visible_caption=False)
        if differ
        else None
    )
    folded = tag("details", tag("summary", f"Hetzelfde: {dutch.plural(len(same), 'regel', 'regels')}"),
                 table("Wat hetzelfde is", ("Beide",), same, first="Wat", texts=True, visible_caption=False)) if same else None  # fmt: skip
    told = f"{dutch.plural(len(differ), 'regel is', 'regels zijn')} anders." if differ else "Er is niets anders."
    return tag("section", tag("h2", f"{left} naast {right}"), tag("p", told), shown, folded)
