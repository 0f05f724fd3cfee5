"""A table to take along: columns and rows as they were published, and the CSV that a Dutch spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import dutch
from dashboard.absence import absence
from dashboard.charts.control_words import RULES, STAGES
from dashboard.judged_rows import ControlPhase, SpecialCause
from dashboard.rows import Definition, Figure, Pool
from schemas.vocabulary import Assurance, Breakdown, Direction, Status, Unit, Variation, Verdict, Word

Cell = str | float | int | bool | date | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet would carry them out
MARK = "\ufeff"  # Excel reads UTF-8 only with it

FIGURE_COLUMNS = (
    "aanbieder", "deelovereenkomst", "indicator", "titel", "periode", "uitsplitsing", "onderdeel", "waarde", "meer dan",
    "eenheid", "teller", "noemer", "n", "marge van", "marge tot", "indicatief", "norm", "richting", "status", "oordeel",
    "schommeling", "norm halen", "reden", "voorlopig",
)  # fmt: skip
CONTROL_COLUMNS = (
    "aanbieder", "deelovereenkomst", "indicator", "periode", "waarde", "eenheid", "n", "marge van", "marge tot", "norm",
    "richting", "gemiddelde", "ondergrens", "bovengrens", "grenzen", "voorinstelling", "schommeling", "regel",
    "waarom geen cijfer", "reden", "voorlopig",
)  # fmt: skip
POOL_COLUMNS = (
    "aanbieder", "deelovereenkomst", "kwartaal", "begin", "nieuw", "waarvan oud-cliënt", "teruggekomen", "vertrokken",
    "einde", "actief", "einde vorig kwartaal", "verschil", "aansluiting",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """Rows under their columns; `publication` goes along in every row, so that no row is without its source."""

    name: str  # of the file, without its ending
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    publication: str

    def csv(self) -> bytes:
        """Semicolons, decimal commas, UTF-8 with a mark; numbers in full, text that would be a formula made plain."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow([*self.columns, "publicatie"])
        for row in self.rows:
            writer.writerow([*(written(cell) for cell in row), self.publication])
        return (MARK + out.getvalue()).encode()


def written(cell: Cell) -> str:
    """62.12 -> 62,12; a number loses no digit; yes and no in Dutch."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case float() | int():
            exact = float(cell)
            return str(int(exact)) if exact.is_integer() else repr(exact).replace(".", ",")
        case date():
            return cell.isoformat()
        case _:
            return plain(cell)


def plain(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula."""
    line = " ".join(text.split())
    return f"'{line}" if text.startswith(_FORMULA) or line.startswith(_FORMULA) else line


def figures_sheet(name: str, rows: Iterable[Figure], definitions: Sequence[Definition], *, publication: str) -> Sheet:
    """Published figures, each with its n, margin, verdict or reason of absence."""
    titles = {item.indicator: item.title for item in definitions}
    made = tuple(_figure(row, titles.get(row.indicator, "")) for row in rows)
    return Sheet(name, FIGURE_COLUMNS, made, publication)


def control_sheet(
    name: str,
    rows: Sequence[Figure],
    phases: Sequence[ControlPhase],
    causes: Sequence[SpecialCause],
    *,
    publication: str,
) -> Sheet:
    """The points of a control chart, each with the mean and limits of its phase and what kind of point it is."""
    special = {cause.period: cause for cause in causes}
    made = tuple(_point(row, _phase_of(row, phases), special.get(row.period)) for row in rows)
    return Sheet(name, CONTROL_COLUMNS, made, publication)


def _phase_of(row: Figure, phases: Sequence[ControlPhase]) -> ControlPhase | None:
    return next((p for p in phases if p.first_period <= row.period <= p.last_period), None)


def _point(row: Figure, phase: ControlPhase | None, cause: SpecialCause | None) -> tuple[Cell, ...]:
    kind = cause.variation if cause else (Variation.COMMON if row.value is not None else None)
    why = absence(row)
    limits = (phase.mean, phase.lower, phase.upper, STAGES[phase.stage], phase.preset) if phase else (None,) * 5
    return (
        row.provider, row.sub_agreement, row.indicator, dutch.period(row.period), row.value, Unit(row.unit).label, row.n,
        row.lower, row.upper, row.target, Direction(row.direction).label, *limits, _word(Variation, kind),
        RULES[cause.rule] if cause else None, why.label if why else None, row.reason, row.provisional,
    )  # fmt: skip


def pool_sheet(name: str, rows: Sequence[Pool], providers: Mapping[str, str], *, publication: str) -> Sheet:
    """Balances of volunteer pools, each with whether it closes and connects."""
    made = tuple(
        (
            providers.get(row.provider_id), row.title, dutch.period(row.quarter),
            row.stock_begin, row.recruited, row.former_clients, row.returned, row.departed, row.stock_end, row.active,
            row.previous_end, row.difference, row.sentence,
        )
        for row in rows
    )  # fmt: skip
    return Sheet(name, POOL_COLUMNS, made, publication)


def _figure(row: Figure, title: str) -> tuple[Cell, ...]:
    return (
        row.provider, row.sub_agreement, row.indicator, title, dutch.period(row.period),
        _word(Breakdown, row.breakdown), row.breakdown_value, row.value, row.more_than, Unit(row.unit).label,
        row.numerator, row.denominator, row.n, row.lower, row.upper, row.indicative, row.target,
        Direction(row.direction).label, _word(Status, row.status), _word(Verdict, row.verdict),
        _word(Variation, row.variation), _word(Assurance, row.assurance),
        row.verdict_sentence or row.reason, row.provisional,
    )  # fmt: skip


def _word(kind: type[Word], code: str | None) -> str | None:
    return kind(code).label if code else None
