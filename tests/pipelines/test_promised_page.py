"""Indeling aangeven for social return: columns pointed at, words explained, kept, and the next file goes by itself."""

from __future__ import annotations

from pathlib import Path

from entry_exports import LINES, RECIPE, export, line
from small_social_return import delivered, portfolio, promise
from small_town import Town

from dashboard.desk.mapping.before import presets
from dashboard.desk.mapping.form import OUT, POINTED_OUT, Form
from dashboard.desk.mapping.page import KINDS
from dashboard.desk.mapping.social_return import DECLARED
from pipelines.intake import ColumnSeen, LeaveOut, SheetSeen, Strange
from pipelines.recipes.locating import Location
from tests.dashboard.desk_page import Desk

COLUMNS = {
    "Kenmerk van de inzet": "Activiteitnr", "Kenmerk van de kandidaat (mag leeg blijven)": "Kandidaatcode",
    "Vorm van de inzet": "Soort inzet", "Doelgroep (mag leeg blijven)": "Doelgroep SROI", "Eerste dag": "Aanvang",
    "Laatste dag zoals gepland (mag leeg blijven)": "Einde (verwacht)", "Uren per week (mag leeg blijven)": "Uren p/w",
    "Bedrag zonder btw (mag leeg blijven)": "Bedrag excl.", "Status (mag leeg blijven)": "Status",
    "Over welke aanbieder gaat een rij?": "Opdrachtnemer", "Van welk kwartaal is een rij de stand?": "Peildatum",
    "Kolom met de verplichting of het contract (mag leeg blijven)": "Contract",
}  # fmt: skip


def test_an_export_is_pointed_at_once_and_the_next_file_goes_by_itself(tmp_path: Path, monkeypatch) -> None:
    town = Town(tmp_path)
    promises = [promise("2025-K3"), promise("2025-K3", obligation_id="SR-2")]
    assert delivered(town, promises=promises, entries=portfolio("2025-K3")[:1]).code == 0
    strange = ("inzet-x1", "kand-x1", "Jobcarving", "Bijstand 27+", "15-10-2025", "31-12-2025", "20", "", "Ingevoerd")
    first = town.write("export 2025-K4.csv", export(*map(line, LINES), line(strange, contract="SROI-2024/18"),
                                                     line(LINES[2], provider="Bouw BV"), line(LINES[2], contract="SROI-9")))  # fmt: skip
    town.run("deliver", first, "--by", "Anja")
    desk = Desk(town.home.root, monkeypatch).open(levering="L00003", stap="indeling")
    desk.pick("Wat staat er in dit bestand?", "Social return: inzet uit een registratiesysteem, of facturen").run()
    desk.pick("Wat is een rij?", "Een inzet: een plaatsing, stage, leerwerkbaan, training, inkoop of activiteit").run()
    chosen = {field.label: field.value for field in desk.app.selectbox}
    assert {label: chosen[label] for label in COLUMNS} == COLUMNS
    assert "“Arbeidsplaats” is plaatsing" in desk.text and "“WWB” is Participatiewet" in desk.text
    answers = {
        "Verdringt een plaatsing geen gewone werknemer?": DECLARED,
        "Betekenis van vorm 1": "plaatsing", "Betekenis van doelgroep 1": "Participatiewet (bijstand)",
        "Betekenis van status 1": "ingediend", "Betekenis van contract 1": "SR-1", "Betekenis van contract 2": "SR-2",
        "Betekenis van contract 3": OUT, "Aanbieder 1 die Kwartaalbeeld niet kent": OUT,
    }  # fmt: skip
    for label, value in answers.items():
        next(field for field in desk.app.selectbox if field.label == label).set_value(value)
    desk.pick("Wat betekent dit in kolom K?", "duizendtallen: 1.234 is 1234")
    desk.press("Probeer")
    assert "7 rijen gelezen, 2 overgeslagen en 5 rijen tellen mee" in desk.text
    assert "2 verplichtingen uit L00002 (sr.xlsx), zoals het was in het 3e kwartaal 2025" in desk.text
    desk.write("Naam voor deze indeling", "registratie").press("Bewaar en lever")
    later = town.write("export 2026-K1.csv", export(line(LINES[0], on="31-03-2026")))
    (answer,) = town.run("deliver", later, "--by", "Anja", "--json", "--accept").json
    assert (answer["state"], answer["recipe"]) == ("accepted", "registratie"), answer


def test_a_changed_indeling_keeps_what_was_said_of_words_that_this_file_does_not_hold() -> None:
    rule = f'[[leave_out]]\ncolumn = "Opdrachtnemer"\nequals = ["Bouw BV"]\nreason = "{POINTED_OUT}"\n'
    seen = SheetSeen("", Location((4,), 5), 1, (ColumnSeen("Contract", "C", "text", ()),))
    form = Form("L00001", presets(Strange({}, (seen,), {}, {}, {}, {}, RECIPE + rule), KINDS))
    assert form.former("sr_obligation_id_word_", ["SROI-2024/17"]) == {"SROI-2024/18": "SR-1"}
    assert form.former("unknown_", []) == {"Bouw BV": OUT}
    assert form.words("Contract", {"A-1": "SR-1", "A-2": OUT}) == {"A-1": "SR-1"}
    assert form.left_out == (LeaveOut("Contract", equals=("A-2",), reason=POINTED_OUT),)
