"""Answers in somebody's own words: nobody sees them in a publication before somebody released them, with who and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_surveys import ITEM, accepted, export, with_open_answers
from small_town import Town

from pipelines import intake, record
from pipelines.acts import acting
from pipelines.errors import NotFound, UsageProblem
from pipelines.publishing import is_behind, published_rows
from pipelines.record import OpenAnswer

TEXTS = {
    2: ("Het wachten duurde lang", ""),
    3: ("Mevrouw Jansen hielp mij goed", "naam"),
    4: ("mijn nummer is 111222333", "burgerservicenummer"),
    5: ("Bedankt", ""),
}


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def with_answers(town: Town, *, respondents: int = 20) -> str:
    return with_open_answers(town, TEXTS, respondents=respondents)


def own(town: Town) -> dict[str, OpenAnswer]:
    return {item.text: item for item in record.open_answers(town.home) if item.item == ITEM}


def published(town: Town) -> list[str]:
    town.run("publish")
    return [row["text"] for row in published_rows(town.home, "select * from survey_quotes order by text", {})]


def test_nothing_is_published_before_it_was_released_and_who_and_when_is_kept(town: Town) -> None:
    with_answers(town)
    assert published(town) == []
    found = own(town)
    assert set(found) == {text for text, _ in TEXTS.values()}
    assert all(item.released is None for item in found.values())
    key = found["Het wachten duurde lang"].key
    record.release_open_answers(town.home, [key], by="Bram")
    assert is_behind(town.home)
    assert published(town) == ["Het wachten duurde lang"]
    told = own(town)["Het wachten duurde lang"]
    assert (told.released, told.decided_by) == (True, "Bram") and told.decided_at
    (row,) = published_rows(town.home, "select * from survey_quotes", {})
    assert (row["provider_id"], row["item"], row["position"]) == ("berk", ITEM, 1)


def test_what_was_released_can_be_taken_back_and_what_was_refused_is_never_published(town: Town) -> None:
    with_answers(town)
    found = own(town)
    record.release_open_answers(town.home, [found["Bedankt"].key], by="Bram")
    record.refuse_open_answers(town.home, [found["Bedankt"].key, found["Het wachten duurde lang"].key], by="Anja")
    assert published(town) == []
    assert [item.released for item in own(town).values()].count(False) == 2


def test_an_answer_that_may_name_somebody_is_released_only_by_who_read_it_and_a_service_number_never(
    town: Town,
) -> None:
    with_answers(town)
    found = own(town)
    with pytest.raises(UsageProblem, match="naam"):
        record.release_open_answers(town.home, [found["Mevrouw Jansen hielp mij goed"].key], by="Bram")
    with pytest.raises(UsageProblem, match="burgerservicenummer"):
        record.release_open_answers(town.home, [found["mijn nummer is 111222333"].key], by="Bram", read=True)
    assert published(town) == []
    record.release_open_answers(town.home, [found["Mevrouw Jansen hielp mij goed"].key], by="Bram", read=True)
    assert published(town) == ["Mevrouw Jansen hielp mij goed"]


def test_where_fewer_than_ten_answered_nothing_is_quoted_though_it_was_released(town: Town) -> None:
    with_answers(town, respondents=8)
    record.release_open_answers(town.home, [item.key for item in own(town).values() if not item.marks], by="Bram")
    assert published(town) == []


def test_a_survey_that_no_longer_counts_takes_its_answers_along(town: Town) -> None:
    delivery_id = with_answers(town)
    key = own(town)["Bedankt"].key
    record.release_open_answers(town.home, [key], by="Bram")
    intake.withdraw(town.home, delivery_id, why="verkeerd bestand", by="Anja")
    assert own(town) == {} and published(town) == []
    with pytest.raises(NotFound):
        record.release_open_answers(town.home, [key], by="Bram")


def test_two_open_questions_with_the_same_words_are_decided_about_apart(town: Town) -> None:
    """ "Toelichting" stands under many a question."""
    lines = export().split(b"\n")
    data = b"\n".join([lines[0] + b";V5. Wat kan er beter?", *[line + f";Ook dit kan echt nog een stuk beter: {number}".encode() for number, line in enumerate(lines[1:])]])  # fmt: skip
    accepted(town, data)
    found = [item for item in record.open_answers(town.home) if item.question == "Wat kan er beter?"]
    assert len(found) == len({item.key for item in found}) == 38
    record.release_open_answers(town.home, [item.key for item in found], by="Bram", read=True)
    assert len(published(town)) == 38


def test_rebuilding_keeps_every_decision(town: Town) -> None:
    with_answers(town)
    record.release_open_answers(town.home, [own(town)["Bedankt"].key], by="Bram")
    with acting(town.home) as acts:
        before = acts.ledger.rows("select * from open_decision")
    town.run("rebuild")
    with acting(town.home) as acts:
        assert acts.ledger.rows("select * from open_decision") == before != []
