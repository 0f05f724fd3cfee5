"""A bad file: Dutch findings, its exit code, nothing in the warehouse, the original kept as refused or destroyed.

Each folder of tests/deliveries/bad is a way of going wrong and is delivered in one act. The findings are golden:
what a sender reads is reviewed as text. Renew them with `KWARTAALBEELD_GOLDEN=write pytest
tests/pipelines/test_bad_files.py` and read the diff."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bad_files
import duckdb
import pytest
from small_town import Answer, Town

ROOT = Path(__file__).parents[2]
DELIVERIES = ROOT / "tests" / "deliveries"
BAD, DOUBTFUL, ODD = DELIVERIES / "bad", DELIVERIES / "doubtful", DELIVERIES / "odd"
GOLDEN = ROOT / "tests" / "golden" / "findings"
REAL = Path(os.environ.get("KWARTAALBEELD_REAL", ROOT.parent / "shared" / "real"))
HURTING = "schadelijk"  # files made to hurt, by bad_files.MAKERS
KINDS = sorted(path.name for path in BAD.iterdir() if path.is_dir())
DESTROYED = {  # folder: what the tombstone says
    "burgerservicenummers": "citizen_numbers",
    "personen": "persons",
    "personen-in-zakenlijst": "case_list_persons",
}
# how many things a sender has to mend, where it is not one
FAULTS = {"twee-kolommen-ontbreken.csv": 2, "alles-twee-keer-geplakt.csv": 3, "drie-fouten-in-drie-rijen.csv": 3}
PERSONAL = re.compile(r"Bruin|Okkerse|Lindestraat|0612345678|\b99\d{7}\b|99\d\d\.\d\d\.\d{3}|1948|1951|1939|root:")


@dataclass(frozen=True)
class Outcome:
    """What the terminal said of one file in a folder."""

    delivery_id: str
    state: str
    findings: str


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Kleindorp, with what De Linde delivered over 2024."""
    made = Town(tmp_path_factory.mktemp("kleindorp"))
    for name in ("stamgegevens.xlsx", "eerder-geleverd.csv"):
        assert made.run("deliver", DELIVERIES / name, "--accept").code == 0
    yield made


def told(answer: Answer) -> dict[str, Outcome]:
    """File name -> what was said of it; a line that is not indented begins a file."""
    found: dict[str, Outcome] = {}
    for block in re.split(r"\n(?=\S)", answer.out.rstrip("\n")):
        first, _, rest = block.partition("\n")
        if match := re.match(r"(.+?): ([A-Z]*\d\S*|niet bewaard), (.+)\.$", first):
            found[match[1]] = Outcome(match[2], match[3], rest + "\n" if rest else "")
    return found


def agrees_with_golden(findings: str, kind: str, name: str) -> None:
    golden = GOLDEN / kind / f"{name}.txt"
    if os.environ.get("KWARTAALBEELD_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(findings, encoding="utf-8")
    assert golden.exists(), f"{name} has no golden findings yet:\n{findings}"
    assert findings == golden.read_text(encoding="utf-8")


def archived(town: Town, content: bytes) -> bool:
    sha256 = hashlib.sha256(content).hexdigest()
    path = town.home.archive / sha256[:2] / sha256
    return path.exists() and path.read_bytes() == content


def register_rows(town: Town) -> int:
    with duckdb.connect(town.home.warehouse, read_only=True) as connection:
        return connection.execute("select count(*) from provider").fetchall()[0][0]


@pytest.mark.parametrize("kind", KINDS)
def test_bad_files_are_refused_with_their_golden_findings(town: Town, kind: str):
    files = sorted((BAD / kind).iterdir())
    rows, before = (town.stored_rows, register_rows(town)), set(town.deliveries)
    answer = town.run("deliver", BAD / kind, "--accept", "--by", "controller")
    assert answer.code == (10 if kind in DESTROYED else 3), answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err
    outcomes = told(answer)
    problems = [problem for path in files if (problem := wrong_with(town, path, outcomes.get(path.name)))]
    assert not problems, "\n".join(problems)
    assert (town.stored_rows, register_rows(town)) == rows
    new = [item for key, item in town.deliveries.items() if key not in before]
    assert {item["state"] for item in new} <= {"refused", "unmapped"}
    assert len(new) == (0 if kind in DESTROYED else len(files))
    assert list(town.home.quarantine.iterdir()) == []


def wrong_with(town: Town, path: Path, outcome: Outcome | None) -> str:
    """What does not hold for one bad file, or nothing."""
    if outcome is None:
        return f"{path.name}: nothing was said of it"
    try:
        content, gone = path.read_bytes(), path.parent.name in DESTROYED
        agrees_with_golden(outcome.findings, path.parent.name, path.name)
        assert outcome.findings.count("  fout: ") == FAULTS.get(path.name, 1), outcome
        assert not PERSONAL.search(outcome.findings), outcome
        unknown = (
            "herkent de indeling niet" in outcome.findings or "een volgend bestand gaat dan vanzelf" in outcome.findings
        )
        word = "vernietigd" if gone else "indeling nog niet bekend" if unknown else "geweigerd"
        assert outcome.state.startswith(word), outcome
        assert archived(town, content) is not gone, "the original"
    except AssertionError as problem:
        return f"{path.name}: {problem}"
    return ""


@pytest.mark.parametrize("name", bad_files.MAKERS)
def test_a_file_made_to_hurt_is_refused_in_one_sentence(town: Town, name: str):
    path = town.write(name, bad_files.MAKERS[name]())
    answer = town.run("deliver", path, "--accept")
    assert answer.code == 3
    agrees_with_golden(told(answer)[name].findings, HURTING, name)
    path.unlink()


def test_doubtful_files_are_taken_in_with_their_golden_warnings(town: Town):
    answer = town.run("deliver", DOUBTFUL)
    assert answer.code == 0, answer.out + answer.err
    outcomes = told(answer)
    for path in sorted(DOUBTFUL.iterdir()):
        assert outcomes[path.name].findings, path.name
        agrees_with_golden(outcomes[path.name].findings, DOUBTFUL.name, path.name)
        assert outcomes[path.name].state.startswith("wacht"), path.name
        assert not PERSONAL.search(outcomes[path.name].findings)


def test_odd_files_that_are_right_give_their_figure_without_a_word(town: Town):
    for path in sorted(ODD.iterdir()):
        answer = town.run("deliver", path, "--accept")
        assert (answer.code, told(answer)[path.name].findings) == (0, ""), f"{path.name}: {answer.out}"
        with duckdb.connect(town.home.warehouse, read_only=True) as connection:
            stored = connection.execute(
                "select sub_agreement_id, period, indicator, value from measurement where delivery_id = ?",
                [told(answer)[path.name].delivery_id],
            ).fetchall()
        assert stored == [("D-3", "2025-K1", "BER-1", 40)], path.name


def test_there_are_enough_bad_files_of_enough_kinds():
    files = [path for path in BAD.rglob("*") if path.is_file()]
    assert len(files) >= 120
    assert len(KINDS) >= 20 and all(path.parent.parent == BAD for path in files)
    assert {path.suffix for path in files} >= {".csv", ".txt", ".xlsx", ".xls", ".ods", ".sav"}


def test_every_golden_text_belongs_to_a_file():
    files = {
        f"{path.parent.name}/{path.name}" for folder in (BAD, DOUBTFUL) for path in folder.rglob("*") if path.is_file()
    }
    files |= {f"{HURTING}/{name}" for name in bad_files.MAKERS}
    assert {f"{path.parent.name}/{path.stem}" for path in GOLDEN.rglob("*.txt")} == files


def test_a_workbook_with_a_password_is_refused_and_says_how_to_take_it_off(town: Town):
    path = REAL / "E5_password_protected.xlsx"
    if not path.exists():
        pytest.skip(f"{path} is er niet; zet KWARTAALBEELD_REAL op de map met echte bestanden")
    answer = town.run("deliver", town.write("wachtwoord.xlsx", path.read_bytes()), "--accept")
    assert answer.code == 3
    assert "Het bestand heeft een wachtwoord." in answer.out
    assert answer.out.count("  fout: ") == 1


def test_checking_a_bad_file_keeps_nothing_of_it(town: Town):
    before = set(town.deliveries)
    answer = town.run("check", BAD / "getallen" / "tekst-in-een-getal.csv")
    assert answer.code == 3
    assert "Er is niets bewaard" in answer.err
    assert set(town.deliveries) == before


def test_the_same_findings_come_as_data(town: Town):
    answer = town.run("check", BAD / "percentages" / "teller-groter-dan-noemer.csv", "--json")
    assert answer.code == 3
    (finding,) = [item for item in answer.json["findings"] if item["severity"] == "fout"]
    assert finding["code"] == "numerator_exceeds_denominator"
    assert (finding["row"], finding["column"], finding["cell"]) == (2, "teller", "F2")
    assert finding["received"] == '"12"'


def test_one_bad_file_in_a_folder_does_not_keep_the_others_out(town: Town):
    folder = town.folder / "map"
    folder.mkdir()
    good = "\n".join([";".join(bad_files.small_town.HEADERS), "berk;D-3;2024-K1;BER-1;40;;;aantal;;;"])
    (folder / "goed.csv").write_text(good, encoding="utf-8")
    (folder / "fout.csv").write_bytes((BAD / "percentages" / "noemer-nul.csv").read_bytes() + b"\n")
    rows = town.stored_rows
    answer = town.run("deliver", folder, "--accept")
    assert answer.code == 3
    assert "1 van de 2 bestanden" in answer.err and "geweigerd" in answer.err
    assert town.stored_rows == rows + 1


def test_several_files_named_beside_each_other_go_in_as_a_folder_does(town: Town):
    files = [BAD / "percentages" / name for name in ("noemer-nul.csv", "teller-groter-dan-noemer.csv")]
    answer = town.run("deliver", files[0], files[1], files[0])
    assert answer.code == 3
    assert list(told(answer)) == [path.name for path in files]
    assert "2 van de 2 bestanden zijn geweigerd" in answer.err
    assert town.run("deliver", files[0], town.folder / "bestaat-niet.csv").code == 6


def test_headings_without_a_row_under_them_are_not_called_an_unknown_layout(town: Town):
    path = town.write("leeg.csv", "Timestamp,Hoe tevreden bent u over de ondersteuning?\n")
    answer = town.run("check", path)
    assert "maar één gevulde rij" in answer.out and "herkent de indeling niet" not in answer.out


def test_a_file_that_does_not_exist_is_said_so_with_its_own_exit_code(town: Town):
    answer = town.run("deliver", town.folder / "bestaat-niet.csv")
    assert answer.code == 6
    assert "bestaat niet" in answer.err


def test_after_all_that_everything_still_holds(town: Town):
    answer = town.run("verify")
    assert answer.code == 0, answer.err
