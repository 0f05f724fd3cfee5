"""The public face of collection: check a file, deliver it, see what it would change, and decide about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines import decisions, mapping
from pipelines.acts import ASKED, acting
from pipelines.arrival import Delivered, Parcel, Told, deliver_within, dialect
from pipelines.asking import provider_names, register_of, sub_agreement_titles, template_files, templates
from pipelines.board import Place, board_within
from pipelines.case import Case, Difference, case_within, handed_back_within, weighed_within
from pipelines.checked import Checked, Slot
from pipelines.errors import (
    CitizenNumbersFound,
    IntegrityBroken,
    KwartaalbeeldError,
    NotFound,
    Overtaken,
    SlotLocked,
    UsageProblem,
)
from pipelines.findings import SHOWN, Fault, Finding, by_pattern, by_row, count, fold, of_severity
from pipelines.ledger import day_of, looking, utc_now
from pipelines.mapping import Strange, Trial, recipe_names, saved_recipe
from pipelines.place import Home
from pipelines.preview import Change, Preview
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe, load_recipes, parse_recipe
from pipelines.recipes.declaration import Answers, Content, Formula, Layout, LeaveOut, Measure, Source, Unpivot
from pipelines.recipes.proposal import Proposal
from pipelines.recipes.suggesting import ColumnSeen, Question, SheetSeen, propose
from pipelines.recipes.survey import Asking, SurveySection
from pipelines.recipes.writing import draft_text
from pipelines.screening import screen
from pipelines.settings import load_settings
from pipelines.skipping import told as left_out
from pipelines.surveys.proposing import QuestionSeen, SurveySeen, see
from schemas.place import data_folder
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet

__all__ = [  # what the desk and the commands need, beside the functions below
    "ASKED", "Answers", "Asking", "Case", "Change", "Checked", "ColumnSeen", "Content", "Delivered", "Difference", "Fault", "Finding",
    "Formula", "Home", "KwartaalbeeldError", "Layout", "LeaveOut", "Measure", "Overtaken", "Parcel", "Place", "Preview", "Question",
    "SHOWN", "SheetSeen", "Slot", "SlotLocked", "Source", "Strange", "Trial", "Unpivot", "by_pattern", "by_row", "count", "fold", "left_out",
    "of_severity", "QuestionSeen", "SurveySection", "SurveySeen", "provider_names", "recipe_names", "register_of", "saved_recipe", "sub_agreement_titles",
    "template_files", "templates",
]  # fmt: skip


_OPEN = """
select d.* from delivery d where d.state = 'waiting' or (d.state in ('unmapped', 'refused') and not exists (
    select 1 from delivery later where later.received_seq > d.received_seq and (
        later.original_sha256 in (d.original_sha256, d.sha256)
        or (later.file_name = d.file_name and later.delivered_by = d.delivered_by)
        or exists (
            select 1 from delivery_slot own join delivery_slot theirs using (provider_id, quarter, data_set)
            where own.delivery_id = d.delivery_id and theirs.delivery_id = later.delivery_id))))
order by d.received_seq desc
"""


def initialise(home: Home, *, by: str) -> bool:
    """Make the stores of a new home. Returns False when they were there already."""
    existed = home.ledger.exists()
    if not existed and home.archive.exists() and any(home.archive.iterdir()):
        raise IntegrityBroken(
            f"In {home.root} staat een archief zonder logboek. Zet het logboek terug uit een reservekopie; "
            "begin hier niet opnieuw, want dan tellen de bewaarde leveringen niet meer."
        )
    for folder in (home.root, home.archive, home.quarantine, home.publications, home.recipes):
        folder.mkdir(parents=True, exist_ok=True)
    with acting(home, fresh=True) as acts:
        if acts.ledger.position == 0:
            with acts.ledger.transaction():
                acts.ledger.append("initialised", {}, actor=by)
    return not existed


def check_file(home: Home, path: Path, *, recipe: Recipe | None = None) -> Checked:
    """Check a file against the register without keeping anything of it."""
    if not path.is_file():
        raise NotFound(f'"{path}" is geen bestand. Controleer de naam.')
    with acting(home) as acts:
        try:
            cells: FileCells | Unreadable = acts.pool.read(path, **dialect(recipe))
        except Unreadable as problem:
            cells = problem
        found = acts.understand(path, cells, recipe)
        return acts.examine(found, today=day_of(utc_now()), name=path.name)


def files_in(*paths: Path) -> list[Path]:
    """Each file once, and of a folder all files in it: the register first, then as they were named; a folder by name."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir() and not path.is_file():
            raise NotFound(f'"{path}" bestaat niet. Controleer de naam van het bestand of de map.')
        inside = path.rglob("*") if path.is_dir() else ()
        found += sorted(item for item in inside if item.is_file() and not item.name.startswith((".", "~$")))
        found += [path] if path.is_file() else []
    return sorted(dict.fromkeys(found), key=lambda item: not item.name.casefold().startswith("stamgegevens"))


def position(home: Home) -> int:
    """How far the ledger is: what whoever looks now can have seen."""
    with looking(home) as ledger:
        return ledger.position


def deliver(
    home: Home, parcels: Sequence[Parcel], *, recipe: Recipe | None = None, told: Told = lambda _: None
) -> list[Delivered]:
    """As `arrival.deliver_within`, in an act of its own. Whoever gets the lock second has not seen what the first one
    let count: a parcel that was to be accepted waits then, and says so."""
    since = position(home)
    seen = [replace(parcel, since=since) if parcel.since is None else parcel for parcel in parcels]
    with acting(home) as acts:
        return deliver_within(acts, seen, recipe=recipe, told=told)


def case(home: Home, delivery_id: str) -> Case:
    """All that is to be known about one delivery before deciding, but for what accepting it would change. Raises NotFound."""
    with acting(home) as acts:
        return case_within(acts, delivery_id)


def weighed(home: Home, found: Case) -> Case:
    """As `case.weighed_within`, in an act of its own: takes seconds."""
    with acting(home) as acts:
        return weighed_within(acts, found)


def handed_back(home: Home, delivery_id: str) -> tuple[str, bytes]:
    """A file name and the workbook to send back: the findings of now marked in the cells. Raises NotFound."""
    with acting(home) as acts:
        return handed_back_within(acts, delivery_id)


def accept(
    home: Home,
    delivery_id: str,
    *,
    by: str,
    explanations: Mapping[decisions.Figure, str] | str | None = None,
    since: int | None = None,
) -> None:
    """As `decisions.accept_within`, in an act of its own."""
    with acting(home) as acts:
        decisions.accept_within(acts, delivery_id, by=by, explanations=explanations, since=since)


def reject(home: Home, delivery_id: str, *, why: str, by: str) -> None:
    """As `decisions.reject_within`, in an act of its own."""
    with acting(home) as acts:
        decisions.reject_within(acts, delivery_id, why=why, by=by)


def withdraw(home: Home, delivery_id: str, *, why: str, by: str) -> list[str]:
    """As `decisions.withdraw_within`, in an act of its own."""
    with acting(home) as acts:
        return decisions.withdraw_within(acts, delivery_id, why=why, by=by)


def list_deliveries(home: Home) -> list[dict[str, Any]]:
    """Every delivery in the order of arrival, refused ones included."""
    with looking(home) as ledger:
        return ledger.rows("select * from delivery order by received_seq")


def delivery(home: Home, delivery_id: str) -> dict[str, Any]:
    """Its row in the ledger. Raises NotFound."""
    with looking(home) as ledger:
        return decisions.delivery_of(ledger, delivery_id)


def emptied(home: Home, delivery_id: str) -> int:
    """How many columns that say who somebody is were emptied before this file was kept: on arrival, or when it came in
    the first time and was read again later."""
    with looking(home) as ledger:
        rows = ledger.rows(
            "select max(json_extract(event.payload, '$.findings.personal_column_dropped')) as columns from event, delivery "
            "where delivery.delivery_id = ? and event.kind in ('received', 'refused', 'unmapped') "
            "and json_extract(event.payload, '$.sha256') = delivery.sha256",
            (delivery_id,),
        )
    return int(rows[0]["columns"] or 0)


def open_deliveries(home: Home) -> list[dict[str, Any]]:
    """The deliveries that still need somebody, the newest first: they wait, their layout is not known, or they were
    refused and nothing has come in their place."""
    with looking(home) as ledger:
        return ledger.rows(_OPEN)


def strange(
    home: Home, delivery_id: str, layout: Layout | None = None, *, data_set: DataSet = DataSet.MONITORING
) -> Strange:
    """As `mapping.look_within`, in an act of its own."""
    with acting(home) as acts:
        return mapping.look_within(acts, delivery_id, layout, data_set=data_set)


def survey_seen(
    home: Home,
    delivery_id: str,
    *,
    header_row: int | None = None,
    sheet: str | None = None,
    code_book: bytes | None = None,
) -> SurveySeen | None:
    """As `mapping.survey_within`, in an act of its own."""
    with acting(home) as acts:
        return mapping.survey_within(acts, delivery_id, header_row=header_row, sheet=sheet, code_book=code_book)


def try_recipe(home: Home, delivery_id: str, wanted: Content | str) -> Trial:
    """As `mapping.try_within`, in an act of its own."""
    with acting(home) as acts:
        return mapping.try_within(acts, delivery_id, wanted)


def save_recipe(home: Home, delivery_id: str, name: str, *, text: str, by: str) -> Delivered:
    """As `mapping.save_within`, in an act of its own."""
    with acting(home) as acts:
        return mapping.save_within(acts, delivery_id, name, text=text, by=by)


def asked_of(home: Home, delivery_id: str) -> tuple[str, Mapping[str, str]]:
    """As `mapping.asked_within`, in an act of its own."""
    with acting(home) as acts:
        return mapping.asked_within(acts, delivery_id)


def confirm(home: Home, delivery_id: str, constants: Mapping[str, str], *, by: str) -> Delivered:
    """As `mapping.confirm_within`, in an act of its own."""
    with acting(home) as acts:
        return mapping.confirm_within(acts, delivery_id, constants, by=by)


def board(home: Home, quarters: Sequence[Quarter], *, today: date | None = None) -> list[Place]:
    """As `board.board_within`, in an act of its own; today is the day in UTC."""
    day = today or datetime.now(UTC).date()
    with acting(home) as acts:
        return board_within(acts, quarters, load_settings(home.root), today=day)


def recipes_of(home: Home) -> tuple[list[Recipe], list[str]]:
    """The recipes of this municipality and those that are shipped, and a sentence for each that is faulty."""
    return load_recipes([home.recipes, data_folder() / "recipes"])


def recipe_content(text: str) -> Content | None:
    """What a recipe says; None where it cannot be read."""
    try:
        return parse_recipe("indeling", text).content
    except UsageProblem:
        return None


def remember(home: Home, path: Path, name: str) -> str:
    """As `mapping.remember`: keep a recipe that somebody wrote."""
    home.require()
    return mapping.remember(home, path, name)


def propose_file(
    home: Home,
    path: Path,
    layout: Layout | None = None,
    *,
    survey_row: int | None = None,
    code_book: Path | None = None,
    data_set: DataSet = DataSet.MONITORING,
) -> tuple[str, Proposal]:
    """What a strange file seems to hold: how it is recognised, and our guess per sheet. `survey_row`: it is a survey with
    its questions on this row; `code_book`: a file that says what its codes stand for; `data_set`: whose columns are
    suggested. Keeps nothing."""
    if not path.is_file():
        raise NotFound(f'"{path}" is geen bestand. Controleer de naam.')
    with acting(home) as acts:
        try:
            cells = acts.pool.read(path)
        except Unreadable as problem:
            raise UsageProblem(Finding(problem.code, detail=problem.detail).sentence) from problem
        if screened := screen(cells, file_name=path.name).personal:
            raise CitizenNumbersFound(f"{path.name}: {Finding(screened).expected} Er is niets bewaard.")
        book = mapping.code_book_within(acts, code_book) if code_book else None
        seen = see(cells, header_row=survey_row, book=book) if layout is None else None
        found = propose(cells, acts.register, layout=layout, data_set=data_set)
        text = draft_text(seen.content, cells) if seen else None
        return acts.understand(path, cells, None).label, replace(found, survey=text)
