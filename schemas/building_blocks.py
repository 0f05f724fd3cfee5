"""A table of building blocks as somebody fills it in: what holds for the whole table, its blocks, and its bonuses."""

from __future__ import annotations

import re

import pandas as pd
import pandera.pandas as pa

from schemas.dimensions import Field, Kind, SheetForm, at_least, not_before
from schemas.target_groups import target_group
from schemas.vocabulary import EntryForm, PsoLevel, Word


class Per(Word):
    """In what an effort is counted."""

    YEAR = "year", "per jaar"
    MONTH = "month", "per maand"
    DAY = "day", "per dag"
    HOUR = "hour", "per uur"
    INVOICE = "invoice", "factuur of gemaakte kosten"


class YearDays(Word):
    """How many days a year has."""

    ALWAYS = "365", "altijd 365"
    LEAP = "365/366", "365, in een schrikkeljaar 366"


class Counting(Word):
    """What of a placement is counted."""

    DAYS = "days", "dagen van de looptijd"
    HOURS = "hours", "gewerkte uren"


class CapCounting(Word):
    """How it is counted how long somebody may count."""

    CALENDAR = "calendar", "maanden op de kalender"
    WORKED = "worked", "gewerkte jaren"


UNLIMITED = "onbeperkt"
TABLE_CODE = re.compile(r"[a-z0-9][a-z0-9-]{2,39}")
LONGEST_CAP = 600  # months
_LABELS = {item.label for item in EntryForm}
_POSITIVE = (at_least(0, "negative"),)
_PERCENT = (*_POSITIVE, pa.Check(lambda s: s <= 100, name="above_hundred", ignore_na=True))
_CODE = pa.Check(lambda s: s.str.fullmatch(r"[A-Za-z0-9_]{1,40}"), name="bb_code", ignore_na=True)


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _known_groups(column: pd.Series) -> pd.Series:
    return column.map(lambda text: not isinstance(text, str) or all(target_group(part) for part in split(text)))


def _known_forms(column: pd.Series) -> pd.Series:
    return column.map(lambda text: not isinstance(text, str) or _LABELS.issuperset(split(text)))


def _known_cap(column: pd.Series) -> pd.Series:
    return column.map(lambda text: not isinstance(text, str) or text in ("", UNLIMITED) or _months(text))


def _months(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,3}", text)) and 0 < int(text) <= LONGEST_CAP


def _has_amount(frame: pd.DataFrame) -> pd.Series:
    """Of an invoice the amount is what was paid."""
    return frame["per"].eq(Per.INVOICE.label) | frame["amount"].gt(0)


def _hours_of_a_year(frame: pd.DataFrame) -> pd.Series:
    return ~frame["counting"].eq(Counting.HOURS.label) | frame["norm_year_hours"].gt(0)


def _minimum_below_norm(frame: pd.DataFrame) -> pd.Series:
    return frame["minimum_hours"].isna() | frame["norm_hours"].isna() | (frame["minimum_hours"] <= frame["norm_hours"])


TABLE = SheetForm(
    name="tabel",
    title="Tabel",
    key=("table_id",),
    fields=(
        Field("table_id", "code", Kind.IDENTIFIER, "De code van deze versie, zoals lindendaal-2026.", required=True,
              checks=(pa.Check(lambda s: s.str.fullmatch(TABLE_CODE.pattern), name="bb_table_code", ignore_na=True),)),
        Field("title", "naam", Kind.TEXT, "Hoe de tabel heet.", required=True),
        Field("region", "streek", Kind.TEXT, "Voor welke gemeente of streek de tabel is.", required=True),
        Field("source", "bron", Kind.TEXT, "Waar de bedragen vandaan komen, zoals een besluit of een bladzijde.",
              required=True),
        Field("valid_from", "geldig vanaf", Kind.DATE, "De eerste dag van gunningen waarvoor deze tabel mag gelden.",
              required=True),
        Field("valid_until", "geldig tot en met", Kind.DATE, "De laatste dag, als die bekend is."),
        Field("complete", "volledig", Kind.FLAG, "Ja: de hele tabel staat hier. Anders telt wat ontbreekt als maatwerk."),
        Field("note", "toelichting", Kind.TEXT, "Wat er verder bij de tabel hoort. Geen namen."),
        Field("norm_hours", "norm uren per week", Kind.NUMBER, "Uren per week van een volledige baan.", required=True,
              checks=(pa.Check(lambda s: (s > 0) & (s <= 48), name="bb_norm_hours", ignore_na=True),)),
        Field("minimum_hours", "minimum uren per week", Kind.NUMBER, "Minder uren tellen voor 0.", checks=_POSITIVE),
        Field("year_days", "dagen in een jaar", Kind.WORD, "Hoe een dag in een schrikkeljaar telt.", required=True,
              words=tuple(item.label for item in YearDays)),
        Field("counting", "telling", Kind.WORD, "Wat er van een plaatsing telt.", required=True,
              words=tuple(item.label for item in Counting)),
        Field("norm_year_hours", "uren van een normjaar", Kind.NUMBER, "Alleen als gewerkte uren tellen.",
              checks=_POSITIVE),
        Field("cap_counting", "telling van de duur", Kind.WORD, "Hoe telt hoe lang iemand mag meetellen.", required=True,
              words=tuple(item.label for item in CapCounting)),
        Field("bonus_pro_rata", "bonus naar rato", Kind.FLAG,
              "Ja: een bonus telt naar uren en dagen. Anders geheel, één keer per kandidaat."),
        Field("look_back_months", "maanden voor het begin", Kind.WHOLE,
              "Zo veel maanden voor het begin van de opdracht telt inzet ook.", checks=_POSITIVE),
        Field("hired_before_months", "maanden al in dienst", Kind.WHOLE,
              "Wie langer voor het begin in dienst kwam, telt niet. Leeg: geen grens.", checks=_POSITIVE),
        *(Field(f"pso_{item.value}", f"korting {item.label}", Kind.NUMBER,
                "Percentage van de verplichting dat vervalt met dit PSO-certificaat.", checks=_PERCENT)
          for item in PsoLevel),
    ),
    row_checks=(
        not_before("valid_from", "valid_until", "ends_before_start"),
        pa.Check(_hours_of_a_year, name="bb_year_hours"),
        pa.Check(_minimum_below_norm, name="bb_minimum_hours"),
    ),
)  # fmt: skip

BLOCKS = SheetForm(
    name="bouwblokken",
    title="Bouwblokken",
    key=("code",),
    fields=(
        Field("code", "code", Kind.IDENTIFIER, "Korte code, zoals PW.", required=True, checks=(_CODE,)),
        Field("label", "omschrijving", Kind.TEXT, "Wat het is.", required=True),
        Field("amount", "bedrag", Kind.NUMBER, "In euro's, zonder btw. Leeg bij facturen.", checks=_POSITIVE),
        Field("per", "per", Kind.WORD, "Waarin wordt geteld.", required=True, words=tuple(item.label for item in Per)),
        Field("cap", "hoogstens maanden", Kind.TEXT,
              f"Hoe lang iemand hoogstens telt: een aantal maanden, of {UNLIMITED}. Leeg: niet in de bron.",
              checks=(pa.Check(_known_cap, name="bb_cap", ignore_na=True),)),
        Field("groups", "doelgroepen", Kind.TEXT, "Voor welke doelgroepen.",
              checks=(pa.Check(_known_groups, name="sr_unknown_group", ignore_na=True),)),
        Field("forms", "vormen", Kind.TEXT, "Alleen voor deze vormen. Leeg: plaatsing, stage en leerwerkbaan.",
              checks=(pa.Check(_known_forms, name="bb_form", ignore_na=True),)),
        Field("counts_for", "percentage", Kind.NUMBER, "Welk deel van een factuur telt. Leeg: alles.", checks=_PERCENT),
        Field("choose", "alleen als genoemd", Kind.FLAG, "Ja: dit bouwblok telt alleen als de inzet het noemt."),
        Field("maximum", "hoogste bedrag", Kind.FLAG, "Ja: het bedrag is het meeste dat telt van wat is betaald."),
    ),
    row_checks=(pa.Check(_has_amount, name="bb_amount"),),
)  # fmt: skip

BONUSES = SheetForm(
    name="bonussen",
    title="Bonussen",
    key=("code",),
    fields=(
        Field("code", "code", Kind.IDENTIFIER, "Korte code, zoals 55PLUS.", required=True, checks=(_CODE,)),
        Field("label", "omschrijving", Kind.TEXT, "Wanneer de bonus telt.", required=True),
        Field("amount", "bedrag", Kind.NUMBER, "In euro's.", required=True, checks=_POSITIVE),
    ),
)  # fmt: skip
TABLE_SHEETS = (TABLE, BLOCKS, BONUSES)
