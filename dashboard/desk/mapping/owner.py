"""Whose figures these are and of when: a column of the file, or one answer for the whole file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping.figures import HEADING
from dashboard.desk.mapping.form import OUT, Form, column_options, suggested
from dashboard.views.markup import tag
from pipelines.intake import SheetSeen, Source, Strange
from schemas.quarter import Month, Quarter
from schemas.vocabulary import Breakdown

ALL = "\x00all"  # no column: one answer for the whole file
QUARTERS = 12
_DATES = {
    "quarter_of_date": "het kwartaal waarin de datum valt",
    "month_of_date": "de maand waarin de datum valt",
    "quarter_of_day_first_date": "het kwartaal; de dag staat voorop (4/3/2026 is 4 maart)",
    "quarter_of_month_first_date": "het kwartaal; de maand staat voorop (4/3/2026 is 3 april)",
    "month_of_day_first_date": "de maand; de dag staat voorop",
    "month_of_month_first_date": "de maand; de maand staat voorop",
}


@dataclass(frozen=True)
class Asking:
    """How the period is asked: the question, what one answer for the whole file is called, and what a date may tell."""

    question: str
    whole: str
    dates: Mapping[str, str]


_PERIOD = Asking("Over welke periode gaat een rij?", "Alles in dit bestand gaat over één kwartaal", _DATES)
QUARTER_OF_DATE = {name: words for name, words in _DATES.items() if name.startswith("quarter")}


@dataclass(frozen=True)
class Owner:
    """Part of a recipe: our columns from theirs, what holds for every row, and how periods are written."""

    columns: Mapping[str, Source] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    period_is: str = "as_written"


def drawn(form: Form, file: Strange, seen: SheetSeen, *, heading: str = "") -> Owner:
    """`heading`: what the headings of wide columns are already (period, or a kind of breakdown)."""
    columns: dict[str, Source] = {}
    constants: dict[str, str] = {}
    provider(form, file, seen, columns=columns, constants=constants)
    period_is = "as_written"
    if heading == "period":
        columns["period"] = Source((HEADING,))
    else:
        period_is = period(form, seen, "period", columns=columns, constants=constants, asking=_PERIOD)
    if heading in [word.value for word in Breakdown]:
        columns["breakdown_value"], constants["breakdown"] = Source((HEADING,)), Breakdown(heading).label
    return Owner(columns, constants, period_is)


def provider(
    form: Form, file: Strange, seen: SheetSeen, *, columns: dict[str, Source], constants: dict[str, str]
) -> None:
    by_name, why = suggested(seen.columns, "provider_name")
    by_code, why_code = suggested(seen.columns, "provider_id")
    options = {ALL: "Alles in dit bestand gaat over één aanbieder", **column_options(seen.columns)}
    where = form.choose(
        "Over welke aanbieder gaat een rij?", options, field="provider", preset=by_name or by_code,
        hint=why or why_code,
    )  # fmt: skip
    if where is None:
        return
    if where != ALL:
        words = _unknown(form, file, seen, where) if where in _named_column(seen) else {}
        columns["provider_name"] = Source((where,), words=words)
        _sub_agreement_column(form, seen, columns=columns)
        return
    whose = form.choose("Welke aanbieder?", file.providers, field="the_provider")
    if whose is None:
        return
    constants["provider_id"] = whose
    subs = file.sub_agreements.get(whose, {})
    if len(subs) > 1:
        titles = {sub: f"{title} ({sub})" for sub, title in subs.items()}
        if sub := form.choose("Welke deelovereenkomst?", titles, field=f"sub_{whose}"):
            constants["sub_agreement_id"] = sub


def _named_column(seen: SheetSeen) -> set[str]:
    """The column that the unknown names were looked for in."""
    return {column.name for column in seen.columns for item in column.suggestions if item.role == "provider_name"}


def _unknown(form: Form, file: Strange, seen: SheetSeen, where: str) -> dict[str, str]:
    """Names that the register does not know: the user says who that is, that it is nobody of ours, or leaves it an error."""
    said = form.former("unknown_", [item.name for item in seen.providers[:20]])
    options = {OUT: "Geen aanbieder van ons: laat deze rijen weg", **file.providers}
    for number, item in enumerate(seen.providers[:20]):
        near = dutch.listing([name for _, name, _ in item.candidates])
        st.html(tag("p", "Wie is ", tag("b", f"“{item.name}”"), f" ({dutch.plural(item.rows, 'rij', 'rijen')})?"))
        chosen = form.choose(
            f"Aanbieder {number + 1} die Kwartaalbeeld niet kent", options, field=f"unknown_{item.name}",
            hint=f"Lijkt op: {near}." if near else "", needed=False,
        )  # fmt: skip
        if chosen:
            said[item.name] = chosen
    return form.words(where, said)


def _sub_agreement_column(form: Form, seen: SheetSeen, *, columns: dict[str, Source]) -> None:
    """Asked only where a column looks like it."""
    preset, hint = suggested(seen.columns, "sub_agreement_id")
    if not hint:
        return
    chosen = form.choose("Kolom met de deelovereenkomst (mag leeg blijven)", column_options(seen.columns),
                         field="sub_column", preset=preset, hint=hint, needed=False)  # fmt: skip
    if chosen:
        columns["sub_agreement_id"] = Source((chosen,))


def period(
    form: Form,
    seen: SheetSeen,
    role: str,
    *,
    columns: dict[str, Source],
    constants: dict[str, str],
    asking: Asking,
) -> str:
    """The column that says it, or one quarter for the whole file. Comes back: how periods are written."""
    preset, hint = suggested(seen.columns, role)
    options = {ALL: asking.whole, **column_options(seen.columns)}
    where = form.choose(asking.question, options, field=role, preset=preset, hint=hint)
    if where is None:
        return "as_written"
    if where == ALL:
        if quarter := form.choose("Welk kwartaal?", quarters(), field=f"the_{role}"):
            constants[role] = quarter
        return "as_written"
    columns[role] = Source((where,))
    looks = next(item.looks for item in seen.columns if item.name == where)
    if looks != "date":
        return "as_written"
    return form.choose("Voor welke periode telt een datum?", asking.dates, field=f"date_is_{role}",
                       preset="quarter_of_date") or ""  # fmt: skip


def quarters() -> dict[str, str]:
    """The quarters that can be chosen: this one and the ones before it."""
    today = datetime.now(UTC)
    at = Month(today.year, today.month).quarter
    found: dict[str, str] = {}
    for _ in range(QUARTERS):
        found[str(at)] = dutch.capital(at.label)
        at = Quarter(at.year, at.number - 1) if at.number > 1 else Quarter(at.year - 1, 4)
    return found
