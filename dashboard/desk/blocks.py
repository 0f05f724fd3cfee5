"""Page Bouwblokken: which tables there are and which hold, two of them beside each other, and an own version to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import own_table
from dashboard.desk.acting import Refusal, attempt, begun, home, refuse, signed, told
from dashboard.desk.side_by_side import COPY, TABLE, address, side_by_side
from dashboard.views import frame
from dashboard.views.markup import Safe, join, table, tag
from pipelines import record
from pipelines.record import TableNow
from schemas.vocabulary import EntryForm, TargetGroup

BESIDE = "naast"
_QUESTION = "Wat is welke inzet waard?"
_LIST = ("Code", "Streek", "Geldig", "Volledig", "Verplichtingen", "Bron")
_BLOCKS = ("Code", "Waarde", "Voor wie")
_HOLDS = (
    "Welke tabel geldt, staat bij elke verplichting en ligt vast bij de gunning. Een nieuwe versie geldt alleen voor nieuwe "
    "gunningen die haar noemen; wat al is gegund, houdt zijn eigen tabel."
)


def page() -> None:
    """All of them, then one."""
    st.set_page_config(page_title="Bouwblokken · Kwartaalbeeld", layout="wide")
    found = begun(partial(record.block_tables, home()), _QUESTION)
    if found is None:
        return
    by_code = {item.table.table_id: item for item in found}
    if st.query_params.get(COPY, "") in by_code:
        own_table.drawn(by_code[st.query_params[COPY]].table, address(st.query_params[COPY]))
        signed()
        return
    frame.opening(_QUESTION, _answer(found), _HOLDS)
    told()
    st.html(_list(found))
    chosen, other = _choices(by_code)
    _one(by_code[chosen])
    if other:
        rows = attempt(partial(record.tables_beside, home(), chosen, other))
        refuse(rows.words) if isinstance(rows, Refusal) else st.html(
            side_by_side(rows, by_code[chosen].table.title, by_code[other].table.title)
        )


def _answer(found: Sequence[TableNow]) -> str:
    used = [item for item in found if item.obligations]
    many = dutch.plural(len(found), "tabel", "tabellen")
    if not used:
        return f"Er {'is' if len(found) == 1 else 'zijn'} {many}. Nog geen verplichting noemt er een."
    told = [f"{item.table.title} ({dutch.plural(item.obligations, 'verplichting', 'verplichtingen')})" for item in used]
    return f"Er zijn {many}. In de nieuwste stand gelden: {dutch.listing(told)}."


def _choices(by_code: dict[str, TableNow]) -> tuple[str, str]:
    """Which table, and which beside it; both live in the address."""
    codes = list(by_code)
    given = {name: st.query_params.get(name, "") for name in (TABLE, BESIDE)}
    with st.container(key="kb-choices-tables", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Welke tabel?", codes, codes.index(given[TABLE]) if given[TABLE] in codes else 0,
                              format_func=lambda code: _named(by_code[code]), key="blocks_table", width=420)  # fmt: skip
        others = [code for code in codes if code != chosen]
        beside = st.selectbox(
            "Leg ernaast", others, others.index(given[BESIDE]) if given[BESIDE] in others else None,
            format_func=lambda code: _named(by_code[code]), key="blocks_beside", width=420, placeholder="Geen",
        )  # fmt: skip
    st.query_params[TABLE] = chosen
    if beside:
        st.query_params[BESIDE] = beside
    else:
        st.query_params.pop(BESIDE, None)
    return chosen, beside or ""


def _named(item: TableNow) -> str:
    return f"{item.table.title} ({item.table.table_id})"


def _list(found: Sequence[TableNow]) -> Safe:
    rows = [
        (tag("a", item.table.title, href=address(item.table.table_id)),
         [item.table.table_id, item.table.region, _valid(item), "ja" if item.table.complete else "nee, een deel",
          dutch.number(item.obligations) if item.obligations else "geen", item.table.source])
        for item in found
    ]  # fmt: skip
    made = table("Bouwblokkentabellen, wat geldt eerst", _LIST, rows, first="Tabel", texts=True, visible_caption=False)
    return tag("section", tag("h2", "Welke tabellen er zijn"), tag("div", made, class_="kb-told"))


def _valid(item: TableNow) -> str:
    since, until = item.table.valid_from, item.table.valid_until
    first = f"vanaf {since:%d-%m-%Y}" if since else "begin niet in bron"
    return first + (f" tot en met {until:%d-%m-%Y}" if until else "")


def _one(item: TableNow) -> None:
    """What holds for the whole table, its blocks and its bonuses, and a way to a version of one's own."""
    own = item.table
    fixed = (
        f"Deze versie ligt vast sinds {dutch.moment(item.fixed_at)} ({item.fixed_by})."
        if item.fixed_at
        else "Nog niets noemt deze tabel; haar bestand kan nog veranderen."
    )
    missing = None if own.complete else tag("p", "Deze tabel is niet volledig: wat ontbreekt, telt als maatwerk.",
                                            class_="kb-complaint")  # fmt: skip
    blocks = [(block.label, [block.code, record.block_worth(block, own), _for_whom(block)]) for block in own.blocks]
    bonuses = [(bonus.label, [dutch.euros(float(bonus.amount)), bonus.code]) for bonus in own.bonuses]
    made = table("Bouwblokken", _BLOCKS, blocks, first="Bouwblok", texts=True, visible_caption=False)
    st.html(
        tag("section", tag("h2", own.title), tag("p", f"{_valid(item).capitalize()}. Bron: {own.source}. {fixed}"), missing,
            tag("p", own.note, class_="kb-fact") if own.note else None, _rules(item), tag("h3", "Bouwblokken"), tag("div", made, class_="kb-told"),
            join(tag("h3", "Bonussen"), table("Bonussen", ("Bedrag", "Code"), bonuses, first="Bonus", texts=True,
                                              visible_caption=False)) if bonuses else None,
            tag("p", tag("a", "Maak hiervan een eigen versie", href=address(own.table_id, copy=True), class_="kb-button")))
    )  # fmt: skip


def _rules(item: TableNow) -> Safe:
    rows = [(rule.name, [rule.value, "niet in bron: hier gekozen" if rule.open else "uit de bron"])
            for rule in record.table_rules(item.table)]  # fmt: skip
    made = table("Wat voor de hele tabel geldt", ("Waarde", "Herkomst"), rows, first="Regel", texts=True,
                 visible_caption=False)  # fmt: skip
    return join(tag("h3", "Wat voor de hele tabel geldt"), made)


def _for_whom(block: record.Block) -> str:
    groups = [item.label for item in TargetGroup if item.value in block.groups]
    forms = [item.label for item in EntryForm if item.value in block.forms]
    told = "; ".join(part for part in (", ".join(groups), f"alleen {dutch.listing(forms)}" if forms else "") if part)
    return told + (", alleen als de inzet het noemt" if block.choose else "")
