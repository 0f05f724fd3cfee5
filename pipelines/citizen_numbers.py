"""Citizen service numbers in texts: the eleven test, the shapes they come in, and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from pipelines.reading.cells import SheetCells

pc: Any = pyarrow.compute  # its functions are made at import: no type checker sees them
_BLANKS = " \t\r\n\u00a0\u2000-\u200d\u202f\u2060\ufeff"
_BETWEEN = rf"[{_BLANKS}.\-]"
# one cell = one number, perhaps with a few capitals before it (an invoice); the same text for RE2 and for Python
_WHOLE = rf"^{_BETWEEN}*'?(?:[A-Z]{{1,4}}[-_/]?)?(?:[0-9]{_BETWEEN}*){{8,9}}(?:[.,]0{{1,2}})?$"
_DATE = r"(?:[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})"
_WORD = r"(?:b\.? ?s\.? ?n\b|bsn|burger[- ]?service|sofi(?:\b|[- _]?n(?:umme)?r)|persoonsnummer)"
_PERSON = r"(?:cli[eë]nt|pati[eë]nt|inwoner|kandidaat|jeugdige|leerling|burger|persoon)"
_NINE = r"(?:^|[^0-9])[0-9]{9}(?:[^0-9]|$)"
_DOTTED = r"[0-9]{4}\.[0-9]{2}\.[0-9]{3}"
_LOOSE = rf"(?:[0-9](?:/|{_BETWEEN}){{0,2}}){{8}}"

WORD = re.compile(rf"(?<![a-z]){_WORD}|(?-i:[a-z]B(?:SN|sn))", re.IGNORECASE)
HEADER = re.compile(rf"{_WORD}[ -]?(?:nummers?|nr\.?)?", re.IGNORECASE)
OTHER = re.compile(
    r"(?<![a-z])(?:kvk|k\.v\.k|agb|rsin|btw|vat(?![a-z])|iban|bic(?![a-z])|bank|rekening|telefoon|tel(?![a-z])|mobiel|"
    r"mobile|phone|gsm|fax|factuur|invoice|order|bestel|inkoop|crediteur|debiteur|vestiging|uzovi|ean(?![a-z])|"
    r"postcode|fiscaal)",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(
    OTHER.pattern + r"[a-z]*[\s.:#=_\-]*(?:nummer|nr|no|code|id)?[\s.:#=_\-]*(?:[A-Z]{1,4}[-_/]?)?$", re.IGNORECASE
)
_NO_NUMBER = re.compile(  # what holds nine digits and is something else: links, codes of machines, VAT, phone, dates
    r"https?://\S+|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{20,}\b|\bNL[0-9]{9}B[0-9]{2}\b|"
    rf"\(0\)[ -]?[0-9]{{9}}|(?<![0-9]){_DATE}(?![0-9])",
    re.IGNORECASE,
)
_CONTIGUOUS = re.compile(  # and no decimals of a number
    rf"(?<![0-9])(?<![0-9][.,])[0-9]{{9}}(?![0-9]|[.,][0-9])|(?<![0-9])(?<![0-9][.,]){_DOTTED}(?![0-9]|[.,][0-9])"
)
_GROUPED = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:[0-9]{3}([ .\-])[0-9]{3}\1[0-9]{3}|[0-9]{4}([ .\-])[0-9]{2}\2[0-9]{3})(?![0-9])"
)
_ANY = re.compile(r"(?<![0-9])(?:[0-9][ ./\-]?){7,8}[0-9](?![0-9])")
BESIDE = f"{_WORD}|{_PERSON}"
_WEIGHTS = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
COLUMN_MINIMUM, COLUMN_SHARE = 20, 0.5  # statistics.md section 12
DIFFERENT = 5  # one code that passes by chance may stand in a thousand rows
ALL_PASS = 8  # so many different numbers that all pass are no chance either, in a list of less than twenty
HEADER_SEARCH = 30


def passes_eleven_test(text: str) -> bool:
    """Lenient: blanks, dots and hyphens are dropped and 8 digits get a leading zero. Source: statistics.md 12."""
    digits = re.sub(_BETWEEN, "", text)
    return bool(re.fullmatch(r"[0-9]{8,9}", digits)) and bool(_passes(pa.array([digits]))[0])


def _passes(whole: pa.Array) -> np.ndarray:
    """Texts with 8 or 9 digits -> whether each passes."""
    if not len(whole):
        return np.zeros(0, dtype=bool)
    digits = pc.replace_substring_regex(whole, r"^(.*[0-9]{8})[.,]0{1,2}$", r"\1")
    nine = pc.utf8_lpad(pc.replace_substring_regex(digits, "[^0-9]", ""), 9, "0")
    digits = np.array(nine.to_pylist(), dtype="S9").view(np.uint8).reshape(-1, 9).astype(np.int64) - 48
    return (digits @ _WEIGHTS % 11 == 0) & digits[:, :2].any(axis=1)


@dataclass(frozen=True)
class Counted:
    """The different texts of one column and how often each stands there; which of them are one number of 8 or 9
    digits, and whether these pass the eleven test."""

    texts: pa.Array
    whole: pa.Array
    times: np.ndarray
    passes: np.ndarray

    @classmethod
    def of(cls, column: pa.Array) -> Counted:
        return cls.all_of([column])[0]

    @classmethod
    def all_of(cls, columns: Sequence[pa.Array]) -> tuple[Counted, ...]:
        """The columns of one sheet, whose texts are looked at together: a question takes as long for ten as for one."""
        counts = [pc.value_counts(column) for column in columns]
        if not counts:
            return ()
        every = pa.concat_arrays(counts)
        ends = np.cumsum([len(own) for own in counts])
        at = np.flatnonzero(pc.greater_equal(pc.binary_length(every.field(0)), 8).to_numpy(False))
        if len(at):
            at = at[_is_whole(every.field(0).take(pa.array(at))).to_numpy(False)]
        whole = every.take(pa.array(at))
        texts, times, passes = whole.field(0), whole.field(1).to_numpy(), _passes(whole.field(0))
        cuts = np.searchsorted(at, [0, *ends])
        return tuple(
            cls(own.field(0), texts[start:stop], times[start:stop], passes[start:stop])
            for own, start, stop in zip(counts, cuts[:-1], cuts[1:], strict=True)
        )

    @property
    def passing(self) -> pa.Array:
        return self.whole.filter(pa.array(self.passes))

    @property
    def too_many(self) -> bool:
        """Most of twenty pass, or all of a shorter list; one code that stands everywhere is no proof."""
        total, different = self.times.sum(), self.passes.sum()
        most = total >= COLUMN_MINIMUM and self.times[self.passes].sum() >= COLUMN_SHARE * total
        return bool((most and different >= DIFFERENT) or (self.passes.all() and different >= ALL_PASS))


def _is_whole(texts: pa.Array) -> pa.Array:
    whole = pc.match_substring_regex(texts, _WHOLE)
    other = pc.match_substring_regex(texts, f"^{_DATE}$|(?i:{_WORD})")
    return pc.and_not(whole, other)


def sentences(texts: pa.Array, worded: pa.Array) -> list[str]:
    """Those of these texts that put words around a number that passes; `worded` are the ones with a word of BESIDE."""
    loose = worded.filter(pc.match_substring_regex(worded, _LOOSE))
    texts = texts.filter(pc.greater(pc.binary_length(texts), 9))
    texts = texts.filter(pc.match_substring_regex(texts, f"{_NINE}|{_DOTTED}"))
    texts = texts.filter(pc.invert(pc.match_substring_regex(texts, _WHOLE)))
    return [text for text in {*texts.to_pylist(), *loose.to_pylist()} if in_a_sentence(text)]


def in_a_sentence(text: str) -> bool:
    """Nine digits that pass; beside a word for a person also in groups; beside the word BSN in any way of writing.
    A number right after a word such as KvK or factuur is what that word says."""
    said = WORD.search(text)
    plain = re.sub(rf"[{_BLANKS}]", " ", text if said else _NO_NUMBER.sub(" ", text))
    plain = re.sub(rf"(?<![0-9]){_DATE}(?![0-9])", " ", plain)
    shapes = [_CONTIGUOUS, _ANY] if said else [_CONTIGUOUS]
    if re.search(_PERSON, plain, re.IGNORECASE):
        shapes.append(_GROUPED)
    found = (match for shape in shapes for match in shape.finditer(plain))
    return any(
        passes_eleven_test(m.group().replace("/", "")) and not _OTHER_BEFORE.search(plain[: m.start()]) for m in found
    )


def labelled(sheet: SheetCells, columns: Sequence[Counted], *, labels: list[str]) -> list[int]:
    """The columns in which a number that passes stands below a word for it, or right of it on the same row."""
    passing = {text for column in columns for text in column.passing.to_pylist()}
    found = set()
    for index in range(sheet.width if passing else 0):
        texts = sheet.column(index)
        rows = np.flatnonzero(texts.isin(labels))
        if len(rows) and texts.iloc[rows[0] + 1 :].isin(passing).any():
            found.add(index)
        beside = sheet.frame.iloc[rows, index + 1 : index + 4].isin(passing).any()
        found.update(int(place) for place in beside.index[beside])
    return sorted(found)


def unlabelled(sheet: SheetCells, columns: Sequence[Counted]) -> list[int]:
    """The columns in which most of twenty numbers pass, unless their header says that they are something else."""
    return [
        index
        for index, column in enumerate(columns)
        if column.too_many and Counted.of(pa.array(_without_excused(sheet, index, column.whole))).too_many
    ]


def _without_excused(sheet: SheetCells, index: int, whole: pa.Array) -> pd.Series:
    texts = sheet.column(index)
    numbers = np.flatnonzero(texts.isin(whole.to_pylist()))
    return texts[~_excused(sheet, index, numbers)]


def _excused(sheet: SheetCells, index: int, numbers: np.ndarray) -> np.ndarray:
    """The rows whose header says KvK, telefoon and the like; after an empty row a new header may stand."""
    texts = sheet.column(index)
    tables = np.cumsum((sheet.frame == "").all(axis=1).to_numpy())
    excused, rows = False, np.zeros(sheet.height, dtype=bool)
    for table, first in zip(*np.unique(tables[numbers], return_index=True), strict=True):
        start, stop = np.searchsorted(tables, [table, table + 1])
        top = numbers[first]
        above = [text for text in texts.iloc[max(start, top - HEADER_SEARCH) : top] if text.strip()]
        if above:  # the nearest text only: a title further up says nothing about one column
            excused = bool(OTHER.search(above[-1])) and not WORD.search(above[-1])
        rows[start:stop] = excused
    return rows


def columns_of(sheet: SheetCells, texts: list[str]) -> list[int]:
    """The columns in which one of these texts stands."""
    wanted = pd.Index(texts)
    return [index for index in range(sheet.width) if sheet.column(index).isin(wanted).any()]
