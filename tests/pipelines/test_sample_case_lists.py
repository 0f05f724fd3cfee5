"""The sample's case lists: read again by other means, and every figure from them computed a second time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import small_cases

from pipelines.sample.case_lists import DELIVER, FOLDER
from schemas.quarter import Quarter

CODES = ["TER-11", "TER-12", "TER-13", "TER-14"]
# sub-agreement: the term in days, and whether these are working days
TERMS = {"DO-2022-01": (42, False), "DO-2022-06": (28, False), "DO-2022-22": (42, False), "DO-2022-25": (42, False),
         "DO-2022-10": (20, True), "DO-2022-09": (42, False)}  # fmt: skip
# written out by hand: every weekday on which nobody works, 2023 to 2025
OFF = {
    date(2023, 4, 7), date(2023, 4, 10), date(2023, 4, 27), date(2023, 5, 18), date(2023, 5, 29), date(2023, 12, 25),
    date(2023, 12, 26), date(2024, 1, 1), date(2024, 3, 29), date(2024, 4, 1), date(2024, 5, 9), date(2024, 5, 20),
    date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 5),
    date(2025, 5, 29), date(2025, 6, 9), date(2025, 12, 25), date(2025, 12, 26),
}  # fmt: skip


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, delimiter=";")
        return
    head, *rows = openpyxl.load_workbook(path)["Zakenlijst"].iter_rows(values_only=True)
    yield from (dict(zip(head, row, strict=True)) for row in rows)


def day(cell: Any) -> date | None:
    if not cell:
        return None
    if isinstance(cell, str):
        return date(*map(int, reversed(cell.split("-"))))
    return cell.date()


@pytest.fixture(scope="module")
def lists(lindendaal: Any) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """(sub-agreement, quarter) -> its rows, dates as dates."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for path in sorted((lindendaal.files / FOLDER).iterdir()):
        for row in rows_of(path):
            row |= {name: day(row[name]) for name in ("aanvraagdatum", "startdatum", "einddatum")}
            found.setdefault((row["deelovereenkomst"], row["kwartaal"]), []).append(row)
    return found


@pytest.fixture(scope="module")
def published(lindendaal_values: pd.DataFrame) -> dict[tuple[str, str, str], Any]:
    own = lindendaal_values[lindendaal_values["indicator"].isin(CODES)]
    return {(row.sub_agreement_id, row.quarter, row.indicator): row for row in own.itertuples()}


def waited(row: dict[str, Any], last: date, *, working: bool) -> int:
    begin, end = row["aanvraagdatum"], row["startdatum"] or row["einddatum"] or last
    days = (begin + timedelta(days=step) for step in range(1, (end - begin).days + 1))
    return sum(not working or (one.weekday() < 5 and one not in OFF) for one in days)


def test_six_providers_deliver_a_list_each_quarter_since_2024(lindendaal: Any, lists: dict):
    assert len(DELIVER) == 6
    assert len(list((lindendaal.files / FOLDER).iterdir())) == 6 * 8
    assert {quarter for _, quarter in lists} == {str(Quarter(2024, 1).shift(n)) for n in range(8)}


def test_every_figure_from_a_case_list_is_kaplan_meier_over_its_rows(lists: dict, published: dict):
    shown = 0
    for (sub, quarter), rows in lists.items():
        last, first = Quarter.parse(quarter).last_day, Quarter.parse(quarter).shift(-3).first_day
        cohort = [row for row in rows if row["aanvraagdatum"] >= first]
        term, working = TERMS.get(sub, (None, False))
        days = [waited(row, last, working=working) for row in cohort]
        closed = [row["startdatum"] is not None for row in cohort]
        steps = small_cases.km(days, closed)
        few = len(cohort) < 10 or sum(closed) < 5
        median, late = published[sub, quarter, "TER-11"], published[sub, quarter, "TER-13"]
        expected = None if few else small_cases.km_quantile(steps, 0.5)
        if median.reason_code != "too_few_at_risk":
            assert expected == (None if pd.isna(median.value) else median.value)
        assert few == (median.reason_code in ("too_few", "too_few_started"))
        p90 = None if few else small_cases.km_quantile(steps, 0.9)
        assert p90 == next((v for v in (late.value, late.more_than) if not pd.isna(v)), None) or p90 is None
        assert few <= (pd.isna(late.value) and pd.isna(late.more_than))
        if term is not None:
            within = published[sub, quarter, "TER-12"]
            at_risk = sum(t >= term for t in days)
            if few:
                assert pd.isna(within.value)
            elif at_risk < 10:  # of the requests at least as old as the term, who withdrew left out
                old = [
                    (waited(row, last, working=working), row["startdatum"] is not None)
                    for row in cohort
                    if waited({**row, "startdatum": None, "einddatum": None}, last, working=working) >= term
                    and (row["startdatum"] or not row["einddatum"])
                ]
                share = 100 * sum(t <= term and started for t, started in old) / len(old) if len(old) >= 10 else None
                assert share == (None if pd.isna(within.value) else pytest.approx(within.value, abs=1e-9))
            else:
                assert within.value == pytest.approx(100 * small_cases.km_within(steps, term), abs=1e-9)
                shown += 1
        assert published[sub, quarter, "TER-14"].value == sum(
            row["startdatum"] is None and row["einddatum"] is None for row in rows
        )
    assert shown > 10


def test_who_waits_according_to_the_list_are_those_of_the_monitor(published: dict, lindendaal_values: pd.DataFrame):
    stock = lindendaal_values[(lindendaal_values["indicator"] == "TER-4") & lindendaal_values["breakdown"].isna()]
    told = {(row.sub_agreement_id, row.period): row.value for row in stock.itertuples() if row.period == row.quarter}
    for (sub, quarter, code), row in published.items():
        if code == "TER-14" and not pd.isna(row.value):
            assert row.value == told[sub, quarter], (sub, quarter)


def test_the_sample_shows_what_open_cases_do(published: dict):
    """The monitor's share within the term looks well while the queue of Rondom Wonen grows; this one does not."""
    late = published["DO-2022-25", "2025-K4", "TER-13"]
    assert pd.isna(late.value) and late.more_than > 56 and late.status == "behind"
    assert published["DO-2022-25", "2025-K4", "TER-12"].value < 80
    assert published["DO-2022-09", "2025-K4", "TER-11"].status in ("too_few", "no_target")  # about one request a month


def test_quarters_before_the_lists_are_not_missed(published: dict):
    assert min(quarter for _, quarter, _ in published) == "2024-K1"
    assert {row.status for row in published.values()} <= {
        "on_track", "attention", "behind", "uncertain", "no_target", "too_few",
    }  # fmt: skip
