"""Workbooks of more sheets that belong together, social return and vacancies: checked beside each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from pipelines.checked import Checked, Slot
from pipelines.findings import Finding
from pipelines.labour.delivery_checks import check_labour
from pipelines.register import Register
from pipelines.resolving import resolve
from pipelines.social_return.block_tables import BlockTable, own_tables
from pipelines.social_return.carrying import Standings, Stands, fill_obligations, taken_over, tell
from pipelines.social_return.delivery_checks import check_social_return
from pipelines.sources import labour, social_return
from pipelines.sources.headers import no_column
from pipelines.sources.typed_rows import sheets_of
from schemas.labour import LABOUR_SHEETS
from schemas.vocabulary import DataSet, Severity

Blocks = Callable[[], Mapping[str, BlockTable]]


def check_promises(
    read: social_return.Sheets,
    register: Register,
    *,
    today: pd.Timestamp,
    blocks: Blocks = own_tables,
) -> Checked:
    """The social return workbook: its sheets are checked beside each other, and fill one slot per provider."""
    data_set = DataSet.SOCIAL_RETURN.value
    if (nothing := _unreadable(read, data_set)) is not None:
        return nothing
    resolve_sheets(read, register)
    check_social_return(read, register, blocks(), today=today)
    return _of_sheets(read, data_set, slots=social_return.slots(read), stored=social_return.stored)


def check_part(
    read: social_return.Sheets,
    register: Register,
    *,
    today: pd.Timestamp,
    blocks: Blocks,
    stands: Stands,
) -> Checked:
    """Entries or invoices alone, as a recipe reads them: checked against the state they come into. What is not in the file
    is taken over from it."""
    data_set = DataSet.SOCIAL_RETURN.value
    if (nothing := _unreadable(read, data_set)) is not None:
        return nothing
    state = _into(read, register, stands)
    check_social_return(read, register, blocks(), today=today, stands=state)
    own, slots = social_return.stored(read), social_return.slots(read)
    names = dict(register.provider[["provider_id", "provider"]].itertuples(index=False, name=None))
    read.findings += tell(own, state, [slot[:2] for slot in slots], names)
    return _of_sheets(read, data_set, slots=slots, stored=lambda _: taken_over(own, state))


def part_accepted(read: social_return.Sheets, register: Register, stands: Stands) -> dict[str, pd.DataFrame]:
    """The same rows without the gates."""
    state = _into(read, register, stands)
    return taken_over(social_return.stored(read), state)


def _into(read: social_return.Sheets, register: Register, stands: Stands) -> Standings:
    """The state that the rows come into; they know their provider and obligation then."""
    resolve_sheets(read, register)
    state = stands([slot[:2] for slot in social_return.slots(read)])
    for tidy in read.found.values():
        fill_obligations(tidy, state)
    return state


def check_vacancies(read: social_return.Sheets, register: Register, *, today: pd.Timestamp) -> Checked:
    """The workbook of vacancies, as that of social return."""
    data_set = DataSet.LABOUR.value
    if (nothing := _unreadable(read, data_set)) is not None:
        return nothing
    resolve_labour(read, register)
    check_labour(read, register, today=today)
    return _of_sheets(read, data_set, slots=labour.slots(read), stored=labour.stored)


def check_typed(
    register: Register, sheet: str, told: Mapping[str, str], *, today: pd.Timestamp, known: frozenset[tuple[str, str]]
) -> Checked:
    """One row of the workbook of vacancies as somebody typed it (field name -> text), through the same gates. known: as
    delivery_checks.check_labour."""
    form = next(item for item in LABOUR_SHEETS if item.name == sheet)
    read = labour.read_sheets(sheets_of({form: [told]}))
    resolve_labour(read, register)
    check_labour(read, register, today=today, known=known)
    return _of_sheets(read, DataSet.LABOUR.value, slots=labour.slots(read), stored=labour.stored)


def _unreadable(read: social_return.Sheets, data_set: str) -> Checked | None:
    """What a workbook comes to of which a sheet lacks a column, or that says nothing."""
    parts = list(read.found.values())
    findings = [item for tidy in parts for item in tidy.findings]
    if any(no_column(tidy.findings) for tidy in parts):
        return Checked(data_set, read.findings + findings, rows_read=read.rows_read)
    if all(tidy.frame.empty for tidy in parts):
        return Checked(data_set, read.findings + (findings or [Finding("no_rows")]), rows_read=read.rows_read)
    return None


def _of_sheets(
    read: social_return.Sheets,
    data_set: str,
    *,
    slots: list[Slot],
    stored: Callable[[social_return.Sheets], dict[str, pd.DataFrame]],
) -> Checked:
    findings = read.findings + [item for tidy in read.found.values() for item in tidy.findings]
    if any(item.severity is Severity.ERROR for item in findings):
        return Checked(data_set, findings, slots=slots, rows_read=read.rows_read)
    return Checked(data_set, findings, stored(read), slots, read.rows_read)


def resolve_labour(read: social_return.Sheets, register: Register) -> None:
    resolve_sheets(read, register)
    labour.of_the_municipality(read)


def resolve_sheets(read: social_return.Sheets, register: Register) -> None:
    for tidy in read.found.values():
        if "sub_agreement_id" not in tidy.frame:  # certificates are of a provider
            tidy.frame["sub_agreement_id"] = pd.Series(None, index=tidy.frame.index, dtype="str")
        resolve(tidy, None, register)
