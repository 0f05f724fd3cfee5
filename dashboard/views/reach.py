"""Page Bereik: how many people are reached, by whom, and how that moves."""

from __future__ import annotations

from dashboard.views import theme
from schemas.vocabulary import Theme

PAGE = "bereik"
ABOUT = theme.ThemePage(
    Theme.REACH,
    PAGE,
    "Hoeveel mensen worden bereikt?",
    "Unieke personen worden nooit opgeteld over aanbieders of maanden: wie bij twee aanbieders komt, telde dan dubbel.",
)


def page() -> None:
    theme.drawn(ABOUT)
