"""Kengetallen: for each of our columns a column of the file, or one text for every row."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.desk.mapping.figures import CELL, HEADING
from dashboard.desk.mapping.form import Form, column_options, suggested
from dashboard.views.markup import tag
from pipelines.intake import SheetSeen, Source, Unpivot
from schemas.reference import REFERENCE

_TEXT, _WIDE = "\x00text", "\x00heading"


def drawn(form: Form, seen: SheetSeen) -> tuple[Mapping[str, Source], Mapping[str, str], Unpivot | None]:
    """Columns, constants, and the columns side by side that become rows."""
    columns: dict[str, Source] = {}
    constants: dict[str, str] = {}
    unpivot = _wide(form, seen)
    for item in REFERENCE.fields:
        preset, hint = suggested(seen.columns, item.name)
        if item.name == "value" and unpivot:
            columns["value"] = Source((CELL,))
            continue
        fixed = {} if item.name == "value" else {_TEXT: "Een vaste tekst"}
        heading = {_WIDE: "Het opschrift van de kolommen naast elkaar"} if unpivot and item.name != "value" else {}
        where = form.choose(item.header.capitalize(), {**fixed, **heading, **column_options(seen.columns)},
                            field=f"ref_{item.name}", preset=preset, hint=hint, needed=item.required)  # fmt: skip
        st.html(tag("p", item.explanation, class_="kb-hint"))
        if where == _TEXT:
            if text := form.text(f"Tekst voor {item.header}", field=f"ref_text_{item.name}"):
                constants[item.name] = text
        elif where == _WIDE:
            columns[item.name] = Source((HEADING,))
        elif where:
            columns[item.name] = Source((where,))
    return columns, constants, unpivot


def _wide(form: Form, seen: SheetSeen) -> Unpivot | None:
    if not st.toggle("De getallen staan naast elkaar in meer kolommen", key=form.key("ref_wide")):
        return None
    chosen = form.several("Welke kolommen horen bij elkaar?", column_options(seen.columns), field="ref_columns")
    return Unpivot(HEADING, CELL, chosen) if chosen else None
