"""The tables that come with the product, custom work, and the checks of entries beside each other."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from small_portfolio import FOLDER, YEAR, amounts, euro, lines, person, spent, tables, term

from pipelines.social_return.block_tables import BadTable, load_tables, own_tables, read_table
from pipelines.social_return.effort_checks import overlaps, same_placement
from pipelines.social_return.formulas import formula
from pipelines.social_return.valuation import value
from schemas.place import DATA_VARIABLE
from schemas.target_groups import target_group
from schemas.vocabulary import TargetGroup

WHOLE = ["haaglanden-2023", "harlingen", "holland-rijnland-2023", "oost-nederland", "tilburg-2017", "utrecht"]


def test_six_tables_and_a_part_of_one_come_with_the_product():
    assert [name for name, one in sorted(tables().items()) if one.complete] == WHOLE
    assert [name for name, one in tables().items() if not one.complete] == ["rijnvicus-deel"]


def test_they_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert sorted(own_tables()) == sorted([*WHOLE, "rijnvicus-deel"])


@pytest.mark.parametrize("name", [*WHOLE, "rijnvicus-deel"])
def test_every_table_says_where_it_comes_from_and_what_its_source_leaves_open(name):
    one = tables()[name]
    assert one.source
    assert one.not_in_source
    assert ("valid_from" in one.not_in_source) == (one.valid_from is None)
    assert all(item.amount > 0 or item.per == "invoice" for item in one.blocks)


@pytest.mark.parametrize(
    ("name", "group", "worth"),
    [
        ("haaglanden-2023", "PW", 40000), ("haaglanden-2023", "WIA", 30000), ("haaglanden-2023", "WW_LANG", 20000),
        ("utrecht", "WIA", 40000), ("oost-nederland", "WW_LANG", 15000), ("holland-rijnland-2023", "WW", 15000),
        ("harlingen", "PW_KORT", 35000), ("tilburg-2017", "WAJONG", 30000), ("rijnvicus-deel", "WIA", 20000),
    ],
)  # fmt: skip
def test_a_full_year_is_worth_the_amount_of_the_table(name, group, worth):
    assert amounts([person(group, *YEAR)], term(name)) == [Decimal(worth)]


def test_a_group_without_a_value_is_custom_work_with_the_amount_it_claims():
    effort = person("EXDET", *YEAR, claimed=Decimal("7500"))
    line = lines([effort], term("haaglanden-2023"))[0]
    assert (line.amount, line.reason, formula(line)) == (euro("7500.00"), "custom", "maatwerk: 7.500,00")
    assert amounts([replace(effort, claimed=None)], term("haaglanden-2023")) == [euro("0.00")]


def test_before_and_after_the_term_nothing_counts():
    early, late = spent("purchase", date(2024, 12, 31), paid=10), spent("purchase", date(2026, 1, 1), paid=10)
    assert amounts([early, late], term("haaglanden-2023")) == [euro("0.00"), euro("0.00")]
    gone = person("PW", date(2024, 11, 1), date(2024, 12, 31))
    assert lines([gone], term("haaglanden-2023"))[0].reason == "outside_term"


def test_who_was_hired_more_than_twelve_months_before_the_order_does_not_count_in_haaglanden():
    just, too_long = date(2024, 1, 1), date(2023, 12, 31)
    found = [lines([person("PW", first, YEAR[1])], term("haaglanden-2023"))[0] for first in (just, too_long)]
    assert [line.amount for line in found] == [euro("40000.00"), euro("0.00")]
    assert found[1].reason == "hired_too_early"


def test_target_groups_are_known_by_code_label_and_alias():
    assert target_group(" wwb ") is TargetGroup.PW
    assert target_group("WAO/WIA") is TargetGroup.WIA
    assert target_group("Vroegtijdig schoolverlater") is TargetGroup.VSV
    assert target_group("onbekend") is None


def test_a_table_that_is_no_table_says_which_file_and_what_is_wrong():
    with pytest.raises(BadTable, match=r'"mijn\.toml"'):
        read_table(b"id = 'x'", name="mijn.toml")
    text = (FOLDER / "tilburg-2017.toml").read_text("utf-8").replace('year_days = "365"', 'year_days = "360"')
    with pytest.raises(BadTable, match="365/366"):
        read_table(text.encode(), name="mijn.toml")


def test_an_own_table_goes_before_the_one_that_comes_with_the_product(tmp_path):
    text = (FOLDER / "utrecht.toml").read_text("utf-8").replace("amount = 40000", "amount = 41000", 1)
    (tmp_path / "utrecht.toml").write_text(text, "utf-8")
    block = load_tables([tmp_path, FOLDER])["utrecht"].block("PW")
    assert block is not None
    assert block.amount == 41000


def test_placements_of_a_candidate_above_one_full_time_job_are_found_over_contracts():
    terms = {"A": term("haaglanden-2023"), "B": term("haaglanden-2023")}
    first = person("PW", *YEAR, 24, candidate="k", obligation_id="A", effort_id="1")
    fits = person("PW", date(2025, 3, 1), YEAR[1], 12, candidate="k", obligation_id="B", effort_id="2")
    assert overlaps([first, fits], terms) == []
    found = overlaps([first, replace(fits, hours=Decimal(20))], terms)
    assert [(item.efforts, item.day, item.share) for item in found] == [
        (("1", "2"), date(2025, 3, 1), Fraction(24 + 20, 36))
    ]
    after = replace(fits, hours=Decimal(36), starts_on=date(2026, 1, 1), planned_end=date(2026, 6, 30))
    assert overlaps([first, after], terms) == []


def test_the_same_placement_under_two_contracts_is_a_question():
    one = person("WIA", *YEAR, 24, obligation_id="A", effort_id="1", candidate="a")
    two = replace(one, obligation_id="B", effort_id="2", candidate="b")
    assert same_placement([one, two]) == [("1", "2")]
    assert same_placement([one, two], {"1": "Centrum", "2": "Noord"}) == []
    assert same_placement([one, replace(two, hours=Decimal(32))]) == []
    assert same_placement([one, replace(two, obligation_id="A")]) == []


def test_ten_thousand_entries_are_valued_at_once():
    first = date(2025, 1, 1)
    efforts = [
        person("PW", first + timedelta(days=n % 300), YEAR[1], 20 + n % 16, effort_id=str(n), candidate=str(n // 2))
        for n in range(10_000)
    ]
    started = time.perf_counter()
    found = value(efforts, {"O": term("haaglanden-2023")})
    assert len(found) == 10_000
    assert time.perf_counter() - started < 10
