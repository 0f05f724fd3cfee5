"""What the reader chose: quarter, provider, theme, figure and filters; from the address, checked against the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dashboard import dutch
from dashboard.readings import Readings
from schemas.quarter import NotAPeriod, Quarter
from schemas.vocabulary import Breakdown, Theme

QUARTER, PROVIDER, THEME, FIGURE = "kwartaal", "aanbieder", "thema", "cijfer"  # names in the address
PART, DISTRICT, GROUP = "deelovereenkomst", "wijk", "doelgroep"
SURVEY, WAVE, QUESTION = "soort", "meting", "vraag"
TABLES, FROM, COMPARABLE = "tabel", "vanaf", "vergelijkbaar"
YES = "ja"
PROVIDER_PAGE, COMPARING_PAGE, VIEWS_PAGE = "aanbieder", "vergelijken", "weergaven"
SATISFACTION_PAGE, PANEL_PAGE, SOCIAL_RETURN_PAGE = "tevredenheid", "inwonerpanel", "social-return"
PARTIES_PAGE = "partijen"
TALK_PAGE = "gesprek"
SAVING = "bewaar"  # the address of a view that somebody wants to keep
_LONGEST = 200  # characters of one value in an address that are looked at


@dataclass(frozen=True)
class Selection:
    """A choice that exists in the publication it was checked against. `notices` say what fell back."""

    quarter: str
    provider_id: str | None
    theme: str | None
    indicator: str | None
    notices: tuple[str, ...] = ()
    sub_agreement_id: str | None = None
    district: str | None = None
    target_group: str | None = None
    survey: str | None = None  # kind of survey
    wave_id: str | None = None
    question: str | None = None
    as_tables: tuple[str, ...] = ()  # pictures that are shown as a table
    first: int = 1  # position of the first provider in a long table
    comparable: bool = False  # trends go on from those of a predecessor, where they may

    def parameters(self) -> dict[str, str]:
        """As it stands in the address; only what was chosen."""
        return {**self.figures(), **_written({TABLES: ",".join(self.as_tables), FROM: _beyond_one(self.first)})}

    def figures(self) -> dict[str, str]:
        """What decides which figures are meant, without how they are shown."""
        return _written(
            {
                QUARTER: self.quarter,
                PROVIDER: self.provider_id,
                THEME: self.theme,
                FIGURE: self.indicator,
                PART: self.sub_agreement_id,
                DISTRICT: self.district,
                GROUP: self.target_group,
                SURVEY: self.survey,
                WAVE: self.wave_id,
                QUESTION: self.question,
                COMPARABLE: YES if self.comparable else None,
            }
        )

    @property
    def breakdown(self) -> tuple[str, str] | None:
        """The part of the figures that is asked for: its kind and its name. None for the whole."""
        if self.district:
            return Breakdown.DISTRICT.value, self.district
        return (Breakdown.TARGET_GROUP.value, self.target_group) if self.target_group else None

    def with_table(self, picture: str, *, shown: bool) -> Selection:
        """The same choice with this picture as a table, or as a picture again."""
        others = tuple(name for name in self.as_tables if name != picture)
        return replace(self, as_tables=(*others, picture) if shown else others)


def choose(asked: Mapping[str, str], remembered: Mapping[str, str], readings: Readings) -> Selection:
    """The asked choice where it exists, else the remembered one, else the newest quarter and nothing more.

    Only ids of this publication come out, whatever was typed in the address.
    """
    notices: list[str] = []
    quarter = _chosen_quarter(asked, remembered, readings, notices=notices)
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
    chosen = Selection(quarter, provider_id, theme, indicator)
    chosen = _surveyed(_filtered(chosen, asked, readings, notices=notices), asked, readings, notices=notices)
    return replace(chosen, notices=tuple(notices))


def _chosen_quarter(
    asked: Mapping[str, str], remembered: Mapping[str, str], readings: Readings, *, notices: list[str]
) -> str:
    quarters = [row.quarter for row in readings.quarters()]
    quarter = _known(_quarter(asked.get(QUARTER)), quarters) or _known(remembered.get(QUARTER), quarters)
    quarter = quarter or quarters[-1]
    if asked.get(QUARTER) and _quarter(asked[QUARTER]) != quarter:
        notices.append(
            f"Het kwartaal uit het adres staat niet in deze publicatie. U ziet nu het {dutch.period(quarter)}."
        )
    return quarter


def _filtered(chosen: Selection, asked: Mapping[str, str], readings: Readings, *, notices: list[str]) -> Selection:
    """Sub-agreement, district, target group and place in the list; what does not exist falls away, and says so."""
    part = district = group = None
    if asked.get(PART):
        parts = readings.sub_agreements(chosen.provider_id) if chosen.provider_id else ()
        part = _known(asked[PART], [row.sub_agreement_id for row in parts])
    if asked.get(DISTRICT):
        district = _known(asked[DISTRICT], readings.breakdown_values(Breakdown.DISTRICT))
    if asked.get(GROUP) and not district:  # one breakdown at a time: they are not crossed in what is delivered
        group = _known(asked[GROUP], readings.breakdown_values(Breakdown.TARGET_GROUP))
    found = {PART: part, DISTRICT: district, GROUP: group or (district and asked.get(GROUP))}
    lost = [name for name, value in found.items() if asked.get(name) and not value]
    if lost:
        notices.append(f"Dit filter uit het adres bestaat niet: {dutch.listing(lost)}. U ziet de cijfers zonder.")
    return replace(
        chosen,
        sub_agreement_id=part,
        district=district,
        target_group=group,
        as_tables=tuple(name for name in asked.get(TABLES, "")[:_LONGEST].split(",") if name),
        first=_position(asked.get(FROM, ""), len(readings.providers())),
        comparable=asked.get(COMPARABLE) == YES,
    )


def _surveyed(chosen: Selection, asked: Mapping[str, str], readings: Readings, *, notices: list[str]) -> Selection:
    """Kind of survey, wave and question; a wave decides its kind, and a question is one that the wave asked."""
    if not any(asked.get(name) for name in (SURVEY, WAVE, QUESTION)):
        return chosen
    wave = readings.wave(asked.get(WAVE))
    waves = readings.waves() if wave is None else (wave,)
    kind = wave.kind if wave else _known(asked.get(SURVEY), [row.kind for row in waves])
    questions = [item.item for row in waves for item in readings.survey_items(row.wave_id)]
    question = _known(asked.get(QUESTION), questions)
    found = {SURVEY: kind, WAVE: wave, QUESTION: question}
    lost = [name for name, value in found.items() if asked.get(name) and not value]
    if lost:
        notices.append(f"Dit is in deze enquête niet te vinden: {dutch.listing(lost)}. U ziet wat er wel is.")
    return replace(chosen, survey=kind, wave_id=wave.wave_id if wave else None, question=question)


def provider_address(quarter: str, provider_id: str, *, theme: str = "", indicator: str = "") -> str:
    """The page of a provider, in a quarter, at a theme or a figure."""
    chosen = Selection(quarter, provider_id, theme or None, indicator or None)
    return address(PROVIDER_PAGE, chosen)


def address(page: str, chosen: Selection) -> str:
    """A page with a choice."""
    return f"/{page}?{urlencode(chosen.parameters())}"


def saving_address(address: str) -> str:
    """Where the view at this address is given a name."""
    return f"/{VIEWS_PAGE}?{urlencode({SAVING: address})}"


def report_address(quarter: str, provider_id: str) -> str:
    return f"/rapport/{quarter}/{provider_id}.pdf"


def _written(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _beyond_one(first: int) -> str | None:
    return str(first) if first > 1 else None


def _position(text: str, last: int) -> int:
    """A place in the list, 1 when it is no number or beyond the end."""
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return place if 1 <= place <= last else 1


def _known(value: str | None, allowed: list[str]) -> str | None:
    return value if value in allowed else None


def _quarter(text: str | None) -> str | None:
    """2025-K4 from any Dutch notation; None when it is no quarter."""
    try:
        return str(Quarter.parse(text)) if text and len(text) < 40 else None
    except NotAPeriod:
        return None
