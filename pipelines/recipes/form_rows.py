"""Rows of one of our forms in somebody's own layout: each field read from the column where the recipe says it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from pipelines.recipes.declaration import Content
from pipelines.recipes.naming import started
from pipelines.recipes.numbers import Reader, without_euros
from pipelines.recipes.periods import period_reader
from pipelines.recipes.shaping import Shaped
from pipelines.sources import volunteers
from pipelines.sources.moments import day_in, month_stands_first
from pipelines.sources.table import Tidy, parse_column
from schemas.dimensions import Field, Kind, SheetForm
from schemas.reciprocity import VOLUNTEERS
from schemas.social_return import FROM_OBLIGATION
from schemas.vocabulary import DataSet


def rows_of(content: Content, shaped: Shaped, form: SheetForm) -> Tidy:
    """Rows of a form that has a column per field; dates, periods and amounts as the recipe says that they are written.
    What follows from an obligation may be empty here."""
    tidy = started(content, shaped, form, number=0, indicator=None)
    follows = FROM_OBLIGATION if content.data_set is DataSet.SOCIAL_RETURN else ()
    for item in form.fields:
        if item.name in content.columns and (read := _reader(item, content, shaped, tidy.texts[item.name].unique())):
            texts = tidy.texts[item.name]
            tidy.texts[item.name] = texts.map({text: read(text) for text in texts.unique()}).astype("str")
        known = replace(item, required=False) if item.name in follows else item
        parse_column(tidy, known, decimal=content.layout.decimal)
    if form is VOLUNTEERS:
        volunteers.complete(tidy)
    return tidy


def _reader(item: Field, content: Content, shaped: Shaped, written: Iterable[str]) -> Callable[[str], str] | None:
    """How their text becomes one that we read; what it cannot read comes back as it was, to be found faulty so."""
    match item.kind:
        case Kind.PERIOD:
            return period_reader(content.period_is, content.constants.get("year"), column=written)
        case Kind.DATE:
            month_first = month_stands_first(written) is True
            return lambda text: str(day_in(text, month_first=month_first) or text)
        case Kind.NUMBER | Kind.WHOLE:
            return lambda text: _number(text, shaped.read, decimal=content.layout.decimal)
    return None


def _number(text: str, read: Reader, *, decimal: str) -> str:
    """Without the sign for euros and without marks between thousands."""
    plain = without_euros(text)
    found = read(plain)
    if isinstance(found.value, float):
        return f"{Decimal(repr(found.value)):f}".replace(".", decimal)
    return "" if found.code == "missing_value" else plain
