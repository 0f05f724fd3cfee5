"""Where the table stands: which sheet, which rows are headings, where the data begins."""

from __future__ import annotations

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping.form import Form
from dashboard.desk.mapping.seen import look
from dashboard.views.markup import Safe, tag
from pipelines.intake import Layout, SheetSeen, Strange
from schemas.vocabulary import DataSet

_ROWS, _BELOW = 40, 4  # rows that can be chosen, and rows of data that are shown


def drawn(form: Form, file: Strange, data_set: DataSet) -> tuple[Strange, SheetSeen] | None:
    """The sheet as it will be read; None while the user still has to say which."""
    name = _sheet(form, file)
    if name is None:
        return None
    seen = next(sheet for sheet in file.sheets if sheet.name == name)
    place = st.container()
    with st.expander("Klopt dit niet? Wijs de rijen zelf aan"):
        layout = _layout(form, seen)
    if layout != seen.layout:
        file = look(form.delivery_id, layout, data_set)
        if not file.sheets:
            form.missing.append("Rijen met opschriften")
            place.html(tag("p", "Onder deze opschriften staat niets.", class_="kb-complaint", role="alert"))
            return None
        seen = file.sheets[0]
    with place:
        st.html(tag("div", tag("p", _sentence(seen)), _preview(seen, file.top[seen.name])))
    return file, seen


def _sheet(form: Form, file: Strange) -> str | None:
    names = {sheet.name: f"{sheet.name} ({dutch.plural(sheet.rows, 'rij', 'rijen')})" for sheet in file.sheets}
    if len(names) == 1:
        return next(iter(names))
    return form.choose("Op welk blad staan de cijfers?", names, field="sheet")


def _layout(form: Form, seen: SheetSeen) -> Layout:
    """The rows as the user says; our guess where nothing was changed."""
    numbers = {str(number): f"rij {number}" for number in range(1, _ROWS + 1)}
    guessed = [str(number) for number in seen.location.header_rows]
    guessed = [row for row in form.before.get(f"headers_{seen.name}", guessed) if row in numbers] or guessed
    rows = st.multiselect(
        "Rijen met opschriften", list(numbers), default=guessed, format_func=lambda value: numbers[value],
        key=form.key(f"headers_{seen.name}"), placeholder="Kies een of meer rijen",
    )  # fmt: skip
    headers = tuple(sorted(int(row) for row in rows)) or seen.location.header_rows
    below = list(range(max(headers) + 1, max(headers) + _ROWS))
    first_row = form.before.get(f"first_{seen.name}", seen.location.first_row)
    preset = first_row if first_row in below else below[0]
    first = st.selectbox(
        "Eerste rij met gegevens", below, index=below.index(preset), format_func=lambda number: f"rij {number}",
        key=form.key(f"first_{seen.name}"),
    )  # fmt: skip
    if headers == seen.location.header_rows and first == seen.location.first_row:
        return seen.layout
    return Layout(sheet=seen.name or None, header_rows=headers, first_row=first)


def _sentence(seen: SheetSeen) -> str:
    rows = dutch.listing([str(number) for number in seen.location.header_rows])
    what = "Het opschrift staat op rij" if len(seen.location.header_rows) == 1 else "De opschriften staan op de rijen"
    return f"{what} {rows}; de gegevens beginnen op rij {seen.location.first_row}: {dutch.plural(seen.rows, 'rij', 'rijen')}."


def _preview(seen: SheetSeen, top: tuple[tuple[str, ...], ...]) -> Safe:
    """The first rows of the file as they are, with what each row is."""
    letters = [column.letter for column in seen.columns][: len(top[0]) if top else 0]
    head = tag("tr", tag("th", "Rij", scope="col"), [tag("th", letter, scope="col") for letter in letters])
    body = [
        tag(
            "tr",
            tag("th", str(number), tag("span", _kind(seen, number), class_="kb-kind"), scope="row"),
            [tag("td", text) for text in row],
            class_=_mark(seen, number),
        )
        for number, row in enumerate(top[: seen.location.first_row + _BELOW], start=1)
    ]
    more = len(seen.columns) - len(letters)
    beyond = f" En nog {dutch.plural(more, 'kolom', 'kolommen')}." if more > 0 else ""
    caption = f"Begin van het bestand. Wat over een persoon kan gaan, is niet getoond (…).{beyond}"
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", body), class_="kb-sight")
    return tag("div", table, class_="kb-scroll", tabindex=0, role="region", aria_label="Begin van het bestand")


def _kind(seen: SheetSeen, number: int) -> str:
    if number in seen.location.header_rows:
        return " opschriften"
    if number >= seen.location.first_row:
        return " gegevens"
    return ""


def _mark(seen: SheetSeen, number: int) -> str | None:
    if number in seen.location.header_rows:
        return "kb-heads"
    return None if number >= seen.location.first_row else "kb-above"
