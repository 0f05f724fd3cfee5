"""The contract side: umbrella agreement, providers, sub-agreements, participation and agreed targets."""

from __future__ import annotations

import pandera.pandas as pa

from schemas.dimensions import Field, Kind, SheetForm, at_least, not_before
from schemas.vocabulary import DaysKind, TargetPeriod

_FROM = "Vanaf welke dag dit geldt, bijvoorbeeld 1-1-2025."
_UNTIL = "Tot en met welke dag dit geldt. Leeg: nog geen einde."


def _digits(length: int, code: str) -> pa.Check:
    return pa.Check(lambda s: s.str.fullmatch(rf"\d{{{length}}}"), name=code, ignore_na=True)


CODE = pa.Check(lambda s: s.str.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"), name="bad_code", ignore_na=True)

UMBRELLA_AGREEMENT = SheetForm(
    name="koepelovereenkomst",
    title="Koepelovereenkomst",
    key=("umbrella_agreement_id",),
    fields=(
        Field("umbrella_agreement_id", "koepelovereenkomst", Kind.IDENTIFIER, "Eigen code.", required=True),
        Field("title", "titel", Kind.TEXT, "Naam van de koepelovereenkomst.", required=True),
        Field("municipality_code", "gemeentecode", Kind.IDENTIFIER, "GM en vier cijfers.", required=True,
              checks=(pa.Check(lambda s: s.str.fullmatch(r"GM\d{4}"), name="municipality_code", ignore_na=True),)),
        Field("municipality", "gemeente", Kind.TEXT, "Naam van de gemeente.", required=True),
        Field("starts_on", "ingangsdatum", Kind.DATE, _FROM, required=True),
        Field("ends_on", "einddatum", Kind.DATE, _UNTIL),
        Field("published_on", "gepubliceerd op", Kind.DATE, "Wanneer de koepelovereenkomst is gepubliceerd.", later=True),
        Field("questions_until", "vragen tot en met", Kind.DATE, "De laatste dag om vragen te stellen.", later=True),
    ),
    row_checks=(not_before("starts_on", "ends_on", "ends_before_start"),),
)  # fmt: skip

PROVIDERS = SheetForm(
    name="aanbieders",
    title="Aanbieders",
    key=("provider_id",),
    fields=(
        Field("provider_id", "aanbieder", Kind.IDENTIFIER, "Korte eigen code, zonder spaties.", required=True,
              checks=(CODE,)),
        Field("provider", "naam", Kind.TEXT, "Naam zoals die op papier staat.", required=True),
        Field("kvk", "kvk", Kind.IDENTIFIER, "KvK-nummer: 8 cijfers, als tekst.", digits=8,
              checks=(_digits(8, "kvk"),)),
        Field("agb", "agb", Kind.IDENTIFIER, "AGB-code: 8 cijfers, als tekst.", digits=8,
              checks=(_digits(8, "agb"),)),
        Field("aliases", "andere namen", Kind.TEXT, "Andere namen in bestanden, gescheiden door ;"),
        Field("succeeded_by", "opgevolgd door", Kind.IDENTIFIER, "Na een fusie: de code van de nieuwe aanbieder."),
    ),
)  # fmt: skip

SUB_AGREEMENTS = SheetForm(
    name="deelovereenkomsten",
    title="Deelovereenkomsten",
    key=("sub_agreement_id",),
    fields=(
        Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Eigen code.", required=True,
              checks=(CODE,)),
        Field("provider_id", "aanbieder", Kind.IDENTIFIER, "Code van de aanbieder.", required=True),
        Field("title", "titel", Kind.TEXT, "Waar de overeenkomst over gaat.", required=True),
        Field("starts_on", "ingangsdatum", Kind.DATE, _FROM, required=True),
        Field("ends_on", "einddatum", Kind.DATE, _UNTIL),
    ),
    row_checks=(not_before("starts_on", "ends_on", "ends_before_start"),),
)  # fmt: skip

PARTICIPATION = SheetForm(
    name="deelname",
    title="Deelname",
    key=("umbrella_agreement_id", "provider_id", "joined_on"),
    fields=(
        Field("umbrella_agreement_id", "koepelovereenkomst", Kind.IDENTIFIER, "Code.", required=True),
        Field("provider_id", "aanbieder", Kind.IDENTIFIER, "Code van de aanbieder.", required=True),
        Field("joined_on", "toegetreden op", Kind.DATE, "Eerste dag van deelname.", required=True),
        Field("left_on", "uitgetreden op", Kind.DATE, "Laatste dag van deelname. Leeg: doet nog mee."),
        Field("reason", "reden", Kind.TEXT, "Waarom de aanbieder is uitgetreden."),
        Field("joined_because", "reden van toetreding", Kind.TEXT, "Waarom de aanbieder is toegetreden.", later=True),
    ),
    row_checks=(not_before("joined_on", "left_on", "ends_before_start"),),
)  # fmt: skip

AGREED_TARGETS = SheetForm(
    name="prestatieafspraken",
    title="Prestatieafspraken",
    key=("sub_agreement_id", "indicator", "valid_from"),
    fields=(
        Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Code.", required=True),
        Field("indicator", "indicator", Kind.IDENTIFIER, "Code van de indicator, zoals BER-2.", required=True),
        Field("target_value", "norm", Kind.NUMBER, "De afgesproken waarde, in de eenheid van de indicator.",
              required=True, checks=(at_least(0, "negative"),)),
        Field("target_period", "periode", Kind.WORD, "Geldt de norm per kwartaal of voor het hele jaar?",
              required=True, words=tuple(word.label for word in TargetPeriod)),
        Field("valid_from", "geldig vanaf", Kind.DATE, _FROM, required=True),
        Field("valid_until", "geldig tot en met", Kind.DATE, _UNTIL),
        Field("source", "bron", Kind.TEXT, "Waar de afspraak staat, bijvoorbeeld het tafelverslag."),
        Field("term_days", "termijn in dagen", Kind.WHOLE, "Bij TER-12: binnen hoeveel dagen de hulp moet beginnen.",
              later=True,
              checks=(at_least(0, "negative"),)),
        Field("days_kind", "dagen soort", Kind.WORD, "Bij TER-11, TER-12 en TER-13. Leeg: kalenderdagen.",
              later=True, words=tuple(word.label for word in DaysKind)),
        Field("decision_id", "tafelbesluit", Kind.IDENTIFIER, "Code van het tafelbesluit dat deze norm vaststelde.",
              later=True),
    ),
    row_checks=(not_before("valid_from", "valid_until", "ends_before_start"),),
)  # fmt: skip

SHEETS = (UMBRELLA_AGREEMENT, PROVIDERS, SUB_AGREEMENTS, PARTICIPATION, AGREED_TARGETS)
