"""The cast of the sample municipality: 28 invented providers, what each of them does and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MUNICIPALITY = "Gemeente Lindendaal"
MUNICIPALITY_CODE = "GM9999"
UMBRELLA_AGREEMENT = "KO-2022"
FIRST_DAY = date(2022, 7, 1)
DISTRICTS = ("Centrum", "Lindenkwartier", "Noorderbrug", "De Weiden", "Oosterhof")
TARGET_GROUPS = ("jeugd tot 18 jaar", "volwassenen", "ouderen vanaf 65 jaar")


@dataclass(frozen=True, kw_only=True)
class Care:
    """The process behind the figures of one sub-agreement; days are calendar days."""

    requests: float  # per month, in July 2022
    lead: tuple[float, float]  # median days from request to start: July 2022, December 2025
    term: int  # the agreed number of days from request to start
    stay: float  # mean days from start to end
    growth: float = 0.0  # of requests, per year
    season: str = "flat"  # a row of figures.SEASONS
    surge: tuple[date, float] | None = None  # from this day on, requests times this
    stalled: float = 0.0  # share of the requests since 2025 that wait on and on


@dataclass(frozen=True)
class SubAgreement:
    sub_agreement_id: str
    title: str
    care: Care
    starts_on: date | None = None  # empty: with the provider


@dataclass(frozen=True)
class CsvHabit:
    """How a provider that does not use our workbook writes its file."""

    encoding: str
    names_itself: str  # by code, kvk or alias
    periods: str  # long: 'oktober 2025'; short: 'okt 2025'


@dataclass(frozen=True, kw_only=True)
class Provider:
    provider_id: str
    provider: str
    short: str  # as in 'controller De Linde'
    agreements: tuple[SubAgreement, ...]
    aliases: tuple[str, ...] = ()
    joined_on: date = FIRST_DAY
    left_on: date | None = None
    leaving_reason: str | None = None
    succeeded_by: str | None = None
    breakdown: str | None = None  # the Dutch word of the breakdown it delivers
    csv: CsvHabit | None = None
    leaves_percent_empty: bool = False

    def starts_on(self, agreement: SubAgreement) -> date:
        return agreement.starts_on or self.joined_on


def _provider(provider_id: str, provider: str, short: str, *agreements: SubAgreement, **more) -> Provider:
    return Provider(provider_id=provider_id, provider=provider, short=short, agreements=agreements, **more)


def _sub(number: str, title: str, requests: float, **care) -> SubAgreement:
    starts_on = care.pop("starts_on", None)
    return SubAgreement(f"DO-{number}", title, Care(requests=requests, **care), starts_on)


PROVIDERS = (
    _provider(
        "de-linde", "Stichting De Linde Lindendaal", "De Linde",
        _sub("2022-01", "Ambulante begeleiding volwassenen", 11, lead=(27, 17), term=42, stay=240),
        _sub("2022-02", "Dagbesteding ouderen", 5, lead=(28, 29), term=42, stay=420),
        aliases=("St. De Linde", "De Linde"),
    ),
    _provider(
        "welzijn-lindendaal", "Welzijn Lindendaal", "Welzijn Lindendaal",
        _sub("2022-03", "Algemeen maatschappelijk werk", 34, lead=(8, 8), term=14, stay=80, season="winter"),
        _sub("2022-04", "Maatjesproject", 8, lead=(35, 30), term=56, stay=270),
        _sub("2022-05", "Ontmoeting en activering", 20, lead=(5, 5), term=14, stay=200, season="winter"),
        aliases=("Stg. Welzijn Lindendaal",), breakdown="wijk",
    ),
    _provider(
        "kompaskade", "Kompaskade Schuldhulpverlening B.V.", "Kompaskade",
        _sub("2022-06", "Schuldhulpverlening", 19, lead=(15, 33), term=28, stay=330,
             season="winter", growth=0.07),
        _sub("2022-07", "Budgetcoaching", 9, lead=(14, 15), term=28, stay=180),
        aliases=("Kompaskade",),
    ),
    _provider(
        "de-overbrug", "Stichting De Overbrug Lindendaal", "De Overbrug",
        _sub("2022-08", "Ambulante begeleiding na opname", 9, lead=(36, 21), term=42, stay=260),
        leaves_percent_empty=True,
    ),
    _provider(
        "kwikstaarthoeve", "Zorgboerderij De Kwikstaarthoeve", "De Kwikstaarthoeve",
        _sub("2022-09", "Dagbesteding op de boerderij", 0.9, lead=(20, 24), term=42, stay=330),
        aliases=("Kwikstaarthoeve",), leaves_percent_empty=True,
    ),
    _provider(
        "thuisvaart", "Thuisvaart Opvoedhulp", "Thuisvaart",
        _sub("2022-10", "Opvoedondersteuning thuis", 15, lead=(15, 16), term=28, stay=110, season="school"),
        _sub("2024-01", "Oudergroepen", 8, lead=(20, 14), term=28, stay=70, season="school",
             starts_on=date(2024, 1, 1)),
        aliases=("Thuisvaart",), csv=CsvHabit("cp1252", "kvk", "long"),
    ),
    _provider(
        "mantelpunt", "Mantelpunt Lindendaal", "Mantelpunt",
        _sub("2022-11", "Mantelzorgsteun", 14, lead=(7, 6), term=14, stay=210),
        _sub("2022-12", "Jonge mantelzorgers", 0.6, lead=(9, 9), term=14, stay=250),
        breakdown="doelgroep",
    ),
    _provider(
        "de-wisselbank", "Stichting De Wisselbank", "De Wisselbank",
        _sub("2022-13", "Maatjesproject langdurig", 6, lead=(36, 50), term=56, stay=300),
        aliases=("Wisselbank",),
    ),
    _provider(
        "bovenbroek", "Jongerenwerk Bovenbroek", "Bovenbroek",
        _sub("2022-14", "Jongerencoaching", 12, lead=(9, 8), term=21, stay=150, season="school"),
    ),
    _provider(
        "taalkring", "Taalkring Lindendaal", "Taalkring",
        _sub("2022-15", "Taalmaatjes", 10, lead=(26, 18), term=42, stay=240, season="school", growth=0.1),
        aliases=("De Taalkring",),
    ),
    _provider(
        "naastlicht", "Naastlicht Cliëntondersteuning", "Naastlicht",
        _sub("2022-16", "Onafhankelijke cliëntondersteuning", 16, lead=(5, 5), term=10, stay=75),
    ),
    _provider(
        "oosterhof", "Buurtkamer Oosterhof", "Buurtkamer Oosterhof",
        _sub("2022-17", "Ontmoeting in de buurt", 7, lead=(4, 4), term=14, stay=260, season="winter"),
        csv=CsvHabit("cp1252", "code", "short"),
    ),
    _provider(
        "zilverdraad", "Zilverdraad Thuisbegeleiding", "Zilverdraad",
        _sub("2022-18", "Begeleiding thuis voor ouderen", 10, lead=(22, 25), term=42, stay=220,
             surge=(date(2024, 6, 1), 1.6)),
        _sub("2022-19", "Respijtzorg aan huis", 4, lead=(12, 12), term=21, stay=300),
        aliases=("Zilverdraad",),
    ),
    _provider(
        "noorderbrug", "Werkplaats Noorderbrug", "Werkplaats Noorderbrug",
        _sub("2022-20", "Arbeidsmatige dagbesteding", 4, lead=(27, 26), term=42, stay=480),
        _sub("2022-21", "Leerwerkplekken", 3, lead=(30, 24), term=42, stay=200, season="school"),
        leaves_percent_empty=True,
    ),
    _provider(
        "sterkspoor", "Sterkspoor Begeleiding B.V.", "Sterkspoor",
        _sub("2022-22", "Ambulante begeleiding jongvolwassenen", 8, lead=(19, 43), term=42, stay=240,
             growth=0.12),
        aliases=("Sterkspoor",),
    ),
    _provider(
        "gezinsanker", "Stichting Gezinsanker Lindendaal", "Gezinsanker",
        _sub("2022-23", "Opvoedondersteuning bij scheiding", 10, lead=(19, 14), term=28, stay=160,
             season="school"),
        aliases=("Stichting Gezinsanker",), breakdown="wijk",
    ),
    _provider(
        "beukenkamer", "Logeerhuis De Beukenkamer", "De Beukenkamer",
        _sub("2022-24", "Logeeropvang en respijtzorg", 3, lead=(16, 17), term=28, stay=200, season="summer"),
    ),
    _provider(
        "rondom-wonen", "Stichting Rondom Wonen Lindendaal", "Rondom Wonen",
        _sub("2022-25", "Woonbegeleiding", 7, lead=(20, 18), term=42, stay=360, stalled=0.3),
        aliases=("Rondom Wonen",),
    ),
    _provider(
        "dagrust", "Dagrust Ouderen Lindendaal", "Dagrust",
        _sub("2022-26", "Dagbesteding bij geheugenproblemen", 7, lead=(25, 20), term=42, stay=380,
             growth=0.05),
    ),
    _provider(
        "eetpunt", "Eetpunt De Weiden", "Eetpunt",
        _sub("2022-27", "Eettafels", 6, lead=(4, 4), term=14, stay=300),
        leaves_percent_empty=True,
    ),
    _provider(
        "lichtgrond", "Praktijk Lichtgrond", "Lichtgrond",
        _sub("2022-28", "Laagdrempelige psychische steun", 9, lead=(25, 23), term=28, stay=140,
             season="winter"),
        csv=CsvHabit("cp1252", "code", "long"),
    ),
    _provider(
        "kiemkas", "Herstelhuis De Kiemkas", "De Kiemkas",
        _sub("2022-29", "Herstelgroepen", 11, lead=(13, 12), term=28, stay=120, growth=0.08),
        aliases=("De Kiemkas",), csv=CsvHabit("utf-8-sig", "code", "long"),
    ),
    _provider(
        "bezoekdienst", "Bezoekdienst Lindendaal", "Bezoekdienst",
        _sub("2022-30", "Vriendschappelijk huisbezoek", 5, lead=(21, 22), term=42, stay=420, growth=-0.08),
    ),
    _provider(
        "kindspoor", "Stichting Kindspoor Lindendaal", "Kindspoor",
        _sub("2023-01", "Steun voor kinderen in armoede", 9, lead=(30, 18), term=42, stay=180,
             season="school"),
        joined_on=date(2023, 7, 1), aliases=("Kindspoor",), breakdown="wijk",
    ),
    _provider(
        "elzenbroek", "Ambulant Team Elzenbroek", "Team Elzenbroek",
        _sub("2024-02", "Ambulante begeleiding bij autisme", 8, lead=(17, 17), term=42, stay=260),
        joined_on=date(2024, 4, 15), aliases=("Elzenbroek",), csv=CsvHabit("utf-8-sig", "alias", "long"),
    ),
    _provider(
        "digipunt", "Digipunt De Weiden", "Digipunt",
        _sub("2025-01", "Digitale vaardigheden", 13, lead=(6, 6), term=14, stay=45, season="winter"),
        joined_on=date(2025, 7, 1),
    ),
    _provider(
        "westerwilg", "Begeleiding De Westerwilg", "De Westerwilg",
        _sub("2022-31", "Begeleiding thuis", 6, lead=(24, 26), term=42, stay=220),
        left_on=date(2024, 6, 30), succeeded_by="zilverdraad",
        leaving_reason="Samengegaan met Zilverdraad Thuisbegeleiding.",
    ),
    _provider(
        "bovenkamer", "Atelier De Bovenkamer", "De Bovenkamer",
        _sub("2022-32", "Creatieve dagbesteding", 0.5, lead=(18, 20), term=42, stay=400),
        left_on=date(2025, 3, 31), leaving_reason="Gestopt: te weinig deelnemers om verder te gaan.",
    ),
)  # fmt: skip


def eleven_test(digits: str) -> bool:
    """Whether a number, filled up with zeros to nine digits, could be a citizen service number."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits.zfill(9), strict=True)) % 11 == 0


def kvk(provider: Provider) -> str:
    """An invented KvK number in a range that is not in use, never mistaken for a citizen service number."""
    number = 410_017 + 2_711 * PROVIDERS.index(provider)
    while eleven_test(f"{number:08d}"):
        number += 1
    return f"{number:08d}"
