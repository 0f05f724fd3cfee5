"""Which columns of an entry a form of effort needs, with the table that its obligation names."""

from __future__ import annotations

from dataclasses import replace

from pipelines.social_return.block_tables import Block, BlockTable, Per
from schemas.dimensions import Field
from schemas.social_return import BY_PERSON, ENTRIES
from schemas.vocabulary import EntryForm, TargetGroup

_ALWAYS = ("entry", "starts_on", "evidence", "evidence_seen_on", "evidence_seen_by")
_PERSON = ("candidate", "planned_end", "ends_on", "hours", "district")
_MUST_OF_PERSON = ("candidate", "target_group", "hours", "no_displacement")
_CUSTOM = ("claimed", "custom_reason")


def asks_group(form: EntryForm, table: BlockTable) -> bool:
    """Whether it matters from which group somebody comes."""
    return form.label in BY_PERSON or any(form in item.forms and item.groups for item in table.blocks)


def to_choose(form: EntryForm, group: TargetGroup | None, table: BlockTable) -> tuple[Block, ...]:
    """The building blocks among which an entry names one; none where the group and the form say enough."""
    fits = _fits(form, group, table)
    own = table.block_for(group, form)
    return fits if (own is None and fits) or any(item.choose for item in fits) else ()


def needed(form: EntryForm, group: TargetGroup | None, table: BlockTable) -> tuple[Field, ...]:
    """The fields to ask beside obligation, form and group, in the order of the sheet; `required` as for this form."""
    own, choice = table.block_for(group, form), to_choose(form, group, table)
    counts_as = choice or ((own,) if own else ())
    pay = [item.per is Per.INVOICE or item.maximum for item in counts_as]
    count = [item.per in (Per.DAY, Per.HOUR) for item in counts_as]
    person = asks_group(form, table)
    asked = {
        **dict.fromkeys(_ALWAYS, True), **dict.fromkeys(_PERSON, person), **dict.fromkeys(_CUSTOM, own is None),
        "no_displacement": form.label in BY_PERSON, "block": bool(choice), "bonuses": person and bool(table.bonuses),
        "hired_on": person and table.hired_before_months is not None,
        "quantity": any(count) or (person and table.counting == "hours"), "paid": any(pay),
    }  # fmt: skip
    must = {name for name in _MUST_OF_PERSON if form.label in BY_PERSON}
    must |= {name for name, told in (("paid", pay), ("quantity", count)) if told and all(told)}
    return tuple(
        replace(item, required=item.required or item.name in must) for item in ENTRIES.fields if asked.get(item.name)
    )


def _fits(form: EntryForm, group: TargetGroup | None, table: BlockTable) -> tuple[Block, ...]:
    by_person = form.label in BY_PERSON
    return tuple(
        item
        for item in table.blocks
        if (form in item.forms if item.forms else by_person) and (not item.groups or group in item.groups)
    )
