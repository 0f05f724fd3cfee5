"""Every indicator of the sample a second time: the delivered files read by openpyxl and csv, and plain pandas.

Shares no code with the pipelines. The golden file holds the figures that stand on tiles and in trends: one line per
series, one column per quarter, `value (n) target status`. Its diff is the review of a change in numbers. Renew it with
`KWARTAALBEELD_GOLDEN=write pytest tests/pipelines/test_measurement_again.py` and say why in CHANGELOG, Gewijzigde cijfers."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

GOLDEN = Path(__file__).parents[1] / "golden" / "lindendaal_values.csv"
MONTH = {name: i for i, name in enumerate(
    ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), start=1)} | {"maa": 3}  # fmt: skip
HIDDEN = ["too_few", "small_part"]
NEVER = ["BER-1", "BER-2", "BER-3", "BER-4", "BER-7", "TER-1", "TER-3", "TER-4"]
OUTCOMES = ["OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"]
SUMS, STOCKS = ["BER-5", "BER-6", "BER-8", "TEV-5"], ["BER-7", "TER-4", "TER-5"]
SHARES = ["TER-2", "TER-5", "TER-6", *OUTCOMES]
DIVIDED = ["BER-4", *SHARES]
WAVES = ["OUT-2"]  # once a year: a quarter without it misses nothing
PARTS = {"wijk": "district", "doelgroep": "target_group"}
CELL = ["sub_agreement_id", "quarter", "period", "indicator", "breakdown", "breakdown_value"]


def period_of(text: str) -> str:
    if match := re.fullmatch(r"(\d{4})-(\d\d|K\d)", text):
        return match[0]
    if match := re.fullmatch(r"(?:K(\d) |(\d)e kwartaal )(\d{4})", text):
        return f"{match[3]}-K{match[1] or match[2]}"
    name, year = text.split()
    return f"{year}-{MONTH[name[:3]]:02d}"


def quarter_of(period: str) -> str:
    return period if "K" in period else f"{period[:4]}-K{(int(period[5:]) + 2) // 3}"


def rows_of(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        rows = list(book["Kwartaalmonitor"].iter_rows(values_only=True))
        book.close()
        start = next(i for i, row in enumerate(rows) if "periode" in row)
        return [dict(zip(rows[start], row, strict=False)) for row in rows[start + 1 :]]
    data = path.read_bytes()
    text = data.decode("utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "cp1252")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def number(value: object) -> float:
    return np.nan if value in (None, "") else float(str(value).replace(",", "."))


@pytest.fixture(scope="module")
def delivered(lindendaal) -> pd.DataFrame:
    """The rows that count: of every provider and quarter the last file that was accepted."""
    with (lindendaal.files / "leveringen.csv").open(encoding="utf-8", newline="") as file:
        acts = [row for row in csv.DictReader(file, delimiter=";") if row["actie"] == "accepteren"]
    last: dict[tuple[str, str], Path] = {}
    for act in acts:
        path = lindendaal.files / act["bestand"]
        if path.parent.name.startswith("20"):
            last[(path.stem.removesuffix("-correctie"), path.parent.name)] = path
    records = []
    for (provider, quarter), path in last.items():
        for row in rows_of(path):
            figures = [number(row[name]) for name in ("waarde", "teller", "noemer")]
            if np.isnan(figures).all():
                continue
            period = period_of(str(row["periode"]))
            assert quarter_of(period) == quarter
            records.append((provider, row["deelovereenkomst"], quarter, period, row["indicator"],
                            PARTS.get(row["uitsplitsing"], ""), row["uitsplitsing waarde"] or "", *figures))  # fmt: skip
    names = ["provider_id", *CELL, "value", "numerator", "denominator"]
    return pd.DataFrame(records, columns=names)


@pytest.fixture(scope="module")
def expected(delivered: pd.DataFrame) -> pd.DataFrame:
    """Months as delivered; quarters as delivered, else made from their months where that is allowed."""
    is_quarter = delivered["period"] == delivered["quarter"]
    have = set(map(tuple, delivered.loc[is_quarter, [*CELL[:2], *CELL[3:]]].to_numpy()))
    months = delivered[~is_quarter]
    missing = [tuple(row) not in have for row in months[[*CELL[:2], *CELL[3:]]].to_numpy()]
    months = months[missing]
    summed = months[months["indicator"].isin([*SUMS, "TER-2", "TER-6"])]
    summed = summed.groupby(["provider_id", *CELL[:2], *CELL[3:]], as_index=False)[
        ["value", "numerator", "denominator"]
    ].sum(min_count=1)
    last = months["period"].str[5:].astype(int) % 3 == 0
    stock = months[months["indicator"].isin(STOCKS) & last]
    made = pd.concat([summed.assign(period=summed["quarter"]), stock.assign(period=stock["quarter"])])
    frame = pd.concat([delivered, made], ignore_index=True)
    share = frame["indicator"].isin(DIVIDED)
    frame.loc[share, "value"] = 100 * frame["numerator"] / frame["denominator"]
    return frame.set_index(CELL)


@pytest.fixture(scope="module")
def published(lindendaal_values: pd.DataFrame) -> pd.DataFrame:
    own = lindendaal_values[lindendaal_values["grain"] == "sub_agreement"].copy()
    own[["breakdown", "breakdown_value"]] = own[["breakdown", "breakdown_value"]].fillna("")
    return own.set_index(CELL)


def indicators() -> list[str]:
    return [
        *("BER-1", "BER-2", "BER-5", "BER-6", "BER-7", "TER-1", "TER-2", "TER-3", "TER-4", "TER-5"),
        *AGREED_BY_SOME,
    ]


AGREED_BY_SOME = ["BER-4", "BER-8", "TER-6", "TEV-5", *OUTCOMES]


@pytest.mark.parametrize("code", indicators())
def test_every_published_figure_is_what_the_files_say(expected: pd.DataFrame, published: pd.DataFrame, code: str):
    ours = published[published.index.get_level_values("indicator") == code]
    theirs = expected[expected.index.get_level_values("indicator") == code]
    assert not theirs.index.duplicated().any() and not ours.index.duplicated().any()
    shown = ours[ours["value"].notna()]
    assert len(shown) > (20 if code in AGREED_BY_SOME else 200)
    again = theirs.reindex(shown.index)
    assert (shown["value"] == again["value"]).all()
    if code in DIVIDED:
        assert (shown[["numerator", "denominator"]] == again[["numerator", "denominator"]]).all(axis=None)
        assert shown["lower"].notna().all() == (code in SHARES)  # a counted target group has no margin
    counted = again["denominator"] if code in (*SHARES, "TER-1", "TER-3") else again["value"]
    counted = again["numerator"] if code == "BER-4" else counted
    assert (shown["n"] == counted).all()


@pytest.mark.parametrize("code", indicators())
def test_every_delivered_figure_is_published_or_hidden_for_protection(
    expected: pd.DataFrame, published: pd.DataFrame, code: str
):
    theirs = expected[expected.index.get_level_values("indicator") == code]
    ours = published.reindex(theirs["value"].dropna().index)
    assert ours["grain"].notna().all()
    gone = ours[ours["value"].isna()]
    assert set(gone["reason_code"]) <= set(HIDDEN)


def test_a_hidden_or_missing_quarter_is_a_gap_not_a_zero(published: pd.DataFrame):
    gone = published[published["value"].isna()]
    assert len(gone) > 1000
    assert gone[["numerator", "lower", "upper"]].isna().all(axis=None)
    counted = gone["more_than"].notna() | gone["reason_code"].eq("beyond_follow_up")  # enough cases, no figure yet
    assert gone.loc[~counted, ["denominator", "n"]].isna().all(axis=None) and (gone.loc[counted, "n"] >= 10).all()
    assert gone["reason"].notna().all()
    zeros = published[published["value"] == 0]
    assert set(zeros.index.get_level_values("indicator")) >= {"BER-5"}  # a real nought is shown


OF_A_PROVIDER = ["delivery", "social_return"]  # about the provider as a whole: no sum of its sub-agreements either
ASKED = ("TEV-1", "TEV-2", "TEV-3", "TEV-4")  # in a survey, of the provider as a whole: no sum of its sub-agreements


def test_what_must_not_be_added_has_no_totals(lindendaal_values: pd.DataFrame):
    totals = lindendaal_values[
        (lindendaal_values["grain"] == "provider") & ~lindendaal_values["theme"].isin(OF_A_PROVIDER)
    ]
    volunteers = {f"WED-{number}" for number in range(1, 11)}
    assert set(totals["indicator"]) <= {*SUMS, *SHARES, *volunteers, *ASKED}
    assert not set(NEVER) & set(totals["indicator"])
    assert totals["sub_agreement_id"].isna().all() and totals["breakdown"].isna().all()


def test_unique_persons_and_medians_are_not_made_from_months(delivered: pd.DataFrame, published: pd.DataFrame):
    given = set(delivered.loc[delivered["period"] == delivered["quarter"], CELL].itertuples(index=False, name=None))
    codes = published.index.get_level_values("indicator")
    periods = published.index.get_level_values("period").str.contains("K")
    shown = published[codes.isin(["BER-1", "TER-1", "TER-3"]) & periods & published["value"].notna()]
    assert len(shown) > 300 and set(shown.index) <= given


@pytest.mark.parametrize("code", ["BER-5", "BER-6", "TER-2", "TER-5", "BER-8", "OUT-1"])
def test_a_total_of_a_provider_is_the_sum_of_its_sub_agreements(
    expected: pd.DataFrame, lindendaal_values: pd.DataFrame, code: str
):
    totals = lindendaal_values[(lindendaal_values["grain"] == "provider") & (lindendaal_values["indicator"] == code)]
    shown = totals[totals["value"].notna()].set_index(["provider_id", "period"])
    assert len(shown) > 10
    rows = expected.reset_index()
    rows = rows[(rows["indicator"] == code) & (rows["breakdown"] == "")]
    again = rows.groupby(["provider_id", "period"])[["value", "numerator", "denominator"]].sum().reindex(shown.index)
    if code in SHARES:
        assert (shown["numerator"] == again["numerator"]).all()
        assert (shown["denominator"] == again["denominator"]).all()
        # sum of numerators over sum of denominators, and not a mean of percentages
        assert (shown["value"] == 100 * again["numerator"] / again["denominator"]).all()
    else:
        assert (shown["value"] == again["value"]).all()


def test_only_providers_with_more_sub_agreements_have_a_total(delivered: pd.DataFrame, lindendaal_values: pd.DataFrame):
    several = delivered.groupby("provider_id")["sub_agreement_id"].nunique()
    totals = lindendaal_values[
        (lindendaal_values["grain"] == "provider") & ~lindendaal_values["theme"].isin(OF_A_PROVIDER)
    ]
    totals = totals[~totals["indicator"].isin(ASKED)]
    assert set(totals["provider_id"]) == set(several[several > 1].index)


def test_reach_against_agreement_is_reach_over_its_target(published: pd.DataFrame):
    wide = published.reset_index()
    wide = wide[(wide["breakdown"] == "") & (wide["period"] == wide["quarter"])]
    base = wide[wide["indicator"] == "BER-2"].set_index(["sub_agreement_id", "quarter"])
    derived = wide[wide["indicator"] == "BER-3"].set_index(["sub_agreement_id", "quarter"])
    derived = derived[derived["value"].notna()]
    assert len(derived) > 200
    part = base.loc[derived.index]
    assert (derived["value"] == 100 * part["value"] / part["target"]).all()
    assert (
        not published.loc[published["period_kind"] == "month"].index.get_level_values("indicator").isin(["BER-3"]).any()
    )


def test_a_yearly_target_is_pro_rata_for_the_months_of_participation(lindendaal, published: pd.DataFrame):
    """Recomputed from the register workbook alone, month by month."""
    book = openpyxl.load_workbook(lindendaal.files / "stamgegevens.xlsx", read_only=True)
    tables = {}
    for name in ("deelovereenkomsten", "deelname", "prestatieafspraken"):
        header, *rows = book[name].iter_rows(values_only=True)
        tables[name] = pd.DataFrame(rows, columns=header)
    book.close()
    joined = tables["deelname"].set_index("aanbieder")
    subs = tables["deelovereenkomsten"].set_index("deelovereenkomst")
    norms = tables["prestatieafspraken"]
    far = pd.Timestamp("2100-01-01")
    shown = published[
        (published.index.get_level_values("indicator") == "BER-2") & (published["period_kind"] == "quarter")
        & published["target"].notna()
    ]  # fmt: skip
    assert len(shown) > 200
    for cell, row in shown.iterrows():
        sub, quarter = cell[0], cell[1]
        provider = subs.at[sub, "aanbieder"]
        begin = max(subs.at[sub, "ingangsdatum"], joined.at[provider, "toegetreden op"])
        planned, left = subs.at[sub, "einddatum"], joined.at[provider, "uitgetreden op"]
        planned, left = far if pd.isna(planned) else planned, far if pd.isna(left) else left
        year, last = int(quarter[:4]), 3 * int(quarter[-1])
        days = [pd.Timestamp(year, month, 15) for month in range(1, 13)]
        part_of_year = [day for day in days if begin <= day <= planned]
        target = 0.0
        for day in part_of_year:
            if day.month <= last and day <= left:
                valid = norms[(norms["deelovereenkomst"] == sub) & (norms["indicator"] == "BER-2")
                              & (norms["geldig vanaf"] <= day) & ~(norms["geldig tot en met"] < day)]  # fmt: skip
                target += float(valid["norm"].iloc[0]) / len(part_of_year) if len(valid) else 0.0
        assert row["target"] == pytest.approx(target, rel=1e-12), cell


@pytest.fixture(scope="module")
def acts(lindendaal) -> pd.DataFrame:
    """Every quarterly file with its provider, its quarter and the day on which it came in."""
    table = pd.read_csv(lindendaal.files / "leveringen.csv", sep=";", dtype="str")
    table = table[table["actie"].isin(["accepteren", "wachten"]) & table["bestand"].str.startswith("20")]
    paths = [Path(name) for name in table["bestand"]]
    return table.assign(
        provider_id=[path.stem.removesuffix("-correctie") for path in paths],
        quarter=[path.parent.name for path in paths],
        day=pd.to_datetime(table["op"].str[:10], format="%Y-%m-%d"),
    )


@pytest.fixture(scope="module")
def running(lindendaal) -> set[tuple[str, str, str]]:
    """Provider, sub-agreement, quarter: where both the participation and the agreement run on one of its days."""
    joined = pd.read_excel(lindendaal.files / "stamgegevens.xlsx", engine="openpyxl", sheet_name="deelname").set_index(
        "aanbieder"
    )
    subs = pd.read_excel(lindendaal.files / "stamgegevens.xlsx", engine="openpyxl", sheet_name="deelovereenkomsten")
    far = pd.Timestamp("2100-01-01")
    found = set()
    for row in subs.to_dict("records"):
        part = joined.loc[row["aanbieder"]]
        begin = max(row["ingangsdatum"], part["toegetreden op"])
        end = min(far if pd.isna(day) else day for day in (row["einddatum"], part["uitgetreden op"]))
        for period in pd.period_range("2022Q3", "2025Q4", freq="Q"):
            if period.end_time >= begin and period.start_time <= end:
                found.add((row["aanbieder"], row["deelovereenkomst"], f"{period.year}-K{period.quarter}"))
    return found


def lev(values: pd.DataFrame, code: str) -> pd.DataFrame:
    rows = values[values["indicator"] == code].set_index(["provider_id", "quarter"])
    assert rows.index.is_unique
    assert set(rows["grain"]) == {"provider"} and rows["headline"].all() and rows["lower"].isna().all()
    return rows


def test_completeness_is_what_came_of_what_was_agreed_or_ever_delivered(
    lindendaal, acts: pd.DataFrame, running: set[tuple[str, str, str]], lindendaal_values: pd.DataFrame
):
    norms = pd.read_excel(lindendaal.files / "stamgegevens.xlsx", engine="openpyxl", sheet_name="prestatieafspraken")
    apart = norms["indicator"].str.fullmatch(r"WED-\d+|TER-1\d")  # volunteers and cases are deliveries of their own
    norms = norms[~apart]
    wanted = set(norms[["deelovereenkomst", "indicator"]].itertuples(index=False, name=None))
    accepted = acts[acts["actie"] == "accepteren"].drop_duplicates(["provider_id", "quarter"], keep="last")
    came = set()
    for path, quarter in zip(accepted["bestand"], accepted["quarter"], strict=True):
        for row in rows_of(lindendaal.files / path):
            said = [row[name] for name in ("waarde", "teller", "noemer", "toelichting")]
            if any(text not in (None, "") for text in said):
                wanted.add((row["deelovereenkomst"], row["indicator"]))
                came.add((row["deelovereenkomst"], quarter, row["indicator"]))
    counts: dict[tuple[str, str], list[bool]] = {}
    for provider, sub, quarter in running:
        for owner, indicator in wanted:
            if owner == sub and (indicator not in WAVES or (sub, quarter, indicator) in came):
                counts.setdefault((provider, quarter), []).append((sub, quarter, indicator) in came)
    again = pd.DataFrame({key: (sum(found), len(found)) for key, found in counts.items()}, index=["numerator", "n"]).T
    found = lev(lindendaal_values, "LEV-1")
    assert len(found) == len(again) > 300
    again = again.reindex(found.index)
    assert (found["numerator"] == again["numerator"]).all()
    assert (found["denominator"] == again["n"]).all() and (found["n"] == again["n"]).all()
    assert (found["value"] == 100 * again["numerator"] / again["n"]).all()
    assert set(found["value"]) >= {0.0, 100.0}


def test_a_delivery_is_in_time_when_its_first_version_came_within_four_weeks(
    acts: pd.DataFrame, running: set[tuple[str, str, str]], lindendaal_values: pd.DataFrame
):
    first = acts.groupby(["provider_id", "quarter"])["day"].min()
    found = lev(lindendaal_values, "LEV-2")
    assert set(found.index) == {(provider, quarter) for provider, _, quarter in running}
    for (provider, quarter), row in found.iterrows():
        end = pd.Period(quarter.replace("-K", "Q"), freq="Q").end_time.normalize()
        came = first.get((provider, quarter))
        in_time = came is not None and came <= end + pd.Timedelta(days=4 * 7)
        assert (row["value"], row["n"]) == (100.0 * in_time, 1), (provider, quarter)
    assert set(found["value"]) == {0.0, 100.0}


def golden_of(values: pd.DataFrame) -> str:
    rows = values[values["headline"]]
    text = [
        f"{_short(value)} ({_short(n)}) {_short(target)} {status}"
        for value, n, target, status in rows[["value", "n", "target", "status"]].itertuples(index=False)
    ]
    series = rows[["provider_id", "sub_agreement_id", "indicator", "quarter"]].fillna("").assign(text=text)
    wide = series.pivot(index=["provider_id", "sub_agreement_id", "indicator"], columns="quarter", values="text")
    return wide.fillna("").to_csv(lineterminator="\n")


def _short(value: float) -> str:
    return "-" if pd.isna(value) else repr(float(value)).removesuffix(".0")


def test_the_figures_of_lindendaal_are_those_of_the_golden_file(lindendaal_values: pd.DataFrame):
    found = golden_of(lindendaal_values)
    if os.environ.get("KWARTAALBEELD_GOLDEN") == "write":
        GOLDEN.write_text(found, encoding="utf-8")
    kept = GOLDEN.read_text(encoding="utf-8")
    changed = [
        f"- {old}\n+ {new}" for old, new in zip(kept.splitlines(), found.splitlines(), strict=False) if old != new
    ]
    assert found == kept, "\n".join(changed[:20])
