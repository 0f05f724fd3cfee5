"""What a strange file seems to hold: headings, columns, scales and doubts. Shown to choose from, never applied by itself."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
from rapidfuzz import fuzz, process

from pipelines.findings import safe
from pipelines.reading.cells import FileCells, SheetCells, column_letters
from pipelines.recipes.columns import DISTINCT, HIDDEN, LOOKS, OPEN, UNSAFE, samples, seen_as
from pipelines.recipes.declaration import Layout
from pipelines.recipes.locating import Location, locate, looks_like
from pipelines.recipes.numbers import without_euros
from pipelines.recipes.proposal import ColumnSeen, Proposal, ProviderSeen, Question, SheetSeen, Suggestion
from pipelines.recipes.shaping import headings
from pipelines.recipes.synonyms import INDICATORS, MEANT, REFERENCE_ROLES, ROLES, SOCIAL_RETURN_ROLES, TOTALS
from pipelines.register import Register, folded
from pipelines.sources.parsers import clean, is_missing, parse_number
from pipelines.sources.rows import normal
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import NotAPeriod, parse_period
from schemas.vocabulary import DataSet

ENOUGH = 84  # of 100: a likeness below this is not shown
_SHOWN_ROWS, _LABELS, _CONTRACTS = 20, 12, 40
_ROLES = {DataSet.REFERENCE: REFERENCE_ROLES, DataSet.SOCIAL_RETURN: SOCIAL_RETURN_ROLES}
_DAYS = ("period", "quarter", "invoiced_quarter", "starts_on", "planned_end", "ends_on", "hired_on", "evidence_seen_on")
_AMOUNTS = ("value", "numerator", "denominator", "hours", "quantity", "paid", "claimed", "amount", "remaining")
_TOTAL = "tot|sum|som|gemiddelde|mean"
_COMMA = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)


def propose(
    cells: FileCells, register: Register, *, layout: Layout | None = None, data_set: DataSet = DataSet.MONITORING
) -> Proposal:
    """What the visible sheets seem to hold. With a `layout` (the choice of the user) only its sheet, read that way."""
    seen = []
    for sheet in cells.sheets:
        if layout is not None and layout.sheet not in (None, sheet.name):
            continue
        where = Location(layout.header_rows, layout.starts) if layout else locate(sheet)
        if where is not None and max(where.header_rows) <= sheet.height:
            seen.append(_sheet(sheet, where, register, data_set=data_set, typed=cells.kind != "csv"))
    return Proposal(tuple(seen))


def _sheet(sheet: SheetCells, where: Location, register: Register, *, data_set: DataSet, typed: bool) -> SheetSeen:
    names = headings(sheet, Layout(header_rows=where.header_rows))
    body = sheet.frame.iloc[where.first_row - 1 :]
    counts = {at: _counts(body[at]) for at in range(sheet.width)}
    filled = [at for at in counts if counts[at] or not names[at].startswith("kolom ")]
    columns = [_column(names[at], at, counts[at], register=register, data_set=data_set) for at in filled]
    questions = [item for at in filled for item in _questions(sheet.name, names[at], counts[at], typed=typed)]
    likely = {at: score for at, seen in zip(filled, columns, strict=True) if (score := _as_provider(seen))}
    provider = max(likely, key=lambda at: likely[at], default=None)
    return SheetSeen(
        sheet.name,
        where,
        int((body != "").any(axis=1).sum()),
        tuple(columns),
        _totals(body[filled[:4]]),
        tuple(questions),
        _providers(counts[provider], register) if provider is not None else (),
    )


def _counts(column: pd.Series) -> Counter[str]:
    """The commonest values with how often they stand there; of a long column enough to know what it holds."""
    found: Counter[str] = Counter()
    for text, rows in column.value_counts().head(DISTINCT).items():
        if not is_missing(plain := without_euros(clean(str(text)))):
            found[plain] += int(rows)
    return found


def _column(name: str, at: int, counts: Counter[str], *, register: Register, data_set: DataSet) -> ColumnSeen:
    looks, scale, labels = seen_as(counts, register.provider_keys)
    shown = samples(name, looks, counts)
    wordy = looks in ("text", "number", "answers") if data_set is DataSet.SOCIAL_RETURN else looks == "text"
    if wordy and _few(counts, data_set) and not set(shown) & {HIDDEN, OPEN, *UNSAFE}:
        labels = dict.fromkeys(counts, "")  # answers perhaps, in words that somebody must explain
    suggestions = _suggestions(name, looks, scale, data_set=data_set)
    return ColumnSeen(name, column_letters(at), looks, shown, suggestions, scale, labels)


def _few(counts: Counter[str], data_set: DataSet) -> bool:
    """Whether a column holds so few texts that somebody may explain each of them."""
    return 1 <= len(counts) <= _CONTRACTS if data_set is DataSet.SOCIAL_RETURN else 1 < len(counts) <= _LABELS


def _suggestions(name: str, looks: str, scale: str | None, *, data_set: DataSet) -> tuple[Suggestion, ...]:
    found: dict[tuple[str, str], Suggestion] = {}
    for role, words in _ROLES.get(data_set, ROLES).items():
        word, score = _likeness(name, words)
        if score >= ENOUGH and _possible(role, looks):
            exact = (
                f"staat vaak boven {MEANT[role]}"
                if score == 100
                else f'lijkt op "{word}", een woord voor {MEANT[role]}'
            )
            found[(role, "")] = Suggestion(role, score, f'"{name}" {exact}')
    known = found.get(("provider_name", ""))
    if looks == "provider" and (known is None or known.score < 100):
        found[("provider_name", "")] = Suggestion("provider_name", 98, "de namen staan in de stamgegevens")
    if looks in ("date", "month", "quarter") and ("period", "") not in found and data_set is not DataSet.SOCIAL_RETURN:
        found[("period", "")] = Suggestion("period", 85, f"in deze kolom staat een {LOOKS[looks]}")
    if scale and data_set is DataSet.MONITORING:
        found[("answers", "TEV-2")] = Suggestion("answers", 90, f"de antwoorden zijn die van {scale}", "TEV-2")
    if looks in ("number", "percentage") and data_set is DataSet.MONITORING:
        for code, words in INDICATORS.items():
            word, score = _likeness(name, (CATALOGUE[code].title, *words))
            if score >= ENOUGH:
                why = f'"{name}" lijkt op "{word}" ({CATALOGUE[code].title})'
                found[("value", code)] = Suggestion("value", score, why, code)
    return tuple(sorted(found.values(), key=lambda item: -item.score)[:3])


def _possible(role: str, looks: str) -> bool:
    """Whether a column of this kind can have the role: words are no number, numbers no name."""
    if role in _AMOUNTS:
        return looks in ("number", "percentage")
    return looks not in ("percentage", "answers", "empty") and (looks != "date" or role in _DAYS)


def _likeness(name: str, words: tuple[str, ...]) -> tuple[str, int]:
    plain = re.sub(r"[._\-·:/()\[\]]+", " ", normal(name)).strip()
    plain = re.sub(r"\s+", " ", plain)
    if plain in (folded_words := [normal(word) for word in words]):
        return words[folded_words.index(plain)], 100
    found = process.extractOne(plain, folded_words, scorer=fuzz.ratio)
    if len(plain) > 4 and (
        part := next((word for word in folded_words if len(word) > 4 and _within(word, plain)), None)
    ):
        return words[folded_words.index(part)], 88
    return words[found[2]], min(99, int(found[1]))


def _within(word: str, plain: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", plain) is not None and len(plain) <= 3 * len(word)


def _as_provider(seen: ColumnSeen) -> int:
    """How likely of 100 a column holds the names of providers."""
    named = seen.looks in ("provider", "text")
    return max((item.score for item in seen.suggestions if named and item.role == "provider_name"), default=0)


def _totals(columns: pd.DataFrame) -> tuple[int, ...]:
    """Rows that say in one of these columns that they are a total, as on screen."""
    found: set[int] = set()
    for _, column in columns.items():
        likely = column[column.str.contains(_TOTAL, case=False)]
        found |= {int(row) + 1 for row, text in likely.items() if _says_total(text)}  # type: ignore[arg-type]
    return tuple(sorted(found))[:_SHOWN_ROWS]


def _says_total(text: str) -> bool:
    plain = normal(text).strip(":. ")
    return plain in TOTALS or any(plain.startswith(f"{word} ") for word in TOTALS[:7])


def _questions(sheet: str, name: str, counts: Counter[str], *, typed: bool) -> list[Question]:
    """1.234, 1,234 among whole numbers, and T1 have two meanings; one question per column. Where the file holds numbers
    as numbers (`typed`), a comma is always a decimal comma."""
    values = list(counts)
    commas = [text for text in values if _COMMA.fullmatch(text)]
    decimals = [text for text in values if re.fullmatch(r"-?\d+,(?!\d{3}$)\d+", text)]
    found = []
    if sample := next((text for text in values if parse_number(text).code == "ambiguous_number"), None):
        others = [text for text in values if looks_like(text) == "number"]
        if len(others) * 2 >= len(values):
            found.append(
                Question(
                    "ambiguous_number", sheet, name, sample,
                    f'In kolom "{name}" staat {safe(sample)}. Is de punt een teken voor duizendtallen, of een decimaalteken?',
                    {"thousands": "duizendtallen: 1.234 is 1234", "decimal": "decimalen: 1.234 is 1,234"},
                )
            )  # fmt: skip
    if commas and not decimals and not typed:
        found.append(
            Question(
                "ambiguous_comma", sheet, name, commas[0],
                f'In kolom "{name}" staat {safe(commas[0])}. Is de komma een teken voor duizendtallen, of een decimaalteken?',
                {"thousands": "duizendtallen: 1,234 is 1234", "decimal": "decimalen: 1,234 is iets meer dan 1"},
            )
        )  # fmt: skip
    if sample := next((text for text in values if _tertial(text)), None):
        found.append(
            Question(
                "ambiguous_tertial", sheet, name, sample,
                f'In kolom "{name}" staat {safe(sample)}. Is T een kwartaal of een tertaal (vier maanden)?',
                {"t_is_quarter": "een kwartaal", "refuse": "een tertaal: daar kan Kwartaalbeeld geen kwartaal van maken"},
            )
        )  # fmt: skip
    return found


def _tertial(text: str) -> bool:
    try:
        parse_period(text)
    except NotAPeriod as problem:
        return problem.code == "ambiguous_tertial"
    return False


def _providers(counts: Counter[str], register: Register) -> tuple[ProviderSeen, ...]:
    """Names that the register does not know, commonest first, with what they are like."""
    names = {folded(str(row["provider"])): (row["provider_id"], str(row["provider"]))
             for row in register.provider.to_dict("records")}  # fmt: skip
    found = []
    for text, rows in counts.most_common(200):
        if folded(text) in register.provider_keys:
            continue
        near = process.extract(folded(text), list(names), scorer=fuzz.token_set_ratio, limit=3, score_cutoff=70)
        found.append(ProviderSeen(text, rows, tuple((*names[name], int(score)) for name, score, _ in near)))
    return tuple(found)
