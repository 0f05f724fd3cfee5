"""From text cells to rows that may be stored, or to findings that say why not. Pure: opens no store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

import pandas as pd

from pipelines import recipes
from pipelines.checked import Checked
from pipelines.checking_sets import (
    check_case_list,
    check_figures,
    check_form_of,
    check_part_of,
    check_reference,
    check_survey,
    check_whole_register,
    check_with_pools,
    figure_frames,
    pool_frames,
    register_frames,
    rows_by,
    says,
)
from pipelines.checking_sheets import (
    Blocks,
    check_promises,
    check_vacancies,
    part_accepted,
    resolve_labour,
    resolve_sheets,
)
from pipelines.findings import Finding, visible
from pipelines.first_row import first_row, only_headings
from pipelines.monitoring_checks import check_monitoring
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe
from pipelines.recipes.survey import OWN_FORM
from pipelines.recognition import recognise_export
from pipelines.redaction import redact
from pipelines.register import FAR, Register
from pipelines.resolving import resolve
from pipelines.screening import screen
from pipelines.social_return.block_tables import own_tables
from pipelines.social_return.carrying import Stands, nothing_stands
from pipelines.sources import labour, lead_time_cases, monitoring, reference, social_return, survey_form, volunteers
from pipelines.sources import register as register_source
from pipelines.surveys import by_recipe
from pipelines.surveys.own_survey import Surveyed, read_own
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import DataSet

_NO_TABLE = frozenset(
    {".json", ".md", ".xml", ".yaml", ".yml", ".html", ".htm", ".log", ".py", ".toml", ".ini", ".sql"}
)


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
        return check_reference(recipes.apply(recipe, cells), recipe)
    if own_survey(cells, recipe):
        return _surveyed(read_own(cells, own_facts(recipe), register.provider_keys))
    if recipe is not None and recipe.content.survey is not None:
        return check_survey(by_recipe.deliver(recipe, cells), register)
    if recipe is not None and recipe.data_set is DataSet.SOCIAL_RETURN:
        return check_part_of(recipe, cells, register, today=today, blocks=blocks, stands=stands)
    if recipe is not None and recipe.data_set in recipes.FORMS:
        return check_form_of(recipe, cells, register, today=today)
    if recipe is not None:
        return check_figures(recipes.apply(recipe, cells), recipe, register, today=today, on=on)
    if labour.recognised(cells):
        return check_vacancies(labour.read_sheets(cells), register, today=today)
    if social_return.recognised(cells):
        return check_promises(social_return.read_sheets(cells), register, today=today, blocks=blocks)
    if register_source.recognised(cells):
        return check_whole_register(cells, register, carrying)
    tidy, cases, pools = monitoring.tidy(cells), lead_time_cases.tidy(cells), volunteers.tidy(cells)
    if cases is not None:
        return check_case_list(cases, register, today=today, alone=tidy is None and pools is None)
    if tidy is None and pools is None and (figures := reference.tidy(cells)) is not None:
        return check_reference(figures, None)
    if tidy is None and cells.hidden and not any(sheet.height for sheet in cells.sheets):
        names = ", ".join(f'"{visible(name)}"' for name in cells.hidden)
        return Checked(None, [Finding("all_hidden", detail=names)])
    if pools is not None and (tidy is None or says(pools)):
        return check_with_pools(tidy, pools, cells, register=register, today=today, on=on)
    if tidy is None:
        return Checked(None, [_strange(cells)])
    return check_figures(tidy, None, register, today=today, on=on)


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


def promises_read(cells: FileCells, recipe: Recipe | None) -> social_return.Sheets:
    """The sheets of social return in a file that was accepted before, as it says them: with the references that only it holds."""
    if recipe is None:
        return social_return.read_sheets(cells)
    return social_return.Sheets({recipe.content.part: rows_by(recipe, cells)})


def tidy_accepted(
    cells: FileCells, recipe: Recipe | None, register: Register, stands: Stands = nothing_stands
) -> dict[str, pd.DataFrame]:
    """The rows of a file that was accepted before, read again: the same tidying, without the gates. `stands`: the state of
    social return as it stood then."""
    if recipe is None and register_source.recognised(cells):
        return register_frames(register_source.tidy(cells)[0])
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
        return check_reference(recipes.apply(recipe, cells), recipe).frames
    if recipe and recipe.data_set is DataSet.SOCIAL_RETURN:
        return part_accepted(promises_read(cells, recipe), register, stands)
    if recipe and recipe.data_set in recipes.FORMS:
        return check_form_of(recipe, cells, register, today=FAR).frames
    if recipe and recipe.content.survey is not None:
        return check_survey(by_recipe.deliver(recipe, cells), register).frames
    if recipe is None and (cases := lead_time_cases.tidy(cells)) is not None:
        resolve(cases, None, register)
        return lead_time_cases.stored(cases)
    tidy = recipes.apply(recipe, cells) if recipe else monitoring.tidy(cells)
    pools = pool_frames(cells, register) if recipe is None else {}
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
    return {**figure_frames(tidy, registrations), **pools}
