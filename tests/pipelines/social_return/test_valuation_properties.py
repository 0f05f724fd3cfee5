"""What must hold for every entry: never negative, more hours never worth less, splitting costs no cent too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from small_portfolio import amounts, euro, person, tables, term

from pipelines.social_return.money import ZERO, total
from pipelines.social_return.valuation import value

NAMES = sorted(tables())
GROUPS = ["PW", "PW_KORT", "PW_LANG", "WIA", "WW_KORT", "WAJONG", "NUG", "BBL1_2", "BOL", "VSO_PRO", "EXDET"]
DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
HOURS = st.integers(0, 96).map(lambda half: Decimal(half) / 2)
LONG = (date(2024, 1, 1), date(2026, 12, 31))


@st.composite
def placements(draw, hours=HOURS):
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 900)))
    bonuses = tuple(draw(st.sets(st.sampled_from(["50PLUS", "55PLUS", "VAST"]))))
    return person(draw(st.sampled_from(GROUPS)), first, last, draw(hours), bonuses=tuple(sorted(bonuses)))


@given(placements(), st.sampled_from(NAMES), DAYS)
def test_a_value_is_never_negative_and_never_less_later(effort, name, day):
    one = term(name, *LONG)
    (today,), (later,) = amounts([effort], one, until=day), amounts([effort], one)
    assert ZERO <= today <= later


@given(placements(), st.sampled_from(NAMES), HOURS, HOURS)
def test_more_hours_are_never_worth_less_and_above_the_norm_never_more(effort, name, one, other):
    few, many = sorted((one, other))
    at = {hours: amounts([replace(effort, hours=hours)], term(name, *LONG))[0] for hours in (few, many)}
    assert at[few] <= at[many]
    norm = tables()[name].norm_hours
    (whole,), (above,) = (amounts([replace(effort, hours=h)], term(name, *LONG)) for h in (norm, norm + 12))
    assert whole == above


@given(placements(), st.sampled_from(NAMES), st.integers(1, 900), st.booleans())
def test_a_placement_in_two_parts_is_worth_the_same_to_the_cent(effort, name, at, pro_rata):
    """The rule: each line is rounded once, so two parts differ from their whole by no more than one cent."""
    assert effort.planned_end is not None
    cut = effort.starts_on + timedelta(days=at)
    if cut > effort.planned_end:
        return
    one = term(replace(tables()[name], bonus_pro_rata=pro_rata), *LONG)
    first = replace(effort, planned_end=cut - timedelta(days=1), effort_id="1")
    then = replace(effort, starts_on=cut, effort_id="2")
    if tables()[name].hired_before_months is not None:
        first, then = (replace(part, hired_on=effort.starts_on) for part in (first, then))
    whole, parts = amounts([effort], one), amounts([first, then], one)
    assert abs(total(parts) - total(whole)) <= euro("0.01")


@given(st.lists(placements(), max_size=6), st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(efforts, name, chance):
    several = [replace(item, effort_id=str(n), candidate=f"k{n % 2}") for n, item in enumerate(efforts)]
    shuffled = several[:]
    chance.shuffle(shuffled)
    terms = {"O": term(name, *LONG)}
    by_id = {line.effort.effort_id: line.amount for line in value(shuffled, terms)}
    assert [line.amount for line in value(several, terms)] == [by_id[item.effort_id] for item in several]
