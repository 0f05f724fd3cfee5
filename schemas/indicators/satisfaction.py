"""Tevredenheid: what clients and partners say in a survey, counted from their answers; and complaints."""

from __future__ import annotations

from datetime import date
from typing import Any

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

_GRADE: dict[str, Any] = {
    "theme": Theme.SATISFACTION,
    "unit": Unit.GRADE,
    "direction": Direction.UP,
    "combination": Combination.NEVER,
    "n_source": NSource.DENOMINATOR,
    "minimum_n": 10,
    "judged_against": JudgedAgainst.TARGET,
    "attributable_to": Attributable.PROVIDER,
    "moment": False,
    "year_to_date": False,
    "checked_by": "Kwartaalbeeld",
    "reviewed_on": date(2026, 11, 27),
    "by_wave": True,
}
_SCORE: dict[str, Any] = {
    **_GRADE,
    "unit": Unit.SCORE,
    "minimum_n": 30,
    "judged_against": JudgedAgainst.NOTHING,
    "reviewed_on": date(2026, 11, 28),
}
INDICATORS = (
    Indicator(
        code="TEV-1",
        id="grade_of_clients",
        title="Rapportcijfer van cliënten",
        title_en="Grade given by clients",
        question="Welk rapportcijfer geven cliënten?",
        definition="Het gemiddelde rapportcijfer (1 tot en met 10) dat cliënten in een enquête gaven, over alle cliënten die "
        "een cijfer gaven. Staan er meer rapportcijfers in de enquête, dan telt het algemene oordeel.",
        pitfall="Wie niet antwoordt, telt niet mee: kijk naar de respons. Cijfers liggen bijna altijd tussen 7 en 8; kijk ook "
        "hoeveel mensen een onvoldoende gaven. Vergelijk alleen dezelfde vraag, op dezelfde manier gesteld.",
        evidence=Evidence.SURVEY,
        rba=RbaQuestion.BETTER_OFF,
        **_GRADE,
    ),
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
    Indicator(
        code="TEV-3",
        id="grade_of_partners",
        title="Rapportcijfer van partners",
        title_en="Grade given by partners",
        question="Welk rapportcijfer geven samenwerkingspartners?",
        definition="Het gemiddelde rapportcijfer (1 tot en met 10) dat andere organisaties in een enquête voor de samenwerking "
        "gaven. Elke organisatie telt één keer mee: antwoorden van collega's worden eerst gemiddeld. Over de eigen organisatie "
        "telt niemand mee.",
        pitfall="Het gaat vaak om 5 tot 15 organisaties. Onder de 10 is er geen cijfer, en ook daarboven zegt een klein verschil "
        "niets. Gebruik het als begin van een gesprek.",
        evidence=Evidence.SURVEY,
        rba=RbaQuestion.HOW_WELL,
        **_GRADE,
    ),
    Indicator(
        code="TEV-4",
        id="recommendation_by_clients",
        title="Aanbeveling door cliënten (NPS)",
        title_en="Net promoter score of clients",
        question="Hoeveel meer cliënten bevelen de aanbieder aan dan af?",
        definition="Het percentage cliënten dat in een enquête een 9 of 10 geeft op de vraag of zij de aanbieder zouden "
        "aanbevelen, min het percentage dat een 6 of lager geeft. Het getal loopt van -100 tot 100. Wie een 7 of 8 geeft, telt "
        "mee in het totaal.",
        pitfall="Twee heel verschillende verdelingen kunnen hetzelfde getal geven: kijk naar de drie groepen. Nederlanders geven "
        "weinig negens en tienen, dus een laag getal naast een goed rapportcijfer is gewoon. Vergelijk het niet met bedrijven of "
        "andere landen, en kijk naar de marge: die is bij dertig antwoorden al dertig tot vijftig punten breed.",
        evidence=Evidence.SURVEY,
        rba=RbaQuestion.BETTER_OFF,
        **_SCORE,
    ),
    Indicator(
        code="TEV-5",
        id="complaints",
        title="Klachten",
        title_en="Complaints",
        question="Hoeveel klachten kwamen er binnen?",
        definition="Het aantal klachten dat in de periode is ontvangen, schriftelijk of mondeling, van of namens een cliënt. "
        "Een klacht telt in de periode waarin die binnenkomt, ook als die later ongegrond blijkt.",
        pitfall="Geen klachten is niet vanzelf goed: wie klagen moeilijk maakt, krijgt er weinig. Vergelijk het met het "
        "aantal bereikte personen (BER-1); een grote aanbieder krijgt er vanzelf meer.",
        theme=Theme.SATISFACTION,
        evidence=Evidence.DELIVERED,
        unit=Unit.COUNT,
        direction=Direction.DOWN,
        combination=Combination.SUM,
        n_source=NSource.VALUE,
        minimum_n=0,
        judged_against=JudgedAgainst.TARGET,
        rba=RbaQuestion.HOW_WELL,
        attributable_to=Attributable.PROVIDER,
        moment=False,
        year_to_date=False,
        checked_by="Kwartaalbeeld",
        reviewed_on=date(2026, 11, 27),
        asked_per_quarter=True,
    ),
)
