"""Real files by their recipes: what comes out equals a plain reading of the raw file."""

from __future__ import annotations

import csv
import io
import os
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from small_town import REGISTER, Town, kwartaalbeeld

from pipelines.place import Home
from pipelines.publishing import published_values

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("KWARTAALBEELD_REAL", ROOT.parent / "shared" / "real"))
NHS = REAL / "C2_nhs_ae_attendances_2016_2019.csv"
NZA = REAL / "C1_nza_ggz_wachttijden_2016_ruw.csv"


def real(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path} is er niet; zet KWARTAALBEELD_REAL op de map met echte bestanden")
    return path


def delivered(path: Path, recipe: str, folder: Path) -> tuple[Home, dict]:
    home = Home(folder)
    assert kwartaalbeeld("init", "--home", home.root).code == 0
    answer = kwartaalbeeld("deliver", path, "--recipe", str(ROOT / "data" / "recipes" / f"{recipe}.toml"), "--accept",
                           "--json", "--home", home.root)  # fmt: skip
    assert answer.code == 0, answer.err
    assert kwartaalbeeld("publish", "--home", home.root).code == 0
    return home, answer.json[0]


@pytest.fixture(scope="module")
def nhs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, dict]:
    return delivered(real(NHS), "nhs-ae", tmp_path_factory.mktemp("nhs"))


@pytest.fixture(scope="module")
def nza(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, dict]:
    return delivered(real(NZA), "nza-ggz-wachttijden", tmp_path_factory.mktemp("nza"))


# --- NHS A&E


@pytest.fixture(scope="module")
def by_quarter() -> pd.DataFrame:
    """The plain group-by: all departments of a provider together, per quarter."""
    raw = pd.read_csv(real(NHS))
    month = raw["period"].str[5:7].astype(int)
    raw["quarter"] = raw["period"].str[:4] + "-K" + ((month + 2) // 3).astype(str)
    grouped = raw.groupby(["org_code", "quarter"])[["attendances", "breaches"]].sum()
    grouped["months"] = raw.groupby(["org_code", "quarter"])["period"].nunique()
    return grouped


def test_every_row_of_the_nhs_is_a_measurement(nhs: tuple[Home, dict]):
    rows = len(pd.read_csv(NHS))
    assert (nhs[1]["rows_read"], nhs[1]["rows_measured"], nhs[1]["rows_skipped"]) == (rows, rows, 0)


def test_every_provider_and_quarter_of_the_nhs_equals_a_plain_group_by(
    nhs: tuple[Home, dict], by_quarter: pd.DataFrame
):
    values = published_values(nhs[0], indicator="TER-2")
    quarters = values[(values["period_kind"] == "quarter") & values["denominator"].notna()]
    found = quarters.set_index(["provider_id", "quarter"])
    assert not found.index.duplicated().any()
    assert set(found.index) <= set(by_quarter.index)
    theirs = by_quarter.loc[found.index]
    assert (found["denominator"] == theirs["attendances"]).all()
    assert (found["numerator"] == theirs["attendances"] - theirs["breaches"]).all()
    assert (found["value"] == 100 * (theirs["attendances"] - theirs["breaches"]) / theirs["attendances"]).all()
    hidden = by_quarter.loc[by_quarter.index.difference(found.index)]
    # what is not there had nobody, or fewer than ten
    assert (hidden["attendances"] < 10).all()
    assert by_quarter.index.get_level_values(0).nunique() == 274
    assert set(values["provider_id"]) == set(by_quarter.index.get_level_values(0))


def test_every_month_of_the_nhs_equals_a_plain_group_by(nhs: tuple[Home, dict]):
    raw = pd.read_csv(NHS)
    monthly = raw.assign(month=raw["period"].str[:7]).groupby(["org_code", "month"])[["attendances", "breaches"]].sum()
    values = published_values(nhs[0], indicator="TER-2")
    months = values[(values["period_kind"] == "month") & values["value"].notna()].set_index(["provider_id", "period"])
    theirs = monthly.loc[months.index]
    assert len(months) > 5_000
    assert (months["numerator"] == theirs["attendances"] - theirs["breaches"]).all()
    assert (months["denominator"] == theirs["attendances"]).all()


def test_a_figure_of_the_nhs_leads_back_to_its_rows(nhs: tuple[Home, dict]):
    answer = kwartaalbeeld("explain", "--provider", "RF4", "--indicator", "TER-2", "--quarter", "2017-K1", "--json",
                           "--home", nhs[0].root)  # fmt: skip
    cells = answer.json["delivered_cells"]
    raw = pd.read_csv(NHS)
    theirs = raw[(raw["org_code"] == "RF4") & raw["period"].isin(["2017-01-01", "2017-02-01", "2017-03-01"])]
    assert sorted(cell["row"] for cell in cells) == sorted(theirs.index + 2)  # the header is row 1
    assert sum(cell["denominator"] for cell in cells) == theirs["attendances"].sum()
    assert {cell["recipe"] for cell in cells} == {"nhs-ae"}


def test_without_the_wish_of_the_recipe_unknown_providers_are_refused(tmp_path: Path):
    text = (ROOT / "data" / "recipes" / "nhs-ae.toml").read_text(encoding="utf-8")
    (tmp_path / "streng.toml").write_text(text.replace("unknown_providers = true", "unknown_providers = false"))
    town = Town(tmp_path / "dorp", REGISTER)
    sample = "".join(real(NHS).read_text().splitlines(keepends=True)[:20])
    answer = town.run("deliver", town.write("nhs.csv", sample), "--recipe", tmp_path / "streng.toml", "--accept")
    assert answer.code == 3
    assert "staat niet in de stamgegevens" in answer.out
    assert town.stored_rows == 0


# --- NZa


def nza_rows() -> list[dict[str, str]]:
    text = real(NZA).read_bytes().decode("cp1252")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_rows_of_the_nza_add_up_to_2578(nza: tuple[Home, dict]):
    result = nza[1]
    assert len(nza_rows()) == 2578
    assert result["rows_read"] == 2578
    assert result["rows_measured"] + result["rows_skipped"] == 2578
    skipped = [item for item in result["findings"] if item["severity"] == "overgeslagen rij"]
    assert all(item["sentence"] for item in skipped)
    assert result["rows_measured"] > 1000


def test_every_refused_row_of_the_nza_has_a_reason_that_a_plain_reading_finds_too(nza: tuple[Home, dict]):
    def weeks_of(row: dict[str, str]) -> str:
        return row["Aanmeldtijd"].strip()

    rows = nza_rows()
    empty = sum(weeks_of(row) in ("", "-", "NA", "?", "n.v.t.", "nvt", "x", "onbekend") for row in rows)
    assert nza[1]["findings_by_code"]["missing_value"] == empty
    assert sum(count for code, count in nza[1]["findings_by_code"].items()) >= nza[1]["rows_skipped"]


def test_every_value_of_the_nza_is_its_weeks_times_seven(nza: tuple[Home, dict]):
    values = published_values(nza[0], indicator="TER-8")
    found = values[values["value"].notna()]
    rows = nza_rows()
    theirs: dict[tuple[str, str, str], list[float]] = {}
    missing = {"", "-", "NA"}
    for row in rows:
        try:
            weeks = float(row["Aanmeldtijd"].strip().replace(",", "."))
            day = datetime.strptime(row["Peildatum"].strip(), "%d-%m-%Y")  # noqa: DTZ007 - a day
        except ValueError:
            continue
        first = [" ".join(row[name].split()) for name in ("Naam.zorgaanbieder", "NAAM")]
        provider = next((name for name in first if name not in missing), "")
        place = [
            " ".join(row[name].split()) for name in ("Vestigingslocatie", "Circuit", "Nadere.typering", "Type.GGZ")
        ]
        where = " · ".join(part for part in place if part not in missing) or "locatie niet genoemd"
        theirs.setdefault((provider.casefold(), where, f"{day.year}-K{(day.month + 2) // 3}"), []).append(7 * weeks)
    seen = 0
    for provider, where, quarter, value in found[["provider", "breakdown_value", "quarter", "value"]].itertuples(
        index=False
    ):
        assert theirs[(" ".join(provider.split()).casefold(), where, quarter)] == [value]
        seen += 1
    assert seen == nza[1]["rows_measured"]
    # whoever stands there once is measured, whoever contradicts another row is not
    assert seen == sum(len(weeks) == 1 for weeks in theirs.values())


def test_a_wait_of_the_nza_has_no_n_no_margin_and_no_verdict(nza: tuple[Home, dict]):
    values = published_values(nza[0], indicator="TER-8")
    found = values[values["value"].notna()]
    assert found[["n", "lower", "upper", "target"]].isna().all(axis=None)
    assert not found["status"].isin(["on_track", "attention", "behind", "uncertain"]).any()
    assert found["breakdown"].eq("location").all()


def test_a_recipe_that_is_wrong_is_refused_with_its_own_exit_code(tmp_path: Path):
    town = Town(tmp_path / "dorp")
    for name, text in {
        "leeg": "", "onzin": "dit is geen toml", "indicator": 'title = "x"\n[columns]\nprovider_id = "a"\nperiod = "b"\n'
        '[[measure]]\nindicator = "XXX-1"\nvalue = "c"\n', "kolom": 'title = "x"\n[columns]\nraar = "a"\n[[measure]]\n',
    }.items():  # fmt: skip
        (tmp_path / f"{name}.toml").write_text(text)
        answer = town.run("check", town.write("x.csv", "a;b;c\n1;2;3\n"), "--recipe", tmp_path / f"{name}.toml")
        assert answer.code == 2, name
        assert "klopt niet" in answer.err
    answer = town.run("check", town.folder / "x.csv", "--recipe", "bestaat-niet")
    assert answer.code == 6
