"""Tevredenheid: what clients say in a survey, counted from their answers."""

from __future__ import annotations

from datetime import date

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

INDICATORS = (
    Indicator(
        code="TEV-2",
        id="share_of_answers_that_agree",
        title="(Helemaal) eens",
        title_en="Agrees (strongly)",
        question="Welk deel van de geldige antwoorden is positief?",
        definition="Het aantal antwoorden in de twee gunstigste van de schaal, zoals helemaal mee eens en mee eens, gedeeld "
        "door alle geldige antwoorden. Weet niet, n.v.t. en leeg tellen niet mee, ook niet in de noemer.",
        pitfall="Wie niet antwoordt, telt niet mee: kijk naar de respons. Bij weinig antwoorden schommelt dit getal sterk. "
        "Vergelijk alleen dezelfde vraag met dezelfde schaal.",
        theme=Theme.SATISFACTION,
        evidence=Evidence.DELIVERED,
        unit=Unit.PERCENT,
        direction=Direction.UP,
        combination=Combination.RATIO,
        n_source=NSource.DENOMINATOR,
        minimum_n=10,
        judged_against=JudgedAgainst.TARGET,
        rba=RbaQuestion.BETTER_OFF,
        attributable_to=Attributable.PROVIDER,
        moment=False,
        year_to_date=False,
        checked_by="Kwartaalbeeld",
        reviewed_on=date(2026, 11, 25),
        by_wave=True,
    ),
)
