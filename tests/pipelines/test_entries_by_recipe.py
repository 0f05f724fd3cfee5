"""Entries and invoices of social return from somebody else's export: what it does not hold is taken over, and said."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from entry_exports import INVOICES, LINES, RECIPE, before, by_recipe, export, line, written
from small_social_return import delivered, portfolio, promise
from small_town import Town, write_workbook

from pipelines import record
from pipelines.errors import UsageProblem
from pipelines.recipes import parse_recipe
from schemas.entry_forms import NAMES
from schemas.quarter import Quarter
from schemas.synonyms import folded
from schemas.vocabulary import EntryForm, EntryState


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def rows(town: Town, table: str, quarter: str = "2025-K4") -> list[dict]:
    with duckdb.connect(town.home.warehouse, read_only=True) as connection:
        query = f'select * from {table} where quarter = ? order by delivery_id, "row"'
        return connection.execute(query, [quarter]).df().to_dict("records")


def said(answer, code: str) -> list[str]:
    return [item["sentence"] for item in answer.json[0]["findings"] if item["code"] == code]


def test_entries_come_in_and_what_the_export_does_not_hold_is_taken_over_to_the_last_digit_of_a_rebuild(town: Town):
    first = before(town, basis="gefactureerde opdrachtwaarde")
    answer = by_recipe(town, export(*map(line, LINES)))
    assert (answer.code, answer.json[0]["state"], answer.json[0]["rows_read"]) == (0, "accepted", 4), answer
    (carried,) = said(answer, "sr_carried")
    assert f"1 verplichting uit {first} (2025-K3.xlsx), zoals het was in het 3e kwartaal 2025" in carried
    (obligation,) = rows(town, "sr_obligation")
    assert (obligation["delivered_in"], obligation["sheet"], obligation["row"]) == (first, "Verplichtingen", 2)
    entries = rows(town, "sr_entry")
    assert [row["form"] for row in entries] == ["placement", "work_learning", "placement", "purchase"]
    assert [row["target_group"] for row in entries[:3]] == ["pw", "bbl_low", "ww_kort"]
    record.approve_entries(town.home, [row["entry_id"] for row in entries], by="coordinator")
    invoices = "Leverancier;Netto;Factuurdatum\nDe Berk B.V.;150.000,50;3-10-2025\nDe Berk B.V.;99.999,50;30-11-2025"
    assert by_recipe(town, invoices, recipe=INVOICES, name="facturen.csv").code == 0
    town.publish()
    promised = town.table("sr_obligations").set_index("quarter").loc["2025-K4"]
    assert promised["invoiced_share"] == 0.05 * (150_000.5 + 99_999.5)
    standing = town.table("sr_fulfilment").set_index("quarter").loc["2025-K4"]
    assert standing["approved"] == 46_366.05 == round(22_356.16 + 7_427.70 + 10_082.19 + 6_500.00, 2)
    assert "ongewijzigd" in town.run("rebuild").out
    assert town.run("verify").code == 0
    assert [row["delivered_in"] for row in rows(town, "sr_obligation")] == [first, first]  # of either delivery


def test_an_entry_that_was_approved_in_the_workbook_stays_approved_in_the_export(town: Town):
    before(town)
    (entry,) = record.entries_to_review(town.home)
    record.approve_entries(town.home, [entry.entry_id], by="coordinator")
    assert by_recipe(town, export(line(LINES[0]))).code == 0
    (now,) = record.entries_to_review(town.home)
    assert (now.entry_id, now.state, now.place) == (entry.entry_id, EntryState.APPROVED, "rij 5")


def test_where_nothing_stands_the_file_is_refused_with_what_to_do(town: Town):
    answer = by_recipe(town, export(*map(line, LINES)))
    assert answer.code == 3
    assert [item["code"] for item in answer.json[0]["findings"]] == ["sr_nothing_stands"]
    assert "Lever en accepteer eerst de werkmap social return" in said(answer, "sr_nothing_stands")[0]
    assert "De Berk B.V., 4e kwartaal 2025" in said(answer, "sr_nothing_stands")[0]


def test_the_next_quarters_file_goes_by_the_remembered_recipe_without_a_question(town: Town):
    before(town)
    assert by_recipe(town, export(line(LINES[0]))).code == 0
    text = RECIPE.replace("ask = []", f'ask = []\nfingerprints = ["{_fingerprint(town)}"]')
    written(town, "registratie", text)
    later = town.write("export K1.csv", export(line(LINES[0], on="31-03-2026"), line(LINES[1], on="31-03-2026")))
    answer = town.run("deliver", later, "--by", "controller", "--json", "--accept")
    assert (answer.code, answer.json[0]["recipe"], answer.json[0]["state"]) == (0, "registratie", "accepted"), answer
    assert len(rows(town, "sr_entry", "2026-K1")) == 2


def _fingerprint(town: Town) -> str:
    from pipelines.reading.pool import shared_pool
    from pipelines.recipes.shaping import fingerprint

    recipe = parse_recipe("tool", RECIPE)
    return fingerprint(shared_pool().read(town.folder / "export.csv").sheets[0], recipe.content.layout)


def test_one_export_fills_the_slots_of_several_providers_quarters_and_obligations(town: Town):
    own = {"provider_id": "linde", "sub_agreement_id": "D-1", "obligation_id": "L-1"}
    promises = [promise("2025-K3"), promise("2025-K3", obligation_id="SR-2"), promise("2025-K3", **own)]
    assert delivered(town, promises=promises, entries=portfolio("2025-K3")[:1]).code == 0
    recipe = RECIPE.replace('"SROI-2024/18" = "SR-1"', '"SROI-2024/18" = "SR-2", "SROI-7" = "L-1"')
    lines = [
        line(LINES[0]), line(LINES[3], contract="SROI-2024/18"), line(LINES[0], on="31-03-2026"),
        line(("linde-77", "kl-9a8b", "baan", "WW kort", "1-10-2025", "31-12-2025", "16", "", "Ingevoerd"),
             provider="St. De Linde", contract="SROI-7"),
    ]  # fmt: skip
    answer = by_recipe(town, export(*lines), recipe=recipe)
    assert (answer.code, answer.json[0]["slots"]) == (0, 3), answer
    assert [row["obligation_id"] for row in rows(town, "sr_entry")] == ["SR-1", "SR-2", "L-1"]
    assert sorted(row["obligation_id"] for row in rows(town, "sr_obligation")) == ["L-1", "SR-1", "SR-2"]
    assert [row["obligation_id"] for row in rows(town, "sr_obligation", "2026-K1")] == ["SR-1", "SR-2"]


def test_entries_of_an_obligation_that_the_export_does_not_tell_of_stay_and_those_that_are_gone_are_said(town: Town):
    other = {**portfolio("2025-K3")[2], "obligation_id": "SR-2"}
    assert delivered(town, promises=[promise("2025-K3"), promise("2025-K3", obligation_id="SR-2")],
                     entries=[*portfolio("2025-K3")[:2], other]).code == 0  # fmt: skip
    answer = by_recipe(town, export(line(LINES[0])))
    assert answer.code == 0, answer
    assert "2 verplichtingen en 1 inzet uit" in said(answer, "sr_carried")[0]
    assert "1 inzet bij SR-1" in said(answer, "sr_entries_gone")[0]
    assert sorted((row["obligation_id"], row["row"]) for row in rows(town, "sr_entry")) == [("SR-1", 5), ("SR-2", 4)]


def test_invoices_come_in_each_from_its_own_row_and_leave_the_rest_as_it_is(town: Town):
    earlier = {"provider_id": "berk", "sub_agreement_id": "D-3", "quarter": "2025-K3", "obligation_id": "SR-1",
               "invoiced_quarter": "2025-K3", "amount": 200_000, "remaining": 300_000}  # fmt: skip
    assert (
        delivered(town, promises=[promise("2025-K3")], entries=portfolio("2025-K3")[:1], invoices=[earlier]).code == 0
    )
    lines = [
        "Nr;Leverancier;Netto;Factuurdatum",
        "1;De Berk B.V.;150.000,50;3-10-2025",
        "2;De Berk B.V.;EUR 99.999,50;30-11-2025",
    ]
    answer = by_recipe(town, "\n".join(lines), recipe=INVOICES, name="facturen.csv")
    assert answer.code == 0, answer
    assert "1 verplichting en 1 inzet en 1 rij met facturen uit" in said(answer, "sr_carried")[0]
    assert len(said(answer, "sr_invoices_added")) == 1
    found = [(row["invoiced_quarter"], row["amount"], row["row"]) for row in rows(town, "sr_invoice")]
    assert sorted(found) == [("2025-K3", 200_000, 2), ("2025-K4", 99_999.5, 3), ("2025-K4", 150_000.5, 2)]


@pytest.mark.parametrize(
    ("lines", "recipe", "code"),
    [
        ([line(LINES[0], contract="SROI-9")], RECIPE, "sr_obligation_not_known"),
        ([line(LINES[0], contract="")], RECIPE, "sr_obligation_unclear"),
        ([line((*LINES[0][:3], "Marsmannetjes", *LINES[0][4:]))], RECIPE, "sr_unknown_group"),
        ([line((*LINES[0][:2], "Jobcarving", *LINES[0][3:]))], RECIPE, "unknown_word"),
        ([line((*LINES[0][:4], "1-3-25", *LINES[0][5:]))], RECIPE, "bad_date"),
        ([line(LINES[0]), line(LINES[0])], RECIPE, "sr_duplicate"),
        ([line(LINES[0])], RECIPE.replace('no_displacement = "ja"', 'no_displacement = "nee"'), "sr_displacement"),
        ([line(("inzet-x1", "Jan de Vries", *LINES[0][2:]))], RECIPE, "sr_reference_not_opaque"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_the_exports_own_cell_and_says_nothing_of_a_candidate(
    town: Town, lines: list, recipe: str, code: str
):
    assert delivered(town, promises=[promise(), promise(obligation_id="SR-2")], entries=[]).code == 0
    answer = by_recipe(town, export(*lines), recipe=recipe)
    assert answer.code == 3
    assert code in answer.json[0]["findings_by_code"], answer.out
    assert "Vries" not in answer.out
    assert code == "sr_displacement" or any(item["cell"] for item in answer.json[0]["findings"] if item["code"] == code)


@pytest.mark.parametrize("header", ["Naam kandidaat", "Kandidaat"])
def test_a_column_with_names_of_candidates_destroys_the_file(town: Town, header: str):
    text = export(line(LINES[0])).replace("Kandidaatcode", header).replace("kand-pw1", "Jan de Vries")
    answer = by_recipe(town, text, recipe=RECIPE.replace("Kandidaatcode", header))
    assert (answer.code, answer.json[0]["state"]) == (10, "destroyed"), answer
    assert not any(b"Vries" in path.read_bytes() for path in town.home.archive.rglob("*") if path.is_file())


def test_a_workbook_is_read_as_a_csv_is(town: Town):
    before(town)
    heads, *lines = (text.split(";") for text in export(*map(line, LINES)).splitlines()[3:])
    typed = [
        [*row[:9], float(row[9].replace(",", ".")) if row[9] else None, 6500.0 if row[10] else None, *row[11:]]
        for row in lines
    ]
    write_workbook(
        town.folder / "export.xlsx", {"Export": [["Overzicht"], [None], ["Gemaakt op 5-1-2026"], heads, *typed]}
    )
    answer = by_recipe_of(town, town.folder / "export.xlsx")
    assert (answer.code, answer.json[0]["rows_read"]) == (0, 4), answer
    assert [row["paid"] for row in rows(town, "sr_entry")][-1] == 6500


def by_recipe_of(town: Town, path: Path):
    return town.run(
        "deliver", path, "--recipe", written(town, "tool", RECIPE), "--by", "controller", "--json", "--accept"
    )


def test_every_form_has_its_label_and_other_names_and_none_means_two():
    assert {NAMES[folded(form.label)] for form in EntryForm} == set(EntryForm)
    assert (NAMES["arbeidsplaats"], NAMES["leerwerkplek"]) == (EntryForm.PLACEMENT, EntryForm.WORK_LEARNING)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RECIPE.replace('part = "inzet"\n', ""), "zegt part"),
        (RECIPE.replace('part = "inzet"', 'part = "verplichtingen"'), "inzet of facturen"),
        (RECIPE.replace('entry = "Activiteitnr"\n', ""), "ontbreekt entry"),
        ('title = "x"\npart = "inzet"\n', "part hoort niet"),
    ],
)
def test_a_recipe_of_social_return_says_which_part_it_reads(text: str, message: str):
    with pytest.raises(UsageProblem, match=message):
        parse_recipe("proef", text)


def test_what_is_typed_comes_beside_an_export_and_what_it_took_over(town: Town):
    before(town, basis="gefactureerde opdrachtwaarde")
    assert by_recipe(town, export(*map(line, LINES))).code == 0
    invoices = "Leverancier;Netto;Factuurdatum\nDe Berk B.V.;150.000,50;3-10-2025\nDe Berk B.V.;0,10;4-10-2025"
    assert by_recipe(town, invoices, recipe=INVOICES, name="facturen.csv").code == 0
    record.approve_entries(town.home, [item.entry_id for item in record.entries_to_review(town.home)], by="coordinator")
    typed = {"provider_id": "berk", "entry": "inzet-erbij1", "form": EntryForm.PURCHASE.label, "starts_on": "1-12-2025",
             "paid": "10"}  # fmt: skip
    found = record.enter_entry(town.home, typed, Quarter(2025, 4), by="coordinator")
    states = {item.entry_id: item.state for item in record.entries_to_review(town.home)}
    assert states.pop(found.entry_id) is EntryState.SUBMITTED
    assert list(states.values()) == [EntryState.APPROVED] * 4
    (amount,) = [row["amount"] for row in rows(town, "sr_invoice") if row["delivery_id"] == found.delivery_id]
    assert amount == 150_000.6  # our workbook has a row per quarter


def test_a_candidate_is_looked_at_beside_entries_that_are_taken_over(town: Town):
    standing = [{**portfolio("2025-K3")[2], "obligation_id": "SR-2", "candidate": "kand-pw1"}]  # 36 hours from 1 July
    promises = [promise("2025-K3"), promise("2025-K3", obligation_id="SR-2")]
    assert delivered(town, promises=promises, entries=standing).code == 0
    answer = by_recipe(town, export(line(LINES[0])))  # the same candidate, 24 hours until the end of the year
    assert answer.code == 3
    assert "vanaf 01-07-2025" in said(answer, "sr_overlap")[0]
