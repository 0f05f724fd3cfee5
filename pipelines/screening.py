"""What of a file may not be kept: citizen service numbers, persons, and columns that survey tools add by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from pipelines import citizen_numbers
from pipelines.citizen_numbers import Counted, passes_eleven_test
from pipelines.findings import Finding, safe
from pipelines.personal_columns import ADDED, ADDED_OR_ASKED, BORN, HEADER_SEARCH, Top, persons, said, told_in_cases
from pipelines.reading.cells import FileCells, SheetCells, column_letters
from pipelines.sources import register
from pipelines.sources.headers import find_header
from pipelines.sources.rows import normal
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.monitoring import MONITORING
from schemas.parties import REGISTER_WORKBOOK
from schemas.vocabulary import Severity

__all__ = ["PersonalColumn", "Screened", "holds_citizen_numbers", "passes_eleven_test", "screen"]

pc: Any = pyarrow.compute  # its functions are made at import: no type checker sees them
_MAIL = r"^\s*[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}\s*$"
_IP = r"^\s*(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){4,7})\s*$"
_WORDED = "@|geb|birth|dob"
SHOWN = 5


@dataclass(frozen=True)
class PersonalColumn:
    """A column to empty below its header: `sheet` counts visible sheets first and then hidden ones."""

    sheet: int
    sheet_name: str
    column: int
    header_row: int  # counted from 0; -1 where there is no header
    header: str  # only what we know as a word for such a column; else ''
    values: int

    @property
    def finding(self) -> Finding:
        """What the sender is told; never a value."""
        letters, many = column_letters(self.column), "1 waarde" if self.values == 1 else f"{self.values} waarden"
        return Finding(
            "personal_column_dropped", Severity.WARNING, _clean(self.sheet_name) or None,
            column=self.header or letters, detail=f"kolom {letters}, {many}",
        )  # fmt: skip


@dataclass(frozen=True)
class Screened:
    """What a file holds about persons. `personal` is the code of what makes it one to destroy; `where` says in Dutch
    where, without a value; `drop` are the columns to empty in a file that may stay."""

    personal: str | None = None
    where: str = ""
    drop: tuple[PersonalColumn, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        if self.personal:
            return [Finding(self.personal, detail=self.where)]
        return [column.finding for column in self.drop]


@dataclass(frozen=True)
class _Sheet:
    """A sheet with the different texts of its columns, which are few where its cells are many."""

    number: int
    cells: SheetCells
    columns: tuple[Counted, ...]
    texts: pa.Array
    worded: pa.Array  # the texts with a word or mark that matters here
    top: Top

    @classmethod
    def of(cls, number: int, cells: SheetCells) -> _Sheet:
        arrays = [pa.array(column.array, type=pa.large_string()) for _, column in cells.frame.items()]
        columns = Counted.all_of(arrays)
        texts = pa.concat_arrays([pa.array([], type=pa.large_string()), *(column.texts for column in columns)])
        worded = texts.filter(pc.match_substring_regex(texts, f"{_WORDED}|{citizen_numbers.BESIDE}", ignore_case=True))
        return cls(
            number, cells, columns, texts, worded, Top.of([a.slice(0, HEADER_SEARCH).to_pylist() for a in arrays])
        )

    @property
    def short(self) -> list[str]:
        """Those of the worded texts that may be a header."""
        return list(set(self.worded.filter(pc.less_equal(pc.binary_length(self.worded), 80)).to_pylist()))

    def place(self, column: int, header: str = "") -> str:
        name = f'kolom {column_letters(column)} ("{header}")' if header else f"kolom {column_letters(column)}"
        return f"{name} op {self.title}" if self.title else name

    @property
    def title(self) -> str:
        if not self.cells.name:
            return ""
        return f'blad "{name}"' if (name := _clean(self.cells.name)) else f"blad {self.number + 1}"


def screen(cells: FileCells, *, file_name: str = "") -> Screened:
    """Look at every sheet, hidden ones too, at remarks and at names. A file is refused for citizen service numbers or
    for persons; it is not refused for what a survey tool added, which is dropped."""
    sheets = [_Sheet.of(number, sheet) for number, sheet in enumerate((*cells.sheets, *cells.unseen))]
    if _told(file_name):
        return Screened("citizen_numbers", "de naam van het bestand")
    places = list(dict.fromkeys(place for sheet in sheets for place in _number_places(sheet)))
    if places:
        more = [f"nog {len(places) - SHOWN} plaatsen"] if len(places) > SHOWN + 1 else places[SHOWN:]
        return Screened("citizen_numbers", "; ".join([*places[:SHOWN], *more]))
    for sheet in sheets:
        births = [text for text in sheet.short if said(text, BORN)]
        header = persons(sheet.cells, sheet.top, births)
        if header:
            return Screened("persons", " op ".join(filter(None, [f'kolom "{header}"', sheet.title])))
        if header := _person_in_cases(sheet):
            return Screened("case_list_persons", " op ".join(filter(None, [f'kolom "{header}"', sheet.title])))
    ours = register.recognised(cells)
    return Screened(drop=tuple(column for sheet in sheets for column in _to_drop(sheet, ours)))


def holds_citizen_numbers(cells: FileCells) -> bool:
    """Whether any sheet, hidden ones too, seems to hold citizen service numbers."""
    return screen(cells).personal == "citizen_numbers"


def are_addresses(texts: Sequence[str]) -> np.ndarray:
    """Which of these texts are an e-mail or an IP address and nothing else."""
    array = pa.array(list(texts), type=pa.large_string())
    return pc.or_(pc.match_substring_regex(array, _MAIL), pc.match_substring_regex(array, _IP)).to_numpy(False)


def _clean(name: str) -> str:
    """A name of a sheet that may be shown: no long number, and not two words with a capital, which may be a person."""
    like_a_person = re.search(r"[A-Z][\w.]*\s+(?:[a-z.']+\s+)*[A-Z]", name) or re.search(r"\d{7}", name)
    return "" if like_a_person or safe(name) != f'"{name}"' else name


def _told(text: str) -> bool:
    """Whether a name gives a number away, alone or among words."""
    return citizen_numbers.in_a_sentence(text.replace("_", " "))


def _remarked(remarks: Sequence[str]) -> bool:
    """A number among words; or remarks that are a number, most of which pass: the amounts in a chart do not."""
    alone = [text for text in remarks if re.fullmatch(r"\s*[0-9]{9}\s*", text)]
    passing = sum(map(passes_eleven_test, alone))
    return bool(passing and 2 * passing >= len(alone)) or any(_told(text) for text in remarks if text not in alone)


def _number_places(sheet: _Sheet) -> Iterator[str]:
    if _told(sheet.cells.name):
        yield f"de naam van blad {sheet.number + 1}"
    if _remarked(sheet.cells.remarks):
        yield " op ".join(filter(None, ["een opmerking, tekstvak, kop- of voettekst", sheet.title]))
    told = citizen_numbers.sentences(sheet.texts, sheet.worded)
    found = citizen_numbers.columns_of(sheet.cells, told) if told else []
    found = [column for column in found if not _by_chance(sheet, column, told)]
    labels = [text for text in sheet.short if citizen_numbers.WORD.search(text)]
    if labels:
        found += citizen_numbers.labelled(sheet.cells, sheet.columns, labels=labels)
    found += citizen_numbers.unlabelled(sheet.cells, sheet.columns)
    headers = [text for text in labels if citizen_numbers.HEADER.fullmatch(text.strip())]
    for column in sorted(set(found)):
        said_so = sheet.cells.column(column).isin(headers)
        yield sheet.place(column, sheet.cells.column(column)[said_so].iloc[0].strip() if said_so.any() else "")


def _of_cases(sheet: _Sheet, name: str) -> tuple[int | None, int | None]:
    """Where a case list has its header row, and the column of this field; None where it is no case list."""
    row = find_header(sheet.cells, LEAD_TIME_CASES)
    if row is None:
        return None, None
    headers = [normal(cell) for cell in sheet.cells.row(row)]
    wanted = LEAD_TIME_CASES.field(name).header
    return row, headers.index(wanted) if wanted in headers else None


def _person_in_cases(sheet: _Sheet) -> str | None:
    row, age = _of_cases(sheet, "age_band")
    return None if row is None else told_in_cases(sheet.cells, row, age)


def _by_chance(sheet: _Sheet, column: int, told: Sequence[str]) -> bool:
    """Whether a number in this column is what one hash in a thousand holds by chance. Of the case numbers of a case list
    only, and only where each such text is a whole hash; as soon as they are more than chance, it is no chance."""
    row, cases = _of_cases(sheet, "case_number")
    if row is None or column != cases:
        return False
    texts = sheet.cells.column(column).iloc[row + 1 :]
    hits = texts[texts.isin(list(told))]
    hashes = hits.str.fullmatch(r"(?=.*[a-f].*[a-f])[0-9a-f]{16,}|(?=.*[A-F].*[A-F])[0-9A-F]{16,}")
    return bool(hashes.all()) and len(hits) <= max(1, 0.02 * len(texts))


def _to_drop(sheet: _Sheet, ours: bool) -> list[PersonalColumn]:
    """On a sheet of our own only columns that we do not know and that hold addresses."""
    addresses, words = _addresses(sheet), ADDED_OR_ASKED if sheet.top.survey else ADDED
    found: list[PersonalColumn] = []
    only_said: set[int] = set()
    for column in range(sheet.cells.width):
        header = sheet.top.header_of(column, words) or ""
        above = _above_addresses(sheet, column, addresses)
        kept = max(sheet.top.headers) if header else above
        if kept is None:
            continue
        if above is None:
            only_said.add(column)
        values = int((sheet.cells.column(column).iloc[kept + 1 :].str.strip() != "").sum())
        if values:
            found.append(PersonalColumn(sheet.number, sheet.cells.name, column, kept, header, values))
    own = _own_columns(sheet, ours) if found else None
    return found if own is None else [item for item in found if item.column not in own | only_said]


def _above_addresses(sheet: _Sheet, column: int, addresses: pa.Array) -> int | None:
    """The header row of a column in which half of what is filled in are e-mail or IP addresses; None where not."""
    if not len(addresses):
        return None
    texts = pa.array(sheet.cells.column(column), type=pa.large_string())
    found = pc.is_in(texts, addresses).to_numpy(zero_copy_only=False)
    if not found.any():
        return None
    headers = [row for row in sheet.top.headers if not found[row]]
    kept = max(headers, default=-1) if len(headers) == len(sheet.top.headers) else -1
    filled = pc.not_equal(texts, "").to_numpy(zero_copy_only=False)[kept + 1 :]
    return kept if 2 * np.count_nonzero(found) >= np.count_nonzero(filled) else None


def _addresses(sheet: _Sheet) -> pa.Array:
    """The texts that are an e-mail address, or an IP address: no numbering of chapters, one part exceeds twenty."""
    length = pc.binary_length(sheet.texts)
    short = sheet.texts.filter(pc.and_(pc.greater_equal(length, 7), pc.less_equal(length, 45)))
    ip = short.filter(pc.match_substring_regex(short, _IP))
    ip = ip.filter(pc.match_substring_regex(ip, r"(?:^|\.)(?:[3-9][0-9]|2[1-9]|[12][0-9][0-9])(?:\.|$)|:"))
    return pa.concat_arrays([sheet.worded.filter(pc.match_substring_regex(sheet.worded, _MAIL)), ip])


def _own_columns(sheet: _Sheet, ours: bool) -> set[int] | None:
    """The columns of our own template on this sheet, which stay; None where the sheet is not ours."""
    forms = {form.name: form for form in REGISTER_WORKBOOK} if ours else {}
    form = forms.get(normal(sheet.cells.name), MONITORING)
    row = find_header(sheet.cells, form)
    if row is None:
        return None
    known = {normal(name) for item in form.fields for name in (item.header, *item.aliases)}
    return {column for column, cell in enumerate(sheet.cells.row(row)) if normal(cell) in known}
