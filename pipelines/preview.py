"""What a delivery would change, in figures and verdicts, before it counts: computed for real, then taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.computing import compute
from pipelines.settings import load_settings
from pipelines.talk.standing import SETTLED
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Status

_FIGURE = ["provider_id", "sub_agreement_id", "grain", "quarter", "period", "period_kind", "indicator", "breakdown",
           "breakdown_value"]  # fmt: skip
_SHOWN = ["value", "numerator", "denominator", "n", "lower", "upper", "target", "status", "reason", "previous_value",
          "year_ago_value", "note"]  # fmt: skip
_SAID = ["verdict_sentence", "forecast_sentence"]  # in a report, and moved by another quarter too
_LOCKED = f"""
select provider_id, quarter from locked_slot union select a.provider_id, a.quarter from active_slot a
join ({SETTLED}) c on c.quarter = a.quarter and c.provider_id in (a.provider_id, '*')
"""  # noqa: S608 - a constant of ours
MOST = 500  # changed figures that are named; the rest is counted


@dataclass(frozen=True)
class Change:
    """One figure that stands for its indicator in a quarter, as it is now and as it would be. None: not there."""

    provider_id: str
    provider: str
    sub_agreement: str | None
    quarter: str
    indicator: str
    title: str
    unit: str
    before: float | None
    after: float | None
    status_before: str | None
    status_after: str | None
    locked: bool  # the quarter is vastgesteld, and yet this figure would move
    n_before: float | None = None
    n_after: float | None = None


@dataclass(frozen=True)
class Preview:
    """`figures` counts every published figure that changes, `changes` names the headline ones of the quarter itself;
    `reports` are the provider x quarter reports in which anything changes, be it a sentence, `locked` those among them that are settled."""

    figures: int
    changes: tuple[Change, ...]
    unnamed: int
    reports: tuple[tuple[str, str], ...]
    locked: tuple[tuple[str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def preview_within(acts: Acts, delivery_id: str, frames: Mapping[str, pd.DataFrame]) -> Preview:
    """Compare what would be published with and without this delivery. Changes nothing."""
    settings = load_settings(acts.home.root)
    now = compute(acts, settings)
    with acts.ledger.trying(), acts.warehouse.trying(delivery_id, frames):
        acts.ledger.append("accepted", {"delivery_id": delivery_id}, actor="-")
        then = compute(acts, settings)
    locked = {(row["provider_id"], row["quarter"]) for row in acts.ledger.rows(_LOCKED)}
    return compare(now["values"], then["values"], locked)


def compare(now: pd.DataFrame, then: pd.DataFrame, locked: set[tuple[str, str]]) -> Preview:
    """The figures of two publications side by side."""
    columns = [*_FIGURE, *_SHOWN, *_SAID, "provider", "sub_agreement", "headline"]
    both = now[columns].merge(then[columns], how="outer", on=_FIGURE, suffixes=("_now", "_then"), validate="one_to_one")
    changed = both[_differs(both, _SHOWN)]
    read = both[_differs(both, [*_SHOWN, *_SAID])]
    reports = sorted(set(zip(read["provider_id"], read["quarter"], strict=True)))
    head = changed["headline_now"].eq(True) | changed["headline_then"].eq(True)
    told = changed["value_now"].ne(changed["value_then"]) & ~(
        changed["value_now"].isna() & changed["value_then"].isna()
    )
    told |= changed["status_now"].fillna("").ne(changed["status_then"].fillna(""))
    named = changed[head & told].sort_values(["provider_id", "quarter", "indicator"], kind="stable")
    order = {code: place for place, code in enumerate(CATALOGUE)}
    named = named.assign(place=named["indicator"].map(order)).sort_values(["quarter", "place"], kind="stable")
    changes = tuple(_change(row, locked) for row in named.head(MOST).to_dict("records"))
    return Preview(
        len(changed), changes, max(0, len(named) - MOST), tuple(reports), tuple(sorted(locked & set(reports)))
    )


def _differs(both: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Rows in which any of these columns is not what it was."""
    moved = pd.Series(False, index=both.index)
    for name in names:
        before, after = both[f"{name}_now"], both[f"{name}_then"]
        moved |= ~((before == after) | (before.isna() & after.isna())).fillna(False).astype(bool)
    return moved


def _change(row: Mapping[str, Any], locked: set[tuple[str, str]]) -> Change:
    indicator = CATALOGUE[row["indicator"]]
    return Change(
        provider_id=row["provider_id"],
        provider=_either(row, "provider") or row["provider_id"],
        sub_agreement=_either(row, "sub_agreement"),
        quarter=row["quarter"],
        indicator=row["indicator"],
        title=indicator.title,
        unit=indicator.unit.value,
        before=_known(row["value_now"]),
        after=_known(row["value_then"]),
        status_before=_known(row["status_now"]),
        status_after=_known(row["status_then"]),
        locked=(row["provider_id"], row["quarter"]) in locked,
        n_before=_known(row["n_now"]),
        n_after=_known(row["n_then"]),
    )


def _either(row: Mapping[str, Any], name: str) -> str | None:
    return _known(row[f"{name}_then"]) or _known(row[f"{name}_now"])


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def status_word(code: str | None) -> str:
    return Status(code).label if code else "geen cijfer"
