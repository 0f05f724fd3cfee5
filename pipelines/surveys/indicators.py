"""The satisfaction indicators of a provider, taken from protected results; and where in a file they come from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipelines.surveys.counting import AGREES, Counts
from pipelines.surveys.result_sentences import rounded
from pipelines.surveys.sides import FAVOURABLE, NEUTRAL, NPS_GROUPS, UNFAVOURABLE
from schemas.publication import DELIVERED_CELLS
from schemas.questions import OVERALL
from schemas.vocabulary import DataSet, Grain, PeriodKind, QuestionKind, SurveyMeasure

CLIENTS = (DataSet.CLIENT_SURVEY, DataSet.WMO_SURVEY)


@dataclass(frozen=True)
class _Taken:
    """Which measure of which question an indicator is: of the first wave kind that has one."""

    code: str
    kinds: tuple[DataSet, ...]
    question: QuestionKind
    measure: SurveyMeasure


TAKEN = (
    _Taken("TEV-1", CLIENTS, QuestionKind.GRADE, SurveyMeasure.MEAN),
    _Taken("TEV-2", CLIENTS, QuestionKind.SCALE, SurveyMeasure.THEME),
    _Taken("TEV-3", (DataSet.PARTNER_SURVEY,), QuestionKind.GRADE, SurveyMeasure.MEAN),
    _Taken("TEV-4", CLIENTS, QuestionKind.NPS, SurveyMeasure.NPS),
)
SURVEYS_OF = {one.code: one.kinds for one in TAKEN}
_KEY = ["provider_id", "quarter"]
COLUMNS = [
    *_KEY, "sub_agreement_id", "grain", "period", "period_kind", "indicator", "breakdown", "breakdown_value", "value",
    "numerator", "denominator", "n", "lower", "upper", "more_than", "reason_code", "note", "about", "from_survey",
]  # fmt: skip

NUMBERS = dict.fromkeys(("value", "numerator", "denominator", "n", "lower", "upper", "more_than"), "float64")


def indicators(rows: pd.DataFrame, counts: Counts) -> pd.DataFrame:
    """One figure per provider, quarter and indicator (columns COLUMNS), as protected results have it: hidden ones without a
    figure. Of a quarter with more waves the last one counts; with weights where the result has them."""
    found = [_figures(one, rows, counts) for one in TAKEN]
    whole = pd.concat([part for part in found if len(part)] or found[:1], ignore_index=True)
    texts = dict.fromkeys((*_KEY, "sub_agreement_id", "grain", "period", "period_kind", "indicator", "breakdown",
                           "breakdown_value", "reason_code", "note", "about", "from_survey"), "str")  # fmt: skip
    return whole.reindex(columns=COLUMNS).astype({**texts, **NUMBERS})


def _figures(one: _Taken, rows: pd.DataFrame, counts: Counts) -> pd.DataFrame:
    asked = questions_of(one, counts)
    mine = rows[rows["measure"].eq(one.measure.value) & rows["provider_id"].ne("")]
    mine = mine.merge(asked, on=["wave_id", "item"], validate="many_to_one")
    # a weighted result that does not stand is no reason to have none
    mine = mine.assign(stands=mine["value"].notna()).sort_values(
        ["stands", "weighted", "recent"], ascending=False, kind="stable"
    )
    best = mine.sort_values("recent", ascending=False, kind="stable").drop_duplicates(_KEY)
    share = one.measure is SurveyMeasure.THEME
    shown = best["value"].notna()
    about = " Uit " + best["title"] + "."
    if one.measure is SurveyMeasure.NPS:
        about += _three_groups(best, rows)
    # how many it takes for this measure is said by its declaration
    best = best.assign(reason_code=best["reason_code"].replace("nps_too_few", "too_few"))
    return best.assign(
        indicator=one.code, grain=Grain.PROVIDER.value, period=best["quarter"], period_kind=PeriodKind.QUARTER.value,
        numerator=(best["value"] / 100 * best["n"]).where(share & shown), denominator=best["n"].where(shown),
        about=about, from_survey=best["survey"],
    )  # fmt: skip


def _three_groups(best: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """One score hides three groups: they are told with it."""
    key = ["wave_id", "item", "provider_id", "district", "weighted"]
    groups = rows[rows["measure"].eq(SurveyMeasure.SHARE.value) & rows["option"].isin(NPS_GROUPS.values())]
    told = groups.set_index([*key, "option"])["value"].map(lambda share: f"{rounded(share)}%", na_action="ignore")
    wide = told.unstack("option").reindex(pd.MultiIndex.from_frame(best[key]))
    promoters, passives, detractors = (
        wide.get(NPS_GROUPS[side], pd.Series(index=wide.index, dtype="str"))
        for side in (FAVOURABLE, NEUTRAL, UNFAVOURABLE)
    )
    said = (
        " " + promoters + " is promotor (9 of 10), " + passives + " passief (7 of 8), " + detractors + " criticaster."
    )
    return pd.Series(said.fillna("").to_numpy(), index=best.index)


def questions_of(one: _Taken, counts: Counts) -> pd.DataFrame:
    """Per wave the one question that stands for the indicator (wave_id, item, quarter, recent): of grades the overall one
    where there is one, else the first."""
    kinds = [kind.value for kind in one.kinds]
    waves = counts.waves[counts.waves["kind"].isin(kinds)].sort_values(["starts_on", "wave_id"], na_position="first")
    waves = waves.assign(recent=range(len(waves)))[["wave_id", "quarter", "recent"]]
    if one.measure is SurveyMeasure.THEME:
        return waves.assign(item=AGREES)
    items = counts.items[counts.items["kind"].eq(one.question.value)]
    items = items.assign(overall=items["topic"].eq(OVERALL)).sort_values(
        ["overall", "position"], ascending=[False, True], kind="stable"
    )
    first = items.drop_duplicates("wave_id")[["wave_id", "item"]]
    return waves.merge(first, on="wave_id", validate="one_to_one")


def survey_cells(figures: pd.DataFrame, counts: Counts, versions: pd.DataFrame) -> pd.DataFrame:
    """Where each figure comes from: the sheet of its delivery from the first row on. Which rows are whose, and how many,
    stays inside: a row is a person. versions: provider_id, quarter, delivery_id, version of active slots."""
    waves = counts.waves[["wave_id", "kind", "quarter"]]
    places = counts.places.merge(waves, on="wave_id", validate="many_to_one")
    places = places.merge(versions, on=["provider_id", "quarter", "delivery_id"], validate="many_to_one")
    found = [
        figures.loc[figures["indicator"].eq(one.code), [*_KEY, "indicator", "period"]].merge(
            places[places["kind"].isin([kind.value for kind in one.kinds])], on=_KEY, validate="one_to_many"
        )
        for one in TAKEN
    ]
    cells = pd.concat(found, ignore_index=True).assign(recipe_note="berekend uit alle rijen vanaf deze rij")
    return cells.reindex(columns=list(DELIVERED_CELLS.columns))
