"""From text cells to rows that may be stored, or to findings that say why not. Pure: opens no store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

import pandas as pd

from pipelines import recipes
from pipelines.agreements import check_register
from pipelines.case_checks import check_cases
from pipelines.checked import Checked, Slot
from pipelines.checking_sheets import (
    Blocks,
    check_part,
    check_promises,
    check_vacancies,
    part_accepted,
    resolve_labour,
    resolve_sheets,
)
from pipelines.findings import Finding, safe, visible
from pipelines.first_row import first_row, only_headings
from pipelines.monitoring_checks import check_incomplete, check_monitoring, check_switched_off
from pipelines.pool_checks import check_pools
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe
from pipelines.recipes.survey import OWN_FORM
from pipelines.recognition import recognise_export
from pipelines.redaction import redact
from pipelines.register import FAR, Register, folded
from pipelines.resolving import resolve
from pipelines.screening import screen
from pipelines.social_return.block_tables import own_tables
from pipelines.social_return.carrying import Stands, nothing_stands
from pipelines.sources import labour, lead_time_cases, monitoring, reference, social_return, survey_form, volunteers
from pipelines.sources import register as register_source
from pipelines.sources.headers import no_column
from pipelines.sources.table import Tidy
from pipelines.stray_periods import check_stray
from pipelines.surveys import by_recipe
from pipelines.surveys.own_survey import Surveyed, read_own
from pipelines.surveys.slots import survey_slots
from pipelines.surveys.understanding import understand
from pipelines.surveys.wave_facts import check_margins
from pipelines.validation import check_form
from schemas.indicators.catalogue import CATALOGUE
from schemas.parties import REGISTER_WORKBOOK
from schemas.reference import REFERENCE
from schemas.vocabulary import DataSet, Severity

_NO_TABLE = frozenset(
    {".json", ".md", ".xml", ".yaml", ".yml", ".html", ".htm", ".log", ".py", ".toml", ".ini", ".sql"}
)
WHOLE_REGISTER: Slot = ("*", "*", DataSet.REGISTER.value)
MEASUREMENT_COLUMNS = [
    "provider_id", "sub_agreement_id", "quarter", "period", "period_kind", "indicator", "breakdown",
    "breakdown_value", "value", "numerator", "denominator", "value_below", "numerator_below",
    "denominator_below", "note", "sheet", "row", "value_cell", "numerator_cell", "denominator_cell", "recipe_note",
]  # fmt: skip


def check_cells(
    cells: FileCells | Unreadable,
    recipe: Recipe | None,
    register: Register,
    *,
    today: pd.Timestamp,
    carrying: frozenset[str] = frozenset(),
    name: str = "",
    on: frozenset[str] = frozenset(CATALOGUE),
    blocks: Blocks = own_tables,
    stands: Stands = nothing_stands,
) -> Checked:
    """Screen, recognise, tidy and check one file against the register as it stands. Finds everything in one pass.
    `blocks` gives the tables of building blocks that hold, `stands` the state of social return that counts. `carrying` names the providers on whom accepted figures stand: a new register may not drop them. `name` is the
    file's own; `on` are the indicators in use. What a survey tool added about persons is dropped first: the rest is checked as it will be kept."""
    if isinstance(cells, Unreadable):
        return Checked(None, [Finding(cells.code, detail=cells.detail)])
    left, screened = screened_cells(cells, recipe, name=name)
    if screened.personal:
        return screened
    checked = _check_screened(
        left, recipe, register, today=today, carrying=carrying, on=on, blocks=blocks, stands=stands
    )
    suffix = PurePath(name).suffix.casefold()
    if suffix in _NO_TABLE and [item.code for item in checked.findings] == ["unknown_layout"]:
        checked = replace(checked, findings=[Finding("wrong_kind", detail=suffix)])
    return replace(checked, findings=screened.findings + checked.findings, redacted=screened.redacted)


def screened_cells(cells: FileCells, recipe: Recipe | None, *, name: str = "") -> tuple[FileCells, Checked]:
    """The cells that may be looked at, and what a file comes to by who is in it alone: one to destroy, or one to keep
    by a copy that `recipe` can read."""
    screened = screen(cells, file_name=name)
    if screened.personal or not screened.drop:
        return cells, Checked(None, screened.findings, personal=screened.personal)
    dialect = {"encoding": recipe.encoding, "separator": recipe.separator} if recipe else {}
    left, copy = redact(cells, screened.drop, **dialect)
    return left, Checked(None, screened.findings, redacted=lambda: copy)


def _check_screened(
    cells: FileCells,
    recipe: Recipe | None,
    register: Register,
    *,
    today: pd.Timestamp,
    carrying: frozenset[str],
    on: frozenset[str],
    blocks: Blocks,
    stands: Stands,
) -> Checked:
    if recipe is not None and recipe.data_set is DataSet.REFERENCE:
        return _check_reference(recipes.apply(recipe, cells), recipe)
    if own_survey(cells, recipe):
        return _surveyed(read_own(cells, own_facts(recipe), register.provider_keys))
    if recipe is not None and recipe.content.survey is not None:
        return _check_survey(by_recipe.deliver(recipe, cells), register)
    if recipe is not None and recipe.data_set is DataSet.SOCIAL_RETURN:
        return _check_part(recipe, cells, register, today=today, blocks=blocks, stands=stands)
    if recipe is not None and recipe.data_set in recipes.FORMS:
        return _check_form_of(recipe, cells, register, today=today)
    if recipe is not None:
        return _check_monitoring(recipes.apply(recipe, cells), recipe, register, today=today, on=on)
    if labour.recognised(cells):
        return check_vacancies(labour.read_sheets(cells), register, today=today)
    if social_return.recognised(cells):
        return check_promises(social_return.read_sheets(cells), register, today=today, blocks=blocks)
    if register_source.recognised(cells):
        return _check_register(cells, register, carrying)
    tidy, cases, pools = monitoring.tidy(cells), lead_time_cases.tidy(cells), volunteers.tidy(cells)
    if cases is not None:
        return _check_cases(cases, register, today=today, alone=tidy is None and pools is None)
    if tidy is None and pools is None and (figures := reference.tidy(cells)) is not None:
        return _check_reference(figures, None)
    if tidy is None and cells.hidden and not any(sheet.height for sheet in cells.sheets):
        names = ", ".join(f'"{visible(name)}"' for name in cells.hidden)
        return Checked(None, [Finding("all_hidden", detail=names)])
    if pools is not None and (tidy is None or _says(pools)):
        return _with_pools(tidy, pools, cells, register=register, today=today, on=on)
    if tidy is None:
        return Checked(None, [_strange(cells)])
    return _check_monitoring(tidy, None, register, today=today, on=on)


def _strange(cells: FileCells) -> Finding:
    """What is said of a file that is not ours: headings alone, the export of a survey tool, or nothing we know."""
    if only_headings(cells):
        return Finding("only_headings", detail=first_row(cells))
    if export := recognise_export(cells):
        return Finding("export_to_point", detail=export.label.removeprefix("Herkend: "))
    return Finding("unknown_layout", detail=first_row(cells))


def own_survey(cells: FileCells, recipe: Recipe | None) -> bool:
    """Whether a file is read as our own survey workbook: it is one, or the recipe says so (and holds the wave)."""
    if recipe is None:
        return not register_source.recognised(cells) and survey_form.recognised(cells)
    return recipe.content.survey is not None and recipe.content.survey.tool == OWN_FORM


def own_facts(recipe: Recipe | None) -> Mapping[str, str]:
    return recipe.content.survey.facts if recipe and recipe.content.survey else {}


def _surveyed(found: Surveyed) -> Checked:
    return Checked(found.data_set, found.findings, found.frames, found.slots, found.rows_read)


def _says(tidy: Tidy) -> bool:
    return not tidy.frame.empty or any(item.severity is Severity.ERROR for item in tidy.findings)


def _with_pools(
    tidy: Tidy | None,
    pools: Tidy,
    cells: FileCells,
    *,
    register: Register,
    today: pd.Timestamp,
    on: frozenset[str],
) -> Checked:
    """Our workbook with its sheet for volunteers, or that sheet alone. Of the two sheets the one that is not filled in
    fills nothing; each of the other has its own slot."""
    own = _check_pools(pools, register, today=today)
    if tidy is None:
        return replace(own, findings=volunteers.hidden_sheets(cells) + own.findings)
    if not _says(tidy):
        return replace(own, findings=tidy.findings + own.findings)
    checked = _check_monitoring(tidy, None, register, today=today, on=on)
    return replace(
        checked,
        findings=checked.findings + own.findings,
        frames={**checked.frames, **own.frames},
        slots=checked.slots + own.slots,
        rows_read=checked.rows_read + own.rows_read,
    )


def _check_pools(tidy: Tidy, register: Register, *, today: pd.Timestamp) -> Checked:
    data_set = DataSet.VOLUNTEERS.value
    if no_column(tidy.findings) or tidy.frame.empty:
        findings = tidy.findings if _says(tidy) else [*tidy.findings, Finding("no_rows")]
        return Checked(data_set, findings, rows_read=tidy.rows_read)
    resolve(tidy, None, register)
    check_pools(tidy, register, today=today)
    found = volunteers.slots(tidy, data_set)
    return Checked(data_set, tidy.findings, volunteers.stored(tidy), found, tidy.rows_read)


def _check_form_of(recipe: Recipe, cells: FileCells, register: Register, *, today: pd.Timestamp) -> Checked:
    """Volunteers or cases in somebody's own layout."""
    tidy = _rows_by(recipe, cells)
    if tidy.frame.empty:
        return _nothing(tidy, recipe.data_set.value)
    if recipe.data_set is DataSet.VOLUNTEERS:
        return _check_pools(tidy, register, today=today)
    return _check_cases(tidy, register, today=today, alone=True)


def _check_part(
    recipe: Recipe, cells: FileCells, register: Register, *, today: pd.Timestamp, blocks: Blocks, stands: Stands
) -> Checked:
    """Entries or invoices of social return in somebody's own layout."""
    tidy = _rows_by(recipe, cells)
    if tidy.frame.empty:
        return _nothing(tidy, recipe.data_set.value)
    read = social_return.Sheets({recipe.content.part: tidy})
    checked = check_part(read, register, today=today, blocks=blocks, stands=stands)
    return replace(checked, rows_skipped=tidy.rows_read - recipes.rows_kept(tidy))


def _rows_by(recipe: Recipe, cells: FileCells) -> Tidy:
    tidy = recipes.apply(recipe, cells)
    if not tidy.frame.empty:
        recipes.leave_out(recipe, tidy)
    return tidy


def promises_read(cells: FileCells, recipe: Recipe | None) -> social_return.Sheets:
    """The sheets of social return in a file that was accepted before, as it says them: with the references that only it holds."""
    if recipe is None:
        return social_return.read_sheets(cells)
    return social_return.Sheets({recipe.content.part: _rows_by(recipe, cells)})


def tidy_accepted(
    cells: FileCells, recipe: Recipe | None, register: Register, stands: Stands = nothing_stands
) -> dict[str, pd.DataFrame]:
    """The rows of a file that was accepted before, read again: the same tidying, without the gates. `stands`: the state of
    social return as it stood then."""
    if recipe is None and register_source.recognised(cells):
        return _register_frames(register_source.tidy(cells)[0])
    if own_survey(cells, recipe):
        return read_own(cells, own_facts(recipe), register.provider_keys).frames
    if recipe is None and labour.recognised(cells):
        read = labour.read_sheets(cells)
        resolve_labour(read, register)
        return labour.stored(read)
    if recipe is None and social_return.recognised(cells):
        read = social_return.read_sheets(cells)
        resolve_sheets(read, register)
        return social_return.stored(read)
    if recipe and recipe.data_set is DataSet.REFERENCE:
        return _check_reference(recipes.apply(recipe, cells), recipe).frames
    if recipe and recipe.data_set is DataSet.SOCIAL_RETURN:
        return part_accepted(promises_read(cells, recipe), register, stands)
    if recipe and recipe.data_set in recipes.FORMS:
        return _check_form_of(recipe, cells, register, today=FAR).frames
    if recipe and recipe.content.survey is not None:
        return _check_survey(by_recipe.deliver(recipe, cells), register).frames
    if recipe is None and (cases := lead_time_cases.tidy(cells)) is not None:
        resolve(cases, None, register)
        return lead_time_cases.stored(cases)
    tidy = recipes.apply(recipe, cells) if recipe else monitoring.tidy(cells)
    pools = _pool_frames(cells, register) if recipe is None else {}
    if tidy is None and not pools and (figures := reference.tidy(cells)) is not None:
        return reference.stored(figures)
    if tidy is None and not pools:
        raise ValueError("an accepted file is no longer recognised")
    if tidy is None or (pools and tidy.frame.empty):
        return pools
    if recipe:
        recipes.leave_out(recipe, tidy)
    registered, registrations = resolve(tidy, recipe, register)
    if recipe:
        check_monitoring(tidy, registered, today=FAR, recipe=recipe)
        recipes.leave_out(recipe, tidy)
    return {**_frames(tidy, registrations), **pools}


def _pool_frames(cells: FileCells, register: Register) -> dict[str, pd.DataFrame]:
    pools = volunteers.tidy(cells)
    if pools is None or pools.frame.empty:
        return {}
    resolve(pools, None, register)
    return volunteers.stored(pools)


def _check_survey(delivered: by_recipe.Delivered, register: Register) -> Checked:
    """A survey that somebody's recipe explains: its answers as ours, of every provider it names a slot."""
    facts, export = delivered.facts, delivered.export
    data_set, keys = facts.kind.value, register.provider_keys
    if export is None:
        return Checked(data_set, delivered.findings)
    if facts.provider_id is not None and keys.get(folded(facts.provider_id)) != facts.provider_id:
        return Checked(data_set, [Finding("unknown_provider", received=safe(facts.provider_id))])
    found = understand(export, facts, delivered.choices, providers=keys)
    findings = delivered.findings + found.findings + check_margins(facts, found.frames["survey_respondent"])
    return Checked(data_set, findings, found.frames, survey_slots(found.frames, facts), len(export.answers))


def _check_reference(tidy: Tidy, recipe: Recipe | None) -> Checked:
    """Figures from outside: of no provider, so nothing of the register is asked."""
    data_set = DataSet.REFERENCE.value
    if no_column(tidy.findings) or tidy.frame.empty:
        return _nothing(tidy, data_set)
    reference.check(tidy, blame_all=recipe is not None and "duplicate_figure" in recipe.skip)
    if recipe:
        recipes.leave_out(recipe, tidy)
    if tidy.frame.empty:
        return _nothing(tidy, data_set)
    check_form(tidy, REFERENCE)
    skipped = tidy.rows_read - recipes.rows_kept(tidy)
    return Checked(data_set, tidy.findings, reference.stored(tidy), reference.slots(tidy), tidy.rows_read, skipped)


def _nothing(tidy: Tidy, data_set: str) -> Checked:
    """A file of which no row counts is never accepted without a word: it is refused, also where nothing else is wrong."""
    skipped = any(item.severity is Severity.SKIPPED for item in tidy.findings)
    if not any(item.severity is Severity.ERROR for item in tidy.findings):
        tidy.findings.append(Finding("all_left_out", detail=str(tidy.rows_read)) if skipped else Finding("no_rows"))
    return Checked(data_set, tidy.findings, rows_read=tidy.rows_read, rows_skipped=tidy.rows_read if skipped else 0)


def _check_cases(tidy: Tidy, register: Register, *, today: pd.Timestamp, alone: bool) -> Checked:
    """A case list. It comes in a file of its own: beside a filled-in monitor one of the two would not be read."""
    data_set = DataSet.CASE_LIST.value
    if not alone:
        tidy.findings.append(Finding("case_list_apart"))
    if tidy.frame.empty or no_column(tidy.findings):
        findings = tidy.findings or [Finding("no_rows")]
        return Checked(data_set, findings, rows_read=tidy.rows_read)
    resolve(tidy, None, register)
    check_cases(tidy, register, today=today)
    return Checked(data_set, tidy.findings, lead_time_cases.stored(tidy), lead_time_cases.slots(tidy), tidy.rows_read)


def _check_register(cells: FileCells, register: Register, carrying: frozenset[str]) -> Checked:
    found, findings = check_register(cells, register, carrying)
    rows = sum(tidy.rows_read for tidy in found.values())
    return Checked(DataSet.REGISTER.value, findings, _register_frames(found), [WHOLE_REGISTER], rows)


def _register_frames(found: dict[str, Tidy]) -> dict[str, pd.DataFrame]:
    names = {register_source.TABLES[form.name]: [item.name for item in form.fields] for form in REGISTER_WORKBOOK}
    return {table: tidy.frame[names[table]] for table, tidy in found.items()}


def _check_monitoring(
    tidy: Tidy, recipe: Recipe | None, register: Register, *, today: pd.Timestamp, on: frozenset[str]
) -> Checked:
    data_set = (recipe.data_set if recipe else DataSet.MONITORING).value
    if tidy.frame.empty:
        return _nothing(tidy, data_set)
    if no_column(tidy.findings):
        return Checked(data_set, tidy.findings, rows_read=tidy.rows_read)
    if recipe:
        recipes.leave_out(recipe, tidy)
    if tidy.frame.empty:
        return _nothing(tidy, data_set)
    registered, registrations = resolve(tidy, recipe, register)
    check_monitoring(tidy, registered, today=today, recipe=recipe)
    if recipe:
        recipes.leave_out(recipe, tidy)
    else:
        check_stray(tidy)
        check_incomplete(tidy, registered, on)
    if tidy.frame.empty:
        return _nothing(tidy, data_set)
    check_switched_off(tidy, on)
    slots = tidy.frame[["provider_id", "quarter"]].dropna().drop_duplicates().sort_values(["provider_id", "quarter"])
    return Checked(
        data_set,
        tidy.findings,
        _frames(tidy, registrations),
        [(row.provider_id, row.quarter, data_set) for row in slots.itertuples()],  # type: ignore[misc]
        tidy.rows_read,
        tidy.rows_read - recipes.rows_kept(tidy),
    )


def _frames(tidy: Tidy, registrations: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {**registrations, "measurement": tidy.frame[MEASUREMENT_COLUMNS]}
