"""Who fits a vacancy: reasons for and against, in an order that judges nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipelines.labour.fitting import ORDER, fitting
from pipelines.labour.things import Candidate, Match, Vacancy
from schemas.vocabulary import CandidateOrigin, CandidateState, TargetGroup, Travel, VacancyState, WorkForm

WORK = Vacancy("berk", "V-1", "Groen", WorkForm.REGULAR, 24, date(2025, 10, 1), VacancyState.OPEN, "Noord",
               date(2026, 1, 5), "rijbewijs B")  # fmt: skip
ANY = Candidate(
    "*", "kand-1", TargetGroup.PW, (WorkForm.REGULAR,), 32, "noord ", Travel.OWN_DISTRICT, date(2025, 12, 1)
)
PUT_FORWARD = Match("berk", "V-1", "kand-1", TargetGroup.PW, CandidateOrigin.MUNICIPALITY, date(2025, 10, 6))


def test_who_fits_in_all_that_is_known_has_a_reason_for_each_and_requirements_are_left_to_a_person():
    (fit,) = fitting(WORK, [ANY], []).found
    assert fit.fits == (
        "Zoekt regulier werk.",
        "Gevraagd 24 uur per week; kan 32 uur.",
        "Woont in de wijk van het werk (Noord).",
        "Beschikbaar op de eerste werkdag (5-1-2026).",
    )
    assert fit.misfits == ()
    assert fit.asked == ("Kijk zelf naar de eisen: rijbewijs B.",)


def test_what_does_not_fit_is_said_and_nobody_is_left_out_for_it():
    late = replace(ANY, hours=16, district="Zuid", available_from=date(2026, 3, 1))
    (fit,) = fitting(WORK, [late], []).found
    assert fit.fits == ("Zoekt regulier werk.",)
    assert fit.misfits == (
        "Gevraagd 24 uur per week; kan 16 uur.",
        "Woont in Zuid en reist niet verder; het werk is in Noord.",
        "Pas beschikbaar vanaf 1-3-2026; de eerste werkdag is 5-1-2026.",
    )


def test_what_is_not_known_is_no_reason_for_and_none_against():
    unknown = replace(ANY, travel=None, district="Zuid")
    (fit,) = fitting(replace(WORK, starts_on=None, requirements=""), [unknown], []).found
    assert len(fit.fits) == 2
    assert fit.misfits == ()
    assert fit.asked == (
        "Woont in Zuid, het werk is in Noord; hoe ver reizen kan, is niet bekend.",
        "De eerste werkdag is in overleg.",
    )


def test_the_order_is_by_number_of_reasons_and_then_by_reference_and_says_that_it_judges_nobody():
    far = replace(ANY, candidate="kand-0", district="Zuid")
    found = fitting(WORK, [replace(ANY, candidate="kand-9"), far, replace(ANY, candidate="kand-2")], []).found
    assert [item.candidate.candidate for item in found] == ["kand-2", "kand-9", "kand-0"]
    assert "een mens kiest" in ORDER


def test_who_is_gone_put_forward_at_work_or_looks_for_something_else_is_counted_and_not_listed():
    at_work = replace(PUT_FORWARD, vacancy="V-7", candidate="kand-2", placed_on=date(2025, 11, 1), hours=24)
    ended = replace(at_work, candidate="kand-5", ends_on=date(2025, 12, 1))
    people = [
        ANY,
        replace(ANY, candidate="kand-2"),
        replace(ANY, candidate="kand-3", forms=(WorkForm.INTERNSHIP,)),
        replace(ANY, candidate="kand-4", state=CandidateState.GONE),
        replace(ANY, candidate="kand-5"),
    ]
    answer = fitting(WORK, people, [PUT_FORWARD, at_work, ended])
    assert [item.candidate.candidate for item in answer.found] == ["kand-5"]
    assert (answer.put_forward, answer.at_work, answer.other_form) == (1, 1, 1)
    assert answer.sentence == (
        "1 kandidaat zoekt deze vorm van werk; bij 1 past alles wat bekend is. "
        "Niet in deze lijst: 1 al voorgedragen, 1 al geplaatst, 1 een andere vorm."
    )


def test_without_candidates_it_says_so():
    assert fitting(WORK, [], []).sentence == "Niemand in het register zoekt nu deze vorm van werk."


people = st.builds(
    Candidate,
    provider_id=st.sampled_from(["*", "berk"]),
    candidate=st.sampled_from([f"kand-{number}" for number in range(30)]),
    target_group=st.sampled_from(list(TargetGroup)),
    forms=st.lists(st.sampled_from(list(WorkForm)), min_size=1, max_size=3, unique=True).map(tuple),
    hours=st.integers(0, 40),
    district=st.sampled_from(["", "Noord", "Zuid"]),
    travel=st.sampled_from([None, *Travel]),
    available_from=st.sampled_from([None, date(2025, 12, 1), date(2026, 6, 1)]),
)


@given(st.lists(people, max_size=12, unique_by=lambda item: (item.provider_id, item.candidate)), st.randoms())
def test_the_order_of_the_register_does_not_matter_and_the_target_group_neither(found, random):
    mixed = list(found)
    random.shuffle(mixed)
    said = [(item.candidate.candidate, item.fits, item.misfits) for item in fitting(WORK, found, []).found]
    assert said == [(item.candidate.candidate, item.fits, item.misfits) for item in fitting(WORK, mixed, []).found]
    others = [replace(item, target_group=TargetGroup.EXDET) for item in found]
    assert said == [(item.candidate.candidate, item.fits, item.misfits) for item in fitting(WORK, others, []).found]
