"""What may not be shown: figures with too few cases, and tables of parts from which a small number could be derived."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipelines.keyed import any_in
from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.vocabulary import Combination, Evidence, Grain, NSource, PeriodKind, Unit

_BLANKED = ["value", "numerator", "denominator", "n", "lower", "upper", "more_than"]
_SUB = ["provider_id", "sub_agreement_id"]
_NEARLY_ALL = 3  # fewer than this many who are not in the group


def protect(values: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Blank the figure, its limits, n and note where they may not leave; reason_code too_few or small_part.

    A share, median or P90 with fewer cases than its minimum n is not shown, nor one whose numerator is a group that is
    too small (indicators with `small_numerator`: 1 to the threshold, or all but one or two). Around it one rule keeps what is hidden
    from being derived: *a table of parts is shown whole or not at all*. Parts are the months of a quarter, the
    sub-agreements of a provider total, and the districts or target groups of a total. So every sum an outsider knows
    has either all its parts shown, or none: then each part lies anywhere between zero and the whole. All hidden parts
    carry the same code, so that the code does not tell the small one. A count in a breakdown is small from 1 to the
    threshold; whole counts are shown, for this is the audience that delivered and received them.
    Source: statistics.md section 11 (primary rule; "otherwise coarsen" instead of choosing further cells).
    """
    rows = values.reset_index(drop=True).copy()
    counted = _declared(rows, lambda item: item.unit is Unit.COUNT or item.n_source is NSource.NUMERATOR)
    minimum = _declared(rows, lambda item: item.minimum_n)
    n = rows["n"].to_numpy(dtype="float64")
    part = rows["breakdown"].notna().to_numpy()
    censored = rows["reason_code"].eq("censored").to_numpy()
    few = ((minimum > 0) & (n < minimum)) | _small_numerators(rows, settings)
    small = part & ((counted & (n > 0) & (n < settings.breakdown_minimum_count)) | censored)
    hidden = _breakdowns(rows, small, part & few) | _months(rows, few | censored) | _totals(rows, few)
    # of a small group in the numerator the code does not tell whether it is that group or the whole that is small
    hidden |= few & _declared(rows, lambda item: item.small_numerator)
    rows.loc[few & ~part & ~hidden, "reason_code"] = "too_few"
    rows.loc[hidden, "reason_code"] = "small_part"
    away = few | hidden
    rows.loc[away, [name for name in _BLANKED if name in rows]] = np.nan
    # a provider's own words may hold the figure; a note on a row of the volunteers' sheet is about all of its figures
    untold = away | _of_the_same_sheet(rows, away)
    rows.loc[untold, [name for name in ("note", "about") if name in rows]] = None
    return rows


def _declared(rows: pd.DataFrame, told: Callable[[Indicator], object]) -> np.ndarray:
    """What is declared about the indicator of each row, asked once per indicator."""
    flags = {code: told(item) for code, item in CATALOGUE.items()}
    return rows["indicator"].map(flags).to_numpy()


def _small_numerators(rows: pd.DataFrame, settings: Settings) -> np.ndarray:
    """Where the group in the numerator has a few members, or takes in nearly everybody: then it is known of each."""
    guarded = _declared(rows, lambda item: item.small_numerator)
    group, whole = (rows[name].to_numpy(dtype="float64") for name in ("numerator", "denominator"))
    small = (group > 0) & (group < settings.breakdown_minimum_count)
    return guarded & (small | (whole - group < _NEARLY_ALL))


def _of_the_same_sheet(rows: pd.DataFrame, hidden: np.ndarray) -> np.ndarray:
    """Figures of a volunteers' sheet of which another figure is hidden."""
    own = _declared(rows, lambda item: item.evidence is Evidence.VOLUNTEERS)
    return own & any_in(rows, [*_SUB, "quarter"], own & hidden)


def _breakdowns(rows: pd.DataFrame, small: np.ndarray, few: np.ndarray) -> np.ndarray:
    """Breakdowns to hide whole, months and quarter together. A small count hides every indicator, for the same persons
    stand in several (who started counts in BER-5 and in TER-2). Where the stock is broken down too, quarters hang
    together (begin + in - out = end), so all quarters go. Too few cases for a share hide the parts of that share."""
    part = rows["breakdown"].notna().to_numpy()
    table = [*_SUB, "breakdown"]
    by_quarter = any_in(rows, [*table, "quarter"], small)
    shares = any_in(rows, [*table, "indicator", "quarter"], few)
    stock = any_in(rows, table, part & rows["indicator"].eq("BER-7").to_numpy())
    return part & (by_quarter | shares | (stock & any_in(rows, table, small)))


def _months(rows: pd.DataFrame, unseen: np.ndarray) -> np.ndarray:
    """Months that add up to a quarter, where one of them may not be seen."""
    adds = _declared(rows, lambda item: item.combination is not Combination.NEVER and not item.moment)
    month = (rows["period_kind"] == PeriodKind.MONTH.value).to_numpy() & adds & rows["breakdown"].isna().to_numpy()
    return month & any_in(rows, [*_SUB, "grain", "indicator", "quarter"], month & unseen)


def _totals(rows: pd.DataFrame, few: np.ndarray) -> np.ndarray:
    """Provider totals of a share where a sub-agreement has too few cases in that period; where months add up to the
    quarter, all its months together."""
    whole = rows["breakdown"].isna().to_numpy()
    own = whole & (rows["grain"] == Grain.SUB_AGREEMENT.value).to_numpy()
    moment = _declared(rows, lambda item: item.moment)
    at = rows.assign(at=rows["period"].where(moment, rows["quarter"] + rows["period_kind"]))
    return whole & ~own & any_in(at, ["provider_id", "indicator", "at"], own & few)
