"""The surveys of the sample: what clients, partners and residents of Lindendaal answered, as files of one wave each."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.sample.figures import SEED
from pipelines.sample.providers import DISTRICTS, PROVIDERS
from pipelines.sample.survey_answers import agreed, grades, recommendations, said
from pipelines.templates.surveys import write_survey
from schemas.quarter import Quarter
from schemas.questions import QUESTIONS
from schemas.survey_forms import ANSWERS_FORM, COUNTS_FORM, OPEN_FORM, POPULATION_FORM, RESULTS_FORM, WAVE_FORM
from schemas.vocabulary import DataSet, Selection, SurveyMode, Weighting

FOLDER = "enquetes"
BY = "onderzoek Lindendaal"
_AGES = ("18 tot en met 34 jaar", "35 tot en met 64 jaar", "65 jaar en ouder")
_SEXES = ("man", "vrouw")
# how many clients of each provider answer; it is never the same number twice
_CLIENTS = {
    "de-linde": 58, "welzijn-lindendaal": 74, "kompaskade": 46, "de-overbrug": 33, "kwikstaarthoeve": 19, "mantelpunt": 41,
    "de-wisselbank": 36, "taalkring": 44, "naastlicht": 24, "oosterhof": 15, "zilverdraad": 38, "noorderbrug": 21,
    "sterkspoor": 35, "beukenkamer": 6, "rondom-wonen": 17, "dagrust": 31, "eetpunt": 27, "lichtgrond": 8, "kiemkas": 4,
    "bezoekdienst": 22, "elzenbroek": 13, "digipunt": 12,
}  # fmt: skip
# liking of the clients beside the average, at the first wave and at the last
_LIKED = {"sterkspoor": (0.1, -0.9), "kompaskade": (-0.5, 0.5), "rondom-wonen": (-0.4, -0.5), "dagrust": (0.5, 0.6),
          "taalkring": (0.4, 0.5), "bezoekdienst": (0.6, 0.6), "noorderbrug": (0.0, 0.4)}  # fmt: skip
_WAVES = (Quarter(2024, 2), Quarter(2024, 4), Quarter(2025, 2), Quarter(2025, 4))
_STATEMENTS = ("wmo-6", "wmo-7", "wmo-8", "client-gehoord", "client-afspraken")
_REWORDED = "Ik beslis mee over mijn ondersteuning"  # since the last wave; before it as in the catalogue
_PARTNERS = (
    "Huisartsenpost Centrum", "Wijkteam Noorderbrug", "Wijkteam De Weiden", "Woningcorporatie Lindehof", "Basisschool De Es",
    "Politie Lindendaal", "Bibliotheek Lindendaal", "GGD Oostrand", "Thuiszorg Vandaag", "Apotheek Oosterhof",
    "Diaconie Lindendaal", "Sportbedrijf Lindendaal", "Jeugdarts regio", "Praktijkschool Het Anker", "Voedselbank Lindendaal",
)  # fmt: skip
_PARTNER_STATEMENTS = tuple(
    code for code, item in QUESTIONS.items() if code.startswith("partner-") and item.scale != "cijfer10"
)
_WMO_SHARES = {1: 0.72, 2: 0.69, 3: 0.83, 4: 0.76, 6: 0.84, 7: 0.83, 8: 0.79, 9: 0.82, 10: 0.78}  # favourable
_PANEL = ("panel-thuis", "panel-helpen", "panel-weet-hulp", "panel-vertrouwen", "panel-gezond")
_PEOPLE = {"leeftijdsgroep": (9_840, 16_210, 9_350), "geslacht": (17_480, 17_920),
           "wijk": (8_200, 6_900, 7_400, 7_100, 5_800)}  # fmt: skip


@dataclass(frozen=True)
class SurveyFile:
    """One file, delivered on a day."""

    name: str
    quarter: Quarter
    delivered_on: date


def survey_files() -> list[SurveyFile]:
    """Every survey of the sample with the day on which it came in."""
    clients = [SurveyFile(f"{FOLDER}/clienten-{wave}.xlsx", wave, _day(wave, 33)) for wave in _WAVES]
    return [
        *clients,
        SurveyFile(f"{FOLDER}/partners-2025-K3.xlsx", Quarter(2025, 3), date(2025, 10, 30)),
        SurveyFile(f"{FOLDER}/ceo-wmo-2025.xlsx", Quarter(2025, 2), date(2025, 7, 15)),
        SurveyFile(f"{FOLDER}/panel-2024.xlsx", Quarter(2024, 4), date(2025, 1, 21)),
        SurveyFile(f"{FOLDER}/panel-2025.xlsx", Quarter(2025, 4), date(2026, 1, 20)),
        SurveyFile(f"{FOLDER}/digipanel-2024.xlsx", Quarter(2024, 3), date(2024, 10, 15)),
    ]


def _day(quarter: Quarter, days: int) -> date:
    day = date.fromordinal(quarter.last_day.toordinal() + days)
    return date.fromordinal(day.toordinal() - max(0, day.weekday() - 4))


def write_surveys(folder: Path) -> None:
    """Write every survey of the sample below `folder`. Each has a random stream of its own."""
    (folder / FOLDER).mkdir(exist_ok=True)
    for place, wave in enumerate(_WAVES):
        _write_clients(folder / FOLDER / f"clienten-{wave}.xlsx", wave, place)
    _write_partners(folder / FOLDER / "partners-2025-K3.xlsx")
    _write_wmo(folder / FOLDER / "ceo-wmo-2025.xlsx")
    _write_panel(folder / FOLDER / "panel-2024.xlsx", Quarter(2024, 4), people=384, shift=0.0)
    _write_panel(folder / FOLDER / "panel-2025.xlsx", Quarter(2025, 4), people=431, shift=0.28)
    _write_open_panel(folder / FOLDER / "digipanel-2024.xlsx")


def _rng(name: str) -> np.random.Generator:
    return np.random.default_rng([SEED, zlib.crc32(f"enquete {name}".encode())])


def _wave(kind: DataSet, code: str, title: str, *, quarter: Quarter, mode: SurveyMode, selection: Selection,
          **more: object) -> pd.DataFrame:  # fmt: skip
    row = {
        "wave_id": code, "kind": kind.label, "title": title, "quarter": str(quarter), "mode": mode.label,
        "selection": selection.label, "starts_on": quarter.months[1].first_day, "ends_on": quarter.months[2].first_day,
        "agency": "Onderzoek en statistiek Lindendaal", "weighting": Weighting.NONE.label, **more,
    }  # fmt: skip
    return pd.DataFrame([row])


def _text(code: str) -> str:
    return QUESTIONS[code].text


def _write_clients(path: Path, wave: Quarter, place: int) -> None:
    """Clients of most providers, on paper: six statements, a grade, and whether they would recommend."""
    rng, last = _rng(path.stem), len(_WAVES) - 1
    parts, counts = [], []
    for provider, size in _CLIENTS.items():
        count = max(3, round(size * (0.9 + 0.1 * place * rng.random())))
        first, final = _LIKED.get(provider, (0.0, 0.1))
        liking = rng.normal(first + (final - first) * place / last, 0.8, count)
        answers: dict[str, list[str] | list[int]] = {
            _text(code): agreed(rng, liking, step=0.12 * at) for at, code in enumerate(_STATEMENTS)
        }
        joining = _REWORDED if place == last else _text("client-meebeslissen")
        answers[joining] = agreed(rng, liking, step=-0.3, unknown=0.12)
        answers[_text("cijfer-ondersteuning")] = grades(rng, liking)
        answers[_text("aanbevelen")] = recommendations(rng, liking)
        about = {"aanbieder": [provider] * count, "leeftijdsgroep": rng.choice(_AGES, count, p=(0.2, 0.42, 0.38)).tolist(),
                 "geslacht": rng.choice(_SEXES, count, p=(0.44, 0.56)).tolist()}  # fmt: skip
        parts.append(pd.DataFrame({**about, **answers}))
        asked = round(count / (0.34 + 0.2 * rng.random()))
        counts.append({"provider": provider, "population": asked + int(rng.integers(0, 40)), "invited": asked,
                       "undeliverable": int(rng.integers(0, 4))})  # fmt: skip
    wide = pd.concat(parts, ignore_index=True)
    wide.insert(0, "respondent", range(1, len(wide) + 1))
    told = pd.DataFrame(counts)
    facts = _wave(
        DataSet.CLIENT_SURVEY, f"clienten-{wave}", f"Cliëntenquête {wave.label}", quarter=wave, mode=SurveyMode.PAPER,
        selection=Selection.EVERYONE, purpose="Gesprek met aanbieders over wat beter kan",
        target_group="cliënten die in dit half jaar ondersteuning kregen", population=int(told["population"].sum()),
        invited=int(told["invited"].sum()), undeliverable=int(told["undeliverable"].sum()),
    )  # fmt: skip
    frames = {WAVE_FORM.name: facts, COUNTS_FORM.name: told}
    if place == last:
        frames[OPEN_FORM.name] = _open(wide)
    write_survey(path, frames, title=f"Cliëntenquête {wave.label}", wide=wide)


def _open(wide: pd.DataFrame) -> pd.DataFrame:
    """A few open answers; one names somebody, and may not be released as it stands."""
    texts = {
        "de-linde": "De begeleider denkt goed met mij mee.",
        "sterkspoor": "Ik kreeg steeds een ander aan de telefoon.",
        "kompaskade": "Sinds het voorjaar gaat alles sneller.",
        "taalkring": "Fijne groep, ik durf nu zelf te bellen.",
        "welzijn-lindendaal": "Mevrouw De Boer is altijd vriendelijk.",
        "rondom-wonen": "Het wachten op een woning duurt lang.",
    }
    firsts = wide.drop_duplicates("aanbieder").set_index("aanbieder")["respondent"]
    return pd.DataFrame([
        {"respondent": str(firsts[provider]), "question": "Wat wilt u ons nog zeggen?", "text": text, "provider": provider}
        for provider, text in texts.items()
    ])  # fmt: skip


def _write_partners(path: Path) -> None:
    """Partners about the providers they work with, a row per answer; two colleagues of one organisation may both
    answer, and one provider rates itself."""
    rng, quarter = _rng(path.stem), Quarter(2025, 3)
    rows, number = [], 0
    rated = [provider for provider in PROVIDERS if provider.left_on is None][:16]
    for organisation in (*_PARTNERS, rated[0].provider):
        people = 1 + int(rng.random() < 0.25)
        for _ in range(people):
            number += 1
            for provider in rated:
                own = organisation == provider.provider
                if not own and rng.random() > 0.82:
                    continue
                liking = rng.normal(sum(_LIKED.get(provider.provider_id, (0.0, 0.0))) / 2, 0.7, 1)
                answers = {
                    code: agreed(rng, liking, step=0.1 * at, unknown=0.14)[0]
                    for at, code in enumerate(_PARTNER_STATEMENTS)
                }
                answers["partner-cijfer"] = str(grades(rng, liking)[0])
                rows += [
                    {"respondent": str(number), "provider": provider.provider_id, "organisation": organisation,
                     "question": code, "answer": answer}
                    for code, answer in answers.items()
                ]  # fmt: skip
    facts = _wave(
        DataSet.PARTNER_SURVEY, "partners-2025", "Partnerenquête 2025", quarter=quarter, mode=SurveyMode.ONLINE,
        selection=Selection.EVERYONE, purpose="Gesprek met aanbieders over de samenwerking",
        target_group="organisaties die met aanbieders samenwerken", population=24, invited=24, undeliverable=0,
    )  # fmt: skip
    write_survey(path, {WAVE_FORM.name: facts, ANSWERS_FORM.name: pd.DataFrame(rows)}, title="Partnerenquête 2025")


def _write_wmo(path: Path) -> None:
    """The statutory survey, as a bureau delivers it: already counted."""
    rng = _rng(path.stem)
    rows = []
    for number, share in _WMO_SHARES.items():
        n, unknown = 396 + int(rng.integers(-14, 15)), 8 + int(rng.integers(0, 22))
        parts = np.array([share * 0.42, share * 0.58, (1 - share) * 0.55, (1 - share) * 0.31, (1 - share) * 0.14])
        counts = rng.multinomial(n, parts / parts.sum())
        rows += said(f"wmo-{number}", ("helemaal mee eens", "mee eens", "neutraal", "niet mee eens", "helemaal niet mee eens"),
                     counts, unknown)  # fmt: skip
    rows += said("wmo-5", ("ja", "nee"), np.array([141, 246]), 31)
    facts = _wave(
        DataSet.WMO_SURVEY, "ceo-wmo-2025", "Cliëntervaringsonderzoek Wmo over 2024", quarter=Quarter(2025, 2),
        mode=SurveyMode.MIXED, selection=Selection.SAMPLE, purpose="Wettelijk onderzoek; niet voor inkoop",
        target_group="cliënten met een maatwerkvoorziening in 2024", population=1_870, invited=1_000, undeliverable=17,
        agency="Bureau Rivierenland",
    )  # fmt: skip
    write_survey(path, {WAVE_FORM.name: facts, RESULTS_FORM.name: pd.DataFrame(rows)}, title="CEO Wmo over 2024")


def _residents(rng: np.random.Generator, count: int, *, shift: float, skew: float) -> pd.DataFrame:
    """Residents with what they think; older ones answer more often (`skew`)."""
    ages = np.array(_PEOPLE["leeftijdsgroep"]) * np.array([1 - skew, 1.0, 1 + skew])
    wards = np.array(_PEOPLE["wijk"]) * np.array([1.1, 0.9, 1.0, 1.05, 0.9])
    age, ward = (rng.choice(len(part), count, p=part / part.sum()) for part in (ages, wards))
    liking = rng.normal(shift, 0.8, count) + 0.35 * (age - 1) + np.array([0.1, -0.1, -0.4, 0.3, 0.0])[ward]
    answers = {_text(code): agreed(rng, liking, step=-0.25 * at, unknown=0.05) for at, code in enumerate(_PANEL)}
    often = ("(bijna) nooit", "soms", "vaak", "(bijna) altijd")
    return pd.DataFrame({
        "respondent": range(1, count + 1), "leeftijdsgroep": [_AGES[at] for at in age],
        "geslacht": rng.choice(_SEXES, count, p=(0.46, 0.54)).tolist(), "wijk": [DISTRICTS[at] for at in ward], **answers,
        _text("panel-alleen"): [often[at] for at in rng.choice(4, count, p=(0.52, 0.31, 0.12, 0.05))],
        _text("panel-buurt-cijfer"): grades(rng, liking),
    })  # fmt: skip


def _population(reference: str) -> pd.DataFrame:
    words = {"leeftijdsgroep": _AGES, "geslacht": _SEXES, "wijk": DISTRICTS}
    return pd.DataFrame([
        {"margin": margin, "category": word, "number": number, "reference_date": reference, "source": "Basisregistratie Personen"}
        for margin, numbers in _PEOPLE.items()
        for word, number in zip(words[margin], numbers, strict=True)
    ])  # fmt: skip


def _write_panel(path: Path, quarter: Quarter, *, people: int, shift: float) -> None:
    """A sample from the register of residents, weighted to age, sex and district."""
    year = quarter.year
    wide = _residents(_rng(path.stem), people, shift=shift, skew=0.35)
    facts = _wave(
        DataSet.CITIZEN_PANEL, path.stem, f"Inwonerpanel {year}", quarter=quarter, mode=SurveyMode.ONLINE,
        selection=Selection.SAMPLE, purpose="Hoe inwoners hun buurt en de hulp daar zien",
        target_group="inwoners van 18 jaar en ouder", population=sum(_PEOPLE["geslacht"]), invited=1_400, undeliverable=26,
        weighting=Weighting.RAKED.label,
    )  # fmt: skip
    write_survey(path, {WAVE_FORM.name: facts, POPULATION_FORM.name: _population(f"1 januari {year}")},
                 title=f"Inwonerpanel {year}", wide=wide)  # fmt: skip


def _write_open_panel(path: Path) -> None:
    """Who put themselves forward: smaller, happier, not weighted, and without a margin of error."""
    wide = _residents(_rng(path.stem), 118, shift=0.5, skew=-0.3)
    facts = _wave(
        DataSet.CITIZEN_PANEL, path.stem, "Digipanel 2024", quarter=Quarter(2024, 3), mode=SurveyMode.ONLINE,
        selection=Selection.SELF_SELECTED, purpose="Een snelle peiling op de website",
        target_group="inwoners die zich zelf aanmeldden", population=sum(_PEOPLE["geslacht"]),
    )  # fmt: skip
    write_survey(path, {WAVE_FORM.name: facts}, title="Digipanel 2024", wide=wide)
