"""Wederkerigheid: the pool of volunteers, who joins it, who stays, and who was a client before."""

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

_TWICE = "Wie bij twee deelovereenkomsten vrijwilliger is, telt in het totaal twee keer."
_ratio = partial(
    Indicator,
    theme=Theme.RECIPROCITY,
    evidence=Evidence.VOLUNTEERS,
    unit=Unit.PERCENT,
    direction=Direction.UP,
    combination=Combination.RATIO,
    n_source=NSource.DENOMINATOR,
    minimum_n=10,
    judged_against=JudgedAgainst.TARGET,
    rba=RbaQuestion.HOW_WELL,
    attributable_to=Attributable.PROVIDER,
    moment=False,
    year_to_date=False,
    checked_by="Kwartaalbeeld",
    reviewed_on=date(2026, 11, 27),
)
_of_counts = partial(_ratio, open_ended=True, minimum_n=0)  # its parts stand in the balance of the pool, which is shown
_count = partial(
    _ratio,
    unit=Unit.COUNT,
    combination=Combination.SUM,
    minimum_n=0,
    rba=RbaQuestion.HOW_MUCH,
    year_to_date=True,
)

INDICATORS = (
    _count(
        code="WED-1",
        id="volunteers_recruited_year_to_date",
        title="Nieuwe vrijwilligers sinds 1 januari",
        title_en="New volunteers, year to date",
        question="Hoeveel mensen werden dit jaar vrijwilliger?",
        definition="De som van de nieuw geworven vrijwilligers vanaf het eerste kwartaal van het jaar tot en met dit "
        "kwartaal. Nieuw is wie bij deze aanbieder nog geen vrijwilliger was, of al twee jaar niet meer.",
        pitfall=f"Zegt niet hoeveel er vertrokken: lees WED-2 erbij. {_TWICE} Ontbreekt een kwartaal, dan is er geen som.",
        n_source=NSource.VALUE,
    ),
    _count(
        code="WED-2",
        id="net_growth_of_the_pool",
        title="Netto groei van de groep vrijwilligers sinds 1 januari",
        title_en="Net growth of the pool, year to date",
        question="Hoeveel vrijwilligers zijn er meer of minder dan op 1 januari?",
        definition="De stand aan het einde van het kwartaal min de stand op 1 januari. Kleiner dan nul is krimp.",
        pitfall=f"Een gelijke stand kan veel verloop verbergen: lees WED-9 erbij. {_TWICE}",
    ),
    _of_counts(
        code="WED-3",
        id="growth_of_the_pool",
        title="Groei van de groep vrijwilligers sinds 1 januari",
        title_en="Growth of the pool, year to date",
        question="Met welk deel groeide of kromp de groep vrijwilligers dit jaar?",
        definition="De netto groei (WED-2) gedeeld door de stand op 1 januari, maal 100. Was er op 1 januari niemand, dan is "
        "er geen percentage: de groep is nieuw.",
        pitfall="Bij een kleine groep is één persoon al veel procent. Het kan meer zijn dan 100 en kleiner dan 0.",
        year_to_date=True,
    ),
    _ratio(
        code="WED-4",
        id="share_of_former_clients_among_new_volunteers",
        title="Wederkerigheid: oud-cliënten onder de nieuwe vrijwilligers",
        title_en="Former clients among new volunteers",
        question="Welk deel van de nieuwe vrijwilligers was eerder cliënt?",
        definition="Het aantal nieuwe vrijwilligers dat eerder cliënt of deelnemer was bij deze aanbieder, gedeeld door alle "
        "nieuwe vrijwilligers van het kwartaal.",
        pitfall="Bij minder dan tien nieuwe vrijwilligers, en bij een tot en met vier oud-cliënten, wordt het niet getoond. "
        "Wie vrijwilliger moet zijn voor een uitkering of stage, hoort hier niet bij.",
        rba=RbaQuestion.BETTER_OFF,
        small_numerator=True,
    ),
    _ratio(
        code="WED-5",
        id="share_of_volunteers_active",
        title="Activeringsgraad",
        title_en="Share of volunteers active",
        question="Welk deel van de vrijwilligers zette zich in het kwartaal in?",
        definition="Het aantal vrijwilligers aan het einde van het kwartaal dat zich in het kwartaal minstens één keer "
        "inzette, gedeeld door de stand aan het einde.",
        pitfall="Eén keer is genoeg om mee te tellen: kijk bij WED-8 hoeveel uur het was. In de zomer is het vaak lager.",
    ),
    _ratio(
        code="WED-6",
        id="retention_after_twelve_months",
        title="Behoud na twaalf maanden",
        title_en="Retention after twelve months",
        question="Welk deel van wie een jaar geleden begon, is nog vrijwilliger?",
        definition="Van de vrijwilligers die in hetzelfde kwartaal van vorig jaar begonnen: het aantal dat er nu nog is, "
        "gedeeld door allen die toen begonnen.",
        pitfall="Gaat over wie een jaar geleden begon, niet over wie er nu werft. De eerste vier kwartalen is er geen cijfer.",
    ),
    _ratio(
        code="WED-7",
        id="volunteers_matched",
        title="Matchpercentage",
        title_en="Volunteers matched",
        question="Hoeveel mensen werden gekoppeld, vergeleken met wie zich aanmeldde?",
        definition="Het aantal personen dat in het kwartaal werd gekoppeld, gedeeld door het aantal dat zich in het kwartaal "
        "aanmeldde, maal 100.",
        pitfall="Wie zich eerder aanmeldde, kan nu gekoppeld zijn: het kan meer zijn dan 100. Tel personen, geen taken.",
        open_ended=True,
    ),
    _ratio(
        code="WED-8",
        id="hours_per_active_volunteer",
        title="Uren per actieve vrijwilliger",
        title_en="Hours per active volunteer",
        question="Hoeveel uur zette een actieve vrijwilliger zich in het kwartaal in?",
        definition="Alle uren van vrijwilligers in het kwartaal, gedeeld door het aantal actieve vrijwilligers.",
        pitfall="Een gemiddelde: enkelen die veel doen, trekken het omhoog. Meer is niet vanzelf beter. Reken uren niet om "
        "in euro's.",
        unit=Unit.HOURS,
        direction=Direction.NEUTRAL,
        judged_against=JudgedAgainst.NOTHING,
        rba=RbaQuestion.HOW_MUCH,
        open_ended=True,
    ),
    _of_counts(
        code="WED-9",
        id="turnover_of_volunteers",
        title="Verloop",
        title_en="Turnover",
        question="Welk deel van de vrijwilligers vertrok in het kwartaal?",
        definition="Het aantal vertrokken vrijwilligers gedeeld door de gemiddelde stand: het gemiddelde van begin en einde "
        "van het kwartaal, maal 100.",
        pitfall="Bij een kleine groep is één persoon al veel procent. Vertrek naar betaald werk kan goed nieuws zijn.",
        direction=Direction.DOWN,
    ),
    _ratio(
        code="WED-10",
        id="vacancies_filled",
        title="Vervulling van vacatures",
        title_en="Vacancies filled",
        question="Hoeveel vacatures werden vervuld, vergeleken met wat erbij kwam?",
        definition="Het aantal vacatures voor vrijwilligers dat in het kwartaal werd vervuld, gedeeld door het aantal dat in "
        "het kwartaal werd aangemeld, maal 100.",
        pitfall="Een vacature van een eerder kwartaal kan nu vervuld zijn: het kan meer zijn dan 100.",
        open_ended=True,
    ),
    _ratio(
        code="WED-11",
        id="former_clients_per_hundred_reached",
        title="Oud-cliënten die vrijwilliger werden, per 100 bereikte personen",
        title_en="Former clients who became volunteers, per 100 people reached",
        question="Hoeveel oud-cliënten werden dit jaar vrijwilliger, vergeleken met wie werd bereikt?",
        definition="Het aantal oud-cliënten dat sinds 1 januari vrijwilliger werd (de tellers van WED-4) gedeeld door de "
        "bereikte personen sinds 1 januari (BER-2), maal 100. Kwartaalbeeld rekent dit uit.",
        pitfall="Wie vrijwilliger werd, hoeft dit jaar niet bereikt te zijn: lees het als verhouding, niet als deel. Is WED-4 "
        "in een van de kwartalen niet te tonen, dan dit ook niet.",
        evidence=Evidence.DERIVED,
        made_from=("WED-4", "BER-2"),
        combination=Combination.NEVER,
        judged_against=JudgedAgainst.NOTHING,
        rba=RbaQuestion.BETTER_OFF,
        year_to_date=True,
        small_numerator=True,
    ),
)
