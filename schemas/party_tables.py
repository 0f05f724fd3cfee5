"""The tables of parties and agreements in a published file. An umbrella report needs these, and `providers`.

Of the umbrella as a whole: `umbrella_agreements`, `umbrella_rules`, `network_figures` (NET-1..3 per quarter), `network_meetings`,
`consultation_decisions` with `target_changes`, `network_events` (all of it in the order of time). Per provider: `participations`,
`admissions`, `proposal_steps`, `agreement_versions`, `predecessors`. Nothing here is a score, and no row is about a person.
"""

from __future__ import annotations

from schemas.published_table import DAY, FLAG, REAL, TEXT, WHOLE, Table

UMBRELLA_AGREEMENTS = Table(
    "umbrella_agreements",
    "one umbrella agreement: its fixed term, when it was published, until when questions could be asked",
    {
        "umbrella_agreement_id": TEXT,
        "title": TEXT,
        "municipality": TEXT,
        "starts_on": DAY,
        "ends_on": DAY,  # null: no end was agreed
        "published_on": DAY,
        "questions_until": DAY,
        "sentence": TEXT,  # Dutch: its term
    },
    ("umbrella_agreement_id",),
)
UMBRELLA_RULES = Table(
    "umbrella_rules",
    "one rule of an umbrella agreement",
    {"umbrella_agreement_id": TEXT, "position": WHOLE, "subject": TEXT, "rule": TEXT},  # vocabulary.RuleSubject
    ("umbrella_agreement_id", "position"),
)
PARTICIPATIONS = Table(
    "participations",
    "one stay of one provider in an umbrella agreement; left_on is its last day",
    {
        "umbrella_agreement_id": TEXT,
        "provider_id": TEXT,
        "joined_on": DAY,
        "left_on": DAY,
        "joined_because": TEXT,
        "left_because": TEXT,
        "admission": TEXT,  # Dutch: whether it meets the requirements as they stand now; null where none are known
    },
    ("umbrella_agreement_id", "provider_id", "joined_on"),
)
ADMISSIONS = Table(
    "admissions",
    "one requirement of one provider, as it stood from a day until (inclusive) another",
    {
        "provider_id": TEXT,
        "requirement": TEXT,
        "since": DAY,
        "until": DAY,  # null: so it stands
        "met": FLAG,
        "evidence": TEXT,  # the kind of evidence that was seen
    },
    ("provider_id", "requirement", "since"),
)
PROPOSAL_STEPS = Table(
    "proposal_steps",
    "one step of one proposal; `latest` is where it stands",
    {
        "proposal_id": TEXT,
        "position": WHOLE,
        "provider_id": TEXT,
        "title": TEXT,
        "phase": TEXT,  # vocabulary.ProposalPhase
        "on_day": DAY,
        "assessment": TEXT,
        "discussed": TEXT,
        "decision": TEXT,
        "sub_agreement_id": TEXT,
        "latest": FLAG,
    },
    ("proposal_id", "position"),
)
NETWORK_MEETINGS = Table(
    "network_meetings",
    "one meeting of the network or of an overlegtafel; who was there by provider, never by name",
    {
        "meeting_id": TEXT,
        "held_on": DAY,
        "kind": TEXT,  # vocabulary.MeetingKind
        "subject": TEXT,
        "represented": TEXT,  # Dutch: a listing of providers
        "providers": WHOLE,
    },
    ("meeting_id",),
)
CONSULTATION_DECISIONS = Table(
    "consultation_decisions",
    "one decision of the consultation",
    {
        "decision_id": TEXT,
        "meeting_id": TEXT,
        "decided_on": DAY,
        "subject": TEXT,
        "decision": TEXT,
        "applies_from": DAY,
        "consequence": TEXT,  # Dutch: which targets it changed from what to what; null where it changed none
    },
    ("decision_id",),
)
TARGET_CHANGES = Table(
    "target_changes",
    "one agreed target that a decision set, with the one before it; quarters before `valid_from` keep that one",
    {
        "sub_agreement_id": TEXT,
        "indicator": TEXT,
        "valid_from": DAY,
        "provider_id": TEXT,
        "decision_id": TEXT,
        "former": REAL,  # null: there was none
        "target": REAL,
        "sentence": TEXT,
    },
    ("sub_agreement_id", "indicator", "valid_from"),
)
AGREEMENT_VERSIONS = Table(
    "agreement_versions",
    "one version of a sub-agreement",
    {"sub_agreement_id": TEXT, "version": WHOLE, "valid_from": DAY, "changed": TEXT, "decision_id": TEXT},
    ("sub_agreement_id", "version"),
)
PREDECESSORS = Table(
    "predecessors",
    "one provider in whose place another came. `stitched`: the trend before is the one of the predecessor",
    {
        "provider_id": TEXT,
        "predecessor_id": TEXT,
        "since": DAY,
        "kind": TEXT,  # vocabulary.SuccessionKind
        "stitched": FLAG,
        "sentence": TEXT,  # Dutch: what happened, and why the trends are joined or not
    },
    ("provider_id", "predecessor_id"),
)
STITCHES = Table(
    "stitches",
    "one series that may be continued backwards with the one of a predecessor, up to and including a quarter",
    {
        "provider_id": TEXT,
        "sub_agreement_id": TEXT,  # null: the total of the provider
        "predecessor_id": TEXT,
        "predecessor_sub_agreement_id": TEXT,
        "until": TEXT,  # the last quarter of the predecessor
    },
    ("provider_id", "sub_agreement_id"),
)
NETWORK_EVENTS = Table(
    "network_events",
    "one thing that happened in the network, in the order of time",
    {"position": WHOLE, "on_day": DAY, "kind": TEXT, "provider_id": TEXT, "text": TEXT},  # vocabulary.NetworkEvent
    ("position",),
)
NETWORK_FIGURES = Table(
    "network_figures",
    "one figure of an umbrella agreement as a whole: NET-1 parties, NET-2 joined, NET-3 left",
    {
        "umbrella_agreement_id": TEXT,
        "indicator": TEXT,
        "quarter": TEXT,
        "value": REAL,
        "unit": TEXT,
        "sentence": TEXT,  # Dutch: who; of NET-1 how it follows from the quarter before
    },
    ("umbrella_agreement_id", "indicator", "quarter"),
)
PARTY_TABLES = (
    UMBRELLA_AGREEMENTS, UMBRELLA_RULES, PARTICIPATIONS, ADMISSIONS, PROPOSAL_STEPS, NETWORK_MEETINGS,
    CONSULTATION_DECISIONS, TARGET_CHANGES, AGREEMENT_VERSIONS, PREDECESSORS, STITCHES, NETWORK_EVENTS,
    NETWORK_FIGURES,
)  # fmt: skip
