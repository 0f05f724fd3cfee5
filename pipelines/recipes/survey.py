"""The part of a recipe about a survey: what is known of the wave, which columns say who answered, and its questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from schemas.quarter import NotAPeriod, Quarter
from schemas.questions import QUESTIONS
from schemas.scales import SCALES, Scale, scale_of
from schemas.surveys import ABOUT, MARGINS
from schemas.vocabulary import DataSet, Selection, SurveyMode, Weighting, Word

KINDS = (
    DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY, DataSet.CITIZEN_PANEL, DataSet.WMO_SURVEY, DataSet.YOUTH_SURVEY,
)  # fmt: skip
OWN_FORM = "ons sjabloon"  # our own sheets with answers, of which the sheet `meting` is not in the file
TABLE = "tabel"  # no tool: one row per respondent, as [file] says
# what differs from wave to wave: a remembered recipe asks for it again
PER_WAVE = ("quarter", "starts_on", "ends_on", "provider_id", "population", "invited", "undeliverable")
_COUNTS = ("population", "invited", "undeliverable")
_DATES = ("starts_on", "ends_on")
_WORDS: dict[str, tuple[Word, ...]] = {
    "kind": KINDS, "mode": tuple(SurveyMode), "selection": tuple(Selection), "weighting": tuple(Weighting),
}  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """What was decided about one question, by the letter of its (first) column. `text` is what stands above it, to
    see that it is still that question. `labels`: the file's answer (after `codes`) -> ours."""

    column: str
    text: str = ""
    item: str | None = None
    scale: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    leave_out: bool = False
    open: bool | None = None  # not said: told from the answers
    words: str = ""  # the question, where only a code stands above the column
    codes: Mapping[str, str] = field(default_factory=dict)  # what codes stand for; others are no answer then


@dataclass(frozen=True)
class SurveySection:
    """`tool` is the survey tool, or TABLE. Facts are texts, as a person writes them: of words their Dutch label.
    `columns`: a part of schemas.surveys.ABOUT -> the letter of its column. `margins`: what weighting to the population
    weights to."""

    tool: str
    facts: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Asking, ...] = ()
    margins: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # MARGINS -> group -> how many inhabitants

    def word(self, name: str) -> Word | None:
        """One of the closed lists of the vocabulary, None where nothing was said."""
        said = self.facts.get(name, "")
        return next((word for word in _WORDS[name] if said in (word.value, word.label)), None)

    @property
    def kind(self) -> DataSet:
        found = self.word("kind")
        assert isinstance(found, DataSet)
        return found

    @property
    def asks(self) -> dict[str, str]:
        """What is asked again for each wave, with the former answer."""
        return {name: self.facts[name] for name in PER_WAVE if self.facts.get(name)}

    def with_facts(self, given: Mapping[str, str]) -> SurveySection:
        return replace(self, facts={**self.facts, **{name: text for name, text in given.items() if name in FACTS}})


FACTS = (
    "wave_id", "kind", "title", "quarter", "starts_on", "ends_on", "provider_id", "mode", "selection", "weighting",
    "weight_source", "target_group", "purpose", "agency", *_COUNTS,
)  # fmt: skip
MARGINS_TOLD = "hoeveel inwoners iedere groep telt; precies zo geschreven als bij de antwoorden"
REQUIRED = ("kind", "quarter", "mode", "selection")
EXPLAINED = {
    "wave_id": "een korte code voor de meting; weg, dan maakt Kwartaalbeeld er een van soort en kwartaal",
    "kind": "wat voor meting: " + ", ".join(word.value for word in KINDS),
    "title": "hoe de meting heet",
    "quarter": "het kwartaal waarin de meting telt, zoals 2025-K4",
    "starts_on": "eerste dag waarop kon worden ingevuld, zoals 2025-10-01",
    "ends_on": "laatste dag",
    "provider_id": "de aanbieder over wie het hele bestand gaat; weg als een kolom dat zegt of het over niemand gaat",
    "mode": "hoe is gevraagd: " + ", ".join(word.label for word in SurveyMode),
    "selection": "wie konden meedoen: " + ", ".join(word.label for word in Selection),
    "weighting": "weging: " + ", ".join(word.label for word in Weighting),
    "weight_source": "bron van de gewichten",
    "target_group": "de doelgroep",
    "purpose": "het gebruiksdoel",
    "agency": "wie de meting deed",
    "population": "hoeveel mensen de doelgroep telt",
    "invited": "hoeveel mensen zijn uitgenodigd",
    "undeliverable": "hoeveel uitnodigingen niet aankwamen",
}


def parse(found: Mapping[str, Any]) -> SurveySection:
    """Raises ValueError with a Dutch sentence, or TypeError where something has another form."""
    stray = set(found) - {"tool", "columns", "question", "margins", *FACTS}
    if stray:
        raise ValueError(
            f"onbekend onderdeel {', '.join(sorted(stray))} bij survey; kies uit tool, columns, margins, question, {', '.join(FACTS)}"
        )
    facts = {name: _fact(name, found[name]) for name in FACTS if name in found}
    return SurveySection(
        str(found.get("tool", TABLE)), {name: text for name, text in facts.items() if text},
        {str(name): str(letter) for name, letter in found.get("columns", {}).items()},
        tuple(_asking(item) for item in found.get("question", [])),
        {str(name): _people(str(name), groups) for name, groups in found.get("margins", {}).items()},
    )  # fmt: skip


def _people(name: str, groups: object) -> dict[str, int]:
    if not isinstance(groups, Mapping) or not all(type(number) is int and number >= 0 for number in groups.values()):
        raise ValueError(
            f"survey.margins.{name} noemt groepen met een heel aantal, zoals {{ Noord = 700, Zuid = 300 }}"
        )
    return {str(group): int(number) for group, number in groups.items()}


def _fact(name: str, value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value).strip()
    raise ValueError(f"survey.{name} is een tekst of een getal")


def _asking(item: Mapping[str, Any]) -> Asking:
    names = {each.name for each in fields(Asking)}
    if stray := set(item) - names:
        raise ValueError(
            f"onbekend onderdeel {', '.join(sorted(stray))} bij survey.question; kies uit {', '.join(sorted(names))}"
        )
    for name in ("leave_out", "open"):
        if not isinstance(item.get(name, False), bool):
            raise ValueError(f"survey.question: {name} is true of false")
    return Asking(
        str(item["column"]).strip(), str(item.get("text", "")), item.get("item"), item.get("scale"),
        {str(theirs): str(ours) for theirs, ours in dict(item.get("labels", {})).items()}, item.get("leave_out", False),
        item.get("open"), str(item.get("words", "")),
        {str(code): str(label) for code, label in dict(item.get("codes", {})).items()},
    )  # fmt: skip


def check(section: SurveySection) -> None:
    """Raises ValueError for the first thing that would fail."""
    for name in REQUIRED:
        if not section.facts.get(name):
            raise ValueError(f"survey.{name} ontbreekt: {EXPLAINED[name]}")
    for name, words in _WORDS.items():
        if section.facts.get(name) and section.word(name) is None:
            raise ValueError(
                f"survey.{name} = {section.facts[name]} bestaat niet; kies uit {', '.join(word.label if name != 'kind' else word.value for word in words)}"
            )
    try:
        Quarter.parse(section.facts["quarter"])
    except NotAPeriod as problem:
        raise ValueError(f"survey.quarter: {problem}") from problem
    for name in _DATES:
        _check_day(name, section.facts.get(name, ""))
    for name in _COUNTS:
        if not section.facts.get(name, "0").isdecimal():
            raise ValueError(f"survey.{name} is een heel getal")
    if stray := set(section.columns) - set(ABOUT):
        raise ValueError(f"onbekende kolom {', '.join(sorted(stray))} bij survey.columns; kies uit {', '.join(ABOUT)}")
    _check_margins(section)
    for question in section.questions:
        if question.item and question.item not in QUESTIONS and not question.item.startswith("eigen-"):
            raise ValueError(f"vraag {question.item} bestaat niet in de vragencatalogus (kolom {question.column})")
        if question.scale and _scale(question.scale) is None:
            raise ValueError(
                f"schaal {question.scale} bestaat niet; kies uit {', '.join(SCALES)}, of schrijf een eigen schaal van gunstig "
                'naar ongunstig, zoals "eigen 2: goed; redelijk; matig; slecht"'
            )


def _scale(code: str) -> Scale | None:
    try:
        return scale_of(code)
    except ValueError:  # one of its own, that cannot be a scale
        return None


def _check_margins(section: SurveySection) -> None:
    weighted = section.word("weighting") is Weighting.RAKED
    if stray := set(section.margins) - set(MARGINS):
        raise ValueError(
            f"onbekend kenmerk {', '.join(sorted(stray))} bij survey.margins; kies uit {', '.join(MARGINS)}"
        )
    if weighted and not section.margins:
        raise ValueError("survey.margins ontbreekt: hoeveel inwoners iedere groep telt, om naar te wegen")
    if section.margins and not weighted:
        raise ValueError(f'survey.margins hoort bij weighting = "{Weighting.RAKED.label}"')


def _check_day(name: str, text: str) -> None:
    try:
        if text:
            date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"survey.{name} is een datum, zoals 2025-10-01") from None


def sections(section: SurveySection) -> Iterable[tuple[str, dict[str, object], str, bool]]:
    """The tables to write: name, keys, comment, and whether it is one of many."""
    told: dict[str, object] = {"tool": section.tool}
    told |= {name: _written(name, section.facts[name]) for name in FACTS if section.facts.get(name)}
    yield "survey", told, "over deze meting", False
    if section.columns:
        yield "survey.columns", dict(section.columns), "kolommen die zeggen wie antwoordde of over wie", False
    if section.margins:
        yield "survey.margins", {name: dict(groups) for name, groups in section.margins.items()}, MARGINS_TOLD, False
    for item in section.questions:
        keys: dict[str, object] = {"column": item.column, "text": item.text, "words": item.words, "codes": dict(item.codes),
                                   "item": item.item, "scale": item.scale, "labels": dict(item.labels), "leave_out": item.leave_out}  # fmt: skip
        keys = {name: value for name, value in keys.items() if value not in (None, "", {}, False)}
        if item.open is not None:
            keys["open"] = item.open
        yield "survey.question", keys, "", True


def _written(name: str, text: str) -> str | int:
    return int(text) if name in _COUNTS else text
