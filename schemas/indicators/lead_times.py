"""Termijnen: how long people wait, as providers deliver it, by date of start in the period."""

from __future__ import annotations

from datetime import date
from functools import partial

from schemas.indicators.declaration import Indicator
from schemas.vocabulary import (
    Attributable,
    Combination,
    Direction,
    Evidence,
    JudgedAgainst,
    NSource,
    RbaQuestion,
    Theme,
    Unit,
)

_lead_time = partial(
    Indicator,
    theme=Theme.LEAD_TIMES,
    evidence=Evidence.DELIVERED,
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    combination=Combination.NEVER,
    n_source=NSource.DENOMINATOR,
    minimum_n=10,
    judged_against=JudgedAgainst.TARGET,
    rba=RbaQuestion.HOW_WELL,
    attributable_to=Attributable.PROVIDER,
    moment=False,
    year_to_date=False,
    checked_by="Kwartaalbeeld",
    reviewed_on=date(2026, 11, 23),
)

INDICATORS = (
    _lead_time(
        code="TER-1",
        id="lead_time_days_median",
        title="Doorlooptijd van aanmelding tot start (mediaan)",
        title_en="Lead time from request to start (median)",
        question="Hoe lang wachtte de middelste cliënt die in deze periode startte?",
        definition="De mediaan van het aantal kalenderdagen tussen aanmelding en start, van iedereen die in de periode is "
        "gestart. De noemer is het aantal gestarte cliënten.",
        pitfall="Zegt niets over wie nog wacht en verbergt de langste wachttijden. Medianen van maanden of aanbieders "
        "kunt u niet middelen.",
    ),
    _lead_time(
        code="TER-2",
        id="started_within_norm",
        title="Gestart binnen de afgesproken termijn",
        title_en="Started within the agreed term",
        question="Welk deel van de cliënten startte binnen de afgesproken termijn?",
        definition="Het aantal cliënten dat binnen de termijn is gestart, gedeeld door alle cliënten die in de periode zijn "
        "gestart. Precies op de termijn telt als binnen.",
        pitfall="Wie nog wacht, telt niet mee. Als de wachtlijst groeit, lijkt dit getal te mooi: lees TER-4 erbij.",
        unit=Unit.PERCENT,
        direction=Direction.UP,
        combination=Combination.RATIO,
    ),
    _lead_time(
        code="TER-3",
        id="lead_time_days_p90",
        title="Doorlooptijd van de langste wachters (P90)",
        title_en="Lead time, 90th percentile",
        question="Na hoeveel dagen was negen van de tien cliënten gestart?",
        definition="Het 90e percentiel van het aantal kalenderdagen tussen aanmelding en start, van iedereen die in de "
        "periode is gestart. De noemer is het aantal gestarte cliënten.",
        pitfall="Bij minder dan tien cliënten hangt dit getal aan één persoon; dan wordt het niet getoond.",
    ),
    _lead_time(
        code="TER-4",
        id="people_waiting",
        title="Wachtenden aan het einde van de periode",
        title_en="People waiting at the end of the period",
        question="Hoeveel mensen zijn aangemeld en nog niet gestart?",
        definition="Het aantal personen dat op de laatste dag van de periode is aangemeld en nog niet is gestart.",
        pitfall="Een stand is een foto van één dag: tel maanden nooit bij elkaar op.",
        unit=Unit.COUNT,
        n_source=NSource.VALUE,
        minimum_n=0,
        moment=True,
    ),
    _lead_time(
        code="TER-5",
        id="people_waiting_beyond_norm",
        title="Wachtenden boven de afgesproken termijn",
        title_en="People waiting beyond the agreed term",
        question="Welk deel van de wachtenden wacht al langer dan afgesproken?",
        definition="Het aantal wachtenden (TER-4) dat op de laatste dag langer wacht dan de termijn, gedeeld door alle "
        "wachtenden op die dag.",
        pitfall="Bij weinig wachtenden schommelt dit percentage sterk. Zijn er geen wachtenden, dan is er geen percentage.",
        unit=Unit.PERCENT,
        combination=Combination.RATIO,
        moment=True,
    ),
    _lead_time(
        code="TER-6",
        id="no_show",
        title="No-show",
        title_en="No-show",
        question="Welk deel van de geplande afspraken ging niet door omdat de cliënt niet kwam?",
        definition="Het aantal afspraken waar de cliënt niet kwam zonder minstens 24 uur vooraf af te zeggen, gedeeld door "
        "alle geplande afspraken in de periode.",
        pitfall="Geteld worden afspraken en geen mensen: één cliënt kan er vaak bij zijn. Wie geen afspraken plant maar "
        "inloop heeft, kan dit niet leveren.",
        unit=Unit.PERCENT,
        combination=Combination.RATIO,
        reviewed_on=date(2026, 11, 27),
    ),
    _lead_time(
        code="TER-8",
        id="registration_waiting_time_days",
        title="Aanmeldwachttijd",
        title_en="Waiting time until intake",
        question="Hoe lang duurt het van aanmelding tot het eerste gesprek?",
        definition="De door de aanbieder opgegeven wachttijd in dagen van aanmelding tot intake, per locatie. Het aantal "
        "wachtenden achter het getal is niet bekend.",
        pitfall="Een opgave van de aanbieder zonder aantal: er is geen marge en dus geen oordeel. Niet middelen over "
        "locaties.",
        n_source=NSource.UNKNOWN,
        minimum_n=0,
        judged_against=JudgedAgainst.NOTHING,
    ),
)

# computed here from case lists, open cases included; never in one line with TER-1 to TER-5
WITHIN_TERM = "TER-12"
IN_DAYS = ("TER-11", WITHIN_TERM, "TER-13")
_from_cases = partial(
    _lead_time,
    evidence=Evidence.CASE_LIST,
    window_quarters=4,
    reviewed_on=date(2026, 11, 27),
)

FROM_CASES = (
    _from_cases(
        code="TER-11",
        id="request_to_start_days_median",
        title="Van aanvraag tot start, lopende aanvragen meegeteld (mediaan)",
        title_en="From request to start, open requests included (median)",
        question="Binnen hoeveel dagen is de helft van de aanvragen gestart?",
        definition="De mediaan van het aantal dagen tussen aanvraag en start, van alle aanvragen van de laatste vier "
        "kwartalen. Wie op de laatste dag nog wacht, telt mee tot die dag; wie de aanvraag introk, tot de dag van "
        "intrekken (Kaplan-Meier).",
        pitfall="Gaat over aanvragen van een heel jaar: kwartalen naast elkaar delen aanvragen. Medianen van aanbieders kunt "
        "u niet middelen.",
    ),
    _from_cases(
        code=WITHIN_TERM,
        id="started_within_term_share",
        title="Gestart binnen de termijn, lopende aanvragen meegeteld",
        title_en="Started within the agreed term, open requests included",
        question="Welk deel van de aanvragen start binnen de afgesproken termijn?",
        definition="Het deel van de aanvragen van de laatste vier kwartalen dat binnen de afgesproken termijn start. Wie nog "
        "wacht, telt mee tot de laatste dag; wie de aanvraag introk, tot de dag van intrekken (Kaplan-Meier). Precies op de "
        "termijn telt als binnen.",
        pitfall="Worden veel aanvragen ingetrokken, dan valt dit deel te hoog uit; hun aantal staat erbij. Anders dan bij "
        "TER-2 telt ook mee wie nog wacht.",
        unit=Unit.PERCENT,
        direction=Direction.UP,
    ),
    _from_cases(
        code="TER-13",
        id="request_to_start_days_p90",
        title="Van aanvraag tot start, de langste wachters (P90)",
        title_en="From request to start, 90th percentile",
        question="Binnen hoeveel dagen zijn negen van de tien aanvragen gestart?",
        definition="Het aantal dagen waarbinnen 90% van de aanvragen van de laatste vier kwartalen is gestart. Lopende "
        "aanvragen tellen mee (Kaplan-Meier).",
        pitfall="Wachten er nog veel mensen, dan is alleen te zeggen dat het meer dan een aantal dagen is.",
    ),
    _from_cases(
        code="TER-14",
        id="cases_waiting",
        title="Wachtenden volgens de zakenlijst",
        title_en="People waiting according to the case list",
        question="Hoeveel aanvragen zijn er die nog niet zijn gestart?",
        definition="Het aantal aanvragen dat op de laatste dag van het kwartaal niet is gestart en niet is ingetrokken of "
        "afgewezen, hoe lang geleden ook aangevraagd.",
        pitfall="Een stand is een foto van één dag. Wijkt dit af van TER-4, dan telt de aanbieder daar iets anders.",
        unit=Unit.COUNT,
        n_source=NSource.VALUE,
        minimum_n=0,
        moment=True,
        window_quarters=0,
    ),
)
