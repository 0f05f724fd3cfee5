"""Fields of the form: each with a suggestion in words beside it, and its complaint at the field itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.views.markup import tag
from pipelines.intake import ColumnSeen, LeaveOut

COMPLAINT = "Maak hier nog een keuze."
OUT, POINTED_OUT = (
    "\x00out",
    "zo aangewezen in de indeling",
)  # an answer: leave these rows out; and the reason of such a rule


class Form:
    """The fields about one delivery. `missing` names what still has to be filled in; complaints are shown from the
    first try on."""

    def __init__(self, delivery_id: str, before: Mapping[str, Any] | None = None) -> None:
        self.delivery_id = delivery_id
        self.before = before or {}  # field -> what was chosen when the recipe was made
        self.missing: list[str] = []
        self._left_out: dict[str, list[str]] = {}

    def words(self, column: str, said: Mapping[str, str]) -> dict[str, str]:
        """What the words in a column of the file mean. Rows with one that was said to be OUT are left out."""
        self._left_out.setdefault(column, []).extend(text for text, word in said.items() if word == OUT)
        return {text: word for text, word in said.items() if word != OUT}

    @property
    def left_out(self) -> tuple[LeaveOut, ...]:
        rules = {column: tuple(texts) for column, texts in self._left_out.items() if texts}
        return tuple(LeaveOut(column, equals=texts, reason=POINTED_OUT) for column, texts in rules.items())

    def former(self, field: str, now: Collection[str]) -> dict[str, str]:
        """What was said of words that this file does not hold: another quarter's file may."""
        said = {name.removeprefix(field): str(word) for name, word in self.before.items() if name.startswith(field)}
        return {text: word for text, word in said.items() if text not in now}

    def key(self, field: str) -> str:
        return f"desk_map_{self.delivery_id}_{field}"

    @property
    def complaining(self) -> bool:
        return bool(st.session_state.get(self.key("complaining")))

    def complain(self) -> None:
        st.session_state[self.key("complaining")] = True

    def choose(
        self,
        label: str,
        options: Mapping[str, str],
        *,
        field: str,
        preset: str | None = None,
        hint: str = "",
        needed: bool = True,
    ) -> str | None:
        """One of the options (value -> what is shown); None while nothing is chosen."""
        values = list(options)
        preset = chosen_before if (chosen_before := self.before.get(field)) in options else preset
        index = values.index(preset) if preset is not None and preset in options else None
        chosen = st.selectbox(
            label, values, index=index, format_func=lambda value: options.get(value, ""), key=self.key(field),
            placeholder="Maak een keuze",
        )  # fmt: skip
        self._beside(label, hint, absent=needed and chosen is None)
        return chosen

    def several(self, label: str, options: Mapping[str, str], *, field: str, hint: str = "") -> tuple[str, ...]:
        """Some of the options, in their order in the file; at least one is needed."""
        chosen = st.multiselect(
            label, list(options), default=[item for item in self.before.get(field, ()) if item in options], format_func=lambda value: options.get(value, ""), key=self.key(field),
            placeholder="Maak een keuze",
        )  # fmt: skip
        self._beside(label, hint, absent=not chosen)
        return tuple(value for value in options if value in chosen)

    def text(self, label: str, *, field: str, preset: str = "", hint: str = "", needed: bool = True) -> str:
        written = st.text_input(
            label, value=self.before.get(field) or preset, key=self.key(field), max_chars=120
        ).strip()
        self._beside(label, hint, absent=needed and not written)
        return written

    def one_of(self, label: str, options: Sequence[str], *, field: str, preset: int | None = None) -> str | None:
        """As `choose`, all options in sight."""
        chosen_before = str(self.before.get(field, ""))
        preset = list(options).index(chosen_before) if chosen_before in options else preset
        chosen = st.radio(label, options, index=preset, key=self.key(field))
        self._beside(label, "", absent=chosen is None)
        return chosen

    def _beside(self, label: str, hint: str, *, absent: bool) -> None:
        if hint:
            st.html(tag("p", hint, class_="kb-hint"))
        if not absent:
            return
        self.missing.append(label)
        if self.complaining:
            st.html(tag("p", COMPLAINT, class_="kb-complaint", role="alert"))


def column_options(columns: Sequence[ColumnSeen]) -> dict[str, str]:
    """Every column by its name, shown with its letter and what it holds."""
    return {item.name: f"{item.letter}: {item.name} ({item.looks_like})" for item in columns}


def suggested(columns: Sequence[ColumnSeen], role: str, indicator: str = "") -> tuple[str | None, str]:
    """The column to fill in beforehand, only where its name is exactly a word for this; and the advice in words."""
    found = [
        (item.score, column, item.why)
        for column in columns
        for item in column.suggestions
        if item.role == role and item.indicator == indicator
    ]
    if not found:
        return None, ""
    _, column, why = max(found, key=lambda each: each[0])
    exact = [each for each in found if each[0] == 100]
    if len(exact) == 1:
        return column.name, f"Alvast ingevuld: {why}."
    return None, f"Voorstel: kolom {column.letter}, want {why}."
