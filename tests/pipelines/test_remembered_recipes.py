"""A file like one of before goes through untouched; what only a person can tell is asked once per file."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from small_surveys import by_date, delivered, learned, survey
from small_town import Town

from pipelines import intake
from pipelines.archive import Archive
from pipelines.errors import UsageProblem, WrongState
from pipelines.intake import Content
from pipelines.ledger import Ledger
from schemas.quarter import Quarter
from schemas.vocabulary import DeliveryState, SlotState


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_next_quarters_file_goes_through_untouched(town: Town) -> None:
    learned(town, by_date(), survey("02"))
    later = delivered(town, "tweede.csv", survey("05"))
    assert (later.state, later.recipe) == (DeliveryState.WAITING, "enquete-berk")
    assert later.recognised == "Herkend: recept enquete-berk (Enquête Berk)"
    assert later.checked.slots == [("berk", "2026-K2", "clientenquete")]


def test_a_recipe_with_a_fixed_quarter_asks_it_for_each_file(town: Town) -> None:
    fixed = Content(
        "Enquête Berk", constants={"provider_id": "berk", "period": "2026-K1"}, measures=by_date().measures,
        answers=by_date().answers, ask=("period",),
    )  # fmt: skip
    learned(town, fixed, survey("02"))
    later = delivered(town, "tweede.csv", survey("05"))
    assert later.state is DeliveryState.UNMAPPED and later.delivery_id
    (finding,) = later.checked.findings
    assert (finding.code, finding.detail) == ("recipe_asks", "periode (vorige keer 2026-K1)")
    assert intake.asked_of(town.home, later.delivery_id)[1] == {"period": "2026-K1"}
    with pytest.raises(UsageProblem, match="periode"):
        intake.confirm(town.home, later.delivery_id, {}, by="Anja")
    read = intake.confirm(town.home, later.delivery_id, {"period": "2026-K2"}, by="Anja")
    assert (read.state, read.checked.slots) == (DeliveryState.WAITING, [("berk", "2026-K2", "clientenquete")])
    assert "2026-K1" in (town.home.recipes / "enquete-berk.toml").read_text(), "the recipe itself stays as it was"
    with pytest.raises(WrongState):
        intake.confirm(town.home, read.delivery_id or "", {"period": "2026-K3"}, by="Anja")
    assert town.run("verify").code == 0


def test_the_same_is_told_on_the_command_line(town: Town) -> None:
    fixed = Content(
        "Enquête Berk", constants={"provider_id": "berk", "period": "2026-K1"}, measures=by_date().measures,
        answers=by_date().answers, ask=("period",),
    )  # fmt: skip
    learned(town, fixed, survey("02"))
    file = town.write("tweede.csv", survey("05"))
    answer = town.run("deliver", file, "--recipe", "enquete-berk", "--set", "period=2026-K2", "--json")
    assert (answer.code, answer.json[0]["slots"], answer.json[0]["state"]) == (0, 1, "waiting")
    assert town.run("deliver", file, "--set", "period=2026-K2").code == 2
    assert town.run("deliver", file, "--recipe", "enquete-berk", "--set", "kwartaal=2026-K2").code == 2


def test_survey_answers_stand_beside_the_quarters_figures_and_not_in_their_place(town: Town) -> None:
    town.accepted("kwartaal.csv", "berk;D-3;2026-K1;BER-2;90;;;aantal;;;")
    learned(town, by_date(), survey("02"))
    values = town.publish()
    own = values[(values["provider_id"] == "berk") & (values["quarter"] == "2026-K1") & values["headline"]]
    shown = own.set_index("indicator")["value"]
    assert shown["BER-2"] == 90
    assert shown["TEV-2"] == pytest.approx(100 * (6 + 3) / (6 + 3 + 2))


def test_a_survey_that_was_not_held_in_a_quarter_is_not_missed(town: Town) -> None:
    for quarter in ("2025-K4", "2026-K1", "2026-K2"):
        town.accepted(f"{quarter}.csv", f"berk;D-3;{quarter};BER-2;90;;;aantal;;;")
    before = town.publish()
    learned(town, by_date(), survey("02"))
    after = town.publish()
    assert list(after.loc[after["indicator"] == "TEV-2", "quarter"]) == ["2026-K1"]
    complete = [
        frame[frame["indicator"] == "LEV-1"].set_index(["provider_id", "quarter"])["value"] for frame in (before, after)
    ]
    assert complete[0].drop(("berk", "2026-K1")).equals(complete[1].drop(("berk", "2026-K1")))


def test_a_figure_counts_in_one_slot_at_a_time(town: Town) -> None:
    learned(town, by_date(), survey("02"))
    answer = town.deliver("kwartaal.csv", "berk;D-3;2026-K1;TEV-2;;9;11;%;;;")
    assert answer.json[0]["findings_by_code"]["counts_elsewhere"] == 1
    assert answer.code != 0


def test_what_a_survey_tool_added_about_persons_is_in_no_store(town: Town) -> None:
    learned(town, by_date(), survey("02", mail=";piet@voorbeeld.nl"))
    later = delivered(town, "met-adres.csv", survey("05", mail=";jan.jansen@voorbeeld.nl"))
    assert [item.code for item in later.checked.findings] == ["personal_column_dropped"]
    assert not [path for path in town.home.root.rglob("*") if path.is_file() and b"voorbeeld.nl" in path.read_bytes()]
    assert later.delivery_id
    row = intake.delivery(town.home, later.delivery_id)
    assert row["sha256"] != row["original_sha256"]
    again = delivered(town, "met-adres.csv", survey("05", mail=";jan.jansen@voorbeeld.nl"))
    assert (again.known, again.delivery_id) == (True, later.delivery_id)


def test_a_strange_file_is_proposed_on_the_command_line_and_nothing_is_kept(town: Town) -> None:
    before = intake.position(town.home)
    answer = town.run("propose", town.write("vreemd.csv", survey("02")), "--json")
    (sheet,) = answer.json["sheets"]
    assert [column["name"] for column in sheet["columns"]] == ["Ingevuld op", "Ik ben goed geholpen"]
    assert sheet["columns"][1]["scale"] == "likert5_eens"
    assert intake.position(town.home) == before
    assert town.run("propose", town.write("vreemd2.csv", survey("02"))).code == 0


def test_a_recipe_is_listed_shown_changed_and_remembered(town: Town) -> None:
    learned(town, by_date(), survey("02"))
    text = town.run("recipes", "--text", "enquete-berk").out
    assert text == (town.home.recipes / "enquete-berk.toml").read_text()
    changed = town.write("anders.toml", text.replace("Enquête Berk", "Enquête van Berk"))
    assert town.run("remember", changed, "--name", "enquete-berk").code == 2, "a name is not taken twice"
    assert town.run("remember", changed, "--name", "enquete-berk-2").code == 0
    assert town.run("remember", town.write("stuk.toml", "x = ["), "--name", "stuk-recept").code == 2
    (town.home.recipes / "kapot.toml").write_text("x = [")
    listed = town.run("recipes", "--json").json
    assert {"enquete-berk", "enquete-berk-2", "nhs-ae"} <= {item["name"] for item in listed["recipes"]}
    assert any("kapot" in problem for problem in listed["problems"])


def test_a_refused_file_is_handed_back_on_the_command_line(town: Town) -> None:
    answer = town.deliver("fout.csv", "berk;D-3;2025-K3;BER-2;veel;;;aantal;;;")
    delivery_id = answer.json[0]["delivery_id"]
    out = town.folder / "terug.xlsx"
    assert town.run("handback", delivery_id, "--out", out).code == 0
    assert openpyxl.load_workbook(out).sheetnames[0] == "Bevindingen"
    assert town.run("handback", delivery_id, "--out", out).code == 9, "nothing is overwritten"


def test_the_board_says_who_delivered_and_how_far_it_is(town: Town) -> None:
    town.accepted("berk.csv", "berk;D-3;2025-K3;BER-2;90;;;aantal;;;")
    town.deliver("linde.csv", "linde;D-1;2025-K3;BER-2;veel;;;aantal;;;")
    rows = json.loads(town.run("board", "--quarter", "2025-K3", "--json").out)
    states = {row["provider_id"]: row["state"] for row in rows}
    assert (states["berk"], states["linde"]) == ("accepted", "refused")
    assert [row["provider"] for row in rows] == sorted((row["provider"] for row in rows), key=str.casefold)
    assert next(row for row in rows if row["provider_id"] == "linde")["errors"] == 1


@pytest.mark.parametrize(
    ("day", "state"), [("2026-01-28", SlotState.EXPECTED), ("2026-01-29", SlotState.MISSING)]
)  # four weeks after 31 December is 28 January
def test_an_absent_delivery_is_expected_until_the_last_day_and_missing_after_it(
    town: Town, day: str, state: SlotState
) -> None:
    from datetime import date

    places = intake.board(town.home, [Quarter.parse("2025-K4")], today=date.fromisoformat(day))
    assert {place.state for place in places if place.provider_id == "berk"} == {state}


def test_a_file_of_our_own_is_recognised_with_its_version(town: Town) -> None:
    answer = town.deliver("kwartaal.csv", "berk;D-3;2025-K3;BER-2;90;;;aantal;;;", accept=False)
    assert answer.json[0]["recognised"] == "Herkend: ons sjabloon, zonder versie"


def _fixed() -> Content:
    return Content(
        "Enquête Berk", constants={"provider_id": "berk", "period": "2026-K1"}, measures=by_date().measures,
        answers=by_date().answers, ask=("period",),
    )  # fmt: skip


def _holding(town: Town, text: bytes) -> list[Path]:
    return [path for path in town.home.root.rglob("*") if path.is_file() and text in path.read_bytes()]


def test_persons_are_in_no_store_either_while_the_recipe_still_asks_something(town: Town) -> None:
    learned(town, _fixed(), survey("02", mail=";piet@voorbeeld.nl"))
    later = delivered(town, "tweede.csv", survey("05", mail=";jan.jansen@voorbeeld.nl"))
    assert [item.code for item in later.checked.findings] == ["personal_column_dropped", "recipe_asks"]
    assert later.delivery_id and not _holding(town, b"voorbeeld.nl")
    _, made = intake.handed_back(town.home, later.delivery_id)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert not [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if "@" in str(cell)]
    read = intake.confirm(town.home, later.delivery_id, {"period": "2026-K2"}, by="Anja")
    intake.accept(town.home, read.delivery_id or "", by="Anja")
    assert town.run("rebuild").code == 0 and not _holding(town, b"voorbeeld.nl")
    assert town.run("verify", "--json").json["personal"] == []


def test_a_file_of_persons_is_destroyed_although_its_recipe_still_asks_something(town: Town) -> None:
    learned(town, _fixed(), survey("02"))
    numbers = survey("05") + b"Het BSN is 111222333;oneens\n"
    later = delivered(town, "tweede.csv", numbers)
    assert (later.state, later.delivery_id) == (DeliveryState.DESTROYED, None)
    assert not _holding(town, b"111222333")


def test_a_delivery_that_waits_for_an_answer_is_not_called_unknown(town: Town) -> None:
    learned(town, _fixed(), survey("02"))
    later = delivered(town, "tweede.csv", survey("05"))
    assert [item.code for item in intake.case(town.home, later.delivery_id or "").checked.findings] == ["recipe_asks"]


def test_verify_names_a_file_that_an_older_version_kept_with_persons_in_it(town: Town) -> None:
    learned(town, _fixed(), survey("02"))
    later = delivered(town, "tweede.csv", survey("05"))
    archive = Archive(town.home)
    whole = survey("06", mail=";jan.jansen@voorbeeld.nl")
    ledger = Ledger(town.home.ledger)
    row = ledger.delivery(later.delivery_id or "")
    assert row is not None
    payload = next(e.payload for e in ledger.events() if e.kind == "unmapped" and e.payload["recipe"] is None and
                   "recipe_asks" in e.payload["findings"])  # fmt: skip
    sha256 = archive.keep(whole)
    with ledger.transaction():
        ledger.append("unmapped", {**payload, "delivery_id": "L09999", "sha256": sha256, "original_sha256": sha256},
                      actor="Anja")  # fmt: skip
    ledger.close()
    told = town.run("verify")
    assert told.code == 0 and "L09999" in told.out and "wie iemand is" in told.out
    _, made = intake.handed_back(town.home, "L09999")
    assert "voorbeeld.nl" not in str([list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(made))])


def test_the_first_row_of_a_file_without_headings_is_not_repeated(town: Town) -> None:
    file = town.write("zonder-kop.csv", b"Jan de Vries;Dorpsstraat 1;Zeer tevreden\nPiet Smit;Kerkweg 2;Tevreden\n")
    told = town.run("check", file).out
    assert "Vries" not in told and "Dorpsstraat" not in told and "3 cellen" in told


def test_the_same_survey_dropped_again_is_known_also_when_what_was_kept_differs(town: Town) -> None:
    learned(town, _fixed(), survey("02", mail=";piet@voorbeeld.nl"))
    whole = survey("05", mail=";jan.jansen@voorbeeld.nl")
    later = delivered(town, "tweede.csv", whole)
    read = intake.confirm(town.home, later.delivery_id or "", {"period": "2026-K2"}, by="Anja")
    intake.accept(town.home, read.delivery_id or "", by="Anja")
    again = delivered(town, "nog-eens.csv", whole)
    assert (again.known, again.delivery_id, again.state) == (True, read.delivery_id, DeliveryState.ACCEPTED)
    assert f"telt al mee als {read.delivery_id}" in town.run("deliver", town.write("nog-eens.csv", whole)).out
    assert [intake.emptied(town.home, item or "") for item in (later.delivery_id, read.delivery_id)] == [1, 1]


def test_of_a_folder_what_was_destroyed_is_told_apart_from_what_was_refused(town: Town) -> None:
    folder = town.folder / "map"
    folder.mkdir()
    (folder / "vreemd.csv").write_bytes(survey("02"))
    (folder / "fout.csv").write_bytes(b"Hallo daar\n")
    (folder / "weg.csv").write_bytes(b"BSN;cijfer\n111222333;8\n123456782;7\n")
    told = town.run("deliver", folder)
    assert "2 van de 3 bestanden zijn geweigerd; het origineel is bewaard." in told.out + told.err
    assert "1 van de 3 bestanden is vernietigd" in told.out + told.err


def test_a_kind_of_file_that_never_holds_a_table_is_called_that(town: Town) -> None:
    told = town.run("check", town.write("gegevens.json", b'{"aanbieder": "berk", "cijfer": 4}')).out
    assert "Dit soort bestand (.json) kan Kwartaalbeeld niet lezen." in told
