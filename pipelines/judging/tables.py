"""The published tables about change: limits and special points of control charts, signals, and how many to expect."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.judging.charting import Charts, variation_of
from pipelines.judging.methods import CUSUMS
from pipelines.judging.rows import Rows
from pipelines.judging.series import Series
from pipelines.judging.words import count_sentence, signal_sentence
from pipelines.settings import Settings
from pipelines.statistics.limits import ICONS_FROM
from schemas.quarter import parse_period
from schemas.vocabulary import PeriodKind, SignalMethod, Variation

# per chart in which nothing changed, the chance that its last point signals all the same, at most. XmR: statistics.md
# section 6 says 1.4 to 2%. CUSUM: 0.1 to 1.1%, simulated in tests/pipelines/judging/test_false_signals.py
FALSE_RATE = {SignalMethod.XMR.value: 0.02, SignalMethod.CUSUM.value: 0.01}


def limits_table(series: Series, rows: Rows, charts: Charts, decisions: pd.DataFrame) -> pd.DataFrame:
    """CONTROL_LIMITS: every phase of every series that suits a control chart."""
    drawn = np.flatnonzero(charts.drawable)
    there, months, limits = ~np.isnan(rows.value[drawn]), rows.months[drawn], charts.limits
    end = np.where(
        charts.last[drawn] >= 0, charts.last[drawn], np.where(months, 3 * rows.at[drawn] + 2, rows.at[drawn])
    )
    return _named(series, rows, drawn).assign(
        phase=rows.phase[drawn],
        period_kind=np.where(months, PeriodKind.MONTH.value, PeriodKind.QUARTER.value),
        first_period=_period(series, months, np.where(there.any(axis=1), there.argmax(axis=1), rows.begins[drawn])),
        last_period=_period(series, months, end),
        points=charts.points[drawn],
        stage=limits.stage[drawn],
        **{name: getattr(limits, name)[drawn] for name in ("mean", "lower", "near_lower", "near_upper", "upper")},
        preset=charts.preset.name,
        decision=_decisions(series, rows, drawn, decisions=decisions),
    )


def points_table(series: Series, rows: Rows, charts: Charts, directions: NDArray[np.str_]) -> pd.DataFrame:
    """CONTROL_POINTS: the special points of the charts of full stage; before that there are no icons."""
    shown = charts.drawable & (charts.points >= ICONS_FROM)
    line, place = np.nonzero((charts.sides != 0) & shown[:, None])
    return _named(series, rows, line).assign(
        period=_period(series, rows.months[line], place),
        rule=charts.causes[line, place],
        variation=variation_of(charts.sides[line, place], directions[line]),
    )


def signals_table(
    series: Series,
    rows: Rows,
    charts: Charts,
    *,
    directions: NDArray[np.str_],
    shown: NDArray[np.bool_],
    settings: Settings,
) -> pd.DataFrame:
    """SIGNALS: what changed and still lasts, of series whose figure of the quarter is shown (per row)."""
    place = np.flatnonzero((charts.lasting > 0) & rows.newest & shown)
    since = _period(series, rows.months[place], charts.since[place])
    facts = zip(charts.cause[place], charts.method[place], charts.rule[place], rows.months[place], since,
                charts.lasting[place], charts.points[place], directions[place], strict=True)  # fmt: skip
    sentences = [
        signal_sentence(str(cause), method=str(method), rule=str(rule), months=bool(months), since=_label(when),
                        lasting=int(lasting), points=int(points), direction=str(direction), settings=settings)
        for cause, method, rule, months, when, lasting, points, direction in facts
    ]  # fmt: skip
    themes = np.array([item.theme.value for item in series.declared], dtype=object)
    return _named(series, rows, place).assign(
        theme=themes[rows.series[place]], method=_kind(charts.method[place]), variation=charts.cause[place], since=since,
        points=charts.lasting[place], sentence=sentences,
    )  # fmt: skip


def looked_at(series: Series, rows: Rows, charts: Charts, shown: NDArray[np.bool_]) -> pd.DataFrame:
    """Per quarter and method: `series` that were looked at (charts with an icon), and `signals` among them."""
    looked = np.flatnonzero(np.isin(charts.cause, [item.value for item in Variation]) & rows.newest & shown)
    frame = pd.DataFrame(
        {"quarter": _quarters(series)[rows.at[looked]], "method": _kind(charts.method[looked]),
         "signals": (charts.lasting[looked] > 0).astype("int64")}
    )  # fmt: skip
    return (
        frame.groupby(["quarter", "method"]).agg(series=("signals", "size"), signals=("signals", "sum")).reset_index()
    )


def counts_table(looked: pd.DataFrame) -> pd.DataFrame:
    """SIGNAL_COUNTS: what was looked at, what signals, and what to expect by chance."""
    found = looked.groupby(["quarter", "method"])[["series", "signals"]].sum().reset_index()
    expected = found["method"].map(FALSE_RATE).astype("float64") * found["series"]
    return found.assign(
        false_expected=expected,
        sentence=[
            count_sentence(SignalMethod(method), int(many), int(signals), expected=false)
            for method, many, signals, false in zip(
                found["method"], found["series"], found["signals"], expected, strict=True
            )
        ],
    )


def _kind(methods: NDArray[np.str_]) -> NDArray[np.str_]:
    return np.where(np.isin(methods, CUSUMS), SignalMethod.CUSUM.value, SignalMethod.XMR.value)


def _named(series: Series, rows: Rows, chosen: NDArray[np.int64]) -> pd.DataFrame:
    keys = series.keys.iloc[rows.series[chosen]].reset_index(drop=True)
    return keys.assign(quarter=_quarters(series)[rows.at[chosen]])


def _quarters(series: Series) -> np.ndarray:
    return np.array(series.quarter.periods, dtype=object)


def _period(series: Series, months: NDArray[np.bool_], place: NDArray[np.int64]) -> np.ndarray:
    names = np.array([*series.month.periods, *series.quarter.periods], dtype=object)
    return names[np.where(months, place, len(series.month.periods) + place)]


def _label(period: str) -> str:
    return parse_period(period).label


def _decisions(series: Series, rows: Rows, drawn: NDArray[np.int64], *, decisions: pd.DataFrame) -> list[str | None]:
    """Per row why its phase began: the last decision dated on or before its first period; none for the first phase."""
    said: list[str | None] = [None] * len(drawn)
    for number in np.flatnonzero(rows.phase[drawn] > 0):
        row = drawn[number]
        key = series.keys.iloc[rows.series[row]]
        points = series.month if rows.months[row] else series.quarter
        own = decisions[
            (decisions["provider_id"] == key["provider_id"])
            & (decisions["indicator"] == key["indicator"])
            & (decisions["sub_agreement_id"].isna() | (decisions["sub_agreement_id"] == key["sub_agreement_id"]))
            & (decisions["starts_on"] <= str(points.first_days[rows.begins[row]]))
        ].sort_values(["starts_on", "seq"])
        last = own.iloc[-1]
        said[number] = f"Opnieuw begonnen op {last['starts_on']}: {last['why']} ({last['decided_by']})."
    return said
