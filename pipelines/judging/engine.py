"""The verdict engine: from protected figures to one headline verdict per series and quarter, and all that shows why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.judging.charting import NO_CHART, Charts, charts_of
from pipelines.judging.methods import UNFIT, Method, fit_of
from pipelines.judging.pace import COLUMNS as FORECAST
from pipelines.judging.pace import forecasts
from pipelines.judging.rows import Rows, judged_heads, rows_of
from pipelines.judging.rules import NO_FIGURE, rule_of
from pipelines.judging.series import Series, series_of
from pipelines.judging.tables import counts_table, limits_table, looked_at, points_table, signals_table
from pipelines.judging.words import sentence_of
from pipelines.settings import Settings
from schemas.vocabulary import Assurance, Variation

_AT_ONCE = 20_000  # headline rows: what fits in memory, however many providers there are
COLUMNS = ["verdict", "verdict_sentence", "variation", "assurance"]


@dataclass(frozen=True)
class Verdicts:
    """`values` with the eight columns of the verdict, and the other tables by their published name."""

    values: pd.DataFrame
    tables: dict[str, pd.DataFrame]


def verdicts(values: pd.DataFrame, agreed: pd.DataFrame, decisions: pd.DataFrame, *, settings: Settings) -> Verdicts:
    """Gates in order: privacy and minimum n (what is hidden comes in empty), enough points, compute, verdict.

    values: protected and judged rows with `headline`. agreed: as targets.targets. decisions: re-basing decisions with
    seq, provider_id, sub_agreement_id (null: all), indicator, starts_on (ISO), why, decided_by.
    """
    series = series_of(values)
    if series.heads.empty:
        return Verdicts(values.assign(**dict.fromkeys([*COLUMNS, *FORECAST])), {})
    heads = judged_heads(series)
    batches = [
        _batch(series, heads[start : start + _AT_ONCE], decisions, settings=settings)
        for start in range(0, max(len(heads), 1), _AT_ONCE)
    ]
    found = pd.concat([batch[0] for batch in batches])
    said = _headlines(series, found, settings).join(forecasts(series, agreed))
    tables = {
        name: pd.concat([batch[1][name] for batch in batches], ignore_index=True)
        for name in ("control_limits", "control_points", "signals")
    }
    counted = pd.concat([batch[1]["looked_at"] for batch in batches], ignore_index=True)
    return Verdicts(values.join(said), {**tables, "signal_counts": counts_table(counted)})


def _batch(
    series: Series, heads: NDArray[np.int64], decisions: pd.DataFrame, *, settings: Settings
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """What the charts of some headline rows say (per position of the row), and their tables."""
    rows = rows_of(series, decisions, heads)
    directions = np.array([item.direction.value for item in series.declared], dtype="<U8")[rows.series]
    charts = charts_of(rows, directions, settings)
    shown = series.heads["value"].notna().to_numpy()[rows.head]
    tables = {
        "control_limits": limits_table(series, rows, charts, decisions),
        "control_points": points_table(series, rows, charts, directions),
        "signals": signals_table(series, rows, charts, directions=directions, shown=shown, settings=settings),
        "looked_at": looked_at(series, rows, charts, shown),
    }
    return _spoken(rows, charts), tables


def _spoken(rows: Rows, charts: Charts) -> pd.DataFrame:
    newest = np.flatnonzero(rows.newest)
    columns = {name: getattr(charts, name)[newest] for name in ("cause", "assurance", "method", "rule", "points")}
    return pd.DataFrame({**columns, "months": rows.months[newest]}, index=rows.head[newest])


def _headlines(series: Series, found: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """COLUMNS per headline row: the gates, and then the table of rules."""
    heads = series.heads
    spoken = found.reindex(range(len(heads))).set_index(heads.index)
    fits = np.array([fit_of(item).value for item in series.declared], dtype=object)[heads["series"]]
    forbidden = np.isin(fits, [fit.value for fit in UNFIT])
    spoken["method"] = np.where(forbidden, fits, spoken["method"].fillna(Method.STALE.value))
    spoken["cause"] = np.where(
        heads["value"].isna() & heads["more_than"].isna(), NO_FIGURE, spoken["cause"].fillna(NO_CHART)
    )
    quiet = spoken["cause"].isin([NO_FIGURE, NO_CHART])
    spoken["assurance"] = spoken["assurance"].fillna("").mask(quiet, "")
    spoken = spoken.fillna({"rule": "", "points": 0, "months": False})
    columns = (heads["status"], spoken["cause"], spoken["assurance"], spoken["method"], spoken["rule"], spoken["months"],
               spoken["points"], heads["direction"])  # fmt: skip
    facts = list(zip(*(column.tolist() for column in columns), strict=True))
    said = {
        fact: (
            rule_of(*fact[:3]).verdict.value,
            sentence_of(*fact[:3], method=method, rule=rule, months=bool(months), points=int(points),
                        direction=direction, settings=settings),
        )
        for fact in set(facts) for method, rule, months, points, direction in [fact[3:]]
    }  # fmt: skip
    icons = spoken["cause"].isin(list(Variation)), spoken["assurance"].isin(list(Assurance))
    return pd.DataFrame([said[fact] for fact in facts], columns=COLUMNS[:2], index=heads.index, dtype="str").assign(
        variation=spoken["cause"].where(icons[0]), assurance=spoken["assurance"].where(icons[1])
    )
