"""Mapping a strange file: what it seems to hold, what a recipe would make of it, and the recipe saved and used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.acts import ASKED, Acts
from pipelines.arrival import Delivered, Parcel, deliver_within
from pipelines.checked import Checked, own_rows
from pipelines.decisions import delivery_of
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.findings import safe
from pipelines.ledger import day_of, utc_now
from pipelines.place import Home, write_durably
from pipelines.reading.cells import FileCells, SheetCells, Unreadable, column_number
from pipelines.recipes import parse_recipe
from pipelines.recipes.columns import HIDDEN, OPEN
from pipelines.recipes.declaration import Content, Layout
from pipelines.recipes.suggesting import SheetSeen, propose
from pipelines.recipes.writing import for_file, recipe_text
from pipelines.recognition import recognise
from pipelines.register import Register
from pipelines.social_return.reviewing import newest_slots
from pipelines.sources import social_return
from pipelines.sources.reference import TABLE as REFERENCE_TABLE
from pipelines.surveys.layouts import CodeBook, read_code_book
from pipelines.surveys.proposing import SurveySeen, see
from pipelines.surveys.telling import QuestionTold, questions_told
from schemas.place import data_folder
from schemas.vocabulary import DataSet, DeliveryState

TOP, ACROSS, FIGURES = 12, 12, 12  # rows and columns of a sheet, and figures of a trial, that are shown
MAPPED = (DeliveryState.UNMAPPED, DeliveryState.REFUSED)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,58}[a-z0-9]")
_NAMING = "De naam van een recept heeft 3 tot 60 kleine letters, cijfers en streepjes, zoals enquete-taalkring."


@dataclass(frozen=True)
class Strange:
    """A file as the form shows it. `top`: the first rows of each sheet, without what may be about a person.
    `obligations`: those of social return that are known, by code. `text`: the recipe it was read by, where there was one."""

    delivery: dict[str, Any]
    sheets: tuple[SheetSeen, ...]
    top: Mapping[str, tuple[tuple[str, ...], ...]]
    providers: Mapping[str, str]
    sub_agreements: Mapping[str, Mapping[str, str]]
    obligations: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Trial:
    """What would come out of a recipe: `figures` are the first rows, as they would be stored."""

    text: str
    checked: Checked
    figures: tuple[dict[str, Any], ...]
    figure_count: int
    questions: tuple[QuestionTold, ...] = ()  # of a survey, in place of figures


def look_within(
    acts: Acts, delivery_id: str, layout: Layout | None = None, *, data_set: DataSet = DataSet.MONITORING
) -> Strange:
    """What the file seems to hold: every sheet as we guess it, or one sheet as `layout` says. Raises NotFound,
    WrongState."""
    delivery, cells = _cells(acts, delivery_id)
    seen = propose(cells, acts.register, layout=layout, data_set=data_set).sheets
    by_name = {sheet.name: sheet for sheet in cells.sheets}
    register = acts.register
    titles = dict(zip(register.sub_agreement["sub_agreement_id"], register.sub_agreement["title"], strict=True))
    return Strange(
        delivery,
        seen,
        {sheet.name: _top(by_name[sheet.name], sheet) for sheet in seen},
        _names(register),
        {provider: {sub: titles[sub] for sub in subs} for provider, subs in register.sub_agreements_of.items()},
        _obligations(acts) if data_set is DataSet.SOCIAL_RETURN else {},
        acts.archive.read(delivery["recipe_sha256"]).decode() if delivery["recipe_sha256"] else "",
    )


def _obligations(acts: Acts) -> dict[str, str]:
    """Code -> whose and of which sub-agreement; providers may use the same code."""
    rows = acts.warehouse.ask("sr_obligations", active_slot=newest_slots(acts.ledger))
    names, told = _names(acts.register), {}
    for row in rows.sort_values(["obligation_id", "provider_id"]).to_dict("records"):
        whose = f"{names.get(row['provider_id'], row['provider_id'])}, {row['sub_agreement_id']}"
        told.setdefault(row["obligation_id"], []).append(whose)
    return {code: f"{code} ({'; '.join(whose)})" for code, whose in told.items()}


def _names(register: Register) -> dict[str, str]:
    """Provider code -> name, alphabetical."""
    provider = register.provider.sort_values("provider", key=lambda names: names.str.casefold())
    return dict(zip(provider["provider_id"], provider["provider"], strict=True))


def _cells(acts: Acts, delivery_id: str) -> tuple[dict[str, Any], FileCells]:
    delivery = delivery_of(acts.ledger, delivery_id)
    if delivery["state"] not in MAPPED:
        raise WrongState(f"Van levering {delivery_id} is de indeling al bekend.")
    try:
        return delivery, acts.pool.read(acts.archive.path(delivery["sha256"]))
    except Unreadable as problem:
        raise WrongState(f"Levering {delivery_id} is niet te lezen; er valt niets aan te wijzen.") from problem


def _top(sheet: SheetCells, seen: SheetSeen) -> tuple[tuple[str, ...], ...]:
    """The first rows, in the columns that hold anything. Below the headings a column that may be about persons is
    hidden."""
    shown = seen.columns[:ACROSS]
    hidden = {column.letter for column in shown if set(column.samples) & {HIDDEN, OPEN}}
    rows = []
    for number, row in enumerate(sheet.rows(0, TOP), start=1):
        cells = {column.letter: row[column_number(column.letter)] for column in shown}
        below = number >= seen.location.first_row
        rows.append(tuple("…" if below and letter in hidden else _safe(text) for letter, text in cells.items()))
    return tuple(rows)


def _safe(text: str) -> str:
    return safe(text).strip('"') if text.strip() else ""


def try_within(acts: Acts, delivery_id: str, wanted: Content | str) -> Trial:
    """What a recipe (collected by the form, or as text) would make of the file. Keeps nothing. Raises UsageProblem that
    says what is missing or wrong."""
    _, cells = _cells(acts, delivery_id)
    text = wanted if isinstance(wanted, str) else recipe_text(wanted, cells)
    recipe = parse_recipe("nieuw", text)
    if recipe.encoding or recipe.separator:
        delivery = delivery_of(acts.ledger, delivery_id)
        cells = acts.pool.read(
            acts.archive.path(delivery["sha256"]), encoding=recipe.encoding, separator=recipe.separator
        )
    checked = acts.check(cells, recipe, today=day_of(utc_now()))
    told = ("measurement", REFERENCE_TABLE, social_return.TABLES.get(recipe.content.part))
    frame = next((own_rows(frame) for name, frame in checked.frames.items() if name in told), None)
    rows = [] if frame is None else frame.head(FIGURES).to_dict("records")
    figures = tuple({str(key): None if pd.isna(value) else value for key, value in row.items()} for row in rows)
    return Trial(text, checked, figures, 0 if frame is None else len(frame), questions_told(checked.frames))


def save_within(acts: Acts, delivery_id: str, name: str, *, text: str, by: str) -> Delivered:
    """Keep the recipe under a name and deliver the archived file again with it; it waits for a decision then. Raises
    UsageProblem, NotFound, WrongState."""
    delivery, _ = _cells(acts, delivery_id)
    if not _NAME.fullmatch(name):
        raise UsageProblem(_NAMING)
    recipe = parse_recipe(name, text)
    path = acts.home.recipes / f"{name}.toml"
    if path.exists() and name != delivery["recipe"] and path.read_text(encoding="utf-8") != text:
        raise UsageProblem(f'Er is al een recept met de naam "{name}". Kies een andere naam.')
    write_durably(path, text.encode())
    parcel = Parcel(Path(delivery["file_name"]), by, False, data=acts.archive.read(delivery["sha256"]))
    return deliver_within(acts, [parcel], recipe=recipe)[0]


def survey_within(
    acts: Acts,
    delivery_id: str,
    *,
    header_row: int | None = None,
    sheet: str | None = None,
    code_book: bytes | None = None,
) -> SurveySeen | None:
    """The file read as a survey: by its tool, or as a table with its questions on `header_row`. None where it is no
    export that we know. `code_book`: a file that says what its codes stand for; it is not kept. Raises NotFound,
    WrongState, UsageProblem."""
    _, cells = _cells(acts, delivery_id)
    if code_book is None:
        return see(cells, header_row=header_row, sheet=sheet)
    waiting = acts.archive.receive(code_book)
    try:
        return see(cells, header_row=header_row, sheet=sheet, book=code_book_within(acts, waiting.path))
    finally:
        acts.archive.destroy(waiting)


def code_book_within(acts: Acts, path: Path) -> CodeBook:
    """Raises UsageProblem where the file is none."""
    try:
        found = read_code_book(acts.pool.read(path))
    except Unreadable:
        found = None
    if found is None:
        raise UsageProblem(
            "Dit is geen codeboek: er is geen blad met kolommen, vragen en codes, zoals 1 - ja, 2 - nee."
        )
    return found


def asked_within(acts: Acts, delivery_id: str) -> tuple[str, Mapping[str, str]]:
    """The label of the remembered recipe that fits this file, and what it wants to know: constant -> former value.
    Empty where it asks nothing. Raises NotFound, WrongState."""
    delivery, cells = _cells(acts, delivery_id)
    found = acts.understand(acts.archive.path(delivery["sha256"]), cells, None)
    return found.label, found.asks


def confirm_within(acts: Acts, delivery_id: str, constants: Mapping[str, str], *, by: str) -> Delivered:
    """Deliver the archived file again by the remembered recipe with these constants; it waits for a decision then.
    Raises UsageProblem, NotFound, WrongState."""
    delivery, cells = _cells(acts, delivery_id)
    path = acts.archive.path(delivery["sha256"])
    asks = acts.understand(path, cells, None).asks
    found = recognise(cells, acts.remembered)
    recipe = next((item for item in acts.remembered if item.name == found.name), None)
    if not asks or recipe is None:
        raise WrongState(f"Bij levering {delivery_id} hoort geen bewaarde indeling die iets wil weten.")
    if open_ones := [ASKED.get(name, name) for name in asks if not constants.get(name, "").strip()]:
        raise UsageProblem(f"Vul nog in: {', '.join(open_ones)}.")
    made = for_file(recipe, {name: constants[name].strip() for name in asks})
    parcel = Parcel(Path(delivery["file_name"]), by, False, data=acts.archive.read(delivery["sha256"]))
    return deliver_within(acts, [parcel], recipe=made)[0]


def saved_recipe(home: Home, name: str) -> bytes:
    """The text of a recipe that was saved here, or is shipped. Raises NotFound."""
    for folder in (home.recipes, data_folder() / "recipes"):
        if _NAME.fullmatch(name) and (path := folder / f"{name}.toml").is_file():
            return path.read_bytes()
    raise NotFound(f'Er is geen recept met de naam "{name}".')


def remember(home: Home, path: Path, name: str) -> str:
    """Keep a recipe that somebody wrote in a text editor, after reading it. Raises NotFound, UsageProblem."""
    if not path.is_file():
        raise NotFound(f'"{path}" is geen bestand. Controleer de naam.')
    if not _NAME.fullmatch(name):
        raise UsageProblem(_NAMING)
    text = path.read_text(encoding="utf-8-sig")
    parse_recipe(name, text)
    target = home.recipes / f"{name}.toml"
    if target.exists() and target.read_text(encoding="utf-8") != text:
        raise UsageProblem(f'Er is al een recept met de naam "{name}". Kies een andere naam.')
    home.recipes.mkdir(parents=True, exist_ok=True)
    write_durably(target, text.encode())
    return name


def recipe_names(home: Home) -> list[str]:
    """The recipes that were saved here."""
    return sorted(path.stem for path in home.recipes.glob("*.toml")) if home.recipes.is_dir() else []
