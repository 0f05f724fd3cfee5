"""Vacancies and placements of social return: what became of vacancies, of who was put forward, and of who was placed."""

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

FROM_LABOUR = "de vacatures en de trajecten"
_YEAR = "in de vier kwartalen tot en met dit kwartaal"
_FEW = "Bij minder dan tien wordt het niet getoond."
_ratio = partial(
    Indicator,
    theme=Theme.SOCIAL_RETURN,
    evidence=Evidence.DERIVED,
    made_from=(FROM_LABOUR,),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    combination=Combination.RATIO,
    n_source=NSource.DENOMINATOR,
    minimum_n=10,
    judged_against=JudgedAgainst.NOTHING,
    rba=RbaQuestion.HOW_WELL,
    attributable_to=Attributable.PROVIDER,
    moment=False,
    year_to_date=False,
    window_quarters=4,
    checked_by="Kwartaalbeeld",
    reviewed_on=date(2026, 11, 28),
)

INDICATORS = (
    _ratio(
        code="SR-4",
        id="social_return_vacancies_filled",
        title="Vervulde vacatures",
        title_en="Vacancies filled",
        question="Welk deel van de vacatures is vervuld?",
        definition=f"Van de vacatures die {_YEAR} vervuld werden of verliepen: het deel dat vervuld werd.",
        pitfall=f"Wat nog open staat, telt niet mee. Het zegt niet of de kandidaat er nog werkt: lees SR-7 erbij. {_FEW}",
    ),
    _ratio(
        code="SR-5",
        id="days_to_fill_a_vacancy",
        title="Dagen tot een vacature vervuld is",
        title_en="Days to fill a vacancy",
        question="Hoe lang duurt het tot een vacature vervuld is?",
        definition=f"Van de vacatures die {_YEAR} vervuld werden: de mediaan van de dagen tussen melden en vervullen.",
        pitfall=f"Vacatures die verliepen of nog open staan, tellen niet mee; die duurden misschien langer. {_FEW}",
        unit=Unit.DAYS,
        direction=Direction.DOWN,
        combination=Combination.NEVER,
    ),
    _ratio(
        code="SR-6",
        id="put_forward_and_placed",
        title="Match: van voordracht naar plaatsing",
        title_en="Put forward and placed",
        question="Welk deel van de voordrachten werd een plaatsing?",
        definition=f"Van de kandidaten die {_YEAR} werden voorgedragen: het deel dat aan het einde van dit kwartaal geplaatst was.",
        pitfall=f"Wie net is voorgedragen, kan nog geplaatst worden. {_FEW}",
    ),
    _ratio(
        code="SR-7",
        id="still_at_work_after_six_months",
        title="Aan het werk na zes maanden",
        title_en="Still at work after six months",
        question="Welk deel werkt er na een half jaar nog?",
        definition=f"Van de plaatsingen waarvan de dag zes maanden na de start {_YEAR} viel: het deel dat op die dag nog liep.",
        pitfall=f"Wie eerder overstapte naar regulier werk, telt hier als gestopt: lees SR-8 erbij. {_FEW}",
        rba=RbaQuestion.BETTER_OFF,
    ),
    _ratio(
        code="SR-8",
        id="on_to_regular_work",
        title="Doorstroom naar regulier werk",
        title_en="On to regular work",
        question="Welk deel van wie stopte, ging naar regulier werk?",
        definition=f"Van de plaatsingen die {_YEAR} eindigden: het deel waarna iemand naar regulier werk ging.",
        pitfall=f"Waar iemand heen ging en dat is niet bekend, telt als niet doorgestroomd. {_FEW}",
        rba=RbaQuestion.BETTER_OFF,
    ),
    _ratio(
        code="SR-9",
        id="placed_from_own_register",
        title="Kandidaten uit het bestand van de gemeente",
        title_en="Placed from the municipality's own register",
        question="Welk deel van de plaatsingen ging naar kandidaten van de gemeente zelf?",
        definition=f"Van de plaatsingen die {_YEAR} begonnen: het deel met een kandidaat uit het bestand van de gemeente.",
        pitfall=f"Meer is niet vanzelf beter: ook UWV en opdrachtnemers vinden mensen. {_FEW}",
        direction=Direction.NEUTRAL,
    ),
    _ratio(
        code="SR-10",
        id="placements_with_a_job_coach",
        title="Plaatsingen met een jobcoach",
        title_en="Placements with a job coach",
        question="Bij welk deel van de plaatsingen is er een jobcoach?",
        definition=f"Van de plaatsingen die op een dag {_YEAR} liepen: het deel met een jobcoach.",
        pitfall=f"Niet iedereen heeft een jobcoach nodig: meer is niet vanzelf beter. {_FEW}",
        direction=Direction.NEUTRAL,
    ),
    _ratio(
        code="SR-12",
        id="still_at_work_after_twelve_months",
        title="Aan het werk na twaalf maanden",
        title_en="Still at work after twelve months",
        question="Welk deel werkt er na een jaar nog?",
        definition=f"Van de plaatsingen waarvan de dag twaalf maanden na de start {_YEAR} viel: het deel dat op die dag nog liep.",
        pitfall=f"Wie eerder overstapte naar regulier werk, telt hier als gestopt: lees SR-8 erbij. {_FEW}",
        rba=RbaQuestion.BETTER_OFF,
    ),
    _ratio(
        code="SR-13",
        id="placed_at_a_distance",
        title="Plaatsingen van mensen met een afstand tot de arbeidsmarkt",
        title_en="Placements of people at a distance from the labour market",
        question="Welk deel van de plaatsingen ging naar mensen met een afstand tot de arbeidsmarkt?",
        definition=f"Van de plaatsingen die {_YEAR} begonnen: het deel van mensen met een afstand tot de arbeidsmarkt. Leerlingen "
        "en studenten, wie korter dan een jaar WW heeft en wie met werkloosheid wordt bedreigd, horen daar niet bij.",
        pitfall=f"De doelgroep zegt niet hoe groot de afstand van iemand is. {_FEW} Ook een tot en met vier mensen, of op een "
        "of twee na iedereen, wordt niet getoond.",
        rba=RbaQuestion.BETTER_OFF,
        small_numerator=True,
    ),
    _ratio(
        code="SR-14",
        id="places_to_learn",
        title="Stages, leerwerkplekken en trainingen",
        title_en="Places to learn a trade",
        question="Hoeveel mensen begonnen op een plek om een vak te leren?",
        definition=f"Het aantal plaatsingen dat {_YEAR} begon als stage, leerwerkplek of arbeidsmarkttraining.",
        pitfall="Plaatsingen en geen personen: wie twee plekken had, telt twee keer. Zegt niet of iemand de plek afmaakte.",
        unit=Unit.COUNT,
        combination=Combination.SUM,
        n_source=NSource.VALUE,
        minimum_n=0,
        rba=RbaQuestion.HOW_MUCH,
    ),
    _ratio(
        code="SR-15",
        id="indicative_saving_on_benefits",
        title="Minder uitkering: een indicatie",
        title_en="Indicative saving on benefits",
        question="Hoeveel uitkering hoefde de gemeente naar schatting niet te betalen?",
        definition=f"Van plaatsingen uit de Participatiewet die op een dag {_YEAR} liepen: de maanden zonder uitkering, en voor een "
        "deel de maanden met een lagere uitkering, maal een bedrag per maand, min het deel dat ook zonder plaatsing zou zijn "
        "uitgestroomd, min de kosten van de jobcoach. De gemeente stelt de bedragen zelf in.",
        pitfall="Een schatting en geen boeking. WW, WIA en Wajong betaalt de gemeente niet: die tellen niet mee. Tel dit nooit op bij "
        f"de waarde van bouwblokken, want die is een inspanning en geen geld. {_FEW}",
        unit=Unit.EURO,
        combination=Combination.SUM,
        rba=RbaQuestion.BETTER_OFF,
        open_ended=True,
    ),
)
