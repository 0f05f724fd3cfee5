"""Which figures should be there: agreed or ever delivered, for every quarter of the participation and around it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.keyed import among, any_in
from pipelines.measurement import CUT, SUB, quarters_between
from pipelines.register import FAR, Register
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Month, Quarter
from schemas.vocabulary import Evidence, Grain, PeriodKind, Unit

KEY = [*SUB, "quarter", "indicator"]


def span_of(figures: pd.DataFrame) -> list[Quarter]:
    """All quarters from the first to the last that anything was delivered about."""
    found = sorted(Quarter.parse(text) for text in figures["quarter"].unique())
    return quarters_between(found[0], found[-1]) if found else []


def phases(register: Register, quarters: list[Quarter], figures: pd.DataFrame) -> pd.DataFrame:
    """Per sub-agreement x quarter: `phase` running, not_yet_joined, not_yet_started, left or ended; from the start of
    the provider's umbrella agreement. A provider that a recipe registered has agreed nothing, so nothing is expected
    before its first and after its last delivered quarter."""
    days = pd.DataFrame(
        [(str(quarter), pd.Timestamp(quarter.first_day), pd.Timestamp(quarter.last_day)) for quarter in quarters],
        columns=["quarter", "first", "last"],
    )
    took_part = register.participation.merge(
        register.umbrella_agreement[["umbrella_agreement_id", "starts_on"]], how="left", on="umbrella_agreement_id",
        validate="many_to_one",
    )  # fmt: skip
    took_part["starts_on"] = took_part["starts_on"].fillna(took_part["joined_on"])
    provider = took_part.groupby("provider_id", as_index=False).agg(
        joined_on=("joined_on", "min"),
        left_on=("left_on", lambda s: s.fillna(FAR).max()),
        known_from=("starts_on", "min"),
    )
    run = register.spans.groupby(SUB, as_index=False).agg(
        runs_from=("runs_from", "min"), runs_until=("runs_until", "max")
    )
    grid = run.merge(provider, on="provider_id", validate="many_to_one").merge(days, how="cross")
    delivered = figures.groupby("provider_id")["quarter"].max()
    placeholder = ~grid["provider_id"].isin(register.registered)
    beyond = placeholder & (grid["quarter"] > grid["provider_id"].map(delivered).fillna(""))
    grid = grid[(grid["last"] >= grid["known_from"]) & ~beyond]
    grid["phase"] = np.select(
        [grid["last"] < grid["joined_on"], grid["first"] > grid["left_on"], grid["last"] < grid["runs_from"],
         grid["first"] > grid["runs_until"]],
        ["not_yet_joined", "left", "not_yet_started", "ended"],
        default="running",
    )  # fmt: skip
    return grid[[*SUB, "quarter", "phase"]]


def missing_figures(
    figures: pd.DataFrame, register: Register, phase: pd.DataFrame, *, on: frozenset[str] = frozenset(CATALOGUE)
) -> pd.DataFrame:
    """Rows (with reason_code, without value) for every expected quarter figure that is not in `figures`. on: the
    indicators that are in use; of others nothing is expected."""
    own = figures[(figures["grain"] == Grain.SUB_AGREEMENT.value) & figures["breakdown"].isna()]
    agreed = register.agreed_target[["sub_agreement_id", "indicator"]].merge(
        register.sub_agreement[["sub_agreement_id", "provider_id"]],
        on="sub_agreement_id",
        validate="many_to_one",
    )
    delivered = figures[figures["grain"] == Grain.SUB_AGREEMENT.value]
    wanted = pd.concat([own[[*SUB, "indicator"]], agreed[[*SUB, "indicator"]], delivered[[*SUB, "indicator"]]])
    always = [code for code, item in CATALOGUE.items() if code in on and not item.by_wave]
    wanted = wanted[wanted["indicator"].isin(always)].drop_duplicates()
    expected = _once_begun(phase.merge(wanted, on=SUB, validate="many_to_many"), own, agreed)
    have = own[own["period_kind"] == PeriodKind.QUARTER.value]
    expected = _since_asked(expected, delivered, register)
    absent = expected[~among(expected, have, KEY)].copy()
    return _explain(absent, own, delivered)


def _since_asked(expected: pd.DataFrame, delivered: pd.DataFrame, register: Register) -> pd.DataFrame:
    """What comes from a list of its own is missed from the first quarter in which it was agreed or delivered; and where
    the list is there, what it does not give was not agreed in that quarter."""
    apart = [code for code, item in CATALOGUE.items() if item.evidence is Evidence.CASE_LIST]
    came = delivered.loc[delivered["indicator"].isin(apart), [*SUB, "quarter"]].drop_duplicates()
    agreed = register.agreed_target
    agreed = agreed[agreed["indicator"].isin(apart)]
    starts = pd.concat(
        [
            came[["sub_agreement_id", "quarter"]],
            agreed[["sub_agreement_id"]].assign(
                quarter=[str(Month(day.year, day.month).quarter) for day in agreed["valid_from"]]
            ),
        ]
    )
    since = expected["sub_agreement_id"].map(starts.groupby("sub_agreement_id")["quarter"].min()).astype("str")
    there = among(expected, came, [*SUB, "quarter"])
    asked = (expected["quarter"] >= since.fillna("")) & since.notna() & ~there
    return expected[~expected["indicator"].isin(apart) | asked]


def _once_begun(expected: pd.DataFrame, own: pd.DataFrame, agreed: pd.DataFrame) -> pd.DataFrame:
    """Of the volunteers' sheet a quarter before its first is not missed, unless something was agreed about it."""
    series = [*SUB, "indicator"]
    first = own.groupby(series, as_index=False)["quarter"].min().rename(columns={"quarter": "begun"})
    begun = expected.merge(first, how="left", on=series, validate="many_to_one")["begun"].to_numpy()
    sheet = expected["indicator"].map({code: item.evidence is Evidence.VOLUNTEERS for code, item in CATALOGUE.items()})
    promised = among(expected, agreed, series)
    early = sheet.astype(bool) & ~promised & (expected["quarter"] < pd.Series(begun, index=expected.index))
    return expected[~early]


def _explain(absent: pd.DataFrame, own: pd.DataFrame, delivered: pd.DataFrame) -> pd.DataFrame:
    months = own[own["period_kind"] == PeriodKind.MONTH.value]
    has_months = among(absent, months, KEY)
    has_parts = among(absent, delivered[delivered["breakdown"].notna()], KEY)
    moment = absent["indicator"].map({code: item.moment for code, item in CATALOGUE.items()}).astype(bool)
    absent["reason_code"] = np.select(
        [absent["phase"] != "running", has_parts, has_months & moment, has_months],
        [absent["phase"], "only_breakdown", "last_month_missing", "quarter_missing"],
        default="not_delivered",
    )
    # a sub-agreement that only ever delivers parts has no total to miss in the quarters without parts
    return absent.drop(columns="phase").assign(
        grain=Grain.SUB_AGREEMENT.value, period=absent["quarter"], period_kind=PeriodKind.QUARTER.value,
        **{name: pd.Series(None, index=absent.index, dtype="str") for name in CUT[1:]},
    )  # fmt: skip


def without_partial_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """A provider total to which a running sub-agreement did not contribute would be too low: it becomes null."""
    key = ["provider_id", "indicator", "quarter"]
    own = (rows["grain"] == Grain.SUB_AGREEMENT.value) & rows["breakdown"].isna()
    gaps = own & rows["reason_code"].isin(
        [
            "not_delivered",
            "delivery_waiting",
            "months_missing",
            "last_month_missing",
            "quarter_missing",
            "year_incomplete",
        ]
    )
    partial = (rows["grain"] == Grain.PROVIDER.value) & any_in(rows, key, gaps.to_numpy())
    result = rows.copy()
    result.loc[partial, ["value", "numerator", "denominator", "n"]] = np.nan
    result.loc[partial, "reason_code"] = "part_missing"
    return result


def without_partial_quarters(rows: pd.DataFrame, register: Register) -> pd.DataFrame:
    """A count over a quarter of which a month is missing would be too low: it becomes null. A share stays, with the
    remark how many months it covers. Months in which the agreement did not run are not missed."""
    result = rows.copy()
    partial = result["reason_code"].isin(["months_1", "months_2"])
    for index in result.index[partial]:
        delivered = int(str(result.at[index, "reason_code"]).removeprefix("months_"))
        sub, provider = result.at[index, "sub_agreement_id"], result.at[index, "provider_id"]
        subs = [sub] if isinstance(sub, str) else register.sub_agreements_of.get(provider, ())
        due = sum(
            any(
                start <= pd.to_datetime(month.last_day.isoformat())
                and end >= pd.to_datetime(month.first_day.isoformat())
                for name in subs
                for start, end in register.runs.get(name, [])
            )
            for month in Quarter.parse(str(result.at[index, "quarter"])).months
        )
        if delivered >= due:
            result.at[index, "reason_code"] = None
        elif CATALOGUE[str(result.at[index, "indicator"])].unit is Unit.COUNT:
            result.loc[index, ["value", "numerator", "denominator", "n"]] = np.nan
            result.at[index, "reason_code"] = "months_missing"
    return result
