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
