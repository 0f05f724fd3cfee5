"""Bad files made of bytes: encodings, line ends, other kinds of file, and workbooks with something broken inside."""

from __future__ import annotations

import base64
import gzip
import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
from bad_parts import NUMBERS, ROW, SHEET, book, changed, edited

HEADER = "aanbieder;deelovereenkomst;periode;indicator;waarde;teller;noemer;eenheid;uitsplitsing;uitsplitsing waarde;toelichting"
GOOD = "berk;D-3;2025-K1;BER-1;40;;;aantal;;;"
WRONG = "berk;D-3;2025-K1;BER-1;-4;;;aantal;;;"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRINGS = "xl/sharedStrings.xml"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(9))


def text(*rows: str, end: str = "\n", header: str = HEADER) -> str:
    return end.join([header, *rows]) + end


def package(**entries: bytes) -> bytes:
    """A zip with these entries; `__` in a name stands for `/` and `_x_` for a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/").replace("_x_", ".")), content)
    return data.getvalue()


def spss(frame: pd.DataFrame) -> bytes:
    """An SPSS file, with the time of making taken out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bron.sav"
        pyreadstat.write_sav(frame, path)
        data = path.read_bytes()
    return data[:92] + b"01 Jan 2512:00:00" + data[109:]


SURVEY = pd.DataFrame({"vraag1": [7.0, 8.0], "vraag2": [6.0, 9.0]})
MONITOR = pd.DataFrame([["berk", "D-3", "2025-K1", "BER-1", -4.0]],
                       columns=["aanbieder", "deelovereenkomst", "periode", "indicator", "waarde"])  # fmt: skip

BYTES: dict[str, Callable[[], bytes]] = {
    # characters
    "bad/tekens/utf16-afgekapt.csv": lambda: text(GOOD).encode("utf-16")[:-1],
    "bad/tekens/utf16-met-fout.csv": lambda: text(WRONG).encode("utf-16"),
    "bad/tekens/utf32.csv": lambda: text(GOOD).encode("utf-32"),
    "bad/tekens/onmogelijk-in-elke-codering.csv": lambda: text(GOOD).encode().replace(b"berk", b"be\x81\x8drk"),
    "bad/tekens/mainframe.csv": lambda: text(GOOD).encode("cp500"),
    "bad/tekens/merk-zonder-inhoud.csv": lambda: b"\xef\xbb\xbf",
    "bad/tekens/alleen-spaties.txt": lambda: b" \t  \n \xc2\xa0 \r\n   ",
    "bad/tekens/macintosh-letters-in-naam.csv": lambda: text(GOOD.replace("berk", "De Bèrk")).encode("mac-roman"),
    # line ends
    "bad/aanhalingstekens/alleen-cr-met-fout.csv": lambda: text(WRONG, end="\r").encode(),
    "bad/aanhalingstekens/regeleinden-door-elkaar.csv": lambda: (text(GOOD, end="\r") + WRONG.replace("BER-1", "BER-5") + "\r\n").encode(),
    # another kind of file than its name says
    "bad/ander-soort-bestand/plaatje.xlsx": lambda: PNG,
    "bad/ander-soort-bestand/foto.csv": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 200,
    "bad/ander-soort-bestand/programma.csv": lambda: b"MZ" + b"\x90\x00" * 500,
    "bad/ander-soort-bestand/programma-linux.txt": lambda: b"\x7fELF\x02\x01\x01" + b"\x00" * 200,
    "bad/ander-soort-bestand/verslag.pdf.xlsx": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "bad/ander-soort-bestand/tekstdocument.xlsx": lambda: package(
        mimetype=b"application/vnd.oasis.opendocument.text", content_x_xml=b"<office/>"
    ),
    "bad/ander-soort-bestand/presentatie.ods": lambda: package(
        mimetype=b"application/vnd.oasis.opendocument.presentation", content_x_xml=b"<office/>"
    ),
    "bad/ander-soort-bestand/worddocument.xlsx": lambda: package(
        **{"[Content_Types]_x_xml": b"<Types/>", "word__document_x_xml": b"<document/>"}
    ),
    "bad/ander-soort-bestand/zip-met-csv.zip": lambda: package(cijfers_x_csv=text(GOOD).encode()),
    "bad/ander-soort-bestand/zip-als-xlsx.xlsx": lambda: package(cijfers_x_xlsx=book([ROW])),
    "bad/ander-soort-bestand/ingepakt.csv": lambda: gzip.compress(text(GOOD).encode(), mtime=0),
    "bad/ander-soort-bestand/zeven-zip.csv": lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x00" * 100,
    "bad/ander-soort-bestand/database.csv": lambda: b"SQLite format 3\x00" + b"\x10\x00" * 100,
    "bad/ander-soort-bestand/opgemaakte-tekst.txt": lambda: b"{\\rtf1\\ansi 40 personen}",
    "bad/ander-soort-bestand/binaire-werkmap.xlsb": lambda: package(
        **{"[Content_Types]_x_xml": b"<Types/>", "xl__workbook_x_bin": b"\x83\x01\x00"}
    ),
    "bad/ander-soort-bestand/macros.xlsm": lambda: changed(
        book([ROW]), add={"xl/vbaProject.bin": OLE + b" Attribute VB_Name"}
    ),
    "bad/ander-soort-bestand/macros-andere-naam.xlsx": lambda: changed(
        book([ROW]), add={"xl/vbaProject.bin": OLE + b" Attribute VB_Base"}
    ),
    "bad/ander-soort-bestand/oude-excel-leeg.xls": lambda: OLE + b"\x00" * 2000,
    "bad/ander-soort-bestand/parquet.csv": lambda: b"PAR1\x15\x04\x15\x00" + b"\x00" * 60 + b"PAR1",
    # a workbook with something broken inside
    "bad/beschadigd/afgekapt.xlsx": lambda: book([ROW])[:2000],
    "bad/beschadigd/alleen-begin.xlsx": lambda: book([ROW])[:60],
    "bad/beschadigd/begin-ontbreekt.xlsx": lambda: b"PK\x03\x04" + book([ROW])[600:],
    "bad/beschadigd/blad-ontbreekt.xlsx": lambda: changed(book([ROW]), drop={SHEET}),
    "bad/beschadigd/teksten-ontbreken.xlsx": lambda: changed(book([ROW]), drop={STRINGS}),
    "bad/beschadigd/lijst-van-bladen-ontbreekt.xlsx": lambda: changed(book([ROW]), drop={"xl/workbook.xml"}),
    "bad/beschadigd/verwijzingen-ontbreken.xlsx": lambda: changed(book([ROW]), drop={"xl/_rels/workbook.xml.rels"}),
    "bad/beschadigd/blad-is-geen-xml.xlsx": lambda: edited(book([ROW]), SHEET, b"<sheetData>", b"<sheetData"),
    "bad/beschadigd/blad-stopt-halverwege.xlsx": lambda: edited(book([ROW]), SHEET, b"</row></sheetData>", b""),
    "bad/beschadigd/tekstnummer-bestaat-niet.xlsx": lambda: edited(book([ROW]), SHEET, b"<v>11</v>", b"<v>9999</v>"),
    "bad/beschadigd/cel-buiten-het-blad.xlsx": lambda: edited(book([ROW]), SHEET, b'r="E2"', b'r="ZZZZ2"'),
    "bad/beschadigd/lachende-entiteiten.xlsx": lambda: edited(
        edited(book([ROW]), SHEET, b"<worksheet", b"<!DOCTYPE x [" + LAUGHS + b"]><worksheet"),
        SHEET, b"<v>40</v>", b"<v>&l8;</v>",
    ),
    "bad/beschadigd/bestand-van-buiten.xlsx": lambda: edited(
        edited(book([ROW]), STRINGS, b"<sst", b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]><sst'),
        STRINGS, b"<t>berk</t>", b"<t>&x;</t>",
    ),
    "bad/beschadigd/verkeerde-controlegetallen.xlsx": lambda: wrong_checksum(book([ROW])),
    "bad/beschadigd/spss-afgekapt.sav": lambda: spss(MONITOR)[:300],
    "bad/beschadigd/spss-alleen-begin.sav": lambda: b"$FL2@(#) SPSS DATA FILE",
    # SPSS
    "bad/andere-indeling/enquete.sav": lambda: spss(SURVEY),
    "bad/getallen/negatief-in-spss.sav": lambda: spss(MONITOR),
    "bad/burgerservicenummers/kolom-in-spss.sav": lambda: spss(
        pd.DataFrame({"bsn": NUMBERS, "vraag1": [float(n % 10) for n in range(24)]})
    ),
    # citizen service numbers, made up
    "bad/burgerservicenummers/kolom-met-opschrift.csv": lambda: text(
        f"{GOOD};{NUMBERS[0]}", header=f"{HEADER};BSN"
    ).encode(),
    "bad/burgerservicenummers/kolom-zonder-opschrift.csv": lambda: "\n".join(
        ["nummer;vraag 1", *(f"{number};7" for number in NUMBERS)]
    ).encode(),
    "bad/burgerservicenummers/met-punten.csv": lambda: "\n".join(
        ["nummer;vraag 1", *(f"{n[:4]}.{n[4:6]}.{n[6:]};7" for n in NUMBERS)]
    ).encode(),
    "bad/burgerservicenummers/in-een-toelichting.csv": lambda: text(
        f"{GOOD}cliënt met BSN {NUMBERS[0]} telt dubbel"
    ).encode(),
    "bad/burgerservicenummers/in-losse-tekst.txt": lambda: f"Beste gemeente,\n\nHet gaat om {NUMBERS[1]}, zie de bijlage.\n".encode(),
    "bad/burgerservicenummers/als-aanbieder.csv": lambda: text(*(GOOD.replace("berk", n) for n in NUMBERS)).encode(),
    "bad/burgerservicenummers/sofinummer.csv": lambda: f"sofinummer;cijfer\n{NUMBERS[2]};7\n".encode(),
    "bad/burgerservicenummers/in-utf16.csv": lambda: text(f"{GOOD};{NUMBERS[3]}", header=f"{HEADER};BSN").encode("utf-16"),
    # odd, and right
    "odd/utf16-zonder-merk.csv": lambda: text(GOOD).encode("utf-16-le"),
    "odd/utf16-big-endian.csv": lambda: text(GOOD).encode("utf-16-be").join([b"\xfe\xff", b""]),
    "odd/utf16-met-tabs.txt": lambda: text(GOOD).replace(";", "\t").encode("utf-16"),
    "odd/windows-letters.csv": lambda: text(f"{GOOD}één cliënt meer dan vorig kwartaal – zie café").encode("cp1252"),
    "odd/alleen-cr.csv": lambda: text(GOOD, end="\r").encode(),
    "odd/cr-lf-met-merk.csv": lambda: text(GOOD, end="\r\n").encode("utf-8-sig"),
    "odd/zonder-laatste-regeleinde.csv": lambda: text(GOOD).encode().rstrip(),
    "odd/sep-regel.csv": lambda: text(GOOD, end="\r\n", header=f"sep=;\r\n{HEADER}").encode(),
    "odd/harde-spaties.csv": lambda: text(GOOD.replace(";40;", ";\xa040\xa0;").replace("berk", "\xa0Berk ")).encode(),
    "odd/alles-tussen-aanhalingstekens.csv": lambda: text(
        '"' + GOOD.replace(";", '";"') + '"', header='"' + HEADER.replace(";", '";"') + '"'
    ).encode(),
    "odd/komma-als-scheiding.csv": lambda: text(GOOD, header=HEADER).replace(";", ",").encode(),
    "odd/streep-als-scheiding.txt": lambda: text(GOOD, header=HEADER).replace(";", "|").encode(),
    "odd/lege-rijen-ertussen.csv": lambda: text("", ";;;;;;;;;;", GOOD, "", "", header="\n\n" + HEADER).encode(),
    "odd/letters-los-van-hun-accent.csv": lambda: text(f"{GOOD}cafe\u0301").encode(),
}  # fmt: skip


def wrong_checksum(workbook: bytes) -> bytes:
    """Every checksum in the contents list and before the entries is off by one bit."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sums = {entry.CRC for entry in archive.infolist() if entry.filename == SHEET}
    (found,) = sums
    return workbook.replace(found.to_bytes(4, "little"), (found ^ 1).to_bytes(4, "little"))
