"""The parties side of the register workbook: rules, admission, proposals, the network's meetings and decisions, versions and
predecessors. Each sheet may be left out."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from schemas.dimensions import Field, Kind, SheetForm, at_least
from schemas.register import CODE, SHEETS
from schemas.vocabulary import MeetingKind, ProposalPhase, RuleSubject, SuccessionKind


def _evidence_seen(frame: pd.DataFrame) -> pd.Series:
    """What is met, was seen somewhere."""
    return ~frame["met"].fillna(False).astype(bool) | frame["evidence"].notna()


UMBRELLA_RULES = SheetForm(
    name="koepelregels",
    title="Regels van de koepelovereenkomst",
    key=("umbrella_agreement_id", "subject", "rule"),
    fields=(
        Field("umbrella_agreement_id", "koepelovereenkomst", Kind.IDENTIFIER, "Code.", required=True),
        Field("subject", "onderwerp", Kind.WORD, "Waar de regel over gaat.", required=True,
              words=tuple(word.label for word in RuleSubject)),
        Field("rule", "regel", Kind.TEXT, "De regel zelf, in een of twee zinnen.", required=True),
    ),
)  # fmt: skip

ADMISSIONS = SheetForm(
    name="toelatingseisen",
    title="Toelatingseisen",
    key=("provider_id", "requirement", "since"),
    fields=(
        Field("provider_id", "aanbieder", Kind.IDENTIFIER, "Code van de aanbieder.", required=True),
        Field("requirement", "eis", Kind.TEXT, "De kwaliteitseis in een paar woorden.", required=True),
        Field("met", "voldaan", Kind.FLAG, "Ja of nee.", required=True),
        Field("since", "sinds", Kind.DATE, "Vanaf welke dag dit zo is.", required=True),
        Field("evidence", "bewijs", Kind.TEXT, "Wat voor bewijs is gezien, bijvoorbeeld: certificaat. Geen namen."),
    ),
    row_checks=(pa.Check(_evidence_seen, name="evidence_missing"),),
)  # fmt: skip

PROPOSAL_STEPS = SheetForm(
    name="voorstellen",
    title="Voorstellen per fase",
    key=("proposal_id", "phase", "on_day"),
    fields=(
        Field("proposal_id", "voorstel", Kind.IDENTIFIER, "Eigen code van het voorstel.", required=True, checks=(CODE,)),
        Field("provider_id", "aanbieder", Kind.IDENTIFIER, "Code van de aanbieder.", required=True),
        Field("title", "titel", Kind.TEXT, "Waar het voorstel over gaat.", required=True),
        Field("phase", "fase", Kind.WORD, "Waar het voorstel op deze dag kwam.", required=True,
              words=tuple(word.label for word in ProposalPhase)),
        Field("on_day", "datum", Kind.DATE, "De dag van deze stap.", required=True),
        Field("assessment", "beoordeling", Kind.TEXT, "Hoe het voorstel past bij de criteria."),
        Field("discussed", "besproken", Kind.TEXT, "Wat er is besproken. Functies, geen namen."),
        Field("decision", "besluit", Kind.TEXT, "Wat er is besloten, en waarom."),
        Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Bij de laatste fase: de code ervan."),
    ),
)  # fmt: skip

MEETINGS = SheetForm(
    name="overleggen",
    title="Overleggen van het Netwerk sociaal domein",
    key=("meeting_id",),
    fields=(
        Field("meeting_id", "overleg", Kind.IDENTIFIER, "Eigen code van het overleg.", required=True, checks=(CODE,)),
        Field("held_on", "datum", Kind.DATE, "De dag van het overleg.", required=True),
        Field("kind", "soort", Kind.WORD, "Wat voor overleg.", required=True,
              words=tuple(word.label for word in MeetingKind)),
        Field("subject", "onderwerp", Kind.TEXT, "Waar het over ging.", required=True),
        Field("represented", "vertegenwoordigd", Kind.TEXT, "Codes van de aanbieders, gescheiden door ; (geen namen).",
              secret=True),
    ),
)  # fmt: skip

DECISIONS = SheetForm(
    name="tafelbesluiten",
    title="Tafelbesluiten",
    key=("decision_id",),
    fields=(
        Field("decision_id", "tafelbesluit", Kind.IDENTIFIER, "Eigen code van het besluit.", required=True,
              checks=(CODE,)),
        Field("meeting_id", "overleg", Kind.IDENTIFIER, "Code van het overleg, van het blad overleggen."),
        Field("decided_on", "datum", Kind.DATE, "De dag van het besluit.", required=True),
        Field("subject", "onderwerp", Kind.TEXT, "Waar het besluit over gaat, in een paar woorden.", required=True),
        Field("decision", "besluit", Kind.TEXT, "Wat er is besloten, en waarom.", required=True),
        Field("applies_from", "geldt vanaf", Kind.DATE, "Vanaf welke dag het geldt.", required=True),
    ),
)  # fmt: skip

VERSIONS = SheetForm(
    name="versies",
    title="Versies van deelovereenkomsten",
    key=("sub_agreement_id", "version"),
    fields=(
        Field("sub_agreement_id", "deelovereenkomst", Kind.IDENTIFIER, "Code.", required=True),
        Field("version", "versie", Kind.WHOLE, "1, 2, 3 en verder.", required=True, checks=(at_least(1, "negative"),)),
        Field("valid_from", "geldig vanaf", Kind.DATE, "De eerste dag van deze versie.", required=True),
        Field("changed", "wijziging", Kind.TEXT, "Wat er anders is dan in de versie ervoor."),
        Field("decision_id", "tafelbesluit", Kind.IDENTIFIER, "Code van het tafelbesluit erachter."),
    ),
)  # fmt: skip

PREDECESSORS = SheetForm(
    name="voorgangers",
    title="Voorgangers",
    key=("provider_id", "predecessor_id"),
    fields=(
        Field("provider_id", "aanbieder", Kind.IDENTIFIER, "Code van de aanbieder die verder ging.", required=True),
        Field("predecessor_id", "voorganger", Kind.IDENTIFIER, "Code van de aanbieder ervoor.", required=True),
        Field("since", "per", Kind.DATE, "De eerste dag daarna.", required=True),
        Field("kind", "soort", Kind.WORD, "Fusie, overname of voortzetting.", required=True,
              words=tuple(word.label for word in SuccessionKind)),
    ),
)  # fmt: skip

PARTY_SHEETS = (UMBRELLA_RULES, ADMISSIONS, PROPOSAL_STEPS, MEETINGS, DECISIONS, VERSIONS, PREDECESSORS)
REGISTER_WORKBOOK = (*SHEETS, *PARTY_SHEETS)
