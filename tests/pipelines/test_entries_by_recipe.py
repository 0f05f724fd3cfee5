"""Entries and invoices of social return from somebody else's export: what it does not hold is taken over, and said."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from entry_exports import INVOICES, LINES, RECIPE, before, by_recipe, export, line, written
from small_social_return import delivered, portfolio, promise
from small_town import Answer, Town, write_workbook

from pipelines import intake, record
from pipelines.errors import UsageProblem
from pipelines.recipes import parse_recipe
from schemas.entry_forms import NAMES
from schemas.quarter import Quarter
from schemas.synonyms import folded
from schemas.vocabulary import EntryForm, EntryState

INVOICED = "Leverancier;Netto;Factuurdatum\nDe Berk B.V.;150.000,50;3-10-2025\nDe Berk B.V.;EUR 99.999,60;30-11-2025"
EARLIER = {"provider_id": "berk", "sub_agreement_id": "D-3", "quarter": "2025-K3", "obligation_id": "SR-1",
           "invoiced_quarter": "2025-K3", "amount": 200_000, "remaining": 300_000}  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The state of 2025-K3: two obligations of De Berk, with entries and invoices, and one of De Linde. Nothing changes it."""
    made = Town(tmp_path_factory.mktemp("standing"))
    own = {"provider_id": "linde", "sub_agreement_id": "D-1", "obligation_id": "L-1"}
    promises = [promise("2025-K3"), promise("2025-K3", obligation_id="SR-2"), promise("2025-K3", **own)]
    pw, bbl, ww, _ = portfolio("2025-K3")
    entries = [pw, bbl, {**ww, "obligation_id": "SR-2"}]
    assert delivered(made, promises=promises, entries=entries, invoices=[EARLIER]).code == 0
    return made


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """After a workbook over 2025-K3, of which the entry was approved, entries and invoices of 2025-K4 by recipe."""
    made = Town(tmp_path_factory.mktemp("exported"))
    before(made, basis="gefactureerde opdrachtwaarde")
    record.approve_entries(made.home, [item.entry_id for item in record.entries_to_review(made.home)], by="coordinator")
    answer = by_recipe(made, export(*map(line, LINES)))
    assert (answer.code, answer.json[0]["state"], answer.json[0]["rows_read"]) == (0, "accepted", 4), answer
    assert "1 verplichting uit L00002 (2025-K3.xlsx), zoals het was in het 3e kwartaal 2025" in answer.out
    assert by_recipe(made, INVOICED, recipe=INVOICES, name="facturen.csv").code == 0
    return made


def rows(town: Town, table: str, quarter: str = "2025-K4") -> list[dict]:
    with duckdb.connect(town.home.warehouse, read_only=True) as connection:
        query = f'select * from {table} where quarter = ? order by delivery_id, "row"'
        return connection.execute(query, [quarter]).df().to_dict("records")


def checked(town: Town, content: str | Path, recipe: str = RECIPE) -> Answer:
    file = content if isinstance(content, Path) else town.write("export.csv", content)
    return town.run("check", file, "--recipe", written(town, "tool", recipe), "--json")


def said(answer: Answer, code: str) -> list[str]:
    return [item["sentence"] for item in answer.json["findings"] if item["code"] == code]


def test_entries_and_invoices_come_in_and_the_rest_is_taken_over_to_the_last_digit_of_a_rebuild(exported: Town):
    first, tool, administration = "L00002", "L00003", "L00004"
    obligations = [row for row in rows(exported, "sr_obligation") if row["delivery_id"] in (tool, administration)]
    origins = [(row["delivered_in"], row["sheet"], row["row"]) for row in obligations]
    assert origins == [(first, "Verplichtingen", 2)] * 2
    entries = [row for row in rows(exported, "sr_entry") if row["delivery_id"] == tool]
    assert [row["form"] for row in entries] == ["placement", "work_learning", "placement", "purchase"]
    assert [row["target_group"] for row in entries[:3]] == ["pw", "bbl_low", "ww_kort"]
    states = {item.entry_id: (item.state, item.place) for item in record.entries_to_review(exported.home)}
    assert states[entries[0]["entry_id"]] == (EntryState.APPROVED, f"rij 5 van levering {tool}")  # in the workbook
    waiting = [entry for entry, (state, _) in states.items() if state is EntryState.SUBMITTED]
    record.approve_entries(exported.home, waiting, by="coordinator")
    exported.publish()
    promised = exported.table("sr_obligations").set_index("quarter").loc["2025-K4"]
    assert promised["invoiced_share"] == round(0.05 * (150_000.5 + 99_999.6), 2)
    standing = exported.table("sr_fulfilment").set_index("quarter").loc["2025-K4"]
    assert standing["approved"] == 46_366.05 == round(22_356.16 + 7_427.70 + 10_082.19 + 6_500.00, 2)
    assert "ongewijzigd" in exported.run("rebuild").out
    assert exported.run("verify").code == 0


def test_what_is_typed_comes_beside_an_export_and_what_it_took_over(exported: Town):
    before = {item.entry_id: item.state for item in record.entries_to_review(exported.home)}
    typed = {"provider_id": "berk", "entry": "inzet-erbij1", "form": EntryForm.PURCHASE.label, "starts_on": "1-12-2025",
             "paid": "10"}  # fmt: skip
    found = record.enter_entry(exported.home, typed, Quarter(2025, 4), by="coordinator")
    states = {item.entry_id: item.state for item in record.entries_to_review(exported.home)}
    assert states == before | {found.entry_id: EntryState.SUBMITTED}
    (amount,) = [row["amount"] for row in rows(exported, "sr_invoice") if row["delivery_id"] == found.delivery_id]
    assert amount == 150_000.5 + 99_999.6  # our workbook has a row per quarter


def test_where_nothing_stands_the_file_is_refused_with_what_to_do(town: Town):
    answer = checked(town, export(line(LINES[3], provider="De Eik")))
    assert answer.code == 3
    assert [item["code"] for item in answer.json["findings"]] == ["sr_nothing_stands"]
    assert "Lever en accepteer eerst de werkmap social return" in said(answer, "sr_nothing_stands")[0]
    assert "De Eik, 4e kwartaal 2025" in said(answer, "sr_nothing_stands")[0]


def test_one_export_fills_the_slots_of_several_providers_quarters_and_obligations(town: Town):
    recipe = RECIPE.replace('"SROI-2024/18" = "SR-1"', '"SROI-2024/18" = "SR-2", "SROI-7" = "L-1"')
    lines = [
        line(LINES[0]), line(LINES[3], contract="SROI-2024/18"), line(LINES[0], on="31-03-2026"),
        line(("linde-77", "kl-9a8b", "baan", "WW kort", "1-10-2025", "31-12-2025", "16", "", "Ingevoerd"),
             provider="St. De Linde", contract="SROI-7"),
    ]  # fmt: skip
    answer = checked(town, export(*lines), recipe)
    assert (answer.code, answer.json["slots"]) == (0, 3), answer
    told = said(answer, "sr_carried")
    assert "De Berk B.V., 4e kwartaal 2025: 2 verplichtingen en 1 rij met facturen uit L00002 (sr.xlsx)" in told[0]
    assert "De Berk B.V., 1e kwartaal 2026: 2 verplichtingen en 1 inzet en 1 rij met facturen uit" in told[1]
    assert "Stichting De Linde, 4e kwartaal 2025: 1 verplichting uit" in told[2]
    assert "1 inzet bij SR-1, 1 inzet bij SR-2" in said(answer, "sr_entries_gone")[0]
    assert "1e kwartaal 2026: 1 inzet bij SR-1." in said(answer, "sr_entries_gone")[1]


def test_entries_that_are_gone_are_asked_about_and_nothing_is_dropped_before_somebody_says_why(tmp_path: Path):
    made = Town(tmp_path)
    before(made)  # of 2025-K3, with inzet-pw1
    without, later = line(LINES[3]), line(LINES[3], on="31-03-2026")
    held = by_recipe(made, export(without, later))
    assert (held.code, held.json[0]["state"]) == (11, "waiting"), held
    asked = [item for item in held.json[0]["findings"] if item["code"] == "sr_entries_gone"]
    assert [item["detail"] for item in asked] == [
        "De Berk B.V., 4e kwartaal 2025: 1 inzet bij SR-1", "De Berk B.V., 1e kwartaal 2026: 1 inzet bij SR-1"]  # fmt: skip
    assert made.run("accept", "L00003").code == 11
    assert made.run("accept", "L00003", "--explain", "Ingevoerd bij het verkeerde contract.").code == 0
    corrected = delivered(made, "2026-K1.xlsx", accept=False, promises=[promise("2026-K1")], entries=[])
    assert (corrected.code, "1e kwartaal 2026: 1 inzet bij SR-1" in corrected.out) == (0, True), corrected
    assert made.run("accept", "L00004").code == 11
    assert made.run("accept", "L00004", "--explain", "Ook dit hoort er niet bij.").code == 0
    given = intake.case(made.home, "L00003").explanations
    assert {row["text"] for row in given} == {"Ingevoerd bij het verkeerde contract."} and len(given) == 2
    made.publish()  # two explanations of one quarter, of which one delivery counts


def test_an_invoice_per_row_adds_up_and_leaves_the_entries_as_they_are(town: Town):
    answer = checked(town, INVOICED, INVOICES.replace("[constants]", '[constants]\nobligation_id = "SR-2"'))
    assert answer.code == 0, answer
    assert "2 verplichtingen en 3 keer inzet en 1 rij met facturen uit" in said(answer, "sr_carried")[0]
    assert len(said(answer, "sr_invoices_added")) == 1


def test_a_candidate_is_looked_at_beside_entries_that_are_taken_over(town: Town):
    beside = line(("inzet-x1", "kand-ww1", "baan", "WW kort", "1-10-2025", "31-12-2025", "16", "", "Ingevoerd"))
    answer = checked(town, export(beside))  # 36 hours for the other obligation stand already
    assert answer.code == 3
    assert "vanaf 01-10-2025" in said(answer, "sr_overlap")[0]


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
    answer = checked(town, export(*lines), recipe)
    assert answer.code == 3
    assert code in answer.json["findings_by_code"], answer.out
    assert "Vries" not in answer.out
    assert code == "sr_displacement" or any(item["cell"] for item in answer.json["findings"] if item["code"] == code)


@pytest.mark.parametrize("header", ["Naam kandidaat", "Kandidaat"])
def test_a_file_with_names_of_candidates_is_not_kept(town: Town, header: str):
    text = export(line(LINES[0])).replace("Kandidaatcode", header).replace("kand-pw1", "Jan de Vries")
    answer = checked(town, text, RECIPE.replace("Kandidaatcode", header))
    assert (answer.code, answer.json["findings_by_code"]) == (10, {"persons": 1}), answer


def test_a_workbook_is_read_as_a_csv_is(town: Town):
    heads, *lines = (text.split(";") for text in export(*map(line, (*LINES[:2], LINES[3]))).splitlines()[3:])
    typed = [
        [*row[:9], float(row[9].replace(",", ".")) if row[9] else None, 6500.0 if row[10] else None, *row[11:]]
        for row in lines
    ]
    file = town.folder / "export.xlsx"
    write_workbook(file, {"Export": [["Overzicht"], [None], ["Gemaakt op 5-1-2026"], heads, *typed]})
    answer = checked(town, file)
    assert (answer.code, answer.json["rows_read"]) == (0, 3), answer


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
