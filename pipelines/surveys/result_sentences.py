"""What a survey says, in plain Dutch sentences; wording of statistics.md sections 1, 3, 4 and 10."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

import pandas as pd

from pipelines.surveys.sides import BANDS
from pipelines.surveys.weights import Weighed
from schemas.vocabulary import DataSet, Selection, SurveyMeasure, SurveyMode, Weighting

HIDDEN = {
    "too_few": "Niet getoond om herkenning van personen te voorkomen: minder dan 10 antwoorden.",
    "small_part": "Niet getoond om herkenning van personen te voorkomen: er zijn minder dan 10 antwoorden, of zo'n klein "
    "aantal zou uit de andere getallen volgen.",
    "whole_hidden": "Het totaal is niet getoond om herkenning van personen te voorkomen: uit het totaal zou een klein aantal "
    "antwoorden van een deel volgen.",
    "nps_too_few": "Geen NPS: daarvoor zijn minstens 30 antwoorden nodig. Zie de drie groepen.",
    "weak_weights": "Geen gewogen uitkomst: na weging tellen er te weinig antwoorden, of is de weging te zwaar. "
    "Zie de ongewogen uitkomst.",
    "unlike_scales": "Geen themascore: de vragen van dit thema hebben verschillende antwoordschalen.",
    "municipality": "Deze vraag gaat over wat de gemeente doet, niet over een aanbieder; daarom staat er geen uitkomst per "
    "aanbieder.",
}
NOT_WEIGHED = {
    "weak_weights": "Gewogen uitkomsten zijn niet getoond: na weging tellen er minder dan 30 antwoorden, of is de weging te "
    "zwaar.",
    "no_weights": "Gewogen uitkomsten zijn er niet: in het bestand staan geen gewichten.",
    "no_margins": "Gewogen uitkomsten zijn er niet: de samenstelling van de bevolking of van de deelnemers is niet bekend.",
    "not_feasible": "Gewogen uitkomsten zijn er niet: wegen is niet haalbaar zonder te zware gewichten.",
}
PER_PROVIDER = {
    DataSet.YOUTH_SURVEY.value: "Dit wettelijke onderzoek onder jeugdigen en ouders is anoniem en niet bedoeld om aanbieders "
    "te vergelijken of in te kopen; daarom staat er niets per aanbieder.",
    DataSet.CITIZEN_PANEL.value: "Een inwonerpanel gaat over inwoners, niet over cliënten; daarom staat er niets per "
    "aanbieder.",
}
MANY_MISSING = 25  # percent of who was asked
INDICATIVE = " Indicatief: het gaat om 10 tot 29 antwoorden."
SELF_SELECTED = "Deelnemers hebben zichzelf aangemeld: indicatief, zonder foutmarge voor alle inwoners of cliënten."


def rounded(value: float, places: int = 0) -> str:
    """Half up, as the Dutch write it."""
    scale = 10**places
    return f"{floor(value * scale + 0.5) / scale + 0.0:.{places}f}".replace(".", ",")


def told(measure: str, value: float) -> str:
    """A figure in words: 77%, 7,7 or +27."""
    if measure == SurveyMeasure.MEAN.value:
        return rounded(value, 1)
    if measure == SurveyMeasure.NPS.value:
        number = floor(value + 0.5)
        return f"+{number}" if number > 0 else f"{number}".replace("-", "−")
    return f"{rounded(value)}%"


def answers(n: float) -> str:
    return f"{rounded(n)} {'antwoord' if round(n) == 1 else 'antwoorden'}"


def result_sentence(row: Mapping[str, Any], *, voices: str) -> str:
    """The figure with its n and margin, or why there is none. voices: `antwoorden`, or `organisaties` of partners."""
    if row["reason_code"] is not None:
        return HIDDEN[row["reason_code"]]
    measure, value, n = row["measure"], row["value"], row["n"]
    many, people = f"{rounded(n)} {voices}", "deelnemers" if voices == "antwoorden" else voices
    figure = told(measure, value)
    if measure == SurveyMeasure.MEAN.value:
        text = f"Gemiddeld {'een ' if row['kind'] == 'grade' else ''}{figure} ({many})."
    elif measure == SurveyMeasure.NPS.value:
        text = f"NPS {figure} ({many})."
    elif measure == SurveyMeasure.THEME.value:
        text = f"In dit thema is {figure} van de antwoorden gunstig ({rounded(n)} {people})."
    elif measure == SurveyMeasure.AGREES.value:
        text = f"{figure} van de {many} is gunstig."
    elif row["kind"] in BANDS:
        text = f"{figure} van de {many} is “{row['option']}”."
    else:
        text = f"{figure} koos “{row['option']}” ({many})."
    weighted = "Gewogen: " if row["weighted"] else ""
    text = weighted + (text[0].lower() + text[1:] if weighted and not text.startswith("NPS") else text)
    gone = row["missing_share"]
    many_missing = f" Let op: {rounded(gone)}% gaf hier geen antwoord." if gone > MANY_MISSING else ""
    return text + _margin(row) + (INDICATIVE if row["indicative"] else "") + many_missing


def _margin(row: Mapping[str, Any]) -> str:
    if not row["margin_of_error"]:
        return f" {SELF_SELECTED}"
    if pd.isna(row["lower"]):
        return " Alle antwoorden zijn gelijk; daarom geen marge."
    low, high = (_clipped(row["measure"], row["kind"], row[name]) for name in ("lower", "upper"))
    low, high = told(row["measure"], low), told(row["measure"], high)
    if row["measure"] == SurveyMeasure.MEAN.value:
        return f" Waarschijnlijke marge: {low} tot {high}."
    if row["indicative"] and row["measure"] != SurveyMeasure.NPS.value:
        return f" Door het kleine aantal ligt het werkelijke percentage waarschijnlijk tussen {low} en {high}."
    return f" Waarschijnlijk tussen {low} en {high}."


def _clipped(measure: str, kind: str, value: float) -> float:
    return min(10.0, max(1.0, value)) if measure == SurveyMeasure.MEAN.value and kind == "grade" else value


# --- differences


def difference(measure: str, value: float) -> str:
    """How much more or less: 0,3 punt hoger, 9 procentpunt minder."""
    if rounded(abs(value), 1 if measure == SurveyMeasure.MEAN.value else 0).strip("0,") == "":
        return "vrijwel gelijk"
    if measure == SurveyMeasure.MEAN.value:
        number, unit, up, down = rounded(abs(value), 1), "punt", "hoger", "lager"
    elif measure == SurveyMeasure.NPS.value:
        number, unit, up, down = rounded(abs(value)), "punten", "hoger", "lager"
    else:
        number, unit, up, down = rounded(abs(value)), "procentpunt", "meer", "minder"
    return f"{number} {unit} {up if value >= 0 else down}"


def _signed(measure: str, value: float) -> str:
    number = rounded(abs(value), 1 if measure == SurveyMeasure.MEAN.value else 0)
    nothing = not number.strip("0,")  # neither more nor less
    return number if nothing else ("+" if value >= 0 else "−") + number


def difference_sentence(row: Mapping[str, Any], prefix: str, *, opening: str) -> str:
    """Both numbers, the difference with its margin, and whether chance explains it. opening: the two numbers, said."""
    measure = row["measure"]
    value, low, high = (row[f"{prefix}_{name}"] for name in ("value", "lower", "upper"))
    text = f"{opening}: {difference(measure, value)}"
    if pd.notna(low):
        text += f" (waarschijnlijk tussen {_signed(measure, low)} en {_signed(measure, high)})"
    p, q = row[f"{prefix}_p"], row[f"{prefix}_q"]
    if pd.isna(p):
        return text + "."
    many = row[f"{prefix}_family"]
    if pd.notna(q) and many > 1:
        return text + (
            f". Meer dan toeval verklaart, ook na correctie voor {many:.0f} vergelijkingen." if q < 0.05
            else f". Na correctie voor {many:.0f} vergelijkingen kan dit toeval zijn." if p < 0.05
            else ". Dit kan toeval zijn."
        )  # fmt: skip
    return text + (". Meer dan toeval verklaart." if p < 0.05 else ". Dit kan toeval zijn.")


# --- waves


def method_sentence(wave: Mapping[str, Any]) -> str:
    """What was done, and what must not be concluded."""
    mode = f" {SurveyMode(wave['mode']).label}" if isinstance(wave["mode"], str) else ""
    group = wave["target_group"] if isinstance(wave["target_group"], str) else "de deelnemers"
    text = [f"De vragen zijn{mode} gesteld aan {group}."]
    if wave["selection"] == Selection.SELF_SELECTED.value:
        text.append(f"{SELF_SELECTED} Ook weging verandert dat niet.")
    elif isinstance(wave["selection"], str):
        label = {"everyone": "Iedereen is uitgenodigd", "sample": "Er is een steekproef uitgenodigd"}[wave["selection"]]
        text.append(f"{label}; wie niet antwoordt, kan anders denken, en dat zit niet in de marge.")
    if wave["weighting"] == Weighting.RAKED.value:
        text.append(
            "De antwoorden zijn gewogen naar de bevolking; dat herstelt alleen de kenmerken waarnaar is gewogen."
        )
    elif wave["weighting"] == Weighting.DELIVERED.value:
        text.append("De antwoorden zijn gewogen met de gewichten uit het bestand.")
    if wave["kind"] == DataSet.PARTNER_SURVEY.value:
        text.append("Elke organisatie telt per aanbieder één keer mee; over de eigen organisatie telt niemand mee.")
    return " ".join(text)


def response_sentence(row: Mapping[str, Any], weighed: Weighed) -> str:
    if isinstance(row["reason_code"], str):
        return HIDDEN[row["reason_code"]]
    text = [f"{rounded(row['completed'])} deden mee"]
    if pd.notna(row["response_rate"]):
        reached = row["invited"] - (0 if pd.isna(row["undeliverable"]) else row["undeliverable"])
        text = [f"{text[0]}, dat is {rounded(row['response_rate'])}% van de {rounded(reached)} die de vragen kregen"]
    said = [f"{text[0]}."]
    if row["provider_id"] == "":
        said += _weighting(row, weighed)
    return " ".join(said)


def _weighting(row: Mapping[str, Any], weighed: Weighed) -> list[str]:
    if weighed.obstacle:
        return [NOT_WEIGHED[weighed.obstacle]]
    if weighed.weights is None:
        return []
    said = [f"Na weging telt dit als ongeveer {rounded(row['n_eff'])} willekeurige deelnemers."]
    if weighed.excluded:
        many = "Enkele deelnemers hebben" if weighed.excluded < 5 else f"{weighed.excluded} deelnemers hebben"
        said.append(f"{many} geen gewicht, omdat een kenmerk ontbreekt; zij tellen gewogen niet mee.")
    return said
