"""A survey that somebody explains on the page Aanleveren: the wave, who answered, the questions; tried and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_page import Desk

from pipelines import intake
from schemas.vocabulary import DeliveryState
from tests.pipelines.small_surveys import delivered, export
from tests.pipelines.small_town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def choose(desk: Desk, label: str, value: str) -> None:
    next(field for field in desk.app.selectbox if field.label == label).set_value(value)


def test_an_export_is_recognised_as_a_survey_explained_tried_and_kept(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = delivered(town, "enquete.csv", export())
    desk = Desk(town.home.root, monkeypatch).open(levering=first.delivery_id or "", stap="indeling")
    desk.app.default_timeout = 300  # what accepting would change is computed at the end
    assert desk.app.radio[0].value.startswith("Een enquête")
    assert "19 respondenten" in desk.text and "1 niet afgemaakt formulier" in desk.text
    assert "onze vraag “Ik werd snel geholpen”" in desk.text
    assert "open vraag: in eigen woorden" in desk.text and "weken voordat er iemand kwam" not in desk.text
    desk.press("Probeer")
    assert "Hierboven staat waar" in desk.text
    choose(desk, "Wat voor meting is dit?", "clientenquete")
    choose(desk, "In welk kwartaal telt de meting?", list(_quarters(desk))[1])
    choose(desk, "Hoe is gevraagd?", "via internet")
    choose(desk, "Wie konden meedoen?", "iedereen uitgenodigd")
    desk.run()
    provider = next(field for field in desk.app.selectbox if field.label == "Over welke aanbieder gaan de antwoorden?")
    assert provider.value == "E"  # the question that asks it was found by its words
    desk.write("Hoeveel mensen zijn uitgenodigd? (mag leeg blijven)", "40")
    desk.run().press("Probeer")
    assert "De vragen zoals zij zouden tellen" in desk.text
    desk.write("Naam voor deze indeling", "clienten-limesurvey").press("Bewaar en lever")
    rows = intake.list_deliveries(town.home)
    assert (rows[-1]["state"], rows[-1]["data_set"], rows[-1]["recipe"]) == (
        DeliveryState.WAITING, "clientenquete", "clienten-limesurvey",
    )  # fmt: skip


def _quarters(desk: Desk) -> list[str]:
    from dashboard.desk.mapping.owner import quarters

    return list(quarters())


def test_a_youth_survey_is_never_about_a_provider_and_says_why(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first = delivered(town, "enquete.csv", export())
    desk = Desk(town.home.root, monkeypatch).open(levering=first.delivery_id or "", stap="indeling")
    choose(desk, "Wat voor meting is dit?", "ceo_jeugd")
    desk.run()
    assert "nooit per aanbieder getoond" in desk.text
    assert "Over welke aanbieder gaan de antwoorden?" not in [field.label for field in desk.app.selectbox]


def test_a_day_that_is_none_is_told_at_the_field(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first = delivered(town, "enquete.csv", export())
    desk = Desk(town.home.root, monkeypatch).open(levering=first.delivery_id or "", stap="indeling")
    desk.write("Laatste dag (mag leeg blijven)", "eind mei").run()
    assert "Schrijf de dag als 1-10-2025." in desk.text


def test_a_code_book_turns_codes_into_words_on_the_page(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first = delivered(
        town, "codes.csv", "\n".join(["nr;q1;q2", *[f"{n};{n % 3 + 1};{n % 2 + 1}" for n in range(1, 31)]]).encode()
    )
    book = "kolom;vraag;codes\n" + "\n".join(
        ["q1;Hoe vindt u de hulp?;1 - goed, 2 - matig, 3 - slecht", "q2;Bent u gebeld?;1 - ja, 2 - nee",
         *[f"q{n};Vraag {n};1 - ja, 2 - nee" for n in range(3, 9)]]
    )  # fmt: skip
    desk = Desk(town.home.root, monkeypatch).open(levering=first.delivery_id or "", stap="indeling")
    desk.pick("Wat staat er in dit bestand?", desk.app.radio[0].options[0]).run()
    assert "Hoe vindt u de hulp?" not in desk.text
    desk.app.file_uploader[0].set_value([("boek.csv", book.encode(), "text/csv")])
    desk.run()
    assert "Hoe vindt u de hulp?" in desk.text and "matig" in desk.text
    desk.app.file_uploader[0].set_value([("boek.csv", b"zomaar;iets\n1;2", "text/csv")])
    desk.run()
    assert "Dit is geen codeboek" in desk.text
