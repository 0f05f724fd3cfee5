"""The quarterly talk: its words, and its tables in a published file."""

from __future__ import annotations

from schemas.published_table import DAY, FLAG, REAL, TEXT, WHOLE, Table
from schemas.vocabulary import Word

WHOLE_QUARTER = "*"  # in the place of a provider: an edition of the quarter as a whole
LONGEST_TEXT = 10_000  # characters of a commentary, signal, question, agreement or result


class TalkState(Word):
    """How far the talk of one provider about one quarter has come."""

    DRAFT = "draft", "concept"
    DISCUSSED = "discussed", "besproken"
    SETTLED = "settled", "vastgesteld"


class Side(Word):
    PROVIDER = "provider", "aanbieder"
    MUNICIPALITY = "municipality", "gemeente"

    @property
    def other(self) -> Side:
        return Side.MUNICIPALITY if self is Side.PROVIDER else Side.PROVIDER


class Function(Word):
    """Who took part, wrote or acts: by function, never by name. The list is closed so that no name can be in it."""

    CONTRACT_MANAGER = "contract_manager", "contractmanager"
    CONTRACT_ADMINISTRATOR = "contract_administrator", "contractbeheerder"
    POLICY_OFFICER = "policy_officer", "beleidsmedewerker"
    SOCIAL_RETURN_COORDINATOR = "social_return_coordinator", "social-returncoördinator"
    RESEARCHER = "researcher", "onderzoeker"
    ACCOUNT_MANAGER = "account_manager", "accountmanager werkgeversservicepunt"
    DEPARTMENT_HEAD = "department_head", "afdelingshoofd"
    ALDERMAN = "alderman", "wethouder"
    OTHER_MUNICIPALITY = "other_municipality", "andere functie bij de gemeente"
    DIRECTOR = "director", "bestuurder"
    MANAGER = "manager", "manager"
    CONTROLLER = "controller", "controller"
    QUALITY_OFFICER = "quality_officer", "kwaliteitsmedewerker"
    TEAM_LEADER = "team_leader", "teamleider"
    CLIENT_COUNCIL = "client_council", "lid van de cliëntenraad"
    OTHER_PROVIDER = "other_provider", "andere functie bij de aanbieder"

    @property
    def side(self) -> Side:
        return Side.PROVIDER if self in OF_PROVIDER else Side.MUNICIPALITY


OF_PROVIDER = frozenset(
    {
        Function.DIRECTOR,
        Function.MANAGER,
        Function.CONTROLLER,
        Function.QUALITY_OFFICER,
        Function.TEAM_LEADER,
        Function.CLIENT_COUNCIL,
        Function.OTHER_PROVIDER,
    }
)


class PointKind(Word):
    """Why a figure comes up in the talk, in the order in which it does: exceptions first."""

    WORSE = "worse", "slechter dan gewoonlijk"
    FAILS = "fails", "haalt de norm stelselmatig niet"
    BEHIND = "behind", "achter bij de norm"
    MISSING = "missing", "niet geleverd"
    ATTENTION = "attention", "aandacht"
    CHANGED = "changed", "anders dan gewoonlijk"  # no direction of good
    BETTER = "better", "beter dan gewoonlijk"


class NoteKind(Word):
    COMPLAINTS = "complaints", "klachten"
    WAITING_LIST = "waiting_list", "wachtlijst"
    STAFFING = "staffing", "personeel"
    QUESTION = "question", "open vraag"


class Response(Word):
    """What the other side did with a commentary, within the agreed working days or not."""

    WAITING = "waiting", "wacht op reactie"
    OVERDUE = "overdue", "reactietermijn voorbij"
    ANSWERED = "answered", "beantwoord"
    ANSWERED_LATE = "answered_late", "te laat beantwoord"
    IS_ANSWER = "is_answer", "is een reactie"


class ActionState(Word):
    OPEN = "open", "open"
    RUNNING = "running", "loopt"
    DONE = "done", "gereed"
    DROPPED = "dropped", "vervallen"


CLOSED = (ActionState.DONE, ActionState.DROPPED)


class Escalation(Word):
    """The ladder: the system proposes nothing, people decide."""

    FOLLOW = "follow", "volgen"
    DISCUSS = "discuss", "bespreken"
    IMPROVEMENT = "improvement", "verbeterafspraak"
    RECOVERY = "recovery", "herstelplan"
    CONSULTATION = "consultation", "overlegtafel"


_TALK = {"provider_id": TEXT, "quarter": TEXT}
TALKS = Table(
    "talks",
    "one talk: a provider x quarter about which something was written, planned or settled. No row: nothing yet",
    {
        **_TALK,
        "state": TEXT,  # TalkState; everything short of settled is preliminary
        "planned_on": DAY,
        "held_on": DAY,
        "present_municipality": TEXT,  # Dutch listing of functions, null: nobody noted
        "present_provider": TEXT,
        "settled_by": TEXT,
        "settled_at": TEXT,  # UTC ISO, of the act
        "edition_id": TEXT,  # of the settling that stands
        "reopened_at": TEXT,  # of the last time it was opened again
        "reopened_why": TEXT,
        "sentence": TEXT,  # Dutch: how far it is
    },
    ("provider_id", "quarter"),
)
TALK_POINTS = Table(
    "talk_points",
    "one figure that comes up in a talk, in the order in which it does; its number, verdict and reason stand in `values` "
    "(headline, same provider, sub-agreement, grain, indicator and quarter)",
    {
        **_TALK,
        "position": WHOLE,  # 1, 2, ...
        "kind": TEXT,  # PointKind
        "theme": TEXT,
        "indicator": TEXT,
        "sub_agreement_id": TEXT,
        "grain": TEXT,
        "sentence": TEXT,  # Dutch: the published verdict or reason
    },
    ("provider_id", "quarter", "position"),
)
TALK_COMMENTARY = Table(
    "talk_commentary",
    "what one side says of one figure: duiding aanbieder or duiding gemeente; sub_agreement_id null: the provider's total",
    {
        **_TALK,
        "indicator": TEXT,
        "sub_agreement_id": TEXT,
        "side": TEXT,  # Side
        "text": TEXT,  # literal: nothing in it is markup
        "function": TEXT,  # Function of who says it
        "written_by": TEXT,  # the user who recorded it
        "written_at": TEXT,
        "value_then": REAL,  # as published when it was written; null where the figure is not shown now
        "value_now": REAL,
        "restated": FLAG,  # the figure changed since
        "respond_by": DAY,  # last day for the other side; null where this is the answer
        "answered_on": DAY,
        "response": TEXT,  # Response
    },
    ("provider_id", "quarter", "indicator", "sub_agreement_id", "side"),
)
TALK_NOTES = Table(
    "talk_notes",
    "one signal of a quarter, or one question in each quarter in which it is or was still open",
    {
        **_TALK,
        "note_id": TEXT,
        "kind": TEXT,  # NoteKind
        "noted_in": TEXT,  # the quarter of the talk in which it came up
        "text": TEXT,
        "function": TEXT,
        "written_by": TEXT,
        "written_at": TEXT,
        "answer": TEXT,  # of a question, as far as given in this quarter
        "answer_function": TEXT,
        "answered_at": TEXT,
    },
    ("provider_id", "quarter", "note_id"),
)
TALK_ACTIONS = Table(
    "talk_actions",
    "one agreement or action point in each quarter from its making until it was closed, as it stood in that talk",
    {
        **_TALK,
        "action_id": TEXT,
        "opened_in": TEXT,
        "carried_over": FLAG,  # from an earlier quarter
        "indicator": TEXT,  # what it is about, null: no figure
        "text": TEXT,
        "owner": TEXT,  # Function
        "side": TEXT,  # of the owner
        "due_on": DAY,
        "state": TEXT,  # ActionState
        "escalation": TEXT,  # Escalation
        "result": TEXT,  # what became of it, or why it changed
        "overdue": FLAG,  # not closed, and its day has passed
        "changed_by": TEXT,
        "changed_at": TEXT,
    },
    ("provider_id", "quarter", "action_id"),
)
EDITIONS = Table(
    "editions",
    "one edition: what was on the table when a talk was settled, or a quarter as a whole (provider_id `*`), with the hash of "
    "its content",
    {
        **_TALK,
        "edition_id": TEXT,
        "number": WHOLE,  # 1, 2, ... per provider and quarter: a second after it was opened again
        "content_hash": TEXT,
        "settled_by": TEXT,
        "settled_at": TEXT,
        "replaced": FLAG,  # its talk, or its quarter, was opened again after it
        "unsettled": WHOLE,  # of a quarter: how many talks were not settled
        "why": TEXT,  # and why it could do without them
    },
    ("provider_id", "quarter", "number"),
)
TALK_TABLES = (TALKS, TALK_POINTS, TALK_COMMENTARY, TALK_NOTES, TALK_ACTIONS, EDITIONS)
