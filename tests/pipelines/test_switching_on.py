"""A municipality switches on what it agreed: what is off is kept, said, and nowhere expected or shown."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from small_checks import check
from small_town import REGISTER, Town, figure, line

from dashboard.readings import Door
from pipelines.errors import UsageProblem
from pipelines.settings import load_settings
from schemas.indicators.catalogue import CATALOGUE


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def switch_on(town: Town, *codes: str) -> None:
    listed = ", ".join(f'"{code}"' for code in codes)
    (town.home.root / "settings.toml").write_text(f"indicators = [{listed}]\n", encoding="utf-8")


def row(code: str, value: object, *, sub: str = "D-3", period: str = "2025-K3", parts: tuple = (None, None)) -> str:
    item = CATALOGUE[code]
    return line("berk", sub, period, code, value, *parts, item.unit.label, None, None, None)


def test_without_a_setting_the_whole_catalogue_is_in_use(town: Town):
    assert load_settings(town.home.root).in_use == set(CATALOGUE)


# about the deliveries, the network and social return: made of no other figure, so nothing switches them off
ALWAYS = {code for code in CATALOGUE if code.startswith(("LEV-", "NET-", "SR-"))}


def test_what_is_computed_follows_what_it_is_made_from(town: Town):
    switch_on(town, "BER-2", "TER-2")
    assert load_settings(town.home.root).in_use == {"BER-2", "BER-3", "TER-2", *ALWAYS}
    switch_on(town, "BER-1")
    assert load_settings(town.home.root).in_use == {"BER-1", *ALWAYS}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('indicators = ["BER-1", "BER-99"]', "indicator BER-99 bestaat niet"),
        ('indicators = "BER-1"', "een lijst van codes"),
        ("indicators = []", "een lijst van codes"),
        ("indicators = [1]", "een lijst van codes"),
    ],
)
def test_a_code_that_does_not_exist_is_refused_in_dutch(town: Town, text: str, said: str):
    (town.home.root / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem, match=said):
        load_settings(town.home.root)
    answer = town.run("publish", "--by", "beheer")
    assert answer.code == 2 and said in answer.err


def test_a_figure_of_what_is_off_is_kept_with_a_warning_and_not_published(town: Town):
    switch_on(town, "BER-1", "TER-1")
    answer = town.deliver("k3.csv", row("BER-1", 30), row("BER-8", 417), row("BER-8", 140, period="2025-07"))
    assert answer.code == 0, answer.err
    told = answer.json[0]["findings_by_code"]
    assert told["switched_off"] == 1  # once, and not for every row
    assert town.stored_rows == 3
    values = town.publish()
    assert figure(values, "D-3", "BER-1", "2025-K3")["value"] == 30
    assert "BER-8" not in set(values["indicator"])
    assert "BER-8" not in set(town.table("delivered_cells")["indicator"])
    (town.home.root / "settings.toml").unlink()  # switched on again it is there: nothing was thrown away
    assert figure(town.publish(), "D-3", "BER-8", "2025-K3")["value"] == 417


def test_what_is_off_is_not_expected_though_a_target_was_agreed(town: Town):
    switch_on(town, "BER-1", "TER-1")
    town.accepted("k3.csv", row("BER-1", 30), row("TER-1", 9, parts=(None, 20)))
    values = town.publish()
    assert set(values["indicator"]) == {"BER-1", "TER-1", "LEV-1", "LEV-2"}  # BER-2 has a target of 120
    berk = values[(values["indicator"] == "LEV-1") & (values["provider_id"] == "berk")].iloc[0]
    assert (berk["numerator"], berk["denominator"]) == (2, 2)
    table = town.table("indicators").set_index("indicator")["in_use"]
    assert set(table.index) == set(CATALOGUE)
    assert set(table[table].index) == {"BER-1", "TER-1", *ALWAYS}
    themes = town.table("overview").set_index(["provider_id", "theme"])
    assert themes.loc[("berk", "outcomes"), "reason"] == "Voor dit thema is nog geen indicator in gebruik."


def test_the_pages_know_which_themes_are_used(town: Town):
    switch_on(town, "BER-1", "OUT-3")
    town.accepted("k3.csv", row("BER-1", 30))
    town.publish()
    readings = Door(town.home.root).open()
    assert readings.themes() == {"reach", "outcomes", "social_return", "delivery", "network"}
    assert len(readings.definitions()) == len(CATALOGUE)  # Definities names what is off too


def test_what_volunteers_sheets_give_is_switched_off_with_them(town: Town):
    switch_on(town, "BER-1")
    town.accepted("k3.csv", row("BER-1", 30))
    assert not load_settings(town.home.root).volunteers_in_use
    answer = town.run("templates", "--quarter", "2025-K4", "--zip", town.folder / "een.zip")
    assert answer.code == 0, answer.err
    book = openpyxl.load_workbook(BytesIO(zipfile.ZipFile(town.folder / "een.zip").read("2025-K4-berk.xlsx")))
    assert book.sheetnames == ["Kwartaalmonitor", "Uitleg"]
    switch_on(town, "BER-1", "WED-1")
    assert load_settings(town.home.root).volunteers_in_use


def test_a_delivery_without_what_is_off_is_complete_and_may_replace_one_with_it(town: Town):
    town.accepted("k3.csv", row("BER-1", 30), row("BER-8", 417))
    switch_on(town, "BER-1")
    answer = town.deliver("beter.csv", row("BER-1", 31))
    assert answer.code == 0 and answer.json[0]["findings_by_code"] == {}


def asked(town: Town, name: str) -> list[str]:
    answer = town.run("templates", "--quarter", "2025-K4", "--zip", town.folder / name)
    assert answer.code == 0, answer.err
    book = openpyxl.load_workbook(BytesIO(zipfile.ZipFile(town.folder / name).read("2025-K4-berk.xlsx")))
    header, *rows = book["Kwartaalmonitor"].iter_rows(min_row=6, values_only=True)
    place = header.index("indicator")
    return list(dict.fromkeys(cells[place] for cells in rows if cells[place]))


BASE = ["BER-1", "BER-2", "BER-5", "BER-6", "BER-7", "TER-1", "TER-2", "TER-3", "TER-4", "TER-5"]


def test_a_template_asks_the_base_set_and_what_was_agreed_or_delivered_before(tmp_path: Path):
    agreed = ["D-3", "OUT-6", 70, "kwartaal", date(2024, 1, 1), None, "tafelverslag"]
    other = ["D-1", "OUT-3", 70, "kwartaal", date(2024, 1, 1), None, "tafelverslag"]
    ended = ["D-3", "TER-6", 5, "kwartaal", date(2024, 1, 1), date(2025, 6, 30), "tafelverslag"]
    town = Town(tmp_path, {**REGISTER, "prestatieafspraken": [*REGISTER["prestatieafspraken"], agreed, other, ended]})
    assert asked(town, "een.zip") == [*BASE, "OUT-6"]
    # too few to be shown, and so without a value in the publication: asked again all the same
    town.accepted("k3.csv", row("BER-1", 30), row("BER-8", 417), row("OUT-1", None, parts=(2, 7)))
    town.publish()
    assert asked(town, "twee.zip") == [*BASE[:5], "BER-8", *BASE[5:], "TER-6", "OUT-1", "OUT-6"]
    switch_on(town, "BER-1", "OUT-1", "OUT-3")
    assert asked(town, "drie.zip") == ["BER-1", "OUT-1"]


def test_the_command_tells_which_are_in_use(town: Town):
    switch_on(town, "BER-1")
    out = town.run("indicators").out
    assert "BER-1  Bereikte personen in de periode (aantal, hoger is beter)\n" in out
    assert "OUT-1  Uitval (%, lager is beter, niet in gebruik)\n" in out
    used = {item["code"] for item in town.run("indicators", "--json").json if item["in_use"]}
    assert used == {"BER-1", *ALWAYS}


def test_who_ended_with_a_result_is_at_most_who_ended():
    ended = [row("BER-6", value, period=period) for value, period in ((4, "2025-07"), (3, "2025-08"), (5, "2025-09"))]
    fits = check(*ended, row("OUT-1", None, parts=(2, 12)))
    assert "part_exceeds_count" not in fits.by_code
    found = check(*ended, row("OUT-1", None, parts=(2, 13)))
    (finding,) = [item for item in found.warnings if item.code == "part_exceeds_count"]
    assert finding.row == 5 and "BER-6 is 12" in finding.expected
    unknown = check(*ended[:2], row("OUT-1", None, parts=(2, 13)))  # a month is missing: nobody knows
    assert "part_exceeds_count" not in unknown.by_code


def test_reach_in_the_target_group_is_the_people_of_the_year_over_the_group_and_has_no_margin(town: Town):
    town.accepted("k3.csv", row("BER-2", 90), row("BER-4", None, parts=(90, 1200)))
    found = figure(town.publish(), "D-3", "BER-4", "2025-K3")
    assert found["value"] == 100 * 90 / 1200
    assert (found["n"], found["numerator"], found["denominator"]) == (90, 90, 1200)
    assert found[["lower", "upper"]].isna().all()
    assert "part_exceeds_count" in check(row("BER-2", 90), row("BER-4", None, parts=(91, 1200))).by_code


def test_a_small_part_of_a_target_group_is_hidden_with_its_table(town: Town):
    parts = [
        line("berk", "D-3", "2025-K3", "BER-4", None, number, 400, "%", "wijk", name, None)
        for number, name in ((3, "Noord"), (60, "Zuid"))
    ]
    town.accepted("k3.csv", row("BER-4", None, parts=(63, 800)), *parts)
    values = town.publish()
    for name in ("Noord", "Zuid"):
        hidden = figure(values, "D-3", "BER-4", "2025-K3", name)
        assert hidden["reason_code"] == "small_part" and hidden[["value", "numerator", "n"]].isna().all()
