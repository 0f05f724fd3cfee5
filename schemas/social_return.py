"""Social return as delivered each quarter: what was promised, what was done, what was invoiced, which certificates. No persons."""

from __future__ import annotations

import re

import pandas as pd
import pandera.pandas as pa

from schemas import entry_forms
from schemas.dimensions import Field, Kind, SheetForm, at_least, not_before
from schemas.lead_time_cases import no_person, opaque
from schemas.target_groups import target_group
from schemas.vocabulary import EntryForm, EntryState, EvidenceKind, ObligationBasis, ObligationSource, PsoLevel

_PROVIDER = Field("provider_id", "aanbieder", Kind.IDENTIFIER,
                  "Code, KvK-nummer of naam van de aanbieder, zoals in de stamgegevens.", required=True)  # fmt: skip
_SUB = Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Code van de deelovereenkomst.", required=True)
_QUARTER = Field("quarter", "kwartaal", Kind.PERIOD,
                 "Het kwartaal waarvan dit de stand is, zoals 2025-K4, op elke rij hetzelfde.", required=True,
                 checks=(pa.Check(lambda s: s.str.contains("-K").fillna(True).astype(bool), name="sr_quarter_needed",
                                  ignore_na=True),))  # fmt: skip
_OBLIGATION = Field("obligation_id", "verplichting", Kind.IDENTIFIER,
                    "Eigen code van de verplichting; steeds dezelfde.", required=True,
                    checks=(pa.Check(lambda s: s.str.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"), name="bad_code",
                                     ignore_na=True),))  # fmt: skip
_NOT_NEGATIVE = (at_least(0, "negative"),)
_PERCENT = (*_NOT_NEGATIVE, pa.Check(lambda s: s <= 100, name="above_hundred", ignore_na=True))
_CODE = re.compile(r"[A-Za-z0-9_]{1,40}(?:\s*[;,]\s*[A-Za-z0-9_]{1,40})*")
_LONGEST_WEEK = 48
BY_PERSON = (EntryForm.PLACEMENT.label, EntryForm.INTERNSHIP.label, EntryForm.WORK_LEARNING.label)


def _money(name: str, header: str, explanation: str, *, required: bool = False, aliases: tuple[str, ...] = ()) -> Field:
    return Field(name, header, Kind.NUMBER, explanation, required, aliases, checks=_NOT_NEGATIVE)


def _basis_filled(frame: pd.DataFrame) -> pd.Series:
    """The amount is there that the obligation is a percentage of; what will be invoiced may be unknown."""
    contract = frame["basis"].eq(ObligationBasis.CONTRACT_VALUE.label) & frame["contract_value"].isna()
    wages = frame["basis"].eq(ObligationBasis.WAGE_SUM.label) & frame["wage_sum"].isna()
    return ~(contract | wages)


OBLIGATIONS = SheetForm(
    name="verplichtingen",
    title="Verplichtingen",
    key=("provider_id", "quarter", "obligation_id"),
    fields=(
        _PROVIDER, _SUB, _QUARTER, _OBLIGATION,
        Field("source", "herkomst", Kind.WORD, "Waar de verplichting uit komt.", required=True,
              words=tuple(word.label for word in ObligationSource)),
        Field("basis", "grondslag", Kind.WORD, "Waarvan de verplichting een percentage is. Ligt vast bij de gunning.",
              required=True, words=tuple(word.label for word in ObligationBasis)),
        Field("percentage", "percentage", Kind.NUMBER, "Het percentage, zoals 5. Ligt vast bij de gunning.",
              required=True, checks=_PERCENT),
        _money("contract_value", "opdrachtwaarde", "De afgesproken waarde zonder btw, over de hele looptijd."),
        _money("wage_sum", "loonsom", "De loonsom van de opdracht."),
        _money("ceiling", "plafond", "Het hoogste bedrag dat wordt gevraagd. Leeg: geen plafond."),
        _money("threshold", "drempel", "Onder deze opdrachtwaarde wordt niets gevraagd. Leeg: geen drempel."),
        Field("awarded_on", "gegund op", Kind.DATE, "De dag van de gunning.", required=True),
        Field("starts_on", "begin", Kind.DATE, "De eerste dag van de looptijd.", required=True),
        Field("ends_on", "eind", Kind.DATE, "De laatste dag van de looptijd.", required=True),
        Field("table_id", "bouwblokkentabel", Kind.IDENTIFIER, "De tabel die bij de gunning is afgesproken.",
              required=True),
        Field("exempt", "reden vrijstelling", Kind.TEXT, "Alleen bij vrijstelling: waarom."),
        Field("malus_factor", "malusfactor", Kind.NUMBER, "Welk deel van een tekort kan worden ingehouden: 0, 1 of 1,5.",
              checks=_NOT_NEGATIVE),
        Field("plan_on", "plan ontvangen op", Kind.DATE, "De dag waarop het plan van aanpak er was."),
    ),
    row_checks=(
        not_before("starts_on", "ends_on", "ends_before_start"),
        pa.Check(_basis_filled, name="sr_basis_missing"),
    ),
)  # fmt: skip


def _known_group(column: pd.Series) -> pd.Series:
    passes = {text: target_group(text) is not None for text in column.dropna().unique()}
    return column.map(passes).fillna(True).astype(bool)


def _person_has_hours(frame: pd.DataFrame) -> pd.Series:
    return ~frame["form"].isin(BY_PERSON) | frame["hours"].notna()


def _person_has_group(frame: pd.DataFrame) -> pd.Series:
    return ~frame["form"].isin(BY_PERSON) | frame["target_group"].notna()


def _person_has_reference(frame: pd.DataFrame) -> pd.Series:
    return ~frame["form"].isin(BY_PERSON) | frame["candidate"].notna()


def _displaces_nobody(frame: pd.DataFrame) -> pd.Series:
    """Asked of placements alone: no regular worker was put out for them."""
    said = frame["no_displacement"].fillna(False).astype(bool)
    return ~frame["form"].isin(BY_PERSON) | said


def _custom_with_reason(frame: pd.DataFrame) -> pd.Series:
    return frame["claimed"].isna() | frame["custom_reason"].notna()


def _seen_with_kind(frame: pd.DataFrame) -> pd.Series:
    return frame["evidence_seen_on"].isna() | frame["evidence"].notna()


ENTRIES = SheetForm(
    name="inzet",
    title="Inzet",
    key=("provider_id", "quarter", "obligation_id", "entry"),
    fields=(
        _PROVIDER, _SUB, _QUARTER, _OBLIGATION,
        Field("entry", "kenmerk", Kind.TEXT, "Uw eigen kenmerk van deze inzet, elk kwartaal hetzelfde. Geen naam.",
              required=True, secret=True,
              checks=(pa.Check(no_person, name="sr_reference_person", ignore_na=True),
                      pa.Check(opaque, name="sr_reference_not_opaque", ignore_na=True))),
        Field("candidate", "kandidaat_ref", Kind.TEXT,
              "Een kenmerk van de kandidaat dat bij u is gemaakt en niemand aanwijst, zoals een hash. Steeds hetzelfde voor "
              "dezelfde kandidaat. Geen burgerservicenummer, geen naam, geen geboortedatum.", secret=True,
              checks=(pa.Check(no_person, name="sr_reference_person", ignore_na=True),
                      pa.Check(opaque, name="sr_reference_not_opaque", ignore_na=True))),
        Field("form", "vorm", Kind.WORD, "Wat er is ingezet.", required=True,
              words=tuple(word.label for word in EntryForm),
              synonyms={name: word.label for name, word in entry_forms.NAMES.items()}),
        Field("target_group", "doelgroep", Kind.TEXT, "De doelgroep van de kandidaat, zoals Participatiewet of WW.",
              checks=(pa.Check(_known_group, name="sr_unknown_group", ignore_na=True),)),
        Field("block", "bouwblok", Kind.IDENTIFIER, "De code van het bouwblok. Leeg: het bouwblok van de doelgroep."),
        Field("starts_on", "start", Kind.DATE, "De eerste dag, of de dag van de factuur of activiteit.", required=True),
        Field("planned_end", "eind gepland", Kind.DATE, "De laatste dag zoals gepland."),
        Field("ends_on", "werkelijk eind", Kind.DATE, "De laatste dag, als het al voorbij is."),
        Field("hours", "uren per week", Kind.NUMBER, "Het aantal uren per week.",
              checks=(*_NOT_NEGATIVE, pa.Check(lambda s: s <= _LONGEST_WEEK, name="sr_hours_too_many", ignore_na=True))),
        Field("quantity", "aantal", Kind.NUMBER, "Het aantal uren of dagen, waar het bouwblok die telt.",
              checks=_NOT_NEGATIVE, aliases=("uren",)),
        _money("paid", "bedrag zonder btw", "Bij inkoop en gemaakte kosten.", aliases=("factuur_ex_btw",)),
        Field("bonuses", "bonussen", Kind.TEXT, "Codes van bonussen uit de tabel, gescheiden door ;",
              checks=(pa.Check(lambda s: s.str.fullmatch(_CODE.pattern), name="sr_unknown_bonus", ignore_na=True),)),
        Field("hired_on", "in dienst sinds", Kind.DATE, "Als de kandidaat al voor de start in dienst was."),
        _money("claimed", "bedrag maatwerk", "Alleen als de tabel geen waarde heeft: het bedrag dat u voorstelt."),
        Field("custom_reason", "reden maatwerk", Kind.TEXT, "Waarom dit bedrag redelijk is. Geen namen."),
        Field("district", "wijk", Kind.TEXT, "De wijk van de werkplek. Geen adres."),
        Field("evidence", "bewijs", Kind.WORD, "Welk bewijs er is. Het stuk zelf stuurt u niet mee.",
              words=tuple(word.label for word in EvidenceKind)),
        Field("evidence_seen_on", "bewijs gezien op", Kind.DATE, "De dag waarop het bewijs is bekeken."),
        Field("evidence_seen_by", "bewijs gezien door", Kind.TEXT, "De functie van wie het bekeek. Geen naam."),
        Field("state", "status", Kind.WORD, "Ingediend, of ingetrokken. Goedkeuren doet de gemeente.",
              words=tuple(word.label for word in EntryState)),
        Field("no_displacement", "geen verdringing", Kind.FLAG,
              "Ja: deze plek verdringt geen gewone werknemer. Nodig bij elke plaatsing, stage en leerwerkbaan."),
    ),
    row_checks=(
        not_before("starts_on", "planned_end", "ends_before_start"),
        not_before("starts_on", "ends_on", "ends_before_start"),
        pa.Check(_person_has_hours, name="sr_hours_missing"),
        pa.Check(_person_has_group, name="sr_group_missing"),
        pa.Check(_person_has_reference, name="sr_candidate_missing"),
        pa.Check(_displaces_nobody, name="sr_displacement"),
        pa.Check(_custom_with_reason, name="sr_custom_reason"),
        pa.Check(_seen_with_kind, name="sr_evidence_kind"),
    ),
)  # fmt: skip

INVOICES = SheetForm(
    name="facturen",
    title="Facturen",
    key=("provider_id", "quarter", "obligation_id", "invoiced_quarter"),
    fields=(
        _PROVIDER, _SUB, _QUARTER, _OBLIGATION,
        Field("invoiced_quarter", "factuurkwartaal", Kind.PERIOD, "Het kwartaal van de facturen, zoals 2025-K2.",
              required=True, checks=_QUARTER.checks),
        Field("amount", "gefactureerd", Kind.NUMBER,
              "Wat in dat kwartaal is gefactureerd, zonder btw en na aftrek van creditnota's.", required=True,
              checks=(at_least(0, "sr_credit_note"),)),
        _money("remaining", "verwacht daarna", "Wat na dat kwartaal nog wordt verwacht, zonder btw. Leeg: wat over is."),
    ),
)  # fmt: skip

CERTIFICATES = SheetForm(
    name="certificaten",
    title="Certificaten",
    key=("provider_id", "quarter", "level", "valid_from"),
    fields=(
        _PROVIDER, _QUARTER,
        Field("level", "pso-trede", Kind.WORD, "Het niveau van het certificaat.", required=True,
              words=tuple(word.label for word in PsoLevel)),
        Field("valid_from", "geldig vanaf", Kind.DATE, "De eerste dag van het certificaat.", required=True),
        Field("valid_until", "geldig tot en met", Kind.DATE, "De laatste dag van het certificaat.", required=True),
        Field("discount", "korting", Kind.NUMBER, "De afgesproken korting in procenten. Leeg: zoals in de tabel.",
              checks=_PERCENT),
    ),
    row_checks=(not_before("valid_from", "valid_until", "ends_before_start"),),
)  # fmt: skip
SOCIAL_RETURN_SHEETS = (OBLIGATIONS, ENTRIES, INVOICES, CERTIFICATES)
# what follows from what was promised, where a file does not say it
FROM_OBLIGATION = ("sub_agreement_id", "obligation_id")
# what the award fixes: it never changes afterwards
FIXED_AT_AWARD = ("basis", "percentage", "table_id", "awarded_on")
