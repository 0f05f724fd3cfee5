"""An entry of social return that somebody types: the gates of the workbook, the whole state kept, and judged like any other."""

from __future__ import annotations

import json
from datetime import date

import duckdb
import pytest
from small_social_return import delivered, placed, portfolio, promise
from small_town import Town
from streamlit.testing.v1 import AppTest

from pipelines import record
from pipelines.errors import NotFound, WrongState
from pipelines.social_return.block_tables import own_tables
from pipelines.social_return.needed import needed, to_choose
from pipelines.typed import TypedWrong
from schemas.place import ACTOR_VARIABLE, HOME_VARIABLE
from schemas.quarter import Quarter
from schemas.vocabulary import EntryForm, EntryState, TargetGroup

K4, K1 = Quarter(2025, 4), Quarter(2026, 1)
PURCHASE = {
    "provider_id": "berk", "obligation_id": "SR-1", "entry": "inzet-nieuw1", "form": EntryForm.PURCHASE.label,
    "starts_on": "1-10-2025", "paid": "1.250,50",
}  # fmt: skip
PLACEMENT = {
    "provider_id": "berk", "entry": "inzet-nieuw2", "candidate": "kand-nieuw2", "form": "plaatsing",
    "target_group": TargetGroup.WW_LANG.label, "starts_on": "2025-10-01", "planned_end": "31-12-2025", "hours": "18",
    "no_displacement": "ja",
}  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town(tmp_path_factory.mktemp("town"))
    given = {"quantity": 12.25, "bonuses": "55PLUS", "district": "Noord", "hired_on": date(2025, 2, 1)}
    rich = placed("rijk", "WIA", date(2025, 2, 1), 20.5, custom_reason="omdat", claimed=10.1, **given)
    answer = delivered(
        town, promises=[promise(plan_on=date(2025, 1, 15), ceiling=99_999.99)], entries=[*portfolio(), rich],
        invoices=[{"provider_id": "berk", "sub_agreement_id": "D-3", "quarter": "2025-K4", "obligation_id": "SR-1",
                   "invoiced_quarter": "2025-K2", "amount": 100.1, "remaining": 12}],
        certificates=[{"provider_id": "berk", "quarter": "2025-K4", "level": "trede 2", "valid_from": date(2025, 1, 1),
                       "valid_until": date(2025, 6, 30)}],
    )  # fmt: skip
    assert answer.code == 0, answer.out + answer.err
    return town


def rows(town: Town, table: str) -> list[str]:
    """The rows of the newest delivery, as they stand in its slot."""
    ask = f'select * exclude delivery_id from {table} where delivery_id = (select max(delivery_id) from {table}) order by "row"'
    with duckdb.connect(town.home.warehouse, read_only=True) as connection:
        return [str(row) for row in connection.execute(ask).df().to_dict("records")]


def test_what_is_typed_stands_beside_all_that_stood_and_waits_for_a_judgement(town: Town):
    waiting = [item.entry_id for item in record.entries_to_review(town.home)]
    record.approve_entries(town.home, waiting[:3], by="coordinator")
    tables = ("sr_obligation", "sr_entry", "sr_invoice", "sr_certificate")
    before = {table: rows(town, table) for table in tables}
    found = record.enter_entry(town.home, PURCHASE, K4, by="coordinator", new=True)
    after = {table: rows(town, table) for table in tables}
    assert after["sr_entry"][: len(before["sr_entry"])] == before["sr_entry"]  # with the cell that each stood in
    assert {name: told for name, told in after.items() if name != "sr_entry"} == {
        name: told for name, told in before.items() if name != "sr_entry"
    }
    (own,) = [item for item in record.entries_to_review(town.home) if item.entry_id == found.entry_id]
    assert (own.state, own.amount, own.form) == (EntryState.SUBMITTED, "1250.50", EntryForm.PURCHASE.label)
    states = [item.state for item in record.entries_to_review(town.home)]
    assert states.count(EntryState.APPROVED) == 3
    town.home.warehouse.unlink()
    assert len(record.entries_to_review(town.home)) == len(states)  # read again from archive and ledger
    assert {table: rows(town, table) for table in tables} == after


def test_an_entry_is_corrected_and_withdrawn_and_typed_back(town: Town):
    first = record.enter_entry(town.home, PLACEMENT, K4, by="coordinator")
    record.approve_entries(town.home, [first.entry_id], by="coordinator")
    with pytest.raises(TypedWrong, match="staat er al"):
        record.enter_entry(town.home, PLACEMENT, K4, by="coordinator", new=True)
    short = {name: PLACEMENT[name] for name in ("provider_id", "entry")}
    again = record.enter_entry(town.home, {**short, "hours": "36"}, K4, by="coordinator")
    assert again.entry_id == first.entry_id and "x 36/36 x" in again.formula and "x 18/36 x" in first.formula
    own = {item.entry_id: item for item in record.entries_to_review(town.home)}
    assert own[first.entry_id].changed and own[first.entry_id].state is EntryState.SUBMITTED
    back = record.enter_entry(town.home, {**short, "hours": "18"}, K4, by="coordinator")  # as it was approved
    assert {item.entry_id: item.state for item in record.entries_to_review(town.home)}[
        back.entry_id
    ] is EntryState.APPROVED
    record.withdraw_entry(town.home, "berk", first.entry_id, K4, by="coordinator")
    states = {item.entry_id: item.state for item in record.entries_to_review(town.home)}
    assert states[first.entry_id] is EntryState.WITHDRAWN
    with pytest.raises(WrongState, match="al ingetrokken"):
        record.withdraw_entry(town.home, "berk", first.entry_id, K4, by="coordinator")


def test_what_cannot_be_right_is_told_beside_its_field_and_changes_nothing(town: Town):
    before = record.entries_to_review(town.home)
    with pytest.raises(TypedWrong) as told:
        record.enter_entry(town.home, {**PLACEMENT, "hours": "60", "target_group": "", "candidate": "Jan de Vries",
                                       "starts_on": "morgen"}, K4, by="coordinator")  # fmt: skip
    assert set(told.value.beside) >= {"uren per week", "doelgroep", "kandidaat_ref", "start"}
    assert "Jan" not in str(told.value)
    with pytest.raises(TypedWrong) as told:
        record.enter_entry(town.home, {**PURCHASE, "entry": "inzet-ander1", "paid": ""}, K4, by="coordinator")
    assert told.value.beside == {"bedrag zonder btw": ("Deze cel moet gevuld zijn. Vul de cel in.",)}
    with pytest.raises(TypedWrong, match=r'u vulde "SR-9" in.* Bekend zijn: SR-1 \(D-3\)'):
        record.enter_entry(town.home, {**PURCHASE, "entry": "inzet-ander1", "obligation_id": "SR-9"}, K4, by="x")
    with pytest.raises(TypedWrong) as told:
        days = {"starts_on": "1-10-2025", "planned_end": "31-12-2025", "ends_on": "30-9-2025"}
        record.enter_entry(town.home, {**PLACEMENT, "entry": "inzet-ander1", **days}, K4, by="x")
    assert set(told.value.beside) == {"werkelijk eind"}
    assert record.entries_to_review(town.home) == before


def test_a_citizen_service_number_is_refused_without_repeating_it_and_leaves_nothing(town: Town):
    kept = {path: path.stat().st_size for path in town.home.root.rglob("*") if path.is_file()}
    with pytest.raises(TypedWrong) as told:
        record.enter_entry(
            town.home,
            {**PURCHASE, "entry": "inzet-ander1", "district": "burgerservicenummer 111222333"},
            K4,
            by="coordinator",
        )
    assert "111222333" not in str(told.value)
    assert {path: path.stat().st_size for path in town.home.root.rglob("*") if path.is_file()} == kept


def test_the_form_asks_only_what_the_form_of_effort_needs():
    tables = own_tables()
    haag, utrecht, rijnland, harlingen = (
        tables[name] for name in ("haaglanden-2023", "utrecht", "holland-rijnland-2023", "harlingen")
    )

    def asked(form: EntryForm, group: TargetGroup | None, table: object) -> set[str]:
        return {item.name for item in needed(form, group, table)}  # type: ignore[arg-type]

    always = {"entry", "starts_on", "evidence", "evidence_seen_on", "evidence_seen_by"}
    assert asked(EntryForm.PURCHASE, None, haag) == always | {"paid"}
    person = {"candidate", "planned_end", "ends_on", "hours", "district", "no_displacement"}
    assert asked(EntryForm.PLACEMENT, TargetGroup.WW, haag) == always | person | {"bonuses", "hired_on"}
    assert asked(EntryForm.PLACEMENT, TargetGroup.EXDET, haag) >= {"claimed", "custom_reason"}  # no value: custom work
    assert asked(EntryForm.ACTIVITY, None, rijnland) == always | {"quantity", "paid"}
    assert asked(EntryForm.ACTIVITY, None, utrecht) >= {"block", "quantity", "paid"}
    assert asked(EntryForm.ACTIVITY, None, haag) == always | {"claimed", "custom_reason"}
    assert "hired_on" not in asked(EntryForm.PLACEMENT, TargetGroup.PW_KORT, harlingen)
    assert {item.code for item in to_choose(EntryForm.ACTIVITY, None, utrecht)} == {"KENNIS_UUR", "KENNIS_KOSTEN"}
    must = {item.name for item in needed(EntryForm.PURCHASE, None, haag) if item.required}
    assert must == {"entry", "starts_on", "paid"}


def test_the_command_line_does_the_same(town: Town):
    cells = {"aanbieder": "berk", "kenmerk": "inzet-cli1", "vorm": EntryForm.PURCHASE.label, "start": "2025-11-01",
             "bedrag zonder btw": "100"}  # fmt: skip
    told = [part for name, text in cells.items() for part in ("--cell", f"{name}={text}")]
    said = town.run("enter", "inzet", "--quarter", "2025-K4", *told, "--json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert set(found) == {"delivery_id", "entry_id", "formula", "told", "state"} and "100,00" in found["formula"]
    assert found["entry_id"] in town.run("entries").out
    off = town.run("enter", "inzet", "--quarter", "2025-K4", "--cell", "aanbieder=berk", "--cell", "kenmerk=inzet-cli1",
                   "--cell", "status=ingetrokken")  # fmt: skip
    assert (off.code, "telt niet" in off.out, "wacht op" in off.out) == (0, True, False), off.err
    twice = town.run("enter", "inzet", "--quarter", "2025-K4", *told, "--cell", "start=gisteren")
    wrong = town.run("enter", "inzet", "--quarter", "2025-K4", *told[:-1], "bedrag zonder btw=veel")
    assert (twice.code, wrong.code, 'Kolom "bedrag zonder btw"' in wrong.err) == (2, 2, True)
    for cells, word in ((["naam=x"], '"naam"'), (["start"], "=-teken"), (["start=1", "start=2"], "meer dan één keer")):
        refused = town.run(
            "enter", "inzet", "--quarter", "2025-K4", *[part for cell in cells for part in ("--cell", cell)]
        )
        assert (refused.code, word in refused.err) == (2, True), refused.err


def test_the_page_asks_what_is_needed_tells_what_is_wrong_beside_it_and_hands_in(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(HOME_VARIABLE, str(town.home.root))
    monkeypatch.setenv(ACTOR_VARIABLE, "coordinator")
    app = AppTest.from_string("from dashboard.desk import entering\nentering.page()", default_timeout=60)
    app.query_params["aanbieder"] = "berk"
    app.run()

    def put(label: str, text: str) -> None:
        next(item for item in (*app.text_input, *app.selectbox) if item.label == label).set_value(text)

    def pressed(label: str) -> str:
        next(item for item in app.button if item.label == label).click()
        app.run()
        assert not app.exception, app.exception
        return " ".join(element.proto.body for element in app.get("html"))

    put("Vorm", EntryForm.PURCHASE.label)
    app.run()
    assert {item.label for item in app.text_input} == {
        "kenmerk (nodig)", "start (nodig, dag-maand-jaar)", "bedrag zonder btw (nodig)",
        "bewijs gezien op (dag-maand-jaar)", "bewijs gezien door",
    }  # fmt: skip
    put("kenmerk (nodig)", "inzet-blad1")
    put("start (nodig, dag-maand-jaar)", "1-12-2025")
    assert "Deze cel moet gevuld zijn" in pressed("Dien in")
    put("bedrag zonder btw (nodig)", "75,25")
    assert "Waarde tot het geplande eind: " in pressed("Dien in")
    (own,) = [item for item in record.entries_to_review(town.home) if item.amount == "75.25"]
    app.query_params["inzet"] = own.entry_id  # as Beoordelen leads here
    put("Nieuw, of wat er al staat", own.entry_id)
    app.run()
    assert next(item for item in app.text_input if item.label == "bedrag zonder btw (nodig)").value == "75,25"
    pressed("Trek deze inzet in")
    states = {item.entry_id: item.state for item in record.entries_to_review(town.home)}
    assert states[own.entry_id] is EntryState.WITHDRAWN


def test_a_new_quarter_begins_as_the_newest_and_a_settled_or_former_one_is_refused(town: Town):
    record.enter_entry(town.home, PURCHASE, K1, by="coordinator")
    assert len(record.entry_slate(town.home, "berk").entries) >= len(portfolio()) + 2
    with pytest.raises(WrongState, match="nieuwste stand van deze aanbieder is van het 1e kwartaal 2026"):
        record.enter_entry(town.home, PLACEMENT, K4, by="coordinator")
    record.lock(town.home, "berk", "2026-K1", data_set="social_return", by="controller")
    with pytest.raises(WrongState, match="vastgesteld"):
        record.enter_entry(town.home, PLACEMENT, K1, by="coordinator")
    assert record.entry_slate(town.home, "berk").quarters[0] == "2026-K2"
    with pytest.raises(NotFound, match="Lever eerst de werkmap"):
        record.entry_slate(town.home, "eik")
    assert list(record.entry_providers(town.home)) == ["berk"]
