"""Closed lists with their Dutch labels: the only place where a code meets its word."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A code (its value, used in files and code) with the Dutch word a user reads (`label`)."""

    label: str

    def __new__(cls, code: str, label: str) -> Word:
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word


class Theme(Word):
    REACH = "reach", "Bereik"
    LEAD_TIMES = "lead_times", "Termijnen"
    SATISFACTION = "satisfaction", "Tevredenheid"
    RECIPROCITY = "reciprocity", "Wederkerigheid"
    OUTCOMES = "outcomes", "Resultaten"
    SOCIAL_RETURN = "social_return", "Social return"
    DELIVERY = "delivery", "Aanlevering"
    NETWORK = "network", "Netwerk"


# what was agreed to achieve, as in the columns of the overview; how the figures arrive and who takes part are not among them
PERFORMANCES = tuple(theme for theme in Theme if theme not in (Theme.DELIVERY, Theme.NETWORK))


class Unit(Word):
    COUNT = "count", "aantal"
    PERCENT = "percent", "%"
    DAYS = "days", "dagen"
    GRADE = "grade", "cijfer"
    EURO = "euro", "euro"  # computed, never delivered
    FTE_YEARS = "fte_years", "fte-jaar"  # computed from social return
    HOURS = "hours", "uur"  # never delivered as such: computed from the volunteers' sheet
    SCORE = "score", "punten, van -100 tot 100"  # NPS; never delivered as such: computed from answers


class Direction(Word):
    UP = "up", "hoger is beter"
    DOWN = "down", "lager is beter"
    NEUTRAL = "neutral", "geen richting: meer is niet beter of slechter"


class Combination(Word):
    """How figures of parts make the figure of the whole."""

    SUM = "sum", "optellen"
    RATIO = "ratio", "tellers en noemers optellen, dan delen"
    NEVER = "never", "nooit samenvoegen: alleen zoals geleverd"


class NSource(Word):
    """Where the n of a figure stands in the delivery."""

    VALUE = "value", "het aantal zelf"
    DENOMINATOR = "denominator", "de noemer"
    NUMERATOR = "numerator", "de teller"
    ENTRIES = "entries", "het aantal goedgekeurde regels"
    UNKNOWN = "unknown", "aantal onbekend"


class Evidence(Word):
    DELIVERED = "delivered", "geleverd door de aanbieder"
    VOLUNTEERS = "volunteers", "berekend uit het vrijwilligersblad"
    CASE_LIST = "case_list", "berekend uit de zakenlijst"
    SURVEY = "survey", "berekend uit de antwoorden op een enquête"
    DERIVED = "derived", "berekend door Kwartaalbeeld"


class JudgedAgainst(Word):
    TARGET = "target", "de afgesproken norm"
    NOTHING = "nothing", "niets: dit getal geeft uitleg bij andere getallen"


class RbaQuestion(Word):
    """The question of results-based accountability that an indicator answers."""

    HOW_MUCH = "how_much", "Hoeveel doen we?"
    HOW_WELL = "how_well", "Hoe goed doen we het?"
    BETTER_OFF = "better_off", "Wordt iemand er beter van?"


class Attributable(Word):
    PROVIDER = "provider", "aanbieder"
    MUNICIPALITY = "municipality", "gemeente"


class Status(Word):
    ON_TRACK = "on_track", "op koers"
    ATTENTION = "attention", "aandacht"
    BEHIND = "behind", "achter"
    UNCERTAIN = "uncertain", "onzeker"
    NO_TARGET = "no_target", "geen norm"
    SUPPRESSED = "suppressed", "niet getoond"
    NOT_DELIVERED = "not_delivered", "niet geleverd"
    NOT_YET_JOINED = "not_yet_joined", "nog niet toegetreden"
    LEFT = "left", "uitgetreden"
    TOO_FEW = "too_few", "te weinig gegevens"


class Variation(Word):
    """Where the last point of a control chart stands against its own history."""

    COMMON = "common_cause", "gewone schommeling"
    IMPROVEMENT = "improvement", "aantoonbaar beter"
    CONCERN = "concern", "aantoonbaar slechter"
    NEUTRAL_HIGH = "neutral_high", "aantoonbaar hoger"
    NEUTRAL_LOW = "neutral_low", "aantoonbaar lager"


class Assurance(Word):
    """Whether the process, as it runs, will meet the target."""

    PASSES = "consistently_passes", "haalt de norm stelselmatig"
    FAILS = "consistently_fails", "haalt de norm stelselmatig niet"
    HIT_OR_MISS = "hit_or_miss", "haalt de norm soms wel, soms niet"


class Verdict(Word):
    """The one thing a series can stand for: its headline."""

    BETTER = "better", "beter dan gewoonlijk"
    WORSE = "worse", "slechter dan gewoonlijk"
    HIGHER = "higher", "hoger dan gewoonlijk"  # no direction of good
    LOWER = "lower", "lager dan gewoonlijk"
    NO_CHANGE = "no_change", "geen aantoonbare verandering"
    PASSES = "passes", "haalt de norm stelselmatig"
    FAILS = "fails", "haalt de norm stelselmatig niet"
    HIT_OR_MISS = "hit_or_miss", "haalt de norm soms wel, soms niet"
    NO_CHART = "no_chart", "geen uitspraak over verandering"  # no method suits this figure
    TOO_EARLY = "too_early", "nog te vroeg"
    TOO_FEW = "too_few", "te weinig om te tonen"
    NO_FIGURE = "no_figure", "geen cijfer"


class SignalMethod(Word):
    """How a sustained change was found."""

    XMR = "xmr", "regelkaart"
    CUSUM = "cusum", "CUSUM"


class Grain(Word):
    """What one published figure is about. A total is never told apart by an empty cell alone."""

    SUB_AGREEMENT = "sub_agreement", "deelovereenkomst"
    PROVIDER = "provider", "aanbieder (alle deelovereenkomsten samen)"


class PeriodKind(Word):
    MONTH = "month", "maand"
    QUARTER = "quarter", "kwartaal"


class TargetPeriod(Word):
    """The span an agreed target is meant for."""

    QUARTER = "quarter", "kwartaal"
    YEAR = "year", "jaar"


class Breakdown(Word):
    DISTRICT = "district", "wijk"
    TARGET_GROUP = "target_group", "doelgroep"
    LOCATION = "location", "locatie"


class RuleSubject(Word):
    """What a rule of the umbrella agreement is about."""

    CONSULTATION = "consultation", "overleg"
    REPRESENTATION = "representation", "vertegenwoordiging"
    DECIDING = "deciding", "besluitvorming"
    COMMUNICATION = "communication", "communicatie"
    JOINING = "joining", "toetreding"
    LEAVING = "leaving", "uittreding"
    QUALITY = "quality", "kwaliteit"
    CHANGING = "changing", "wijziging"
    TERM = "term", "looptijd"


class ProposalPhase(Word):
    """Where a proposal is, in the order in which it goes; the last three end it."""

    PRELIMINARY = "preliminary_proposal", "voorlopig voorstel"
    CONSTRUCTION = "construction_phase", "constructiefase"
    FINAL = "final_proposal", "definitief voorstel"
    AGREED = "sub_agreement", "deelovereenkomst"
    WITHDRAWN = "withdrawn", "ingetrokken"
    REJECTED = "rejected", "afgewezen"


class MeetingKind(Word):
    NETWORK = "network", "Netwerk sociaal domein"
    PHYSICAL = "physical", "fysieke overlegtafel"
    VIRTUAL = "virtual", "virtuele overlegtafel"


class NetworkEvent(Word):
    """What happened in the network."""

    STARTED = "started", "ingegaan"
    JOINED = "joined", "toegetreden"
    LEFT = "left", "uitgetreden"
    SUCCEEDED = "succeeded", "opgevolgd"
    PROPOSAL = "proposal", "voorstel"
    MEETING = "meeting", "overleg"
    DECISION = "decision", "tafelbesluit"
    ENDS = "ends", "loopt af"


class SuccessionKind(Word):
    """How one provider came in the place of another."""

    MERGER = "merger", "fusie"
    TAKE_OVER = "take_over", "overname"
    CONTINUATION = "continuation", "voortzetting"


class Audience(Word):
    INTERN = "intern", "intern: gemeente en aanbieder in gesprek"
    AANBIEDER = "aanbieder", "aanbieder: deze aanbieder en de gemeente"
    PUBLIEK = "publiek", "publiek: gemeenteraad en inwoners"


class DaysKind(Word):
    """How a term is counted."""

    CALENDAR = "calendar", "kalenderdagen"
    WORKING = "working", "werkdagen"


class EndReason(Word):
    """Why a case ended. The first two end a request before help began."""

    WITHDRAWN = "withdrawn", "ingetrokken"
    REJECTED = "rejected", "afgewezen"
    COMPLETED = "completed", "afgerond"
    BROKEN_OFF = "broken_off", "voortijdig gestopt"
    TRANSFERRED = "transferred", "overgedragen"
    MOVED = "moved", "verhuisd"
    DIED = "died", "overleden"
    OTHER = "other", "anders"


class AgeBand(Word):
    """Never words that a spreadsheet takes for a date (5-9)."""

    TODDLER = "toddler", "0 t/m 3 jaar"
    CHILD = "child", "4 t/m 11 jaar"
    TEENAGER = "teenager", "12 t/m 17 jaar"
    YOUNG_ADULT = "young_adult", "18 t/m 26 jaar"
    ADULT = "adult", "27 t/m 64 jaar"
    SENIOR = "senior", "65 t/m 74 jaar"
    ELDERLY = "elderly", "75 t/m 84 jaar"
    OLDEST = "oldest", "85 jaar en ouder"
    UNKNOWN = "unknown", "onbekend"


class DataSet(Word):
    REGISTER = "stamgegevens", "stamgegevens"
    MONITORING = "kwartaalmonitor", "kwartaalmonitor"
    CLIENT_SURVEY = "clientenquete", "cliëntenquête"
    PARTNER_SURVEY = "partnerenquete", "partnerenquête"
    CITIZEN_PANEL = "inwonerpanel", "inwonerpanel"
    WMO_SURVEY = "ceo_wmo", "cliëntervaringsonderzoek Wmo"  # statutory
    YOUTH_SURVEY = "ceo_jeugd", "cliëntervaringsonderzoek Jeugd"  # statutory, never per provider
    VOLUNTEERS = "vrijwilligers", "vrijwilligers"
    CASE_LIST = "zakenlijst", "zakenlijst"
    SOCIAL_RETURN = "social_return", "social return"
    LABOUR = "vacatures", "vacatures en plaatsingen"
    REFERENCE = "kengetallen", "kengetallen"  # figures from outside: population, benchmarks


class DeliveryState(Word):
    WAITING = "waiting", "wacht op acceptatie"
    ACCEPTED = "accepted", "geaccepteerd"
    SUPERSEDED = "superseded", "vervangen door een nieuwere versie"
    UNMAPPED = "unmapped", "indeling nog niet bekend"
    REFUSED = "refused", "geweigerd: er zitten fouten in"
    REJECTED = "rejected", "afgewezen"
    WITHDRAWN = "withdrawn", "ingetrokken"
    DESTROYED = "destroyed", "vernietigd: er stonden persoonsgegevens in"


class SlotState(Word):
    """How far one provider's quarter of one data set has come."""

    LOCKED = "locked", "vastgesteld"
    ACCEPTED = "accepted", "geaccepteerd"
    WAITING = "waiting", "wacht op acceptatie"
    REFUSED = "refused", "geweigerd, nog niet hersteld"
    EXPECTED = "expected", "verwacht"  # on the board, while it can still come in time
    MISSING = "missing", "niet geleverd"
    NOT_EXPECTED = "not_expected", "niet verwacht"


class Severity(Word):
    ERROR = "error", "fout"
    WARNING = "warning", "waarschuwing"
    QUESTION = "question", "vraag"  # a figure that needs an explanation before it may count
    SKIPPED = "skipped", "overgeslagen rij"


class SurveyMode(Word):
    """How people answered: where it differs, two waves are not one line."""

    PAPER = "paper", "op papier"
    ONLINE = "online", "via internet"
    PHONE = "phone", "telefonisch"
    INTERVIEW = "interview", "in een gesprek"
    MIXED = "mixed", "op verschillende manieren"


class Selection(Word):
    """Who could answer. Of who put themselves forward no margin of error may be told."""

    EVERYONE = "everyone", "iedereen uitgenodigd"
    SAMPLE = "sample", "steekproef"
    SELF_SELECTED = "self_selected", "zelf aangemeld"


class Weighting(Word):
    NONE = "none", "niet gewogen"
    RAKED = "raked", "gewogen naar de bevolking"
    DELIVERED = "delivered", "gewogen met de gewichten uit het bestand"


class MissingReason(Word):
    """Why there is no answer: counted apart, never part of n."""

    DONT_KNOW = "dont_know", "weet niet"
    NOT_APPLICABLE = "not_applicable", "niet van toepassing"
    REFUSED = "refused", "wil niet zeggen"
    EMPTY = "empty", "niet ingevuld"


class QuestionKind(Word):
    """What may be computed from the answers to one question."""

    SCALE = "scale", "antwoordschaal"  # top-2 share
    GRADE = "grade", "rapportcijfer"  # mean, bands
    NPS = "nps", "aanbeveling van 0 tot en met 10"  # nps
    CHOICE = "choice", "één keuze"  # shares of answers
    MULTIPLE = "multiple", "meer keuzes"  # shares of respondents
    NUMBER = "number", "getal"  # mean


class SurveyMeasure(Word):
    MEAN = "mean", "gemiddeld rapportcijfer"
    AGREES = "agrees", "gunstige antwoorden"
    NPS = "nps", "NPS"
    SHARE = "share", "deel dat dit koos"  # of one option of a choice or multiple question
    THEME = "theme", "themascore"  # agrees over the questions of one topic on one scale


class Comparability(Word):
    """Whether two waves may be joined by a line."""

    COMPARABLE = "comparable", "vergelijkbaar"
    BROKEN = "broken", "lijn onderbroken"
    REFUSED = "refused", "niet vergelijkbaar"


class TargetGroup(Word):
    """From whom a placement under social return comes; aliases stand in schemas.target_groups."""

    PW = "pw", "Participatiewet (bijstand)"
    PW_KORT = "pw_kort", "Participatiewet, korter dan 2 jaar"
    PW_LANG = "pw_lang", "Participatiewet, 2 jaar of langer"
    PW_LKS = "pw_lks", "Participatiewet met loonkostensubsidie"
    BANENAFSPRAAK = "banenafspraak", "Doelgroepregister (banenafspraak)"
    WAJONG = "wajong", "Wajong"
    WIA = "wia", "WIA of WAO"
    WW = "ww", "WW, duur onbekend"
    WW_KORT = "ww_kort", "WW, korter dan 1 jaar"
    WW_LANG = "ww_lang", "WW, 1 jaar of langer"
    SW = "sw", "Sociale werkvoorziening of beschut werk"
    INB = "inb", "Inburgeraar of statushouder"
    NUG = "nug", "Werkzoekende zonder uitkering (nugger)"
    BBL_LOW = "bbl_low", "BBL-leerling niveau 1 of 2"
    BBL_HIGH = "bbl_high", "BBL-leerling niveau 3 of 4"
    BOL = "bol", "BOL-stagiair (mbo)"
    HBO = "hbo", "Stagiair hbo"
    VMBO = "vmbo", "Stagiair vmbo"
    VSO_PRO = "vso_pro", "Voortgezet speciaal onderwijs of praktijkonderwijs"
    VSV = "vsv", "Voortijdig schoolverlater zonder startkwalificatie"
    DREIG = "dreig", "Met werkloosheid bedreigd"
    EXDET = "exdet", "Ex-gedetineerde"
    ANDERS = "anders", "Maatwerk"


class EntryForm(Word):
    """What a provider does for social return."""

    PLACEMENT = "placement", "plaatsing"
    INTERNSHIP = "internship", "stage"
    WORK_LEARNING = "work_learning", "leerwerkbaan"
    TRAINING = "training", "training"
    PURCHASE = "purchase", "inkoop bij SW of sociale onderneming"
    ACTIVITY = "activity", "maatschappelijke activiteit"


class EntryState(Word):
    """What the municipality has said of one entry; only an approved one counts."""

    SUBMITTED = "submitted", "ingediend"
    APPROVED = "approved", "goedgekeurd"
    REJECTED = "rejected", "afgekeurd"
    WITHDRAWN = "withdrawn", "ingetrokken"


class ObligationSource(Word):
    TENDER = "tender", "aanbesteding"
    SUB_AGREEMENT = "sub_agreement", "deelovereenkomst"
    SUBSIDY = "subsidy", "subsidie"


class ObligationBasis(Word):
    """Of what an obligation is a percentage."""

    CONTRACT_VALUE = "contract_value", "afgesproken opdrachtwaarde"
    INVOICED = "invoiced", "gefactureerde opdrachtwaarde"
    WAGE_SUM = "wage_sum", "loonsom"


class Fulfilment(Word):
    """How an obligation of social return stands. No verdict on a provider: whom to contact."""

    NO_PLAN = "no_plan", "nog geen plan"
    ON_TRACK = "on_track", "op koers"
    BEHIND = "behind", "achter"
    MET = "met", "voldaan"
    SURPLUS = "surplus", "overschot"
    EXEMPT = "exempt", "vrijgesteld"
    ENDED_SHORT = "ended_short", "afgerond met tekort"


class EvidenceKind(Word):
    """What was seen to show that an entry is as told; the document itself is never kept."""

    CONTRACT = "contract", "arbeidsovereenkomst"
    HOURS = "hours", "urenstaat"
    INVOICE = "invoice", "factuur"
    LEARNING_AGREEMENT = "learning_agreement", "stage- of leerovereenkomst"
    REGISTER_EXTRACT = "register_extract", "uittreksel doelgroepregister"


class PsoLevel(Word):
    """The certificate of a social enterprise (TNO)."""

    ASPIRANT = "aspirant", "aspirant"
    ONE = "one", "trede 1"
    TWO = "two", "trede 2"
    THREE = "three", "trede 3"
    THIRTY_PLUS = "thirty_plus", "PSO 30+"


class WorkForm(Word):
    """What a vacancy offers, and what a candidate looks for."""

    REGULAR = "regular", "regulier werk"
    INTERNSHIP = "internship", "stage"
    WORK_LEARNING = "work_learning", "leerwerkplek"
    TRAINING = "training", "arbeidsmarkttraining"


class VacancyState(Word):
    REPORTED = "reported", "gemeld"
    OPEN = "open", "open"
    FILLED = "filled", "vervuld"
    EXPIRED = "expired", "verlopen"


class CandidateState(Word):
    AVAILABLE = "available", "beschikbaar"
    GONE = "gone", "niet meer beschikbaar"


class Travel(Word):
    """How far a candidate can travel to work."""

    OWN_DISTRICT = "own_district", "eigen wijk"
    MUNICIPALITY = "municipality", "hele gemeente"
    BEYOND = "beyond", "ook daarbuiten"


class CandidateOrigin(Word):
    """Who brought a candidate to a vacancy."""

    MUNICIPALITY = "municipality", "bestand van de gemeente"
    UWV = "uwv", "bestand van UWV"
    OWN = "own", "eigen werving"
    OTHER = "other", "anders"


class AfterPlacement(Word):
    """Where somebody went when a placement ended."""

    REGULAR = "regular", "regulier werk"
    OTHER_PLACE = "other_place", "andere plek met begeleiding"
    EDUCATION = "education", "opleiding"
    BENEFIT = "benefit", "uitkering"
    UNKNOWN = "unknown", "onbekend"


class MatchStep(Word):
    """What happened to a candidate who was put forward."""

    PUT_FORWARD = "put_forward", "voorgedragen"
    INTERVIEW = "interview", "gesprek"
    PLACED = "placed", "geplaatst"
    REJECTED = "rejected", "afgewezen"
    WITHDRAWN = "withdrawn", "teruggetrokken"
    ENDED = "ended", "gestopt"


class PolicyGoal(Word):
    """What social return is for, each with figures of its own (schemas.policy_goals)."""

    PARTICIPATION = "participation", "Meedoen"
    CRAFTSMANSHIP = "craftsmanship", "Vakmanschap"
    BENEFITS = "benefits", "Minder uitkeringen"
    REPUTATION = "reputation", "Aanzien"
