"""Questions on the umbrella agreement: taken in from a form without who asked, answered, published, kept in the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from small_town import Answer, kwartaalbeeld

from pipelines.errors import UsageProblem
from pipelines.ledger import Ledger
from pipelines.parties.question_file import read_form, without_persons
from pipelines.parties.questions import question_table
from pipelines.place import Home
from pipelines.reading.cells import FileCells, SheetCells
from schemas.umbrella_questions import UMBRELLA_QUESTIONS, QuestionColumn

BSN = "123456782"  # passes the eleven test
HEAD = ("Naam", "E-mailadres", "Vraag", "Antwoord", "Ingediend op", "Gepubliceerd op")
ROWS = (
    ("Jan de Vries", "jan@voorbeeld.nl", "Mag een zzp'er meedoen?", "Ja, als hij aan de eisen voldoet.", "18-1-2022 09:12",
     "25-1-2022"),
    ("Els Bakker", "els@voorbeeld.nl", "Hoe lang loopt het?\n\nMet vriendelijke groet,\nEls Bakker\n06-12345678", "", "19-1-2022",
     ""),
)  # fmt: skip


def cells(*rows: tuple[str, ...]) -> FileCells:
    return FileCells("csv", (SheetCells.of("", [list(row) for row in rows]),))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    assert kwartaalbeeld("init", "--home", tmp_path / "home").code == 0
    return Home(tmp_path / "home")


def run(home: Home, command: str, *words: str | Path) -> Answer:
    return kwartaalbeeld(command, *words, "--home", home.root, *(() if "--json" in words else ("--by", "beheer")))


def form(folder: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Path:
    path = folder / "vragen.csv"
    pd.DataFrame(rows, columns=list(head)).to_csv(path, sep=";", index=False)
    return path


def test_a_form_is_read_without_who_asked():
    found = read_form(cells(HEAD, *ROWS), {})
    assert found.dropped == ("Naam", "E-mailadres")
    assert [row.question for row in found.rows] == ["Mag een zzp'er meedoen?", "Hoe lang loopt het?"]
    assert [row.cleaned for row in found.rows] == [False, True]
    assert (found.rows[0].asked_on, found.rows[0].published_on) == (date(2022, 1, 18), date(2022, 1, 25))


def test_a_municipality_names_its_own_columns():
    head = ("Wat wilt u weten?", "Ons bericht terug")
    named = {QuestionColumn.QUESTION: "Wat wilt u weten?", QuestionColumn.ANSWER: "Ons bericht terug"}
    assert read_form(cells(head, ("Wanneer begint het?", "Op 1 juli.")), named).rows[0].answer == "Op 1 juli."
    with pytest.raises(UsageProblem, match='Geen kolom heet "vraag"'):
        read_form(cells(head, ("Wanneer begint het?", "Op 1 juli.")), {})
    with pytest.raises(UsageProblem, match="staat niet in het bestand"):
        read_form(cells(HEAD, *ROWS), {QuestionColumn.ANSWER: "Iets anders"})


@pytest.mark.parametrize("column", range(len(HEAD)))
def test_a_citizen_service_number_anywhere_refuses_the_whole_file_and_is_not_repeated(column: int):
    row = list(ROWS[0])
    row[column] = f"nummer {BSN}"
    with pytest.raises(UsageProblem, match=r"rij 3") as refused:
        read_form(cells(HEAD, ROWS[0], tuple(row)), {})
    assert BSN not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bel mij op 06-12345678 of mail a.b@c.nl.", "Bel mij op [weggelaten] of mail [weggelaten]"),
        ("Wat is artikel 3?\nHoogachtend\nA. Jansen", "Wat is artikel 3?"),
        ("Geldt de groet in artikel 2?", "Geldt de groet in artikel 2?"),
    ],
)
def test_what_says_who_asked_is_left_out_of_a_text(text: str, left: str):
    assert without_persons(text)[0].rstrip(".") == left.rstrip(".")


def test_taken_in_twice_is_kept_once_and_an_answer_that_came_later_is_added(home: Home, tmp_path: Path):
    first = run(home, "questions", form(tmp_path, *ROWS))
    assert first.out.splitlines()[:3] == [
        "2 nieuw, 0 bijgewerkt, 0 hetzelfde.",
        "Niet bewaard: 2 kolommen (Naam, E-mailadres).",
        "Uit 1 vraag is iets over de vragensteller weggelaten.",
    ]
    answered = (*ROWS[1][:3], "Zes jaar.", ROWS[1][4], "27-1-2022")
    again = run(home, "questions", form(tmp_path, ROWS[0], answered))
    assert again.out.startswith("0 nieuw, 1 bijgewerkt, 1 hetzelfde.")
    kept = run(home, "questions", "--json").json
    assert [(row["question_id"], row["answer"], row["published_on"]) for row in kept] == [
        ("V0001", "Ja, als hij aan de eisen voldoet.", "2022-01-25"), ("V0002", "Zes jaar.", "2022-01-27"),
    ]  # fmt: skip
    whole = b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())
    for name in (b"Jan de Vries", b"jan@voorbeeld.nl", b"Bakker", b"12345678"):
        assert name not in whole
    assert run(home, "verify", "--json").code == 0


def test_a_question_is_asked_answered_published_and_taken_away(home: Home):
    assert "V0001" in run(home, "ask", "Wie beslist?", "--subject", "artikel 4", "--on", "2022-02-01").out
    assert run(home, "ask", "wie beslist?").code != 0  # it is there already
    assert run(home, "reply", "V0001", "De tafel.").code == 0
    ledger = Ledger(home.ledger)
    try:
        assert question_table(ledger)["number"].isna().all()  # an answer without a day is not in the nota
    finally:
        ledger.close()
    assert run(home, "reply", "V0001", "De overlegtafel.", "--published-on", "4-2-2022").code == 0
    assert run(home, "unask", "V0009", "--why", "dubbel").code != 0
    assert run(home, "unask", "V0001", "--why", "dubbel").code == 0
    assert run(home, "questions", "--json").json == []
    assert "Wie beslist?" in (home.ledger).read_bytes().decode("utf-8", "ignore")  # acts are never lost


def test_a_question_that_may_hold_a_name_is_marked_until_it_is_published(home: Home):
    run(home, "ask", "Geldt het ook voor jeugdhulp? Vraagt mevrouw Jansen.")
    assert [row["to_read"] for row in run(home, "questions", "--json").json] == [True]
    run(home, "reply", "V0001", "Ja.", "--published-on", "4-2-2022")
    assert [row["to_read"] for row in run(home, "questions", "--json").json] == [False]


def test_the_nota_counts_in_the_order_of_publication(home: Home, tmp_path: Path):
    later = ("", "", "Eerst gesteld?", "Ja.", "1-1-2022", "2-2-2022")
    sooner = ("", "", "Later gesteld?", "Ja.", "2-1-2022", "1-2-2022")
    run(home, "questions", form(tmp_path, later, sooner, ("", "", "Zonder antwoord?", "", "", "")))
    ledger = Ledger(home.ledger)
    try:
        table = question_table(ledger)
    finally:
        ledger.close()
    assert list(table.columns) == list(UMBRELLA_QUESTIONS.columns)
    assert table["number"].tolist()[:2] == [2, 1] and pd.isna(table["number"].iloc[2])


def test_a_day_of_publication_without_an_answer_is_refused_and_nothing_is_kept(home: Home, tmp_path: Path):
    refused = run(home, "questions", form(tmp_path, ROWS[0], ("", "", "En dit?", "", "", "1-2-2022")))
    assert refused.code == 2 and "geen antwoord" in refused.err
    assert run(home, "questions", "--json").json == []
