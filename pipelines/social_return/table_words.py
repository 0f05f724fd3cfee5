"""A table of building blocks in Dutch: what each block is worth, what holds for all of it, and two tables beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.social_return.block_tables import Block, BlockTable
from pipelines.social_return.money import amount_text, number_text
from pipelines.social_return.own_version import typed_of
from schemas.building_blocks import TABLE, Per
from schemas.social_return import BY_PERSON
from schemas.vocabulary import EntryForm, TargetGroup

NOTHING = "geen waarde: maatwerk"
_HEAD = ("table_id", "title", "region", "source", "valid_from", "valid_until", "complete", "note")
_BY_PERSON = tuple(form for form in EntryForm if form.label in BY_PERSON)


@dataclass(frozen=True)
class Rule:
    """What holds for the whole table; `open`: the source leaves it open, and it was chosen."""

    name: str
    value: str
    open: bool


@dataclass(frozen=True)
class Beside:
    """One line of two tables beside each other."""

    what: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return self.left != self.right


def worth(item: Block, table: BlockTable) -> str:
    """40.000 euro per jaar, hoogstens 24 maanden"""
    if item.per is Per.INVOICE:
        return f"factuur of gemaakte kosten, voor {number_text(item.share)}%"
    most = "hoogstens " if item.maximum else ""
    return f"{most}€ {amount_text(item.amount)} {item.per.label}{_how_long(item, table)}"


def _how_long(item: Block, table: BlockTable) -> str:
    if item.unlimited:
        return ", zolang het duurt"
    if item.cap_months:
        return f", hoogstens {item.cap_months} maanden"
    timed = item.per in (Per.YEAR, Per.MONTH)
    return ", duur niet in bron" if timed and "cap_months" in table.not_in_source else ""


def rules(table: BlockTable) -> list[Rule]:
    """Only what says something."""
    (head,) = typed_of(table)[TABLE.name]
    found = []
    for field in TABLE.fields:
        left_open = (field.name if not field.name.startswith("pso_") else "pso") in table.not_in_source
        value = head[field.name] or ("nee" if field.name == "bonus_pro_rata" else "")
        if field.name not in _HEAD and value:
            found.append(Rule(field.header, value, left_open))
    if "pso" in table.not_in_source and not table.pso:
        found.append(Rule("korting met PSO-certificaat", "geen", True))
    return found


def beside(left: BlockTable, right: BlockTable) -> list[Beside]:
    """Per target group, per other form, per bonus and per rule what either table says; what neither names is left out."""
    groups = [Beside(group.label, _of_group(left, group), _of_group(right, group)) for group in TargetGroup]
    forms = [Beside(form.label, _of_form(left, form), _of_form(right, form))
             for form in EntryForm if form not in _BY_PERSON]  # fmt: skip
    named = [row for row in (*groups, *forms) if {row.left, row.right} != {NOTHING}]
    return [*named, *_bonuses(left, right), *_rules(left, right)]


def _of_group(table: BlockTable, group: TargetGroup) -> str:
    """What a person of this group is worth; said per form where that differs."""
    by_form = {form: table.block_for(group, form) for form in _BY_PERSON}
    told = {form: worth(item, table) if item else NOTHING for form, item in by_form.items()}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return "; ".join(f"{form.label}: {text}" for form, text in told.items())


def _of_form(table: BlockTable, form: EntryForm) -> str:
    named = [item for item in table.blocks if form in item.forms]
    return "; ".join(worth(item, table) for item in named) or NOTHING


def _bonuses(left: BlockTable, right: BlockTable) -> Iterator[Beside]:
    codes = dict.fromkeys(item.code for table in (left, right) for item in table.bonuses)
    for code in codes:
        found = [table.bonus(code) for table in (left, right)]
        name = next(item.label for item in found if item)
        yield Beside(f"bonus: {name}", *(f"€ {amount_text(item.amount)}" if item else "geen" for item in found))


def _rules(left: BlockTable, right: BlockTable) -> Iterator[Beside]:
    said = [{rule.name: rule.value + (" (niet in bron)" if rule.open else "") for rule in rules(table)}
            for table in (left, right)]  # fmt: skip
    for name in dict.fromkeys(name for told in said for name in told):
        yield Beside(name, *(told.get(name, "niet gevuld") for told in said))
