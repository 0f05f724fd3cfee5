"""The tables of building blocks: what an effort is worth, by region and version, read from data and never from code."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.errors import UsageProblem
from schemas.building_blocks import TABLE_CODE
from schemas.building_blocks import Per as Per
from schemas.place import data_folder
from schemas.vocabulary import EntryForm, PsoLevel, TargetGroup

HUNDRED = Decimal(100)
FOLDER = "bouwblokken"


class BadTable(UsageProblem):
    """A table of building blocks that cannot be read as one."""


@dataclass(frozen=True)
class Block:
    """One building block. `cap_months` None and not `unlimited`: the source does not say how long somebody counts."""

    code: str
    label: str
    groups: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    per: Per = Per.YEAR
    amount: Decimal = Decimal(0)
    cap_months: int | None = None
    unlimited: bool = False
    choose: bool = False  # only where an entry names it
    maximum: bool = False  # the amount is the most that counts of what was paid
    share: Decimal = HUNDRED  # percentage of an invoice that counts


@dataclass(frozen=True)
class Bonus:
    code: str
    label: str
    amount: Decimal


@dataclass(frozen=True)
class BlockTable:
    """One version of one region's table. What the source leaves open stands in `not_in_source`."""

    table_id: str
    title: str
    region: str
    source: str
    blocks: tuple[Block, ...]
    bonuses: tuple[Bonus, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    complete: bool = True
    note: str = ""
    not_in_source: tuple[str, ...] = ()
    norm_hours: Decimal = Decimal(36)
    minimum_hours: Decimal = Decimal(0)
    year_days: str = "365"  # or "365/366": a day of a leap year is one of 366
    counting: str = "days"  # or "hours": worked hours against those of a norm year
    norm_year_hours: Decimal = Decimal(0)
    cap_counting: str = "calendar"  # or "worked": a cap in years of full-time work
    bonus_pro_rata: bool = True
    look_back_months: int = 0  # days this long before the contract's term count too
    hired_before_months: int | None = None  # who was hired longer before it does not count
    pso: Mapping[str, Decimal] = field(default_factory=dict)  # level -> percentage off the obligation
    sha256: str = ""

    def block(self, code: str) -> Block | None:
        return next((item for item in self.blocks if item.code.casefold() == code.strip().casefold()), None)

    def bonus(self, code: str) -> Bonus | None:
        return next((item for item in self.bonuses if item.code.casefold() == code.strip().casefold()), None)

    def block_for(self, group: str | None, form: str) -> Block | None:
        """The one block of a target group and a form, where the entry names none. None: the table has no value for it, or
        more than one."""
        fits = self.blocks_for(group, form)
        return fits[0] if len(fits) == 1 else None

    def blocks_for(self, group: str | None, form: str) -> list[Block]:
        """The blocks that an entry counts as by its target group and form; a block made for the form goes first."""
        fits = [
            item
            for item in self.blocks
            if not item.choose
            and (not item.forms or form in item.forms)
            and (group in item.groups if item.groups else bool(item.forms))
        ]
        return [item for item in fits if item.forms] or fits

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or day >= self.valid_from) and (
            self.valid_until is None or day <= self.valid_until
        )


def read_table(content: bytes, *, name: str) -> BlockTable:
    """One table from its TOML. Amounts become exact decimals; a word that is not ours is told with the file's name."""
    try:
        text = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
        return _table(text, hashlib.sha256(content).hexdigest())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise BadTable(
            f'De bouwblokkentabel "{name}" kan niet worden gelezen: {error}. '
            "Kijk hoe de andere tabellen in data/reference/bouwblokken zijn opgeschreven."
        ) from error


def _table(text: dict[str, Any], sha256: str) -> BlockTable:
    parameters = dict(text.get("parameters", {}))
    for name in ("norm_hours", "minimum_hours", "norm_year_hours"):
        if name in parameters:
            parameters[name] = Decimal(parameters[name])
    _one_of(parameters, "year_days", ("365", "365/366"))
    _one_of(parameters, "counting", ("days", "hours"))
    _one_of(parameters, "cap_counting", ("calendar", "worked"))
    if parameters.get("counting") == "hours" and not parameters.get("norm_year_hours"):
        raise ValueError("counting = hours vraagt norm_year_hours")
    blocks = tuple(_block(item) for item in text["block"])
    codes = [item.code for item in blocks]
    if len(set(codes)) != len(codes):
        raise ValueError("een bouwblok staat er twee keer in")
    return BlockTable(
        table_id=text["id"], title=text["title"], region=text["region"], source=text["source"], blocks=blocks,
        bonuses=tuple(Bonus(item["code"], item["label"], Decimal(item["amount"])) for item in text.get("bonus", ())),
        valid_from=text.get("valid_from"), valid_until=text.get("valid_until"), complete=text.get("complete", True),
        note=text.get("note", ""), not_in_source=tuple(text.get("not_in_source", ())),
        pso={PsoLevel(level).value: Decimal(share) for level, share in text.get("pso", {}).items()},
        sha256=sha256, **parameters,
    )  # fmt: skip


def _one_of(parameters: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> None:
    if parameters.get(name, allowed[0]) not in allowed:
        raise ValueError(f"{name} is {parameters[name]}; mogelijk is {', '.join(allowed)}")


def _block(item: dict[str, Any]) -> Block:
    return Block(
        code=item["code"], label=item["label"],
        groups=frozenset(TargetGroup(name).value for name in item.get("groups", ())),
        forms=frozenset(EntryForm(name).value for name in item.get("forms", ())),
        per=Per(item.get("per", "year")), amount=Decimal(item.get("amount", 0)), cap_months=item.get("cap_months"),
        unlimited=item.get("unlimited", False), choose=item.get("choose", False), maximum=item.get("maximum", False),
        share=Decimal(item.get("counts_for", 100)),
    )  # fmt: skip


def own_tables() -> dict[str, BlockTable]:
    """The tables of data/reference/bouwblokken, or of where KWARTAALBEELD_DATA points."""
    return load_tables([data_folder() / "reference" / FOLDER])


def own_files() -> dict[str, bytes]:
    """The same tables as they are written, by their id."""
    found = {}
    for path in sorted((data_folder() / "reference" / FOLDER).glob("*.toml")):
        content = path.read_bytes()
        found.setdefault(read_table(content, name=path.name).table_id, content)
    return found


def copy_table(table_id: str, new_id: str) -> Path:
    """Write a table anew under another id, for somebody to change: a new version never takes the place of one that an
    award names. Raises UsageProblem."""
    files, new_id = own_files(), new_id.strip()
    if table_id not in files:
        raise UsageProblem(f'De tabel "{table_id}" is er niet. Kies uit: {", ".join(sorted(files))}.')
    if not TABLE_CODE.fullmatch(new_id):
        raise UsageProblem(
            "Een code van een tabel bestaat uit kleine letters, cijfers en streepjes, zoals lindendaal-2026."
        )
    if new_id in files:
        raise UsageProblem(f'De tabel "{new_id}" is er al. Kies een andere code voor deze versie.')
    text = re.sub(r'(?m)^id = ".*"$', f'id = "{new_id}"', files[table_id].decode("utf-8"), count=1)
    path = data_folder() / "reference" / FOLDER / f"{new_id}.toml"
    path.write_text(f"# Eigen versie, gemaakt van {table_id}.\n{text}", encoding="utf-8")
    return path


def load_tables(folders: Iterable[Path]) -> dict[str, BlockTable]:
    """Every table of these folders by its id; an earlier folder (a municipality's own) goes before a later one."""
    found: dict[str, BlockTable] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            table = read_table(path.read_bytes(), name=path.name)
            found.setdefault(table.table_id, table)
    return found
