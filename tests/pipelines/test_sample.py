"""The sample municipality, recomputed from the files themselves as a provider would have sent them."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from pipelines.sample import make_sample
from pipelines.sample.case_lists import FOLDER
from pipelines.sample.labour import FOLDER as LABOUR
from pipelines.sample.providers import PROVIDERS, eleven_test
from pipelines.sample.social_return import FOLDER as SOCIAL_RETURN
from pipelines.sample.surveys import FOLDER as SURVEYS
from schemas.indicators.catalogue import CATALOGUE
from schemas.monitoring import MONITORING
from schemas.parties import REGISTER_WORKBOOK
from schemas.quarter import Month, Quarter, parse_period
from schemas.vocabulary import Unit
from tests.conftest import Lindendaal

NAMES = {item.header: item.name for item in MONITORING.fields}
NUMBERS = ["value", "numerator", "denominator"]
CASE = ["sub_agreement_id", "period"]


@pytest.fixture(scope="module")
def folder(lindendaal: Lindendaal) -> Path:
    return lindendaal.files


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*-K*/*"))


@pytest.fixture(scope="module")
def acts(folder: Path) -> list[dict[str, str]]:
    """What happened with the monitor; what comes beside it has tests of its own."""
    text = (folder / "leveringen.csv").read_text(encoding="utf-8")
    beside = (FOLDER, SURVEYS, SOCIAL_RETURN, LABOUR)
    return [act for act in csv.DictReader(StringIO(text), delimiter=";") if not act["bestand"].startswith(beside)]


@pytest.fixture(scope="module")
def everything(files: list[Path]) -> pd.DataFrame:
    """Every delivered row of every file, with its file, provider, quarter and whether it is a correction."""
    return pd.concat([rows_of(path) for path in files], ignore_index=True)


@pytest.fixture(scope="module")
def active(everything: pd.DataFrame) -> pd.DataFrame:
    """The rows of the newest version of each slot."""
    slot = everything.groupby(["provider", "quarter"])["corrected"]
    return everything[everything["corrected"] == slot.transform("max")]


@pytest.fixture(scope="module")
def totals(active: pd.DataFrame) -> pd.DataFrame:
    return active[active["breakdown"].isna()]


def rows_of(path: Path) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Kwartaalmonitor").to_python()
        start = next(place for place, row in enumerate(sheet) if "periode" in row)
        frame = pd.DataFrame(sheet[start + 1 :], columns=sheet[start])
    else:
        content = path.read_bytes()
        text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp1252")
        header, *rows = csv.reader(StringIO(text, newline=""), delimiter=";")
        frame = pd.DataFrame(rows, columns=header)
    frame = frame[list(NAMES)].rename(columns=NAMES).astype(object)
    numbers = {name: pd.to_numeric(frame[name].astype(str).str.replace(",", "."), errors="raise") for name in NUMBERS}
    texts = {name: frame[name].replace("", None).astype("str") for name in NAMES.values() if name not in NUMBERS}
    period = frame["period"].map(lambda text: str(parse_period(text)))
    return frame.assign(**texts, **numbers).assign(
        period=period.astype("str"),
        quarter=path.parent.name,
        provider=path.stem.removesuffix("-correctie"),
        corrected=path.stem.endswith("-correctie"),
    )


def figures(totals: pd.DataFrame, code: str, column: str = "value") -> pd.Series:
    chosen = totals[totals["indicator"] == code]
    return chosen.set_index(CASE)[column].sort_index()


def months(series: pd.Series) -> pd.Series:
    return series[~series.index.get_level_values("period").str.contains("K")]


def test_two_runs_give_identical_bytes(folder: Path, tmp_path: Path):
    make_sample(tmp_path)
    first = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
    second = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert first == second


def test_what_was_made_is_not_made_again(folder: Path):
    made = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    make_sample(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")} == made


def test_there_are_28_providers_36_sub_agreements_and_14_quarters(folder: Path, active: pd.DataFrame):
    assert active["provider"].nunique() == 28
    assert active["sub_agreement_id"].nunique() == 36
    assert sorted(active["quarter"].unique()) == [str(Quarter(2022, 3).shift(n)) for n in range(14)]


def test_there_is_one_file_per_provider_per_quarter_of_its_participation(files: list[Path]):
    # 28 x 14; joined after 4, 7 and 12 quarters; left 6 and 3 before the end; 1 never delivered; 23 corrected
    assert len(files) == 28 * 14 - (4 + 7 + 12) - (6 + 3) - 1 + 23


def test_every_sheet_of_the_register_has_our_headers_and_only_known_codes(folder: Path):
    book = openpyxl.load_workbook(folder / "stamgegevens.xlsx")
    assert book.sheetnames == [form.name for form in REGISTER_WORKBOOK]
    tables = {}
    for form in REGISTER_WORKBOOK:
        header, *rows = book[form.name].iter_rows(values_only=True)
        assert list(header) == [item.header for item in form.fields]
        tables[form.name] = pd.DataFrame(rows, columns=[item.name for item in form.fields])
        assert not tables[form.name].duplicated(list(form.key)).any()
    providers = set(tables["aanbieders"]["provider_id"])
    subs = set(tables["deelovereenkomsten"]["sub_agreement_id"])
    assert set(tables["deelname"]["provider_id"]) == providers
    assert set(tables["deelovereenkomsten"]["provider_id"]) == providers
    assert subs - set(tables["prestatieafspraken"]["sub_agreement_id"]) == {"DO-2022-21"}
    assert set(tables["prestatieafspraken"]["sub_agreement_id"]) < subs
    assert set(tables["prestatieafspraken"]["indicator"]) <= set(CATALOGUE)
    assert set(tables["aanbieders"]["succeeded_by"].dropna()) == {"zilverdraad"}


def test_three_providers_join_and_two_leave_on_the_agreed_days():
    joined = sorted(str(p.joined_on) for p in PROVIDERS)[-3:]
    left = sorted(str(p.left_on) for p in PROVIDERS if p.left_on)
    assert joined == ["2023-07-01", "2024-04-15", "2025-07-01"]
    assert left == ["2024-06-30", "2025-03-31"]


def test_target_versions_follow_each_other_without_gap_or_overlap(folder: Path):
    sheet = openpyxl.load_workbook(folder / "stamgegevens.xlsx")["prestatieafspraken"]
    header, *rows = sheet.iter_rows(values_only=True)
    targets = pd.DataFrame(rows, columns=header).sort_values("geldig vanaf", kind="stable")
    lowered = 0
    for _, versions in targets.groupby(["deelovereenkomst", "indicator"]):
        follows = versions["geldig vanaf"].iloc[1:].to_list()
        ends = versions["geldig tot en met"].iloc[:-1].to_list()
        assert [day + timedelta(days=1) for day in ends] == follows
        assert pd.isna(versions["geldig tot en met"].iloc[-1])
        lowered += (versions["norm"].diff()[versions["geldig vanaf"] == "2025-07-01"] < 0).sum()
    assert lowered == 4
    assert set(targets.loc[targets["periode"] == "jaar", "indicator"]) == {"BER-2", "BER-4", "WED-1", "WED-2"}


def test_no_kvk_number_passes_the_eleven_test(folder: Path):
    assert eleven_test("111222333")  # the well-known example of a number that does
    sheet = openpyxl.load_workbook(folder / "stamgegevens.xlsx")["aanbieders"]
    numbers = [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(set(numbers)) == 28
    assert all(isinstance(kvk, str) and len(kvk) == 8 and not eleven_test(kvk) for kvk in numbers)


def test_an_independent_reader_finds_our_headers_and_text_periods(folder: Path):
    own = {"omschrijving", "vorige waarde", "norm"}
    for path in sorted((folder / "2025-K4").glob("*.xlsx")):
        sheet = openpyxl.load_workbook(path)["Kwartaalmonitor"]
        header = [cell.value for cell in sheet[6]]
        assert set(header) == {item.header for item in MONITORING.fields} | own
        for row in sheet.iter_rows(min_row=7):
            cells = dict(zip(header, row, strict=True))
            texts = ("aanbieder", "deelovereenkomst", "periode", "indicator")
            assert {cells[name].data_type for name in texts} == {"s"}
            assert {cells[name].data_type for name in ("waarde", "teller", "noemer")} == {"n"}
            assert parse_period(cells["periode"].value).quarter == Quarter(2025, 4)


def test_five_providers_deliver_dutch_csv_in_two_encodings(files: list[Path]):
    written = {path.stem: path.read_bytes() for path in files if path.match("2025-K4/*.csv")}
    assert set(written) == {"thuisvaart", "lichtgrond", "kiemkas", "oosterhof", "elzenbroek"}
    bom = {name for name, content in written.items() if content.startswith(b"\xef\xbb\xbf")}
    assert bom == {"kiemkas", "elzenbroek"}
    assert "4e kwartaal 2025" in written["thuisvaart"].decode("cp1252")
    assert "K4 2025" in written["oosterhof"].decode("cp1252")
    assert all('één keer.\nHet' in text for text in (content.decode("cp1252") for content in
               (written["thuisvaart"], written["lichtgrond"], written["oosterhof"])))  # fmt: skip
    assert any(",5;" in content.decode("cp1252") for content in written.values())


def test_all_files_pass_the_typed_gate_of_the_contract(everything: pd.DataFrame):
    labels = {word.label: word.value for word in Unit}
    coded = everything.assign(unit=everything["unit"].map(labels).astype("str"))
    MONITORING.schema.validate(coded, lazy=True)
    key = ["quarter", "provider", "corrected", *MONITORING.key[1:]]
    assert not everything.duplicated(key).any()
    assert everything["sub_agreement_id"].notna().all()


def test_the_unit_is_that_of_the_indicator(everything: pd.DataFrame):
    expected = everything["indicator"].map({code: item.unit.label for code, item in CATALOGUE.items()})
    assert (everything["unit"] == expected).all()


def test_stock_is_previous_stock_plus_inflow_minus_outflow(totals: pd.DataFrame):
    stock, inflow, outflow = (months(figures(totals, code)) for code in ("BER-7", "BER-5", "BER-6"))
    frame = pd.DataFrame({"stock": stock, "net": inflow - outflow}).reset_index()
    month = frame["period"].map(lambda text: 12 * parse_period(text).year + parse_period(text).number)
    by_sub = frame.groupby("sub_agreement_id")
    expected = by_sub["stock"].shift() + frame["net"]
    follows = month.groupby(frame["sub_agreement_id"]).diff() == 1
    assert (frame["stock"] == expected)[follows].all()
    # a month without a predecessor: the first of each sub-agreement, and after the quarter never delivered
    assert (~follows).sum() == 36 + 1


def test_people_this_year_never_fall_within_a_year_and_hold_the_people_of_the_period(totals: pd.DataFrame):
    year, period = figures(totals, "BER-2"), figures(totals, "BER-1")
    assert (year >= period).all()
    frame = months(year).reset_index()
    frame["year"] = frame["period"].str[:4]
    assert (frame.groupby(["sub_agreement_id", "year"])["value"].diff().dropna() >= 0).all()
    january = frame["period"].str.endswith("-01")
    both = frame[january].set_index(CASE)["value"]
    assert (both == period.reindex(both.index)).all()


def test_a_quarter_holds_at_least_its_largest_month_and_at_most_their_sum(totals: pd.DataFrame):
    people = totals[totals["indicator"] == "BER-1"]
    per_month = people[~people["period"].str.contains("K")].groupby(["sub_agreement_id", "quarter"])["value"]
    quarter = people[people["period"].str.contains("K")].set_index(["sub_agreement_id", "quarter"])["value"]
    quarter = quarter.sort_index()
    assert len(quarter) == per_month.ngroups
    assert (quarter >= per_month.max()).all()
    assert (quarter <= per_month.sum()).all()
    year = totals[totals["indicator"] == "BER-2"].set_index([*CASE, "quarter"])["value"].unstack("period")
    for name in {str(text) for text in totals["quarter"]}:
        last = str(Quarter.parse(name).months[2])
        both = year[[name, last]].dropna()
        assert (both[name] == both[last]).all()


def test_everyone_who_started_is_in_every_count_of_starters(totals: pd.DataFrame):
    started = months(figures(totals, "BER-5"))
    for code in ("TER-1", "TER-2", "TER-3"):
        assert (months(figures(totals, code, "denominator")).fillna(0) == started).all()
    quarter = totals[totals["indicator"] == "BER-5"].groupby(["sub_agreement_id", "quarter"])["value"].sum()
    for code in ("TER-1", "TER-3"):
        counted = figures(totals, code, "denominator").fillna(0)
        counted = counted[counted.index.get_level_values("period").str.contains("K")]
        assert (counted == quarter.rename_axis(CASE)).all()


def test_a_teller_fits_its_noemer_and_the_percentage_is_their_ratio(active: pd.DataFrame):
    shares = [code for code, item in CATALOGUE.items() if item.divided]
    share = active[active["indicator"].isin(shares)].dropna(subset=["denominator"])
    assert (share["numerator"] <= share["denominator"]).all()
    ratio = 100 * share["numerator"] / share["denominator"]
    assert ((share["value"] - ratio).abs().dropna() <= 0.05 + 1e-9).all()
    assert 0 < share["value"].isna().mean() < 0.5  # some providers leave the percentage to us


def test_waiting_beyond_the_term_is_a_share_of_all_who_wait(totals: pd.DataFrame):
    waiting = figures(totals, "TER-4")
    assert (figures(totals, "TER-5", "denominator").fillna(0) == waiting).all()


def test_a_median_is_never_above_the_90th_percentile(totals: pd.DataFrame):
    assert not (figures(totals, "TER-1") > figures(totals, "TER-3")).any()


def test_where_nobody_started_or_waits_there_is_no_figure_but_a_note(totals: pd.DataFrame):
    ratio = totals["indicator"].isin([code for code, item in CATALOGUE.items() if item.unit is not Unit.COUNT])
    nobody = totals[ratio & totals["denominator"].isna()]
    assert nobody[NUMBERS].isna().all(axis=None)
    agreed = nobody["indicator"].str.startswith("OUT")
    assert set(nobody.loc[agreed, "indicator"]) == {"OUT-4"}  # of the first year nobody ended a year before
    assert set(nobody.loc[agreed, "note"]) == {"niemand eindigde een jaar geleden bij ons"}
    nobody = nobody[~agreed]
    assert set(nobody["note"]) == {"geen starters", "geen wachtenden"}
    assert (nobody["indicator"] == "TER-5").equals(nobody["note"] == "geen wachtenden")
    assert totals.loc[~ratio, "value"].notna().all()


def test_each_indicator_beyond_the_base_set_is_delivered_by_some_and_outcomes_by_enough_to_compare(
    totals: pd.DataFrame,
):
    providers = (
        totals[totals["value"].notna() | totals["denominator"].notna()].groupby("indicator")["provider"].nunique()
    )
    for code, item in CATALOGUE.items():
        if code.startswith("OUT"):
            assert providers[code] >= 8
        elif item.delivered and code not in ("TER-8", "TEV-2"):  # from files of others, never asked of these providers
            assert providers[code] >= 3


def test_who_ended_is_in_every_count_of_endings(totals: pd.DataFrame):
    inflow = totals[totals["indicator"] == "BER-6"].groupby(["sub_agreement_id", "quarter"])["value"].sum()
    ended = totals[totals["indicator"].isin(["OUT-1", "OUT-3"])].set_index(["sub_agreement_id", "quarter"])
    assert (ended["denominator"].fillna(0) == inflow.reindex(ended.index)).all()
    fewer = totals[totals["indicator"].isin(["OUT-5", "OUT-6"])].set_index(["sub_agreement_id", "quarter"])
    assert (fewer["denominator"].fillna(0) <= inflow.reindex(fewer.index)).all()


def test_reach_in_the_target_group_counts_the_people_of_this_year_and_names_its_source(totals: pd.DataFrame):
    reach = totals[totals["indicator"] == "BER-4"]
    people = figures(totals, "BER-2")
    assert (reach.set_index(CASE)["numerator"] == people.reindex(reach.set_index(CASE).index)).all()
    assert reach["note"].str.fullmatch(r"Omvang van de doelgroep: CBS StatLine, peildatum 1 januari 20\d\d\.").all()


def test_a_breakdown_adds_up_to_its_total_and_has_cells_that_need_protection(active: pd.DataFrame):
    parts = active[active["breakdown"].notna()]
    assert set(zip(parts["provider"], parts["breakdown"], strict=True)) == {
        ("welzijn-lindendaal", "wijk"), ("gezinsanker", "wijk"), ("kindspoor", "wijk"),
        ("mantelpunt", "doelgroep"),
    }  # fmt: skip
    assert set(parts["indicator"]) == {"BER-5", "TER-2"}
    assert parts["period"].str.contains("K").all()  # per quarter: by month nearly all would be too small to show
    key = ["sub_agreement_id", "quarter", "indicator"]
    summed = parts.groupby(key)[NUMBERS].sum()
    whole = active[active["breakdown"].isna() & ~active["period"].str.contains("K")]
    total = whole.groupby(key)[NUMBERS].sum().reindex(summed.index).fillna(0)
    counts = summed.index.get_level_values("indicator") == "BER-5"
    assert (summed["value"] == total["value"])[counts].all()
    assert (summed[["numerator", "denominator"]] == total[["numerator", "denominator"]])[~counts].all(axis=None)
    assert parts["value"].between(1, 4)[parts["indicator"] == "BER-5"].sum() > 100


def test_a_correction_adds_the_clients_that_were_missing(everything: pd.DataFrame):
    inflow = everything[(everything["indicator"] == "BER-5") & everything["breakdown"].isna()]
    sums = inflow.groupby(["provider", "quarter", "corrected"])["value"].sum().unstack().dropna()
    assert len(sums) == 23
    assert (sums[True] > sums[False]).all()


def test_some_improve_and_some_worsen(totals: pd.DataFrame):
    share = totals[totals["indicator"] == "TER-2"]
    year = share.groupby(["sub_agreement_id", share["quarter"].str[:4]])[["numerator", "denominator"]].sum()
    percent = (100 * year["numerator"] / year["denominator"]).unstack()
    change = percent["2025"] - percent["2023"]
    assert change["DO-2022-08"] > 8
    assert change["DO-2022-06"] < -15
    assert change["DO-2022-22"] < -20
    # the known pitfall: the share within the term looks well while the queue grows
    waiting = figures(totals, "TER-4")["DO-2022-25"]
    assert percent.loc["DO-2022-25", "2025"] > 85
    assert waiting["2025-12"] > 2 * waiting["2024-12"]


def test_after_the_merger_the_successor_serves_more_people(totals: pd.DataFrame):
    assert figures(totals, "BER-7")["DO-2022-31", "2024-06"] == 0
    inflow = months(figures(totals, "BER-5"))["DO-2022-18"]
    assert inflow["2024-07":"2025-06"].sum() > 1.3 * inflow["2023-07":"2024-06"].sum()


def test_what_happened_is_told_in_order_and_names_every_file_once(
    folder: Path, files: list[Path], acts: list[dict[str, str]]
):
    assert list(acts[0]) == ["bestand", "door", "op", "actie", "reden", "aanbieder", "kwartaal"]
    moments = [datetime.fromisoformat(act["op"]) for act in acts]
    assert moments == sorted(moments)
    assert acts[0]["bestand"] == "stamgegevens.xlsx"
    named = [act["bestand"] for act in acts if act["bestand"]]
    assert sorted(named) == sorted(["stamgegevens.xlsx", *(path.relative_to(folder).as_posix() for path in files)])
    waits = [act["bestand"] for act in acts if act["actie"] == "wachten"]
    assert waits == ["2025-K4/de-wisselbank.xlsx"]


def test_no_file_arrives_in_a_locked_quarter_and_one_quarter_is_reopened(acts: list[dict[str, str]]):
    locked: set[tuple[str, str]] = set()
    ever: set[tuple[str, str]] = set()
    for act in acts[1:]:
        slot = (act["aanbieder"], act["kwartaal"])
        if act["actie"] == "vaststellen":
            assert slot not in locked
            locked.add(slot)
        elif act["actie"] == "ontgrendelen":
            assert slot == ("kompaskade", "2024-K4")
            assert act["reden"]
            locked.remove(slot)
        else:
            quarter, name = act["bestand"].split("/")
            slot = (Path(name).stem.removesuffix("-correctie"), quarter)
            assert slot not in locked
            ever.add(slot)
    assert locked == {slot for slot in ever if slot[1] <= "2025-K2"}
    assert ("bezoekdienst", "2024-K3") not in ever
    assert [act["actie"] for act in acts].count("ontgrendelen") == 1


def test_a_dozen_deliveries_are_late_and_the_others_on_time(acts: list[dict[str, str]]):
    first = [act for act in acts[1:] if act["bestand"] and "-correctie" not in act["bestand"]]
    late = 0
    for act in first:
        end = Quarter.parse(act["bestand"].split("/")[0]).last_day
        days = (datetime.fromisoformat(act["op"]).date() - end).days
        assert 5 <= days <= 50
        late += days > 28
    assert late == 12


def test_months_of_a_file_belong_to_its_quarter(everything: pd.DataFrame):
    periods = everything[["quarter", "period"]].drop_duplicates()
    found = periods["period"].map(lambda text: str(parse_period(text).quarter))
    assert (found == periods["quarter"]).all()
    kinds = (
        everything[everything["breakdown"].isna()]
        .groupby("indicator")["period"]
        .agg(lambda texts: {isinstance(parse_period(text), Month) for text in texts.unique()})
    )
    alone = {code for code, item in CATALOGUE.items() if item.asked_per_quarter}
    both = {code for code, item in CATALOGUE.items() if not item.months_make_the_quarter} - alone
    assert {code for code in kinds.index if kinds[code] == {True, False}} == both & set(kinds.index)
    assert {code for code in kinds.index if kinds[code] == {False}} == alone & set(kinds.index)
