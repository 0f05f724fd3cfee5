"""A bad file: Dutch findings, its exit code, nothing in the warehouse, the original kept as refused.

The findings are golden: what a sender reads is reviewed as text. Renew them with
`KWARTAALBEELD_GOLDEN=write pytest tests/pipelines/test_bad_files.py` and read the diff."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import bad_files
import pytest
from small_town import Answer, Town

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "deliveries" / "bad"
GOLDEN = ROOT / "tests" / "golden" / "findings"
REAL = Path(os.environ.get("KWARTAALBEELD_REAL", ROOT.parent / "shared" / "real"))
STORED = sorted(path.name for path in BAD.glob("*.csv"))
# how many things a sender has to mend, where it is not one
FAULTS = {"twee-kolommen-ontbreken.csv": 2, "drie-fouten-in-drie-rijen.csv": 3}
PERSONAL = ("Bruin", "Okkerse", "Lindestraat", "0612345678")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    yield Town(tmp_path_factory.mktemp("kleindorp"))


def content_of(name: str) -> bytes:
    return (BAD / name).read_bytes() if name in STORED else bad_files.MAKERS[name]()


def refused(town: Town, name: str, content: bytes) -> Answer:
    """Deliver it, and see that it changed nothing but the archive and the ledger."""
    rows, before = town.stored_rows, set(town.deliveries)
    path = town.write(name, content)
    answer = town.run("deliver", path, "--accept", "--by", "controller")
    assert answer.code == 3, answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err
    sha256 = hashlib.sha256(content).hexdigest()
    (new,) = set(town.deliveries) - before
    assert town.deliveries[new]["state"] == "refused"
    assert town.deliveries[new]["sha256"] == sha256
    assert (town.home.archive / sha256[:2] / sha256).read_bytes() == content
    assert town.stored_rows == rows
    assert list(town.home.quarantine.iterdir()) == []
    return answer


def findings_of(answer: Answer, delivery_line: int = 1) -> str:
    """The findings as the sender reads them, without the line with the delivery's number."""
    return "\n".join(answer.out.splitlines()[delivery_line:]) + "\n"


@pytest.mark.parametrize("name", [*STORED, *bad_files.MAKERS])
def test_a_bad_file_is_refused_with_the_golden_findings(town: Town, name: str):
    findings = findings_of(refused(town, name, content_of(name)))
    golden = GOLDEN / f"{Path(name).stem}.txt"
    if os.environ.get("KWARTAALBEELD_GOLDEN") == "write":
        golden.write_text(findings, encoding="utf-8")
    assert findings == golden.read_text(encoding="utf-8")
    assert findings.count("  fout: ") == FAULTS.get(name, 1), findings
    assert not [text for text in PERSONAL if text in findings]


def test_every_golden_text_belongs_to_a_bad_file():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {Path(name).stem for name in [*STORED, *bad_files.MAKERS]}


def test_a_workbook_with_a_password_is_refused_and_says_how_to_take_it_off(town: Town):
    path = REAL / "E5_password_protected.xlsx"
    if not path.exists():
        pytest.skip(f"{path} is er niet; zet KWARTAALBEELD_REAL op de map met echte bestanden")
    answer = refused(town, "wachtwoord.xlsx", path.read_bytes())
    assert "Het bestand heeft een wachtwoord." in answer.out
    assert answer.out.count("  fout: ") == 1


def test_checking_a_bad_file_keeps_nothing_of_it(town: Town):
    before = set(town.deliveries)
    path = town.write("alleen-kijken.csv", content_of("tekst-in-een-getal.csv"))
    answer = town.run("check", path)
    assert answer.code == 3
    assert "Er is niets bewaard" in answer.err
    assert set(town.deliveries) == before


def test_the_same_findings_come_as_data(town: Town):
    path = town.write("als-gegevens.csv", content_of("teller-groter-dan-noemer.csv"))
    answer = town.run("check", path, "--json")
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
    (folder / "fout.csv").write_bytes(content_of("noemer-nul.csv") + b"\n")
    rows = town.stored_rows
    answer = town.run("deliver", folder, "--accept")
    assert answer.code == 3
    assert "1 van de 2 bestanden" in answer.err and "geweigerd" in answer.err
    assert town.stored_rows == rows + 1


def test_a_file_that_does_not_exist_is_said_so_with_its_own_exit_code(town: Town):
    answer = town.run("deliver", town.folder / "bestaat-niet.csv")
    assert answer.code == 6
    assert "bestaat niet" in answer.err


def test_after_all_that_everything_still_holds(town: Town):
    answer = town.run("verify")
    assert answer.code == 0, answer.err
