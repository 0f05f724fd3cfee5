"""Social return in a publication: only what people approved counts, every line with its calculation, no candidates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_social_return import bought, delivered, portfolio, promise
from small_town import Town

from pipelines import record


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_the_portfolio_of_the_domain_is_published_with_its_calculations(town: Town):
    delivered(town)
    record.approve_entries(town.home, [item.entry_id for item in record.entries_to_review(town.home)], by="coordinator")
    town.publish()
    (stands,) = town.table("sr_fulfilment").to_dict("records")
    assert stands["obligation"] == 42_500.00
    assert stands["approved"] == 46_366.05  # 22,356.16 + 7,427.70 + 10,082.19 + 6,500.00
    assert round(stands["share"], 1) == 109.1
    assert stands["status"] == "surplus"
    lines = town.table("sr_lines")
    assert lines["formula"].tolist() == [
        "40.000 x 24/36 x 306/365 = 22.356,16",
        "6.500 x 100% = 6.500,00",
        "20.000 x 36/36 x 184/365 = 10.082,19",
        "25.000 x 32/36 x 122/365 = 7.427,70",
    ]
    (promised,) = town.table("sr_obligations").to_dict("records")
    assert promised["formula"] == "5% van 850.000 (afgesproken opdrachtwaarde) = 42.500,00"
    assert promised["table_note"].startswith("Niet in bron, hier gekozen: een minimum aan uren")
    (whole,) = town.table("sr_totals").to_dict("records")
    assert whole["sentence"] == (
        "Van 1 verplichting van samen € 42.500,00 is € 46.366,05 goedgekeurd. "
        "Met wat nu loopt, wordt elke verplichting gehaald."
    )


def test_what_was_not_approved_stands_apart_and_no_candidate_is_published(town: Town):
    delivered(town)
    by_form = {item.form: item.entry_id for item in record.entries_to_review(town.home)}
    record.approve_entries(town.home, [by_form["inkoop bij SW of sociale onderneming"]], by="coordinator")
    record.reject_entries(town.home, [by_form["leerwerkbaan"]], why="geen leerovereenkomst", by="coordinator")
    town.publish()
    (stands,) = town.table("sr_fulfilment").to_dict("records")
    assert stands["approved"] == 6_500.00
    assert stands["submitted"] == 32_438.35  # 22,356.16 + 10,082.19
    assert stands["status"] == "ended_short"
    assert stands["withholding"] == 36_000.00  # (42,500 - 6,500) x 1
    lines = town.table("sr_lines")
    assert lines.loc[lines["state"] == "rejected", "why"].tolist() == ["geen leerovereenkomst"]
    assert not {"candidate", "entry_id", "content"} & set(lines.columns)


def test_who_will_be_short_most_is_contacted_first(town: Town):
    small = {"provider_id": "eik", "sub_agreement_id": "D-4", "contract_value": 100_000}
    assert delivered(town, entries=portfolio()).code == 0
    other = bought("a", date(2025, 10, 1), 500, provider_id="eik", sub_agreement_id="D-4")
    assert delivered(town, "eik.xlsx", promises=[promise(**small)], entries=[other]).code == 0
    town.publish()
    rows = town.table("sr_fulfilment").sort_values("position")
    assert rows["provider_id"].tolist() == ["berk", "eik"]
    assert rows["shortfall"].tolist() == [42_500.00, 5_000.00]


def test_without_social_return_the_tables_are_there_and_empty(town: Town):
    town.publish()
    for name in ("sr_obligations", "sr_lines", "sr_fulfilment", "sr_totals"):
        assert town.table(name).empty
