"""Why a figure has its status, in one plain Dutch sentence; the only place where a reason becomes words."""

from __future__ import annotations

REASONS = {
    "target_met": "De norm is gehaald.",
    "short_of_promise": "Er is minder goedgekeurd dan de norm, en wat nu loopt maakt dat niet goed. Bij een beloofd bedrag geldt geen marge.",
    "within_tolerance": "De norm is voor minstens {on_track} gehaald.",
    "attention": "De norm is voor {attention} tot {on_track} gehaald.",
    "behind": "De norm is voor minder dan {attention} gehaald.",
    "uncertain": "Door het kleine aantal kan het werkelijke percentage zowel boven als onder de norm liggen.",
    "no_target": "Voor dit getal is in deze periode geen norm afgesproken.",
    "not_judged": "Dit getal geeft uitleg bij andere getallen; er hoort geen norm bij.",
    "n_unknown": "Aantal onbekend: daarom geen marge en geen oordeel.",
    "judged_per_part": "De norm is per deelovereenkomst afgesproken; het oordeel staat daar.",
    "year_target_for_quarter": "Een jaarnorm past niet bij een kwartaalcijfer van unieke personen.",
    "too_few": "Te weinig gegevens om te tonen: minder dan {minimum} waarnemingen.",
    "too_few_started": "Te weinig gegevens om te tonen: minder dan vijf aanvragen zijn gestart.",
    "too_few_at_risk": "Te weinig gegevens om te tonen: te weinig aanvragen zijn zo lang gevolgd.",
    "beyond_follow_up": "Nog niet te zeggen: geen enkele aanvraag is zo lang gevolgd als de termijn duurt.",
    "not_reached": "Nog niet bereikt (meer dan {more_than}); er is in deze periode geen norm afgesproken.",
    "not_reached_uncertain": "Nog niet bereikt (meer dan {more_than}); of de norm wordt gehaald, is nog niet te zeggen.",
    "not_reached_behind": "Nog niet bereikt (meer dan {more_than}); dat ligt al ver boven de norm.",
    "small_part": "Niet getoond, omdat een van de delen te klein is; zo is het ook niet af te leiden.",
    "not_delivered": "De aanbieder heeft dit cijfer niet geleverd.",
    "explained": "De aanbieder leverde geen cijfer, met een toelichting.",
    "no_base": "Er is niets om door te delen: het aantal in de noemer is 0.",
    "year_incomplete": "Van een eerder kwartaal van dit jaar telt geen vrijwilligersblad; het aantal sinds 1 januari is niet bekend.",
    "months_missing": "Niet alle maanden zijn geleverd; het aantal over het kwartaal zou te laag zijn.",
    "part_missing": "Van een deelovereenkomst ontbreekt het cijfer; het totaal zou te laag zijn.",
    "delivery_waiting": "Er is geleverd, maar de levering is nog niet geaccepteerd.",
    "quarter_missing": "Alleen maanden geleverd; unieke personen en medianen kunnen niet uit maanden worden berekend.",
    "last_month_missing": "De stand van de laatste maand ontbreekt.",
    "not_yet_joined": "De aanbieder was nog niet toegetreden.",
    "not_yet_started": "De deelovereenkomst liep nog niet.",
    "left": "De aanbieder is uitgetreden.",
    "ended": "De deelovereenkomst is afgelopen.",
    "censored": 'Geleverd als "kleiner dan"; daarmee kan niet worden gerekend.',
    "only_breakdown": "Alleen uitgesplitst geleverd; samenvoegen mag hier niet.",
    "month": "Het oordeel geldt per kwartaal.",
    "breakdown": "Het oordeel geldt voor het totaal.",
    "theme_unused": "Voor dit thema is nog geen indicator in gebruik.",
    "theme_no_target": "Voor dit thema is geen norm afgesproken.",
}
# where lower is better, "voor 85% gehaald" says nothing
_LOWER_IS_BETTER = {
    "within_tolerance": "De waarde ligt net boven de norm.",
    "attention": "De waarde ligt boven de norm.",
    "behind": "De waarde ligt ver boven de norm.",
}
_INDICATIVE = " Indicatief: het gaat om 10 tot 29 waarnemingen."
_MONTHS = {
    "months_1": " Let op: 1 van de 3 maanden geleverd.",
    "months_2": " Let op: 2 van de 3 maanden geleverd.",
}


def percent(fraction: float) -> str:
    return f"{100 * fraction:g}%".replace(".", ",")


def days(number: float | None) -> str:
    return "" if number is None else f"{number:.0f} dag{'' if number == 1 else 'en'}"


def reason(
    code: str,
    *,
    on_track: float,
    attention: float,
    minimum: int = 10,
    indicative: bool = False,
    months: str = "",
    note: str = "",
    lower_is_better: bool = False,
    more_than: float | None = None,
) -> str:
    """The sentence of a reason code with what belongs to it."""
    words = _LOWER_IS_BETTER.get(code) if lower_is_better else None
    text = (words or REASONS[code]).format(
        on_track=percent(1 - on_track), attention=percent(1 - attention), minimum=minimum, more_than=days(more_than)
    )
    return text + (_INDICATIVE if indicative else "") + _MONTHS.get(months, "") + note
