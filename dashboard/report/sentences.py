"""The sentences of a report: one answer for the whole, one for each figure. Plain Dutch, numbers with their n."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard import dutch
from dashboard.rows import Figure, Provider, Slot
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, SlotState, Status, TargetPeriod, Unit

# each judged status: in an enumeration for one figure, for several; alone for the only figure, for all of them
_JUDGED = {
    Status.ON_TRACK: ("is er {} op koers", "zijn er {} op koers", "is op koers", "zijn op koers"),
    Status.ATTENTION: ("vraagt er {} aandacht", "vragen er {} aandacht", "vraagt aandacht", "vragen aandacht"),
    Status.BEHIND: ("loopt er {} achter", "lopen er {} achter", "loopt achter", "lopen achter"),
    Status.UNCERTAIN: ("is er {} onzeker", "zijn er {} onzeker", "is onzeker", "zijn onzeker"),
}
_WITHOUT = (Status.SUPPRESSED, Status.TOO_FEW, Status.NOT_DELIVERED)
_OUT_OF_SCOPE = (Status.NOT_YET_JOINED, Status.LEFT)


def answer(figures: Sequence[Figure]) -> str:
    """The one sentence under the question how the agreements fare."""
    told = [row for row in figures if row.status and not said_again(row)]
    counts = Counter(Status(row.status) for row in told)
    without = [row for row in told if row.status in _WITHOUT]
    unseen = sum(row.target is not None for row in without)
    parts = _norms(counts, unseen) + _again(sum(bool(row.status) for row in figures) - len(told))
    unseen = unseen if _judged(counts) else 0  # else not told of by itself
    return parts + _rest(len(without) - unseen, others=bool(unseen))


def _judged(counts: Counter[Status]) -> list[Status]:
    return [code for code in _JUDGED if counts[code]]


def _norms(counts: Counter[Status], unseen: int) -> str:
    """How the figures with a target fare; `unseen`: how many of those have no number."""
    judged = _judged(counts)
    whole = sum(counts[code] for code in judged) + unseen
    if not judged:
        return "Over dit kwartaal is er nog geen oordeel: nergens staan een getal en een norm naast elkaar."
    if whole == 1:
        return f"Er is 1 afgesproken norm; dat cijfer {_JUDGED[judged[0]][2]}."
    if len(judged) == 1 and not unseen:
        every = "Beide cijfers" if whole == 2 else f"Alle {whole} cijfers"
        return f"{every} met een afgesproken norm {_JUDGED[judged[0]][3]}."
    parts = [_JUDGED[code][counts[code] > 1].format(counts[code]) for code in judged]
    parts += [f"{'is' if unseen == 1 else 'zijn'} er {unseen} zonder getal"] if unseen else []
    return f"Van de {whole} cijfers met een afgesproken norm {dutch.listing(parts)}."


def said_again(row: Figure) -> bool:
    """A figure made from other figures says again what those say: it is not counted twice."""
    return any(code in CATALOGUE for code in CATALOGUE[row.indicator].made_from)


def _again(derived: int) -> str:
    """That figures that are made from others have a status too, in the table."""
    if not derived:
        return ""
    told = "1 cijfer in de tabel is" if derived == 1 else f"{derived} cijfers in de tabel zijn"
    return f" {told} uit andere cijfers berekend en hier niet meegeteld."


def _rest(without: int, *, others: bool) -> str:
    if not without:
        return ""
    if without == 1:
        return f" 1 {'ander ' if others else ''}cijfer ontbreekt of wordt niet getoond."
    return f" {without} {'andere ' if others else ''}cijfers ontbreken of worden niet getoond."


_WAITS = {
    SlotState.WAITING: "De levering van {} over het {} is ontvangen en wacht op acceptatie. Daarom zijn er nog geen cijfers.",
    SlotState.REFUSED: "De levering van {} over het {} is geweigerd, omdat er fouten in zitten. Die zijn nog niet hersteld.",
}


def standing(provider: Provider, figures: Sequence[Figure], slots: Sequence[Slot], quarter: Quarter) -> str | None:
    """Why there is nothing to judge, for a provider that was not there yet, has left or did not deliver."""
    seen = {row.status for row in figures}
    if provider.joined_on and provider.joined_on > quarter.last_day:
        return (
            f"{provider.provider} deed in het {quarter.label} nog niet mee. "
            f"De deelname begint op {dutch.day(provider.joined_on)}; daarom zijn er nog geen cijfers."
        )
    if provider.left_on and provider.left_on < quarter.first_day:
        return (
            f"{provider.provider} is uitgetreden: de laatste dag van deelname was {dutch.day(provider.left_on)}. "
            f"Over het {quarter.label} worden daarom geen cijfers verwacht."
        )
    if figures and seen <= {Status.NOT_DELIVERED, *_OUT_OF_SCOPE}:
        monitor = [slot for slot in slots if slot.data_set == DataSet.MONITORING]
        waits = [_WAITS[SlotState(slot.state)] for slot in monitor if slot.state in _WAITS]
        if waits:
            return waits[0].format(provider.provider, quarter.label)
        return f"Over het {quarter.label} zijn nog geen cijfers van {provider.provider} geleverd en geaccepteerd."
    if not figures:
        return f"Over het {quarter.label} zijn van {provider.provider} geen cijfers afgesproken."
    return None


def figure_answer(row: Figure, *, why: bool = True) -> str:
    """What one figure says: its value with n and margin, its target, and what it was before."""
    if row.value is None:
        return " ".join(part for part in (dutch.sentence(row.reason or "Er is geen getal."), _before(row)) if part)
    reason = dutch.sentence(row.reason) if row.reason and why else ""
    parts = [_now(row), _target(row), reason, _before(row)]
    return " ".join(part for part in parts if part)


def _now(row: Figure) -> str:
    shown = dutch.figure(row.value, row.unit)
    if row.unit == Unit.COUNT:
        return f"Het zijn er {shown}."
    about = [dutch.cases(row.n)]
    if row.lower is not None:
        between = dutch.margin(row.lower, row.upper, row.unit).replace(" tot ", " en ")
        about.append(f"waarschijnlijk tussen {between}")
    return f"Het is {shown} ({'; '.join(about)})."


def _target(row: Figure) -> str:
    if row.target is None:
        return ""
    told = f"De norm is {dutch.figure(row.target, row.unit)}"
    return f"{told}, {pro_rata(row)}." if pro_rata(row) else f"{told}."


def pro_rata(row: Figure) -> str | None:
    """What a target is a part of, when the figure is compared with a part of what was agreed."""
    if row.target is None or row.target_agreed is None or row.target == row.target_agreed:
        return None
    per = f"per {TargetPeriod(row.target_period).label}" if row.target_period else "voor de hele periode"
    return f"naar rato van {dutch.figure(row.target_agreed, row.unit)} {per}"


def _before(row: Figure) -> str:
    told = [
        f"{when} {dutch.figure(value, row.unit)}"
        for when, value in (("vorig kwartaal", row.previous_value), ("een jaar geleden", row.year_ago_value))
        if value is not None
    ]
    return dutch.sentence(f"{dutch.listing(told)}") if told else ""
