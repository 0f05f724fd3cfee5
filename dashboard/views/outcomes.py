"""Page Resultaten: what came of the help, by what was known when it ended."""

from __future__ import annotations

from dashboard.views import theme
from schemas.vocabulary import Theme

PAGE = "resultaten"
ABOUT = theme.ThemePage(
    Theme.OUTCOMES,
    PAGE,
    "Wat levert de hulp op?",
    "Een resultaat telt in het kwartaal waarin de hulp eindigde; OUT-4 gaat over wie een jaar eerder eindigde. Het bewijst niet "
    "dat het door de hulp kwam: bij de ene aanbieder komen mensen met zwaardere problemen dan bij de andere. Kijk daarom eerst "
    "naar de eigen vorige jaren.",
)


def page() -> None:
    theme.drawn(ABOUT)
