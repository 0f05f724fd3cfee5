"""The facts of a wave from the sheet `meting` (or from --set), with its response per provider and its population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from pipelines.findings import Finding, safe
from pipelines.meant import nearest_code
from pipelines.register import folded
from pipelines.sources.survey_form import OwnSheets
from pipelines.sources.table import Tidy
from pipelines.surveys.facts import ABOUT_A_PROVIDER, WaveFacts
from schemas.quarter import parse_period
from schemas.survey_forms import COUNTS_FORM, MARGIN_WORDS, POPULATION_FORM, WAVE_FORM
from schemas.vocabulary import DataSet, Selection, Severity, SurveyMode, Weighting

_KINDS = {kind.label: kind for kind in DataSet}
_MODES = {mode.label: mode for mode in SurveyMode}
_SELECTIONS = {word.label: word for word in Selection}
_WEIGHTINGS = {word.label: word for word in Weighting}
_NUMBERS = ("population", "invited", "undeliverable")


def facts_of(wave: Tidy, own: OwnSheets, providers: Mapping[str, str], findings: list[Finding]) -> WaveFacts | None:
    """None where the facts have errors of their own: those are told, and nothing can be made of the answers."""
    if any(item.severity is Severity.ERROR for item in wave.findings):
        return None
    if len(wave.frame) != 1:
        sheet = WAVE_FORM.name if len(wave.frame) else None
        findings.append(Finding("survey_one_wave", sheet=sheet, detail=str(len(wave.frame))))
        return None
    row = wave.frame.iloc[0].to_dict()
    kind = _KINDS[row["kind"]]
    provider = _provider(row, kind, providers, findings=findings)
    weighting = _WEIGHTINGS.get(row["weighting"], Weighting.NONE)
    facts = WaveFacts(
        wave_id=row["wave_id"], kind=kind, title=row["title"], quarter=str(parse_period(row["quarter"]).quarter),
        starts_on=_none(row["starts_on"]), ends_on=_none(row["ends_on"]), purpose=_none(row["purpose"]),
        agency=_none(row["agency"]), target_group=_none(row["target_group"]), mode=_MODES[row["mode"]],
        selection=_SELECTIONS[row["selection"]], weighting=weighting, weight_source=_none(row["weight_source"]),
        provider_id=provider, counts=_counts(row, own, kind, providers=providers, provider=provider, findings=findings),
        population=_population(own, weighting, findings),
    )  # fmt: skip
    if weighting is Weighting.RAKED and facts.weight_source is None and len(facts.population):
        return _with_source(facts)
    return facts


def _with_source(facts: WaveFacts) -> WaveFacts:
    """Where the weights come from, as the population table says it."""
    first = facts.population.iloc[0]
    parts = [first["source"], f"peildatum {first['reference_date']}" if _none(first["reference_date"]) else None]
    told = ", ".join(str(part) for part in parts if _none(part))
    return replace(facts, weight_source=told or None)


def _none(value: Any) -> Any:
    """Nothing where a cell was empty."""
    return None if value is None or value == "" or pd.isna(value) else value


def _provider(
    row: Mapping[str, object], kind: DataSet, providers: Mapping[str, str], *, findings: list[Finding]
) -> str | None:
    said = _none(row["provider"])
    if said is None or kind not in (*ABOUT_A_PROVIDER, DataSet.WMO_SURVEY):
        return None
    found = providers.get(folded(str(said)))
    if found is None:
        findings.append(Finding("unknown_provider", sheet=WAVE_FORM.name, column="aanbieder", received=safe(str(said)),
                                detail=nearest_code(str(said), providers)))  # fmt: skip
    return found


def _counts(
    row: Mapping[str, object], own: OwnSheets, kind: DataSet, *, providers: Mapping[str, str], provider: str | None,
    findings: list[Finding],
) -> pd.DataFrame:  # fmt: skip
    """The counts of the wave (provider_id null), and of each provider where the file tells them."""
    whole = {name: row[name] for name in _NUMBERS}
    rows = [{"provider_id": None, **whole}] if any(pd.notna(value) for value in whole.values()) else []
    if provider is not None and rows:
        rows.append({**rows[0], "provider_id": provider})
    per = own.frame(COUNTS_FORM)
    for place, item in enumerate([] if per is None else per.to_dict("records")):
        found = providers.get(folded(str(item["provider"]))) if isinstance(item["provider"], str) else None
        if found is None and isinstance(item["provider"], str):
            near = nearest_code(item["provider"], providers)
            own.read[COUNTS_FORM.name].add("unknown_provider", place, "provider", detail=near)
            findings.append(own.read[COUNTS_FORM.name].findings[-1])
        elif found is not None:
            rows.append({"provider_id": found, **{name: item[name] for name in _NUMBERS}})
    return pd.DataFrame(rows, columns=["provider_id", *_NUMBERS])


def _population(own: OwnSheets, weighting: Weighting, findings: list[Finding]) -> pd.DataFrame:
    frame = own.frame(POPULATION_FORM)
    if frame is None:
        if weighting is Weighting.RAKED:
            findings.append(Finding("survey_population_missing"))
        return pd.DataFrame(columns=["margin", "category", "number", "reference_date", "source"])
    kept = frame[frame["margin"].isin(MARGIN_WORDS) & frame["number"].notna()]
    return pd.DataFrame({
        "margin": kept["margin"].map(MARGIN_WORDS), "category": kept["category"].map(lambda text: " ".join(text.split())),
        "number": kept["number"], "reference_date": kept["reference_date"], "source": kept["source"],
    }).reset_index(drop=True)  # fmt: skip


def check_margins(facts: WaveFacts, people: pd.DataFrame) -> list[Finding]:
    """Categories of respondents that the population does not know: who is in none of them cannot be weighted."""
    if facts.weighting is not Weighting.RAKED:
        return []
    headers = {column: word for word, column in MARGIN_WORDS.items()}
    findings = []
    for margin, rows in facts.population.groupby("margin", sort=False):
        known = set(rows["category"])
        said = people[str(margin)].dropna()
        if strange := sorted(set(said[~said.isin(known)])):
            detail = f"{headers[str(margin)]}: {', '.join(strange[:5])}"
            findings.append(Finding("survey_category", detail=detail))
        if said.empty and len(people):
            findings.append(Finding("survey_margin_empty", detail=headers[str(margin)]))
    return findings
