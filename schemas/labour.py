"""Vacancies, candidates by reference and what came of putting them forward, as delivered each quarter. No persons."""

from __future__ import annotations

import re

import pandas as pd
import pandera.pandas as pa

from schemas.dimensions import Field, Kind, SheetForm, at_least, not_before
from schemas.lead_time_cases import no_person, opaque
from schemas.target_groups import target_group
from schemas.vocabulary import AfterPlacement, CandidateOrigin, CandidateState, Travel, VacancyState, Word, WorkForm

WHOLE = "*"  # of the municipality itself: a candidate that no provider brought
LONGEST_WEEK = 48
LONGEST_TEXT = 2000
_FORMS = {word.label: word.value for word in WorkForm}


def labels(words: type[Word]) -> tuple[str, ...]:
    return tuple(word.label for word in words)


def work_forms(text: str) -> tuple[str, ...] | None:
    """The codes of forms named in one cell, with ; or , between them; None when one is none of ours."""
    parts = [" ".join(part.casefold().split()) for part in re.split(r"[;,]", text) if part.strip()]
    found = tuple(dict.fromkeys(_FORMS.get(part, "") for part in parts))
    return found if found and all(found) else None


def _known_group(column: pd.Series) -> pd.Series:
    passes = {text: target_group(text) is not None for text in column.dropna().unique()}
    return column.map(passes).fillna(True).astype(bool)


def _known_forms(column: pd.Series) -> pd.Series:
    passes = {text: work_forms(text) is not None for text in column.dropna().unique()}
    return column.map(passes).fillna(True).astype(bool)


def _filled_with_date(frame: pd.DataFrame) -> pd.Series:
    return frame["state"].eq(VacancyState.FILLED.label) == frame["filled_on"].notna()


def _expired_with_date(frame: pd.DataFrame) -> pd.Series:
    return frame["state"].ne(VacancyState.EXPIRED.label) | frame["closes_on"].notna()


def _one_outcome(frame: pd.DataFrame) -> pd.Series:
    return frame[["placed_on", "rejected_on", "withdrawn_on"]].notna().sum(axis=1) <= 1


def _steps_in_order(frame: pd.DataFrame) -> pd.Series:
    outcome = frame[["placed_on", "rejected_on", "withdrawn_on"]].min(axis=1)
    first, second = frame["put_forward_on"], frame["interview_on"]
    late = (second < first) | (outcome < first) | (outcome < second)
    return ~late.fillna(False).astype(bool)


def _coached(frame: pd.DataFrame) -> pd.Series:
    return frame["coach_hours"].isna() | frame["job_coach"].fillna(False).astype(bool)


def _ends_a_placement(frame: pd.DataFrame) -> pd.Series:
    return frame["ends_on"].isna() | frame["placed_on"].notna()


def _after_an_end(frame: pd.DataFrame) -> pd.Series:
    return frame["after"].isna() | frame["ends_on"].notna()


def _placed_with_hours(frame: pd.DataFrame) -> pd.Series:
    return frame["placed_on"].isna() | frame["hours"].notna()


_PROVIDER = Field("provider_id", "aanbieder", Kind.IDENTIFIER,
                  "Code, KvK-nummer of naam van de aanbieder, zoals in de stamgegevens.", required=True)  # fmt: skip
_QUARTER = Field("quarter", "kwartaal", Kind.PERIOD,
                 "Het kwartaal waarvan dit de stand is, zoals 2025-K4, op elke rij hetzelfde.", required=True,
                 checks=(pa.Check(lambda s: s.str.contains("-K").fillna(True).astype(bool), name="labour_quarter_needed",
                                  ignore_na=True),))  # fmt: skip
_VACANCY = Field("vacancy", "vacature", Kind.IDENTIFIER, "Eigen code van de vacature; steeds dezelfde.", required=True,
                 checks=(pa.Check(lambda s: s.str.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"), name="bad_code",
                                  ignore_na=True),))  # fmt: skip
_CANDIDATE = Field("candidate", "kandidaat_ref", Kind.TEXT,
                   "Een kenmerk van de kandidaat dat bij u is gemaakt en niemand aanwijst, zoals een hash. Steeds hetzelfde "
                   "voor dezelfde kandidaat. Geen burgerservicenummer, geen naam, geen geboortedatum.", required=True,
                   secret=True, checks=(pa.Check(no_person, name="sr_reference_person", ignore_na=True),
                                        pa.Check(opaque, name="sr_reference_not_opaque", ignore_na=True)))  # fmt: skip
_NOT_NEGATIVE = (at_least(0, "negative"),)
_WEEK = (*_NOT_NEGATIVE, pa.Check(lambda s: s <= LONGEST_WEEK, name="sr_hours_too_many", ignore_na=True))
_SHORT = (pa.Check(lambda s: s.str.len() <= LONGEST_TEXT, name="labour_text_too_long", ignore_na=True),)
_GROUP = (pa.Check(_known_group, name="sr_unknown_group", ignore_na=True),)

VACANCIES = SheetForm(
    name="vacatures",
    title="Vacatures",
    key=("provider_id", "quarter", "vacancy"),
    fields=(
        _PROVIDER, _QUARTER, _VACANCY,
        Field("title", "titel", Kind.TEXT, "Hoe het werk heet. Geen namen.", required=True, checks=_SHORT),
        Field("form", "vorm", Kind.WORD, "Wat voor plek het is.", required=True, words=labels(WorkForm)),
        Field("hours", "uren per week", Kind.NUMBER, "Het aantal uren per week.", required=True, checks=_WEEK),
        Field("district", "wijk", Kind.TEXT, "De wijk van de werkplek. Geen adres.", checks=_SHORT),
        Field("starts_on", "start", Kind.DATE, "De eerste werkdag. Leeg: in overleg."),
        Field("requirements", "eisen", Kind.TEXT, "Wat iemand moet kunnen of hebben. Geen namen.", checks=_SHORT),
        Field("description", "omschrijving", Kind.TEXT,
              "Wat het werk is, voor op een vacaturesite. Geen namen, geen telefoonnummers.", checks=_SHORT),
        Field("reported_on", "gemeld op", Kind.DATE, "De dag waarop de vacature is gemeld.", required=True),
        Field("closes_on", "sluit op", Kind.DATE, "De laatste dag om iemand voor te dragen. Leeg: tot zij vervuld is."),
        Field("state", "status", Kind.WORD, "Gemeld, open, vervuld of verlopen.", required=True,
              words=labels(VacancyState)),
        Field("filled_on", "vervuld op", Kind.DATE, "De dag waarop de vacature is vervuld."),
    ),
    row_checks=(
        not_before("reported_on", "filled_on", "labour_filled_before"),
        not_before("reported_on", "closes_on", "labour_closed_before"),
        pa.Check(_filled_with_date, name="labour_filled_date"),
        pa.Check(_expired_with_date, name="labour_expired_date"),
    ),
)  # fmt: skip

CANDIDATES = SheetForm(
    name="kandidaten",
    title="Kandidaten",
    key=("provider_id", "quarter", "candidate"),
    fields=(
        Field("provider_id", "aanbieder", Kind.IDENTIFIER, "Leeg: een kandidaat uit het bestand van de gemeente."),
        _QUARTER, _CANDIDATE,
        Field("target_group", "doelgroep", Kind.TEXT, "De doelgroep, zoals Participatiewet of WW.", required=True,
              checks=_GROUP),
        Field("forms", "gewenste vorm", Kind.TEXT,
              f"Een of meer van: {', '.join(labels(WorkForm))}. Zet er een ; tussen.", required=True,
              checks=(pa.Check(_known_forms, name="labour_unknown_form", ignore_na=True),)),
        Field("hours", "uren per week", Kind.NUMBER, "Hoeveel uren per week de kandidaat hoogstens kan werken.",
              required=True, checks=_WEEK),
        Field("district", "wijk", Kind.TEXT, "De wijk waar de kandidaat woont. Geen adres.", checks=_SHORT),
        Field("travel", "reist", Kind.WORD, "Hoe ver de kandidaat kan reizen.", words=labels(Travel)),
        Field("available_from", "beschikbaar vanaf", Kind.DATE, "De eerste dag dat het kan. Leeg: nu."),
        Field("state", "status", Kind.WORD, "Leeg: beschikbaar.", words=labels(CandidateState)),
    ),
)  # fmt: skip

MATCHES = SheetForm(
    name="trajecten",
    title="Trajecten",
    key=("provider_id", "quarter", "vacancy", "candidate"),
    fields=(
        _PROVIDER, _QUARTER, _VACANCY, _CANDIDATE,
        Field("target_group", "doelgroep", Kind.TEXT, "De doelgroep, zoals Participatiewet of WW.", required=True,
              checks=_GROUP),
        Field("origin", "herkomst", Kind.WORD, "Wie de kandidaat aandroeg.", required=True,
              words=labels(CandidateOrigin)),
        Field("put_forward_on", "voorgedragen op", Kind.DATE, "De dag van de voordracht.", required=True),
        Field("interview_on", "gesprek op", Kind.DATE, "De dag van het gesprek."),
        Field("placed_on", "geplaatst op", Kind.DATE, "De eerste werkdag."),
        Field("rejected_on", "afgewezen op", Kind.DATE, "De dag waarop het niet doorging van uw kant."),
        Field("withdrawn_on", "teruggetrokken op", Kind.DATE, "De dag waarop de kandidaat afzag."),
        Field("form", "vorm", Kind.WORD, "Wat voor plek het werd. Leeg: zoals de vacature.", words=labels(WorkForm)),
        Field("hours", "uren per week", Kind.NUMBER, "Bij een plaatsing: het aantal uren per week.", checks=_WEEK),
        Field("job_coach", "jobcoach", Kind.FLAG, "Ja: er is een jobcoach bij deze plaatsing."),
        Field("coach_hours", "uren jobcoach", Kind.NUMBER, "Hoeveel uren de jobcoach tot nu toe gaf.",
              checks=_NOT_NEGATIVE),
        Field("ends_on", "werkelijk eind", Kind.DATE, "De laatste werkdag, als het voorbij is."),
        Field("after", "daarna", Kind.WORD, "Waar iemand daarna heen ging.", words=labels(AfterPlacement)),
        Field("months_off", "maanden uit uitkering", Kind.NUMBER,
              "Hoeveel maanden tot nu toe helemaal zonder uitkering.", checks=_NOT_NEGATIVE),
        Field("months_partly", "maanden deels uit uitkering", Kind.NUMBER,
              "Hoeveel maanden tot nu toe met een lagere uitkering.", checks=_NOT_NEGATIVE),
    ),
    row_checks=(
        pa.Check(_one_outcome, name="labour_one_outcome"),
        pa.Check(_steps_in_order, name="labour_steps_order"),
        not_before("placed_on", "ends_on", "ends_before_start"),
        pa.Check(_placed_with_hours, name="labour_hours_missing"),
        pa.Check(_coached, name="labour_coach_missing"),
        pa.Check(_ends_a_placement, name="labour_end_without_placement"),
        pa.Check(_after_an_end, name="labour_after_without_end"),
    ),
)  # fmt: skip
LABOUR_SHEETS = (VACANCIES, CANDIDATES, MATCHES)
# a heading by which each sheet is known: the others it has may stand on other sheets of ours too
MARKS = {VACANCIES.name: "titel", CANDIDATES.name: "gewenste vorm", MATCHES.name: "voorgedragen op"}
