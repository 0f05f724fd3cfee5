"""What a funnel says, in plain Dutch sentences; wording of statistics.md sections 7 and 8."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from pipelines.statistics.funnel import ADJUSTED_FROM, SMALLEST, Funnel

TALK = "Dit is aanleiding voor een gesprek, geen oordeel."
TOO_FEW_PROVIDERS = "Te weinig aanbieders met genoeg waarnemingen om te vergelijken."
INSIDE = "Verschil met het gemiddelde kan toeval zijn."
OUTSIDE = f"Wijkt meer af dan toeval verklaart. {TALK}"
_NAMED = 6  # with more the table is the place to read them
_WIDE = 3.0  # tau2 above three times the chance variance: limits more than twice as wide as chance alone makes them


def about(found: Funnel, names: Sequence[str], *, chance: float, beside: int) -> str:
    """The answer of the page. names: who lies outside, alphabetical; chance: 1/(4n) of the middle provider."""
    if found.mean is None:
        few = f"{'is' if found.k == 1 else 'zijn'} maar {_providers(found.k)}" if found.k else "is geen aanbieder"
        return f"Geen vergelijking: er {few} met genoeg waarnemingen; daarvoor zijn er minstens {SMALLEST} nodig."
    parts = [f"Samen komen {_providers(found.k)} op {floor(100 * found.mean + 0.5)}%."]
    parts.append(_outside(names))
    if beside:
        parts.append(f"{_providers(beside)} {'staat' if beside == 1 else 'staan'} er niet in, met de reden erbij.")
    parts.append(_method(found, chance=chance))
    return " ".join(parts)


def _outside(names: Sequence[str]) -> str:
    if not names:
        return "Geen van hen wijkt meer af dan toeval verklaart."
    who = f": {_listing(names)}" if len(names) <= _NAMED else ""
    verb = "wijkt" if len(names) == 1 else "wijken"
    return f"{len(names)} {verb} meer af dan toeval verklaart{who}. {TALK}"


def _method(found: Funnel, *, chance: float) -> str:
    stated = f"phi {_decimals(found.phi or 0.0, 2)}"
    if found.tau2 is None:
        return (
            f"Let op: met minder dan {ADJUSTED_FROM} aanbieders zijn de grenzen niet bijgesteld voor gewone verschillen "
            f"tussen aanbieders; lees ze voorzichtig ({stated}; k = {found.k})."
        )
    stated += f"; tau² {_decimals(found.tau2, 4)}; k = {found.k}"
    if found.tau2 == 0:
        return f"Het verschil tussen aanbieders is niet groter dan toeval geeft ({stated})."
    text = f"De grenzen zijn bijgesteld voor gewone verschillen tussen aanbieders ({stated})."
    if found.tau2 > _WIDE * chance:
        text += (
            " De aanbieders verschillen onderling sterk: wie erbuiten valt is uiterst onder zeer verschillende aanbieders, "
            "en wie erbinnen valt kan toch ver van het gemiddelde liggen."
        )
    return text


def corrected(k: int, *, stands_out: bool) -> str:
    """What the correction for many comparisons leaves of a flag."""
    if stands_out:
        return f"Blijft opvallend na correctie voor {k} vergelijkingen."
    return f"Valt na correctie voor {k} vergelijkingen niet meer op."


def _providers(count: int) -> str:
    return f"{count} aanbieder" if count == 1 else f"{count} aanbieders"


def _listing(names: Sequence[str]) -> str:
    return " en ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _decimals(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")
