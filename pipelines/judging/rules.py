"""The one table of rules: status against the target x what the chart says x assurance -> headline verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines.judging.charting import NO_CHART, TOO_EARLY
from schemas.vocabulary import Assurance, Status, Variation, Verdict

NO_FIGURE = "no_figure"
NONE = ""  # no assurance
CAUSES = (NO_FIGURE, TOO_EARLY, NO_CHART, *(item.value for item in Variation))
ASSURANCES = (NONE, *(item.value for item in Assurance))
STATUSES = tuple(item.value for item in Status)


@dataclass(frozen=True)
class Rule:
    """One row: it is about every combination of its three sets. `icon` is the variation or assurance to show first."""

    statuses: tuple[str, ...]
    causes: tuple[str, ...]
    assurances: tuple[str, ...]
    verdict: Verdict
    sentence: str
    icon: str = ""


_ON, _OFF = (Status.ON_TRACK.value,), (Status.ATTENTION.value, Status.BEHIND.value)
_DOUBT, _FREE = (Status.UNCERTAIN.value,), (Status.NO_TARGET.value,)
_SHOWN = _ON + _OFF + _DOUBT + _FREE
_HIDDEN = (Status.TOO_FEW.value, Status.SUPPRESSED.value)
_ABSENT = (Status.NOT_DELIVERED.value, Status.NOT_YET_JOINED.value, Status.LEFT.value)
_TAILS = (
    (_ON, " Dit kwartaal is op koers."),
    ((Status.ATTENTION.value,), " Dit kwartaal haalt de norm niet."),
    ((Status.BEHIND.value,), " Dit kwartaal blijft achter bij de norm."),
    (_DOUBT, " Of dit kwartaal de norm haalt, is door het kleine aantal onzeker."),
    (_FREE, ""),
)
_BETTER = "Aantoonbaar beter dan gewoonlijk; zoek de oorzaak."
_WORSE = "Aantoonbaar slechter dan gewoonlijk; zoek de oorzaak."
_NOT_FAILING = (NONE, Assurance.HIT_OR_MISS.value, Assurance.PASSES.value)
_FAILING = (Assurance.FAILS.value,)


def _by_status(
    causes: Iterable[str], assurances: Iterable[str], verdict: Verdict, *, sentence: str, icon: str = ""
) -> list[Rule]:
    """The same verdict for every status of a figure that is shown; the sentence ends with how this quarter stands."""
    return [Rule(those, tuple(causes), tuple(assurances), verdict, sentence + tail, icon) for those, tail in _TAILS]


def _changed(variation: Variation, verdict: Verdict, sentence: str) -> list[Rule]:
    """A change outranks assurance: the limits are those of before it. Only a norm out of reach is said as well."""
    icon = variation.value
    return [
        *(rule for rule in _by_status([icon], _NOT_FAILING, verdict, sentence=sentence, icon=icon)),
        Rule(_ON + _DOUBT + _FREE, (icon,), _FAILING, verdict, sentence, icon),
        Rule(_OFF, (icon,), _FAILING, verdict, sentence + " De norm ligt tot nu toe buiten bereik.", icon),
    ]  # fmt: skip


RULES: tuple[Rule, ...] = (
    Rule(_ABSENT, CAUSES, ASSURANCES, Verdict.NO_FIGURE, "Over dit kwartaal is er geen cijfer."),
    Rule(_HIDDEN, CAUSES, ASSURANCES, Verdict.TOO_FEW, "Te weinig om te tonen."),
    Rule(_SHOWN, (NO_FIGURE,), ASSURANCES, Verdict.NO_FIGURE, "Over dit kwartaal is er geen cijfer."),
    *_by_status([TOO_EARLY], ASSURANCES, Verdict.TOO_EARLY, sentence="Nog te vroeg voor een uitspraak over verandering."),
    *_by_status([NO_CHART], ASSURANCES, Verdict.NO_CHART, sentence="Geen uitspraak over verandering."),
    Rule(_SHOWN, (Variation.NEUTRAL_HIGH.value,), ASSURANCES, Verdict.HIGHER,
         "Aantoonbaar hoger dan gewoonlijk; zoek de oorzaak.", Variation.NEUTRAL_HIGH.value),
    Rule(_SHOWN, (Variation.NEUTRAL_LOW.value,), ASSURANCES, Verdict.LOWER,
         "Aantoonbaar lager dan gewoonlijk; zoek de oorzaak.", Variation.NEUTRAL_LOW.value),
    *_changed(Variation.IMPROVEMENT, Verdict.BETTER, _BETTER),
    *_changed(Variation.CONCERN, Verdict.WORSE, _WORSE),
    *_by_status([Variation.COMMON.value], [Assurance.PASSES.value], Verdict.PASSES,
                sentence="Haalt de norm stelselmatig.", icon=Assurance.PASSES.value),
    *_by_status([Variation.COMMON.value], [Assurance.FAILS.value], Verdict.FAILS,
                sentence="Haalt de norm stelselmatig niet, ook niet in {a_good_period}; dat vraagt een andere werkwijze.",
                icon=Assurance.FAILS.value),
    *_by_status([Variation.COMMON.value], [Assurance.HIT_OR_MISS.value], Verdict.HIT_OR_MISS,
                sentence="Haalt de norm soms wel, soms niet.", icon=Assurance.HIT_OR_MISS.value),
    *_by_status([Variation.COMMON.value], [NONE], Verdict.NO_CHANGE,
                sentence="Geen aantoonbare verandering: de uitkomst beweegt binnen de gewone schommeling.",
                icon=Variation.COMMON.value),
)  # fmt: skip


@cache
def rule_of(status: str, cause: str, assurance: str) -> Rule:
    """The one row about this combination."""
    (found,) = (
        rule for rule in RULES if status in rule.statuses and cause in rule.causes and assurance in rule.assurances
    )
    return found


_CAUSE_WORDS = {NO_FIGURE: "geen cijfer", TOO_EARLY: "te weinig punten", NO_CHART: "geen methode"}


def table() -> list[tuple[str, ...]]:
    """The rules as the rows of the table in the documentation: words for codes, `alle` for a whole list."""
    words = _CAUSE_WORDS | {item.value: item.label for item in (*Variation, *Assurance, *Status)} | {NONE: "–"}

    def said(codes: tuple[str, ...], whole: tuple[str, ...]) -> str:
        return "alle" if set(codes) == set(whole) else ", ".join(words[code] for code in codes)

    return [
        (said(rule.statuses, STATUSES), said(rule.causes, CAUSES), said(rule.assurances, ASSURANCES), rule.verdict.label,
         rule.sentence, f"`{rule.icon}`" if rule.icon else "–")
        for rule in RULES
    ]  # fmt: skip
