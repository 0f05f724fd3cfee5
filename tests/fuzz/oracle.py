"""What a delivery says, read a second way: literally, with the smallest grammar, and no word of the pipelines.

A grid is a sheet as rows of texts. The oracle gives the figures that stand in it, or None: then it must be refused.
What it gives is an upper bound: refusing is always allowed, another figure never is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.vocabulary import Breakdown, TargetPeriod

Grid = list[list[str]]
Key = tuple[str, ...]
Figures = dict[Key, tuple[float | None, ...]]  # of a register: table and whole row -> how often it is there

BLANK = "\u00a0"
PARTS = ("waarde", "teller", "noemer")
LOSABLE = {*PARTS, "uitsplitsing", "uitsplitsing waarde"}
KNOWN = {"aanbieder", "deelovereenkomst", "periode", "indicator", "eenheid", "toelichting", *LOSABLE,
         "omschrijving", "vorige waarde", "norm"}  # fmt: skip
PROVIDERS = {
    "linde": "linde", "stichting de linde": "linde", "st. de linde": "linde", "linde zorg": "linde", "10000001": "linde",
    "berk": "berk", "de berk b.v.": "berk", "10000002": "berk", "eik": "eik", "de eik": "eik", "10000003": "eik",
    "wilg": "wilg", "de wilg": "wilg", "10000004": "wilg",
}  # fmt: skip
SUB_AGREEMENTS = {"D-1": "linde", "D-2": "linde", "D-3": "berk", "D-4": "eik", "D-5": "wilg"}
NOTHING = {"", "-", "--", "–", "n.v.t.", "n.v.t", "nvt", "onbekend", "?", "x", "geen opgave"}
_PERIOD = re.compile(r"(20\d\d)-(0[1-9]|1[0-2]|[Kk][1-4])", re.ASCII)
_NUMBER = re.compile(r"\d+(?:,\d+)?|-0", re.ASCII)
_BELOW = re.compile(r"< ?(\d+)", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True)
class Below:
    """A figure that is only known to be less than this."""

    bound: float


class Meaningless(Exception):
    """The delivery must be refused: this has no one meaning."""


Meanings = Mapping[str, float | Below | str | None]  # of a text that a mutation wrote: what it means


def plain(text: str) -> str:
    return " ".join(text.replace(BLANK, " ").split())


def figures(grid: Grid, meanings: Meanings) -> Figures | None:
    """The figures of a monitoring sheet, by provider, sub-agreement, period, indicator and breakdown."""
    try:
        return _monitoring(grid, meanings)
    except Meaningless:
        return None


def _monitoring(grid: Grid, meanings: Meanings) -> Figures:
    at, columns = _header(grid, {"aanbieder", "deelovereenkomst", "periode", "indicator"})
    found: Figures = {}
    for row in grid[at + 1 :]:
        cells = {name: row[index].strip() if index < len(row) else "" for name, index in columns.items()}
        if any(text.strip() for text in row[len(grid[at]) :]):
            raise Meaningless("a cell beside the headers")
        if not any(cells.get(name) for name in (*PARTS, "toelichting")) or cells["aanbieder"].casefold() == "totaal":
            continue  # a row that was not filled in, or a total that is only compared
        key = _key(cells, meanings)
        numbers = [_number(cells.get(part, ""), meanings) for part in PARTS]
        if key in found:
            raise Meaningless("twice")
        _possible(numbers, key[3])
        values = [None if isinstance(number, Below) else number for number in numbers]
        bounds = [number.bound if isinstance(number, Below) else None for number in numbers]
        found[key] = (*values, *bounds)
    return found


def _header(grid: Grid, needed: set[str]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(grid[:30]):
        names = [plain(text.replace("_", " ")).casefold() for text in row]
        if len(needed & set(names)) >= 3:
            known = [name for name in names if name]
            if not needed <= set(names) or len(known) != len(set(known)):
                raise Meaningless("headers")
            strange = [index for index, name in enumerate(names) if name not in KNOWN]
            held = any(index < len(line) and line[index].strip() for index in strange for line in grid[at + 1 :])
            if held and LOSABLE - set(names):
                raise Meaningless("a column renamed")
            return at, {name: index for index, name in enumerate(names) if name}
    raise Meaningless("no headers")


def _key(cells: dict[str, str], meanings: Meanings) -> Key:
    provider = PROVIDERS.get(plain(cells["aanbieder"]).casefold())
    sub, indicator = plain(cells["deelovereenkomst"]), plain(cells["indicator"])
    if provider is None or SUB_AGREEMENTS.get(sub) != provider or not indicator:
        raise Meaningless("who")
    period = _period(cells["periode"], meanings)
    kind, part = plain(cells.get("uitsplitsing", "")).casefold(), cells.get("uitsplitsing waarde", "").strip()
    codes = {word.label: word.value for word in Breakdown}
    if bool(kind) != bool(part) or (kind and kind not in codes):
        raise Meaningless("breakdown")
    return provider, sub, period, indicator, codes.get(kind, ""), part


def _period(text: str, meanings: Meanings) -> str:
    meant = meanings.get(text, plain(text))
    match = _PERIOD.fullmatch(str(meant))
    if match is None:
        raise Meaningless("period")
    return f"{match[1]}-{match[2].upper()}"


def _number(text: str, meanings: Meanings) -> float | Below | None:
    if text in meanings:
        meant = meanings[text]
        if isinstance(meant, str):
            raise Meaningless("number")
        return meant
    if plain(text).casefold() in NOTHING:
        return None
    if match := _BELOW.fullmatch(plain(text)):
        return Below(float(match[1]))
    if not _NUMBER.fullmatch(plain(text)):
        raise Meaningless("number")
    return float(plain(text).replace(",", ".").replace("-0", "0"))


def _possible(numbers: list[float | Below | None], indicator: str) -> None:
    value, numerator, denominator = numbers
    for number in (numerator, denominator, value if indicator.startswith("BER") else None):
        if isinstance(number, float) and (number < 0 or number != int(number)):
            raise Meaningless("whole")
    if isinstance(value, float) and value < 0:
        raise Meaningless("negative")
    if isinstance(numerator, float) and isinstance(denominator, float) and numerator > denominator:
        raise Meaningless("parts")


DATES = {"ingangsdatum", "einddatum", "toegetreden op", "uitgetreden op", "geldig vanaf", "geldig tot en met"}


def _columns(grid: Grid, known: list[str]) -> dict[str, int | None]:
    """Where each known header stands. One that is gone while an unknown column holds something was renamed."""
    names = [plain(text.replace("_", " ")).casefold() for text in grid[0]]
    if any(names.count(name) > 1 for name in known):
        raise Meaningless("headers")
    strange = [at for at, name in enumerate(names) if name not in known]
    held = any(at < len(row) and row[at].strip() for at in strange for row in grid[1:])
    if held and set(known) - set(names):
        raise Meaningless("headers")
    return {name: names.index(name) if name in names else None for name in known}


def register_rows(sheets: Mapping[str, Grid], known: Mapping[str, list[str]], meanings: Meanings) -> Figures | None:
    """The rows of the five sheets, each as (sheet, cells in the order of the sheet's own headers)."""
    found: Figures = {}
    codes = {word.label: word.value for word in TargetPeriod}
    try:
        for name, grid in sheets.items():
            columns = _columns(grid, known[name])
            for row in grid[1:]:
                if any(text.strip() for text in row[len(grid[0]) :]):
                    raise Meaningless("a cell beside the headers")
                cells = {header: row[at] if at is not None and at < len(row) else "" for header, at in columns.items()}
                if not any(text.strip() for text in cells.values()) or "totaal" in plain(row[0]).casefold():
                    continue
                read = {header: _register_cell(header, text, meanings) for header, text in cells.items()}
                if name == "prestatieafspraken":
                    read["periode"] = codes.get(read["periode"].casefold(), "?")
                key = (name, *(read[header] for header in sorted(read)))
                found[key] = (found.get(key, (0.0,))[0] + 1,)  # type: ignore[operator]
    except Meaningless:
        return None
    return found


def _register_cell(header: str, text: str, meanings: Meanings) -> str:
    if header in DATES:
        meant = str(meanings.get(text, plain(text)))
        if plain(meant).casefold() in NOTHING:
            return ""
        if not _DATE.fullmatch(meant):
            raise Meaningless("date")
        return meant
    if header == "norm":
        number = _number(text.strip(), meanings)
        if not isinstance(number, float):
            raise Meaningless("target")
        return repr(number)
    return plain(text)


def recipe_figures(grid: Grid, meanings: Meanings) -> Figures | None:
    """The figures of the foreign file in `valid.RECIPE`: BER-1 = aantal, TER-2 = (gestart - te laat) / gestart."""
    try:
        headers = [plain(text.replace("_", " ")).casefold() for text in grid[1]]
        needed = ("instelling", "maand", "aantal", "gestart", "te laat")
        if any(headers.count(name) != 1 for name in needed):
            raise Meaningless("headers")
        found: Figures = {}
        for row in grid[2:]:
            if any(text.strip() for text in row[len(headers) :]):
                raise Meaningless("a cell beside the headers")
            cells = dict(zip(headers, [text.strip() for text in [*row, *[""] * len(headers)]], strict=False))
            if not any(cells.values()):
                continue
            provider, period = PROVIDERS.get(plain(cells["instelling"]).casefold()), _period(cells["maand"], meanings)
            count, started, late = (_number(cells[name], meanings) for name in ("aantal", "gestart", "te laat"))
            if provider != "berk" or not all(isinstance(number, float) for number in (count, started, late)):
                raise Meaningless("row")
            for key, values in (
                ((provider, "D-3", period, "BER-1", "", ""), (count, None, None)),
                ((provider, "D-3", period, "TER-2", "", ""), (None, started - late, started)),  # type: ignore[operator]
            ):
                _possible(list(values), key[3])  # type: ignore[arg-type]
                if key in found:
                    raise Meaningless("twice")
                found[key] = (*values, None, None, None)  # type: ignore[assignment]
    except Meaningless:
        return None
    return found
