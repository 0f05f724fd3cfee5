"""Page Rapporten: chosen, seen as on paper, made, taken along, and found again in the history."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from desk_page import ANJA, Desk, answered

from pipelines import record
from pipelines.publishing import is_behind
from tests.pipelines.small_town import Town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    found = Town(tmp_path_factory.mktemp("town"))
    found.accepted("berk.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    found.publish()
    return found


@pytest.fixture
def desk(town: Town, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(town.home.root, monkeypatch, title="Rapporten")


def _download(desk: Desk) -> str:
    return re.findall(r'href="(/rapporten/klaar/[0-9a-f]{64})"', desk.markup)[0]


def test_a_report_is_seen_made_taken_along_and_remembered(
    desk: Desk, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(aanbieder="berk", kwartaal="2025-K1")
    pictures = re.findall(r'<img src="([^"]+)" alt="(Bladzijde \d+ van \d+\.)', desk.markup)
    assert pictures and len(pictures) == int(pictures[0][1].rstrip(".").rpartition(" ")[2])
    assert answered(pictures[0][0]).body.startswith(b"\x89PNG")
    before = len(record.reports_made(town.home))
    desk.press("Maak dit rapport")
    file = answered(_download(desk))
    with pikepdf.open(BytesIO(file.body)) as opened:
        assert len(pictures) == len(opened.pages)
    newest = record.reports_made(town.home)
    assert len(newest) == before + 1
    assert (newest[0].made_by, newest[0].kind, newest[0].form) == (ANJA, "volledig", "pdf")
    assert newest[0].files == ((file.headers["content-disposition"].split('"')[1], sha256(file.body).hexdigest()),)
    assert "Eerder gemaakt" in desk.text and newest[0].files[0][0] in desk.text
    again = Desk(town.home.root, monkeypatch, title="Rapporten")  # the page is loaded again
    assert "/rapporten/klaar/" not in "".join(re.findall(r"<a [^>]*download", again.open(kwartaal="2025-K1").markup))
    assert _download(again.open(aanbieder="berk", kwartaal="2025-K1")) == _download(desk)


def test_all_reports_come_in_one_zip_with_their_number_in_the_history(desk: Desk) -> None:
    desk.open(kwartaal="2025-K1", vorm="xlsx").press("Maak alle 4 rapporten")
    with zipfile.ZipFile(BytesIO(answered(_download(desk)).body)) as file:
        assert len(file.namelist()) == 4 and all(name.endswith(".xlsx") for name in file.namelist())
    assert "4 bestanden" in desk.text


def test_a_quarter_is_settled_as_a_whole_where_its_reports_are_and_opened_again(
    desk: Desk, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(kwartaal="2025-K1", rapport="raad")
    assert "Dit kwartaal is als geheel nog niet vastgesteld." in desk.text
    desk.press("Stel het 1e kwartaal 2025 vast")
    assert "zeg waarom het zonder kan" in desk.text
    desk.write(
        "Is nog niet elk gesprek vastgesteld? Waarom kan het toch? Dit komt op het voorblad, ook van het rapport voor de raad.",
        "Zomer <b>",
    ).press("Stel het 1e kwartaal 2025 vast")
    assert "Alle aanbieders, editie E0001" in desk.text and "Rapport voor de raad alle aanbieders" in desk.text
    assert "gesprekken: Zomer &lt;b&gt;" in desk.markup
    talk = Desk(town.home.root, monkeypatch, title="Gesprek").open(aanbieder="berk", kwartaal="2025-K1")
    assert "als geheel vastgesteld (editie E0001)" in talk.text and not talk.app.text_area and not talk.app.button
    desk.write("Waarom opent u dit kwartaal weer?", "Een fout").press("Open het kwartaal weer")
    assert [row["replaced"] for row in record.editions(town.home)] == [True]
    town.publish()  # as the other tests found it


def test_what_is_asked_wrongly_falls_back_and_a_report_of_nobody_waits_for_a_choice(desk: Desk) -> None:
    desk.open(aanbieder="<img src=x>", kwartaal="1999-K9", vorm="exe", rapport="../")
    assert not desk.app.exception and "Voorbeeld" not in desk.text and "<img src=x>" not in desk.markup
    assert next(button for button in desk.app.button if button.label == "Maak dit rapport").disabled


def test_making_asks_no_new_publication(desk: Desk, town: Town) -> None:
    desk.open(aanbieder="berk", kwartaal="2025-K1").press("Maak dit rapport")
    assert not is_behind(town.home)


def test_what_is_not_there_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    monkeypatch.setenv("KWARTAALBEELD_HOME", str(town.home.root))
    assert answered(f"/rapporten/klaar/{'0' * 64}").status_code == 404
    assert answered(f"/rapporten/klaar/{'0' * 64}/1.png").status_code == 404
    answer = answered("/editie/E99999/rapport.pdf")
    assert answer.status_code == 404 and answer.body
