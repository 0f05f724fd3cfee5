"""Bereik: how many persons are reached, come in, leave and stay."""

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

_reach = partial(
    Indicator,
    theme=Theme.REACH,
    evidence=Evidence.DELIVERED,
    unit=Unit.COUNT,
    direction=Direction.UP,
    n_source=NSource.VALUE,
    minimum_n=0,
    rba=RbaQuestion.HOW_MUCH,
    attributable_to=Attributable.PROVIDER,
    moment=False,
    year_to_date=False,
    checked_by="Kwartaalbeeld",
    reviewed_on=date(2026, 11, 23),
)

INDICATORS = (
    _reach(
        code="BER-1",
        id="people_reached",
        title="Bereikte personen in de periode",
        title_en="People reached in the period",
        question="Hoeveel mensen zijn in deze periode bereikt?",
        definition="Het aantal verschillende personen met minstens één contact of deelname in de periode. "
        "Wie vaker komt, telt één keer.",
        pitfall="Niet optellen over maanden, kwartalen of aanbieders: dan telt dezelfde persoon dubbel. "
        "Lever daarom de maand én het kwartaal.",
        combination=Combination.NEVER,
        judged_against=JudgedAgainst.TARGET,
    ),
    _reach(
        code="BER-2",
        id="people_reached_year_to_date",
        title="Bereikte personen sinds 1 januari",
        title_en="People reached, year to date",
        question="Hoeveel mensen zijn dit jaar tot nu toe bereikt?",
        definition="Het aantal verschillende personen met minstens één contact of deelname van 1 januari tot en met "
        "het einde van de periode.",
        pitfall="Het getal kan binnen een jaar niet dalen en is minstens zo groot als BER-1. Het wordt vergeleken met "
        "de jaarnorm naar rato van de maanden deelname; dat houdt geen rekening met seizoenen.",
        combination=Combination.NEVER,
        judged_against=JudgedAgainst.TARGET,
        year_to_date=True,
        accumulates="BER-1",
    ),
    _reach(
        code="BER-3",
        id="reach_against_agreement",
        title="Bereik ten opzichte van de afspraak",
        title_en="Reach against agreement",
        question="Loopt het bereik in de pas met de jaarafspraak?",
        definition="BER-2 gedeeld door de jaarnorm naar rato van de maanden deelname tot en met dit kwartaal, maal 100. "
        "Kwartaalbeeld rekent dit uit; de aanbieder levert het niet.",
        pitfall="Bij drukte in een vast seizoen loopt dit percentage vooruit of achter zonder dat er iets aan de hand is.",
        evidence=Evidence.DERIVED,
        made_from=("BER-2",),
        unit=Unit.PERCENT,
        combination=Combination.NEVER,
        n_source=NSource.NUMERATOR,
        judged_against=JudgedAgainst.TARGET,
        year_to_date=True,
    ),
    _reach(
        code="BER-4",
        id="reach_in_target_group",
        title="Bereik in de doelgroep",
        title_en="Reach in the target group",
        question="Welk deel van de doelgroep is dit jaar bereikt?",
        definition="Het aantal bereikte personen sinds 1 januari (BER-2, de teller), gedeeld door de omvang van de "
        "doelgroep (de noemer), maal 100. Schrijf in de toelichting de bron en de peildatum van de omvang.",
        pitfall="Een andere bron of peildatum verandert het percentage zonder dat er iets gebeurde. Niet optellen: "
        "doelgroepen van deelovereenkomsten overlappen. De norm telt naar rato van de maanden deelname.",
        unit=Unit.PERCENT,
        combination=Combination.NEVER,
        n_source=NSource.NUMERATOR,
        judged_against=JudgedAgainst.TARGET,
        year_to_date=True,
        asked_per_quarter=True,
        bounded=(("numerator", "BER-2"),),
        reviewed_on=date(2026, 11, 27),
    ),
    _reach(
        code="BER-5",
        id="inflow",
        title="Instroom: nieuwe cliënten",
        title_en="Inflow: new clients",
        question="Hoeveel mensen zijn begonnen?",
        definition="Het aantal personen dat in de periode is gestart.",
        pitfall="Meer instroom is niet vanzelf beter of slechter. Lees het samen met uitstroom en wachtenden.",
        direction=Direction.NEUTRAL,
        combination=Combination.SUM,
        judged_against=JudgedAgainst.NOTHING,
    ),
    _reach(
        code="BER-6",
        id="outflow",
        title="Uitstroom: beëindigde cliënten",
        title_en="Outflow: clients who ended",
        question="Hoeveel mensen zijn gestopt?",
        definition="Het aantal personen dat in de periode is geëindigd, om welke reden ook.",
        pitfall="Meer uitstroom kan succes zijn of uitval. Het getal zelf zegt dat niet.",
        direction=Direction.NEUTRAL,
        combination=Combination.SUM,
        judged_against=JudgedAgainst.NOTHING,
    ),
    _reach(
        code="BER-7",
        id="stock_end_of_period",
        title="Stand aan het einde van de periode",
        title_en="Clients at the end of the period",
        question="Hoeveel mensen zijn in begeleiding aan het einde van de periode?",
        definition="Stand aan het begin + instroom - uitstroom. Wie op de laatste dag eindigt, telt niet mee.",
        pitfall="Een stand is een foto van één dag. Tel standen van maanden nooit bij elkaar op.",
        direction=Direction.NEUTRAL,
        combination=Combination.NEVER,
        judged_against=JudgedAgainst.NOTHING,
        moment=True,
        inflow=("BER-5",),
        outflow=("BER-6",),
    ),
    _reach(
        code="BER-8",
        id="contacts",
        title="Deelnames en contacten",
        title_en="Contacts and attendances",
        question="Hoe vaak waren er contacten of deelnames?",
        definition="Het aantal keren in de periode dat iemand deelnam of een contact had. Wie vier keer komt, telt "
        "vier keer.",
        pitfall="Dit zijn geen personen: vergelijk het nooit met BER-1 alsof het mensen zijn. Meer contacten kan betere "
        "steun zijn of steun die niet werkt.",
        direction=Direction.NEUTRAL,
        combination=Combination.SUM,
        judged_against=JudgedAgainst.NOTHING,
        reviewed_on=date(2026, 11, 27),
    ),
)
