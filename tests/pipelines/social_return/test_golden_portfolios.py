"""Portfolios counted by hand: each amount is the sum it is, rounded half up to cents per line."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from small_portfolio import amounts, euro, lines, person, spent, table, tables, term

from pipelines.social_return.block_tables import HUNDRED
from pipelines.social_return.formulas import formula, percentage
from pipelines.social_return.money import total
from pipelines.social_return.obligation import Certificate, Obligation, amount
from pipelines.social_return.valuation import value
from schemas.vocabulary import ObligationBasis


def exact(worth: Fraction | int) -> Decimal:
    """The fraction in cents, half up, by whole numbers alone: none of our own rounding."""
    whole = Fraction(worth) * 100 + Fraction(1, 2)
    return Decimal(whole.numerator // whole.denominator) / 100


HAAGLANDEN = [
    person("PW", date(2025, 3, 1), date(2025, 12, 31), 24),
    person("BBL1_2", date(2025, 9, 1), date(2025, 12, 31), 32),
    person("WW_KORT", date(2025, 7, 1), date(2025, 12, 31), 36),
    spent("purchase", date(2025, 5, 1), paid=6500),
]


def test_the_portfolio_of_the_domain_is_46366_05_and_109_1_percent_of_42500():
    found = lines(HAAGLANDEN, term("haaglanden-2023"))
    assert [line.amount for line in found] == [
        euro("22356.16"),  # 40,000 x 24/36 x 306/365
        euro("7427.70"),  # 25,000 x 32/36 x 122/365
        euro("10082.19"),  # 20,000 x 36/36 x 184/365
        euro("6500.00"),  # 6,500 x 100%
    ]
    assert total(line.amount for line in found) == euro("46366.05")
    assert percentage(euro("46366.05") / euro("42500")) == "109,1%"
    assert [formula(line) for line in found] == [
        "40.000 x 24/36 x 306/365 = 22.356,16",
        "25.000 x 32/36 x 122/365 = 7.427,70",
        "20.000 x 36/36 x 184/365 = 10.082,19",
        "6.500 x 100% = 6.500,00",
    ]


def test_a_total_is_the_sum_of_rounded_lines_and_not_the_rounded_sum():
    unrounded = (
        Fraction(40000 * 24 * 306, 36 * 365) + Fraction(25000 * 32 * 122, 36 * 365) + Fraction(20000 * 184, 365) + 6500
    )
    assert exact(unrounded) == euro("46366.06")
    assert total(amounts(HAAGLANDEN, term("haaglanden-2023"))) == euro("46366.05")


def test_utrecht_with_bonuses_pro_rata_and_in_full():
    effort = person("PW", date(2025, 4, 1), date(2025, 12, 31), 32, bonuses=("50PLUS", "STATUSHOUDER"))
    activity = spent("activity", date(2025, 6, 1), quantity=12, block="KENNIS_UUR")
    pro_rata = [exact(Fraction((40000 + 10000 + 10000) * 32 * 275, 36 * 365)), euro("1200.00")]
    assert amounts([effort, activity], term("utrecht")) == pro_rata
    in_full = term(table("utrecht", bonus_pro_rata=False))
    assert amounts([effort, activity], in_full) == [
        exact(Fraction(40000 * 32 * 275, 36 * 365) + 10000 + 10000), euro("1200.00")
    ]  # fmt: skip
    line = lines([effort], in_full)[0]
    assert formula(line) == "40.000 x 32/36 x 275/365 + 10.000 + 10.000 = 46.788,43"


def test_oost_nederland_with_caps_of_12_and_24_months_months_of_experience_and_half_an_invoice():
    long = term("oost-nederland", date(2023, 1, 1), date(2025, 12, 31))
    efforts = [
        person("WW_KORT", date(2023, 2, 1), date(2025, 12, 31)),  # 12 months: up to 31 January 2024
        person("PW_LANG", date(2023, 1, 1), date(2025, 12, 31), 18),  # 24 months: up to 31 December 2024
        person("WAJONG", date(2023, 1, 1), date(2025, 12, 31), 36),  # always
        person("NUG", date(2025, 1, 1), date(2025, 3, 31), 36, form="internship"),  # 750 a month
        spent("purchase", date(2025, 1, 1), paid=8000, block="INKOOP_SENL"),
    ]
    assert amounts(efforts, long) == [
        exact(10000),  # 365 days
        exact(Fraction(40000 * 18 * 731, 36 * 365)),  # 2024 is a leap year: 365 + 366 days
        exact(Fraction(40000 * (365 + 366 + 365), 365)),
        exact(Fraction(750 * 12 * 90, 365)),
        exact(8000 / Fraction(2)),
    ]
    assert [line.reason for line in lines(efforts, long)] == ["capped", "capped", "", "", ""]


def test_holland_rijnland_with_one_candidate_on_two_contracts_and_an_activity_by_the_day():
    capped = table("holland-rijnland-2023", blocks=tuple(
        item if item.code != "PW" else type(item)(**{**vars(item), "cap_months": 12}) for item in
        tables()["holland-rijnland-2023"].blocks))  # fmt: skip
    terms = {
        "A": term(capped, date(2024, 1, 1), date(2026, 12, 31)),
        "B": term(capped, date(2024, 1, 1), date(2026, 12, 31)),
    }
    first = person("PW", date(2024, 10, 1), date(2025, 3, 31), 18, obligation_id="A", candidate="k1", effort_id="1")
    then = person("PW", date(2025, 3, 1), date(2026, 6, 30), 18, obligation_id="B", candidate="k1", effort_id="2")
    dinner = spent("activity", date(2025, 5, 1), paid=3400, quantity=3, obligation_id="A", effort_id="3")
    found = value([first, then, dinner], terms)
    assert [line.amount for line in found] == [
        exact(Fraction(30000 * 18 * 182, 36 * 365)),
        exact(Fraction(30000 * 18 * 214, 36 * 365)),  # 1 March to 30 September 2025: twelve months from the first day
        exact(3 * 1000),  # the most of 3,400
    ]
    assert formula(found[2]) == "3.400, hoogstens 3 dagen x 1.000 = 3.000,00"


def test_harlingen_counts_working_years_and_leaves_out_under_twelve_hours():
    long = term("harlingen", date(2021, 1, 1), date(2025, 12, 31))
    half = person("WIA", date(2021, 1, 1), date(2025, 12, 31), 18)
    little = person("WIA", date(2025, 1, 1), date(2025, 12, 31), 11)
    older = person("PW_LANG", date(2025, 1, 1), date(2025, 6, 30), 36, bonuses=("55PLUS",))
    assert amounts([half, little, older], long) == [
        exact(35000 * 2),  # 1,826 days at half are more than two working years: two count
        exact(0),
        exact(Fraction((40000 + 7500) * 181, 365)),
    ]
    assert [line.reason for line in lines([half, little], long)] == ["capped", "below_minimum_hours"]


def test_in_harlingen_a_second_contract_gets_what_is_left_of_two_working_years():
    long = term("harlingen", date(2022, 1, 1), date(2025, 12, 31))
    first = person("WIA", date(2022, 1, 1), date(2023, 6, 30), candidate="k", effort_id="1")
    then = person("WIA", date(2023, 7, 1), date(2024, 12, 31), candidate="k", effort_id="2")
    assert amounts([first, then], long) == [
        exact(Fraction(35000 * 546, 365)),
        exact(35000 * (2 - Fraction(546, 365))),
    ]


def test_tilburg_in_a_leap_year_by_365_and_by_the_days_of_the_year():
    year = (date(2024, 1, 1), date(2024, 12, 31))
    effort = person("WIA", *year, 36)
    assert amounts([effort], term("tilburg-2017", *year)) == [exact(Fraction(30000 * 366, 365))]
    by_year = table("tilburg-2017", year_days="365/366")
    assert amounts([effort], term(by_year, *year)) == [exact(30000)]
    over = person("WIA", date(2023, 12, 1), date(2024, 1, 31), 36)
    line = lines([over], term(by_year, date(2023, 1, 1), date(2024, 12, 31)))[0]
    assert line.amount == exact(30000 * (Fraction(31, 365) + Fraction(31, 366)))
    assert formula(line) == "30.000 x 36/36 x (31/365 + 31/366) = 5.088,93"


@pytest.mark.parametrize(("group", "days"), [("NUG", 365), ("PW", 730), ("BBL3_4", 1095), ("BANENAFSPRAAK", 1461)])
def test_in_haaglanden_candidates_count_12_24_36_months_or_always(group, days):
    term_of_four_years = term("haaglanden-2023", date(2025, 1, 1), date(2028, 12, 31))
    effort = person(group, date(2025, 1, 1), date(2028, 12, 31))
    assert (
        lines([effort], term_of_four_years)[0].window.days == days
    )  # of the years 2025 to 2028 the last is a leap year


def test_the_wage_sum_rule_and_the_contract_rule_of_an_order_of_850000_with_72_percent_wages():
    order = {"obligation_id": "O", "table_id": "haaglanden-2023", "awarded_on": date(2024, 12, 1),
             "starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}  # fmt: skip
    value_rule = Obligation(basis=ObligationBasis.CONTRACT_VALUE, percentage=Decimal(5),
                            contract_value=Decimal(850000), **order)  # fmt: skip
    wage_rule = Obligation(basis=ObligationBasis.WAGE_SUM, percentage=Decimal(7),
                           wage_sum=Decimal(850000) * 72 / HUNDRED, **order)  # fmt: skip
    for rule, expected in ((value_rule, 850000 * Fraction(5, 100)), (wage_rule, 612000 * Fraction(7, 100))):
        found = amount(rule, table("haaglanden-2023"), today=date(2025, 12, 31))
        assert found is not None
        assert found.net == exact(expected)
    assert (exact(850000 * Fraction(5, 100)), exact(612000 * Fraction(7, 100))) == (euro("42500"), euro("42840"))


def test_a_certificate_that_lapses_takes_off_the_days_it_was_valid_alone():
    order = Obligation("O", ObligationBasis.CONTRACT_VALUE, Decimal(5), "tilburg-2017", date(2024, 12, 1),
                       date(2025, 1, 1), date(2025, 12, 31), contract_value=Decimal(850000))  # fmt: skip
    lapses = Certificate("two", date(2023, 9, 1), date(2025, 5, 31))  # trede 2: wholly exempt in Tilburg
    found = amount(order, table("tilburg-2017"), certificates=[lapses], today=date(2025, 12, 31))
    assert found is not None
    assert found.net == exact(Fraction(42500 * (365 - 151), 365))  # 151 days up to 31 May
    assert found.formula == ("5% van 850.000 (afgesproken opdrachtwaarde) = 42.500,00; met PSO-certificaat 24.917,81")


def test_rounding_is_half_up_and_not_half_even():
    half = Decimal("0.125")
    assert half.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) == euro("0.13")
    assert amounts([spent("purchase", date(2025, 1, 1), paid="0.125")], term("haaglanden-2023")) == [euro("0.13")]
