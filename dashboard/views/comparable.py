"""The switch "vergelijkbare aanbieders": trends that go on from those of a predecessor, or why they do not."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.selection import Selection, address
from dashboard.views.markup import join, tag


def drawn(readings: Readings, selection: Selection, *, page: str) -> None:
    """Nothing for a provider that came in nobody's place; else the switch, or the sentence of the break."""
    came = [row for row in readings.predecessors(selection.provider_id) if row.provider_id == selection.provider_id]
    if not came:
        return
    stitches = readings.stitches(selection.provider_id or "")
    parts = [tag("p", dutch.sentence(dutch.capital(row.sentence)), class_="kb-fact") for row in came]
    if stitches:
        other = address(page, replace(selection, comparable=not selection.comparable))
        words = [
            tag("b", word, aria_current="true") if selection.comparable is on else tag("a", word, href=other)
            for word, on in (("uit", False), ("aan", True))
        ]
        parts.append(tag("p", "Vergelijkbare aanbieders: ", words[0], " | ", words[1], class_="kb-tools"))
        if selection.comparable:
            one = stitches[0]
            told = f"Tot en met het {dutch.period(one.until)} zijn het de cijfers van {one.predecessor}."
            parts.append(tag("p", told, class_="kb-fact"))
    st.html(join(parts))
