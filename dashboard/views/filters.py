"""The filters of a theme page: each a list of what occurs in the publication, its choice kept in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.readings import Readings
from dashboard.rows import Definition
from dashboard.selection import DISTRICT, FIGURE, FROM, GROUP, PART, PROVIDER, Selection
from dashboard.session import filter_in_address
from dashboard.views import frame
from schemas.vocabulary import Breakdown

_OPTIONAL = ""  # the option that puts a filter off


def drawn(readings: Readings, selection: Selection, figures: Sequence[Definition], chosen: str) -> None:
    """Quarter, figure and provider always; sub-agreement, district and target group where there are any."""
    with st.container(key="kb-filters", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=190):
            frame.quarter_choice(readings, selection)
        choice("Cijfer", {row.indicator: row.title for row in figures}, chosen, parameter=FIGURE, width=330)
        names = {row.provider_id: row.provider for row in readings.providers()}
        everybody = {_OPTIONAL: "Alle aanbieders"} | names
        choice("Aanbieder", everybody, selection.provider_id, parameter=PROVIDER, clears=(PART, FROM), width=260)
        if selection.provider_id:
            _parts(readings, selection)
        _breakdown("Wijk", readings, Breakdown.DISTRICT, selection.district, parameter=DISTRICT, clears=(GROUP,))
        _breakdown(
            "Doelgroep", readings, Breakdown.TARGET_GROUP, selection.target_group, parameter=GROUP, clears=(DISTRICT,)
        )


def _parts(readings: Readings, selection: Selection) -> None:
    parts = {row.sub_agreement_id: row.title for row in readings.sub_agreements(selection.provider_id or "")}
    if len(parts) > 1:
        every = {_OPTIONAL: "Alle deelovereenkomsten"} | parts
        choice("Deelovereenkomst", every, selection.sub_agreement_id, parameter=PART, width=260)


def _breakdown(
    label: str, readings: Readings, kind: Breakdown, chosen: str | None, *, parameter: str, clears: tuple[str, ...]
) -> None:
    values = readings.breakdown_values(kind)
    if values:
        every = {_OPTIONAL: "Alle"} | {value: value for value in values}
        choice(label, every, chosen, parameter=parameter, clears=clears, width=180)


def choice(
    label: str, options: Mapping[str, str], chosen: str | None, *, parameter: str, width: int,
    clears: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """One filter; its key is the name in the address, and the option "" puts it off."""
    key = f"filter_{parameter}"
    st.session_state[key] = chosen or _OPTIONAL
    with st.container(width=width):
        st.selectbox(
            label,
            list(options),
            format_func=lambda value: options.get(value, ""),
            key=key,
            on_change=filter_in_address,
            args=(parameter, key, clears),
        )
