"""Value against agreed target -> one status with its reason. Gates in order: privacy, minimum n, compute, verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.keyed import any_in
from pipelines.sentences import reason
from pipelines.settings import Settings
from pipelines.statistics.proportions import wilson
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Direction, Grain, JudgedAgainst, NSource, PeriodKind, Status

_DATA_STATES = {
    "not_delivered": Status.NOT_DELIVERED,
    "explained": Status.TOO_FEW,
    "no_base": Status.TOO_FEW,
    "year_incomplete": Status.NOT_DELIVERED,
    "part_missing": Status.NOT_DELIVERED,
    "months_missing": Status.NOT_DELIVERED,
    "delivery_waiting": Status.NOT_DELIVERED,
    "quarter_missing": Status.NOT_DELIVERED,
    "last_month_missing": Status.NOT_DELIVERED,
    "censored": Status.TOO_FEW,
    "only_breakdown": Status.NO_TARGET,
    "not_yet_joined": Status.NOT_YET_JOINED,
    "not_yet_started": Status.NOT_YET_JOINED,
    "left": Status.LEFT,
    "ended": Status.LEFT,
    "too_few": Status.TOO_FEW,
    "too_few_started": Status.TOO_FEW,
    "too_few_at_risk": Status.TOO_FEW,
    "beyond_follow_up": Status.TOO_FEW,
    "small_part": Status.SUPPRESSED,
}
_AGAINST_TARGET = [code for code, item in CATALOGUE.items() if item.judged_against is JudgedAgainst.TARGET]
_UNKNOWN_N = [code for code, item in CATALOGUE.items() if item.n_source is NSource.UNKNOWN]
_EXACT = [code for code, item in CATALOGUE.items() if item.exact]
_MET = 1e-9  # a value equal to its target in exact arithmetic meets it


def margins(values: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Add lower, upper (percent, 95% Wilson, of shares; those of case lists are there already) and indicative (minimum n <= n < 30, where n matters)."""
    result = values.copy()
    share = result["indicator"].map({code: item.share for code, item in CATALOGUE.items()}).astype(bool)
    x, n = (result[part].where(share).to_numpy(dtype="float64") for part in ("numerator", "denominator"))
    lower, upper = wilson(x, n)
    result["lower"], result["upper"] = (
        own.where(~share, 100 * limit) for own, limit in ((result["lower"], lower), (result["upper"], upper))
    )
    minimum = result["indicator"].map({code: item.minimum_n for code, item in CATALOGUE.items()})
    result["indicative"] = (minimum > 0) & (result["n"] >= minimum) & (result["n"] < settings.indicative_below_n)
    return result


def with_targets(values: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Add target columns. Targets are agreed per sub-agreement, so a provider total has none of its own; `per_part`
    tells that its sub-agreements have."""
    key = ["sub_agreement_id", "indicator", "period", "period_kind"]
    result = values.merge(targets.drop_duplicates(key), how="left", on=key, validate="many_to_one")
    by = ["provider_id", "indicator", "period", "period_kind"]
    total = result["grain"] == Grain.PROVIDER.value
    return result.assign(per_part=total & any_in(result, by, result["target"].notna().to_numpy()))


def judge(values: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Add status, reason_code and reason. Months and breakdowns get a reason but no verdict of their own.

    score = value / target (higher is better) or target / value (lower is better, value 0 -> 1); op koers when
    score >= 1 - tolerance_on_track, aandacht when >= 1 - tolerance_attention, else achter; onzeker when n < 30 and
    the interval contains the target. Of what is exact: op koers when the target is met, else achter.
    """
    result = values.copy()
    result["direction"] = result["indicator"].map({code: item.direction.value for code, item in CATALOGUE.items()})
    judged, unknown, exact = (
        result["indicator"].isin(codes).to_numpy() for codes in (_AGAINST_TARGET, _UNKNOWN_N, _EXACT)
    )
    result["months"] = result["reason_code"].where(result["reason_code"].isin(["months_1", "months_2"]))
    state = result["reason_code"].where(result["reason_code"].isin(_DATA_STATES))
    met, score = _score(result)
    unique_year = (
        judged & result["target"].isna() & result["target_agreed"].notna() & result["target_period"].eq("year")
    )
    uncertain = (
        (result["n"] < settings.indicative_below_n)
        & (result["lower"] <= result["target"])
        & (result["target"] <= result["upper"])
    )
    open_, known_behind = _not_reached(result, settings)
    code = np.select(
        [state.notna(), open_ & result["target"].isna(), open_ & known_behind, open_, unknown & ~judged, ~judged, unique_year, result["per_part"], result["target"].isna(), uncertain,
         met, exact, score >= 1 - settings.tolerance_on_track - _MET, score >= 1 - settings.tolerance_attention - _MET],
        [state.fillna(""), "not_reached", "not_reached_behind", "not_reached_uncertain", "n_unknown", "not_judged", "year_target_for_quarter", "judged_per_part", "no_target",
         "uncertain", "target_met", "short_of_promise", "within_tolerance", "attention"],
        default="behind",
    )  # fmt: skip
    result["reason_code"] = pd.Series(code, index=result.index, dtype="str")
    result["status"] = result["reason_code"].map(STATUS_OF).astype("str")
    _silence_parts(result, state.notna())
    result["reason"] = _reasons(result, settings)
    return result.drop(columns=["months", "per_part", "about"])


def _not_reached(rows: pd.DataFrame, settings: Settings) -> tuple[pd.Series, pd.Series]:
    """Where only a least number of days is known; and where that is already as far above the target as behind is."""
    least = rows["more_than"]
    with np.errstate(divide="ignore", invalid="ignore"):
        score = rows["target"] / least
    return rows["value"].isna() & least.notna(), score < 1 - settings.tolerance_attention - _MET


def _score(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    value, target = rows["value"], rows["target"]
    up = rows["direction"] == Direction.UP.value
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(up, value / target, np.where(value == 0, 1.0, target / value))
    met = np.where(up, value >= target * (1 - _MET), value <= target * (1 + _MET))
    return pd.Series(met, index=rows.index), pd.Series(ratio, index=rows.index).fillna(1.0)


def _silence_parts(rows: pd.DataFrame, has_state: pd.Series) -> None:
    """One verdict per series: it is per quarter and about the whole."""
    breakdown, month = rows["breakdown"].notna(), rows["period_kind"] == PeriodKind.MONTH.value
    for mask, code in ((breakdown, "breakdown"), (month, "month")):
        rows.loc[mask & ~has_state & (rows["reason_code"] != "n_unknown"), "reason_code"] = code
    keeps = rows["reason_code"].isin(["too_few", "small_part", "censored", "explained", "no_base"])
    rows.loc[(breakdown | month) & ~keeps, "status"] = None


def _reasons(rows: pd.DataFrame, settings: Settings) -> pd.Series:
    known: dict[tuple[object, ...], str] = {}
    minimum = rows["indicator"].map({code: item.minimum_n for code, item in CATALOGUE.items()})
    least_days = rows["more_than"].astype(object).where(rows["more_than"].notna(), None)  # equal to itself: nan is not
    columns = [rows["reason_code"], minimum, rows["indicative"], rows["months"].fillna(""), _beside(rows),
               rows["direction"], least_days]  # fmt: skip
    texts = []
    for key in zip(*(column.tolist() for column in columns), strict=True):
        if key not in known:
            code, least, indicative, months, extra, direction, more_than = key
            known[key] = reason(
                str(code), on_track=settings.tolerance_on_track, attention=settings.tolerance_attention,
                minimum=int(least), indicative=bool(indicative), months=months, note=extra,
                lower_is_better=direction == Direction.DOWN.value, more_than=more_than,
            )  # fmt: skip
        texts.append(known[key])
    return pd.Series(texts, index=rows.index, dtype="str")


def _beside(rows: pd.DataFrame) -> pd.Series:
    """What is told beside the verdict: which part of a year's target, and on which cases."""
    to_date = rows["indicator"].map({code: item.year_to_date for code, item in CATALOGUE.items()}).astype(bool)
    counted, whole = rows["months_counted"], rows["months_in_year"]
    applies = to_date & rows["status"].isin(list(JUDGED)) & rows["target"].notna() & (counted < whole)
    told = pd.Series("", index=rows.index, dtype=object)
    told[applies] = [
        f" De jaarnorm telt naar rato: {int(part)} van de {int(year)} maanden deelname."
        for part, year in zip(counted[applies], whole[applies], strict=True)
    ]
    return told + rows["about"].astype(object).fillna("")


STATUS_OF: dict[str, str] = {
    **{code: status.value for code, status in _DATA_STATES.items()},
    "n_unknown": Status.NO_TARGET.value,
    "not_judged": Status.NO_TARGET.value,
    "year_target_for_quarter": Status.NO_TARGET.value,
    "judged_per_part": Status.NO_TARGET.value,
    "no_target": Status.NO_TARGET.value,
    "uncertain": Status.UNCERTAIN.value,
    "not_reached": Status.NO_TARGET.value,
    "not_reached_uncertain": Status.UNCERTAIN.value,
    "not_reached_behind": Status.BEHIND.value,
    "target_met": Status.ON_TRACK.value,
    "short_of_promise": Status.BEHIND.value,
    "within_tolerance": Status.ON_TRACK.value,
    "attention": Status.ATTENTION.value,
    "behind": Status.BEHIND.value,
}
JUDGED = frozenset({Status.ON_TRACK, Status.ATTENTION, Status.BEHIND, Status.UNCERTAIN})
# what a theme shows when its figures differ: the most concerning verdict; what has too few cases to be judged does not
# silence a figure that can be
CONCERN = (
    Status.BEHIND, Status.ATTENTION, Status.NOT_DELIVERED, Status.UNCERTAIN, Status.ON_TRACK, Status.TOO_FEW,
    Status.SUPPRESSED, Status.NO_TARGET, Status.NOT_YET_JOINED, Status.LEFT,
)  # fmt: skip
