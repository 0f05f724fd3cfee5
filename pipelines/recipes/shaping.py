"""From a sheet to one table of texts: its headings, the rows that count, and wide made long."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells, column_letters
from pipelines.recipes.declaration import Content, Layout, Unpivot
from pipelines.recipes.leaving_out import set_apart
from pipelines.recipes.numbers import Reader, number_reader
from pipelines.sources import structure
from pipelines.sources.parsers import clean
from pipelines.sources.rows import normal
from schemas.vocabulary import Severity

JOINT = " · "
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Shaped:
    """The table that a recipe reads: `texts` has a column per name, `rows` the row on screen of each of its rows.
    `origin` numbers the cell that a long row came from, `letters` says where each name stands for that origin."""

    sheet: str
    texts: pd.DataFrame
    rows: pd.Series
    origin: pd.Series
    letters: dict[tuple[int, str], str]
    read: Reader
    origins: tuple[int, ...] = (0,)
    rows_read: int = 0
    findings: list[Finding] = field(default_factory=list)


def sheet_of(cells: FileCells, layout: Layout) -> SheetCells | None:
    """The sheet that a recipe is about: by name, or the first that is filled."""
    return next((item for item in cells.sheets if layout.sheet in (None, item.name) and item.height), None)


def headings(sheet: SheetCells, layout: Layout) -> list[str]:
    """One name per column: the parts from top to bottom, each part once; the same name again gets (2)."""
    rows = [[clean(cell) for cell in sheet.row(number - 1)] for number in layout.header_rows if number <= sheet.height]
    parts = [_filled(rows, level) if layout.fill_headings else row for level, row in enumerate(rows)]
    names: list[str] = []
    times: dict[str, int] = {}
    for index, column in enumerate(zip(*parts, strict=True)):
        said = [part for level, part in enumerate(column) if part and part not in column[:level]]
        name = JOINT.join(said) or f"kolom {column_letters(index)}"
        times[normal(name)] = count = times.get(normal(name), 0) + 1
        names.append(name if count == 1 else f"{name} ({count})")
    return names


def _filled(rows: list[list[str]], level: int) -> list[str]:
    """A heading counts until the next one beside it or above it. The lowest row is every column's own."""
    if level == len(rows) - 1:
        return rows[level]
    carried, found = "", []
    for index, text in enumerate(rows[level]):
        if text or any(above[index] for above in rows[:level]):
            carried = text
        found.append(carried)
    return found


def fingerprint(sheet: SheetCells, layout: Layout) -> str:
    """What stays the same when next quarter's file comes: the headings, without years, and the name of the sheet
    without digits. The number of rows and the titles above are not in it."""
    names = [_YEAR.sub("jjjj", normal(name)) for name in headings(sheet, layout)]
    own = re.sub(r"\d+", "#", normal(sheet.name))
    return hashlib.sha256("\n".join([own, *names]).encode()).hexdigest()[:16]


def shape(content: Content, sheet: SheetCells, *, typed: bool) -> Shaped | list[Finding]:
    """The table that the recipe is about, or what is missing for it."""
    layout = content.layout
    if sheet.height < max(layout.header_rows):
        return [Finding("no_rows")]
    names = headings(sheet, layout)
    places = {normal(name): index for index, name in enumerate(names)}
    wanted, wide = needed(content), _wide(content.unpivot, names)
    absent = sorted(name for name in (*wanted, *wide) if normal(name) not in places)
    if absent:
        return [Finding("missing_column", row=max(layout.header_rows), detail=name) for name in absent]
    if not typed and fingerprint(sheet, layout) not in content.fingerprints:
        # the file that the recipe was made from may hold a heading twice; in another file nobody said which one counts
        twice = sorted(name for name in (*wanted, *wide) if normal(f"{name} (2)") in places)
        if twice:
            return [Finding("duplicate_column", row=max(layout.header_rows), detail=name) for name in twice]
    columns = {name: places[normal(name)] for name in (*wanted, *wide)}
    read = number_reader(layout, typed=typed)
    body = _body(sheet, layout)
    texts = pd.DataFrame({name: _cleaned(body[at]) for name, at in columns.items()}, index=body.index)
    letters = {name: column_letters(at) for name, at in columns.items()}
    # merged cells are empty cells here, and found as such where they matter
    shape_of_sheet = structure.check(sheet, layout.starts - 2, headers=names, rows=body.index.to_numpy())
    hidden = [item for item in shape_of_sheet if item.severity is Severity.WARNING]
    kept, findings = set_apart(content, texts, sheet.name, letters=letters, read=read)
    if not typed:  # in a text file a row that is wider than its headings has shifted
        own = ["" if name.startswith("kolom ") else name for name in names]
        findings += structure.beyond(sheet, own, rows=kept.index.to_numpy())
    rows = pd.Series(kept.index + 1, dtype="int64")
    shaped = Shaped(
        sheet.name,
        kept.reset_index(drop=True),
        rows,
        pd.Series(0, index=rows.index),
        {(0, name): letter for name, letter in letters.items()},
        read,
        rows_read=len(texts),
        findings=[*hidden, *findings],
    )
    return _long(shaped, content.unpivot, wide) if content.unpivot else shaped


def needed(content: Content) -> list[str]:
    """The headings in the file that the recipe uses, without the names that unpivot makes."""
    names = [name for source in content.columns.values() for name in source.columns]
    names += [name for item in content.measures for part in item.parts.values() for name in part.columns]
    names += [item.answers for item in content.measures if item.answers]
    names += [item.column for item in content.leaves_out]
    names += [content.totals.column, *content.totals.columns] if content.totals else []
    made = (content.unpivot.into, content.unpivot.value) if content.unpivot else ()
    return list(dict.fromkeys(name for name in names if name not in made))


def _wide(unpivot: Unpivot | None, names: list[str]) -> list[str]:
    """The columns that unpivot turns into rows, as the recipe spells them or as they stand between first and last."""
    if unpivot is None:
        return []
    if unpivot.columns:
        return list(unpivot.columns)
    known = [normal(name) for name in names]
    ends = [name for name in (unpivot.first, unpivot.last) if name]
    if any(normal(name) not in known for name in ends):
        return ends
    first, last = (known.index(normal(name)) for name in ends)
    return names[first : last + 1]


def _body(sheet: SheetCells, layout: Layout) -> pd.DataFrame:
    """The rows below the headings that hold anything."""
    body = sheet.frame.iloc[layout.starts - 1 :]
    body = body.drop(index=[number - 1 for number in layout.leave_out_rows if number - 1 in body.index])
    body = body[(body != "").any(axis=1)]
    # cells with only blanks: looked for where the first cell is such a one, for this takes time
    doubtful = body[body[0].str.strip() == ""]
    filled = pd.Series(False, index=doubtful.index)
    for at in doubtful.columns:
        filled |= doubtful[at].str.strip() != ""
    return body.drop(index=filled.index[~filled])


def _cleaned(column: pd.Series) -> pd.Series:
    return column.map({text: clean(text) for text in column.unique()}).astype("str")


def _long(shaped: Shaped, unpivot: Unpivot, wide: list[str]) -> Shaped:
    """Each row as many times as there are wide columns, in the order of reading."""
    count, times = len(shaped.texts), len(wide)
    others = [name for name in shaped.texts.columns if name not in wide]
    texts = shaped.texts[others].iloc[np.repeat(np.arange(count), times)].reset_index(drop=True)
    values = shaped.texts[wide].to_numpy(dtype=object).ravel()
    texts = texts.assign(
        **{
            unpivot.into: pd.Series(np.tile(np.array(wide, dtype=object), count), dtype="str"),
            unpivot.value: pd.Series(values, dtype="str"),
        }
    )
    letters = {(at, name): shaped.letters[(0, name)] for at in range(times) for name in others}
    for at, name in enumerate(wide):
        letters |= {(at, unpivot.into): shaped.letters[(0, name)], (at, unpivot.value): shaped.letters[(0, name)]}
    return replace(
        shaped,
        texts=texts,
        rows=shaped.rows.iloc[np.repeat(np.arange(count), times)].reset_index(drop=True),
        origin=pd.Series(np.tile(np.arange(times), count), index=texts.index),
        letters=letters,
        origins=tuple(range(times)),
    )
