"""A quarter settled as a whole: with the reason why not every talk is, its reports kept, nothing changed until opened again."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from small_town import Town

from pipelines import intake, record
from pipelines.errors import SlotLocked, WrongState
from pipelines.maintenance import verify
from pipelines.talk.edition import read_table
from schemas.publication import VALUES

QUARTER = "2025-K1"
ROWS = ("berk;D-3;2025-K1;BER-2;20;;;aantal;;;", "linde;D-1;2025-K1;BER-2;40;;;aantal;;;")
WHY = "De Linde #fuseert"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Settled on the command line, with its reports, while no talk was."""
    town = Town(tmp_path_factory.mktemp("heel"))
    town.accepted("k1.csv", *ROWS)
    with pytest.raises(WrongState) as problem:
        record.settle_quarter(town.home, QUARTER, by="x", why="  ")
    assert "De Berk B.V., De Wilg en Stichting De Linde." in str(problem.value)
    assert not record.editions(town.home)
    settled = town.run("settle", "--quarter", QUARTER, "--why", WHY, "--by", "beheer", "--json")
    assert settled.code == 0, settled.err
    assert {name.removeprefix(f"kwartaalbeeld-{QUARTER}-") for name in settled.json["documents"]} == {
        f"{kind}.{form}" for kind in ("koepel", "raad") for form in ("pdf", "html", "xlsx", "ods", "csv.zip")
    }
    return town


def test_the_edition_holds_everyone_and_says_on_its_reports_what_was_not_settled(town: Town):
    edition = record.editions(town.home)[0]
    assert set(read_table(record.edition(town.home, "E0001"), VALUES)["provider_id"].dropna()) >= {"berk", "linde"}
    row = town.table("editions").iloc[0]
    assert (row["provider_id"], row["why"], row["content_hash"]) == ("*", WHY, edition["content_hash"])
    count = int(row["unsettled"])
    told = f"vastgesteld zonder {count} gesprekken"
    for kind in ("koepel", "raad"):
        page = record.edition_document(town.home, "E0001", f"kwartaalbeeld-{QUARTER}-{kind}.html").decode()
        assert told in page and WHY in page and edition["content_hash"] in page
        assert ("publiek: gemeenteraad en inwoners" in page, "door beheer" in page) == (kind == "raad", kind != "raad")
    assert not list(town.home.publications.glob("publiek*.pointer"))  # a file for its documents, not to be looked at
    assert "kwartaal als geheel" in town.run("edition", "list").out
    assert town.run("edition", "show", "E0001").code == 0
    assert town.run("edition", "diff", "E0001", "--json").json == {"unpublished": False, "differences": [], "words": []}
    assert verify(town.home).events


def test_its_figures_are_no_longer_provisional_wherever_they_stand(town: Town):
    """Also of who was not spoken to, and of what was never delivered: nothing more comes in."""
    assert not town.table("values").query("quarter == @QUARTER")["provisional"].any()
    slots = town.table("completeness").query("quarter == @QUARTER and delivery_id.notna()")
    assert len(slots) and set(slots["state"]) == {"locked"}
    paper = record.edition_document(town.home, "E0001", f"kwartaalbeeld-{QUARTER}-koepel.pdf")
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        sheet = pdf.attachments["cijfers.csv"].get_file().read_bytes().decode("utf-8-sig")
    assert {row["voorlopig"] for row in csv.DictReader(io.StringIO(sheet), delimiter=";")} == {"nee"}


def test_a_delivery_of_it_is_opened_again_with_the_quarter(town: Town):
    case = intake.case(town.home, "L00002")
    assert case.whole == case.locked == case.slots and not case.closed


def test_nothing_about_it_changes_until_it_is_opened_again_and_then_the_difference_names_the_provider(town: Town):
    for act in (
        lambda: record.note(town.home, "berk", QUARTER, kind="klachten", text="Nee", function="manager", by="x"),
        lambda: record.discuss_talk(
            town.home, "berk", QUARTER, on=date(2025, 5, 1), present=["contractmanager", "manager"], by="x"
        ),
        lambda: record.settle_quarter(town.home, QUARTER, why="Nog eens", by="x"),
    ):
        with pytest.raises(SlotLocked) as problem:
            act()
        assert f"kwartaalbeeld reopen --quarter {QUARTER}" in str(problem.value)
    better = (ROWS[0], ROWS[1].replace(";40;", ";45;"))
    assert town.deliver("k1-beter.csv", *better).code == SlotLocked.exit_code
    assert "weer open" in town.run("reopen", "--quarter", QUARTER, "--why", "Een telfout").out
    assert town.run("reopen", "--quarter", QUARTER, "--why", "Nog eens").code == WrongState.exit_code
    town.accepted("k1-beter.csv", *better)
    assert town.run("edition", "diff", "E0001", "--json").json["unpublished"]
    town.publish()
    found = town.run("edition", "diff", "E0001", "--json").json["differences"]
    mine = next(item for item in found if (item["provider_id"], item["indicator"]) == ("linde", "BER-2"))
    assert (mine["then"]["value"], mine["now"]["value"]) == (40.0, 45.0) and "k1-beter.csv" in mine["why"][0]
    assert town.table("editions")["replaced"].tolist() == [True]
    before = town.table("editions")
    assert town.run("rebuild").code == 0 and town.table("editions").equals(before)


def test_a_quarter_without_anybody_has_nothing_to_settle(tmp_path: Path):
    with pytest.raises(WrongState):
        record.settle_quarter(Town(tmp_path).home, "1999-K1", why="Zomaar", by="x")


def test_a_file_that_no_act_published_is_gone_with_the_next_publication_and_no_other(tmp_path: Path):
    """What an act leaves that is cut off while it settles: nobody was told of it, and no pointer names it."""
    town = Town(tmp_path)
    town.accepted("k1.csv", ROWS[0])
    town.publish()
    town.accepted("k1-linde.csv", ROWS[1])
    orphan = town.home.publications / "intern-0123456789abcdef.duckdb"
    orphan.write_bytes(b"half")
    before = set(town.home.publications.glob("intern-*.duckdb")) - {orphan}
    town.publish()
    after = set(town.home.publications.glob("intern-*.duckdb"))
    assert before < after and len(after) == 2 and orphan not in after
