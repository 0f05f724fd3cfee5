"""The talk on the command line: plan, write, agree, settle with real documents, look back; what is to do, and the calendar."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import openpyxl
from small_town import Town

from dashboard.readings import Door
from pipelines import record
from pipelines.published_file import is_true
from pipelines.publishing import published_values
from pipelines.settings import Settings
from pipelines.talk import reminding
from pipelines.talk.reminding import Duty, ToDo, calendar, to_do_csv

TALK = ("--provider", "berk", "--quarter", "2025-K1")
HOSTILE = '=HYPERLINK("x"); komma, "aanhaling"\ntweede regel ' + "é" * 200


def said(town: Town, command: str, *words: str | Path) -> str:
    answer = town.run(command, *words)
    assert answer.code == 0, answer.out + answer.err
    return answer.out


def test_a_talk_from_plan_to_edition_on_the_command_line(tmp_path: Path):
    town = Town(tmp_path)
    town.accepted("k1.csv", "berk;D-3;2025-K1;BER-2;20;;;aantal;;;", "berk;D-3;2025-K1;TER-2;;30;50;%;;;")
    town.publish()
    assert "Concept" in said(town, "talk", *TALK, "--plan", "2025-05-20", "--present", "contractmanager")
    assert "Gesprek met De Berk B.V. over het 1e kwartaal 2025." in said(town, "todo")
    assert "0 punten te doen." in said(town, "todo", "--owner", "manager")  # there is one, with nothing to do
    unknown = town.run("todo", "--owner", "gemente")
    assert unknown.code == 6 and 'Bedoelt u "gemeente"?' in unknown.err
    assert "U kunt kiezen uit: gemeente." in town.run("todo", "--owner", "onzin").err
    for command in (("talk",), ("values",), ("note", "Langer", "--kind", "wachtlijst", "--function", "manager")):
        wrong = town.run(*command, "--provider", "Berk", "--quarter", "2025-K1")
        assert wrong.code == 6 and 'Bedoelt u "berk"?' in wrong.err
    said(town, "comment", "Een groep erbij.", *TALK, "--indicator", "BER-2", "--function", "bestuurder")
    assert "S0001" in said(town, "note", "Langer", *TALK, "--kind", "wachtlijst", "--function", "manager")
    assert "S0002" in said(town, "note", "Waarom?", *TALK, "--kind", "open vraag", "--function", "wethouder")
    said(town, "note", "Daarom", *TALK, "--answer", "S0002", "--function", "manager")
    assert "A0001" in said(town, "action", HOSTILE, *TALK, "--owner", "manager", "--due", "1-6-2025")
    said(town, "action", "Begonnen", *TALK, "--change", "A0001", "--state", "loopt", "--escalation", "verbeterafspraak")
    assert "1 actiepunt staat nog open." in said(town, "actions", *TALK)
    assert town.run("settle", *TALK).code == 9  # not held yet
    said(town, "talk", *TALK, "--held", "2025-05-21", "--present", "contractmanager", "--present", "bestuurder")
    settled = town.run("settle", *TALK, "--by", "beheer", "--json").json
    assert settled["edition"] == "E0001" and any(name.endswith(".pdf") for name in settled["documents"])
    assert settled["content_hash"][:16] in said(town, "edition", "list")
    said(town, "edition", "show", "E0001", "--out", tmp_path / "editie")
    assert {path.name for path in (tmp_path / "editie").iterdir()} == {"gegevens", *settled["documents"]}
    assert next((tmp_path / "editie").glob("*.pdf")).read_bytes().startswith(b"%PDF")
    assert all(settled["content_hash"] in page.read_text("utf-8") for page in (tmp_path / "editie").glob("*.html"))
    assert "sindsdien" in (told := said(town, "edition", "diff", "E0001")) and "Let op" not in told
    assert town.run("edition", "show", "E0001", "--out", tmp_path / "editie").code == 9  # never over what is there
    assert town.run("edition", "diff").code == 2
    said(town, "reopen", *TALK, "--why", "Een telfout")
    assert "nog niet gepubliceerd" in said(town, "edition", "diff", "E0001")
    assert "weer geopend" in said(town, "edition", "list")
    talk = town.run("talk", *TALK, "--json").json
    assert talk["state"] == "discussed" and talk["actions"][0]["state"] == "running"
    assert talk["questions"][0]["answer"] == "Daarom" and talk["signals"][0]["kind"] == "waiting_list"
    rows = list(csv.DictReader(io.StringIO(said(town, "todo", "--csv").removeprefix("\ufeff")), delimiter=";"))
    assert {row["soort"] for row in rows} == {"actiepunt", "reactie op duiding"}
    action = next(row for row in rows if row["code"] == "A0001")
    assert action["eigenaar"] == "manager (De Berk B.V.)" and action["status"] == "loopt, verbeterafspraak"
    assert action["wanneer"] == "te laat" and action["datum"] == "01-06-2025" and action["tekst"].startswith("'=HYP")
    said(town, "calendar", "--out", tmp_path / "agenda.ics")
    assert (tmp_path / "agenda.ics").read_bytes().count(b"BEGIN:VEVENT") == 2


def item(text: str, due_on: date | None = date(2025, 6, 1)) -> ToDo:
    return ToDo("A1", "manager (De Berk)", Duty.ACTION, "berk", "De Berk", "2025-K1", text, due_on, "later", "",
                "2025-05-20T09:30:00Z")  # fmt: skip


def test_the_calendar_keeps_to_its_standard_and_gives_back_the_text_as_it_was():
    """RFC 5545: lines of at most 75 bytes ended by CRLF, folded lines joined again, escapes undone."""
    found = calendar([item(HOSTILE), item("Zonder dag", None)])
    lines = found.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 and b"\n" not in line for line in lines) and found.count(b"BEGIN:VEVENT") == 1
    whole = found.replace(b"\r\n ", b"").decode()
    assert "DTSTAMP:20250520T093000Z" in whole and "DTSTART;VALUE=DATE:20250601" in whole
    assert "DTEND;VALUE=DATE:20250602" in whole
    written = re.search(r"DESCRIPTION:(.*)\r\n", whole)
    assert written is not None
    undone = re.sub(r"\\(.)", lambda mark: "\n" if mark[1] == "n" else mark[1], written[1])
    assert undone == f"{HOSTILE} Eigenaar: manager (De Berk). 1e kwartaal 2025."


def test_this_week_ends_on_sunday():
    wednesday = date(2025, 6, 4)
    whens = {day: reminding._when(date(2025, 6, day), wednesday) for day in (3, 4, 8, 9)}
    assert whens == {3: "te laat", 4: "deze week", 8: "deze week", 9: "later"}
    assert reminding._when(None, wednesday) == "zonder datum"


def test_the_list_for_a_spreadsheet_holds_no_formula_and_every_line_break():
    rows = list(csv.reader(io.StringIO(to_do_csv([item(HOSTILE)]).removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][6] == f"'{HOSTILE}" and not [cell for cell in rows[1] if cell[:1] in "=+-@" and cell]
    assert Settings().response_working_days == 10


def test_the_publication_is_read_also_while_the_pages_of_the_same_process_hold_it_open(tmp_path: Path):
    town = Town(tmp_path / "it's here")
    town.accepted("k1.csv", "berk;D-3;2025-K1;BER-2;20;;;aantal;;;")
    town.publish()
    held = Door(town.home.root).open()
    assert len(published_values(town.home)) and is_true(held.path)
    assert record.talk_now(town.home, "berk", "2025-K1").provider == "De Berk B.V."


def test_open_action_points_stand_in_the_template_and_are_passed_over_when_it_comes_back(tmp_path: Path):
    town = Town(tmp_path)
    said(town, "action", HOSTILE, *TALK, "--owner", "manager", "--due", "2025-06-01", "--indicator", "BER-2")
    said(town, "action", "Gedaan", *TALK, "--owner", "manager", "--due", "2025-06-01")
    said(town, "action", "Klaar", *TALK, "--change", "A0002", "--state", "gereed")
    said(town, "templates", "--quarter", "2025-K2", "--out", tmp_path / "sjablonen")
    book = openpyxl.load_workbook(tmp_path / "sjablonen" / "2025-K2-berk.xlsx")
    rows = [[cell.value for cell in row] for row in book["Actiepunten"].iter_rows(min_row=5)]
    assert [row[:3] for row in rows] == [["A0001", HOSTILE, "manager"]] and rows[0][
        6
    ] == "Bereikte personen sinds 1 januari"
    assert book["Actiepunten"]["B5"].data_type == "s"  # no formula
    assert "Actiepunten" not in openpyxl.load_workbook(tmp_path / "sjablonen" / "2025-K2-linde.xlsx").sheetnames
    sheet = book["Kwartaalmonitor"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "aanbieder")
    column = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if (
            sheet.cell(row, column["indicator"]).value == "BER-2"
            and sheet.cell(row, column["periode"]).value == "2025-K2"
        ):
            sheet.cell(row, column["waarde"]).value = 60
    book.save(tmp_path / "terug.xlsx")
    back = town.run("deliver", tmp_path / "terug.xlsx", "--json").json[0]
    assert back["state"] == "waiting" and "A0001" not in str(back)
