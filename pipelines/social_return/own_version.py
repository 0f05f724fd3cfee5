"""A municipality's own version of a table of building blocks: copied, filled in, checked like a workbook, and kept for good."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.citizen_numbers import in_a_sentence, passes_eleven_test
from pipelines.errors import UsageProblem
from pipelines.findings import Finding
from pipelines.social_return.block_tables import BlockTable, read_table
from pipelines.social_return.from_rows import decimal, text
from pipelines.social_return.money import number_text
from pipelines.sources.table import Tidy
from pipelines.sources.table import read_table as read_rows
from pipelines.sources.typed_rows import sheets_of
from pipelines.toml_text import section, value_of
from pipelines.validation import check_duplicates, check_form
from schemas.building_blocks import (
    BLOCKS,
    BONUSES,
    TABLE,
    TABLE_SHEETS,
    UNLIMITED,
    CapCounting,
    Counting,
    Per,
    YearDays,
    split,
)
from schemas.dimensions import SheetForm
from schemas.target_groups import target_group
from schemas.vocabulary import EntryForm, PsoLevel, Severity, TargetGroup, Word

Typed = Mapping[str, str]
Sheets = Mapping[str, Sequence[Typed]]  # name of a form of TABLE_SHEETS -> its rows, as somebody types them
_NUMBERS = ("norm_hours", "minimum_hours", "norm_year_hours")
_MONTHS = ("look_back_months", "hired_before_months")
_WORDS: Mapping[str, type[Word]] = {"year_days": YearDays, "counting": Counting, "cap_counting": CapCounting}
_OF_BLOCKS = "cap_months"


class TableWrong(UsageProblem):
    """What was filled in cannot be right. `beside`: by `place` of a field -> what is wrong there."""

    def __init__(self, found: Sequence[tuple[str, int, Finding]]) -> None:
        told = [replace(item, sheet=name, row=None, cell=None) for name, _, item in found]
        super().__init__(" ".join(dict.fromkeys(item.sentence for item in told)))
        self.beside: dict[str, tuple[str, ...]] = {}
        for name, row, item in found:
            key = place(name, row, item.column or "")
            bare = replace(item, sheet=None, row=None, cell=None, column=None).sentence
            self.beside[key] = tuple(dict.fromkeys((*self.beside.get(key, ()), bare)))


def place(form: str, row: int, header: str) -> str:
    """A field of the table: name of the form, row counted from 0, header of the column."""
    return f"{form}.{row}.{header}"


@dataclass(frozen=True)
class Version:
    """What was filled in, as a table and as the file that is kept."""

    table: BlockTable
    content: bytes


def typed_of(table: BlockTable) -> dict[str, list[dict[str, str]]]:
    """A table as somebody would fill it in."""
    head = {
        "table_id": table.table_id, "title": table.title, "region": table.region, "source": table.source,
        "valid_from": _day(table.valid_from), "valid_until": _day(table.valid_until), "note": table.note,
        "complete": _flag(table.complete), "bonus_pro_rata": _flag(table.bonus_pro_rata),
        **{name: _number(getattr(table, name)) for name in _NUMBERS}, "norm_year_hours": _number(table.norm_year_hours or None),
        **{name: words(getattr(table, name)).label for name, words in _WORDS.items()},
        "look_back_months": str(table.look_back_months or ""),
        "hired_before_months": "" if table.hired_before_months is None else str(table.hired_before_months),
        **{f"pso_{level.value}": _number(table.pso.get(level.value)) for level in PsoLevel},
    }  # fmt: skip
    blocks = [
        {"code": item.code, "label": item.label, "amount": _number(item.amount or None), "per": item.per.label,
         "cap": UNLIMITED if item.unlimited else str(item.cap_months or ""),
         "groups": _labels(TargetGroup, item.groups), "forms": _labels(EntryForm, item.forms),
         "counts_for": _number(item.share if item.share != 100 else None), "choose": _flag(item.choose),
         "maximum": _flag(item.maximum)}
        for item in table.blocks
    ]  # fmt: skip
    bonuses = [{"code": item.code, "label": item.label, "amount": _number(item.amount)} for item in table.bonuses]
    return {TABLE.name: [head], BLOCKS.name: blocks, BONUSES.name: bonuses}


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _flag(said: bool) -> str:
    return "ja" if said else ""


def _number(number: Decimal | None) -> str:
    return "" if number is None else number_text(number)


def _labels(words: type[Word], codes: Collection[str]) -> str:
    return "; ".join(item.label for item in words if item.value in codes)


def version_of(sheets: Sheets, source: BlockTable, taken: Collection[str]) -> Version:
    """The table that was filled in, begun as `source`. What is still as the source left it open stays "niet in bron".
    taken: codes that are given already. Raises TableWrong with every finding."""
    read = {form.name: _read(form, sheets.get(form.name, ())) for form in TABLE_SHEETS}
    found = [item for form in TABLE_SHEETS for item in _faults(form, read[form.name])]
    head = read[TABLE.name].frame
    if len(head) and head["table_id"].iloc[0] in taken:
        found.append((TABLE.name, 0, Finding("bb_taken", column=TABLE.field("table_id").header)))
    if read[BLOCKS.name].frame.empty:
        found.append((BLOCKS.name, 0, Finding("bb_no_blocks", column=BLOCKS.field("code").header)))
    if found:
        raise TableWrong(found)
    content = _toml(read, source)
    made = read_table(content, name=str(head["table_id"].iloc[0]))
    if found := list(_beside_each_other(made, read[BLOCKS.name])):
        raise TableWrong(found)
    return Version(made, content)


def _read(form: SheetForm, rows: Sequence[Typed]) -> Tidy:
    return read_rows(sheets_of({form: rows}).sheets[0], form, 0)


def _faults(form: SheetForm, tidy: Tidy) -> Iterator[tuple[str, int, Finding]]:
    check_form(tidy, form)
    if len(tidy.frame) > 1:
        check_duplicates(tidy, form.key, "sr_duplicate", at=form.key[-1])
    errors = [item for item in tidy.findings if item.severity is Severity.ERROR]
    unread = {(item.row, item.column) for item in errors if item.column}
    for item in errors:
        told = _beside(item, form)
        if item.column or (item.row, told.column) not in unread:  # what could not be read is not missing as well
            yield form.name, (item.row or 2) - 2, told
    for row, texts in zip(tidy.frame["row"], tidy.texts.to_dict("records"), strict=True):
        for field in form.fields:
            said = texts.get(field.name, "")
            if in_a_sentence(said) or any(passes_eleven_test(word) for word in said.split()):
                yield form.name, int(row) - 2, Finding("bb_person", column=field.header)


_SAID_AT = {"bb_amount": "amount", "bb_year_hours": "norm_year_hours", "bb_minimum_hours": "minimum_hours"}  # fmt: skip


def _beside(item: Finding, form: SheetForm) -> Finding:
    name = None if item.column else _SAID_AT.get(item.code)
    return replace(item, column=form.field(name).header) if name else item


def _beside_each_other(table: BlockTable, blocks: Tidy) -> Iterator[tuple[str, int, Finding]]:
    """What only shows when the blocks stand beside each other."""
    rows = {str(code): int(row) - 2 for code, row in zip(blocks.frame["code"], blocks.frame["row"], strict=True)}
    groups, code = BLOCKS.field("groups").header, BLOCKS.field("code").header
    told: dict[int, list[str]] = {}
    for group in TargetGroup:
        fits = {item.code for form in EntryForm if len(table.blocks_for(group, form)) > 1
                for item in table.blocks_for(group, form) if item.groups}  # fmt: skip
        if len(fits) > 1:
            told.setdefault(max(rows[name] for name in fits), []).append(group.label)
    for row, labels in told.items():
        yield BLOCKS.name, row, Finding("bb_two_values", column=groups, detail=", ".join(labels))
    for item in table.blocks:
        if not (item.groups or item.forms or item.choose):
            yield BLOCKS.name, rows[item.code], Finding("bb_for_nobody", column=code)


def _toml(read: Mapping[str, Tidy], source: BlockTable) -> bytes:
    (head,) = read[TABLE.name].frame.to_dict("records")
    blocks, bonuses = (read[form.name].frame.to_dict("records") for form in (BLOCKS, BONUSES))
    parameters, pso = _parameters(head), _pso(head)
    made = [_block(row) for row in blocks]
    top: dict[str, object] = {
        "id": head["table_id"], "title": head["title"], "region": head["region"], "source": head["source"],
        "valid_from": head["valid_from"].date(),
        **({"valid_until": head["valid_until"].date()} if pd.notna(head["valid_until"]) else {}),
        "complete": head["complete"] is True, "note": text(head["note"]) or "",
        "not_in_source": _still_open(source, parameters, pso, made),
    }  # fmt: skip
    lines = [
        f"# Eigen versie, gemaakt van {source.table_id}.",
        *(f"{key} = {value_of(value)}" for key, value in top.items()),
    ]
    lines += section("parameters", parameters)
    lines += section("pso", pso)
    lines += [line for row in made for line in section("block", row, many=True)]
    for row in bonuses:
        told = {"code": row["code"], "label": row["label"], "amount": decimal(row["amount"])}
        lines += section("bonus", told, many=True)
    return ("\n".join(lines) + "\n").encode()


def _parameters(head: Mapping[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {name: decimal(head[name]) for name in _NUMBERS if pd.notna(head[name])}
    found |= {name: int(head[name]) for name in _MONTHS if pd.notna(head[name])}
    found |= {name: _code(words, head[name]) for name, words in _WORDS.items()}
    return found | {"bonus_pro_rata": head["bonus_pro_rata"] is True}


def _pso(head: Mapping[str, Any]) -> dict[str, object]:
    given = {level.value: decimal(head[f"pso_{level.value}"]) for level in PsoLevel}
    return {level: share for level, share in given.items() if share is not None}


def _code(words: type[Word], label: str) -> str:
    return next(item.value for item in words if item.label == label)


def _block(row: Mapping[str, Any]) -> dict[str, object]:
    groups = [found.value for part in split(text(row["groups"]) or "") if (found := target_group(part))]
    forms = [_code(EntryForm, part) for part in split(text(row["forms"]) or "")]
    cap = text(row["cap"])
    told: dict[str, object] = {
        "code": row["code"], "label": row["label"], "groups": groups, "forms": forms, "per": _code(Per, row["per"]),
        "amount": decimal(row["amount"]), "cap_months": int(cap) if cap and cap != UNLIMITED else None,
        "unlimited": cap == UNLIMITED, "choose": row["choose"] is True, "maximum": row["maximum"] is True,
        "counts_for": decimal(row["counts_for"]),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, [], False)}


def _still_open(
    source: BlockTable,
    parameters: Mapping[str, object],
    pso: Mapping[str, object],
    blocks: Sequence[Mapping[str, object]],
) -> list[str]:
    """What the source left open and nobody changed. The day from which it holds is told now."""
    same = {name: parameters.get(name) == getattr(source, name, None) for name in parameters}
    same["pso"] = pso == dict(source.pso)
    same[_OF_BLOCKS] = {row["code"]: row.get(_OF_BLOCKS) for row in blocks} == {
        item.code: item.cap_months for item in source.blocks
    }
    return [name for name in source.not_in_source if same.get(name, False)]


def keep_within(acts: Acts, sheets: Sheets, copied: str, *, by: str) -> BlockTable:
    """Keep what was filled in as a new version. Raises TableWrong, UsageProblem."""
    made = drafted(acts, sheets, copied)
    return keep_table(acts, made.table.table_id, made.content, by=by)


def keep_table(acts: Acts, table_id: str, content: bytes, *, by: str) -> BlockTable:
    """The file in the archive, and an act in the ledger. From then on that content holds under that code."""
    payload = {"table_id": table_id, "sha256": acts.archive.keep(content)}
    with acts.ledger.transaction():
        acts.ledger.append("block_table_fixed", payload, actor=by)
    return acts.blocks[table_id]


def drafted(acts: Acts, sheets: Sheets, copied: str) -> Version:
    """What was filled in, begun as the table with the code `copied`; nothing is kept. Raises TableWrong, UsageProblem."""
    tables = acts.blocks
    if copied not in tables:
        raise UsageProblem(f'De tabel "{copied}" is er niet. Kies uit: {", ".join(sorted(tables))}.')
    return version_of(sheets, tables[copied], tables)
