"""The questions we know: the statutory Wmo questionnaire, the common questions of clients, partners and residents."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from schemas.scales import GRADE, NPS
from schemas.vocabulary import Attributable, Direction, QuestionKind


@dataclass(frozen=True)
class Question:
    """One question. `topic` groups questions that may be taken together on one scale; `attributable_to` says whom the
    answers tell something about: what the municipality does is never held against a provider. `reversed`: to agree is
    unfavourable, so the scores are turned round. `spellings` are other ways in which the same question is asked."""

    code: str
    text: str
    kind: QuestionKind
    scale: str | None
    topic: str
    attributable_to: Attributable
    direction: Direction = Direction.UP
    reversed: bool = False
    spellings: tuple[str, ...] = ()


ACCESS, QUALITY, EFFECT, CONTACT = "toegang", "kwaliteit", "effect", "contact"
OVERALL, COOPERATION, NEIGHBOURHOOD = "algemeen oordeel", "samenwerking", "buurt"
HEALTH, TAKING_PART, TRUST = "gezondheid", "meedoen", "gemeente"
OWN_TOPIC = "eigen vragen"
_AGREE = "likert5_eens"
_PROVIDER, _MUNICIPALITY = Attributable.PROVIDER, Attributable.MUNICIPALITY


def _statement(
    code: str, text: str, topic: str, *spellings: str, about: Attributable = _PROVIDER, scale: str = _AGREE
) -> Question:
    return Question(code, text, QuestionKind.SCALE, scale, topic, about, spellings=spellings)


def _grade(code: str, text: str, topic: str, *spellings: str, about: Attributable = _PROVIDER) -> Question:
    return Question(code, text, QuestionKind.GRADE, GRADE, topic, about, spellings=spellings)


_WMO = (
    _statement("wmo-1", "Ik wist waar ik moest zijn met mijn hulpvraag", ACCESS,
               "Ik wist waar ik naartoe moest met mijn hulpvraag", about=_MUNICIPALITY),
    _statement("wmo-2", "Ik werd snel geholpen", ACCESS, about=_MUNICIPALITY),
    _statement("wmo-3", "De medewerker nam mij serieus", ACCESS, about=_MUNICIPALITY),
    _statement("wmo-4", "De medewerker en ik hebben in het gesprek samen naar oplossingen gezocht", ACCESS,
               "De medewerker en ik hebben samen naar oplossingen gezocht",
               "De medewerker en ik zochten in het gesprek samen naar oplossingen", about=_MUNICIPALITY),
    _statement("wmo-5", "Wist u dat u gebruik kon maken van een onafhankelijke cliëntondersteuner?", ACCESS,
               "Wist u dat u gebruik kunt maken van een onafhankelijke cliëntondersteuner",
               about=_MUNICIPALITY, scale="janee"),
    _statement("wmo-6", "Ik vind de kwaliteit van de ondersteuning die ik krijg goed", QUALITY),
    _statement("wmo-7", "De ondersteuning die ik krijg past bij mijn hulpvraag", QUALITY),
    _statement("wmo-8", "Door de ondersteuning die ik krijg kan ik beter de dingen doen die ik wil", EFFECT,
               "Door de ondersteuning kan ik beter de dingen doen die ik wil"),
    _statement("wmo-9", "Door de ondersteuning die ik krijg kan ik mij beter redden", EFFECT,
               "Door de ondersteuning kan ik mij beter redden"),
    _statement("wmo-10", "Door de ondersteuning die ik krijg heb ik een betere kwaliteit van leven", EFFECT,
               "Door de ondersteuning heb ik een betere kwaliteit van leven"),
)  # fmt: skip
_CLIENT = (
    _grade("cijfer-ondersteuning", "Welk rapportcijfer geeft u de ondersteuning die u krijgt?", OVERALL,
           "Welk rapportcijfer geeft u voor de ondersteuning", "Welk rapportcijfer geeft u de ondersteuning",
           "Welk cijfer geeft u de ondersteuning", "Welk cijfer geeft u voor de ondersteuning",
           "Rapportcijfer ondersteuning", "Rapportcijfer voor de ondersteuning", "Cijfer ondersteuning"),
    _grade("cijfer-aanbieder", "Welk rapportcijfer geeft u de organisatie die u helpt?", OVERALL,
           "Welk rapportcijfer geeft u de organisatie", "Welk cijfer geeft u de organisatie",
           "Welk rapportcijfer geeft u deze organisatie", "Welk cijfer geeft u deze organisatie",
           "Welk rapportcijfer geeft u de aanbieder", "Welk cijfer geeft u de aanbieder",
           "Rapportcijfer aanbieder", "Rapportcijfer organisatie", "Rapportcijfer"),
    _grade("cijfer-contact", "Welk rapportcijfer geeft u de medewerker met wie u contact had?", CONTACT,
           "Welk cijfer geeft u de medewerker", "Welk rapportcijfer geeft u de medewerker",
           "Rapportcijfer medewerker"),
    Question("aanbevelen", "Hoe waarschijnlijk is het dat u deze organisatie aanbeveelt aan anderen?",
             QuestionKind.NPS, NPS, OVERALL, _PROVIDER, spellings=(
                 "Hoe waarschijnlijk is het dat u deze organisatie aanbeveelt",
                 "Hoe waarschijnlijk is het dat u ons aanbeveelt aan anderen",
                 "Hoe waarschijnlijk is het dat u ons aanbeveelt aan familie of vrienden",
                 "Hoe waarschijnlijk is het dat u deze organisatie aanbeveelt aan familie, vrienden of collega's",
                 "Hoe waarschijnlijk is het dat u ons zou aanbevelen bij vrienden, familie of collega's",
                 "Zou u deze organisatie aanbevelen aan anderen", "NPS")),
    _statement("client-snel", "Ik kreeg snel genoeg hulp", CONTACT, "Ik ben snel genoeg geholpen"),
    _statement("client-gehoord", "Ik voel mij gehoord", CONTACT, "Ik voel me gehoord",
               "Ik voelde mij gehoord door de medewerker"),
    _statement("client-afspraken", "De organisatie komt afspraken met mij na", CONTACT,
               "De organisatie komt haar afspraken na", "Afspraken worden nagekomen"),
    _statement("client-meebeslissen", "Ik kan meebeslissen over mijn ondersteuning", QUALITY,
               "Ik beslis mee over mijn ondersteuning"),
    _statement("client-wachten", "Ik moest te lang wachten op hulp", CONTACT, "Ik heb te lang op hulp moeten wachten"),
    _statement("client-moeite", "Hoeveel moeite kostte het u om hulp te krijgen?", ACCESS,
               "Hoeveel moeite kostte het om hulp te krijgen", scale="moeite5", about=_MUNICIPALITY),
)  # fmt: skip
_PARTNER = (
    _statement("partner-bereikbaar", "De aanbieder is goed bereikbaar", COOPERATION,
               "De organisatie is goed bereikbaar", "Is goed bereikbaar", "Bereikbaarheid"),
    _statement("partner-afspraken", "De aanbieder komt afspraken na", COOPERATION,
               "De organisatie komt afspraken na", "Komt afspraken na"),
    _statement("partner-informatie", "De aanbieder deelt informatie op tijd", COOPERATION,
               "De aanbieder deelt informatie tijdig", "De organisatie deelt informatie tijdig",
               "De organisatie deelt informatie op tijd", "Deelt informatie tijdig", "Deelt informatie op tijd"),
    _statement("partner-sociale-kaart", "De aanbieder kent de sociale kaart en verwijst door", COOPERATION,
               "De organisatie kent de sociale kaart en verwijst door", "Kent de sociale kaart en verwijst door"),
    _statement("partner-rond-inwoner", "De aanbieder werkt goed samen rond een inwoner", COOPERATION,
               "De aanbieder werkt samen rond een inwoner", "De organisatie werkt samen rond een inwoner",
               "De organisatie werkt goed samen rond een inwoner", "Werkt samen rond een inwoner"),
    _statement("partner-denkt-mee", "De aanbieder denkt mee over verbetering", COOPERATION,
               "De organisatie denkt mee over verbetering", "Denkt mee over verbetering"),
    _statement("partner-deskundig", "De aanbieder is deskundig", COOPERATION, "De organisatie is deskundig",
               "De medewerkers van de aanbieder zijn deskundig", "Is deskundig", "Deskundigheid"),
    _grade("partner-cijfer", "Welk rapportcijfer geeft u de samenwerking met de aanbieder?", COOPERATION,
           "Welk rapportcijfer geeft u de samenwerking", "Welk cijfer geeft u de samenwerking",
           "Welk rapportcijfer geeft u voor de samenwerking", "Rapportcijfer samenwerking"),
)  # fmt: skip
_PANEL = (
    _grade("panel-buurt-cijfer", "Welk rapportcijfer geeft u uw buurt als plek om te wonen?", NEIGHBOURHOOD,
           "Welk rapportcijfer geeft u het wonen in uw buurt", "Welk cijfer geeft u uw buurt",
           "Welk rapportcijfer geeft u uw buurt", about=_MUNICIPALITY),
    _statement("panel-thuis", "Ik voel mij thuis in mijn buurt", NEIGHBOURHOOD, "Ik voel me thuis in mijn buurt",
               about=_MUNICIPALITY),
    _statement("panel-helpen", "In mijn buurt helpen mensen elkaar", NEIGHBOURHOOD,
               "Mensen in mijn buurt helpen elkaar", "In mijn buurt staan mensen voor elkaar klaar",
               about=_MUNICIPALITY),
    _statement("panel-weet-hulp", "Ik weet waar ik hulp kan krijgen als dat nodig is", ACCESS,
               "Ik weet waar ik hulp kan vinden als ik die nodig heb", about=_MUNICIPALITY),
    _statement("panel-vertrouwen", "Ik heb vertrouwen in hoe de gemeente hulp en zorg regelt", TRUST,
               "Ik heb vertrouwen in de manier waarop de gemeente hulp en zorg regelt", about=_MUNICIPALITY),
    _statement("panel-tevreden-voorzieningen", "Hoe tevreden bent u over de voorzieningen in uw buurt?", NEIGHBOURHOOD,
               "Hoe tevreden bent u met de voorzieningen in uw buurt", about=_MUNICIPALITY,
               scale="likert5_tevreden"),
    _statement("panel-alleen", "Hoe vaak voelt u zich eenzaam?", TAKING_PART, "Hoe vaak voelt u zich alleen",
               about=_MUNICIPALITY, scale="freq4"),
    _statement("panel-actief", "Hoe vaak doet u mee aan activiteiten in uw buurt?", TAKING_PART,
               "Hoe vaak neemt u deel aan activiteiten in uw buurt", about=_MUNICIPALITY, scale="freq4"),
    _statement("panel-vrijwilliger", "Hebt u in het afgelopen jaar vrijwilligerswerk gedaan?", TAKING_PART,
               "Heeft u in het afgelopen jaar vrijwilligerswerk gedaan",
               "Deed u in de afgelopen 12 maanden vrijwilligerswerk", about=_MUNICIPALITY, scale="janee"),
    _statement("panel-gezond", "Ik voel mij gezond", HEALTH, "Ik voel me gezond", about=_MUNICIPALITY),
)  # fmt: skip
# to agree with these, or to answer "altijd", is unfavourable
_TURNED = frozenset({"client-wachten", "panel-alleen"})
QUESTIONS = {
    item.code: item if item.code not in _TURNED else replace(item, reversed=True)
    for item in (*_WMO, *_CLIENT, *_PARTNER, *_PANEL)
}
_NUMBERING = re.compile(
    r"^(?:(?:vraag|stelling|item|v|q|s)\s*)?\d{1,3}[a-z]?\s*[.:)\-–]+\s*|^(?:vraag|stelling)\s*\d{1,3}[a-z]?\s+"
)


def normal_question(text: str) -> str:
    """A question as it is compared: without case, accents, numbering, quotes, signs and double blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[\s\u00a0]+", " ", plain).strip()
    plain = _NUMBERING.sub("", plain)
    return re.sub(r" +", " ", re.sub(r"[^\w ]", " ", re.sub(r"['’`]", "", plain))).strip()


@cache
def _known() -> dict[str, Question]:
    known: dict[str, Question] = {}
    for item in QUESTIONS.values():
        for text in (item.code, item.text, *item.spellings):
            if known.setdefault(normal_question(text), item) is not item:
                raise ValueError(f"two questions are written as {text}")
    return known


def recognise_question(text: str) -> Question | None:
    """The question this text asks: by its code, its words or a spelling we know, never by likeness."""
    return _known().get(normal_question(text))


def suggest_questions(text: str, limit: int = 3) -> list[Question]:
    """Questions that look like this one, best first: for a person to choose from, never to take over."""
    near = difflib.get_close_matches(normal_question(text), list(_known()), n=limit * 3, cutoff=0.6)
    return list(dict.fromkeys(_known()[name] for name in near))[:limit]


def own_code(text: str) -> str:
    """The code of a question that we do not know: readable, and the same for the same words in each wave."""
    plain = normal_question(text)
    words = [word for word in plain.split() if len(word) > 2][:4]
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(words))[:32].strip("-")
    return f"eigen-{slug or 'vraag'}-{hashlib.sha256(plain.encode()).hexdigest()[:6]}"


def option_code(text: str) -> str:
    """How an option is compared between files: without case, double blanks and signs at the end."""
    return re.sub(r"[\s\u00a0]+", " ", text).strip().strip(".;:").casefold()
