"""An obligation on a day: what counts, what was expected, where it ends, and which of the seven statuses it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_portfolio import YEAR, euro, person, spent, table, term

from pipelines.social_return.efforts import Effort
from pipelines.social_return.fulfilment import Standing, expected_by, standing, values
from pipelines.social_return.obligation import Certificate, Invoiced, Obligation, amount
from schemas.vocabulary import Fulfilment, ObligationBasis

ORDER = Obligation("O", ObligationBasis.CONTRACT_VALUE, Decimal(5), "haaglanden-2023", date(2024, 12, 1), *YEAR,
                   contract_value=Decimal(850000), plan_on=date(2024, 12, 15), malus_factor=Decimal(1))  # fmt: skip
HALF_YEAR = date(2025, 6, 30)  # day 181 of 365


def stands(
    order: Obligation, *approved: Effort, asked: tuple[Effort, ...] = (), today: date = HALF_YEAR, **more
) -> Standing:
    promised = amount(order, table(order.table_id), today=today, **more)
    assert promised is not None
    return standing(order, promised, values(approved, asked, {"O": term(order.table_id)}, today=today), today=today)


def test_half_way_the_expected_part_is_the_obligation_by_days_gone():
    assert expected_by(ORDER, euro("42500"), HALF_YEAR) == euro("21075.34")  # 42,500 x 181/365
    assert expected_by(ORDER, euro("42500"), date(2024, 12, 31)) == euro("0.00")
    assert expected_by(ORDER, euro("42500"), date(2026, 3, 1)) == euro("42500.00")


def test_what_runs_is_forecast_to_its_planned_end_and_what_was_handed_in_does_not_count():
    runs = person("PW", date(2025, 1, 1), date(2025, 12, 31), 27)
    found = stands(ORDER, runs, asked=(spent("purchase", date(2025, 2, 1), paid=9000),))
    assert found.approved == euro("14876.71")  # 40,000 x 27/36 x 181/365
    assert found.forecast == euro("30000.00")  # 40,000 x 27/36
    assert found.submitted == euro("9000.00")
    assert found.lead == euro("14876.71") - euro("21075.34")
    assert found.shortfall == euro("42500") - euro("30000")
    assert found.withholding == euro("12500.00")
    assert found.status is Fulfilment.BEHIND
    assert "12.500,00 te weinig" in found.sentence
    assert "geen besluit" in found.caution


def test_what_was_handed_in_never_changes_what_was_approved_of_the_same_candidate():
    earlier = person("WW_KORT", date(2025, 1, 1), date(2025, 3, 31), candidate="k", effort_id="1")
    approved = person("WW_KORT", date(2025, 4, 1), date(2025, 12, 31), candidate="k", effort_id="2")
    assert stands(ORDER, approved).approved == stands(ORDER, approved, asked=(earlier,)).approved


@pytest.mark.parametrize(
    ("worth", "today", "status"),
    [
        ("0", HALF_YEAR, Fulfilment.BEHIND),
        ("21075.34", HALF_YEAR, Fulfilment.ON_TRACK),
        ("42500", HALF_YEAR, Fulfilment.MET),
        ("42499.99", YEAR[1], Fulfilment.ENDED_SHORT),
        ("42500", YEAR[1], Fulfilment.MET),
        ("42500.01", YEAR[1], Fulfilment.SURPLUS),
    ],
)
def test_a_status_follows_from_approved_expected_and_the_end_of_the_term(worth, today, status):
    assert stands(ORDER, spent("purchase", date(2025, 1, 2), paid=worth), today=today).status is status


def test_behind_now_and_made_up_for_by_what_runs_is_on_track():
    late = person("BANENAFSPRAAK", date(2025, 2, 1), date(2025, 12, 31), 36)
    found = stands(ORDER, late, today=date(2025, 2, 5))
    assert found.lead > 0 or found.status is Fulfilment.ON_TRACK
    assert found.forecast == euro("45753.42")  # 50,000 x 334/365
    assert not found.shortfall


def test_without_plan_and_without_entries_there_is_no_plan_yet():
    assert stands(replace(ORDER, plan_on=None)).status is Fulfilment.NO_PLAN
    asked = (spent("purchase", date(2025, 2, 1), paid=1),)
    assert stands(replace(ORDER, plan_on=None), asked=asked).status is Fulfilment.BEHIND


def test_exempt_below_the_threshold_or_wholly_certified_asks_nothing():
    exempt = stands(replace(ORDER, exempt="zorg in natura"))
    small = stands(replace(ORDER, threshold=Decimal(1_000_000)))
    certified = stands(replace(ORDER, table_id="tilburg-2017"), certificates=[Certificate("three", *YEAR)])
    for found in (exempt, small, certified):
        assert found.status is Fulfilment.EXEMPT
        assert found.share is None
        assert not found.obligation
    by_certificate = amount(replace(ORDER, table_id="tilburg-2017"), table("tilburg-2017"),
                            certificates=[Certificate("three", *YEAR)], today=HALF_YEAR)  # fmt: skip
    assert by_certificate is not None
    assert by_certificate.reason == "certified"


def test_an_obligation_by_invoice_grows_with_what_was_invoiced():
    order = replace(ORDER, basis=ObligationBasis.INVOICED)
    estimate = amount(order, table("haaglanden-2023"), today=HALF_YEAR)
    invoices = [Invoiced(date(2025, 3, 31), Decimal(300_000)), Invoiced(HALF_YEAR, Decimal(250_000), Decimal(450_000))]
    later = amount(order, table("haaglanden-2023"), invoiced=invoices, today=HALF_YEAR)
    first = amount(order, table("haaglanden-2023"), invoiced=invoices, today=date(2025, 3, 31))
    assert estimate is not None
    assert first is not None
    assert later is not None
    assert estimate.net == euro("42500.00")  # nothing invoiced yet: 5% of 850,000
    assert first.net == euro("42500.00")  # 5% of (300,000 + what of 850,000 is left)
    assert later.net == euro("50000.00")  # 5% of (550,000 + 450,000)
    assert later.to_date == euro("27500.00")  # 5% of 550,000


def test_a_ceiling_is_the_most_that_is_asked():
    order = replace(ORDER, contract_value=Decimal(20_000_000), ceiling=Decimal(300_000))
    found = amount(order, table("haaglanden-2023"), today=HALF_YEAR)
    assert found is not None
    assert found.net == euro("300000.00")
    assert "hoogstens 300.000" in found.formula


def test_of_two_certificates_on_one_day_the_higher_counts_and_without_a_basis_there_is_no_amount():
    both = [Certificate("one", *YEAR, discount=Decimal(25)), Certificate("two", date(2025, 7, 1), YEAR[1], Decimal(50))]
    found = amount(ORDER, table("haaglanden-2023"), certificates=both, today=HALF_YEAR)
    assert found is not None
    assert found.net == euro("26518.84")  # 42,500 x (365 - 181 x 25% - 184 x 50%)/365
    assert amount(replace(ORDER, contract_value=None), table("haaglanden-2023"), today=HALF_YEAR) is None


def test_a_new_version_of_a_table_changes_nothing_of_what_was_awarded_under_the_former_one():
    runs = person("PW", date(2025, 1, 1), date(2025, 12, 31), 36)
    lines = values([runs], [], {"O": term("haaglanden-2023")}, today=YEAR[1])
    dearer = replace(table("haaglanden-2023"), table_id="haaglanden-2026", bonuses=(), blocks=())
    promised = amount(ORDER, table("haaglanden-2023"), today=YEAR[1])
    assert promised is not None
    before = standing(ORDER, promised, lines, today=YEAR[1])
    assert before.approved == euro("40000.00")
    again = values([runs], [], {"O": term("haaglanden-2023"), "P": term(dearer)}, today=YEAR[1])
    assert standing(ORDER, promised, again, today=YEAR[1]) == before
