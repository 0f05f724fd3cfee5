"""Who answered, without who they are: about which provider, of which organisation (a digest), age band, sex, district."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from pipelines.findings import SHOWN, Finding, safe
from pipelines.meant import nearest_code
from pipelines.register import folded
from pipelines.sources.parsers import parse_number
from pipelines.surveys.export import Export
from pipelines.surveys.facts import ABOUT_A_PROVIDER, WaveFacts
from schemas.surveys import RESPONDENT
from schemas.vocabulary import DataSet, Severity, Weighting

HEADERS = {"provider": "aanbieder", "organisation": "organisatie", "age_band": "leeftijdsgroep", "sex": "geslacht",
           "district": "wijk", "weight": "gewicht"}  # fmt: skip
_AN_AGE = re.compile(r"\d{1,3}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}-\d{2}-\d{2}.*|(19|20)\d\d")


def respondents(
    export: Export, facts: WaveFacts, providers: Mapping[str, str]
) -> tuple[pd.DataFrame, np.ndarray, list[Finding]]:
    """The rows of survey_respondent, per row of the file the number it got (0: it is nobody), and what was found.
    `providers`: every way to write a provider (folded) -> provider_id."""
    findings: list[Finding] = []
    about = _about(export)
    count = len(about)
    provider = _providers(about, export, facts, providers=providers, findings=findings)
    organisation = _each(about["organisation"], folded)
    own = np.zeros(count, dtype=bool)
    if facts.kind is DataSet.PARTNER_SURVEY:
        who = organisation.map(providers)
        own = (who.notna() & (who == provider)).to_numpy()
        findings += _counted("survey_self_rated", export, own)
        findings += _counted("survey_no_organisation", export, (organisation == "").to_numpy())
    weight = _weights(about["weight"], export, facts, findings=findings)
    bands = _each(about["age_band"], _text)
    aged = bands.isin([text for text in bands.unique() if _AN_AGE.fullmatch(text)]).to_numpy()
    findings += _cells("survey_age", export, aged, column="age_band")
    number = np.where(own, 0, np.cumsum(~own)).astype("int32")
    frame = pd.DataFrame({
        "wave_id": pd.Series([facts.wave_id] * count, dtype="str"),
        "respondent": number,
        "provider_id": _none(provider.reset_index(drop=True)),
        "organisation": _digests(organisation, facts).reset_index(drop=True),
        "age_band": _none(bands.mask(aged, "").reset_index(drop=True)),
        "sex": _none(_each(about["sex"], _text).reset_index(drop=True)),
        "district": _none(_each(about["district"], _text).reset_index(drop=True)),
        "weight": weight,
        "sheet": pd.Series([export.sheet] * count, dtype="str"),
        "row": about.index.to_numpy().astype("int64"),
    })[list(RESPONDENT)]  # fmt: skip
    return frame[~own].reset_index(drop=True), number, findings


def _about(export: Export) -> pd.DataFrame:
    """All of HEADERS as text, '' where the file says nothing."""
    index, said = export.about.index, export.about
    empty = pd.Series([""] * len(index), index=index, dtype="str")
    return pd.DataFrame({name: said[name].astype("str").fillna("") if name in said else empty for name in HEADERS})


def _providers(
    about: pd.DataFrame, export: Export, facts: WaveFacts, *, providers: Mapping[str, str], findings: list[Finding]
) -> pd.Series:
    """provider_id per row, "" for none. In a survey that is never shown per provider it is not kept at all."""
    said = _each(about["provider"], _text)
    if not facts.per_provider:
        findings += _counted("survey_provider_dropped", export, (said != "").to_numpy())
        return said.where(said == "", "")
    if facts.provider_id is not None:
        return pd.Series(facts.provider_id, index=about.index, dtype="str")
    found = _each(said, lambda text: providers.get(folded(text), "") if text else "")
    lost = ((said != "") & (found == "")).to_numpy()
    near = {text: nearest_code(text, providers) for text in said[lost].unique()}
    findings += _cells("unknown_provider", export, lost, column="provider", near=near)
    if facts.kind in ABOUT_A_PROVIDER:
        empty = (said == "").to_numpy()
        if len(empty) and empty.all():
            findings.append(Finding("survey_no_provider", sheet=export.sheet or None))
        else:
            findings += _cells("survey_provider_empty", export, empty, column="provider")
    return found


def _weights(texts: pd.Series, export: Export, facts: WaveFacts, *, findings: list[Finding]) -> np.ndarray:
    """Delivered weights; where the wave is weighted otherwise, or not, they are none."""
    if facts.weighting is not Weighting.DELIVERED:
        return np.full(len(texts), np.nan)
    codes, distinct = pd.factorize(texts)
    values = np.array([_weight(text) for text in distinct], dtype="float64")
    weights = values.take(codes) if len(codes) else np.array([], dtype="float64")
    findings += _cells("survey_weight", export, np.isnan(weights), column="weight")
    return weights


def _weight(text: str) -> float:
    plain = text.strip()
    value = float(plain) if re.fullmatch(r"[0-9]+\.[0-9]+", plain) else parse_number(plain).value
    return value if isinstance(value, float) and value > 0 else np.nan


def digest(organisation: str, wave_id: str) -> str:
    """What is kept of an organisation: the same within a wave, so that it has one voice, and another in each wave."""
    return hashlib.sha256(f"{wave_id}\n{folded(organisation)}".encode()).hexdigest()[:16]


def _digests(organisation: pd.Series, facts: WaveFacts) -> pd.Series:
    if facts.kind is not DataSet.PARTNER_SURVEY:
        return pd.Series([None] * len(organisation), index=organisation.index, dtype="str")
    known = {name: digest(name, facts.wave_id) for name in organisation.unique() if name}
    return organisation.map(known).astype("str")


def _each(texts: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Each different text is changed once."""
    return texts.map({text: change(text) for text in texts.unique()}).astype("str")


def _text(text: str) -> str:
    return " ".join(text.split())


def _none(texts: pd.Series) -> pd.Series:
    return texts.astype("str").where(texts != "")


def _cells(
    code: str, export: Export, where: np.ndarray, *, column: str, near: Mapping[str, str] = MappingProxyType({})
) -> list[Finding]:
    """A finding per row, up to SHOWN, and one that counts the rest. What points to a person is not repeated. near: of a
    text what was probably meant."""
    rows = export.about.index.to_numpy()[where]
    texts = export.about[column].fillna("").to_numpy()[where] if column in export.about else np.array([""] * len(rows))
    told = [
        Finding(code, sheet=export.sheet or None, row=int(row), column=HEADERS[column],
                received=None if code == "survey_age" else safe(str(text)), detail=near.get(_text(str(text)), ""))
        for row, text in zip(rows[:SHOWN], texts[:SHOWN], strict=True)
    ]  # fmt: skip
    more = len(rows) - len(told)
    return told + ([Finding(code, sheet=export.sheet or None, column=HEADERS[column], times=more)] if more else [])


def _counted(code: str, export: Export, where: np.ndarray) -> list[Finding]:
    if not where.any():
        return []
    return [Finding(code, Severity.WARNING, export.sheet or None, detail=str(int(where.sum())))]
