"""The social return workbook as users deliver it: recognised, checked, stored, judged by people, and read again."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import duckdb
import pytest
from small_social_return import bought, delivered, placed, portfolio, promise, workbook
from small_town import Town

from pipelines import record
from pipelines.acts import acting
from pipelines.errors import UsageProblem, WrongState
from pipelines.ledger import Ledger
from schemas.vocabulary import EntryState


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def rows(town: Town, table: str) -> list[dict]:
    with duckdb.connect(town.home.warehouse, read_only=True) as connection:
        return connection.execute(f'select * from {table} order by sheet, "row"').df().to_dict("records")


def test_the_workbook_is_recognised_and_stored_with_digests_for_references(town: Town):
    answer = delivered(town)
    assert answer.code == 0, answer.out + answer.err
    entries = rows(town, "sr_entry")
    assert [row["form"] for row in entries] == ["placement", "work_learning", "placement", "purchase"]
    assert [row["target_group"] for row in entries[:3]] == ["pw", "bbl_low", "ww_kort"]
    assert entries[0]["candidate"] == hashlib.sha256(b"berk\x00kand-pw1").hexdigest()[:32]
    stored = town.home.warehouse.read_bytes() + town.home.ledger.read_bytes()
    assert b"kand-pw1" not in stored
    assert b"inzet-pw1" not in stored
    assert rows(town, "sr_obligation")[0]["table_id"] == "haaglanden-2023"
    held = Ledger(town.home.ledger)
    assert held.rows("select provider_id, quarter from active_slot where data_set = 'social_return'") == [
        {"provider_id": "berk", "quarter": "2025-K4"}
    ]
    held.close()


def test_rebuild_gives_the_same_rows_and_keeps_what_was_decided(town: Town):
    delivered(town)
    waiting = record.entries_to_review(town.home)
    record.approve_entries(town.home, [waiting[0].entry_id], by="coordinator")
    before = rows(town, "sr_entry")
    assert town.run("rebuild").code == 0
    assert str(rows(town, "sr_entry")) == str(before)
    assert town.run("verify").code == 0
    states = [item.state for item in record.entries_to_review(town.home)]
    assert states.count(EntryState.APPROVED) == 1


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"promises": [promise(table_id="onbekend")]}, "bouwblokkentabel kennen wij niet"),
        ({"promises": [promise(awarded_on=date(2022, 1, 1))]}, "gold nog niet"),
        ({"promises": [promise(contract_value=None)]}, "hoort een bedrag"),
        ({"promises": [promise(percentage=105)]}, "hoogstens 100"),
        ({"promises": [promise(ends_on=date(2024, 1, 1))]}, "einde ligt voor het begin"),
        ({"promises": []}, "staat niet op het blad verplichtingen"),
        ({"promises": [promise(), promise()]}, "staat er al"),
        ({"promises": [promise(provider_id="esdoorn")]}, "staat niet in de stamgegevens"),
        ({"promises": [promise(provider_id="linde", sub_agreement_id="Dagbestedng")]},
         'uit de stamgegevens: D-1, D-2. Bedoelt u "D-1" (Dagbesteding)?'),
        ({"certificates": [{"provider_id": "berkk", "quarter": "2025-K4", "level": "trede 2",
                            "valid_from": date(2025, 1, 1), "valid_until": date(2025, 6, 1)}]}, 'Bedoelt u "berk"?'),
        ({"entries": [placed("a", "Marsmannetjes", date(2025, 3, 1), 24)]}, "doelgroep kennen wij niet"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 52)]}, "48 uur"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), None)]}, "horen uren per week"),
        ({"entries": [placed("a", None, date(2025, 3, 1), 24)]}, "hoort een doelgroep"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, candidate=None)]}, "hoort een kandidaat_ref"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, candidate="Jan de Vries")]}, "wijst niemand aan"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, no_displacement="nee")]}, "verdringt"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, block="NIETS")]}, "bouwblok staat niet in de tabel"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, bonuses="60PLUS")]}, "bonus staat niet in de tabel"),
        ({"entries": [placed("a", "ex-gedetineerde", date(2025, 3, 1), 24)]}, "dit is maatwerk"),
        ({"entries": [placed("a", "EXDET", date(2025, 3, 1), 24, claimed=500)]}, "hoort een reden"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, planned_end=date(2025, 1, 1))]},
         'kolom "eind gepland" (cel K2): u vulde "2025-01-01" in. Het einde ligt voor'),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, ends_on=date(2025, 1, 1))]},
         'kolom "werkelijk eind" (cel L2): u vulde "2025-01-01" in. Het einde ligt voor'),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, evidence=None)]}, "niet welk bewijs"),
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, candidate="k-1234x"),
                      placed("b", "WW", date(2025, 3, 1), 24, candidate="k-1234x")]}, "meer dan een volledige baan"),
        ({"invoices": [{"provider_id": "berk", "sub_agreement_id": "D-3", "quarter": "2025-K4", "obligation_id": "SR-9",
                        "invoiced_quarter": "2025-K1", "amount": 10}]}, "staat niet op het blad verplichtingen"),
        ({"invoices": [{"provider_id": "berk", "sub_agreement_id": "D-3", "quarter": "2025-K4", "obligation_id": "SR-1",
                        "invoiced_quarter": "2025-K1", "amount": -10}]}, "Een creditnota is geen eigen rij. Is dit een"),
        ({"certificates": [{"provider_id": "berk", "quarter": "2025-K4", "level": "trede 2",
                            "valid_from": date(2025, 1, 1), "valid_until": date(2024, 1, 1)}]}, "einde ligt voor"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_in_plain_dutch(town: Town, sheets: dict, said: str):
    answer = delivered(town, **sheets)
    assert answer.code == 3, answer.out + answer.err
    assert said in answer.out + answer.err


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"entries": [placed("a", "WW", date(2025, 3, 1), 24, status="x", state="goedgekeurd")]}, "telt als ingediend"),
        ({"entries": [bought("a", date(2024, 3, 1), 24)]}, "valt buiten de looptijd"),
        ({"entries": [placed("a", "WW", date(2023, 3, 1), 24)]}, "te lang voor het begin"),
        ({"promises": [promise(), promise(obligation_id="SR-2")],
          "entries": [placed("a", "WW", date(2025, 3, 1), 24),
                      placed("b", "WW", date(2025, 3, 1), 24, obligation_id="SR-2")]}, "Mogelijk dubbel"),
        ({"promises": [promise(table_id="harlingen")], "entries": [placed("a", "WIA", date(2025, 3, 1), 10)]},
         "telt pas vanaf 12 uur"),
        ({"promises": [promise(ends_on=date(2026, 12, 31))],
          "entries": [placed("a", "WW", date(2025, 3, 1), 10, planned_end=date(2026, 12, 31))]}, "telt niet langer"),
    ],
)  # fmt: skip
def test_what_is_strange_is_asked_and_does_not_refuse(town: Town, sheets: dict, said: str):
    answer = delivered(town, accept=False, **sheets)
    assert answer.code == 0, answer.out + answer.err
    assert said in answer.out + answer.err


def test_what_the_award_fixed_may_not_change_afterwards(town: Town):
    assert delivered(town, promises=[promise("2025-K3")], entries=portfolio("2025-K3")).code == 0
    answer = delivered(town, "later.xlsx", promises=[promise(percentage=4, table_id="utrecht")])
    assert answer.code == 3
    assert "ligt vast bij de gunning: percentage, bouwblokkentabel" in answer.out + answer.err


def test_an_entry_is_approved_or_rejected_with_a_reason(town: Town):
    delivered(town)
    waiting = record.entries_to_review(town.home)
    assert [item.state for item in waiting] == [EntryState.SUBMITTED] * 4
    assert waiting[0].formula == "40.000 x 24/36 x 306/365 = 22.356,16"
    assert record.approve_entries(town.home, [item.entry_id for item in waiting[:2]], by="coordinator") == 2
    with pytest.raises(UsageProblem):
        record.reject_entries(town.home, [waiting[2].entry_id], why=" ", by="coordinator")
    record.reject_entries(town.home, [waiting[2].entry_id], why="het contract ontbreekt", by="coordinator")
    now = {item.entry_id: item for item in record.entries_to_review(town.home)}
    assert now[waiting[0].entry_id].state is EntryState.APPROVED
    assert now[waiting[2].entry_id].state is EntryState.REJECTED
    assert now[waiting[2].entry_id].why == "het contract ontbreekt"
    assert now[waiting[3].entry_id].state is EntryState.SUBMITTED
    with pytest.raises(WrongState):
        record.approve_entries(town.home, [waiting[0].entry_id], by="coordinator")


def test_custom_work_counts_after_a_second_person_approved_it(town: Town):
    custom = placed("a", "EXDET", date(2025, 3, 1), 24, claimed=7500, custom_reason="naar de WW gerekend")
    assert delivered(town, entries=[custom]).code == 0
    (entry,) = record.entries_to_review(town.home)
    assert entry.custom
    record.approve_entries(town.home, [entry.entry_id], by="coordinator")
    (once,) = record.entries_to_review(town.home)
    assert (once.state, once.first_by) == (EntryState.SUBMITTED, "coordinator")
    with pytest.raises(WrongState, match="twee mensen"):
        record.approve_entries(town.home, [entry.entry_id], by="coordinator")
    record.approve_entries(town.home, [entry.entry_id], by="controller")
    (twice,) = record.entries_to_review(town.home)
    assert twice.state is EntryState.APPROVED


def test_an_entry_that_changed_is_to_be_judged_again_and_the_former_quarter_keeps_its_approval(town: Town):
    first = [placed("pw", "WWB", date(2025, 3, 1), 24, "2025-K3")]
    delivered(town, promises=[promise("2025-K3")], entries=first)
    (entry,) = record.entries_to_review(town.home)
    record.approve_entries(town.home, [entry.entry_id], by="coordinator")
    delivered(town, "later.xlsx", entries=[placed("pw", "WWB", date(2025, 3, 1), 32)])
    (now,) = record.entries_to_review(town.home)
    assert (now.entry_id, now.state, now.changed) == (entry.entry_id, EntryState.SUBMITTED, True)
    with acting(town.home) as acts:
        assert len(acts.ledger.rows("select * from entry_decision where state = 'approved'")) == 1


def test_a_settled_quarter_takes_no_more_judgements(town: Town):
    delivered(town)
    record.lock(town.home, "berk", "2025-K4", data_set="social_return", by="beheer")
    (entry, *_) = record.entries_to_review(town.home)
    with pytest.raises(WrongState, match="vastgesteld"):
        record.approve_entries(town.home, [entry.entry_id], by="coordinator")


def test_a_service_number_as_reference_destroys_the_file(town: Town):
    numbers = ["111222333", "123456782", "100000009", "100000010", "999999990"]
    entries = [placed(str(n), "WW", date(2025, 3, 1), 1, candidate=number) for n, number in enumerate(numbers)]
    answer = delivered(town, entries=entries)
    assert answer.code in (3, 10)
    assert not any(number in answer.out + answer.err for number in numbers)


def test_the_empty_template_is_recognised_and_says_that_it_holds_nothing(town: Town):
    path = workbook(town.folder / "leeg.xlsx", promises=[], entries=[])
    answer = town.run("deliver", path, "--by", "controller")
    assert answer.code == 3
    assert "geen enkele rij ingevuld" in answer.out


def test_templates_hold_a_social_return_workbook_where_it_is_asked(town: Town):
    assert town.run("templates", "--quarter", "2025-K4", "--out", town.folder / "uit", "--social-return").code == 0
    assert (town.folder / "uit" / "2025-K4-berk-social_return.xlsx").exists()
