"""On the page Bouwblokken: an own version of a table filled in, looked at beside the former one, and kept for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard.desk import fields
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.desk.side_by_side import TABLE as CHOSEN
from dashboard.desk.side_by_side import side_by_side
from dashboard.views import frame
from dashboard.views.markup import notice, tag
from pipelines import record
from pipelines.record import BlockTable
from schemas.building_blocks import BLOCKS, BONUSES, TABLE, TABLE_SHEETS
from schemas.dimensions import Field, SheetForm
from schemas.place import acting_user
from schemas.target_groups import GROUP_LABELS
from schemas.vocabulary import EntryForm

Typed = dict[str, list[dict[str, str]]]  # name of a form -> its rows
_WRONG, _SEEN = "table_wrong", "table_seen"
_SPARE = 3  # empty rows for what is new
_SEVERAL = {"groups": GROUP_LABELS, "forms": tuple(item.label for item in EntryForm)}
_WIDE = {"code": 270, "label": 480, "amount": 130, "per": 280, "cap": 190, "groups": 480, "forms": 480, "counts_for": 150,
         "choose": 190, "maximum": 170}  # fmt: skip
_TOLD = (
    "Dit is een kopie. Verander wat in uw gemeente anders is, geef haar een eigen code en zeg vanaf wanneer zij geldt. Na het "
    "bewaren verandert deze versie niet meer; wie zich vergist, maakt een volgende. Wat al is gegund, houdt zijn eigen tabel."
)
_ROWS = (
    "Klap een rij open om haar te veranderen. Een rij zonder code en omschrijving telt niet mee: maak een rij leeg om haar weg te "
    "halen."
)


def drawn(source: BlockTable, back: str) -> None:
    """The whole table as fields; nothing is kept before the last button."""
    frame.opening(f"Een eigen versie van {source.title}", _TOLD)
    st.html(tag("p", tag("a", "Terug zonder iets te bewaren", href=back)))
    given = attempt(partial(record.copied_table, home(), source.table_id))
    if isinstance(given, Refusal):
        refuse(given.words)
        return
    wrong: Refusal | None = st.session_state.pop(_WRONG, None)
    with st.form(f"own_table_{source.table_id}", border=False), st.container(key="kb-form-table"):
        typed: Typed = {
            TABLE.name: [_head(given[TABLE.name][0], source, wrong)],
            BLOCKS.name: _rows(BLOCKS, given[BLOCKS.name], source, wrong),
            BONUSES.name: _rows(BONUSES, given[BONUSES.name], source, wrong),
        }
        with st.container(key="kb-open-acts-table", horizontal=True):
            look = st.form_submit_button("Kijk na en vergelijk")
            keep = st.form_submit_button("Bewaar als nieuwe versie", type="primary")
    if wrong:
        st.html(
            notice("Er klopt nog iets niet. Er is niets bewaard.", items=_listed(wrong), tone="concern", role="alert")
        )
    seen: Sequence[record.Beside] | None = st.session_state.pop(_SEEN, None)
    if seen is not None:
        st.html(side_by_side(seen, source.title, "de eigen versie"))
    if keep:
        _kept(attempt(partial(record.save_table, home(), typed, source.table_id, by=acting_user())))
    elif look:
        outcome = attempt(partial(record.preview_table, home(), typed, source.table_id))
        st.session_state[_WRONG if isinstance(outcome, Refusal) else _SEEN] = outcome
        st.rerun()


def _listed(wrong: Refusal) -> list[str]:
    """What is wrong, by the field where it stands too; all of it where it is of no field."""
    titles = {form.name: form.title for form in TABLE_SHEETS}
    found = []
    for place, texts in wrong.beside.items():
        form, row, header = place.split(".", 2)
        which = titles[form] if form == TABLE.name else f"{titles[form]} {int(row) + 1}"
        found.append(f"{which}, {header}: {' '.join(texts)}")
    return found or [wrong.words]


def _kept(outcome: BlockTable | Refusal) -> None:
    if isinstance(outcome, Refusal):
        st.session_state[_WRONG] = outcome
    else:
        tell(f"Bewaard als {outcome.table_id}. Nieuwe verplichtingen kunnen deze tabel noemen; wat al is gegund, houdt zijn "
             "eigen tabel.")  # fmt: skip
        st.query_params.clear()
        st.query_params[CHOSEN] = outcome.table_id
    st.rerun()


def _head(row: Mapping[str, str], source: BlockTable, wrong: Refusal | None) -> dict[str, str]:
    """A copy has a code and a first day of its own."""
    begun = {**row, "table_id": "", "valid_from": "", "valid_until": ""}
    with st.container(key="kb-choices-head", horizontal=True, vertical_alignment="top"):
        return {field.name: _asked(TABLE, field, begun, source, wrong, row=0) for field in TABLE.fields}


def _rows(
    form: SheetForm, given: Sequence[Mapping[str, str]], source: BlockTable, wrong: Refusal | None
) -> list[dict[str, str]]:
    st.html(tag("div", tag("h2", form.title), tag("p", _ROWS, class_="kb-fact")))
    empty: dict[str, str] = {}
    found = []
    for number, row in enumerate([*given, *[empty] * _SPARE]):
        faulty = any(place.startswith(f"{form.name}.{number}.") for place in (wrong.beside if wrong else ()))
        with (
            st.expander(f"{number + 1}. {_worth(row)}", expanded=faulty),
            st.container(key=f"kb-choices-{form.name}-{number}", horizontal=True, vertical_alignment="top"),
        ):
            asked = {field.name: _asked(form, field, row, source, wrong, row=number) for field in form.fields}
        found.append(asked if asked["code"] or asked["label"] else {})
    return found


def _worth(row: Mapping[str, str]) -> str:
    """What a row was before it is changed: enough to find it by. Its code has no signs that a heading reads as markup."""
    worth = " ".join(part for part in (row.get("amount"), row.get("per")) if part)
    return f"{row['code']}: {worth}" if row else "Nieuw"


def _asked(
    form: SheetForm, field: Field, given: Mapping[str, str], source: BlockTable, wrong: Refusal | None, *, row: int
) -> str:
    words = _SEVERAL.get(field.name)
    place = record.place_in_table(form.name, row, field.header)
    with st.container(width=_WIDE.get(field.name, 320) if form is not TABLE else 420):
        return fields.asked(
            field, key=f"{source.table_id}_{place}", value=given.get(field.name, ""),
            words={word: word for word in words} if words else None, several=bool(words),
            wrong=wrong.beside.get(place, ()) if wrong else (),
        )  # fmt: skip
