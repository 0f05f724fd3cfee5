"""Settling a talk: deliveries locked, an edition frozen with its documents, the same bytes twice, and what changed since."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from small_town import Town

from pipelines import record
from pipelines.acts import acting
from pipelines.archive import Archive
from pipelines.errors import IntegrityBroken, NotFound, SlotLocked, UsageProblem, WrongState
from pipelines.ledger import Ledger
from pipelines.maintenance import verify
from pipelines.place import Home
from pipelines.promised import shaped
from pipelines.published_file import current_file
from pipelines.talk.differing import fed
from pipelines.talk.edition import part_of, read_table
from pipelines.talk.settling import Settled, settle_within
from schemas import publication as promise
from schemas.publication import VALUES
from schemas.vocabulary import DataSet

ROWS = ("berk;D-3;2025-K1;BER-2;20;;;aantal;;;", "berk;D-3;2025-K1;TER-2;;30;50;%;;;")
BETTER = ("berk;D-3;2025-K1;BER-2;25;;;aantal;;;", ROWS[1])
AT = "2025-05-22T10:00:00Z"


def paper(settled: Settled) -> Mapping[str, bytes]:
    """A document as a caller makes it: from the publication of the settling, with the hash of the edition on it."""
    with duckdb.connect(settled.publication, read_only=True) as connection:
        state = connection.execute("select state from talks where provider_id = 'berk'").fetchall()[0][0]
        printed = connection.execute("select content_hash from editions").fetchall()[-1][0]
    assert printed == settled.content_hash
    return {"notitie.pdf": f"{state} {printed}".encode()}


@pytest.fixture(scope="module")
def discussed(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A home in which one talk was held; nobody changes it."""
    town = Town(tmp_path_factory.mktemp("kleindorp"))
    town.accepted("k1.csv", *ROWS, "linde;D-1;2025-K1;BER-2;40;;;aantal;;;")
    town.publish()
    record.comment(town.home, "berk", "2025-K1", indicator="BER-2", text="=1+1 #$", function="manager", by="controller")
    record.open_action(town.home, "berk", "2025-K1", text="Meer uren", owner="manager", due_on=date(2025, 6, 1),
                       escalation="volgen", by="beheer")  # fmt: skip
    functions = ["contractmanager", "bestuurder"]
    record.discuss_talk(town.home, "berk", "2025-K1", on=date(2025, 5, 20), present=functions, by="beheer")
    return town


@pytest.fixture
def town(discussed: Town, tmp_path: Path) -> Iterator[Town]:
    """A copy of that home, to settle in."""
    copy = object.__new__(Town)
    shutil.copytree(discussed.home.root, tmp_path / "home")
    copy.folder, copy.home = tmp_path, Home(tmp_path / "home")
    yield copy


def test_settling_locks_publishes_and_freezes_with_its_documents_and_verify_watches_them(town: Town):
    settled = record.settle_talk(town.home, "berk", "2025-K1", by="beheer", documents=paper)
    assert current_file(town.home) == settled.publication
    row = town.table("editions").iloc[0]
    assert (row["edition_id"], row["content_hash"], row["number"]) == ("E0001", settled.content_hash, 1)
    assert "Vastgesteld" in town.table("talks")["sentence"].iloc[0]
    kept = record.edition_document(town.home, "E0001", "notitie.pdf")
    assert kept == f"settled {settled.content_hash}".encode()
    assert settled.documents == {"notitie.pdf": hashlib.sha256(kept).hexdigest()}
    files = record.edition(town.home, "E0001")
    values = read_table(files, VALUES)
    assert set(values["provider_id"]) == {"berk"} and not values["provisional"].any()
    assert b"=1+1 #$" in files["talk_commentary.csv"] and b"Meer uren" in files["talk_actions.csv"]
    assert b"linde" not in b"".join(files.values())  # nothing of another provider
    for wrong in (("E0001", "ander.pdf"), ("E0002", "notitie.pdf")):
        with pytest.raises(NotFound):
            record.edition_document(town.home, *wrong)
    archive, edition = Archive(town.home), record.editions(town.home)[0]
    for sha256 in (edition["data_sha256"], settled.documents["notitie.pdf"]):
        whole = archive.read(sha256)
        archive.path(sha256).write_bytes(whole + b"x")
        with pytest.raises(IntegrityBroken):
            verify(town.home)
        archive.path(sha256).write_bytes(whole)
    before = {name: town.table(name) for name in ("values", "talks", "editions")}
    assert town.run("rebuild").code == 0 and verify(town.home).events
    for name, earlier in before.items():
        pd.testing.assert_frame_equal(town.table(name), earlier)


def test_a_settled_quarter_refuses_every_change_until_it_is_opened_and_says_what_changed_since(town: Town):
    record.settle_talk(town.home, "berk", "2025-K1", by="beheer")
    assert not record.edition_differences(town.home, "E0001")
    assert town.deliver("k1-beter.csv", *BETTER).code == SlotLocked.exit_code
    for act in (
        lambda: record.comment(town.home, "berk", "2025-K1", indicator="BER-2", text="Nee", function="manager", by="x"),
        lambda: record.note(town.home, "berk", "2025-K1", kind="klachten", text="Nee", function="manager", by="x"),
        lambda: record.change_action(town.home, "A0001", "2025-K1", state="loopt", by="x"),
        lambda: record.unlock(town.home, "berk", "2025-K1", data_set="kwartaalmonitor", why="toch", by="x"),
        lambda: record.settle_talk(town.home, "berk", "2025-K1", by="x"),
        lambda: record.plan_talk(town.home, "berk", "2025-K1", on=date(2025, 5, 1), by="x"),
    ):
        with pytest.raises(SlotLocked) as problem:
            act()
        assert "kwartaalbeeld reopen" in str(problem.value)
    record.change_action(town.home, "A0001", "2025-K2", state="loopt", by="x")  # the next talk goes on
    with pytest.raises(UsageProblem):
        record.reopen_talk(town.home, "berk", "2025-K1", why=" ", by="x")
    record.reopen_talk(town.home, "berk", "2025-K1", why="Een telfout", by="x")
    with pytest.raises(WrongState):
        record.reopen_talk(town.home, "berk", "2025-K1", why="Nog eens", by="x")
    delivery = town.accepted("k1-beter.csv", *BETTER)
    town.publish()
    found = {item.indicator: item for item in record.edition_differences(town.home, "E0001")}
    assert (found["BER-2"].then.value, found["BER-2"].now.value) == (20.0, 25.0)
    assert (
        found["BER-2"].why[0].endswith("(kwartaalmonitor over het 1e kwartaal 2025).")
        and delivery in found["BER-2"].why[0]
    )
    assert "TER-2" not in found
    assert read_table(record.edition(town.home, "E0001"), VALUES).query("indicator == 'BER-2'")["value"].max() == 20.0
    assert town.table("editions")["replaced"].tolist() == [True]


def test_what_is_written_or_agreed_otherwise_since_is_told_beside_the_figures(town: Town):
    record.settle_talk(town.home, "berk", "2025-K1", by="beheer")
    assert record.edition_words(town.home, "E0001") == []
    record.reopen_talk(town.home, "berk", "2025-K1", why="Een fout in de tekst", by="x")
    record.comment(town.home, "berk", "2025-K1", indicator="BER-2", text="Beter", function="manager", by="x")
    record.note(town.home, "berk", "2025-K1", kind="open vraag", text="Waarom?", function="contractmanager", by="x")
    record.change_action(town.home, "A0001", "2025-K1", state="gereed", result="Gelukt", by="x")
    town.publish()
    told = {item.what: (item.then, item.now) for item in record.edition_words(town.home, "E0001")}
    assert told["duiding aanbieder bij BER-2 Bereikte personen sinds 1 januari, D-3"] == ("=1+1 #$", "Beter")
    assert next(told[what] for what in told if what.startswith("notitie")) == (None, "open vraag: Waarom?")
    before, after = told["actie A0001"]
    assert before and after and "klaar op 1-6-2025; open" in before and "gereed; volgen; Gelukt" in after
    assert len(told) == 3
    answer = town.run("edition", "diff", "E0001")
    assert "toen '=1+1 #$'; nu 'Beter'" in answer.out and "toen niets; nu 'open vraag: Waarom?'" in answer.out
    assert "Niets van wat" not in answer.out
    words = json.loads(town.run("edition", "diff", "E0001", "--json").out)["words"]
    assert [(row["what"], row["then"], row["now"]) for row in words] == [(what, *both) for what, both in told.items()]


def test_nobody_is_asked_to_respond_once_the_talk_is_settled(town: Town):
    def asked() -> list[str]:
        return [item.key for item in record.to_do(town.home) if item.duty is record.Duty.RESPONSE]

    assert len(asked()) == 1  # of the municipality, at BER-2
    record.settle_talk(town.home, "berk", "2025-K1", by="beheer")
    assert asked() == []
    record.reopen_talk(town.home, "berk", "2025-K1", why="Toch nog", by="x")
    assert len(asked()) == 1


def test_no_control_chart_begins_anew_within_a_settled_quarter(town: Town):
    record.settle_talk(town.home, "berk", "2025-K1", by="beheer")
    words = {"sub_agreement_id": None, "why": "andere telling", "by": "x"}
    for day in (date(2024, 11, 1), date(2025, 3, 31)):
        with pytest.raises(SlotLocked) as problem:
            record.rebase(town.home, "berk", "BER-2", on=day, **words)
        assert "Het 1e kwartaal 2025 is vastgesteld." in str(problem.value)
    record.rebase(town.home, "berk", "BER-2", on=date(2025, 4, 1), **words)
    record.rebase(town.home, "linde", "BER-2", on=date(2025, 3, 1), **words)  # nobody settled that talk


def test_where_nothing_was_delivered_a_settled_talk_lets_nothing_in_either():
    ledger = Ledger(":memory:")
    file = dict.fromkeys(("sha256", "file_name", "data_set", "recipe", "recipe_sha256"), "x") | {
        "rows": 1,
        "rows_skipped": 0,
    }
    slots = [["eik", "2025-K3", "zakenlijst"]]
    ledger.append("received", {"delivery_id": "L1", "slots": slots, **file}, actor="x")
    assert ledger.locked_among("L1") == []
    ledger.append("talk_settled", {"provider_id": "eik", "quarter": "2025-K3", "edition_id": "E1"}, actor="x")
    assert ledger.locked_among("L1") == [("eik", "2025-K3", "zakenlijst")]
    ledger.append("talk_reopened", {"provider_id": "eik", "quarter": "2025-K3", "why": "toch"}, actor="x")
    assert ledger.locked_among("L1") == []


def test_an_edition_made_twice_from_the_same_position_is_the_same_to_the_byte(discussed: Town, tmp_path: Path):
    made = []
    for name in ("een", "twee"):
        home = Home(tmp_path / name)
        shutil.copytree(discussed.home.root, home.root)
        with acting(home) as acts:
            settle_within(acts, "berk", "2025-K1", by="beheer", at=AT, documents=paper)
        edition = record.editions(home)[0]
        made.append((edition, Archive(home).read(edition["data_sha256"]), record.edition(home, "E0001")))
    assert made[0] == made[1]
    assert b"2025-05-22" in made[0][2]["editie.json"]


def test_where_a_document_cannot_be_made_or_something_waits_nothing_is_settled(town: Town):
    before, pointer = record.editions(town.home), current_file(town.home)

    def broken(_: Settled) -> Mapping[str, bytes]:
        raise RuntimeError("geen papier")

    with pytest.raises(RuntimeError):
        record.settle_talk(town.home, "berk", "2025-K1", by="beheer", documents=broken)
    assert record.editions(town.home) == before and current_file(town.home) == pointer
    assert town.deliver("k1-beter.csv", *BETTER, accept=False).code == 0  # nothing is locked
    with pytest.raises(WrongState) as problem:
        record.settle_talk(town.home, "berk", "2025-K1", by="beheer")
    assert "wacht nog L00003 van De Berk B.V. (k1-beter.csv)." in str(problem.value)
    assert "kwartaalbeeld accept L00003" in str(problem.value)
    with pytest.raises(WrongState):
        record.settle_talk(town.home, "linde", "2025-K1", by="beheer")  # not discussed
    with pytest.raises(NotFound):
        record.settle_talk(town.home, "niemand", "2025-K1", by="beheer")
    with pytest.raises(WrongState) as problem:
        record.settle_talk(town.home, "wilg", "2025-K3", by="beheer")  # left on 31 May
    assert "niets om vast te stellen" in str(problem.value)


def test_an_edition_holds_nothing_of_another_provider_and_nothing_of_a_later_quarter():
    tables = {table.name: shaped(pd.DataFrame(), table) for table in promise.TABLES}
    here = {"quarter": "2025-K1", "provider_id": "berk"}

    def filled(name: str, *rows: dict[str, object]) -> None:
        table = next(item for item in promise.TABLES if item.name == name)
        blank = {promise.FLAG: False}
        tables[name] = shaped(
            pd.DataFrame([{c: blank.get(k) for c, k in table.columns.items()} | row for row in rows]), table
        )

    filled("values", here, here | {"quarter": "2025-K2"}, here | {"provider_id": "linde"})
    filled("funnels", {"indicator": "TER-6", "quarter": "2025-K1", "sentence": "Wijkt af: De Linde."})
    filled("survey_waves", {"wave_id": "W1", "quarter": "2025-K1"}, {"wave_id": "W2", "quarter": "2025-K2"})
    filled("survey_items", {"wave_id": "W1", "item": "a"}, {"wave_id": "W2", "item": "a"})
    filled("completeness", here | {"delivery_id": "L1"}, here | {"provider_id": "linde", "delivery_id": "L2"})
    filled("deliveries", {"delivery_id": "L1"}, {"delivery_id": "L2"})
    part = part_of(tables, "berk", "2025-K1")
    assert part["values"][["provider_id", "quarter"]].to_numpy().tolist() == [["berk", "2025-K1"]]
    assert len(part["funnels"]) == 1 and part["funnels"]["sentence"].isna().all()
    assert part["survey_items"]["wave_id"].tolist() == ["W1"] and part["deliveries"]["delivery_id"].tolist() == ["L1"]
    assert "editions" not in part


@pytest.mark.parametrize(
    ("sets", "indicator", "told"),
    [
        ((DataSet.VOLUNTEERS, DataSet.MONITORING), "BER-1", "kwartaalmonitor"),
        ((DataSet.VOLUNTEERS,), "BER-1", "vrijwilligers"),  # a comparison over time may lean on it
        ((DataSet.MONITORING,), "SR-1", ""),
        ((DataSet.REGISTER,), "SR-1", "stamgegevens"),
    ],
)
def test_a_difference_is_told_by_what_the_figure_is_made_of(sets: tuple[DataSet, ...], indicator: str, told: str):
    assert fed(list(sets), indicator) == told
