"""One indicator of many providers as a dense table, in the order of the alphabet: never in the order of a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dashboard import dutch
from dashboard.absence import absence
from dashboard.pictures.kinds import ACROSS, file_address
from dashboard.readings import Readings
from dashboard.rows import Figure, Provider
from dashboard.selection import Selection, address
from dashboard.views.markup import Safe, assurance_icon, join, provisional_mark, status_word, tag, variation_icon
from schemas.vocabulary import Assurance, Unit, Variation, Verdict, Word

PAGE_LENGTH = 60  # providers on one page: the sample fits, and 2,800 do not slow it down
_COLUMNS = (
    "Deelovereenkomst", "Waarde", "n", "Marge", "Zekerheid", "Norm", "Stand", "Oordeel", "Schommeling", "Norm halen",
    "Levering",
)  # fmt: skip
_NUMBERS = frozenset({"Waarde", "n", "Norm"})
_ALWAYS = frozenset({"Deelovereenkomst", "Waarde"})  # a column that is empty on this page is left out, but these

Line = dict[str, str]  # column -> what stands in it


def drawn(readings: Readings, selection: Selection, *, page: str, title: str) -> Safe:
    """The table of the providers from `selection.first` on, with the way to the others and to all of them as a file."""
    providers = readings.providers()
    last = min(selection.first + PAGE_LENGTH - 1, len(providers))
    rows = readings.across(
        selection.indicator or "",
        quarter=selection.quarter,
        first=selection.first,
        last=last,
        breakdown=selection.breakdown,
    )
    shown = [row for row in providers if selection.first <= row.position <= last]
    lines = _lines(shown, rows, selection, page=page)
    part = selection.breakdown
    caption = f"{title}, {dutch.period(selection.quarter)}{f', {part[1]}' if part else ''}"
    numbers = tag("a", "Download dit van alle aanbieders (CSV)", href=_file(selection), download=True)
    return join(
        tag("p", "In de volgorde van het alfabet. Waar geen getal is, staat waarom; dat is nooit 0.", class_="kb-fact"),
        _table(caption, lines),
        tag("p", tag("span", numbers), others(selection, providers, last, page=page), class_="kb-tools"),
    )


def value(row: Figure) -> str:
    """The value; where there is none the word and the mark of why."""
    if row.value is None and row.more_than is not None:
        return f"meer dan {dutch.cell(row.more_than, row.unit)}"
    why = absence(row)
    return status_word(why) if why else dutch.cell(row.value, row.unit)


def _file(selection: Selection) -> str:
    return file_address(ACROSS, replace(selection, provider_id=None, sub_agreement_id=None), ending="csv")


def _lines(
    providers: Sequence[Provider], rows: Sequence[Figure], selection: Selection, *, page: str
) -> list[tuple[Safe, Line]]:
    """A line per figure; a provider without one has a line that says so."""
    found = {key: list(same) for key, same in groupby(rows, key=lambda row: row.provider_id)}
    lines: list[tuple[Safe, Line]] = []
    for provider in providers:
        here = replace(selection, provider_id=provider.provider_id, sub_agreement_id=None, first=1)
        name = tag("a", provider.provider, href=address(page, here))
        again = tag("span", provider.provider, class_="kb-hidden")  # seen once, heard with every line
        mine = found.get(provider.provider_id)
        if mine is None:
            lines.append((name, {"Stand": tag("span", "levert dit cijfer niet", class_="kb-calm")}))
            continue
        lines += [(again if at else name, _line(row)) for at, row in enumerate(mine)]
    return lines


def _line(row: Figure) -> Line:
    counted = row.unit == Unit.COUNT  # the number is its own n
    judged = row.breakdown is None
    return {
        "Deelovereenkomst": row.sub_agreement or "Alle deelovereenkomsten",
        "Waarde": dutch.NOTHING if absence(row) else value(row),
        "n": "" if row.n is None or counted else dutch.number(row.n),
        "Marge": dutch.margin(row.lower, row.upper, row.unit),
        "Zekerheid": "indicatief" if row.indicative and row.value is not None else "",
        "Norm": "" if row.target is None else dutch.cell(row.target, row.unit),
        "Stand": _standing(row, judged=judged),
        "Oordeel": Verdict(row.verdict).label if row.verdict else "",
        "Schommeling": _with_word(variation_icon(row.variation), Variation(row.variation)) if row.variation else "",
        "Norm halen": _with_word(assurance_icon(row.assurance), Assurance(row.assurance)) if row.assurance else "",
        "Levering": _delivery(row),
    }


def _with_word(shape: Safe, word: Word) -> Safe:
    return tag("span", shape, tag("span", word.label), class_="kb-status")


def _standing(row: Figure, *, judged: bool) -> str:
    why = absence(row)
    if why:
        return status_word(why)
    return status_word(row.status) if judged and row.status else ""


def _delivery(row: Figure) -> str:
    """Preliminary until the quarter is locked; nothing to say where nothing was delivered."""
    if row.value is None or row.provisional is None:
        return ""
    if not row.provisional:
        return tag("span", "vastgesteld", class_="kb-calm")
    return provisional_mark()


def _table(caption: str, lines: Sequence[tuple[Safe, Line]]) -> Safe:
    columns = [name for name in _COLUMNS if name in _ALWAYS or any(line.get(name) for _, line in lines)]
    head = [tag("th", name, scope="col", class_=_kind(name)) for name in columns]
    body = [
        tag(
            "tr",
            tag("th", who, scope="row"),
            [tag("td", line.get(c, ""), class_=_kind(c), data_label=c) for c in columns],
        )
        for who, line in lines
    ]
    whole = tag(
        "table",
        tag("caption", caption, class_="kb-hidden"),
        tag("thead", tag("tr", tag("th", "Aanbieder", scope="col"), head)),
        tag("tbody", body),
        class_="kb-table kb-texts kb-across",
    )
    return tag("div", whole, class_="kb-scroll", tabindex=0, role="region", aria_label=caption)


def _kind(column: str) -> str | None:
    return "kb-number" if column in _NUMBERS else None


def others(selection: Selection, providers: Sequence[Provider], last: int, *, page: str) -> Safe | None:
    """Before and after, and how many are not on this page; nothing where all are."""
    if len(providers) <= PAGE_LENGTH:
        return None
    links = []
    if selection.first > 1:
        before = replace(selection, first=max(1, selection.first - PAGE_LENGTH))
        links.append(tag("a", "Vorige", href=address(page, before), id="vorige"))
    if last < len(providers):
        links.append(tag("a", "Volgende", href=address(page, replace(selection, first=last + 1)), id="volgende"))
    told = (
        f"U ziet aanbieder {dutch.number(selection.first)} tot en met {dutch.number(last)} van de "
        f"{dutch.number(len(providers))}: {providers[selection.first - 1].provider} tot en met "
        f"{providers[last - 1].provider}. "
    )
    return tag("span", told, [join(link, " ") for link in links])
