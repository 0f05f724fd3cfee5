"""Archive, ledger, warehouse, publication: what was acknowledged stays, what was changed is found."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from small_town import HEADERS, REGISTER, Town, csv_text, figure, kwartaalbeeld, write_workbook

from pipelines.archive import Archive
from pipelines.errors import IntegrityBroken
from pipelines.ledger import Ledger
from pipelines.place import Home
from pipelines.settings import load_settings

K1 = "berk;D-3;2025-K1;BER-2;{};;;aantal;;;"
K2 = "berk;D-3;2025-K2;BER-2;{};;;aantal;;;"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town with two accepted quarters, one locked, one refused file, one waiting, and a publication."""
    town = Town(tmp_path_factory.mktemp("kleindorp"))
    town.accepted("k1.csv", K1.format(30))
    town.accepted("k1-correctie.csv", K1.format(31))
    town.accepted("k2.csv", K2.format(60), "berk;D-3;2025-K2;TER-1;12;;14;dagen;;;=1+1")
    town.deliver("kapot.csv", K2.format("veel"))
    town.deliver("wacht.csv", "linde;D-1;2025-K1;TER-2;;20;25;%;;;", accept=False)
    town.accepted("wilg.csv", "wilg;D-5;2025-K1;BER-2;20;;;aantal;;;")
    assert town.run("lock", "--provider", "berk", "--quarter", "2025-K1").code == 0
    town.publish()
    return town


@pytest.fixture
def town(settled: Town, tmp_path: Path) -> Iterator[Town]:
    """A copy that may be broken."""
    copy = object.__new__(Town)
    copy.folder, copy.home = tmp_path, Home(tmp_path / "home")
    shutil.copytree(settled.home.root, copy.home.root)
    yield copy


def slots(town: Town) -> dict[tuple[str, str], str]:
    with sqlite3.connect(town.home.ledger) as ledger:
        rows = ledger.execute(
            "select provider_id, quarter, delivery_id from active_slot where quarter <> '*'"
        ).fetchall()
    ledger.close()
    return {(provider, quarter): delivery for provider, quarter, delivery in rows}


# --- ledger


def test_an_untouched_home_verifies(town: Town):
    answer = town.run("verify", "--json")
    assert answer.code == 0
    # init, register received + accepted, 4 x (received + accepted), refused, waiting, locked, settings, published
    assert answer.json["events"] == 1 + 2 + 4 * 2 + 1 + 1 + 1 + 1 + 1
    assert answer.json["deliveries"] == 1 + 4 + 1 + 1


def test_a_change_of_any_byte_of_any_event_is_found():
    ledger = Ledger(":memory:")
    payload = {"provider_id": "berk", "quarter": "2025-K1", "data_set": "kwartaalmonitor"}
    with ledger.transaction():
        ledger.append("initialised", {}, actor="a", at="2025-01-01T00:00:00Z")
        ledger.append("locked", payload, actor="b", at="2025-01-02T00:00:00Z")
        ledger.append("unlocked", {**payload, "why": "nieuw"}, actor="b", at="2025-01-03T00:00:00Z")
    assert ledger.verify() == 3
    rows = ledger.rows("select * from event")
    tried = 0
    for row in rows:
        for column in ("at", "actor", "kind", "payload", "previous", "hash"):
            for place in range(len(row[column])):
                text = row[column]
                other = text[:place] + ("X" if text[place] != "X" else "Y") + text[place + 1 :]
                ledger.connection.execute(f"update event set {column} = ? where seq = ?", (other, row["seq"]))
                with pytest.raises((IntegrityBroken, json.JSONDecodeError)):
                    ledger.verify()
                ledger.connection.execute(f"update event set {column} = ? where seq = ?", (text, row["seq"]))
                tried += 1
    assert tried > 500
    assert ledger.verify() == 3


@pytest.mark.parametrize(
    "tamper",
    [
        "update event set actor = 'iemand anders' where seq = 3",
        "update event set payload = replace(payload, 'k2.csv', 'k9.csv')",
        "delete from event where seq = 5",
        "delete from event where seq = (select max(seq) from event where kind = 'accepted')",
        "update event set seq = seq + 1000 where seq = 4",
        "update active_slot set delivery_id = 'L00002'",
        "delete from locked_slot",
        "update delivery set state = 'accepted' where state = 'refused'",
        "update delivery set accepted_by = 'directeur'",
    ],
)
def test_tampering_with_the_ledger_is_found_with_its_own_exit_code(town: Town, tamper: str):
    with sqlite3.connect(town.home.ledger) as ledger:
        assert ledger.execute(tamper).rowcount > 0
    ledger.close()
    answer = town.run("verify")
    assert answer.code == 7, answer.out + answer.err
    assert "Het logboek klopt niet" in answer.err


def test_an_unreadable_event_is_a_sentence_and_no_crash(town: Town):
    with sqlite3.connect(town.home.ledger) as ledger:
        ledger.execute("update event set payload = substr(payload, 2) where seq = 3")
    ledger.close()
    answer = town.run("verify")
    assert answer.code == 7, answer.out + answer.err


def test_a_ledger_cut_off_at_the_end_is_found_because_the_warehouse_knows_more(town: Town):
    with sqlite3.connect(town.home.ledger) as ledger:
        ledger.execute("delete from event where seq >= (select max(seq) from event where kind = 'accepted')")
        # whoever can do this can bring the derived tables along
        ledger.execute("delete from active_slot where delivery_id = 'L00004'")
    ledger.close()
    assert town.run("verify").code == 7


def test_events_are_kept_in_rollback_journals_that_are_flushed(town: Town):
    ledger = Ledger(town.home.ledger)
    assert ledger.rows("pragma journal_mode") == [{"journal_mode": "delete"}]
    assert ledger.rows("pragma synchronous") == [{"synchronous": 2}]
    ledger.close()


def test_a_failed_transaction_leaves_no_event():
    ledger = Ledger(":memory:")
    with pytest.raises(ZeroDivisionError), ledger.transaction():
        ledger.append("initialised", {}, actor="a")
        raise ZeroDivisionError
    assert ledger.position == 0
    ledger.close()


# --- versions of a slot


def test_a_slot_is_held_by_one_delivery(town: Town):
    with sqlite3.connect(town.home.ledger) as ledger, pytest.raises(sqlite3.IntegrityError):
        ledger.execute("insert into active_slot values ('berk', '2025-K1', 'kwartaalmonitor', 'L00002')")
    ledger.close()


def test_a_correction_takes_the_slot_and_the_first_version_is_kept(town: Town):
    states = {name: item["state"] for name, item in town.deliveries.items()}
    assert states["L00002"] == "superseded"
    assert states["L00003"] == "accepted"
    assert slots(town)[("berk", "2025-K1")] == "L00003"
    with duckdb.connect(town.home.warehouse, read_only=True) as warehouse:
        rows = warehouse.execute(
            "select delivery_id, value from measurement where quarter = '2025-K1' and provider_id = 'berk' order by 1"
        ).fetchall()
    assert rows == [("L00002", 30.0), ("L00003", 31.0)]
    assert Archive(town.home).read(town.deliveries["L00002"]["sha256"]) == csv_text(K1.format(30)).encode()


def test_delivering_the_same_file_again_changes_nothing(town: Town):
    before = town.deliveries, Ledger(town.home.ledger).position
    answer = town.deliver("zelfde-met-andere-naam.csv", K1.format(31))
    assert answer.code == 0
    assert answer.json[0]["already_known"] is True
    assert (town.deliveries, Ledger(town.home.ledger).position) == before
    assert town.run("verify").code == 0


def test_delivering_a_waiting_file_again_with_accept_accepts_it(town: Town):
    (waiting,) = [name for name, item in town.deliveries.items() if item["state"] == "waiting"]
    answer = town.deliver("nog-eens.csv", "linde;D-1;2025-K1;TER-2;;20;25;%;;;")
    assert answer.code == 0
    assert town.deliveries[waiting]["state"] == "accepted"
    assert figure(town.publish(), "D-1", "TER-2", "2025-K1")["value"] == 100 * 20 / 25


def test_a_waiting_delivery_does_not_count_and_publish_says_so(town: Town):
    answer = town.run("publish", "--json")
    assert answer.json["waiting"] == 1
    values = town.publish()
    assert figure(values, "D-1", "TER-2", "2025-K1")["status"] == "not_delivered"


def test_withdrawing_leaves_a_gap_and_the_earlier_version_may_come_back(town: Town):
    assert town.run("unlock", "--provider", "berk", "--quarter", "2025-K1", "--why", "herstel").code == 0
    answer = town.run("withdraw", "L00003", "--why", "verkeerde maand")
    assert answer.code == 0
    assert "kwartaalbeeld accept L00002" in answer.out
    gap = figure(town.publish(), "D-3", "BER-2", "2025-K1")
    assert gap["status"] == "not_delivered"
    assert gap["value"] != 0 and gap["value"] != gap["value"]  # null, never 0
    assert town.run("accept", "L00002").code == 0
    assert figure(town.publish(), "D-3", "BER-2", "2025-K1")["value"] == 30
    assert town.run("verify").code == 0


def test_a_rejected_delivery_never_counts(town: Town):
    (waiting,) = [name for name, item in town.deliveries.items() if item["state"] == "waiting"]
    assert town.run("reject", waiting, "--why", "niet compleet").code == 0
    assert town.run("accept", waiting).code == 9
    assert town.run("reject", waiting, "--why", "nog eens").code == 9
    assert town.deliveries[waiting]["state"] == "rejected"


def test_a_refused_delivery_cannot_be_accepted(town: Town):
    (refused,) = [name for name, item in town.deliveries.items() if item["state"] == "refused"]
    answer = town.run("accept", refused)
    assert answer.code == 9
    assert "kan niet worden geaccepteerd" in answer.err


def test_a_locked_quarter_refuses_every_change(town: Town):
    answer = town.deliver("te-laat.csv", K1.format(35))
    assert answer.code == 4
    (late,) = [name for name, item in town.deliveries.items() if item["file_name"] == "te-laat.csv"]
    assert town.deliveries[late]["state"] == "waiting"
    assert town.run("accept", late).code == 4
    assert town.run("withdraw", "L00003", "--why", "x").code == 4
    assert slots(town)[("berk", "2025-K1")] == "L00003"


def test_one_locked_quarter_keeps_the_whole_file_out(town: Town):
    answer = town.deliver("twee-kwartalen.csv", K1.format(35), "berk;D-3;2025-K3;BER-2;90;;;aantal;;;")
    assert answer.code == 4
    assert ("berk", "2025-K3") not in slots(town)


def test_unlocking_needs_a_reason_and_then_takes_the_correction(town: Town):
    slot = ("--provider", "berk", "--quarter", "K1 2025")
    assert town.run("unlock", *slot, "--why", "  ").code == 2
    assert town.run("unlock", *slot, "--why", "jaarrekening").code == 0
    assert town.run("unlock", *slot, "--why", "nog eens").code == 9
    town.accepted("alsnog.csv", K1.format(35))
    with sqlite3.connect(town.home.ledger) as ledger:
        (payload,) = ledger.execute("select payload from event where kind = 'unlocked'").fetchone()
    ledger.close()
    assert json.loads(payload)["why"] == "jaarrekening"
    assert figure(town.publish(), "D-3", "BER-2", "2025-K1")["value"] == 35


def test_a_quarter_without_a_delivery_cannot_be_locked(town: Town):
    assert town.run("lock", "--provider", "berk", "--quarter", "2024-K1").code == 9
    assert town.run("lock", "--provider", "esdoorn", "--quarter", "2025-K1").code == 6
    assert town.run("lock", "--provider", "berk", "--quarter", "voorjaar").code == 2


# --- lose and rebuild


def csv_bytes(home: Path) -> bytes:
    answer = kwartaalbeeld("values", "--csv", "--home", home)
    assert answer.code == 0, answer.err
    return answer.out.encode()


def test_rebuild_from_archive_and_ledger_gives_the_same_bytes(town: Town):
    before = csv_bytes(town.home.root)
    assert before.count(b"\n") > 5
    town.home.warehouse.unlink()
    shutil.rmtree(town.home.publications)
    assert town.run("values", "--csv").code == 8
    assert town.run("rebuild").code == 0
    assert csv_bytes(town.home.root) == before
    assert town.run("verify").code == 0


def test_rebuild_as_a_user_runs_it_gives_the_same_bytes(town: Town):
    command = [sys.executable, "-m", "dashboard.commands"]
    environment = {**os.environ, "KWARTAALBEELD_HOME": str(town.home.root)}

    def run(*words: str) -> bytes:
        return subprocess.run([*command, *words], check=True, capture_output=True, env=environment).stdout

    before = csv_bytes(town.home.root)
    town.home.warehouse.unlink()
    shutil.rmtree(town.home.publications)
    run("rebuild")
    assert run("values", "--csv") == before
    assert b"\r" not in before and not before.startswith(b"\xef\xbb\xbf")


def test_a_lost_warehouse_is_brought_back_by_the_next_act(town: Town):
    before = csv_bytes(town.home.root)
    town.home.warehouse.unlink()
    publication = town.run("publish", "--json").json
    assert publication["changed"] is False
    assert csv_bytes(town.home.root) == before


@pytest.mark.parametrize(
    "text", ["", 'indicators = ["BER-2", "TER-1"]\n', 'control_chart_preset = "mdc-excel"\n', "chart_n_spread = 0.4\n"]
)
def test_settings_of_every_kind_survive_a_rebuild_and_defaults_make_no_file(town: Town, text: str):
    path = town.home.root / "settings.toml"
    if text:
        path.write_text(text)
    town.publish()
    before = load_settings(town.home.root)
    path.unlink(missing_ok=True)
    assert town.run("rebuild").code == 0
    assert path.exists() == bool(text)
    assert load_settings(town.home.root) == before


@pytest.mark.parametrize("value", ['"weco"', "7", "[1]", "true"])
def test_a_preset_that_does_not_exist_is_refused_with_what_does(town: Town, value: str):
    (town.home.root / "settings.toml").write_text(f"control_chart_preset = {value}\n")
    answer = town.run("publish")
    assert answer.code == 2
    assert "nhsr, mdc-excel" in answer.err


def test_settings_are_brought_back_with_a_rebuild(town: Town):
    (town.home.root / "settings.toml").write_text("tolerance_on_track = 0.2\n")
    town.publish()
    before = csv_bytes(town.home.root)
    (town.home.root / "settings.toml").unlink()
    town.home.warehouse.unlink()
    assert town.run("rebuild").code == 0
    assert csv_bytes(town.home.root) == before


def test_a_damaged_warehouse_is_said_so(town: Town):
    town.home.warehouse.write_bytes(b"niet van duckdb" * 1000)
    answer = town.run("publish")
    assert answer.code == 7
    assert "kwartaalbeeld rebuild" in answer.err
    assert town.run("rebuild").code == 0
    assert town.run("verify").code == 0


def test_a_warehouse_with_a_row_too_many_or_too_few_is_found(town: Town):
    with duckdb.connect(town.home.warehouse) as warehouse:
        warehouse.execute("delete from measurement where delivery_id = 'L00003'")
    answer = town.run("verify")
    assert answer.code == 7
    assert "L00003" in answer.err


# open fault: verify does not look inside the published file, while a report cites its hash
def test_a_changed_publication_is_found(town: Town):
    file = town.home.publications / (town.home.publications / "intern.pointer").read_text().strip()
    with duckdb.connect(file) as publication:
        publication.execute('update "values" set value = value + 1 where value is not null')
    assert town.run("verify").code == 7


# --- identity


def test_publishing_the_same_again_gives_the_same_publication(town: Town):
    first = town.run("publish", "--json").json
    second = town.run("publish", "--json").json
    assert first["publication"] == second["publication"]
    assert second["changed"] is False


def test_two_homes_with_the_same_history_give_the_same_publication_and_the_same_bytes(town: Town, tmp_path: Path):
    other = tmp_path / "elders"
    shutil.copytree(town.home.root, other)
    (other / "warehouse.duckdb").unlink()
    shutil.rmtree(other / "publications")
    assert kwartaalbeeld("rebuild", "--home", other).code == 0
    assert csv_bytes(other) == csv_bytes(town.home.root)
    names = [sorted(p.name for p in (home / "publications").glob("*.duckdb")) for home in (other, town.home.root)]
    assert names[0] == names[1]


def test_another_figure_gives_another_publication_and_keeps_the_old_file(town: Town):
    old = set(town.home.publications.glob("*.duckdb"))
    town.accepted("k1-2024.csv", "berk;D-3;2024-K1;BER-2;61;;;aantal;;;")
    town.publish()
    assert old < set(town.home.publications.glob("*.duckdb"))


def test_the_id_of_a_publication_is_the_hash_of_its_rows(town: Town):
    values = town.publish()
    assert values["publication"].nunique() == 1
    meta = town.table("meta").set_index("key")["value"]
    assert meta["id"] == values["publication"].iloc[0]
    assert len(meta["id"]) == len(hashlib.sha256().hexdigest())


# --- archive


def test_a_missing_file_in_the_archive_is_found(town: Town):
    Archive(town.home).path(town.deliveries["L00002"]["sha256"]).unlink()
    answer = town.run("verify")
    assert answer.code == 7
    assert "ontbreekt in het archief" in answer.err


def test_a_damaged_file_in_the_archive_is_found_also_of_a_refused_delivery(town: Town):
    (refused,) = [item for item in town.deliveries.values() if item["state"] == "refused"]
    path = Archive(town.home).path(refused["sha256"])
    path.write_bytes(path.read_bytes().replace(b"veel", b"weer"))
    answer = town.run("verify")
    assert answer.code == 7
    assert "beschadigd" in answer.err


def test_rebuild_refuses_to_compute_from_a_damaged_archive(town: Town):
    path = Archive(town.home).path(town.deliveries["L00003"]["sha256"])
    path.write_bytes(path.read_bytes().replace(b"31", b"99"))
    answer = town.run("rebuild")
    assert answer.code == 7
    assert "beschadigd" in answer.err


def test_what_an_interrupted_act_left_in_quarantine_is_swept(town: Town):
    (town.home.quarantine / "half").write_bytes(b"half")
    town.run("publish")
    assert list(town.home.quarantine.iterdir()) == []


# --- citizen service numbers


def eleven_proof(count: int) -> list[str]:
    """Nine digits that pass the test, for a file only: 100000009 and on."""
    found = []
    for number in range(123_456_000, 999_999_999):
        text = str(number)
        if sum(w * int(d) for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), text, strict=True)) % 11 == 0:
            found.append(text)
        if len(found) == count:
            return found
    raise AssertionError


def everything_in(home: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", ["header", "column", "workbook"])
def test_a_file_with_citizen_numbers_is_destroyed_and_nothing_of_it_stays(town: Town, kind: str):
    numbers = eleven_proof(25)
    if kind == "workbook":
        rows = [[*HEADERS, "cliënt"], *([*["berk", "D-3", "2025-K3", "BER-5", 1], *[None] * 6, n] for n in numbers)]
        write_workbook(town.folder / "bsn.xlsx", {"Kwartaalmonitor": rows})
        content = (town.folder / "bsn.xlsx").read_bytes()
    else:
        header = ";".join([*HEADERS, "BSN" if kind == "header" else "cliëntnummer"])
        chosen = numbers[:1] if kind == "header" else numbers
        content = csv_text(*(f"{K2.format(60)};{number}" for number in chosen), header=header).encode()
    path = town.write("bsn.xlsx" if kind == "workbook" else "bsn.csv", content)
    answer = town.run("deliver", path, "--accept", "--by", "controller")
    assert answer.code == 10, answer.out + answer.err
    assert not [number for number in numbers if number in answer.out + answer.err]
    sha256 = hashlib.sha256(content).hexdigest()
    kept = everything_in(town.home.root)
    assert not [place for place, data in kept.items() if content[:200] in data or data == content]
    assert not [place for place, data in kept.items() for number in numbers if number.encode() in data]
    assert not Archive(town.home).path(sha256).exists()
    with sqlite3.connect(town.home.ledger) as ledger:
        (payload,) = ledger.execute("select payload from event where kind = 'destroyed'").fetchone()
    ledger.close()
    assert json.loads(payload) == {"sha256": sha256, "kind": "citizen_numbers"}
    assert town.run("verify").code == 0
    assert town.run("rebuild").code == 0


# open fault: screening reads whole cells only, so this note, number and all, would be published
def test_a_citizen_number_in_a_note_is_found(town: Town):
    (number,) = eleven_proof(1)
    answer = town.deliver("toelichting.csv", f"berk;D-3;2025-K3;BER-2;90;;;aantal;;;bsn {number} telt dubbel")
    assert answer.code == 10
    assert number not in answer.out + answer.err


def test_a_kvk_number_is_no_citizen_number(town: Town):
    town.accepted("met-kvk.csv", "10000002;D-3;2025-K3;BER-2;90;;;aantal;;;")


def test_a_citizen_number_in_a_file_name_is_not_kept(town: Town):
    (number,) = eleven_proof(1)
    answer = town.deliver(f"lijst-{number}.csv", "berk;D-3;2025-K3;BER-2;90;;;aantal;;;")
    assert (answer.json[0]["state"], answer.json[0]["delivery_id"]) == ("destroyed", None)
    assert not [path for path, data in everything_in(town.home.root).items() if number.encode() in data]


# --- what leaves


def test_a_text_that_a_spreadsheet_would_run_leaves_as_text(town: Town):
    lines = csv_bytes(town.home.root).decode().splitlines()
    (median,) = [line for line in lines if ",TER-1,12," in line]
    assert ",'=1+1," in median


def test_every_value_without_a_figure_has_a_reason(town: Town):
    values = town.publish()
    empty = values[values["value"].isna()]
    assert len(empty)
    assert empty["reason"].notna().all()
    assert empty["reason_code"].notna().all()


def test_a_home_without_anything_says_how_to_begin(tmp_path: Path):
    for command in (["publish"], ["values"], ["verify"], ["deliveries"]):
        answer = kwartaalbeeld(*command, "--home", tmp_path / "leeg")
        assert answer.code == 6, command
        assert "Traceback" not in answer.err


def test_publishing_before_any_delivery_works(tmp_path: Path):
    town = Town(tmp_path, REGISTER)
    assert town.publish().empty
    assert len(town.table("providers")) == 4


# open fault: a waiting delivery is checked when it arrives and not again when it is accepted
def test_what_no_longer_fits_the_register_cannot_be_accepted(town: Town):
    assert town.deliver("eik.csv", "eik;D-4;2025-K3;BER-2;90;;;aantal;;;", accept=False).code == 0
    (waiting,) = [name for name, item in town.deliveries.items() if item["file_name"] == "eik.csv"]
    without = {
        sheet: [row for row in rows if not {"eik", "D-4"} & set(map(str, row))] for sheet, rows in REGISTER.items()
    }
    town.register(without, "stamgegevens-zonder-eik.xlsx")
    assert town.run("accept", waiting).code != 0
    assert "eik" not in set(town.publish()["provider_id"])


# open fault: one name for two providers goes to whichever stands first
def test_one_name_for_two_providers_is_refused(town: Town):
    double = {name: [list(row) for row in rows] for name, rows in REGISTER.items()}
    double["aanbieders"][2][4] = "Linde Zorg"  # De Berk takes a name of De Linde
    write_workbook(town.folder / "dubbel.xlsx", double)
    assert town.run("deliver", town.folder / "dubbel.xlsx", "--accept").code == 3


# --- nothing is lost without a word


def test_a_delivery_that_leaves_out_what_counts_now_is_refused_and_says_what(town: Town):
    town.accepted("k4.csv", "berk;D-3;2024-K4;BER-1;20;;;aantal;;;", "berk;D-3;2024-K4;BER-2;80;;;aantal;;;")
    answer = town.deliver("k4-deel.csv", "berk;D-3;2024-K4;BER-2;81;;;aantal;;;")
    assert answer.code == 3
    assert answer.json[0]["findings_by_code"]["would_erase"] == 1
    assert "maar mist BER-1 (D-3)" in answer.out
    values = town.publish()
    assert figure(values, "D-3", "BER-2", "2024-K4")["value"] == 80


def test_an_older_file_that_comes_again_does_not_undo_its_correction(town: Town):
    old = ("berk;D-3;2024-K3;BER-2;60;;;aantal;;;",)
    first = town.accepted("k3.csv", *old)
    town.accepted("k3-correctie.csv", "berk;D-3;2024-K3;BER-2;62;;;aantal;;;")
    again = town.deliver("k3-nogmaals.csv", *old)
    assert again.json[0]["already_known"] and again.json[0]["delivery_id"] == first
    assert figure(town.publish(), "D-3", "BER-2", "2024-K3")["value"] == 62


@pytest.mark.parametrize("note", ["cli\u00ebnt 111222333 belde", "zie bsn 1112.22.333", "dossier:111222333"])
def test_a_citizen_number_in_a_sentence_destroys_the_file(town: Town, note: str):
    answer = town.deliver("noot.csv", f"berk;D-3;2024-K2;BER-2;40;;;aantal;;;{note}")
    assert answer.code == 10
    kept = [path for path in town.home.root.rglob("*") if path.is_file() and b"111222333" in path.read_bytes()]
    assert kept == []


def test_a_harmless_word_in_the_column_does_not_switch_the_screening_off():
    from pipelines.reading.cells import FileCells, SheetCells
    from pipelines.screening import holds_citizen_numbers

    cells = FileCells("csv", (SheetCells.of("", [["bsn"], ["telefoon"], ["111222333"]]),))
    assert holds_citizen_numbers(cells)
    hidden = FileCells("xlsx", (), ("x",), (SheetCells.of("x", [["bsn"], ["111222333"]]),))
    assert holds_citizen_numbers(hidden)


def test_an_archive_without_its_ledger_is_not_taken_for_a_new_home(tmp_path: Path):
    from pipelines.errors import IntegrityBroken
    from pipelines.intake import initialise
    from pipelines.place import Home

    (tmp_path / "archive" / "ab").mkdir(parents=True)
    with pytest.raises(IntegrityBroken, match="archief zonder logboek"):
        initialise(Home(tmp_path), by="test")
