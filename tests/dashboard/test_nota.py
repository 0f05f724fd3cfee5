"""The nota van inlichtingen and the public page: every question and answer as it was typed, and nothing that is not public."""

from __future__ import annotations

import csv
import re
from datetime import date
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from desk_page import Desk
from party_publication import EVIL, ROWS, with_parties

from dashboard.readings import Readings
from dashboard.report.nota import ENDINGS, Paper, describe_public, made

QUESTIONS: list[dict[str, Any]] = [
    {"question_id": "V0001", "number": 2, "question": EVIL, "answer": "Ja.\nDat mag.", "published_on": date(2022, 2, 1)},
    {"question_id": "V0002", "number": 1, "subject": "artikel 5", "question": "=SOM(1)", "answer": "Nee.",
     "asked_on": date(2022, 1, 18), "published_on": date(2022, 1, 25)},
    {"question_id": "V0003", "number": None, "question": "Nog zonder antwoord?"},
]  # fmt: skip


@pytest.fixture
def readings(publish: Any, tmp_path: Path) -> Readings:
    return with_parties(publish, tmp_path, {**ROWS, "umbrella_questions": QUESTIONS})


def words(content: bytes) -> str:
    body = re.sub(r"<style>.*?</style>", " ", content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_the_page_for_the_website_tells_who_takes_part_since_when_and_every_answer(readings: Readings):
    content = made(readings, Paper.PUBLIC, "html")
    told = words(content)
    for part in ("Loopt van 1 juli 2022 tot en met 30 juni 2028.", "Nieuwkomer 1 juli 2025 30 november 2025",
                 "Vraag 1, artikel 5", "Gesteld op 18 januari 2022. Gepubliceerd op 25 januari 2022.", EVIL, "Dat mag."):  # fmt: skip
        assert part in told, part
    assert told.index("Vraag 1") < told.index("Vraag 2")
    assert b"<script" not in content
    assert not re.search(rb'(?:src|href)="(?!#|data:)', content)  # one file that needs nothing else


@pytest.mark.parametrize(("paper", "ending"), list(ENDINGS))
def test_what_is_not_public_is_in_no_form(readings: Readings, paper: Paper, ending: str):
    content = made(readings, paper, ending)
    for hidden in ("Nog zonder antwoord", "Er was een wachtlijst", "Voldoet", "certificaat", "TB-1"):
        assert hidden.encode() not in content


def test_the_same_publication_gives_the_same_bytes(readings: Readings):
    for paper, ending in ENDINGS:
        assert made(readings, paper, ending) == made(readings, paper, ending)


def test_the_nota_as_csv_holds_no_formula(readings: Readings):
    text = made(readings, Paper.NOTA, "csv").decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(text), delimiter=";")
    assert head == ["nummer", "onderwerp", "gesteld op", "vraag", "antwoord", "gepubliceerd op"]
    assert [row[0] for row in rows] == ["1", "2"] and rows[0][3] == "'=SOM(1)" and rows[1][3] == EVIL


def test_the_nota_is_a_tagged_pdf_with_its_questions_inside(readings: Readings):
    content = made(readings, Paper.NOTA, "pdf")
    assert content.startswith(b"%PDF") and b"/StructTreeRoot" in content and b"/EmbeddedFile" in content


def test_without_questions_or_agreement_it_says_so(publish: Any, tmp_path: Path):
    empty = with_parties(publish, tmp_path, {})
    told = words(made(empty, Paper.PUBLIC, "html"))
    assert (
        "Er zijn nog geen vragen beantwoord en gepubliceerd." in told and "Er zijn nog geen deelnemers bekend." in told
    )
    assert describe_public(empty).files == ()


def test_a_question_is_asked_and_answered_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from pipelines import record
    from pipelines.intake import initialise
    from pipelines.place import Home

    home = Home(tmp_path)
    initialise(home, by="beheer")
    page = Desk(tmp_path, monkeypatch, title="Vragen")
    assert "Er is nog geen vraag vastgelegd" in page.text
    page.app.text_area(key="question_text_0").set_value("Wie beslist? Mail mij op a@b.nl")
    page.press("Bewaar de vraag")
    kept = record.questions(home)
    assert [row["question"] for row in kept] == ["Wie beslist? Mail mij op [weggelaten]"]
    page.open(vraag="V0001")
    page.app.text_area(key="answer_V0001").set_value("De tafel.")
    page.app.text_input(key="answer_day_V0001").set_value("1-2-2022")
    page.press("Bewaar het antwoord")
    assert "1 in de nota van inlichtingen" in page.text
    assert record.questions(home)[0]["published_on"] == "2022-02-01"
