"""What the reader chose: quarter, provider, theme and figure; from the address, checked against the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard import dutch
from dashboard.readings import Readings
from schemas.quarter import NotAPeriod, Quarter
from schemas.vocabulary import Theme

QUARTER, PROVIDER, THEME, FIGURE = "kwartaal", "aanbieder", "thema", "cijfer"  # names in the address
PROVIDER_PAGE, VIEWS_PAGE = "aanbieder", "weergaven"
SAVING = "bewaar"  # the address of a view that somebody wants to keep


@dataclass(frozen=True)
class Selection:
    """A choice that exists in the publication it was checked against. `notices` say what fell back."""

    quarter: str
    provider_id: str | None
    theme: str | None
    indicator: str | None
    notices: tuple[str, ...] = ()

    def parameters(self) -> dict[str, str]:
        """As it stands in the address; only what was chosen."""
        chosen = {
            QUARTER: self.quarter,
            PROVIDER: self.provider_id,
            THEME: self.theme,
            FIGURE: self.indicator,
        }
        return {name: value for name, value in chosen.items() if value}


def choose(asked: Mapping[str, str], remembered: Mapping[str, str], readings: Readings) -> Selection:
    """The asked choice where it exists, else the remembered one, else the newest quarter and nothing more.

    Only ids of this publication come out, whatever was typed in the address.
    """
    notices: list[str] = []
    quarters = [row.quarter for row in readings.quarters()]
    quarter = _known(_quarter(asked.get(QUARTER)), quarters) or _known(remembered.get(QUARTER), quarters)
    quarter = quarter or quarters[-1]
    if asked.get(QUARTER) and _quarter(asked[QUARTER]) != quarter:
        notices.append(
            f"Het kwartaal uit het adres staat niet in deze publicatie. U ziet nu het {dutch.period(quarter)}."
        )
    providers = [row.provider_id for row in readings.providers()]
    provider_id = _known(asked.get(PROVIDER), providers)
    if asked.get(PROVIDER) and provider_id is None:
        notices.append("De aanbieder uit het adres staat niet in deze publicatie. Kies een aanbieder uit de lijst.")
    elif provider_id is None:
        provider_id = _known(remembered.get(PROVIDER), providers)
    indicators = [row.indicator for row in readings.definitions()]
    indicator = _known(asked.get(FIGURE), indicators)
    theme = _known(asked.get(THEME), [theme.value for theme in Theme])
    unknown = (asked.get(FIGURE) and not indicator) or (asked.get(THEME) and not theme)
    if unknown and provider_id:
        notices.append("Het onderdeel uit het adres bestaat niet. U ziet het belangrijkste cijfer.")
    return Selection(quarter, provider_id, theme, indicator, tuple(notices))


def provider_address(quarter: str, provider_id: str, *, theme: str = "", indicator: str = "") -> str:
    """The page of a provider, in a quarter, at a theme or a figure."""
    chosen = Selection(quarter, provider_id, theme or None, indicator or None)
    return f"/{PROVIDER_PAGE}?{urlencode(chosen.parameters())}"


def saving_address(address: str) -> str:
    """Where the view at this address is given a name."""
    return f"/{VIEWS_PAGE}?{urlencode({SAVING: address})}"


def report_address(quarter: str, provider_id: str) -> str:
    return f"/rapport/{quarter}/{provider_id}.pdf"


def _known(value: str | None, allowed: list[str]) -> str | None:
    return value if value in allowed else None


def _quarter(text: str | None) -> str | None:
    """2025-K4 from any Dutch notation; None when it is no quarter."""
    try:
        return str(Quarter.parse(text)) if text and len(text) < 40 else None
    except NotAPeriod:
        return None
