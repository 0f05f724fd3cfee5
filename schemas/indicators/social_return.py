"""Social return: what was promised and what was done for it, in effort value. About organisations and their entries."""

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

FROM_SOCIAL_RETURN = "de verplichtingen en de inzet van social return"
_VALUE = "Het is een inspanningswaarde en geen bespaard geld."
_figure = partial(
    Indicator,
    theme=Theme.SOCIAL_RETURN,
    evidence=Evidence.DERIVED,
    made_from=(FROM_SOCIAL_RETURN,),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    combination=Combination.RATIO,
    n_source=NSource.ENTRIES,
    minimum_n=0,  # euros are no cases
    judged_against=JudgedAgainst.NOTHING,
    rba=RbaQuestion.HOW_MUCH,
    attributable_to=Attributable.PROVIDER,
    moment=False,
    year_to_date=False,
    over_term=True,
    open_ended=True,  # of euros there is no interval
    checked_by="Kwartaalbeeld",
    reviewed_on=date(2026, 11, 28),
)

INDICATORS = (
    _figure(
        code="SR-1",
        id="social_return_fulfilment",
        title="Vervulling van social return",
        title_en="Fulfilment of social return",
        question="Welk deel van wat is beloofd, is ingezet en goedgekeurd?",
        definition="De waarde van alle goedgekeurde inzet tot en met het einde van het kwartaal, gedeeld door de verplichtingen "
        "van de opdrachtnemer, maal 100. De norm is het deel dat op die dag te verwachten was: de verplichting, gelijk "
        "verdeeld over de dagen van de looptijd. Haalt een verplichting met wat nu loopt het einde, dan is de norm nooit meer "
        "dan wat er al is goedgekeurd. Loopt er een achter, dan maakt een voorsprong bij een andere dat niet goed. Er geldt "
        "geen marge: er is een bedrag beloofd. n is het aantal goedgekeurde regels.",
        pitfall=f"{_VALUE} Wat nog op een oordeel wacht, telt niet mee. Zonder verplichting, of bij vrijstelling, is er geen "
        "cijfer. Meer dan 100 kan.",
        judged_against=JudgedAgainst.TARGET,
        rba=RbaQuestion.HOW_WELL,
        exact=True,
    ),
    _figure(
        code="SR-2",
        id="social_return_placements_running",
        title="Lopende plaatsingen, stages en leerwerkbanen",
        title_en="Placements running",
        question="Hoeveel plaatsen zijn er aan het einde van het kwartaal bezet?",
        definition="Het aantal goedgekeurde plaatsingen, stages en leerwerkbanen dat is begonnen en na de laatste dag van het "
        "kwartaal doorloopt. Wat op die dag eindigt, telt niet mee.",
        pitfall="Plaatsen en geen personen: wie twee plaatsen heeft, telt twee keer. Zegt niets over uren: lees SR-3 erbij.",
        unit=Unit.COUNT,
        combination=Combination.NEVER,  # a stock
        n_source=NSource.VALUE,
        moment=True,
        over_term=False,
        open_ended=False,
    ),
    _figure(
        code="SR-3",
        id="social_return_fte_years",
        title="Fte-jaren door social return",
        title_en="Full-time years of social return",
        question="Hoeveel volle werkjaren zijn er ingezet?",
        definition="Van alle goedgekeurde plaatsingen, stages en leerwerkbanen de som van uren per week gedeeld door de "
        "voltijdsnorm van de bouwblokkentabel, maal het deel van een jaar dat telt, vanaf het begin van de verplichting "
        "tot en met het einde van het kwartaal. n is het aantal van die regels.",
        pitfall="Dit is geen aantal banen van de banenafspraak: die tellen met 25,5 uur per week. Dagen die de tabel niet "
        "laat tellen, zitten er niet in.",
        unit=Unit.FTE_YEARS,
        combination=Combination.SUM,
    ),
    _figure(
        code="SR-11",
        id="social_return_value_by_placing_people",
        title="Deel van de inzet door mensen een plaats te geven",
        title_en="Share of the value by placing people",
        question="Welk deel van de waarde kwam van plaatsingen, stages en leerwerkbanen?",
        definition="De goedgekeurde waarde van plaatsingen, stages en leerwerkbanen, gedeeld door alle goedgekeurde waarde, "
        "maal 100. De rest is training, inkoop bij een SW-bedrijf of sociale onderneming, en maatschappelijke activiteiten. n is "
        "het aantal goedgekeurde regels.",
        pitfall=f"{_VALUE} Meer is niet vanzelf beter: inkoop bij een SW-bedrijf geeft ook mensen werk.",
        direction=Direction.NEUTRAL,
    ),
)
