"""Files that no office program makes: workbooks put together part by part, and other kinds by their first bytes."""

from __future__ import annotations

import io
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def parts(sheet: str, *, sheets: str = "", names: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet; `sheet` is its XML between `<worksheet>` and `</worksheet>`."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_RELATIONS}<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/>'
        f"{sheets}</sheets>{names}</workbook>",
        "xl/_rels/workbook.xml.rels": f'{_RELATIONS}<Relationship Id="r1" Type="{OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{sheet}</worksheet>",
    }


def zipped(content: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return data.getvalue()


def workbook(sheet: str, **others: str) -> bytes:
    return zipped(parts(sheet, **others))


def with_part(name: str, part: str | bytes) -> bytes:
    """A right workbook with one part more."""
    return zipped({**parts(rows("A1")), name: part})


def cell(address: str, text: str = "x") -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*addresses: str) -> str:
    """Sheet data with each address in a row of its own."""
    filled = "".join(
        f'<row r="{address.lstrip("ABCDFEGHIJKLMNOPQRSTUVWXYZ")}">{cell(address)}</row>' for address in addresses
    )
    return f"<sheetData>{filled}</sheetData>"


def bomb(megabytes: int) -> bytes:
    """A workbook whose sheet unpacks to that many megabytes of blanks."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts("").items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(megabytes // 10):
                sheet.write(b" " * 10_000_000)
    return data.getvalue()


def lying(content: bytes, entry: str = "xl/worksheets/sheet1.xml", claimed: int = 1_000) -> bytes:
    """The same workbook, but its contents list says that an entry is small."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(entry).file_size
    return content.replace(size.to_bytes(4, "little"), claimed.to_bytes(4, "little"))


def compound(*names: str) -> bytes:
    """A compound file (OLE) with empty streams of these names: header, one table sector, a directory."""
    entries = b""
    for number, name in enumerate(("Root Entry", *names)):
        text = name.encode("utf-16-le")
        kind = 5 if number == 0 else 2
        entries += text.ljust(64, b"\0") + (len(text) + 2).to_bytes(2, "little") + bytes([kind, 1]) + b"\xff" * 12
        entries += bytes(36) + (0xFFFFFFFE).to_bytes(4, "little") + bytes(8)
    sectors = -(-len(entries) // 512)
    table = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(10)
    numbers = [1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0, *[0xFFFFFFFF] * 108]
    header += b"".join(number.to_bytes(4, "little") for number in numbers)
    filled = [*table, *[0xFFFFFFFF] * (128 - len(table))]
    return header + b"".join(n.to_bytes(4, "little") for n in filled) + entries.ljust(sectors * 512, b"\0")
