"""Read the rows below a form's header row into a typed frame, and say of each bad cell what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pipelines.findings import SHOWN, Finding, safe
from pipelines.reading.cells import SheetCells, column_letters
from pipelines.sources import structure
from pipelines.sources.headers import match_columns, no_column
from pipelines.sources.parsers import Parsed, parse_cell
from pipelines.sources.rows import sort_rows
from schemas.dimensions import DTYPES, Field, Kind, SheetForm
from schemas.vocabulary import Severity

MANY = 10_000  # distinct texts in one column of numbers
_NUMBERS = frozenset({Kind.NUMBER, Kind.WHOLE})


@dataclass(frozen=True)
class Place:
    """Where a field stands in the sender's file: its header there, and its column letters."""

    header: str
    letters: tuple[str, ...]
    secret: bool = False

    def cell(self, row: int) -> str:
        if len(self.letters) == 1:
            return f"{self.letters[0]}{row}"
        return "; ".join(f"{letter}{row}" for letter in self.letters)


@dataclass
class Tidy:
    """Typed rows with `sheet` and `row` as the sender sees them, their texts, and what is wrong so far.

    With a `cap`, one kind of fault becomes at most that many findings and one more that counts the rest."""

    frame: pd.DataFrame
    texts: pd.DataFrame
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    rows_read: int = 0
    members: dict[tuple[str, int, str], frozenset[int]] = field(default_factory=dict)  # rows of a file behind one row
    cap: int | None = None
    totals: pd.DataFrame = field(default_factory=pd.DataFrame)  # texts of the totals rows, with `sheet` and `row`
    uncounted: list[tuple[str, np.ndarray]] = field(default_factory=list)  # sheet, rows whose error is only counted

    def add(
        self,
        code: str,
        index: int,
        field_name: str | None,
        *,
        detail: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Record a finding at the cell of `field_name` in the row with this frame index."""
        self.add_rows(code, np.array([index]), field_name, detail=detail, severity=severity)

    def add_rows(
        self,
        code: str,
        where: np.ndarray,
        field_name: str | None,
        *,
        detail: str | Callable[[int], str] = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Record a finding in every row of `where` (a mask over the frame, or row positions)."""
        positions = np.flatnonzero(where) if where.dtype == bool else np.sort(where)
        if not len(positions):
            return
        self._tell(code, positions[: self.cap], field_name, detail=detail, severity=severity)
        rest = positions[self.cap :] if self.cap is not None else positions[:0]
        if not len(rest):
            return
        more = self.frame.iloc[rest]
        for origin, rows in more.groupby("origin" if "origin" in more else "sheet", sort=False):
            place = self.places.get((str(origin), field_name)) if field_name else None
            sheet = str(rows["sheet"].iat[0])
            self.findings.append(
                Finding(code, severity, sheet or None, column=place.header if place else None, times=len(rows))
            )
            if severity is Severity.ERROR:
                self.uncounted.append((sheet, rows["row"].to_numpy()))

    def _tell(
        self,
        code: str,
        positions: np.ndarray,
        field_name: str | None,
        *,
        detail: str | Callable[[int], str],
        severity: Severity,
    ) -> None:
        rows = self.frame.iloc[positions]
        sheets, numbers = rows["sheet"].tolist(), rows["row"].tolist()
        # where wide was made long, the cell depends on the column that the row came from
        origins = rows["origin"].tolist() if "origin" in rows else sheets
        indicators = rows["indicator"].tolist() if "indicator" in rows else [None] * len(rows)
        texts = self.texts[field_name].iloc[positions].tolist() if field_name in self.texts else [""] * len(rows)
        places = {origin: self.places.get((origin, field_name or "")) for origin in dict.fromkeys(origins)}
        for index, sheet, row, origin, text, indicator in zip(
            positions.tolist(), sheets, numbers, origins, texts, indicators, strict=True
        ):
            place = places[origin]
            self.findings.append(
                Finding(
                    code=code,
                    severity=severity,
                    sheet=sheet or None,
                    row=row,
                    column=place.header if place else None,
                    cell=place.cell(row) if place else None,
                    received=_echo(code, text) if place and not place.secret else None,
                    detail=detail if isinstance(detail, str) else detail(index),
                    indicator=indicator if isinstance(indicator, str) else None,
                )
            )

    def with_error(self) -> np.ndarray:
        """Mask over the frame: the rows of the file in which something is wrong."""
        rows: dict[str, list[np.ndarray]] = {}
        for item in self.findings:
            if item.severity is Severity.ERROR and item.row is not None:
                rows.setdefault(item.sheet or "", []).append(np.array([item.row]))
        for sheet, more in self.uncounted:
            rows.setdefault(sheet, []).append(more)
        found = np.zeros(len(self.frame), dtype=bool)
        for sheet, parts in rows.items():
            found |= ((self.frame["sheet"] == sheet) & self.frame["row"].isin(np.concatenate(parts))).to_numpy()
        return found


def _echo(code: str, text: str) -> str:
    """What is shown of the cell; words where a number belongs may be a name, so they are only called words."""
    if code == "formula_not_calculated":
        return "een formule"
    return "tekst" if code == "not_a_number" and any(letter.isalpha() for letter in text) else safe(text)


def read_table(sheet: SheetCells, form: SheetForm, header_row: int, *, saying: Sequence[str] = ()) -> Tidy:
    """Read the rows under the header. Every bad cell is a finding; but where a column is missing, that is all that is
    said, for the cells may stand under a wrong header. Which rows are left out, and the use of `saying`: sort_rows."""
    sheet = structure.as_shown(sheet)
    headers = sheet.row(header_row)
    columns, findings = match_columns(sheet, form, header_row)
    wanted = [(item, columns[item.name]) for item in form.fields if item.name in columns]
    rows = sort_rows(sheet, header_row, wanted=wanted, saying=saying)
    texts = rows.figures
    shape = structure.check(sheet, header_row, headers=headers, rows=texts.index.to_numpy())
    frame = pd.DataFrame({"sheet": pd.Series(sheet.name, index=texts.index, dtype="str"), "row": texts.index + 1})
    tidy = Tidy(
        frame.reset_index(drop=True),
        texts.reset_index(drop=True),
        {
            (sheet.name, item.name): Place(headers[at].strip(), (column_letters(at),), item.secret)
            for item, at in wanted
        },
        rows_read=len(frame),
        cap=SHOWN,
        totals=rows.totals.assign(sheet=sheet.name, row=rows.totals.index + 1),
    )
    parse_columns(tidy, form.fields)
    if no_column(findings):
        tidy.findings, tidy.uncounted = findings, []
    else:
        tidy.findings = findings + rows.findings + shape + structure.without_merged(tidy.findings, sheet)
    return tidy


def with_columns(frame: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """The frame with these columns, replaced or behind the others. Put in one by one they take ten times as long."""
    if not columns:
        return frame
    return pd.DataFrame({**{name: frame[name] for name in frame}, **columns}, index=frame.index, copy=False)


def filled(texts: pd.Series) -> pd.Series:
    """Texts, with nothing for an empty one."""
    blank = texts.eq("")
    return texts.mask(blank) if blank.any() else texts


def parse_column(tidy: Tidy, item: Field, *, decimal: str = ",") -> None:
    """As `parse_columns`, for one field."""
    parse_columns(tidy, [item], decimal=decimal)


def parse_columns(tidy: Tidy, fields: Iterable[Field], *, decimal: str = ",") -> None:
    """Add the typed column of each field to the frame (and its `_below` where a number may be censored). Each distinct
    text is read once."""
    made: dict[str, Any] = {}
    for item in fields:
        if item.name not in tidy.texts or tidy.frame.empty:
            made |= _empty(item, len(tidy.frame))
            continue
        codes, distinct = pd.factorize(tidy.texts[item.name])
        found = _parse_all(pd.Index(distinct), item, decimal=decimal)
        made |= _typed(item, found, codes)
        if faults := list(_faults(item, found)):  # a finding says what stands in the columns before it
            tidy.frame, made = with_columns(tidy.frame, made), {}
            for code, wrong, detail, severity in faults:
                tidy.add_rows(code, wrong[codes], item.name, detail=detail, severity=severity)
    tidy.frame = with_columns(tidy.frame, made)


def _empty(item: Field, count: int) -> dict[str, Any]:
    columns = {item.name: pd.Series([None] * count, dtype=DTYPES[item.kind]).array}
    return columns | ({f"{item.name}_below": np.full(count, np.nan)} if item.kind in _NUMBERS else {})


def _typed(item: Field, found: Sequence[Parsed], codes: np.ndarray) -> dict[str, Any]:
    values = [parsed.value for parsed in found]
    if item.kind not in _NUMBERS:
        return {item.name: pd.Series(values, dtype=DTYPES[item.kind]).array.take(codes)}
    below = [parsed.below for parsed in found]
    return {item.name: _floats(values)[codes], f"{item.name}_below": _floats(below)[codes]}


def _floats(values: Sequence[object]) -> np.ndarray:
    return np.array(values, dtype="float64")  # None becomes nan


def _faults(item: Field, found: Sequence[Parsed]) -> Iterator[tuple[str, np.ndarray, str, Severity]]:
    """Code, which of the distinct texts have it, what is told beside it, and how grave it is."""
    absent = "required" if item.required else None
    faults = [parsed.code or (absent if parsed.value is None and parsed.below is None else None) for parsed in found]
    for code in dict.fromkeys(code for code in faults if code):
        detail = "" if code == "required" else ", ".join(item.words)
        yield code, np.array([fault == code for fault in faults]), detail, Severity.ERROR
    for text in {parsed.repaired for parsed in found if parsed.repaired}:
        mended = np.array([parsed.repaired == text for parsed in found])
        yield "leading_zero", mended, text, Severity.WARNING


def _parse_all(distinct: pd.Index, item: Field, *, decimal: str) -> list[Parsed]:
    """Each distinct text read. Where there are very many, plain whole numbers are read at once."""
    if item.kind not in _NUMBERS or len(distinct) < MANY:
        return [parse_cell(text, item, decimal=decimal) for text in distinct]
    plain = distinct.str.fullmatch(r"[0-9]{1,15}")
    values = iter(distinct[plain].astype("float64").tolist())
    return [
        Parsed(next(values)) if simple else parse_cell(text, item, decimal=decimal)
        for text, simple in zip(distinct, plain.tolist(), strict=True)
    ]


def together(parts: list[Tidy]) -> Tidy:
    """Several sheets of the same form as one."""
    if len(parts) == 1:
        return parts[0]
    return Tidy(
        pd.concat([part.frame for part in parts], ignore_index=True),
        pd.concat([part.texts for part in parts], ignore_index=True),
        {key: place for part in parts for key, place in part.places.items()},
        [finding for part in parts for finding in part.findings],
        sum(part.rows_read for part in parts),
        cap=parts[0].cap,
        totals=pd.concat([part.totals for part in parts], ignore_index=True),
        uncounted=[rest for part in parts for rest in part.uncounted],
    )


def slots_of(tidy: Tidy, data_set: str) -> list[tuple[str, str, str]]:
    """One slot per provider and quarter."""
    providers, names = pd.factorize(tidy.frame["provider_id"].array)
    quarters, words = pd.factorize(tidy.frame["quarter"].array)
    pairs = providers * len(words) + quarters
    places = pd.unique(pairs[(providers >= 0) & (quarters >= 0)]).tolist()
    return sorted((str(names[pair // len(words)]), str(words[pair % len(words)]), data_set) for pair in places)
