"""From what is stored of surveys to the tables SURVEY_* of a publication."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.records import records
from pipelines.settings import Settings
from pipelines.surveys.bars import bars
from pipelines.surveys.comparing import guard, themes_guard
from pipelines.surveys.counting import AGREES, PLACE, Counts, count, themes_of
from pipelines.surveys.differing import with_changes, with_others
from pipelines.surveys.indicators import COLUMNS, NUMBERS, indicators, survey_cells
from pipelines.surveys.margins import margins
from pipelines.surveys.protecting import FEW, parts_of, protect
from pipelines.surveys.response import response
from pipelines.surveys.result_sentences import HIDDEN, PER_PROVIDER, method_sentence, result_sentence
from pipelines.surveys.results import PART, Sums, results, results_of_others, sums_of
from pipelines.warehouse import Warehouse
from schemas.vocabulary import Attributable, DataSet, QuestionKind, Selection, SurveyMeasure

_SLOT = ["provider_id", "quarter", "delivery_id"]
_TEXTS = ["option", *PLACE]


@dataclass(frozen=True, eq=False)
class Surveys:
    """What surveys come to: the tables SURVEY_* but the quotes, protected; figures of providers (indicators.COLUMNS); and
    the cells that these lead back to."""

    tables: dict[str, pd.DataFrame]
    figures: pd.DataFrame
    cells: pd.DataFrame


def surveys(warehouse: Warehouse, slots: pd.DataFrame, settings: Settings) -> Surveys:
    """slots: the active slots of surveys (provider_id, quarter, data_set, delivery_id, version); `*` is what is about no
    provider."""
    if slots.empty or warehouse.ask("survey_rows", table="survey_wave", survey_slot=slots).empty:
        return Surveys({}, pd.DataFrame(columns=COLUMNS, dtype="str").astype(NUMBERS), pd.DataFrame())
    counts = count(warehouse, slots[["delivery_id", "provider_id"]].drop_duplicates())
    versions = slots[["provider_id", "quarter", "delivery_id", "version"]].drop_duplicates(_SLOT)
    # of the same numbers and settings, byte for byte, the same comes: a page that publishes again need not work it out
    content = hashlib.sha256(pickle.dumps((counts, versions, settings))).digest()
    if content not in _LAST:
        made = _made(counts, versions, settings)
        _LAST.clear()
        _LAST[content] = made
        return made
    return _LAST[content]


_LAST: dict[bytes, Surveys] = {}  # what was made last in this process, by the content that it was made from


def _made(counts: Counts, versions: pd.DataFrame, settings: Settings) -> Surveys:
    waves = _waves(counts.waves)
    told = _told_per_provider(counts, waves)
    parts = parts_of(counts, told)
    guarded = guard(counts, settings)
    sums = sums_of(counts, told)
    found = _results(counts, waves, told, sums=sums, guarded=guarded, settings=settings)
    own = found[found["item"].ne(AGREES)]
    figures = indicators(found, counts)
    shown = own.loc[own["reason_code"].isna() | own["reason_code"].eq("nps_too_few"), PART]
    tables = {
        "survey_waves": waves,
        "survey_response": response(counts, told, parts),
        "survey_items": counts.items.merge(guarded, on=["wave_id", "item"], validate="one_to_one"),
        "survey_results": pd.concat([_without_blanks(own), *_without_figures(counts, told)], ignore_index=True),
        "survey_answers": _without_blanks(bars(sums.answers, counts.items, shown.drop_duplicates())),
        "survey_margins": margins(counts, parts),
    }
    return Surveys(tables, figures, survey_cells(figures, counts, versions))


def _waves(waves: pd.DataFrame) -> pd.DataFrame:
    why = waves["kind"].map(PER_PROVIDER)
    methods = [method_sentence(row) for row in waves.to_dict("records")]
    return waves.assign(
        margin_of_error=waves["selection"].ne(Selection.SELF_SELECTED.value), per_provider=why.isna(),
        per_provider_reason=why.astype("str"), method_sentence=methods,
    )  # fmt: skip


def _told_per_provider(counts: Counts, waves: pd.DataFrame) -> pd.DataFrame:
    """wave_id and item of the questions of which a provider has a result of its own."""
    fine = counts.items["wave_id"].isin(waves.loc[waves["per_provider"], "wave_id"])
    own = counts.items["attributable_to"].ne(Attributable.MUNICIPALITY.value)
    return counts.items.loc[fine & own, ["wave_id", "item"]]


def _results(
    counts: Counts, waves: pd.DataFrame, told: pd.DataFrame, *, sums: Sums, guarded: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    rows = protect(results(sums), counts, told)
    about = waves[["wave_id", "title", "margin_of_error", "kind"]].rename(columns={"kind": "survey"})
    rows = rows.merge(about, on="wave_id", validate="many_to_one")
    rows = rows.merge(
        counts.items[["wave_id", "item", "kind"]], how="left", on=["wave_id", "item"], validate="many_to_one"
    )
    without = ~rows["margin_of_error"]
    rows.loc[without, ["lower", "upper"]] = np.nan
    n = rows["n"].to_numpy(dtype="float64")
    rows["indicative"] = rows["value"].notna() & (n < settings.indicative_below_n)
    themes = themes_guard(guarded, themes_of(counts.items))
    both = pd.concat([guarded.assign(theme=False), themes.assign(theme=True)], ignore_index=True)
    rows = with_others(with_changes(rows, both), results_of_others(sums))
    return _told(rows)


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """Sentences, whole numbers of answers, and few missing answers left out."""
    reason = rows["reason_code"].astype(object).where(rows["reason_code"].notna(), None)
    rows = rows.assign(reason_code=reason, n=rows["n"].round(), former_n=rows["former_n"].round())
    missing = rows["missing"].round()
    few = missing.gt(0) & missing.lt(FEW)
    rows = rows.assign(
        missing=missing.mask(few), missing_share=(100 * missing / (missing + rows["n"])).mask(few)
    )  # fmt: skip
    partner = rows["survey"].eq(DataSet.PARTNER_SURVEY.value)
    sentences = [
        result_sentence(row, voices="organisaties" if of_partners else "antwoorden")
        for row, of_partners in zip(records(rows), partner, strict=True)
    ]
    return rows.rename(columns={"change_value": "change"}).assign(
        sentence=sentences,
        reason=pd.Series(sentences, index=rows.index).where(rows["reason_code"].notna(), None),
    )


def _without_figures(counts: Counts, told: pd.DataFrame) -> list[pd.DataFrame]:
    """Results that are none by their nature, with the reason in their place."""
    return [rows for rows in (_of_the_municipality(counts, told), _unlike_scales(counts)) if len(rows)]


def _of_the_municipality(counts: Counts, told: pd.DataFrame) -> pd.DataFrame:
    """Questions about what the municipality does, for each provider that has other results in the wave."""
    of_providers = counts.voices.loc[counts.voices["provider_id"].ne(""), ["wave_id", "provider_id"]].drop_duplicates()
    of_providers = of_providers[of_providers["wave_id"].isin(told["wave_id"])]
    own = counts.items["attributable_to"].eq(Attributable.MUNICIPALITY.value) & counts.items["kind"].isin(_MEASURE)
    rows = counts.items.loc[own, ["wave_id", "item", "kind"]].merge(of_providers, on="wave_id")
    return _none(rows.assign(measure=rows["kind"].map(_MEASURE)), "municipality")


def _unlike_scales(counts: Counts) -> pd.DataFrame:
    """Themes whose questions have different scales."""
    topics = themes_of(counts.items)
    rows = topics.loc[~topics["one_scale"], ["wave_id", "topic"]].drop_duplicates().rename(columns={"topic": "item"})
    return _none(rows.assign(measure=SurveyMeasure.THEME.value, provider_id=None), "unlike_scales")


_MEASURE = {
    QuestionKind.SCALE.value: SurveyMeasure.AGREES.value,
    QuestionKind.GRADE.value: SurveyMeasure.MEAN.value,
    QuestionKind.NPS.value: SurveyMeasure.NPS.value,
}


def _none(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    return rows.assign(
        option=None, district=None, weighted=False, indicative=False, reason_code=code, reason=HIDDEN[code],
        sentence=HIDDEN[code],
    )  # fmt: skip


def _without_blanks(rows: pd.DataFrame) -> pd.DataFrame:
    """'' is no provider, no district and no option."""
    here = [name for name in _TEXTS if name in rows]
    return rows.assign(**{name: rows[name].where(rows[name].ne(""), None).astype("str") for name in here})
