"""What an export says of a respondent that is no answer: provider, organisation, age, sex, district, weight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pipelines.surveys.export import Export
from schemas.surveys import ABOUT

# what a question about the respondent says, in small letters; first match counts
_WORDS: dict[str, re.Pattern[str]] = {
    "provider": re.compile(
        r"(?:naam )?(?:van )?(?:de |uw )?(?:zorg)?aanbieder|provider(?: name)?|instelling|"
        r"(?:welke|van welke|door welke|over welke|bij welke) (?:zorg)?(?:aanbieder|organisatie|instelling)\b.*"
    ),
    "organisation": re.compile(
        r"(?:naam )?(?:van )?(?:uw |je |de )?(?:eigen )?organisatie(?: naam)?|organi[sz]ation|"
        r"(?:bij|voor|namens) welke organisatie (?:werkt|vult)\b.*|waar werkt u"
    ),
    "age_band": re.compile(r"(?:uw |your )?(?:leeftijd|age)(?:s ?(?:groep|klasse|categorie|band)| group)?|wat is (?:uw|je) leeftijd|"
                           r"hoe oud (?:bent u|ben je)|what is your age|tot welke leeftijdsgroep\b.*"),
    "sex": re.compile(r"(?:uw |your )?(?:geslacht|gender|sex)|wat is (?:uw|je) (?:geslacht|gender)|what is your gender|bent u\.* (?:man|een man)\b.*"),
    "district": re.compile(r"(?:uw |your )?(?:wijk|stadsdeel|district|council district|woonwijk)(?:naam| ?nummer|code)?|"
                           r"in welke (?:wijk|buurt|kern) woont u|(?:in )?welk stadsdeel\b.*"),
    "weight": re.compile(r"(?:uw )?(?:weging|weegfactor|wegingsfactor|gewicht|weight|weighting factor)"),
}  # fmt: skip


def suggested_about(export: Export) -> dict[str, str]:
    """Per part of ABOUT the key of the question that seems to ask it; a person confirms. What the layout knew stands in
    `export.about` already."""
    found: dict[str, str] = {}
    for item in export.asked:
        plain = re.sub(r"[^\w ]+", " ", item.text.casefold()).strip()
        if item.option is not None:
            continue
        for name, words in _WORDS.items():
            if name == "age_band" and _in_years(export.answers[item.key]):
                continue  # an age in years is no group; nobody's age is kept
            if name not in found and name not in export.about.columns and words.fullmatch(" ".join(plain.split())):
                found[name] = item.key
                break
    return found


def _in_years(answers: pd.Series) -> bool:
    filled = answers[answers != ""]
    return bool(len(filled)) and bool((filled.str.fullmatch(r"\d{1,3}(?:[.,]0)?").mean()) > 0.5)


def with_about(export: Export, columns: Mapping[str, str]) -> Export:
    """The export with these columns (part of ABOUT -> key) moved from the answers to what is known of a respondent.
    ValueError for a part or a key that does not exist."""
    strange = [name for name in columns if name not in ABOUT]
    missing = [key for key in columns.values() if key not in export.answers.columns]
    if strange or missing:
        raise ValueError(", ".join([*strange, *missing]))
    moved = set(columns.values())
    about = pd.DataFrame(
        {**{str(name): export.about[name] for name in export.about.columns},
         **{name: export.answers[key] for name, key in columns.items()}},
        index=export.answers.index, dtype="str",
    )  # fmt: skip
    return replace(
        export, about=about, answers=export.answers.drop(columns=list(moved)),
        asked=tuple(item for item in export.asked if item.key not in moved),
    )  # fmt: skip
