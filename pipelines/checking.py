"""From text cells to rows that may be stored, or to findings that say why not. Pure: opens no store."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from pipelines import recipes
from pipelines.findings import Finding, count_by_code
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe
from pipelines.register import FAR, Register, folded
from pipelines.screening import holds_citizen_numbers
from pipelines.sources import monitoring, reference
from pipelines.sources import register as register_source
from pipelines.sources.table import Tidy
from pipelines.validation import check_duplicates, check_form, check_incomplete, check_monitoring
from pipelines.warehouse import OWN_TABLES
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import parse_period
from schemas.reference import REFERENCE
from schemas.register import SHEETS
from schemas.vocabulary import DataSet, JudgedAgainst, Severity

Slot = tuple[str, str, str]
WHOLE_REGISTER: Slot = ("*", "*", DataSet.REGISTER.value)
MEASUREMENT_COLUMNS = [
    "provider_id", "sub_agreement_id", "quarter", "period", "period_kind", "indicator", "breakdown",
    "breakdown_value", "value", "numerator", "denominator", "value_below", "numerator_below",
    "denominator_below", "note", "sheet", "row", "value_cell", "numerator_cell", "denominator_cell", "recipe_note",
]  # fmt: skip


@dataclass
class Checked:
    """What a file turned out to be. `frames` (warehouse table -> rows) may be stored when there are no errors."""

    data_set: str | None
    findings: list[Finding]
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    rows_read: int = 0
    rows_skipped: int = 0
    personal: str | None = None  # the code of what makes the file one to destroy: citizen_numbers or persons
    redacted: Callable[[], bytes] | None = None  # the copy to keep in its place, where personal columns were dropped

    @property
    def errors(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.WARNING]

    @property
    def questions(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.QUESTION]

    @property
    def error_count(self) -> int:
        return len(self.errors)

    @property
    def warning_count(self) -> int:
        return len(self.warnings)

    @property
    def by_code(self) -> dict[str, int]:
        return count_by_code(self.findings)

    @property
    def rows_measured(self) -> int:
        return self.rows_read - self.rows_skipped

    @property
    def rows_to_store(self) -> int:
        """Rows for the warehouse: one row of a file may hold several measurements."""
        if self.errors:
            return 0
        return sum(len(self.frames[table]) for table in OWN_TABLES[self.data_set or ""] if table in self.frames)

    def summary(self) -> dict[str, object]:
        return {
            "data_set": self.data_set,
            "rows_read": self.rows_read,
            "rows_measured": self.rows_measured if not self.errors else 0,
            "rows_skipped": self.rows_skipped,
            "errors": self.error_count,
            "warnings": self.warning_count,
            "questions": len(self.questions),
            "findings_by_code": self.by_code,
            "slots": len(self.slots),
        }


def check_cells(
    cells: FileCells | Unreadable,
    recipe: Recipe | None,
    register: Register,
    *,
    today: pd.Timestamp,
    carrying: frozenset[str] = frozenset(),
) -> Checked:
    """Recognise, tidy and check one file against the register as it stands. Finds everything in one pass.
    `carrying` names the providers on whom accepted figures stand: a new register may not drop them."""
    if isinstance(cells, Unreadable):
        return Checked(None, [Finding(cells.code, detail=cells.detail)])
    if holds_citizen_numbers(cells):
        return Checked(None, [Finding("citizen_numbers")], personal="citizen_numbers")
    if recipe is not None and recipe.data_set is DataSet.REFERENCE:
        return _check_reference(recipes.apply(recipe, cells), recipe)
    if recipe is not None:
        return _check_monitoring(recipes.apply(recipe, cells), recipe, register, today=today)
    if register_source.recognised(cells):
        return _check_register(cells, register, carrying)
    tidy = monitoring.tidy(cells)
    if tidy is None and (figures := reference.tidy(cells)) is not None:
        return _check_reference(figures, None)
    if tidy is None:
        return Checked(None, [Finding("unknown_layout", detail=_seen(cells))])
    return _check_monitoring(tidy, None, register, today=today)


def tidy_accepted(cells: FileCells, recipe: Recipe | None, register: Register) -> dict[str, pd.DataFrame]:
    """The rows of a file that was accepted before, read again: the same tidying, without the gates."""
    if recipe is None and register_source.recognised(cells):
        return _register_frames(register_source.tidy(cells)[0])
    if recipe and recipe.data_set is DataSet.REFERENCE:
        return _check_reference(recipes.apply(recipe, cells), recipe).frames
    tidy = recipes.apply(recipe, cells) if recipe else monitoring.tidy(cells)
    if tidy is None and (figures := reference.tidy(cells)) is not None:
        return reference.stored(figures)
    if tidy is None:
        raise ValueError("an accepted file is no longer recognised")
    if recipe:
        recipes.leave_out(recipe, tidy)
    registered, registrations = _resolve(tidy, recipe, register)
    if recipe:
        check_monitoring(tidy, registered, today=FAR, recipe=recipe)
        recipes.leave_out(recipe, tidy)
    return _frames(tidy, registrations)


def _check_reference(tidy: Tidy, recipe: Recipe | None) -> Checked:
    """Figures from outside: of no provider, so nothing of the register is asked."""
    data_set = DataSet.REFERENCE.value
    if any(item.code == "missing_column" for item in tidy.findings) or tidy.frame.empty:
        findings = tidy.findings or [Finding("no_rows")]
        return Checked(data_set, findings, rows_read=tidy.rows_read)
    reference.check(tidy, blame_all=recipe is not None and "duplicate_figure" in recipe.skip)
    if recipe:
        recipes.leave_out(recipe, tidy)
    check_form(tidy, REFERENCE)
    skipped = tidy.rows_read - recipes.rows_kept(tidy)
    return Checked(data_set, tidy.findings, reference.stored(tidy), reference.slots(tidy), tidy.rows_read, skipped)


def _seen(cells: FileCells) -> str:
    sheet = cells.filled
    if sheet is None:
        return ""
    first = next((row for row in sheet.rows(0, 1000) if sum(bool(cell.strip()) for cell in row) > 1), [])
    headers = [cell.strip()[:30] for cell in first if cell.strip() and not re.search(r"\d{4,}|@", cell)]
    return f"De eerste gevulde rij is: {', '.join(headers[:8])}." if headers else ""


def _check_register(cells: FileCells, register: Register, carrying: frozenset[str]) -> Checked:
    found, findings = register_source.tidy(cells)
    forms = {register_source.TABLES[form.name]: form for form in SHEETS}
    for table, tidy in found.items():
        check_form(tidy, forms[table])
        check_duplicates(tidy, forms[table].key, "duplicate_register")
    if len(found) == len(SHEETS):
        _check_references(found)
        findings += _disappeared(found, register, carrying)
    if not findings and not any(len(tidy.frame) for tidy in found.values()):
        findings.append(Finding("no_rows"))
    findings += [item for tidy in found.values() for item in tidy.findings]
    rows = sum(tidy.rows_read for tidy in found.values())
    return Checked(DataSet.REGISTER.value, findings, _register_frames(found), [WHOLE_REGISTER], rows)


def _disappeared(found: dict[str, Tidy], register: Register, carrying: frozenset[str]) -> list[Finding]:
    """What stands in the register now, carries figures, and is not in the new one."""
    subs = register.sub_agreement
    subs = subs[subs["provider_id"].isin(carrying) & ~subs["placeholder"]]["sub_agreement_id"]
    lost = [
        *sorted((carrying & register.registered) - set(found["provider"].frame["provider_id"])),
        *sorted(set(subs) - set(found["sub_agreement"].frame["sub_agreement_id"])),
    ]
    return [Finding("disappeared", detail=", ".join(lost))] if lost else []


def _register_frames(found: dict[str, Tidy]) -> dict[str, pd.DataFrame]:
    names = {register_source.TABLES[form.name]: [item.name for item in form.fields] for form in SHEETS}
    return {table: tidy.frame[names[table]] for table, tidy in found.items()}


def _check_references(found: dict[str, Tidy]) -> None:
    providers = set(found["provider"].frame["provider_id"])
    subs = set(found["sub_agreement"].frame["sub_agreement_id"])
    umbrellas = set(found["umbrella_agreement"].frame["umbrella_agreement_id"])
    for table in ("sub_agreement", "participation"):
        _unknown(found[table], "provider_id", providers, code="unknown_provider")
    _unknown(found["provider"], "succeeded_by", providers, code="unknown_provider")
    _unknown(found["participation"], "umbrella_agreement_id", umbrellas, code="unknown_umbrella")
    targets = found["agreed_target"]
    _unknown(targets, "sub_agreement_id", subs, code="unknown_sub_agreement", detail="zie blad deelovereenkomsten")
    judged = {
        code for code, item in CATALOGUE.items() if item.judged_against is JudgedAgainst.TARGET and item.delivered
    }
    for index, code in enumerate(targets.frame["indicator"]):
        if code in CATALOGUE and code not in judged:
            targets.add("not_judged", index, "indicator")
        elif pd.notna(code) and code not in CATALOGUE:
            targets.add("unknown_indicator", index, "indicator", detail=", ".join(sorted(judged)))
    _check_overlap(targets)
    _check_names(found["provider"])


def _unknown(tidy: Tidy, name: str, known: set[str], *, code: str, detail: str = "") -> None:
    for index, value in enumerate(tidy.frame[name]):
        if pd.notna(value) and value not in known:
            tidy.add(code, index, name, detail=detail)


def _check_names(tidy: Tidy) -> None:
    """A code, number or name points at one provider."""
    owners: dict[str, str] = {}
    for index, row in enumerate(tidy.frame.to_dict("records")):
        aliases = row["aliases"].split(";") if isinstance(row["aliases"], str) else []
        for column, name in [*((key, row[key]) for key in ("provider_id", "provider", "kvk", "agb")),
                             *(("aliases", alias) for alias in aliases)]:  # fmt: skip
            if isinstance(name, str) and name.strip():
                owner = owners.setdefault(folded(name), row["provider_id"])
                if owner != row["provider_id"]:
                    tidy.add("ambiguous_name", index, column, detail=owner)


def _check_overlap(tidy: Tidy) -> None:
    far = pd.Timestamp("2100-12-31")
    frame = tidy.frame.dropna(subset=["valid_from"])
    for _, group in frame.groupby(["sub_agreement_id", "indicator"], sort=False):
        ordered = group.sort_values("valid_from")
        ends = ordered["valid_until"].fillna(far)
        for before, after in zip(ordered.index, ordered.index[1:], strict=False):
            if ordered.at[after, "valid_from"] <= ends.at[before]:
                tidy.add("overlapping_targets", int(after), "valid_from", detail=str(ordered.at[before, "row"]))


def _check_monitoring(tidy: Tidy, recipe: Recipe | None, register: Register, *, today: pd.Timestamp) -> Checked:
    if tidy.frame.empty:
        if not any(item.severity is Severity.ERROR for item in tidy.findings):
            tidy.findings.append(Finding("no_rows"))
        return Checked(DataSet.MONITORING.value, tidy.findings, rows_read=tidy.rows_read)
    if any(item.code == "missing_column" for item in tidy.findings):
        tidy.findings = [item for item in tidy.findings if item.row is None or not item.cell or item.code != "required"]
        return Checked(DataSet.MONITORING.value, tidy.findings, rows_read=tidy.rows_read)
    if recipe:
        recipes.leave_out(recipe, tidy)
    registered, registrations = _resolve(tidy, recipe, register)
    check_monitoring(tidy, registered, today=today, recipe=recipe)
    if recipe:
        recipes.leave_out(recipe, tidy)
    else:
        check_incomplete(tidy, registered)
    slots = tidy.frame[["provider_id", "quarter"]].dropna().drop_duplicates().sort_values(["provider_id", "quarter"])
    return Checked(
        DataSet.MONITORING.value,
        tidy.findings,
        _frames(tidy, registrations),
        [(row.provider_id, row.quarter, DataSet.MONITORING.value) for row in slots.itertuples()],  # type: ignore[misc]
        tidy.rows_read,
        tidy.rows_read - recipes.rows_kept(tidy),
    )


def _frames(tidy: Tidy, registrations: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {**registrations, "measurement": tidy.frame[MEASUREMENT_COLUMNS]}


def _resolve(tidy: Tidy, recipe: Recipe | None, register: Register) -> tuple[Register, dict[str, pd.DataFrame]]:
    """Provider names to codes, and the one possible sub-agreement where none was given. A recipe may register
    unknown providers by its explicit wish; those come back as rows to store with this delivery."""
    frame = tidy.frame
    delivered = frame["provider_id"]
    keys = register.provider_keys
    known = {text: keys.get(folded(text)) for text in delivered.dropna().unique()}
    registrations: dict[str, pd.DataFrame] = {}
    if recipe and recipe.registers_unknown:
        wanted = {
            text: provider_code(text)
            for text, found in known.items()
            if found is None or found not in register.registered
        }
        known |= wanted
        register, registrations = _with_placeholders(tidy, recipe, register, wanted=wanted)
    frame["provider_id"] = delivered.map(lambda text: known.get(text) or text).astype("str")
    only = {provider: subs[0] for provider, subs in register.sub_agreements_of.items() if len(subs) == 1}
    if recipe and recipe.registers_unknown:
        only |= {code: f"{code}-nb" for code in wanted.values()}
    fill = frame["provider_id"].map(only).astype("str")
    if "sub_agreement_id" not in tidy.texts or recipe:
        frame["sub_agreement_id"] = frame["sub_agreement_id"].where(frame["sub_agreement_id"].notna(), fill)
    return register, registrations


def provider_code(name: str) -> str:
    """A name that is already a code stays; else a readable code with a hash, so that two names never meet."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", name):
        return name
    readable = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:32].strip("-")
    return f"{readable or 'aanbieder'}-{hashlib.sha256(folded(name).encode()).hexdigest()[:6]}"


def _with_placeholders(
    tidy: Tidy, recipe: Recipe, register: Register, *, wanted: dict[str, str]
) -> tuple[Register, dict[str, pd.DataFrame]]:
    named = tidy.frame[tidy.frame["provider_id"].isin(wanted)]
    names = dict(zip(named["provider_id"], named["provider_name"], strict=True))
    begun = named.dropna(subset=["period"]).groupby("provider_id")["period"].min()
    starts = {text: pd.Timestamp(parse_period(str(period)).first_day) for text, period in begun.items()}
    rows = sorted({code: (str(names[text]), starts[text]) for text, code in wanted.items() if text in starts}.items())
    codes = pd.Series([code for code, _ in rows], dtype="str")
    day = pd.Series([start for _, (_, start) in rows], dtype="datetime64[us]")
    provider = pd.DataFrame({"provider_id": codes, "provider": pd.Series([name for _, (name, _) in rows], dtype="str")})
    sub = pd.DataFrame(
        {
            "sub_agreement_id": codes + "-nb",
            "provider_id": codes,
            "title": f"Nog niet bekend (recept {recipe.name})",
            "starts_on": day,
        }
    )
    participation = pd.DataFrame({"provider_id": codes, "joined_on": day})
    added = {"provider": provider, "sub_agreement": sub, "participation": participation}
    frames = {
        name: pd.concat([getattr(register, name), frame.assign(placeholder=True)], ignore_index=True).drop_duplicates(
            ["provider_id"] if name != "sub_agreement" else ["sub_agreement_id"]
        )
        if name != "participation"
        else pd.concat([register.participation, frame.assign(placeholder=True)], ignore_index=True)
        for name, frame in added.items()
    }
    return Register(register.umbrella_agreement, frames["provider"], frames["sub_agreement"],
                    frames["participation"], register.agreed_target), added  # fmt: skip
