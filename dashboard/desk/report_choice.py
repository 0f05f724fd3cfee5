"""What the page Rapporten is asked for: quarter, kind, form and provider, kept in the address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report.kinds import PER_PROVIDER, Format, Kind
from dashboard.selection import PROVIDER, QUARTER
from dashboard.session import filter_in_address

PAGE, KIND, FORM = "rapporten", "rapport", "vorm"
_KEYS = {name: f"report_{name}" for name in (QUARTER, KIND, FORM, PROVIDER)}


@dataclass(frozen=True)
class Wanted:
    """A choice that exists. `provider_id` None: of every provider, or of all together where the kind is about those."""

    quarter: str
    kind: Kind
    form: Format
    provider_id: str | None

    @property
    def whole(self) -> bool:
        return self.kind not in PER_PROVIDER

    def key(self, readings: Readings) -> tuple[str, ...]:
        return (readings.id, self.quarter, self.kind, self.form, self.provider_id or "")


def whole_quarter(quarter: str) -> str:
    """Where a quarter is settled as a whole, and opened again."""
    return f"/{PAGE}?{urlencode({QUARTER: quarter, KIND: Kind.UMBRELLA.value})}"


def wanted(readings: Readings) -> Wanted:
    """What the address asks; what it asks wrongly, falls back."""
    asked = st.query_params.to_dict()
    quarters = [row.quarter for row in readings.quarters()]
    quarter = asked.get(QUARTER, "")
    kind = Kind(asked[KIND]) if asked.get(KIND) in set(Kind) else Kind.FULL
    form = Format(asked[FORM]) if asked.get(FORM) in set(Format) else Format.PDF
    provider = readings.provider(asked.get(PROVIDER, "")) if kind in PER_PROVIDER else None
    return Wanted(
        quarter if quarter in quarters else quarters[-1], kind, form, provider.provider_id if provider else None
    )


def choices(readings: Readings, what: Wanted) -> None:
    """Four lists, in the order in which one thinks of them."""
    names = {"": "Alle aanbieders", **{row.provider_id: row.provider for row in readings.providers()}}
    quarters = {row.quarter: dutch.capital(dutch.period(row.quarter)) for row in reversed(readings.quarters())}
    with st.container(width=220):
        _choice("Kwartaal", QUARTER, quarters, what.quarter)
    with st.container(width=240):
        _choice("Soort rapport", KIND, {item.value: item.label for item in Kind}, what.kind.value)
    if not what.whole:
        with st.container(width=340):
            _choice("Aanbieder", PROVIDER, names, what.provider_id or "")
    with st.container(width=240):
        _choice("Vorm", FORM, {item.value: item.label for item in Format}, what.form.value)


def _choice(label: str, parameter: str, options: dict[str, str], chosen: str) -> None:
    key = _KEYS[parameter]
    st.session_state[key] = chosen
    st.selectbox(
        label, list(options), format_func=lambda code: options.get(code, ""), key=key, on_change=filter_in_address,
        args=(parameter, key),
    )  # fmt: skip
