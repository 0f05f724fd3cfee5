"""Trial P7: citizen service numbers hidden in twelve places, and codes that are none. `python hidden_numbers.py` reports.

The numbers are made here from a fixed seed and stand nowhere else; passing the eleven test does not mean that a number
was ever given to anybody."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from pipelines.reading.cells import FileCells, SheetCells
from pipelines.screening import Screened, screen

Rows = list[list[str]]
HEADERS = ["aanbieder", "periode", "indicator", "waarde", "toelichting"]
ROW = ["berk", "2025-K3", "BER-2", "90", ""]


def passes(nine: str) -> bool:
    """The eleven test, written here a second time."""
    return (sum((9 - i) * int(d) for i, d in enumerate(nine[:8])) - int(nine[8])) % 11 == 0 and int(nine) >= 10_000_000


def numbers(
    count: int, seed: int, *, low: int = 100_000_000, high: int = 999_999_999, passing: bool = True
) -> list[str]:
    """Different nine-digit numbers that pass, or do not pass."""
    draw, found = random.Random(seed), dict[str, None]()
    while len(found) < count:
        text = f"{draw.randint(low, high):09d}"
        if passes(text) is passing:
            found[text] = None
    return list(found)


def sheet(rows: Rows, name: str = "Blad1", **facts: tuple) -> SheetCells:
    made = SheetCells.of(name, rows)
    return SheetCells(name, made.frame, **facts)


def one(*sheets: SheetCells, unseen: tuple[SheetCells, ...] = ()) -> FileCells:
    return FileCells("xlsx", sheets or (sheet([HEADERS, ROW]),), tuple(s.name for s in unseen), unseen)


def in_blocks(found: list[str], size: int = 20) -> Iterator[list[str]]:
    return (found[start : start + size] for start in range(0, len(found) - size + 1, size))


def _spaced(number: str, index: int) -> str:
    a, b, c, d = number[:3], number[3:6], number[6:], number[:4]
    return [f"{a}.{b}.{c}", f"{a} {b} {c}", f"{d}.{number[4:6]}.{c}", f"{a}\u00a0{b}\u00a0{c}", f"{a}-{b}-{c}"][
        index % 5
    ]


def _column(found: list[str]) -> Iterator[tuple[int, FileCells, str]]:
    for block in in_blocks(found):
        yield len(block), one(sheet([[*HEADERS, "cliënt"], *([*ROW, number] for number in block)])), ""


def _spaced_column(found: list[str]) -> Iterator[tuple[int, FileCells, str]]:
    for block in in_blocks(found):
        yield len(block), one(sheet([["x"], *([_spaced(number, i)] for i, number in enumerate(block))])), ""


def _zero_lost(found: list[str]) -> Iterator[tuple[int, FileCells, str]]:
    short = [number[1:] for number in numbers(len(found), 5, low=10_000_000, high=99_999_999)]
    for block in in_blocks(short):
        yield len(block), one(sheet([["klant", "aantal"], *([number, "1"] for number in block)])), ""


def _each(make: Callable[[str], tuple[FileCells, str]]) -> Callable[[list[str]], Iterator[tuple[int, FileCells, str]]]:
    return lambda found: ((1, *make(number)) for number in found)


_FILLED = [["naam", "waarde"], *[["a", "1"]] * 40, ["", ""]]
_THREE = [["Zorg", "", ""], ["van wie", "", "hoeveel"], ["BSN cliënt", "code", "aantal"]]

# place -> the numbers in files: how many numbers a file holds, its cells, its name
PLACES: dict[str, Callable[[list[str]], Iterator[tuple[int, FileCells, str]]]] = {
    "column": _column,
    "free text": _each(lambda n: (one(sheet([HEADERS, [*ROW[:4], f"cliënt {n} belde twee keer"]])), "")),
    "leading zero lost": _zero_lost,
    "dots and blanks": _spaced_column,
    "file name": _each(lambda n: (one(), f"lijst_{n}.xlsx")),
    "sheet name": _each(lambda n: (one(sheet([HEADERS, ROW], f"dossier {n}")), "")),
    "comment": _each(lambda n: (one(sheet([HEADERS, ROW], remarks=(f"BSN: {n[:4]}.{n[4:6]}.{n[6:]}",))), "")),
    "hidden column": _each(lambda n: (one(sheet([["a", "bsn_nr"], ["1", n]], hidden_columns=("B",))), "")),
    "hidden sheet": _each(lambda n: (one(unseen=(sheet([["Burgerservicenummer"], [n]], "oud"),)), "")),
    "header or footer": _each(lambda n: (one(sheet([HEADERS, ROW], remarks=(f"&LUitdraai voor {n}&RBlad &P",))), "")),
    "second table": _each(lambda n: (one(sheet([*_FILLED, ["sofinummer", "x"], [n, "2"]])), "")),
    "third header row": _each(lambda n: (one(sheet([*_THREE, [n, "A", "3"]])), "")),
}


def recall(count: int, seed: int = 7) -> dict[str, tuple[int, int]]:
    """Per place: how many of the numbers were in a file that is refused, of how many."""
    found, share = numbers(count, seed), -(-count // len(PLACES))
    result = {}
    for index, (place, make) in enumerate(PLACES.items()):
        part = found[index * share : (index + 1) * share]
        files = [(held, screen(cells, file_name=name)) for held, cells, name in make(part)]
        hit = sum(held for held, screened in files if screened.personal == "citizen_numbers")
        result[place] = hit, sum(held for held, _ in files)
    return result


def _codes(seed: int) -> dict[str, tuple[str, Callable[[], str]]]:
    draw = random.Random(seed)
    digits = lambda count: "".join(draw.choices("0123456789", k=count))  # noqa: E731
    rsin = iter(numbers(1000, seed + 1))
    return {
        "KvK": ("KvK-nummer", lambda: digits(8)),
        "AGB": ("AGB-code", lambda: f"0{draw.choice('1367')}{digits(6)}"),
        "telefoon": ("telefoonnummer", lambda: f"6{digits(8)}"),
        "IBAN": ("IBAN", lambda: f"NL{digits(2)}ABNA0{digits(9)}"),
        "factuur": ("factuurnummer", lambda: f"2025{digits(5)}"),
        "ordernummer": ("ordernummer", lambda: f"INV-{digits(9)}"),
        "postcode": ("postcode", lambda: f"{draw.randint(1000, 9999)} AB {digits(3)}"),
        "dossier": ("code", lambda: digits(9)),
        "datum": ("datum", lambda: f"2025{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}"),
        "RSIN": ("RSIN", lambda: next(rsin)),
    }


def false_alarms(count: int, seed: int = 11) -> dict[str, tuple[int, int]]:
    """Per kind of code: files refused of files read. Each kind as columns of 25 under its header, and in sentences."""
    result = {}
    for kind, (header, code) in _codes(seed).items():
        values = [code() for _ in range(count // 10)]
        files = [
            one(sheet([["aanbieder", header], *(["berk", value] for value in block)]))
            for block in in_blocks(values, 25)
        ]
        if kind not in ("dossier", "postcode", "datum"):
            files += [one(sheet([HEADERS, [*ROW[:4], f"Zie {header} {value}, graag nabellen"]])) for value in values]
        refused = [item for item in map(screen, files) if item != Screened()]
        result[kind] = len(refused), len(files)
    return result


if __name__ == "__main__":
    for title, table in (("found", recall(1000)), ("false alarms", false_alarms(1000))):
        for name, (hit, of) in table.items():
            print(f"{title}: {name}: {hit} of {of}")
