"""Files made to do harm, or by accident: each gets the code of its sentence, quickly, and harms no other reader."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import odd_files
import pytest
from odd_files import compound, parts, with_part, workbook, zipped

from pipelines.finding_sentences.catalogue import SENTENCES
from pipelines.findings import Finding
from pipelines.reading import limits
from pipelines.reading import pool as pools
from pipelines.reading.cells import Unreadable
from pipelines.reading.limits import run_limited
from pipelines.reading.pool import ReadingPool

KINDS = Path(__file__).parents[1] / "deliveries" / "kinds"
GOOD = b"naam;cijfer\nNoord;7\n"
FAR = "<sheetData>" + odd_files.cell("A1").join(["<row r='1'>", "</row>"]) + "</sheetData>"
EMPTY_ROWS = f'<sheetData><row r="1">{odd_files.cell("A1")}</row>' + "<row/>" * 1_000_000 + "</sheetData>"
STYLED_ROWS = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(1, 1_000_000)).join(
    ["<sheetData>", "</sheetData>"]
)
WIDE = '<sheetData><row r="1">' + "".join("<c><v>1</v></c>" for _ in range(16_384)) + "</row></sheetData>"
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<worksheet {odd_files.MAIN}>{odd_files.rows('A1')}</worksheet>"
)
OUTSIDE = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst {odd_files.MAIN}><si><t>&a;</t></si></sst>'
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"}
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}


def twice(content: bytes) -> bytes:
    """The same workbook with two parts of one name, where programs differ in which one they read."""
    path = parts(odd_files.rows("A1"))
    return zipped({**path, "XL/worksheets/SHEET1.xml": path["xl/worksheets/sheet1.xml"]})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "one cell in the last corner": (lambda: workbook(odd_files.rows("A1", "XFD1048576")), "far_cell"),
    "one cell far down": (lambda: workbook(odd_files.rows("A1", "B1048576")), "far_cell"),
    "one cell far to the right": (lambda: workbook(odd_files.rows("A1", "XFD2")), "far_cell"),
    "a million empty rows": (lambda: workbook(EMPTY_ROWS), "empty_rows"),
    "a million rows with only a look": (lambda: workbook(STYLED_ROWS), "empty_rows"),
    "sixteen thousand columns": (lambda: workbook(WIDE), "too_many_columns"),
    "450 MB of blanks": (lambda: odd_files.bomb(450), "too_large"),
    "60 MB of blanks": (lambda: odd_files.bomb(60), "too_large"),
    "a contents list that lies": (lambda: odd_files.lying(odd_files.bomb(60)), "damaged_workbook"),
    "two parts of one name": (lambda: twice(b""), "damaged_workbook"),
    "thousands of parts": (lambda: zipped({**parts(""), **{f"x/{n}": "" for n in range(2_001)}}), "too_large"),
    "entities that grow": (lambda: zipped({**parts(""), "xl/worksheets/sheet1.xml": ENTITIES}), "entities"),
    "an entity from outside": (lambda: with_part("xl/sharedStrings.xml", OUTSIDE), "entities"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "macros"),
    "links to another workbook": (lambda: with_part("xl/externalLinks/externalLink1.xml", "<x/>"), "external_links"),
    "an embedded document": (lambda: with_part("xl/embeddings/oleObject1.bin", b"x"), "embedded"),
    "a control": (lambda: with_part("xl/activeX/activeX1.xml", "<x/>"), "embedded"),
    "a zip inside": (lambda: with_part("xl/media/image1.png", zipped({"a": "b"})), "embedded"),
    "half a workbook": (lambda: workbook(odd_files.rows("A1"))[:700], "damaged_workbook"),
    "a workbook without sheets": (lambda: zipped({"xl/workbook.xml": "<workbook/>"}), "damaged_workbook"),
    "an empty workbook": (lambda: workbook("<sheetData/>"), "empty_file"),
}  # fmt: skip
OTHER: dict[str, tuple[bytes, str]] = {
    "a password": (compound("EncryptionInfo", "EncryptedPackage"), "password"),
    "macros in an xls": (compound("Workbook", "_VBA_PROJECT_CUR"), "macros"),
    "a workbook of before 1997": (compound("Book"), "old_excel"),
    "a Word document": (compound("WordDocument", "1Table"), "document"),
    "a file in an xls": (compound("Workbook", "MBD0004D0F2", "\x01Ole10Native"), "embedded"),
    "an xls of nothing": (compound("Workbook"), "empty_file"),
    "a compound file of zeros": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "damaged_workbook"),
    "an xlsb": (zipped({"xl/workbook.bin": b"x"}), "binary_workbook"),
    "a docx": (zipped({"word/document.xml": "<x/>"}), "document"),
    "an odt": (zipped(ODT), "document"),
    "an ods with a password": (zipped({**ODS, "META-INF/manifest.xml": "<encryption-data/>"}), "password"),
    "an ods with macros": (zipped({**ODS, "Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    "a damaged ods": (zipped(ODS), "damaged_workbook"),
    "a zip": (zipped({"cijfers.csv": "a;b"}), "archive"),
    "an empty zip": (zipped({}), "archive"),
    "a rar": (b"Rar!\x1a\x07\x01\x00", "archive"),
    "a 7z": (b"7z\xbc\xaf\x27\x1c", "archive"),
    "a gz": (b"\x1f\x8b\x08\x00", "archive"),
    "a tar": (b"naam".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), "archive"),
    "a Windows program": (b"MZ" + bytes(60), "executable"),
    "a Linux program": (b"\x7fELF" + bytes(60), "executable"),
    "a script": (b"#!/bin/sh\n", "executable"),
    "a PNG": (b"\x89PNG\r\n\x1a\n", "picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0", "picture"),
    "a PDF": (b"%PDF-1.7", "document"),
    "a web page": (b"\xef\xbb\xbf  <HTML><table><tr><td>1</td></tr></table>", "markup"),
    "a web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "markup"),
    "an Excel sheet of 2003 in XML": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "markup"),
    "parquet": (b"PAR1\x15\x04", "wrong_kind"),
    "SQLite": (b"SQLite format 3\x00", "database"),
    "Access": (b"\x00\x01\x00\x00Standard ACE DB\x00", "database"),
    "DuckDB": (bytes(8) + b"DUCK" + bytes(100), "database"),
    "binary": (bytes(range(256)) * 20, "wrong_kind"),
    "half an SPSS file": (b"$FL2@(#) SPSS", "damaged_spss"),
}  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1) as pool:
        yield pool


def why_not(pool: ReadingPool, path: Path, content: bytes) -> Unreadable:
    path.write_bytes(content)
    with pytest.raises(Unreadable) as problem:
        pool.read(path)
    return problem.value


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_seconds_with_its_sentence(pool: ReadingPool, tmp_path: Path, name: str):
    make, code = HOSTILE[name]
    content = make()
    started = time.monotonic()
    problem = why_not(pool, tmp_path / "cijfers.xlsx", content)
    assert problem.code == code
    assert time.monotonic() - started < 15
    assert Finding(problem.code, detail=problem.detail).sentence


@pytest.mark.parametrize("name", OTHER)
@pytest.mark.parametrize("called", ["cijfers.xlsx", "cijfers.csv"])
def test_another_kind_is_refused_by_its_bytes_whatever_it_is_called(
    pool: ReadingPool, tmp_path: Path, name: str, called: str
):
    content, code = OTHER[name]
    problem = why_not(pool, tmp_path / called, content)
    assert problem.code == code
    sentence = Finding(problem.code, detail=problem.detail).sentence
    assert "{" not in sentence and "()" not in sentence


def test_the_far_cell_names_its_address(pool: ReadingPool, tmp_path: Path):
    problem = why_not(pool, tmp_path / "ver", workbook(odd_files.rows("A1", "XFD1048576")))
    assert "cel XFD1048576" in Finding(problem.code, detail=problem.detail).sentence


def test_a_claim_of_a_million_rows_over_a_small_table_costs_nothing(pool: ReadingPool, tmp_path: Path):
    """Some programs write it; the rows that are there decide."""
    (tmp_path / "boek").write_bytes(workbook('<dimension ref="A1:XFD1048576"/>' + odd_files.rows("A1", "B2")))
    (sheet,) = pool.read(tmp_path / "boek").sheets
    assert (sheet.height, sheet.width) == (2, 2)


def test_a_text_file_too_large_is_refused_by_its_size_alone(pool: ReadingPool, tmp_path: Path):
    with (tmp_path / "groot.csv").open("wb") as file:
        file.write(b"a;b\n" * 2_000)
        file.truncate(200_000_001)
    with pytest.raises(Unreadable) as problem:
        pool.read(tmp_path / "groot.csv")
    assert (problem.value.code, problem.value.detail) == ("too_large", "200 MB")


def test_every_refusal_of_the_reader_has_a_sentence():
    codes = {code for _, code in (*HOSTILE.values(), *OTHER.values())}
    assert codes | {"reader_died", "too_slow", "bad_separator", "control_character"} <= set(SENTENCES)


def test_a_gigabyte_a_far_cell_and_a_million_rows_are_refused_while_another_keeps_reading(tmp_path: Path):
    bad = {
        "bom": odd_files.bomb(1_000),
        "ver": HOSTILE["one cell in the last corner"][0](),
        "leeg": workbook(EMPTY_ROWS),
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "goed").write_bytes(GOOD)
    read, failed, done = [], [], threading.Event()
    with ReadingPool(2) as pool:
        pool.read(tmp_path / "goed")

        def keep_reading() -> None:
            while not done.is_set():
                started = time.monotonic()
                try:
                    assert pool.read(tmp_path / "goed").sheets[0].height == 2
                    read.append(time.monotonic() - started)
                except Unreadable as problem:
                    failed.append(problem.code)

        reader = threading.Thread(target=keep_reading)
        reader.start()
        started = time.monotonic()
        codes = []
        for name in bad:
            with pytest.raises(Unreadable) as problem:
                pool.read(tmp_path / name)
            codes.append(problem.value.code)
        took = time.monotonic() - started
        done.set()
        reader.join()
    assert codes == ["too_large", "far_cell", "empty_rows"]
    assert failed == [] and read
    assert took < 30 and max(read) < 10


def test_a_child_that_is_killed_while_it_reads_is_that_file_s_fault_and_the_next_file_is_read(tmp_path: Path):
    (tmp_path / "goed").write_bytes(GOOD)
    (tmp_path / "groot").write_bytes(b"a;b\n" + b"1;2\n" * 2_000_000)
    with ReadingPool(1) as pool:
        pool.read(tmp_path / "goed")
        threading.Timer(0.3, os.kill, (pool.process_ids[0], signal.SIGKILL)).start()
        with pytest.raises(Unreadable) as problem:
            pool.read(tmp_path / "groot")
        assert problem.value.code == "reader_died"
        assert pool.read(tmp_path / "goed").sheets[0].height == 2


def test_a_child_that_died_between_two_files_is_nobody_s_fault(tmp_path: Path):
    (tmp_path / "goed").write_bytes(GOOD)
    with ReadingPool(1) as pool:
        pool.read(tmp_path / "goed")
        os.kill(pool.process_ids[0], signal.SIGKILL)
        time.sleep(0.2)
        assert pool.read(tmp_path / "goed").sheets[0].height == 2


def test_a_file_that_takes_too_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pools, "TIMEOUT_SECONDS", 0.05)
    (tmp_path / "groot").write_bytes(b"a;b\n" + b"1;2\n" * 2_000_000)
    with ReadingPool(1) as pool, pytest.raises(Unreadable) as problem:
        pool.read(tmp_path / "groot")
    assert problem.value.code == "too_slow"


@pytest.mark.skipif(os.name == "nt", reason="limits are of POSIX")
def test_work_in_a_child_has_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "limited_work.py").write_text(
        "import json, os, resource, sys\n"
        "asked = json.load(sys.stdin)\n"
        "if asked.get('die'): os.abort()\n"
        "if asked.get('spin'):\n    while True: pass\n"
        "if asked.get('eat'):\n"
        "    try: bytearray(10**11)\n"
        "    except MemoryError: print(json.dumps({'code': 'too_large', 'detail': 'geheugen'})); sys.exit()\n"
        "print(json.dumps({'nice': os.nice(0), 'cpu': resource.getrlimit(resource.RLIMIT_CPU)[0]}))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    said = run_limited("limited_work", {})
    assert said["nice"] >= limits.NICENESS and said["cpu"] <= limits.SECONDS + 5
    for request, code in (({"die": 1}, "reader_died"), ({"spin": 1}, "too_slow"), ({"eat": 1}, "too_large")):
        with pytest.raises(Unreadable) as problem:
            run_limited("limited_work", request, timeout=2)
        assert problem.value.code == code


def test_computing_time_is_counted_per_file(monkeypatch: pytest.MonkeyPatch):
    """A kept child that has worked long gets as much for its next file."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    asked = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, pair: asked.append((kind, pair[0])))
    limits.allow_seconds(30)
    ((kind, seconds),) = asked
    assert kind == resource.RLIMIT_CPU
    assert int(used.ru_utime + used.ru_stime) + 30 <= seconds <= used.ru_utime + used.ru_stime + 40
