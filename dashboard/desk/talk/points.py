"""What stands out in a talk: each figure with its number, its verdict, what was delivered with it and both commentaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import dutch
from dashboard.desk.talk.acting_here import by_whom, literal
from dashboard.selection import provider_address
from dashboard.views.markup import Safe, join, status_word, tag
from pipelines.record import TalkNow
from schemas.talk import PointKind, Response, Side
from schemas.vocabulary import Unit

Row = dict[str, Any]
_EACH = 3  # figures that did not come get a card each; more of them are listed in one
_CONCERN = (PointKind.WORSE, PointKind.FAILS, PointKind.BEHIND, PointKind.MISSING)


def drawn(found: TalkNow) -> None:
    """Exceptions first; then the figures at which somebody wrote something."""
    said = {_of(row) for row in found.commentary}
    first = [row for row in found.figures if row["kind"]]
    missing = [row for row in first if row["kind"] == PointKind.MISSING and _of(row) not in said]
    if len(missing) > _EACH:
        first = [row for row in first if row not in missing]
    else:
        missing = []
    rest = [row for row in found.figures if not row["kind"] and _of(row) in said]
    parts = [tag("h2", "Wat opvalt"), _points(first, found), _missing(missing, found) if missing else None]
    if not (first or missing):
        parts.append(tag("p", "Geen enkel cijfer van dit kwartaal valt op.", class_="kb-fact"))
    st.html(tag("section", *parts))
    if rest:
        st.html(tag("section", tag("h2", "Ook van een duiding voorzien"), _points(rest, found)))


def _missing(rows: Sequence[Row], found: TalkNow) -> Safe:
    """Many figures that did not come, together: a card for each would push the rest off the screen."""
    of_each: dict[str, list[Row]] = {}
    for row in rows:
        of_each.setdefault(row["title"], []).append(row)
    listed = [tag("li", _link(same[0], found), _parts(same)) for same in of_each.values()]
    told = f"{dutch.capital(dutch.plural(len(rows), 'cijfer is', 'cijfers zijn'))} niet geleverd."
    head = tag("h3", told, class_="kb-overdue")
    return tag("article", head, tag("ul", listed, class_="kb-not-come"), class_="kb-point-of-talk")


def _parts(rows: Sequence[Row]) -> Safe | None:
    names = [row["sub_agreement"] for row in rows if row["sub_agreement"]]
    return tag("span", f" {dutch.listing(names)}", class_="kb-fact") if names else None


def _link(row: Row, found: TalkNow) -> Safe:
    return tag("a", row["title"], href=provider_address(found.quarter, found.provider_id, indicator=row["indicator"]))


def _of(row: Row) -> tuple[str, str | None]:
    return row["indicator"], row["sub_agreement_id"]


def _points(rows: Sequence[Row], found: TalkNow) -> Safe:
    return tag("div", [_point(row, found) for row in rows], class_="kb-points")


def _point(row: Row, found: TalkNow) -> Safe:
    part = tag("p", row["sub_agreement"], class_="kb-sub") if row["sub_agreement"] else None
    kind = PointKind(row["kind"]) if row["kind"] else None
    word = tag("b", dutch.sentence(kind.label), class_="kb-overdue" if kind in _CONCERN else None) if kind else None
    why = row["verdict_sentence"] if row["value"] is not None else row["reason"]
    note = tag("p", tag("b", "Toelichting bij de levering: "), row["note"], class_="kb-fact") if row["note"] else None
    said = sorted(
        (item for item in found.commentary if _of(item) == _of(row)), key=lambda item: item["side"] != Side.PROVIDER
    )
    return tag(
        "article", tag("h3", _link(row, found)), part, tag("p", word, " ", _number(row), class_="kb-line"), _compared(row),
        tag("p", dutch.sentence(why), class_="kb-fact") if why else None, note, [_said(item, row) for item in said],
        class_="kb-point-of-talk",
    )  # fmt: skip


def _number(row: Row) -> Safe:
    """The figure as published, its n within reach, its status in a word."""
    shown = dutch.reached(row["value"], row["more_than"], row["unit"])
    n = "" if row["unit"] == Unit.COUNT or row["value"] is None else f" ({dutch.cases(row['n'])})"
    status = status_word(row["status"]) if row["status"] else None
    return join(tag("span", shown, class_="kb-value") if row["value"] is not None else None, n, " ", status)


def _compared(row: Row) -> Safe | None:
    told = (
        ("norm", row["target"], None),
        ("vorig kwartaal", row["previous_value"], row["previous_n"]),
        ("een jaar eerder", row["year_ago_value"], row["year_ago_n"]),
    )
    pairs = [
        tag("div", tag("dt", word), tag("dd", dutch.cell(value, row["unit"]), _rests_on(n, row["unit"])))
        for word, value, n in told
        if value is not None
    ]
    return tag("dl", pairs, class_="kb-compare") if pairs else None


def _rests_on(n: float | None, unit: str) -> str | None:
    return None if n is None or unit == Unit.COUNT else f" ({dutch.cases(n)})"


def _said(item: Row, row: Row) -> Safe:
    """Duiding of one side, who and when; at which number, where it has changed; and the clock."""
    return tag(
        "blockquote", tag("h4", f"Duiding {Side(item['side']).label}"), literal(item["text"]),
        tag("p", by_whom(item["function"], item["written_at"]), class_="kb-fact"), _restated(item, row), _clock(item),
        class_="kb-said",
    )  # fmt: skip


def _restated(item: Row, row: Row) -> Safe | None:
    if not item["restated"]:
        return None
    if item["value_now"] is None:
        words = "Geschreven bij een cijfer dat nu niet meer wordt getoond."
    elif item["value_then"] is None:
        words = "Geschreven toen er nog geen cijfer stond."
    else:
        words = f"Geschreven bij {dutch.figure(item['value_then'], row['unit'])}; het cijfer is daarna veranderd."
    return tag("p", words, class_="kb-complaint")


def _clock(item: Row) -> Safe | None:
    response, other = Response(item["response"]), Side(item["side"]).other.label
    if response is Response.IS_ANSWER:
        return None
    if response in (Response.ANSWERED, Response.ANSWERED_LATE):
        late = ", na de reactietermijn" if response is Response.ANSWERED_LATE else ""
        return tag("p", f"De {other} reageerde op {dutch.day(item['answered_on'])}{late}.", class_="kb-fact")
    until = dutch.day(item["respond_by"])
    if response is Response.OVERDUE:
        return tag("p", f"De {other} heeft niet gereageerd; dat kon tot en met {until}.", class_="kb-complaint")
    return tag("p", f"De {other} kan reageren tot en met {until}.", class_="kb-fact")
