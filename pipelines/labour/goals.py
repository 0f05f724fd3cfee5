"""What can be said of each goal of the policy, in a sentence, from what may be shown."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.labour.counting import Figure, Rates
from pipelines.social_return.from_rows import decimal
from pipelines.social_return.money import amount_text
from schemas.policy_goals import Goal
from schemas.vocabulary import PolicyGoal

_FEW = "Er zijn te weinig plaatsingen om dit te laten zien."
_HIDDEN_GROUP = (
    "Hoeveel plaatsingen er waren van mensen met een afstand tot de arbeidsmarkt, wordt niet getoond: het zijn er te weinig, of "
    "er zou uit volgen hoe het bij een kleine groep zit."
)
_ELSEWHERE = (
    "Hiervoor is hier geen eigen cijfer. Lees het rapportcijfer van partners (TEV-3) bij Tevredenheid, en wat inwoners "
    "zeggen bij Inwonerpanel."
)


def told(goal: Goal, figures: Mapping[str, Figure], hidden: Mapping[str, str | None], rates: Rates) -> str:
    """figures: of all providers together; hidden: the reason of those that may not be shown."""
    shown = {code: item for code, item in figures.items() if item.value is not None and not hidden[code]}
    if goal.made_elsewhere:
        return _ELSEWHERE
    if goal.goal is PolicyGoal.PARTICIPATION:
        return _participation(shown)
    if goal.indicators[0] not in shown:
        return _FEW
    if goal.goal is PolicyGoal.CRAFTSMANSHIP:
        number = shown["SR-14"].n
        begun = "begon 1 plaatsing" if number == 1 else f"begonnen {number} plaatsingen"
        return f"In vier kwartalen {begun} als stage, leerwerkplek of training."
    return _saving(shown["SR-15"], rates)


def _participation(shown: Mapping[str, Figure]) -> str:
    first = shown.get("SR-13")
    text = _HIDDEN_GROUP if first is None else (
        f"Van {first.n} plaatsingen in vier kwartalen waren er {first.numerator or 0:.0f} van mensen met een afstand tot de "
        "arbeidsmarkt."
    )  # fmt: skip
    for code, when in (("SR-7", "een half jaar"), ("SR-12", "een jaar")):
        if code in shown:
            kept = shown[code]
            text += f" Na {when} werkten er van {kept.n} nog {kept.numerator or 0:.0f}."
    return text


def _saving(figure: Figure, rates: Rates) -> str:
    cost = (
        f"€ {_euros(rates.coach_hour)} per uur jobcoach"
        if rates.coach_hour
        else "de kosten van de jobcoach niet meegerekend"
    )
    return (
        f"Naar schatting € {_euros(figure.value or 0)} minder uitkering, van {figure.n} plaatsingen uit de Participatiewet. "
        f"Gerekend met € {_euros(rates.month)} per maand, waarvan {100 * rates.deadweight:.0f}% ook zonder plaatsing zou zijn "
        f"uitgestroomd, en {cost}. Dit is een indicatie en hoort niet bij de waarde van bouwblokken."
    )


def _euros(amount: float) -> str:
    found = decimal(amount)
    return amount_text(found) if found is not None else ""
