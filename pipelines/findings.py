"""Findings: what is wrong where, in Dutch, with what was received, what is expected and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from pipelines.finding_sentences.catalogue import SENTENCES
from schemas.vocabulary import Severity

SHOWN = 1000


@dataclass(frozen=True)
class Finding:
    """One fault. `row` and `cell` are as in the sheet; `received` never holds a personal number."""

    code: str
    severity: Severity = Severity.ERROR
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    received: str | None = None
    detail: str = ""
    indicator: str | None = None  # of the row, where one row of a file makes several measurements
    figure: tuple[str, ...] = ()  # of a question: provider, sub-agreement, period, indicator, breakdown, its value
    times: int = 1  # how many cells it stands for: beyond SHOWN of one kind, one finding counts the rest

    @property
    def expected(self) -> str:
        return SENTENCES[self.code][0].replace("{detail}", self.detail)

    @property
    def repair(self) -> str:
        return SENTENCES[self.code][1].replace("{detail}", self.detail).strip()

    @property
    def where(self) -> str:
        parts = []
        if self.sheet:
            parts.append(f'blad "{visible(self.sheet)}"')
        if self.row:
            parts.append(f"rij {self.row}")
        if self.column:
            parts.append(f'kolom "{visible(self.column)}"')
        place = ", ".join(parts)
        place = place[:1].upper() + place[1:]
        return f"{place} (cel {self.cell})" if self.cell else place

    @property
    def sentence(self) -> str:
        where = f"{self.where}{self._more}: " if self.where else ""
        got = f"u vulde {self.received} in. " if self.received else ""
        text = " ".join(f"{got}{self.expected} {self.repair}".split())
        return where + (text if where else text[:1].upper() + text[1:])

    @property
    def _more(self) -> str:
        return f", nog {self.times} rijen" if self.times > 1 else ""

    def as_dict(self) -> dict[str, object]:
        found = {**asdict(self), "severity": self.severity.label}
        return {**found, "expected": self.expected, "repair": self.repair, "sentence": self.sentence}


# signs without a width, or that turn the direction of what follows: a word with one reads as another word
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_DATE = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[/.]\d{1,2}[/.]\d{1,2})" + (
    r"(?:[ T,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp]\.? ?[Mm]\.?)?(?: ?[A-Za-z]{1,4})?(?:[+-]\d{1,2}(?::?\d\d)?)?)?"
)


def visible(text: str) -> str:
    """Invisible signs as words, so that a sender sees why two equal words differ."""
    return _UNSEEN.sub("[onzichtbaar teken]", text)


def safe(text: str) -> str:
    """What may be echoed of a cell: short, and without numbers or addresses that may point to a person."""
    plain = " ".join(text.split())
    seen = _UNSEEN.sub("", plain)
    if "@" in seen:
        return "een mailadres"
    if re.search(r"(?:\d[ .\-]{0,3}){8,}", seen) and not re.fullmatch(_DATE, seen):
        return "een lang nummer"
    if not plain:
        return "niets"
    return f'"{visible(plain if len(plain) <= 40 else f"{plain[:39]}…")}"'


@dataclass(frozen=True)
class Fault:
    """The same finding in one or more rows: one thing to mend. `times` is how often, `rows` the first of them."""

    finding: Finding
    rows: tuple[int, ...]
    times: int = 1

    @property
    def sentence(self) -> str:
        if self.times < 2:
            return self.finding.sentence
        many = replace(self.finding, row=None, cell=None, times=1)
        if not many.where:
            return f"{self.times} rijen: {many.sentence}"
        shown = f" ({', '.join(map(str, self.rows[:6]))}{', ...' if self.times > 6 else ''})" if self.rows else ""
        return many.sentence.replace(many.where, f"{many.where}, {self.times} rijen{shown}", 1)


def count(findings: Iterable[Finding]) -> int:
    """How many faults there are: the true number, also where only the first SHOWN are told one by one."""
    return sum(item.times for item in findings)


def of_severity(findings: Iterable[Finding], *wanted: Severity) -> list[Finding]:
    return [item for item in findings if item.severity in wanted]


_ORDER = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.SKIPPED: 2, Severity.WARNING: 3}


def _fault(same: list[Finding]) -> Fault:
    return Fault(same[0], tuple(dict.fromkeys(item.row for item in same if item.row)), count(same))


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Errors first, then as they stand in the file; a counted rest comes after what it is the rest of."""

    def place(fault: Fault) -> tuple[object, ...]:
        first = fault.finding
        return _ORDER[first.severity], first.sheet or "", first.row or (first.times > 1) * 10**9

    return sorted(faults, key=place)


def fold(findings: Iterable[Finding]) -> list[Fault]:
    """One fault = one finding: what was wrong in the same way in the same column stands together. Errors first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        key = (item.code, item.severity, item.sheet, item.column, item.received, item.detail)
        groups.setdefault(key if item.column else (*key, item.row, item.cell), []).append(item)
    return _in_order(_fault(same) for same in groups.values())


def by_row(findings: Iterable[Finding]) -> list[tuple[str | None, int | None, list[Finding]]]:
    """To mend the file: per sheet and row what is wrong there, in the order of the file. What is about the file as a
    whole, or is a counted rest, stands first, without a row."""
    groups: dict[tuple[str, int], list[Finding]] = {}
    for item in findings:
        groups.setdefault((item.sheet or "", item.row or 0), []).append(item)
    ordered = sorted(groups.items(), key=lambda group: group[0])
    return [
        (sheet or None, row or None, sorted(items, key=lambda item: _ORDER[item.severity]))
        for (sheet, row), items in ordered
    ]


def by_pattern(findings: Iterable[Finding]) -> list[Fault]:
    """To mend the export: per code and column one fault with how often and the first rows. Errors first, then the
    most frequent. What was received or expected is told only where it is the same everywhere."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        groups.setdefault((item.code, item.severity, item.column), []).append(item)
    faults = []
    for same in groups.values():
        told = [item for item in same if item.times == 1] or same
        received, details, sheets = ({getattr(item, name) for item in told} for name in ("received", "detail", "sheet"))
        first = replace(
            same[0],
            received=same[0].received if len(received) == 1 else None,
            detail=same[0].detail if len(details) == 1 else _several(item.detail for item in told),
            sheet=same[0].sheet if len(sheets) == 1 else None,
        )
        faults.append(replace(_fault(same), finding=first))
    return sorted(faults, key=lambda fault: (_ORDER[fault.finding.severity], -fault.times))


def _several(details: Iterable[str]) -> str:
    """The first few of what differs, so that one sentence can stand for many."""
    distinct = list(dict.fromkeys(detail for detail in details if detail))
    return ", ".join(distinct[:3]) + (f" en nog {len(distinct) - 3}" if len(distinct) > 3 else "")


def count_by_code(findings: Iterable[Finding]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + finding.times
    return dict(sorted(counts.items()))


def figure_text(number: float) -> str:
    """A number as a sentence says it: no trailing zeros, a decimal comma."""
    return f"{number:.12g}".replace(".", ",")
