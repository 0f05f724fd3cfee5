"""Zakenlijst: one row per request for help, without persons: days from request to start follow from it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from schemas.dimensions import Field, Kind, SheetForm, not_before
from schemas.vocabulary import AgeBand, EndReason

# a reference made at the provider: no blanks, at least one digit, nothing that is a date
_OPAQUE = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._-]{3,127}")
_DAY = re.compile(r"[0-9]{1,4}[-.][0-9]{1,2}[-.][0-9]{1,4}|(?:19|20)[0-9]{6}|[0-9]{4}(?:19|20)[0-9]{2}")
_PERSON = re.compile(r"[0-9.-]{8,13}")  # eight or nine digits, whatever stands between them
_BEFORE_START = (EndReason.WITHDRAWN.label, EndReason.REJECTED.label)


def _distinct(column: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    """The test asked once per distinct text."""
    passes = {text: test(text) for text in column.dropna().unique()}
    return column.map(passes).fillna(True).astype(bool)


def opaque(column: pd.Series) -> pd.Series:
    """Made where it is used, and pointing at nobody: no blanks, at least one digit, no day."""
    return _distinct(column, lambda text: bool(_OPAQUE.fullmatch(text)) and not _DAY.fullmatch(text))


def no_person(column: pd.Series) -> pd.Series:
    """No text that is eight or nine digits and nothing else: that may be a citizen service number. A day is told apart."""

    def holds(text: str) -> bool:
        digits = bool(_PERSON.fullmatch(text)) and sum(map(str.isdigit, text)) in (8, 9)
        return not digits or bool(_DAY.fullmatch(text))

    return _distinct(column, holds)


def _quarter(column: pd.Series) -> pd.Series:
    return column.str.contains("-K").fillna(True).astype(bool)


def _ends_with_reason(frame: pd.DataFrame) -> pd.Series:
    return frame["ended_on"].isna() | frame["end_reason"].notna()


def _reason_with_end(frame: pd.DataFrame) -> pd.Series:
    return frame["end_reason"].isna() | frame["ended_on"].notna()


def _withdrawn_never_started(frame: pd.DataFrame) -> pd.Series:
    return ~(frame["end_reason"].isin(_BEFORE_START) & frame["started_on"].notna())


LEAD_TIME_CASES = SheetForm(
    name="zakenlijst",
    title="Zakenlijst",
    key=("provider_id", "sub_agreement_id", "quarter", "case_number"),
    fields=(
        Field("provider_id", "aanbieder", Kind.IDENTIFIER,
              "Code, KvK-nummer of naam van de aanbieder, zoals in de stamgegevens.", required=True),
        Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Code van de deelovereenkomst.",
              required=True),
        Field("quarter", "kwartaal", Kind.PERIOD, "Het kwartaal van deze lijst, zoals 2025-K4, op elke rij hetzelfde.",
              required=True, checks=(pa.Check(_quarter, name="not_a_quarter", ignore_na=True),)),
        Field("case_number", "zaaknummer", Kind.TEXT,
              "Een eigen kenmerk dat bij u is gemaakt en niemand aanwijst, zoals een hash. Geen burgerservicenummer, "
              "geen naam, geen geboortedatum.", required=True, secret=True,
              checks=(pa.Check(no_person, name="case_number_person", ignore_na=True),
                      pa.Check(opaque, name="case_number_not_opaque", ignore_na=True))),
        Field("requested_on", "aanvraagdatum", Kind.DATE, "De dag waarop om hulp is gevraagd.", required=True),
        Field("started_on", "startdatum", Kind.DATE, "De dag waarop de hulp begon. Leeg: nog niet begonnen."),
        Field("ended_on", "einddatum", Kind.DATE,
              "De dag waarop de hulp stopte, of waarop de aanvraag verviel. Leeg: loopt nog."),
        Field("end_reason", "reden einde", Kind.WORD, "Waarom de zaak is geëindigd. Leeg zolang hij loopt.",
              words=tuple(word.label for word in EndReason)),
        Field("age_band", "leeftijdsgroep", Kind.WORD, "De groep waar iemand in valt; nooit een geboortedatum.",
              words=tuple(word.label for word in AgeBand), secret=True),
        Field("district", "wijk", Kind.TEXT, "De wijk. Geen adres en geen postcode."),
    ),
    row_checks=(
        not_before("requested_on", "started_on", "start_before_request"),
        not_before("requested_on", "ended_on", "end_before_request"),
        not_before("started_on", "ended_on", "ends_before_start"),
        pa.Check(_withdrawn_never_started, name="withdrawn_after_start"),
        pa.Check(_ends_with_reason, name="end_reason_missing"),
        pa.Check(_reason_with_end, name="end_date_missing"),
    ),
)  # fmt: skip
