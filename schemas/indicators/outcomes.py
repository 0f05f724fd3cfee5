"""Resultaten: whether anyone is better off, counted among those whose help ended."""

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

_outcome = partial(
    Indicator,
    theme=Theme.OUTCOMES,
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
    reviewed_on=date(2026, 11, 27),
    asked_per_quarter=True,
)
_OF_WHO_ENDED = (("denominator", "BER-6"),)

INDICATORS = (
    _outcome(
        code="OUT-1",
        id="dropped_out",
        title="Uitval",
        title_en="Dropped out",
        question="Welk deel van de cliënten stopte eenzijdig, voor het einde?",
        definition="Het aantal cliënten dat in de periode voortijdig en eenzijdig stopte, gedeeld door alle cliënten die in "
        "de periode zijn geëindigd (BER-6). Wie verhuisde of overleed, is geen uitval en telt wel mee in de noemer.",
        pitfall="Een aanbieder die streng kiest wie mag beginnen, heeft weinig uitval. Lees het naast bereik en instroom.",
        direction=Direction.DOWN,
        bounded=_OF_WHO_ENDED,
    ),
    _outcome(
        code="OUT-2",
        id="found_it_useful",
        title="Tevreden over het nut van de hulp",
        title_en="Satisfied with the effect",
        question="Welk deel van de cliënten vindt dat de hulp heeft geholpen?",
        definition="Het aantal antwoorden in de twee gunstigste van de schaal op de vraag of de hulp heeft geholpen, gedeeld "
        "door alle geldige antwoorden. Weet niet, n.v.t. en leeg tellen niet mee, ook niet in de noemer.",
        pitfall="Wie uitviel, antwoordt minder vaak: kijk naar de respons en naar OUT-1. Vergelijk alleen dezelfde vraag met "
        "dezelfde schaal.",
        by_wave=True,
    ),
    _outcome(
        code="OUT-3",
        id="went_on_without_help",
        title="Zonder hulp verder",
        title_en="Went on without help",
        question="Welk deel van de cliënten kon na het einde zonder hulp verder?",
        definition="Het aantal cliënten dat in de periode eindigde zonder vervolghulp, gedeeld door alle cliënten die in de "
        "periode zijn geëindigd (BER-6).",
        pitfall="Bij ziekten die blijven is zonder hulp verder geen haalbaar doel. Spreek daar OUT-5 of OUT-6 af.",
        bounded=_OF_WHO_ENDED,
    ),
    _outcome(
        code="OUT-4",
        id="did_not_return",
        title="Geen herhaald beroep",
        title_en="Did not return",
        question="Welk deel van de cliënten kwam binnen twaalf maanden niet terug?",
        definition="Van de cliënten die precies een jaar eerder in hetzelfde kwartaal eindigden (de noemer): hoeveel sindsdien "
        "in twaalf maanden geen nieuwe hulp van deze deelovereenkomst kregen (de teller), maal 100.",
        pitfall="Dit getal gaat over wie een jaar geleden eindigde, niet over dit kwartaal. Wie bij een andere aanbieder "
        "hulp kreeg, lijkt niet teruggekomen.",
    ),
    _outcome(
        code="OUT-5",
        id="problems_reduced",
        title="Problemen verminderd of zelfredzaamheid verhoogd",
        title_en="Problems reduced or self-reliance improved",
        question="Bij welk deel van de cliënten zijn de problemen aan het einde kleiner?",
        definition="Het aantal cliënten bij wie volgens hetzelfde meetinstrument de problemen bij het einde kleiner waren, of "
        "de zelfredzaamheid groter, dan bij de start, gedeeld door de geëindigde cliënten met beide metingen.",
        pitfall="Alleen bij individuele hulp. Wie geen tweede meting heeft, telt niet mee: vraag hoeveel dat er zijn. Noem "
        "het meetinstrument in de toelichting.",
        bounded=_OF_WHO_ENDED,
    ),
    _outcome(
        code="OUT-6",
        id="goals_reached",
        title="Doelen gerealiseerd",
        title_en="Goals reached",
        question="Welk deel van de cliënten bereikte de doelen?",
        definition="Het aantal geëindigde cliënten dat de eigen doelen geheel of grotendeels bereikte, gedeeld door de "
        "geëindigde cliënten met vooraf gestelde doelen.",
        pitfall="Makkelijke doelen zijn snel bereikt. Vergelijk alleen waar op dezelfde manier doelen worden gesteld.",
        bounded=_OF_WHO_ENDED,
    ),
)
