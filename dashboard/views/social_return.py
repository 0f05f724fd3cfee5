"""Page Social return: what was promised, what counts, and what is still to come; of one opdrachtnemer with every line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard import dutch
from dashboard.pictures.social_return import PLACEMENTS, of_provider
from dashboard.readings import Readings
from dashboard.selection import SOCIAL_RETURN_PAGE, Selection
from dashboard.session import open_publication, theme_selection
from dashboard.social_return_rows import Effort, Promised
from dashboard.views import choices, frame, picture
from dashboard.views.markup import Safe, join, table, tag
from schemas.vocabulary import EntryForm, EntryState, Fulfilment, ObligationSource, TargetGroup

_COLUMNS = ("Hoe het staat", "Verplichting", "Goedgekeurd", "Vervulling", "Ingediend", "Verwacht tot nu",
            "Prognose", "Tekort")  # fmt: skip
_LINES = ("Doelgroep", "Van", "Tot en met", "Uren", "Stand", "Tot nu toe", "Tot het geplande eind")
_SERIES = (
    "Waar de factuur telt, is de verplichting eerst een schatting van de afgesproken waarde, en daarna wat is gefactureerd plus "
    "wat nog wordt verwacht. Een certificaat telt voor de dagen waarop het geldig is."
)
_HOW = (
    "Alleen wat de gemeente heeft goedgekeurd, telt. De prognose is het goedgekeurde, doorgerekend tot het geplande eind. "
    "Verwacht tot nu is de verplichting, gelijk verdeeld over de dagen van de looptijd. Elke regel is op centen afgerond; een "
    "totaal is de som van die regels. Dit is een inspanningswaarde en geen bespaard geld."
)


Beneath = Callable[[str, str, tuple[Effort, ...]], None]


def page(beneath: Beneath | None = None) -> None:
    """Choose, read, tell. beneath: what else stands under the calculations of one opdrachtnemer."""
    st.set_page_config(page_title="Social return · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = theme_selection(readings)
    with st.container(key="kb-choices-row", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=420):
            choices.provider_filter(readings, selection)
        with st.container(width=230):
            frame.quarter_choice(readings, selection)
    frame.notices(selection)
    found = readings.promised(selection.quarter, provider_id=selection.provider_id)
    frame.opening("Wat is er aan social return beloofd, en wat is er gedaan?", _answer(readings, selection, found))
    if found:
        st.html(_overview(found))
        if selection.provider_id:
            efforts = readings.efforts(selection.quarter, selection.provider_id)
            _timeline(readings, selection, efforts)
            st.html(join([_obligation(row, efforts) for row in found]))
            st.html(_over_time(readings, selection))
            if beneath:
                beneath(selection.quarter, selection.provider_id, efforts)
        st.html(tag("section", tag("h2", "Zo is het berekend"), tag("p", _HOW)))
    frame.footing(readings)


def _timeline(readings: Readings, selection: Selection, efforts: Sequence[Effort]) -> None:
    made = of_provider(readings, selection)
    if made is not None:
        st.html(tag("h2", "Inzet in de looptijd"))
        picture.drawn(made, selection, lambda: _spans(efforts), kind=PLACEMENTS, page=SOCIAL_RETURN_PAGE)


def _spans(efforts: Sequence[Effort]) -> Safe:
    rows = [
        (f"{item.obligation_id}, {item.line}. {dutch.capital(EntryForm(item.form).label)}",
         [_day(item.starts_on), _day(item.ends_on), EntryState(item.state).label])
        for item in efforts
    ]  # fmt: skip
    return table("Inzet in de looptijd", ("Van", "Tot en met", "Stand"), rows, first="Inzet", texts=True)


def _over_time(readings: Readings, selection: Selection) -> Safe:
    """How each obligation grew: what was estimated, what was invoiced, and where it ends."""
    rows = [
        (f"{dutch.capital(dutch.period(row.quarter))}, {row.obligation_id}",
         [_euros(row.estimate), _euros(row.invoiced_share), _euros(row.gross), _euros(row.net), _euros(row.approved)])
        for row in readings.obligations_over_time(selection.quarter, selection.provider_id or "")
    ]  # fmt: skip
    columns = (
        "Geschat bij gunning",
        "Gefactureerd tot dan",
        "Verwacht aan het einde",
        "Na PSO-certificaat",
        "Goedgekeurd",
    )
    made = table("Verplichtingen per kwartaal", columns, rows, first="Kwartaal", visible_caption=False, cards=True)
    return tag("section", tag("h2", "De verplichting per kwartaal"), tag("p", _SERIES, class_="kb-fact"),
               tag("div", made, class_="kb-sr"))  # fmt: skip


def _answer(readings: Readings, selection: Selection, found: Sequence[Promised]) -> str:
    when = dutch.capital(dutch.period(selection.quarter))
    if not found:
        whose = " van deze opdrachtnemer" if selection.provider_id else ""
        return f"{when}. Over dit kwartaal telt nog geen levering van social return{whose}."
    if selection.provider_id:
        return " ".join([f"{when}.", *(row.sentence or row.formula for row in found)])
    together = readings.social_return_together(selection.quarter)
    return f"{when}. {together.sentence}" if together else f"{when}."


def _overview(found: Sequence[Promised]) -> Safe:
    rows = [(_name(row), _cells(row)) for row in found]
    told = "Wie de meeste hulp kan gebruiken staat vooraan: met wie is het eerst contact nodig. Dit zegt niet wie het beter doet."
    made = table("Verplichtingen van social return, grootste tekort eerst", _COLUMNS, rows, first="Opdrachtnemer",
                 visible_caption=False, cards=True)  # fmt: skip
    return tag(
        "section", tag("h2", "Verplichtingen"), tag("p", told, class_="kb-fact"), tag("div", made, class_="kb-sr")
    )


def _name(row: Promised) -> Safe:
    link = tag("a", row.provider, href=f"/social-return?kwartaal={row.quarter}&aanbieder={row.provider_id}")
    about = f" {row.sub_agreement or ''}, {row.obligation_id} ({ObligationSource(row.source).label})"
    return tag("span", link, tag("span", about, class_="kb-fact"))


def _cells(row: Promised) -> list[str]:
    if row.status is None:
        return ["waarde nog niet bekend", *[dutch.NOTHING] * (len(_COLUMNS) - 1)]
    share = dutch.NOTHING if row.share is None else f"{dutch.number(row.share, 1)}%"
    amounts = (row.submitted, row.expected, row.forecast, row.shortfall)
    return [Fulfilment(row.status).label, _euros(row.obligation), _euros(row.approved), share, *map(_euros, amounts)]


def _euros(amount: float | None) -> str:
    return dutch.NOTHING if amount is None else dutch.euros(amount)


def _obligation(row: Promised, efforts: Sequence[Effort]) -> Safe:
    """What it is a percentage of, every entry with its calculation, and what the table leaves open."""
    own = [item for item in efforts if item.obligation_id == row.obligation_id]
    when = f"Looptijd {dutch.day(row.starts_on)} tot en met {dutch.day(row.ends_on)}."
    lines = table(f"Inzet voor {row.obligation_id}", _LINES, [_line(item) for item in own], first="Inzet",
                  texts=True, visible_caption=False) if own else tag("p", "Er is nog geen inzet geleverd.")  # fmt: skip
    source = f"Bouwblokken: {row.table_title} ({row.table_source}). {row.table_note}"
    return tag(
        "section", tag("h2", f"Verplichting {row.obligation_id}"), tag("p", f"{row.formula}. {when}"),
        tag("p", row.caution) if row.caution else None, tag("div", lines, class_="kb-sr"),
        tag("p", source, class_="kb-fact"),
    )  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else dutch.NOTHING


def _hours(hours: float | None) -> str:
    return dutch.NOTHING if hours is None else dutch.number(hours, 1).removesuffix(",0")


def _line(item: Effort) -> tuple[Safe, list[str]]:
    form = EntryForm(item.form).label
    group = TargetGroup(item.target_group).label if item.target_group else dutch.NOTHING
    state = EntryState(item.state).label + (f": {item.why}" if item.why else "")
    head = tag("span", dutch.capital(form), tag("span", f" {item.block or 'maatwerk'}", class_="kb-fact"))
    return head, [
        group, _day(item.starts_on), _day(item.ends_on),
        _hours(item.hours), state, item.formula,
        "hetzelfde" if item.planned_formula == item.formula else item.planned_formula,
    ]  # fmt: skip
