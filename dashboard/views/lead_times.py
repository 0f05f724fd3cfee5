"""Page Termijnen: how long people wait, as delivered and as computed from case lists; never the two in one line."""

from __future__ import annotations

from dashboard.views import theme
from schemas.vocabulary import Theme

PAGE = "termijnen"
ABOUT = theme.ThemePage(
    Theme.LEAD_TIMES,
    PAGE,
    "Hoe lang wachten mensen?",
    "Er zijn twee soorten termijnen. TER-1 tot en met TER-6 levert de aanbieder zelf, over wie in het kwartaal startte. "
    "TER-11 tot en met TER-14 rekent Kwartaalbeeld uit zakenlijsten, over wie zich aanmeldde; wie nog wacht, telt daarin "
    "mee. Zet ze nooit in één lijn.",
)


def page() -> None:
    theme.drawn(ABOUT)
