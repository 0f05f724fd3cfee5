"""Volunteers: from a sheet to figures and back to its cells, what is refused, and what is never shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_town import HEADERS as MONITORING_HEADERS
from small_town import Town, figure, write_workbook

from pipelines.ledger import Ledger
from pipelines.protection import protect
from pipelines.publishing import published_values
from pipelines.settings import Settings
from schemas.reciprocity import PREPARED, VOLUNTEERS

HEADERS = [field.header for field in VOLUNTEERS.fields]
NAMES = [field.name for field in VOLUNTEERS.fields]
GOOD = {"provider_id": "berk", "sub_agreement_id": "D-3", "period": "2025-K1", "stock_begin": 40, "recruited": 12,
        "former_clients": 6, "returned": 1, "departed": 3, "departed_moved": 1, "departed_paid_work": 1,
        "departed_health": 0, "departed_stopped": 1, "departed_other": 0, "stock_end": 50, "active": 40, "hours": 1560,
        "registered": 16, "matches": 12, "registered_not_placed": 4, "reported_vacancies": 15, "filled_vacancies": 12,
        "open_vacancies": 3, "cohort_started": 10, "cohort_active": 7, "match_days_median": 200}  # fmt: skip


def row(**changes: Any) -> list[Any]:
    return [{**GOOD, **changes}.get(name) for name in NAMES]


def text(*rows: list[Any]) -> str:
    lines = [HEADERS, *rows]
    return "".join(";".join("" if cell is None else str(cell) for cell in line) + "\n" for line in lines)


def workbook(town: Town, name: str, *, monitor: list[Any], volunteers: list[list[Any]]) -> Path:
    path = town.folder / name
    write_workbook(path, {"Kwartaalmonitor": [MONITORING_HEADERS, monitor], "Vrijwilligers": [HEADERS, *volunteers]})
    return path


def monitored(provider: str, sub: str, period: str, value: int | None) -> list[Any]:
    return [provider, sub, period, "BER-2", value, None, None, "aantal", None, None, None]


def prepared(**changes: Any) -> list[Any]:
    """A row as the template holds it before anybody fills it in."""
    return [value if name in PREPARED else None for name, value in zip(NAMES, row(**changes), strict=True)]


LINDE = {"provider_id": "linde"}
EIK = {"provider_id": "eik", "sub_agreement_id": "D-4", "period": "2025-K3", "stock_begin": 0}


@dataclass(frozen=True)
class Story:
    """Kleindorp in 2025, and what the terminal said of each file."""

    town: Town
    said: dict[str, Any]
    values: pd.DataFrame
    publication: str

    def value(self, sub: str | None, code: str, quarter: str) -> float:
        return figure(self.values, sub, code, quarter)["value"]

    @property
    def slots(self) -> dict[tuple[str, str, str], str]:
        ledger = Ledger(self.town.home.ledger)
        try:
            rows = ledger.rows("select * from active_slot where data_set <> 'stamgegevens'")
        finally:
            ledger.close()
        return {(row["provider_id"], row["quarter"], row["data_set"]): row["delivery_id"] for row in rows}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    town, said = Town(tmp_path_factory.mktemp("kleindorp")), {}

    def deliver(name: str, path: Path) -> None:
        answer = town.run("deliver", path, "--accept", "--by", "controller", "--json")
        said[name] = answer.json[0]

    both = row(note="zes van de twaalf waren cliënt")
    deliver("both", workbook(town, "beide.xlsx", monitor=monitored("berk", "D-3", "2025-K1", 100), volunteers=[both]))
    few = row(period="2025-K2", stock_begin=52, recruited=14, former_clients=3, stock_end=64, note="drie waren cliënt")
    second = monitored("berk", "D-3", "2025-K2", 150)
    deliver("few", workbook(town, "k2.xlsx", monitor=second, volunteers=[few]))
    deliver("gap", town.write("k4.csv", text(row(period="2025-K4", stock_begin=70, stock_end=80))))
    better = row(recruited=13, former_clients=7, stock_end=51)
    deliver("better", town.write("beter.csv", text(better)))
    two = [row(**LINDE, sub_agreement_id="D-1"), row(**LINDE, sub_agreement_id="D-2", former_clients=2)]
    deliver("two", town.write("twee.csv", text(*two)))
    deliver("one", town.write("een.csv", text(row(**LINDE, sub_agreement_id="D-1", hours=1561))))
    unfilled = monitored("eik", "D-4", "2025-K3", None)[:4] + [None] * 7
    deliver("neither", workbook(town, "niets.xlsx", monitor=unfilled, volunteers=[prepared(**EIK)]))
    monitor = monitored("eik", "D-4", "2025-K3", 30)
    deliver("monitor", workbook(town, "leeg.xlsx", monitor=monitor, volunteers=[prepared(**EIK), [None] * len(NAMES)]))
    new = row(**EIK, returned=0, stock_end=12 - 3, active=9, hours=400)
    deliver("alone", workbook(town, "alleen.xlsx", monitor=unfilled, volunteers=[new]))
    publication = town.run("publish", "--json").json["publication"]
    return Story(town, said, published_values(town.home), publication)


# --- one sheet, one workbook


def test_every_file_is_taken_or_refused_for_one_reason(story: Story):
    found = {name: (item["state"], item["findings_by_code"]) for name, item in story.said.items()}
    assert found == {
        "both": ("accepted", {"incomplete": 1}),  # the quarterly monitor leaves TER-1 out
        "few": ("accepted", {"incomplete": 1, "pool_begins": 1}),
        "gap": ("accepted", {}),
        "better": ("accepted", {"pool_ends": 1}),
        "two": ("accepted", {}),
        "one": ("refused", {"would_erase": 1}),  # De Linde would lose the pool of D-2
        "neither": ("refused", {"no_rows": 1}),
        "monitor": ("accepted", {}),
        "alone": ("accepted", {}),
    }


def test_one_workbook_fills_both_slots_and_each_is_superseded_by_itself(story: Story):
    ids = {name: item["delivery_id"] for name, item in story.said.items()}
    assert story.slots == {
        ("berk", "2025-K1", "kwartaalmonitor"): ids["both"],
        ("berk", "2025-K1", "vrijwilligers"): ids["better"],
        ("berk", "2025-K2", "kwartaalmonitor"): ids["few"],
        ("berk", "2025-K2", "vrijwilligers"): ids["few"],
        ("berk", "2025-K4", "vrijwilligers"): ids["gap"],
        ("linde", "2025-K1", "vrijwilligers"): ids["two"],
        ("eik", "2025-K3", "kwartaalmonitor"): ids["monitor"],  # the sheet that was only prepared filled nothing
        ("eik", "2025-K3", "vrijwilligers"): ids["alone"],
    }
    assert story.town.deliveries[ids["both"]]["state"] == "accepted"  # it still holds the quarterly monitor
    assert story.value("D-3", "BER-2", "2025-K1") == 100


def test_a_sheet_makes_every_figure(story: Story):
    found = {code: story.value("D-1", code, "2025-K1") for code in (f"WED-{number}" for number in range(1, 11))}
    assert found == {
        "WED-1": 12, "WED-2": 50 - 40, "WED-3": 100 * (50 - 40) / 40, "WED-4": 100 * 6 / 12, "WED-5": 100 * 40 / 50,
        "WED-6": 100 * 7 / 10, "WED-7": 100 * 12 / 16, "WED-8": 1560 / 40, "WED-9": 100 * 3 / ((40 + 50) / 2),
        "WED-10": 100 * 12 / 15,
    }  # fmt: skip


def test_a_total_of_two_pools_says_that_it_may_count_twice(story: Story):
    assert story.value(None, "WED-1", "2025-K1") == 12 + 12
    assert story.value(None, "WED-8", "2025-K1") == (1560 + 1560) / (40 + 40)
    pools = story.town.table("pools")
    whole = pools[pools["sub_agreement_id"].isna()].iloc[0]
    assert (whole["provider_id"], whole["stock_end"]) == ("linde", 50 + 50)
    assert "telt twee keer" in whole["sentence"]


# --- since 1 January


def test_a_year_without_one_of_its_quarters_has_no_sum(story: Story):
    assert story.value("D-3", "WED-1", "2025-K2") == 13 + 14
    assert story.value("D-3", "WED-2", "2025-K2") == 64 - 40
    for code in ("WED-1", "WED-2", "WED-3"):
        assert figure(story.values, "D-3", code, "2025-K4")["reason_code"] == "year_incomplete"
    assert story.value("D-3", "WED-5", "2025-K4") == 100 * 40 / 80
    assert figure(story.values, "D-3", "WED-5", "2025-K3")["reason_code"] == "not_delivered"


def test_who_joined_in_july_has_a_year_that_begins_in_july(story: Story):
    assert story.value("D-4", "WED-1", "2025-K3") == 12
    assert story.value("D-4", "WED-2", "2025-K3") == 9 - 0
    growth = figure(story.values, "D-4", "WED-3", "2025-K3")
    assert pd.isna(growth["value"]) and growth["reason_code"] == "no_base" and growth["status"] == "too_few"


# --- what may not be seen


def test_few_former_clients_are_hidden_everywhere(story: Story):
    assert story.value("D-3", "WED-4", "2025-K1") == 100 * 7 / 13
    assert story.value("D-3", "WED-11", "2025-K1") == 100 * 7 / 100
    for code in ("WED-4", "WED-11"):
        hidden = figure(story.values, "D-3", code, "2025-K2")
        assert hidden["reason_code"] == "small_part"
        assert hidden[["value", "numerator", "denominator", "n", "lower", "upper", "note"]].isna().all()
    own = story.values[story.values["sub_agreement_id"].eq("D-3") & story.values["quarter"].eq("2025-K2")]
    assert own["note"].isna().all()  # the same words would stand with WED-1
    pools = story.town.table("pools").set_index(["sub_agreement_id", "quarter"])
    assert pools.at[("D-3", "2025-K1"), "former_clients"] == 7
    assert pd.isna(pools.at[("D-3", "2025-K2"), "former_clients"])
    assert pools.at[("D-3", "2025-K2"), "reason_code"] == "small_part"


def test_the_cells_behind_a_hidden_figure_keep_their_address_only(story: Story):
    cells = story.town.table("delivered_cells")
    behind = cells[cells["sub_agreement_id"].eq("D-3") & cells["quarter"].eq("2025-K2")]
    behind = behind[behind["indicator"].isin(["WED-4", "WED-11"])]
    assert set(behind["indicator"]) == {"WED-4", "WED-11"}
    assert behind[["value", "numerator", "denominator"]].isna().all(axis=None)
    assert behind["numerator_cell"].notna().any()


def test_a_total_of_two_pools_gives_no_hidden_part_away(story: Story):
    assert story.value("D-1", "WED-4", "2025-K1") == 50
    for sub in ("D-2", None):
        assert pd.isna(story.value(sub, "WED-4", "2025-K1"))
    pools = story.town.table("pools")
    assert pools.loc[pools["provider_id"].eq("linde"), "former_clients"].fillna(-1).tolist() == [-1, 6, -1]


@pytest.mark.parametrize(
    ("recruited", "former", "shown"),
    [(9, 0, False), (9, 6, False), (12, 1, False), (12, 4, False), (12, 10, False), (12, 12, False), (12, 0, True),
     (12, 5, True), (12, 9, True)],
)  # fmt: skip
def test_a_group_that_is_small_or_takes_in_nearly_all_is_not_shown(recruited: int, former: int, shown: bool):
    share = pd.DataFrame(
        {"provider_id": ["a"], "sub_agreement_id": ["D"], "grain": ["sub_agreement"], "quarter": ["2025-K1"],
         "period": ["2025-K1"], "period_kind": ["quarter"], "indicator": ["WED-4"], "breakdown": [None],
         "breakdown_value": [None], "value": [100 * former / recruited], "numerator": [float(former)],
         "denominator": [float(recruited)], "n": [float(recruited)], "reason_code": [None], "note": ["n"]}
    )  # fmt: skip
    assert protect(share, Settings())["value"].notna().tolist() == [shown]


# --- the balance


def test_a_pool_that_does_not_connect_says_by_how_much(story: Story):
    finding = next(item for item in story.said["few"]["findings"] if item["code"] == "pool_begins")
    assert (finding["sheet"], finding["cell"], finding["received"]) == ("Vrijwilligers", "D2", '"52"')
    assert "eindigde met 50" in finding["sentence"]
    pool = story.town.table("pools").set_index(["sub_agreement_id", "quarter"]).loc[("D-3", "2025-K2")]
    assert (pool["previous_end"], pool["difference"]) == (51, 52 - 51)  # the first quarter was corrected since
    assert "eindigde met 51, dat is 1 meer" in pool["sentence"]


def test_a_rebuild_gives_the_same_publication_from_every_kind_of_file(story: Story):
    assert story.town.run("verify").code == 0
    story.town.home.warehouse.unlink()
    assert story.town.run("rebuild", "--json").json["publication"] == story.publication
    assert story.town.run("verify").code == 0


# --- the sample, a second time


@pytest.fixture(scope="module")
def sheets(lindendaal) -> pd.DataFrame:
    """Every volunteers' sheet that counts, read by pandas: the last accepted file of each provider and quarter."""
    acts = pd.read_csv(lindendaal.files / "leveringen.csv", sep=";", dtype="str")
    acts = acts[
        acts["actie"].eq("accepteren") & acts["bestand"].str.endswith(".xlsx") & acts["bestand"].str.startswith("20")
    ]
    last = {(Path(name).stem.removesuffix("-correctie"), Path(name).parent.name): name for name in acts["bestand"]}
    found = []
    for name in last.values():
        with pd.ExcelFile(lindendaal.files / name, engine="openpyxl") as book:
            if "Vrijwilligers" in book.sheet_names:
                found.append(pd.read_excel(book, "Vrijwilligers", header=5))
    frame = pd.concat(found, ignore_index=True).sort_values(["deelovereenkomst", "kwartaal"], ignore_index=True)
    return frame.assign(jaar=frame["kwartaal"].str[:4])


@pytest.fixture(scope="module")
def again(sheets: pd.DataFrame) -> pd.DataFrame:
    """WED-1 to WED-10 in plain pandas, from the sheets alone."""
    year = sheets.groupby(["deelovereenkomst", "jaar"])
    first = year["stand begin"].transform("first")
    growth = sheets["stand einde"] - first
    parts = {
        "WED-1": (year["nieuw geworven"].cumsum(), None),
        "WED-2": (growth, None),
        "WED-3": (100 * growth, first),
        "WED-4": (100 * sheets["waarvan oud-cliënt"], sheets["nieuw geworven"]),
        "WED-5": (100 * sheets["actief"], sheets["stand einde"]),
        "WED-6": (100 * sheets["daarvan nog actief"], sheets["begonnen een jaar eerder"]),
        "WED-7": (100 * sheets["matches"], sheets["aangemeld"]),
        "WED-8": (sheets["uren"], sheets["actief"]),
        "WED-9": (200 * sheets["uitstroom"], sheets["stand begin"] + sheets["stand einde"]),
        "WED-10": (100 * sheets["vervulde vacatures"], sheets["aangemelde vacatures"]),
    }
    made = {code: above if below is None else above / below.where(below > 0) for code, (above, below) in parts.items()}
    return sheets[["deelovereenkomst", "kwartaal"]].assign(**made).set_index(["deelovereenkomst", "kwartaal"])


@pytest.mark.parametrize("code", [f"WED-{number}" for number in range(1, 11)])
def test_every_figure_of_the_sample_is_what_the_sheets_say(
    again: pd.DataFrame, lindendaal_values: pd.DataFrame, code: str
):
    own = lindendaal_values[lindendaal_values["indicator"].eq(code) & lindendaal_values["grain"].eq("sub_agreement")]
    shown = own[own["value"].notna()].set_index(["sub_agreement_id", "quarter"])
    assert len(shown) > 30
    np.testing.assert_allclose(shown["value"], again[code].reindex(shown.index), rtol=1e-12)
    gone = set(own.loc[own["value"].isna(), "reason_code"])
    assert gone <= {"too_few", "small_part", "no_base", "year_incomplete", "not_delivered", "delivery_waiting",
                    "not_yet_joined"}  # fmt: skip


def test_former_clients_per_hundred_reached_are_summed_since_january(
    sheets: pd.DataFrame, lindendaal_values: pd.DataFrame
):
    keys = ["sub_agreement_id", "quarter"]
    own = lindendaal_values[lindendaal_values["grain"].eq("sub_agreement") & lindendaal_values["breakdown"].isna()]
    reached = own[own["indicator"].eq("BER-2") & own["period"].eq(own["quarter"])].set_index(keys)["value"]
    former = sheets.assign(sum=sheets.groupby(["deelovereenkomst", "jaar"])["waarvan oud-cliënt"].cumsum())
    former = former.set_index(["deelovereenkomst", "kwartaal"])["sum"]
    shown = own[own["indicator"].eq("WED-11") & own["value"].notna()].set_index(keys)
    assert len(shown) > 20
    np.testing.assert_allclose(
        shown["value"], 100 * former.reindex(shown.index) / reached.reindex(shown.index), rtol=1e-12
    )


def test_every_pool_of_the_sample_balances_and_one_does_not_connect(lindendaal, sheets: pd.DataFrame):
    pools = lindendaal.table("pools")
    own = pools[pools["sub_agreement_id"].notna()]
    assert len(own) == len(sheets)
    whole = pools["stock_begin"] + pools["recruited"] + pools["returned"] - pools["departed"]
    assert (whole == pools["stock_end"])[pools["stock_end"].notna()].all()
    apart = own[own["difference"].fillna(0) != 0]
    assert apart[["sub_agreement_id", "quarter", "difference"]].to_numpy().tolist() == [["DO-2022-27", "2024-K2", 2.0]]
    assert len(pools[pools["sub_agreement_id"].isna()]) == 14  # Welzijn Lindendaal has two


def test_the_trail_of_a_figure_leads_to_the_cells_of_the_sheet(lindendaal, sheets: pd.DataFrame):
    cells, files = lindendaal.table("delivered_cells"), lindendaal.table("deliveries").set_index("delivery_id")
    own = cells[
        cells["sub_agreement_id"].eq("DO-2022-15") & cells["quarter"].eq("2025-K3") & cells["indicator"].eq("WED-1")
    ]
    assert sorted(files.loc[own["delivery_id"], "file_name"]) == ["taalkring.xlsx"] * 3
    assert set(own["sheet"]) == {"Vrijwilligers"} and set(own["value_cell"]) == {"E7"}
    year = sheets[sheets["deelovereenkomst"].eq("DO-2022-15") & sheets["jaar"].eq("2025")]
    assert sorted(own["value"]) == sorted(year["nieuw geworven"].iloc[:3])
