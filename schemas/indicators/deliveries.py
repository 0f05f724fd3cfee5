"""Aanlevering: whether the figures came, and came in time. About organisations, never about persons."""

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

_delivery = partial(
    Indicator,
    theme=Theme.DELIVERY,
    evidence=Evidence.DERIVED,
    made_from=("de leveringen",),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    combination=Combination.NEVER,  # the whole is counted and not a sample of it: no interval belongs to it
    n_source=NSource.DENOMINATOR,
    minimum_n=0,
    judged_against=JudgedAgainst.NOTHING,
    rba=RbaQuestion.HOW_WELL,
    attributable_to=Attributable.PROVIDER,
    moment=False,
    year_to_date=False,
    checked_by="Kwartaalbeeld",
    reviewed_on=date(2026, 11, 25),
)

INDICATORS = (
    _delivery(
        code="LEV-1",
        id="share_of_expected_figures_delivered",
        title="Volledigheid van de levering",
        title_en="Completeness of the delivery",
        question="Welk deel van de verwachte cijfers is geleverd?",
        definition="Het aantal kwartaalcijfers dat is geleverd en geaccepteerd, gedeeld door het aantal dat werd verwacht, "
        "maal 100. Verwacht wordt elk cijfer waarover een norm is afgesproken of dat deze deelovereenkomst eerder "
        "leverde. Een toelichting waarom er geen cijfer is, telt als geleverd.",
        pitfall="Zegt niets over de kwaliteit van de cijfers. Zolang er nog geleverd kan worden, loopt het getal nog op.",
    ),
    _delivery(
        code="LEV-2",
        id="delivered_in_time",
        title="Levering op tijd",
        title_en="Delivered in time",
        question="Kwam de levering op tijd binnen?",
        definition="100 als de eerste levering die mee kon tellen uiterlijk op de laatste leverdag binnenkwam, anders 0. "
        "Een geweigerde levering telt niet. Een correctie achteraf maakt een levering niet te laat.",
        pitfall="Eén dag te laat en nooit geleverd geven allebei 0. Kijk bij de levering hoeveel dagen het zijn.",
    ),
)
