"""Ways to spoil the file around the texts: bytes, zip entries, and the XML of a sheet, each with what it then says."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from oracle import Grid
from valid import read_back, text_of

SHEET = "xl/worksheets/sheet{}.xml"
STRINGS = "xl/sharedStrings.xml"
ENTRIES = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
           STRINGS, SHEET.format(1))  # fmt: skip
Sheets = dict[str, Grid]
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)')


def bytes_spoiled(content: bytes, rng: Random) -> tuple[bytes, str]:
    """A few bytes flipped, left out, added, or a piece of it twice or zeroed."""
    at, size = rng.randrange(len(content)), rng.randrange(1, 9)
    match rng.randrange(5):
        case 0:
            bit = 1 << rng.randrange(8)
            return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :], f"bit {bit} of byte {at} flipped"
        case 1:
            return content[:at] + content[at + size :], f"{size} bytes left out at {at}"
        case 2:
            return content[:at] + rng.randbytes(size) + content[at:], f"{size} bytes added at {at}"
        case 3:
            return content[:at] + content[at : at + 8 * size] + content[at:], f"{8 * size} bytes twice at {at}"
        case _:
            return content[:at] + bytes(size) + content[at + size :], f"{size} bytes zeroed at {at}"


def truncated(content: bytes, rng: Random) -> tuple[bytes, str]:
    at = rng.randrange(len(content))
    return content[:at], f"cut off after {at} of {len(content)} bytes"


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: list[tuple[str, bytes]]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def zip_spoiled(content: bytes, rng: Random) -> tuple[bytes, str, list[Sheets]]:
    """Entries dropped, renamed, doubled, exchanged or spoiled inside; and what openpyxl makes of it, if anything."""
    found, name = entries(content), rng.choice(ENTRIES)
    name = name if name in found else next(iter(found))
    way = rng.choice(
        ["dropped", "renamed", "doubled", "doubled with a difference", "exchanged", "spoiled", "cut", "first"]
    )
    listed = [(key, value) for key, value in found.items() if key != name]
    if way == "renamed":
        listed.append(
            (rng.choice([name.upper(), f"{name}.bak", f"./{name}", name.replace("/", "\\"), f"/{name}"]), found[name])
        )
    elif way.startswith("doubled"):
        other = found[name] if way == "doubled" else re.sub(rb"<v>(\d)</v>", rb"<v>9\1</v>", found[name])
        listed += [(name, found[name]), (name, other)]
    elif way == "exchanged":
        second = rng.choice([key for key, _ in listed])
        listed = [(key, value) for key, value in listed if key != second] + [
            (name, found[second]),
            (second, found[name]),
        ]
    elif way == "spoiled":
        listed.append((name, bytes_spoiled(found[name], rng)[0]))
    elif way == "cut":
        listed.append((name, truncated(found[name], rng)[0]))
    elif way == "first":
        listed.insert(0, (name, found[name]))
    spoiled = _quietly(listed)
    versions = [spoiled]
    if way == "doubled with a difference":
        versions.append(packed([*[item for item in listed if item[0] != name], (name, other)]))
    return spoiled, f"entry {name} {way}", [sheets for version in versions for sheets in _second_reading(version)]


def _second_reading(content: bytes) -> list[Sheets]:
    try:
        return [read_back(content)]
    except Exception:  # noqa: BLE001 - a second reader that gives up has no opinion
        return []


def _quietly(listed: list[tuple[str, bytes]]) -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python says that a name is doubled; that is the point
        return packed(listed)


class Surgery:
    """One sheet's XML under the knife, and the texts that then stand in it."""

    def __init__(self, content: bytes, sheets: Sheets, rng: Random) -> None:
        self.found, self.rng, self.before = entries(content), rng, sheets
        number = rng.randrange(1, len(sheets) + 1)
        self.entry, self.title = SHEET.format(number), list(sheets)[number - 1]
        self.xml = self.found[self.entry]
        filled = [match for match in _CELL.finditer(self.xml) if match[4] and b"<v>" in match[4]]
        self.cell = rng.choice(filled)
        self.column, self.row = _index(self.cell[1].decode()), int(self.cell[2]) - 1
        self.strings = [
            re.sub(rb"<[^>]*>", b"", item).decode()
            for item in re.findall(rb"<si>(.*?)</si>", self.found.get(STRINGS, b""))
        ]

    @property
    def text(self) -> str:
        return self.before[self.title][self.row][self.column]

    def put(self, new: bytes) -> None:
        start, end = self.cell.span()
        self.xml = self.xml[:start] + new + self.xml[end:]

    def with_text(self, text: str) -> list[Sheets]:
        after = copy.deepcopy(self.before)
        after[self.title][self.row][self.column] = text
        return [after]

    def result(self) -> bytes:
        return packed([*((k, v) for k, v in self.found.items() if k != self.entry), (self.entry, self.xml)])


def xml_spoiled(content: bytes, sheets: Sheets, rng: Random) -> tuple[bytes, str, list[Sheets]]:
    """A node of the sheet deleted, doubled or changed. The sheets returned are what it may then say."""
    knife = Surgery(content, sheets, rng)
    way = rng.choice(OPERATIONS)
    says = way(knife)
    return (
        knife.result(),
        f"{way.__name__.strip('_')} at {knife.title}!{knife.cell[1].decode()}{knife.cell[2].decode()}",
        says,
    )


def node_deleted(knife: Surgery) -> list[Sheets]:
    knife.put(b"")
    return knife.with_text("")


def value_deleted(knife: Surgery) -> list[Sheets]:
    knife.put(re.sub(rb"<v>.*?</v>", b"", knife.cell[0]))
    return knife.with_text("")


def value_replaced(knife: Surgery) -> list[Sheets]:
    """Another number, or for a text another text of the list."""
    number = knife.rng.randrange(200)
    knife.put(re.sub(rb"<v>.*?</v>", b"<v>%d</v>" % number, knife.cell[0]))
    if b't="s"' in knife.cell[3]:
        return knife.with_text(knife.strings[number]) if number < len(knife.strings) else []
    return _plain_number(knife, number)


def _plain_number(knife: Surgery, number: float) -> list[Sheets]:
    dated = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", knife.text))
    return [] if dated else knife.with_text(text_of(number))


def value_garbage(knife: Surgery) -> list[Sheets]:
    garbage = knife.rng.choice([b"abc", b"4 0", b"1e400", b"0x10", b"&#52;&#48;", b"--4", b"<![CDATA[77]]>"])
    knife.put(re.sub(rb"<v>.*?</v>", b"<v>" + garbage + b"</v>", knife.cell[0]))
    if b't="s"' in knife.cell[3]:
        at = {b"&#52;&#48;": 40, b"<![CDATA[77]]>": 77}.get(garbage, 10**9)
        return knife.with_text(knife.strings[at] if at < len(knife.strings) else "")
    return {b"&#52;&#48;": _plain_number(knife, 40), b"<![CDATA[77]]>": _plain_number(knife, 77)}.get(garbage, [])


def cell_doubled(knife: Surgery) -> list[Sheets]:
    knife.put(knife.cell[0] * 2)
    return [knife.before]


def cell_doubled_with_a_difference(knife: Surgery) -> list[Sheets]:
    knife.put(knife.cell[0] + b'<c r="%s%s"><v>77</v></c>' % (knife.cell[1], knife.cell[2]))
    return [knife.before, *knife.with_text("77")]


def row_deleted(knife: Surgery) -> list[Sheets]:
    knife.xml = re.sub(rb'<row r="%s".*?</row>' % knife.cell[2], b"", knife.xml)
    after = copy.deepcopy(knife.before)
    after[knife.title][knife.row] = [""] * len(after[knife.title][knife.row])
    return [after]


def row_doubled(knife: Surgery) -> list[Sheets]:
    knife.xml = re.sub(rb'(<row r="%s".*?</row>)' % knife.cell[2], rb"\1\1", knife.xml)
    return [knife.before]


def row_renumbered(knife: Surgery) -> list[Sheets]:
    knife.xml = knife.xml.replace(b'<row r="%s"' % knife.cell[2], b'<row r="%d"' % knife.rng.randrange(1, 300))
    return [knife.before]


def address_left_out(knife: Surgery) -> list[Sheets]:
    knife.put(knife.cell[0].replace(b' r="%s%s"' % (knife.cell[1], knife.cell[2]), b"", 1))
    return [knife.before]


def type_changed(knife: Surgery) -> list[Sheets]:
    """A text becomes the number of the text; a number becomes a text from the list, a truth value or an error."""
    kind = knife.rng.choice([b"n", b"s", b"b", b"str", b"e", b"d", b"zz"])
    bare = knife.cell[0].replace(b' t="s"', b"", 1)
    knife.put(bare.replace(b"<c ", b'<c t="%s" ' % kind, 1))
    match = re.search(rb"<v>(.*?)</v>", knife.cell[0])
    value = match[1].decode() if match else ""
    if kind == b"s":
        fits = value.isdigit() and int(value) < len(knife.strings)
        return knife.with_text(knife.strings[int(value)]) if fits else []
    if b't="s"' not in knife.cell[3]:
        return [knife.before] if kind in (b"n", b"str") else []
    return knife.with_text(value) if kind in (b"n", b"str") else []


def style_changed(knife: Surgery) -> list[Sheets]:
    knife.put(re.sub(rb's="\d+"', b's="%d"' % knife.rng.randrange(60), knife.cell[0], count=1))
    return [knife.before]


def shared_text_changed(knife: Surgery) -> list[Sheets]:
    at = knife.rng.randrange(len(knife.strings))
    old, new = knife.strings[at], knife.rng.choice([*knife.strings, "anders", ""])
    items = re.findall(rb"<si>.*?</si>", knife.found[STRINGS])
    items[at] = b"<si><t>" + new.encode() + b"</t></si>"
    head, tail = knife.found[STRINGS].split(b"<si>", 1)[0], b"</sst>"
    knife.found[STRINGS] = head + b"".join(items) + tail
    return [
        {name: [[new if text == old else text for text in row] for row in grid] for name, grid in knife.before.items()}
    ]


def formula_added(knife: Surgery) -> list[Sheets]:
    knife.put(knife.cell[0].replace(b"<v>", b"<f>A1</f><v>", 1))
    return [knife.before]


def formula_without_value(knife: Surgery) -> list[Sheets]:
    """Nobody knows what would stand there; an empty cell it is not."""
    knife.put(re.sub(rb"<v>.*?</v>", b"<f>20+20</f>", knife.cell[0]))
    return knife.with_text("#FORMULE!")


def row_hidden(knife: Surgery) -> list[Sheets]:
    knife.xml = knife.xml.replace(b'<row r="%s"' % knife.cell[2], b'<row hidden="1" r="%s"' % knife.cell[2])
    return [knife.before]


def sheet_hidden(knife: Surgery) -> list[Sheets]:
    book = knife.found["xl/workbook.xml"]
    knife.found["xl/workbook.xml"] = book.replace(b"<sheet ", b'<sheet state="hidden" ', 1)
    return [knife.before]


def cells_merged(knife: Surgery) -> list[Sheets]:
    below = b"%s%d" % (knife.cell[1], knife.row + 2)
    cells = b'<mergeCells count="1"><mergeCell ref="%s%s:%s"/></mergeCells>' % (knife.cell[1], knife.cell[2], below)
    knife.xml = knife.xml.replace(b"</sheetData>", b"</sheetData>" + cells, 1)
    return [knife.before]


OPERATIONS: tuple[Callable[[Surgery], list[Sheets]], ...] = (
    node_deleted, value_deleted, value_replaced, value_replaced, value_garbage, cell_doubled,
    cell_doubled_with_a_difference, row_deleted, row_doubled, row_renumbered, address_left_out, type_changed,
    type_changed, style_changed, shared_text_changed, formula_added, formula_without_value, row_hidden, sheet_hidden,
    cells_merged,
)  # fmt: skip


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
