"""Rows of a foreign file under our names: the text of each column, and the cell that it stands in."""

from __future__ import annotations

import pandas as pd

from pipelines.findings import SHOWN
from pipelines.recipes.declaration import Content, Source
from pipelines.recipes.shaping import Shaped
from pipelines.sources.table import Place, Tidy
from schemas.dimensions import SheetForm
from schemas.monitoring import MONITORING


def started(content: Content, shaped: Shaped, form: SheetForm, *, number: int, indicator: str | None) -> Tidy:
    """The texts of every row under our names, with their addresses: those of the long row that each came from."""
    index = shaped.texts.index
    texts = pd.DataFrame(index=index)
    places: dict[tuple[str, str], Place] = {}
    secret = {item.name for item in form.fields if item.secret}
    for name, source in content.columns.items():
        if name != "value":
            texts[name] = _texts(source, shaped.texts, content.layout.missing)
            place(places, shaped, name, columns=source.columns, number=number, secret=name in secret)
    if "provider_name" in texts and "provider_id" not in texts:
        texts["provider_id"] = texts["provider_name"]
        place(places, shaped, "provider_id", columns=content.columns["provider_name"].columns, number=number)
    constants = {**content.constants} | ({"indicator": indicator} if indicator else {})
    for name, value in constants.items():
        texts[name] = pd.Series(value, index=index, dtype="str")
        if name == "provider_name" and "provider_id" not in texts:
            texts["provider_id"] = texts[name]
    known = [item.name for item in form.fields]
    frame = pd.DataFrame({"sheet": pd.Series(shaped.sheet, index=index, dtype="str"), "row": shaped.rows})
    frame["origin"] = (f"{shaped.sheet}/{number}/" + shaped.origin.astype("str")).astype("str")
    if form is MONITORING:
        frame["provider_name"] = texts["provider_name"] if "provider_name" in texts else texts["provider_id"]
        frame["indicator"] = texts["indicator"]
    texts = texts[[name for name in known if name in texts]].copy()
    # to leave faulty rows out, each of them must be known
    return Tidy(frame, texts, places, rows_read=len(index), cap=None if content.skip else SHOWN)


def place(
    places: dict[tuple[str, str], Place],
    shaped: Shaped,
    name: str,
    *,
    columns: tuple[str, ...],
    number: int,
    secret: bool = False,
) -> None:
    """Say of one of our columns which columns of the file it comes from."""
    for at in shaped.origins:
        letters = tuple(shaped.letters[(at, column)] for column in columns)
        places[(f"{shaped.sheet}/{number}/{at}", name)] = Place(" + ".join(columns), letters, secret)


def _texts(source: Source, theirs: pd.DataFrame, missing: frozenset[str]) -> pd.Series:
    """One of our columns as text; what the recipe calls missing counts as empty."""
    columns = [_exchanged(theirs[name], source, missing) for name in source.columns]
    if source.join is None:
        found = columns[0]
        for column in columns[1:]:
            found = found.where(found != "", column)
        return found
    rows = zip(*columns, strict=True)
    joined = [source.join.join(text for text in row if text) or source.empty for row in rows]
    return pd.Series(joined, index=theirs.index, dtype="str")


def _exchanged(column: pd.Series, source: Source, missing: frozenset[str]) -> pd.Series:
    words = {theirs.casefold(): ours for theirs, ours in source.words.items()}

    def exchange(text: str) -> str:
        folded = text.casefold()
        if folded in words:
            return words[folded]
        if not text or folded in missing:
            return ""
        return text if source.otherwise is None else source.otherwise

    return column.map({text: exchange(text) for text in column.unique()}).astype("str")
