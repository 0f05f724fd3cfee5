"""Many reports at once, in a folder or a zip; and the history of what was made."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from dashboard.readings import Door, Readings
from dashboard.report.batch import make_all, zipped
from dashboard.report.kinds import Format, Kind
from pipelines import record
from tests.dashboard.report_publication import NOW, publish
from tests.pipelines.small_town import Town, kwartaalbeeld


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return Door(home).open()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    found = Town(tmp_path_factory.mktemp("town"))
    found.accepted("berk.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    found.publish()
    return found


def test_all_providers_come_in_the_order_of_the_alphabet_in_every_form_asked(readings: Readings) -> None:
    heard: list[float] = []
    made = make_all([Kind.FULL], [Format.PDF, Format.XLSX], readings, quarter=NOW, told=heard.append)[Kind.FULL]
    count = len(readings.providers())
    assert [one.name.rpartition(".")[2] for one in made] == ["pdf", "xlsx"] * count
    assert heard == [pytest.approx(place / count) for place in range(1, count + 1)]  # a provider at a time
    assert made[0].content.startswith(b"%PDF") and made[1].content.startswith(b"PK")


def test_the_same_publication_gives_the_same_zip(readings: Readings) -> None:
    once, again = (zipped(make_all([Kind.FULL], [Format.XLSX], readings, quarter=NOW)[Kind.FULL]) for _ in range(2))
    assert once == again
    with zipfile.ZipFile(BytesIO(once)) as file:
        assert file.testzip() is None
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_was_made_stands_in_the_history_and_changes_no_publication(town: Town, tmp_path: Path) -> None:
    before = record.reports_made(town.home)
    answer = town.run("report", "--quarter", "2025-K1", "--provider", "berk", "--form", "xlsx", "--form", "csv.zip",
                      "--zip", tmp_path / "alles.zip", "--by", "Anja", "--json")  # fmt: skip
    with zipfile.ZipFile(tmp_path / "alles.zip") as file:
        inside = {name: sha256(file.read(name)).hexdigest() for name in file.namelist()}
    (made,) = record.reports_made(town.home)
    assert before == []
    assert (made.kind, made.form, made.quarter, made.made_by) == ("volledig", "xlsx, csv.zip", "2025-K1", "Anja")
    assert made.publication == answer.json["publication"]
    assert dict(made.files) == inside
    again = town.run("publish", "--json").json
    assert again["publication"] == made.publication and not again["changed"]
    assert town.run("verify").code == 0


def test_one_of_a_folder_and_a_zip_is_asked(town: Town) -> None:
    for words in ([], ["--out", "a", "--zip", "b.zip"]):
        answer = town.run("report", "--quarter", "2025-K1", "--all", *words)
        assert answer.code == 2 and "--out of --zip" in answer.err


def test_all_reports_in_a_folder_say_how_far_it_is_and_each_kind_has_its_line_of_history(
    town: Town, tmp_path: Path
) -> None:
    before = record.reports_made(town.home)
    answer = town.run("report", "--quarter", "2025-K1", "--all", "--kind", "volledig", "--kind", "koepel",
                      "--form", "ods", "--out", tmp_path / "uit")  # fmt: skip
    assert "100% klaar" in answer.out and f"5 rapporten gemaakt in {tmp_path / 'uit'}." in answer.out
    assert len(list((tmp_path / "uit").iterdir())) == 5
    added = [made for made in record.reports_made(town.home) if made not in before]
    assert sorted((made.kind, len(made.files)) for made in added) == [("koepel", 1), ("volledig", 4)]
    only = town.run("report", "--quarter", "2025-K1", "--all", "--kind", "koepel", "--out", tmp_path)
    assert only.code == 2 and "laat --provider en --all weg" in only.err


def test_a_damaged_file_of_a_recipient_is_made_again(readings: Readings) -> None:
    """It can always be taken from the publication: nobody needs to know."""
    before = make_all([Kind.NOTE], [Format.HTML], readings, quarter=NOW, providers=["A1"])
    for file in readings.path.parent.glob("aanbieder-*.duckdb"):
        file.write_bytes(b"kapot")
    again = Door(readings.path.parents[1]).open()
    assert make_all([Kind.NOTE], [Format.HTML], again, quarter=NOW, providers=["A1"]) == before


@pytest.mark.parametrize(
    "words", [("report", "--quarter", "2025-K1", "--all", "--zip", "uit.zip"), ("nota", "--csv", "nota.csv")]
)
def test_a_home_that_is_not_there_is_told_and_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    answer = kwartaalbeeld(*words[:-1], tmp_path / words[-1], "--home", tmp_path / "nergens")
    assert answer.code == 6 and not list(tmp_path.iterdir()), answer
