"""What vacancies and trajectories count up to, each expected value written as the count it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipelines.labour.counting import Figure, Rates, Span, counts, figures, saving
from pipelines.labour.goals import told
from pipelines.labour.tables import why_hidden
from pipelines.labour.things import Match, Vacancy
from pipelines.settings import Settings
from schemas.policy_goals import AT_A_DISTANCE, GOALS, PAID_BY_THE_MUNICIPALITY
from schemas.quarter import Quarter
from schemas.vocabulary import AfterPlacement, CandidateOrigin, TargetGroup, VacancyState, WorkForm

YEAR = Span.ending(Quarter(2025, 4))
RATES = Rates(1280, 0.25, 0.5, 0)
WORK = Vacancy("berk", "V-1", "Groen", WorkForm.REGULAR, 24, date(2025, 3, 1), VacancyState.OPEN)
PLACED = Match("berk", "V-1", "kand-1", TargetGroup.PW, CandidateOrigin.MUNICIPALITY, date(2025, 3, 3),
               placed_on=date(2025, 4, 1), hours=24)  # fmt: skip


def test_the_span_is_four_quarters():
    assert (YEAR.first, YEAR.last) == (date(2025, 1, 1), date(2025, 12, 31))


def made(*matches: Match, vacancies: tuple[Vacancy, ...] = (WORK,)) -> dict[str, Figure]:
    return figures(vacancies, matches, YEAR, RATES)


def test_of_vacancies_that_closed_the_share_that_was_filled_and_the_median_of_their_days():
    filled = [replace(WORK, vacancy=f"V-{days}", state=VacancyState.FILLED, filled_on=date(2025, 3, 1 + days))
              for days in (4, 10, 28)]  # fmt: skip
    expired = replace(WORK, vacancy="V-9", state=VacancyState.EXPIRED, closes_on=date(2025, 6, 1))
    before = replace(expired, vacancy="V-8", reported_on=date(2024, 3, 1), closes_on=date(2024, 12, 31))
    found = made(vacancies=(*filled, expired, before, WORK))
    assert found["SR-4"] == Figure(100 * 3 / 4, 3, 4, 4)
    assert found["SR-5"] == Figure(10.0, None, 3, 3)
    assert counts((*filled, expired, before, WORK), [], YEAR)["vacancies"] == {
        "reported": 5, "filled": 3, "expired": 1, "open": 1,
    }  # fmt: skip


def test_a_match_is_somebody_who_was_put_forward_in_the_year_and_is_placed_by_its_end():
    later = replace(PLACED, candidate="kand-2", placed_on=date(2026, 1, 1))
    former = replace(PLACED, candidate="kand-3", put_forward_on=date(2024, 12, 31))
    refused = replace(PLACED, candidate="kand-4", placed_on=None, rejected_on=date(2025, 4, 2))
    assert made(PLACED, later, former, refused)["SR-6"] == Figure(100 * 1 / 3, 1, 3, 3)


@pytest.mark.parametrize(
    ("placed_on", "ends_on", "six", "twelve"),
    [
        (date(2025, 4, 1), None, (1, 1), (0, 0)),  # 1 October is in the year, 1 April 2026 is not
        (date(2025, 4, 1), date(2025, 10, 1), (1, 1), (0, 0)),  # at work on the day itself
        (date(2025, 4, 1), date(2025, 9, 30), (0, 1), (0, 0)),
        (date(2025, 7, 1), None, (0, 0), (0, 0)),  # 1 January 2026: not yet
        (date(2024, 1, 1), None, (0, 0), (1, 1)),
        (date(2024, 8, 31), date(2025, 2, 27), (0, 1), (0, 1)),  # due on 28 February, the last of its month
    ],
)
def test_who_is_still_at_work_is_asked_on_the_day_itself(placed_on, ends_on, six, twelve):
    found = made(replace(PLACED, placed_on=placed_on, ends_on=ends_on))
    assert (found["SR-7"].numerator, found["SR-7"].n) == six
    assert (found["SR-12"].numerator, found["SR-12"].n) == twelve


def test_where_somebody_went_who_brought_them_and_whether_there_is_a_coach():
    gone = replace(PLACED, candidate="kand-2", ends_on=date(2025, 8, 1), after=AfterPlacement.REGULAR, job_coach=True,
                   origin=CandidateOrigin.UWV)  # fmt: skip
    unknown = replace(gone, candidate="kand-3", after=None, job_coach=False)
    over = replace(gone, candidate="kand-4", placed_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    found = made(PLACED, gone, unknown, over)
    assert found["SR-8"] == Figure(100 * 1 / 2, 1, 2, 2)
    assert found["SR-9"] == Figure(100 * 1 / 3, 1, 3, 3)
    assert found["SR-10"] == Figure(100 * 1 / 3, 1, 3, 3)


def test_the_form_of_a_placement_is_what_it_became_or_else_what_was_offered():
    internship = replace(PLACED, candidate="kand-2", form=WorkForm.INTERNSHIP, target_group=TargetGroup.BOL)
    found = made(PLACED, internship)
    assert found["SR-13"] == Figure(100 * 1 / 2, 1, 2, 2)
    assert found["SR-14"].value == 1
    assert counts([WORK], [PLACED, internship], YEAR)["forms"] == {"regular": 1, "internship": 1}


def test_a_saving_is_months_times_the_amount_without_deadweight_minus_the_coach():
    long = replace(PLACED, months_off=8, months_partly=2, coach_hours=10)
    assert saving([long], RATES).value == (8 + 0.5 * 2) * 1280 * 0.75
    assert saving([long], replace(RATES, coach_hour=80)).value == (8 + 0.5 * 2) * 1280 * 0.75 - 10 * 80
    assert saving([], RATES).value is None


def test_only_where_the_municipality_pays_the_benefit_does_it_save():
    others = [replace(PLACED, candidate=f"kand-{group}", target_group=group, months_off=8) for group in TargetGroup]
    assert made(*others)["SR-15"].n == len(PAID_BY_THE_MUNICIPALITY) == 4
    assert {TargetGroup.WW_LANG, TargetGroup.WIA, TargetGroup.WAJONG}.isdisjoint(PAID_BY_THE_MUNICIPALITY)
    assert PAID_BY_THE_MUNICIPALITY < AT_A_DISTANCE


@pytest.mark.parametrize(
    ("code", "figure", "why"),
    [
        ("SR-9", Figure(50, 5, 9, 9), "too_few"),
        ("SR-9", Figure(10, 1, 10, 10), None),
        ("SR-13", Figure(50, 5, 9, 9), "small_part"),  # which of the two is small is not told
        ("SR-13", Figure(40, 4, 10, 10), "small_part"),
        ("SR-13", Figure(90, 9, 10, 10), "small_part"),
        ("SR-13", Figure(0, 0, 10, 10), None),
        ("SR-13", Figure(50, 6, 12, 12), None),
        ("SR-14", Figure(1, None, None, 1), None),
    ],
)
def test_what_is_too_small_is_hidden(code, figure, why):
    assert why_hidden(code, figure, Settings()) == why


def test_the_goals_are_told_in_sentences_and_only_with_what_may_be_shown():
    many = [replace(PLACED, candidate=f"kand-{number}", months_off=6) for number in range(8)]
    many += [replace(PLACED, candidate=f"kand-1{number}", target_group=TargetGroup.BOL, form=WorkForm.INTERNSHIP)
             for number in range(4)]  # fmt: skip
    found = made(*many)
    nothing = dict.fromkeys(found)
    first, second, third, last = (told(goal, found, nothing, RATES) for goal in GOALS)
    assert first == (
        "Van 12 plaatsingen in vier kwartalen waren er 8 van mensen met een afstand tot de arbeidsmarkt. "
        "Na een half jaar werkten er van 12 nog 12."
    )
    assert second == "In vier kwartalen begonnen 4 plaatsingen als stage, leerwerkplek of training."
    assert third.startswith("Naar schatting € 46.080 minder uitkering, van 8 plaatsingen")  # 8 x 6 x 1280 x 0.75
    assert "de kosten van de jobcoach niet meegerekend" in third and "hoort niet bij de waarde van bouwblokken" in third
    assert "geen eigen cijfer" in last
    hidden = dict.fromkeys(found, "too_few")
    assert told(GOALS[0], found, hidden, RATES).endswith("of er zou uit volgen hoe het bij een kleine groep zit.")
    assert told(GOALS[2], found, hidden, RATES) == "Er zijn te weinig plaatsingen om dit te laten zien."
