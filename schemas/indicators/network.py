"""Netwerk: how many parties the umbrella agreement has, and who came and left. About organisations, never about persons."""

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

_network = partial(
    Indicator,
    theme=Theme.NETWORK,
    evidence=Evidence.DERIVED,
    made_from=("de deelname",),
    unit=Unit.COUNT,
    direction=Direction.NEUTRAL,
    combination=Combination.NEVER,  # of the umbrella as a whole: over providers there is nothing to add
    n_source=NSource.VALUE,
    minimum_n=0,
    judged_against=JudgedAgainst.NOTHING,
    rba=RbaQuestion.HOW_MUCH,
    attributable_to=Attributable.MUNICIPALITY,
    moment=False,
    year_to_date=False,
    checked_by="Kwartaalbeeld",
    reviewed_on=date(2026, 11, 28),
)

INDICATORS = (
    _network(
        code="NET-1",
        id="parties_in_umbrella_agreement",
        title="Partijen in de koepelovereenkomst",
        title_en="Parties to the umbrella agreement",
        question="Hoeveel aanbieders doen aan het einde van het kwartaal mee?",
        definition="Het aantal aanbieders dat op de laatste dag van het kwartaal deelnam en daarna verder meedeed. Wie op "
        "die dag uittrad, telt niet meer mee. Dit is de stand van het kwartaal ervoor, plus NET-2, min NET-3.",
        pitfall="Meer partijen is niet vanzelf beter: het zegt niets over hoeveel hulp er is of hoe goed die is.",
        moment=True,
        inflow=("NET-2",),
        outflow=("NET-3",),
    ),
    _network(
        code="NET-2",
        id="parties_joined",
        title="Toegetreden partijen",
        title_en="Parties joined",
        question="Hoeveel aanbieders traden in het kwartaal toe?",
        definition="Het aantal aanbieders waarvan de eerste dag van deelname in het kwartaal valt.",
        pitfall="Na een fusie kan een nieuwe naam een oude bekende zijn. Kijk bij de voorgangers.",
    ),
    _network(
        code="NET-3",
        id="parties_left",
        title="Uitgetreden partijen",
        title_en="Parties left",
        question="Hoeveel aanbieders traden in het kwartaal uit?",
        definition="Het aantal aanbieders waarvan de laatste dag van deelname in het kwartaal valt.",
        pitfall="Wie opging in een ander, telt als uitgetreden. De hulp gaat dan verder bij de opvolger.",
    ),
)
