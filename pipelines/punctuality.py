"""LEV-1 and LEV-2: how complete and how timely a provider delivered, as figures beside those that it delivered."""

from __future__ import annotations

import pandas as pd

from pipelines.ledger import Ledger, day_of
from pipelines.parties.projecting import KINDS as QUESTIONS
from pipelines.settings import Settings
from pipelines.slots import SLOT, timed
from pipelines.social_return.projecting import KINDS as ENTRIES
from pipelines.talk.projecting import KINDS
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Grain, PeriodKind

# reasons of a figure that is not asked for, and of one that did not come
_OUTSIDE = ("not_yet_joined", "not_yet_started", "left", "ended")
_ABSENT = ("not_delivered", "delivery_waiting", "months_missing", "quarter_missing", "last_month_missing")
_NO_ACTS = ("published", "settings", "initialised", "rebased", "annotated", "annotation_removed",
            "open_answer_released", "open_answer_refused", *KINDS, *QUESTIONS, *ENTRIES)  # fmt: skip


def today_of(ledger: Ledger) -> pd.Timestamp:
    """The day of the last act on a delivery: the ledger's own today, so that the same ledger gives the same figures."""
    marks = ", ".join("?" * len(_NO_ACTS))
    last = ledger.rows(f"select max(at) as at from event where kind not in ({marks})", _NO_ACTS)  # noqa: S608 - marks only
    return day_of(last[0]["at"] or "1900-01-01")


def delivery_figures(
    values: pd.DataFrame, slots: pd.DataFrame, running: pd.DataFrame, *, settings: Settings, today: pd.Timestamp
) -> pd.DataFrame:
    """Rows for `values`, one per provider x quarter and indicator, where something came or the last day has passed.

    values: figures with their reason_code, before the verdict. slots: as slots.standing. running: provider_id and
    quarter of each slot in which a provider takes part.
    """
    due = timed(running.merge(slots, how="left", on=SLOT, validate="one_to_one"), settings)
    due = due[due["received_at"].notna() | (due["due_on"] < today)]
    complete = due.merge(_counted(values), on=SLOT, validate="one_to_one").assign(indicator="LEV-1")
    in_time = due["first_received_at"].notna() & (due["days_late"] <= 0).fillna(False)
    timely = due.assign(indicator="LEV-2", numerator=in_time.astype("float64"), denominator=1.0)
    rows = pd.concat([complete, timely], ignore_index=True)[[*SLOT, "indicator", "numerator", "denominator"]]
    return rows.assign(
        value=100 * rows["numerator"] / rows["denominator"],
        n=rows["denominator"],
        grain=Grain.PROVIDER.value,
        period=rows["quarter"],
        period_kind=PeriodKind.QUARTER.value,
        per_part=False,
    )


def _counted(values: pd.DataFrame) -> pd.DataFrame:
    """Per slot how many quarter figures of its sub-agreements came (numerator) of how many expected (denominator)."""
    asked = values["indicator"].map({code: item.delivered for code, item in CATALOGUE.items()}).astype(bool)
    whole = values[
        asked
        & (values["grain"] == Grain.SUB_AGREEMENT.value)
        & (values["period_kind"] == PeriodKind.QUARTER.value)
        & values["breakdown"].isna()
        & ~values["reason_code"].isin(_OUTSIDE)
    ]
    came = (~whole["reason_code"].isin(_ABSENT)).astype("float64")
    counted = whole.assign(numerator=came).groupby(SLOT)["numerator"].agg(["sum", "size"]).reset_index()
    return counted.rename(columns={"sum": "numerator", "size": "denominator"}).astype({"denominator": "float64"})
