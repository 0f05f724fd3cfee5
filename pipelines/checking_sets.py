"""The checks of each kind of delivery, after it was recognised: from its tidy rows to what would be stored, or findings."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pipelines import recipes
from pipelines.agreements import check_register
from pipelines.case_checks import check_cases
from pipelines.checked import Checked, Slot
from pipelines.checking_sheets import (
    Blocks,
    check_part,
)
from pipelines.findings import Finding, safe
from pipelines.meant import nearest
from pipelines.monitoring_checks import check_incomplete, check_monitoring, check_switched_off
from pipelines.pool_checks import check_pools
from pipelines.reading.cells import FileCells
from pipelines.recipes import Recipe
from pipelines.register import Register, folded
from pipelines.resolving import resolve
from pipelines.social_return.carrying import Stands
from pipelines.sources import lead_time_cases, reference, social_return, volunteers
from pipelines.sources import register as register_source
from pipelines.sources.headers import no_column
from pipelines.sources.table import Tidy, slots_of
from pipelines.stray_periods import check_stray
from pipelines.surveys import by_recipe
from pipelines.surveys.slots import survey_slots
from pipelines.surveys.understanding import understand
from pipelines.surveys.wave_facts import check_margins
from pipelines.validation import check_form
from schemas.parties import REGISTER_WORKBOOK
from schemas.reference import REFERENCE
from schemas.vocabulary import DataSet, Severity

WHOLE_REGISTER: Slot = ("*", "*", DataSet.REGISTER.value)
MEASUREMENT_COLUMNS = [
    "provider_id", "sub_agreement_id", "quarter", "period", "period_kind", "indicator", "breakdown",
    "breakdown_value", "value", "numerator", "denominator", "value_below", "numerator_below",
    "denominator_below", "note", "sheet", "row", "value_cell", "numerator_cell", "denominator_cell", "recipe_note",
]  # fmt: skip


def says(tidy: Tidy) -> bool:
    return not tidy.frame.empty or any(item.severity is Severity.ERROR for item in tidy.findings)


def check_with_pools(
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
    if not says(tidy):
        return replace(own, findings=tidy.findings + own.findings)
    checked = check_figures(tidy, None, register, today=today, on=on)
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
        findings = tidy.findings if says(tidy) else [*tidy.findings, Finding("no_rows")]
        return Checked(data_set, findings, rows_read=tidy.rows_read)
    resolve(tidy, None, register)
    check_pools(tidy, register, today=today)
    return Checked(data_set, tidy.findings, volunteers.stored(tidy), slots_of(tidy, data_set), tidy.rows_read)


def check_form_of(recipe: Recipe, cells: FileCells, register: Register, *, today: pd.Timestamp) -> Checked:
    """Volunteers or cases in somebody's own layout."""
    tidy = rows_by(recipe, cells)
    if tidy.frame.empty:
        return _nothing(tidy, recipe.data_set.value)
    if recipe.data_set is DataSet.VOLUNTEERS:
        return _check_pools(tidy, register, today=today)
    return check_case_list(tidy, register, today=today, alone=True)


def check_part_of(
    recipe: Recipe, cells: FileCells, register: Register, *, today: pd.Timestamp, blocks: Blocks, stands: Stands
) -> Checked:
    """Entries or invoices of social return in somebody's own layout."""
    tidy = rows_by(recipe, cells)
    if tidy.frame.empty:
        return _nothing(tidy, recipe.data_set.value)
    read = social_return.Sheets({recipe.content.part: tidy})
    checked = check_part(read, register, today=today, blocks=blocks, stands=stands)
    return replace(checked, rows_skipped=tidy.rows_read - recipes.rows_kept(tidy))


def rows_by(recipe: Recipe, cells: FileCells) -> Tidy:
    tidy = recipes.apply(recipe, cells)
    if not tidy.frame.empty:
        recipes.leave_out(recipe, tidy)
    return tidy


def pool_frames(cells: FileCells, register: Register) -> dict[str, pd.DataFrame]:
    pools = volunteers.tidy(cells)
    if pools is None or pools.frame.empty:
        return {}
    resolve(pools, None, register)
    return volunteers.stored(pools)


def check_survey(delivered: by_recipe.Delivered, register: Register) -> Checked:
    """A survey that somebody's recipe explains: its answers as ours, of every provider it names a slot."""
    facts, export = delivered.facts, delivered.export
    data_set, keys = facts.kind.value, register.provider_keys
    if export is None:
        return Checked(data_set, delivered.findings)
    if facts.provider_id is not None and keys.get(folded(facts.provider_id)) != facts.provider_id:
        near = nearest(facts.provider_id, register.provider_names)
        return Checked(data_set, [Finding("unknown_provider", received=safe(facts.provider_id), detail=near)])
    found = understand(export, facts, delivered.choices, providers=keys)
    findings = delivered.findings + found.findings + check_margins(facts, found.frames["survey_respondent"])
    return Checked(data_set, findings, found.frames, survey_slots(found.frames, facts), len(export.answers))


def check_reference(tidy: Tidy, recipe: Recipe | None) -> Checked:
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


def check_case_list(tidy: Tidy, register: Register, *, today: pd.Timestamp, alone: bool) -> Checked:
    """A case list. It comes in a file of its own: beside a filled-in monitor one of the two would not be read."""
    data_set = DataSet.CASE_LIST.value
    if not alone:
        tidy.findings.append(Finding("case_list_apart"))
    if tidy.frame.empty or no_column(tidy.findings):
        findings = tidy.findings or [Finding("no_rows")]
        return Checked(data_set, findings, rows_read=tidy.rows_read)
    resolve(tidy, None, register)
    check_cases(tidy, register, today=today)
    return Checked(data_set, tidy.findings, lead_time_cases.stored(tidy), slots_of(tidy, data_set), tidy.rows_read)


def check_whole_register(cells: FileCells, register: Register, carrying: frozenset[str]) -> Checked:
    found, findings = check_register(cells, register, carrying)
    rows = sum(tidy.rows_read for tidy in found.values())
    return Checked(DataSet.REGISTER.value, findings, register_frames(found), [WHOLE_REGISTER], rows)


def register_frames(found: dict[str, Tidy]) -> dict[str, pd.DataFrame]:
    names = {register_source.TABLES[form.name]: [item.name for item in form.fields] for form in REGISTER_WORKBOOK}
    return {table: tidy.frame[names[table]] for table, tidy in found.items()}


def check_figures(
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
    return Checked(
        data_set,
        tidy.findings,
        figure_frames(tidy, registrations),
        slots_of(tidy, data_set),
        tidy.rows_read,
        tidy.rows_read - recipes.rows_kept(tidy),
    )


def figure_frames(tidy: Tidy, registrations: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {**registrations, "measurement": tidy.frame[MEASUREMENT_COLUMNS]}
