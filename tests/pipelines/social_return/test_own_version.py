"""An own version of a table of building blocks: filled in, checked beside each field, and the same table when nothing changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.social_return.block_tables import own_tables
from pipelines.social_return.own_version import TableWrong, place, typed_of, version_of
from schemas.vocabulary import EntryForm, TargetGroup

TABLES = own_tables()


def filled(name: str = "haaglanden-2023", **head: str) -> dict[str, list[dict[str, str]]]:
    sheets = typed_of(TABLES[name])
    sheets["tabel"][0] |= {"table_id": "kleindorp-2026", "valid_from": "1-1-2026", **head}
    return sheets


def wrong(sheets: dict[str, list[dict[str, str]]]) -> dict[str, tuple[str, ...]]:
    with pytest.raises(TableWrong) as told:
        version_of(sheets, TABLES["haaglanden-2023"], TABLES)
    return told.value.beside


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_copy_in_which_nothing_is_changed_is_the_same_table(name: str):
    made = version_of(filled(name), TABLES[name], TABLES).table
    source = TABLES[name]
    left = tuple(item for item in source.not_in_source if item != "valid_from")  # that is told now
    assert made == replace(source, table_id="kleindorp-2026", valid_from=made.valid_from, not_in_source=left,
                           sha256=made.sha256)  # fmt: skip


def test_what_is_changed_is_in_the_table_and_no_longer_open():
    sheets = filled(minimum_hours="12", pso_three="50", look_back_months="3")
    sheets["bouwblokken"][0] |= {"amount": "6.250,50", "cap": "onbeperkt"}
    sheets["bouwblokken"].append({})  # an empty row says nothing
    sheets["bouwblokken"].append({"code": "EXDET", "label": "Ex-gedetineerde", "per": "per jaar", "amount": "8000",
                                  "cap": "18", "groups": TargetGroup.EXDET.label})  # fmt: skip
    sheets["bonussen"][0]["amount"] = "45.000"  # who types this means thousands
    made = version_of(sheets, TABLES["haaglanden-2023"], TABLES).table
    assert (made.minimum_hours, made.pso, made.look_back_months) == (12, {"three": Decimal(50)}, 3)
    first, last = made.blocks[0], made.blocks[-1]
    assert (first.amount, first.unlimited, last.code, last.cap_months) == (Decimal("6250.5"), True, "EXDET", 18)
    assert made.block_for(TargetGroup.EXDET, EntryForm.PLACEMENT) == last
    assert made.bonuses[0].amount == 45 * 1000
    assert made.not_in_source == ("year_days", "bonus_pro_rata", "counting")


def test_every_fault_stands_beside_its_field():
    sheets = filled("haaglanden-2023", table_id="Klein Dorp", valid_from="", norm_hours="60", title="zie 111222333")
    sheets["bouwblokken"][0] |= {"amount": "veel", "cap": "altijd"}
    sheets["bouwblokken"][1] |= {"groups": "Marsmannetjes"}
    sheets["bouwblokken"][2] |= {"amount": ""}
    sheets["bonussen"][0]["code"] = sheets["bonussen"][1]["code"]
    told = wrong(sheets)
    for form, row, header, words in (
        ("tabel", 0, "code", "kleine letters"), ("tabel", 0, "geldig vanaf", "gevuld"), ("tabel", 0, "naam", "nummer"),
        ("tabel", 0, "norm uren per week", "48 uur"), ("bouwblokken", 0, "bedrag", "getal"),
        ("bouwblokken", 0, "hoogstens maanden", "onbeperkt"), ("bouwblokken", 1, "doelgroepen", "kennen wij niet"),
        ("bouwblokken", 2, "bedrag", "boven 0"), ("bonussen", 1, "code", "staat er al"),
    ):  # fmt: skip
        assert words in " ".join(told.get(place(form, row, header), ())), (form, row, header, told)
    assert "111222333" not in str(told)
    assert "boven 0" not in told[place("bouwblokken", 0, "bedrag")][0]  # it was not read: that is what is wrong


def test_two_blocks_for_one_group_a_block_for_nobody_a_code_that_is_taken_and_no_blocks_are_told():
    sheets = filled()
    sheets["bouwblokken"][0]["groups"] = "WIA of WAO"
    wia = next(at for at, row in enumerate(sheets["bouwblokken"]) if row["code"] == "WIA")
    sheets["bouwblokken"][1]["groups"] = ""
    told = wrong(sheets)
    assert "WIA of WAO" in told[place("bouwblokken", wia, "doelgroepen")][0]
    assert "geen enkele doelgroep" in told[place("bouwblokken", 1, "code")][0]
    assert "al van een andere versie" in wrong(filled(table_id="utrecht"))[place("tabel", 0, "code")][0]
    assert place("bouwblokken", 0, "code") in wrong(filled() | {"bouwblokken": []})
