"""How a verdict was found, in plain Dutch: the method, the number of points, why it may or may not speak."""

from __future__ import annotations

from functools import cache

from pipelines.judging.charting import NO_CHART, TOO_EARLY
from pipelines.judging.methods import CUSUMS, Method
from pipelines.judging.rules import rule_of
from pipelines.settings import Settings
from pipelines.statistics.limits import ICONS_FROM, LIMITS_FROM, Rule
from schemas.vocabulary import Direction, SignalMethod, Variation, Verdict

_RULES = {
    Rule.OUTSIDE.value: "Het laatste punt ligt buiten de grenzen.",
    Rule.TREND.value: "Zeven punten op rij gaan dezelfde kant op.",
    Rule.TWO_OF_THREE.value: "Twee van drie punten op rij liggen dicht bij dezelfde grens.",
    Rule.ONE_SIDE.value: "Zeven punten op rij liggen aan dezelfde kant van het gemiddelde.",
}
_NO_METHOD = {
    Method.TO_DATE.value: "Dit getal telt vanaf 1 januari door; daar past geen regelkaart bij. Kijk naar de norm en de "
    "verwachting voor het hele jaar.",
    Method.RUNNING.value: "Dit getal is een stand die volgt uit instroom en uitstroom; daar past geen regelkaart bij.",
    Method.WINDOW.value: "Dit getal kijkt een jaar terug, dus kwartalen naast elkaar delen dezelfde aanvragen; daar past geen "
    "regelkaart bij.",
    Method.OVER_TERM.value: "Dit getal telt over de hele looptijd door; daar past geen regelkaart bij.",
    Method.N_UNKNOWN.value: "Het is niet bekend hoeveel gevallen achter dit getal zitten; dan past er geen regelkaart bij.",
    Method.N_VARIES.value: "Het aantal gevallen per {period} verschilt meer dan {spread} van het gemiddelde aantal; dan past "
    "er geen regelkaart bij.",
    Method.CONSTANT.value: "De uitkomst is (bijna) steeds gelijk; dan zijn er geen grenzen te berekenen.",
    Method.STALE.value: "Van dit kwartaal is geen enkele {period} te tonen.",
}
_CUSUM = {
    Method.CUSUM_SPREAD.value: "verschilt het aantal gevallen per {period} te veel (meer dan {spread} van het gemiddelde)",
    Method.CUSUM_SMALL.value: "is het aantal gevallen per {period} te klein",
}
_DIRECTIONS = {
    Direction.UP.value: "Hoger is beter.",
    Direction.DOWN.value: "Lager is beter.",
    Direction.NEUTRAL.value: "Meer is hier niet beter of slechter.",
}
_LOOKED = {
    SignalMethod.XMR: "waarvan elk punt is vergeleken met wat gewoonlijk is",
    SignalMethod.CUSUM: "waarvan de afwijkingen bij elkaar zijn opgeteld",
}
_QUIET = (Verdict.NO_FIGURE, Verdict.TOO_FEW)


def periods(many: int, months: bool) -> str:
    one, more = ("maand", "maanden") if months else ("kwartaal", "kwartalen")
    return f"{many} {one if many == 1 else more}"


@cache
def sentence_of(
    status: str, cause: str, assurance: str, *, method: str, rule: str, months: bool, points: int, direction: str,
    settings: Settings,
) -> str:  # fmt: skip
    """What the series stands for, how that was found, how many points there are, and which way is good."""
    found = rule_of(status, cause, assurance)
    said = found.sentence.format(a_good_period="een goede maand" if months else "een goed kwartaal")
    if found.verdict in _QUIET:
        return said
    how = _how(cause, method=method, rule=rule, months=months, points=points, settings=settings)
    return f"{said} {how} {_DIRECTIONS[direction]}"


def _how(cause: str, *, method: str, rule: str, months: bool, points: int, settings: Settings) -> str:
    filled = {"period": "maand" if months else "kwartaal", "spread": _percent(settings.chart_n_spread)}
    many = periods(points, months)
    if cause == NO_CHART:
        return _NO_METHOD[method].format(**filled)
    if cause == TOO_EARLY and method != Method.XMR.value:
        return f"Er zijn cijfers over {many}; een uitspraak kan vanaf {ICONS_FROM}."
    if cause == TOO_EARLY and points < LIMITS_FROM:
        return f"Er zijn cijfers over {many}; een voorlopige regelkaart kan vanaf {LIMITS_FROM}, een uitspraak vanaf {ICONS_FROM}."
    if cause == TOO_EARLY:
        return f"Met {many} zijn de grenzen nog voorlopig; een uitspraak kan vanaf {ICONS_FROM}."
    if method in CUSUMS:
        changed = (
            "" if cause == Variation.COMMON.value else " De afwijkingen bij elkaar zijn groter dan toeval verklaart."
        )
        why = _CUSUM[method].format(**filled)
        return f"Gevonden door de afwijkingen over {many} bij elkaar op te tellen, want voor een regelkaart {why}.{changed}"
    special = f" {_RULES[rule]}" if cause != Variation.COMMON.value else ""
    return f"Gevonden met een regelkaart over {many}.{special}"


def signal_sentence(
    variation: str, *, method: str, rule: str, months: bool, since: str, lasting: int, points: int, direction: str,
    settings: Settings,
) -> str:  # fmt: skip
    """A sustained change, since when, and how it was found."""
    how = _how(variation, method=method, rule=rule, months=months, points=points, settings=settings)
    label = Variation(variation).label
    return f"{label.capitalize()} dan gewoonlijk sinds {since} ({periods(lasting, months)}). {how} {_DIRECTIONS[direction]}"


def count_sentence(method: SignalMethod, series: int, signals: int, *, expected: float) -> str:
    """How many of what was looked at signal, and how many would by chance."""
    how = _LOOKED[method]
    looked = f"{series} {'reeks' if series == 1 else 'reeksen'}"
    chance = "minder dan 1" if expected < 1 else f"ongeveer {round(expected)}"
    return f"Van {looked} {how}, {_signal(signals)}. Door toeval alleen verwacht u er {chance}."


def _signal(signals: int) -> str:
    if signals == 0:
        return "geeft geen enkele een signaal"
    return "geeft er 1 een signaal" if signals == 1 else f"geven er {signals} een signaal"


def _percent(fraction: float) -> str:
    return f"{100 * fraction:g}%".replace(".", ",")
