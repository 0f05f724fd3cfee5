"""Checks on the register: each sheet by itself, the sheets against each other, and against what stands now."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from pipelines.findings import Finding
from pipelines.parties.checks import check_parties, left_out
from pipelines.reading.cells import FileCells
from pipelines.register import FAR, Register, folded
from pipelines.sources import register as source
from pipelines.sources.headers import no_column
from pipelines.sources.table import Tidy
from pipelines.validation import check_duplicates, check_form
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.lead_times import IN_DAYS, WITHIN_TERM
from schemas.parties import REGISTER_WORKBOOK
from schemas.register import SHEETS
from schemas.vocabulary import Evidence, JudgedAgainst, Unit


def check_register(
    cells: FileCells, register: Register, carrying: frozenset[str]
) -> tuple[dict[str, Tidy], list[Finding]]:
    """Warehouse table -> its rows, and all findings. `carrying` names the providers on whom figures stand."""
    found, findings = source.tidy(cells)
    forms = {source.TABLES[form.name]: form for form in REGISTER_WORKBOOK}
    whole = {table: tidy for table, tidy in found.items() if not no_column(tidy.findings)}
    for table, tidy in whole.items():
        check_form(tidy, forms[table])
        check_duplicates(tidy, forms[table].key, "duplicate_register")
    if {source.TABLES[form.name] for form in SHEETS} <= set(whole):
        _check_references(whole)
        check_parties(whole)
        findings += _disappeared(whole, register, carrying)
        findings += left_out(found, register)
    if not findings and not any(len(tidy.frame) or tidy.findings for tidy in found.values()):
        findings.append(Finding("no_rows"))
    return found, findings + [item for tidy in found.values() for item in tidy.findings]


def _disappeared(found: dict[str, Tidy], register: Register, carrying: frozenset[str]) -> list[Finding]:
    """What stands in the register now, carries figures, and is not in the new one."""
    subs = register.sub_agreement
    subs = subs[subs["provider_id"].isin(carrying) & ~subs["placeholder"]]["sub_agreement_id"]
    lost = [
        *sorted((carrying & register.registered) - set(found["provider"].frame["provider_id"])),
        *sorted(set(subs) - set(found["sub_agreement"].frame["sub_agreement_id"])),
    ]
    return [Finding("disappeared", detail=", ".join(lost))] if lost else []


def _check_references(found: dict[str, Tidy]) -> None:
    providers = set(found["provider"].frame["provider_id"])
    umbrellas = set(found["umbrella_agreement"].frame["umbrella_agreement_id"])
    for table in ("sub_agreement", "participation"):
        _unknown(found[table], "provider_id", providers, code="unknown_provider")
    _unknown(found["provider"], "succeeded_by", providers, code="unknown_provider")
    _unknown(found["participation"], "umbrella_agreement_id", umbrellas, code="unknown_umbrella")
    _unknown(found["agreed_target"], "sub_agreement_id", set(found["sub_agreement"].frame["sub_agreement_id"]),
             code="sub_agreement_absent")  # fmt: skip
    _check_targets(found["agreed_target"])
    _check_overlap(found["agreed_target"])
    _check_names(found["provider"])


def _unknown(tidy: Tidy, name: str, known: Collection[str], *, code: str) -> None:
    tidy.add_rows(code, (tidy.frame[name].notna() & ~tidy.frame[name].isin(list(known))).to_numpy(), name)


def _check_targets(tidy: Tidy) -> None:
    """A target is one number, at an indicator that is judged against one."""
    judged = {
        code
        for code, item in CATALOGUE.items()
        if item.judged_against is JudgedAgainst.TARGET and item.evidence is not Evidence.DERIVED
    }
    code, value = tidy.frame["indicator"], tidy.frame["target_value"]
    known = code.isin(list(CATALOGUE))
    tidy.add_rows("not_judged", (known & ~code.isin(sorted(judged))).to_numpy(), "indicator")
    tidy.add_rows(
        "unknown_indicator", (code.notna() & ~known).to_numpy(), "indicator", detail=", ".join(sorted(judged))
    )
    tidy.add_rows("target_bound", tidy.frame["target_value_below"].notna().to_numpy(), "target_value")
    percent = code.isin([code for code, item in CATALOGUE.items() if item.unit is Unit.PERCENT])
    tidy.add_rows("target_above_hundred", (percent & (value > 100)).to_numpy(), "target_value")
    signed = tidy.texts["target_value"].str.rstrip().str.endswith("%").to_numpy()
    tidy.add_rows("percent_sign", signed & (known & ~percent).to_numpy(), "target_value")
    _check_terms(tidy)


def _check_terms(tidy: Tidy) -> None:
    """A number of days and how they are counted, where something is computed with them."""
    code, term, kind = tidy.frame["indicator"], tidy.frame["term_days"], tidy.frame["days_kind"]
    within, counted = code.eq(WITHIN_TERM), code.isin(IN_DAYS)
    tidy.add_rows("term_missing", (within & term.isna() & tidy.frame["target_value"].notna()).to_numpy(), "term_days")
    tidy.add_rows("term_elsewhere", (code.notna() & ~within & term.notna()).to_numpy(), "term_days")
    tidy.add_rows("days_elsewhere", (code.notna() & ~counted & kind.notna()).to_numpy(), "days_kind")


def _check_names(tidy: Tidy) -> None:
    """A code, number or name points at one provider."""
    owners: dict[str, str] = {}
    for index, row in enumerate(tidy.frame.to_dict("records")):
        if not isinstance(row["provider_id"], str):
            continue  # a missing code has its own finding
        aliases = row["aliases"].split(";") if isinstance(row["aliases"], str) else []
        for column, name in [*((key, row[key]) for key in ("provider_id", "provider", "kvk", "agb")),
                             *(("aliases", alias) for alias in aliases)]:  # fmt: skip
            if isinstance(name, str) and name.strip():
                owner = owners.setdefault(folded(name), row["provider_id"])
                if owner != row["provider_id"]:
                    tidy.add("ambiguous_name", index, column, detail=owner)


def _check_overlap(tidy: Tidy) -> None:
    frame = tidy.frame.dropna(subset=["valid_from"]).sort_values(["sub_agreement_id", "indicator", "valid_from"])
    same = (frame[["sub_agreement_id", "indicator"]] == frame[["sub_agreement_id", "indicator"]].shift()).all(axis=1)
    overlaps = same & (frame["valid_from"] <= frame["valid_until"].fillna(FAR).shift())
    before = dict(zip(frame.index, frame["row"].shift(fill_value=0), strict=True))
    tidy.add_rows("overlapping_targets", np.array(sorted(frame.index[overlaps]), dtype=np.int64), "valid_from",
                  detail=lambda index: str(before[index]))  # fmt: skip
