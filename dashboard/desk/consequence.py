"""What a delivery would change, and how it compares with the version before it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import dutch
from dashboard.desk import words
from dashboard.views.markup import Safe, join, status_word, tag
from pipelines.intake import Change, Difference, Fault, Preview
from schemas.in_words import before_and_after
from schemas.vocabulary import Unit

_HEADS = ("Cijfer", "Nu", "Straks", "Oordeel nu", "Oordeel straks")
NAMED = 30  # rows before the rest is folded away


def preview(found: Preview, slots: Sequence[tuple[str, str, str]]) -> None:
    """One sentence, then every headline figure that would move; those of the delivery's own slots first."""
    changes = words.in_order(found.changes, slots)
    sentence = tag("p", words.preview(found, changes), class_="kb-answer kb-consequence")
    least = len(words.own_slots(changes, slots)) or NAMED  # what it does to others is folded away
    shown, rest = changes[: min(least, NAMED)], changes[min(least, NAMED) :]
    folded = None
    if rest:
        heading = f"Nog {dutch.plural(len(rest), 'cijfer', 'cijfers')}"
        folded = tag("details", tag("summary", heading), _table(rest, heading), class_="kb-origin")
    unnamed = f"En nog {dutch.plural(found.unnamed, 'cijfer', 'cijfers')}, niet getoond." if found.unnamed else ""
    st.html(
        tag(
            "section",
            tag("h2", "Wat er verandert als u accepteert"),
            sentence,
            _table(shown, "Cijfers die veranderen") if shown else None,
            folded,
            tag("p", unnamed, class_="kb-fact") if unnamed else None,
        )
    )


def _table(changes: Sequence[Change], caption: str) -> Safe:
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    body = [_row(item) for item in changes]
    whole = tag("table", tag("caption", caption, class_="kb-hidden"), tag("thead", head), tag("tbody", body),
                class_="kb-changes")  # fmt: skip
    return whole


def _row(item: Change) -> Safe:
    whose = ", ".join(filter(None, (item.provider, item.sub_agreement, dutch.short_period(item.quarter))))
    settled = tag("span", "vastgesteld kwartaal", class_="kb-late") if item.locked else None
    name = tag("th", item.title, tag("span", whose, class_="kb-sub"), settled, scope="row")
    cells = (
        (_figure(item.before, item.n_before, item.unit), None),
        (_figure(item.after, item.n_after, item.unit), "kb-after"),
        (_verdict(item.status_before), None),
        (_verdict(item.status_after) if item.status_after != item.status_before else "gelijk", None),
    )
    return tag(
        "tr",
        name,
        [tag("td", value, data_label=head, class_=kind) for (value, kind), head in zip(cells, _HEADS[1:], strict=True)],
    )


def _figure(value: float | None, n: float | None, unit: str) -> Safe:
    """The number, and on how many it rests where that is not the number itself."""
    rests = None if value is None or n is None or unit == Unit.COUNT else f" ({dutch.cases(n)})"
    return tag("span", before_and_after(value, unit), tag("span", rests, class_="kb-fact") if rests else None)


def _verdict(code: str | None) -> Safe | str:
    return status_word(code) if code else "geen oordeel"


def difference(found: Difference) -> None:
    """Which faults of the former version were mended, which are left, and which are new."""
    lists = [
        _faults(heading, faults)
        for heading, faults in (("Hersteld", found.mended), ("Gebleven", found.left), ("Nieuw", found.new))
        if faults
    ]
    told = tag("p", words.difference(found), class_="kb-answer kb-consequence")
    st.html(tag("section", tag("h2", "Verschil met de vorige versie"), told, join(lists)))


def _faults(heading: str, faults: tuple[Fault, ...]) -> Safe:
    items = [tag("li", fault.sentence) for fault in faults[:100]]
    more = tag("li", f"en nog {len(faults) - 100}") if len(faults) > 100 else None
    title = f"{heading}: {dutch.number(len(faults))}"
    return tag("details", tag("summary", title), tag("ul", items, more), class_="kb-origin", open=len(faults) <= 10)
