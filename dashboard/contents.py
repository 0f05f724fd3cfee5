"""The pages and their order, as data: who draws which, at which address, and what may stand in that address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import parse_qsl, urlencode, urlsplit

from dashboard.selection import (
    COMPARABLE,
    COMPARING_PAGE,
    DISTRICT,
    FIGURE,
    FROM,
    GROUP,
    PANEL_PAGE,
    PART,
    PARTIES_PAGE,
    PROVIDER,
    PROVIDER_PAGE,
    QUARTER,
    QUESTION,
    SATISFACTION_PAGE,
    SOCIAL_RETURN_PAGE,
    SURVEY,
    TABLES,
    TALK_PAGE,
    THEME,
    WAVE,
)

LONGEST = 400  # characters of an address, and of one value in it a quarter of that


@dataclass(frozen=True)
class Entry:
    """One page. `address` is its path without the slash, empty for the first page. `place` is module:function, imported when it is needed; `parameters` are what the page itself keeps in
    its address, in the order in which it is told. A page without them has nothing to save as a view."""

    title: str
    address: str
    place: str
    parameters: tuple[str, ...] = ()
    section: str = ""  # the menu it stands in; without one it stands in the bar itself

    @property
    def page(self) -> Callable[[], None]:
        module, _, name = self.place.partition(":")
        return getattr(import_module(module), name)


THEMES, BESIDE, WORK = "Thema's", "Vergelijken", "Werk"
_OF_THEME = (QUARTER, PROVIDER, THEME, FIGURE, PART, DISTRICT, GROUP, TABLES, FROM, COMPARABLE)
CONTENTS = (
    Entry("Overzicht", "", "dashboard.views.overview:page", (QUARTER, FROM)),
    Entry("Bereik", "bereik", "dashboard.views.reach:page", _OF_THEME, section=THEMES),
    Entry("Termijnen", "termijnen", "dashboard.views.lead_times:page", _OF_THEME, section=THEMES),
    Entry(
        "Tevredenheid",
        SATISFACTION_PAGE,
        "dashboard.views.satisfaction:page",
        (QUARTER, SURVEY, WAVE, PROVIDER, QUESTION, TABLES),
        section=THEMES,
    ),
    Entry(
        "Inwonerpanel",
        PANEL_PAGE,
        "dashboard.views.panel:page",
        (QUARTER, SURVEY, WAVE, QUESTION, TABLES),
        section=THEMES,
    ),
    Entry("Wederkerigheid", "wederkerigheid", "dashboard.views.reciprocity:page", _OF_THEME, section=THEMES),
    Entry("Resultaten", "resultaten", "dashboard.views.outcomes:page", _OF_THEME, section=THEMES),
    Entry(
        "Social return",
        SOCIAL_RETURN_PAGE,
        "dashboard.desk.social_return:page",
        (QUARTER, PROVIDER, TABLES),
        section=THEMES,
    ),
    Entry(
        "Vergelijken",
        COMPARING_PAGE,
        "dashboard.views.comparing:page",
        (QUARTER, THEME, FIGURE, TABLES, FROM),
        section=BESIDE,
    ),
    Entry("Signalen", "signalen", "dashboard.views.signals:page", (QUARTER, THEME, PROVIDER), section=BESIDE),
    Entry("Aanbieder", PROVIDER_PAGE, "dashboard.views.provider:page", (PROVIDER, QUARTER, THEME, FIGURE, COMPARABLE)),
    Entry("Partijen", PARTIES_PAGE, "dashboard.views.parties:page", (QUARTER, PROVIDER, TABLES)),
    Entry("Definities", "definities", "dashboard.views.definitions:page", ("zoek",)),
    Entry("Gesprek", TALK_PAGE, "dashboard.desk.talk.page:page", (PROVIDER, QUARTER), section=WORK),
    Entry("Te doen", "te-doen", "dashboard.desk.talk.todo:page", section=WORK),
    Entry("Rapporten", "rapporten", "dashboard.desk.reports:page", section=WORK),
    Entry("Weergaven", "weergaven", "dashboard.desk.saved_views:page", section=WORK),
    Entry("Opmerkingen", "opmerkingen", "dashboard.desk.remarks:page", section=WORK),
    Entry("Vragen", "vragen", "dashboard.desk.questions:page", section=WORK),
    Entry("Open antwoorden", "open-antwoorden", "dashboard.desk.open_answers:page", section=WORK),
    Entry(
        "Vacatures en plaatsingen", "vacatures", "dashboard.desk.vacancies:page", (QUARTER, "vacature"), section=WORK
    ),
    Entry("Inzet invullen", "inzet", "dashboard.desk.entering:page", section=WORK),
    Entry("Bouwblokken", "bouwblokken", "dashboard.desk.blocks:page", ("tabel", "naast"), section=WORK),
    Entry("Beoordelen", "beoordelen", "dashboard.desk.reviewing:page", section=WORK),
    Entry("Aanleveren", "aanleveren", "dashboard.desk.page:page", section=WORK),
)


def sections() -> dict[str, list[Entry]]:
    """The pages per menu, in their order; those in the bar itself under ""."""
    found: dict[str, list[Entry]] = {}
    for entry in CONTENTS:
        found.setdefault(entry.section, []).append(entry)
    return found


@dataclass(frozen=True)
class View:
    """A page as it was looked at: one of ours, with choices that the page knows."""

    entry: Entry
    choices: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        return f"/{self.entry.address}" + (f"?{urlencode(self.choices)}" if self.choices else "")

    def without(self, name: str) -> View:
        return View(self.entry, tuple(pair for pair in self.choices if pair[0] != name))


def view_at(address: str) -> View | None:
    """The view that an address of ours stands for; None for any other address, however much it looks like one."""
    if len(address) > LONGEST or not address.startswith("/") or not address.isprintable() or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query), max_num_fields=20)
    except ValueError:
        return None
    entry = next((item for item in CONTENTS if f"/{item.address}" == parts.path), None)
    given = dict(pairs)
    if parts.scheme or parts.netloc or parts.fragment or entry is None or not entry.parameters:
        return None
    if len(given) != len(pairs) or set(given) - set(entry.parameters):
        return None
    if not all(value and value.isprintable() and len(value) <= LONGEST // 4 for value in given.values()):
        return None
    return View(entry, tuple((name, given[name]) for name in entry.parameters if name in given))
