"""Scales of answers in Dutch surveys: their words from most to least favourable, which of them agree, and no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from schemas.vocabulary import MissingReason

NO_ANSWER = "geen antwoord"  # what a recipe maps a label to when it leaves numerator and denominator
_MISSING = {
    MissingReason.DONT_KNOW: (
        "weet niet", "weet ik niet", "weet het niet", "ik weet het niet", "dat weet ik niet", "weet niet/geen mening",
        "weet niet / geen mening", "weet niet, geen mening", "weet niet of geen mening", "geen mening",
        "ik heb geen mening", "geen oordeel", "kan ik niet beoordelen", "kan niet beoordelen", "niet te beoordelen",
        "weet niet meer", "weet ik niet meer", "onbekend", "?", "don't know", "dont know", "i don't know", "no opinion",
        "not sure", "weet niet/n.v.t.", "weet niet / n.v.t.", "weet niet/niet van toepassing",
        "weet niet of niet van toepassing",
    ),
    MissingReason.NOT_APPLICABLE: (
        "n.v.t.", "n.v.t", "nvt", "n v t", "nvt.", "niet van toepassing", "niet van toepassing op mij", "n/a", "na",
        "not applicable", "geldt niet voor mij", "heb ik niet mee te maken", "geen ervaring", "geen ervaring mee",
    ),
    MissingReason.REFUSED: (
        "wil niet zeggen", "wil ik niet zeggen", "wil ik liever niet zeggen", "zeg ik liever niet", "liever niet",
        "dat zeg ik liever niet", "wil geen antwoord geven", "weigert", "prefer not to say",
        "prefer not to answer", "refused",
    ),
    MissingReason.EMPTY: ("", "-", "--", "leeg", "niet ingevuld", "niet beantwoord", "geen antwoord", "geen antwoord gegeven", "n.i."),
}  # fmt: skip
MISSING_ANSWERS = {text: reason for reason, texts in _MISSING.items() for text in texts}
GRADE, NPS = "cijfer10", "nps11"
NPS_FROM_ONE = "nps10"  # some Dutch tools ask it from 1: 1-6 is a detractor there
_NUMBER = re.compile(r"([0-9]{1,2}(?:[.,][0-9]+)?)(?:\s*[-–=:(,]\s*[^\W\d_].*)?", re.DOTALL)
_OWN = "eigen"


class Answer(NamedTuple):
    """Our word for an answer, and its place: the larger the more favourable, whatever number the file gave it."""

    word: str
    score: float


@dataclass(frozen=True)
class Scale:
    """A closed list of answers. `words` go from most to least favourable; the first `top` of them count as agreeing.
    Answers are recognised by these words, never by a code: the code for "weet niet" differs per question. A `numeric`
    scale holds numbers between its last and its first word, and its scores are those numbers."""

    code: str
    title: str
    words: tuple[str, ...]
    top: int
    spellings: tuple[tuple[str, str], ...] = ()  # another way to write it, and the word it stands for
    numeric: bool = False
    decimals: bool = False  # 7,5 is an answer

    @property
    def favourable(self) -> frozenset[str]:
        return frozenset(self.words[: self.top])

    @cached_property
    def scores(self) -> dict[str, float]:
        """Score per word, the larger the more favourable: 5 to 1 for five answers, the number itself of numbers."""
        if self.numeric:
            return {word: float(word) for word in self.words}
        return {word: float(len(self.words) - place) for place, word in enumerate(self.words)}

    @property
    def lowest(self) -> float:
        return self.scores[self.words[-1]]

    @property
    def highest(self) -> float:
        return self.scores[self.words[0]]

    def side(self, score: float) -> str:
        """favourable, neutral or unfavourable. As many words at the end are unfavourable as agree at the start, so that
        it holds for turned scores too; of a grade 1 to 5 are unfavourable, of NPS 0 to 6."""
        if self.code == GRADE:
            return "favourable" if score >= 8 else "neutral" if score >= 5.5 else "unfavourable"
        if self.code in (NPS, NPS_FROM_ONE):
            return "favourable" if score >= 9 else "neutral" if score >= 7 else "unfavourable"
        ordered = sorted(self.scores.values(), reverse=True)
        if score >= ordered[self.top - 1]:
            return "favourable"
        return "unfavourable" if score <= ordered[-min(self.top, len(ordered) - self.top)] else "neutral"

    def read(self, text: str) -> Answer | MissingReason | None:
        """Our word and score, why there is none, or None when the text does not belong to the scale."""
        plain = plain_answer(text)
        if (missing := missing_reason(plain)) is not None:
            return missing
        if self.numeric:
            return self._number(plain)
        word = plain if plain in self.scores else self._ways.get(plain) or self._ways.get(_bare(plain))
        return Answer(word, self.scores[word]) if word else None

    def word(self, text: str) -> str | None:
        """For counting in a recipe: our word, NO_ANSWER for none, or None when it does not belong to the scale. Of a
        grade the whole grade that decides whether it is 8 or more: 7,5 counts as 7."""
        found = self.read(text)
        if isinstance(found, MissingReason):
            return NO_ANSWER
        return found and (str(int(found.score)) if self.numeric else found.word)

    @cached_property
    def _ways(self) -> dict[str, str]:
        ways = {_bare(word): word for word in self.words}
        return {**ways, **{_bare(text): word for text, word in self.spellings}, **dict(self.spellings)}

    def _number(self, plain: str) -> Answer | None:
        """A number, also with its words behind it ("10 - uitstekend"); "7-" is none."""
        found = _NUMBER.fullmatch(plain)
        if found is None:
            return None
        value = float(found[1].replace(",", "."))
        if not self.lowest <= value <= self.highest or (not self.decimals and value != int(value)):
            return None
        return Answer(f"{value:.12g}".replace(".", ","), value)


def plain_answer(answer: str) -> str:
    """Answers compare without case, double blanks, and with one kind of apostrophe."""
    return re.sub(r"[\s\u00a0]+", " ", answer.replace("’", "'")).strip().casefold()


def missing_reason(answer: str) -> MissingReason | None:
    """Why this text is no answer; None when it is one."""
    plain = plain_answer(answer)
    return MISSING_ANSWERS.get(plain) or MISSING_ANSWERS.get(plain.strip(" ()[].!"))


def _bare(plain: str) -> str:
    """Without a number in front ("5. ", "1 = ", "(2) "), signs at the end and blanks around a stroke."""
    without = re.sub(r"^\(?[0-9]{1,2}\s*[.):=\-–]\)?\s*|^[0-9]{1,2}\s+(?=[^\W\d_])", "", plain)
    return re.sub(r"\s*/\s*", "/", without).strip(" .!;:")


@lru_cache(maxsize=512)
def own_scale(words: tuple[str, ...], top: int) -> Scale:
    """A scale of a municipality's own, from most to least favourable. Its code holds the words, so that it can be
    stored, read back and compared without a list beside it."""
    plain = tuple(plain_answer(word) for word in words)
    if len(set(plain)) < 2 or len(set(plain)) != len(plain) or not 0 < top < len(plain):
        raise ValueError("a scale has two different words or more, and not all of them agree")
    if any(";" in word for word in plain):
        raise ValueError("a word of a scale holds no semicolon")
    return Scale(f"{_OWN} {top}: {'; '.join(plain)}", f"eigen schaal van {plain[0]} tot {plain[-1]}", plain, top)


def scale_of(code: str | None) -> Scale | None:
    """The scale a stored code stands for: one of ours, or a municipality's own."""
    if not code:
        return None
    if own := re.fullmatch(rf"{_OWN} (\d+): (.+)", code):
        return own_scale(tuple(own[2].split("; ")), int(own[1]))
    return SCALES.get(code)


def recognise_scale(texts: Iterable[str]) -> Scale | None:
    """The one scale of words that all of these answers belong to. Never by numbers: a 1 may be the best or the worst,
    and "weet niet" is 5 in one file and 9 in the next; whether numbers are grades is for the question to say."""
    said = {plain_answer(text) for text in texts if missing_reason(text) is None}
    if not said:
        return None
    found = [scale for scale in SCALES.values() if not scale.numeric and all(scale.read(text) for text in said)]
    return found[0] if len(found) == 1 else None


SCALES = {
    scale.code: scale
    for scale in (
        Scale(
            "likert5_eens",
            "vijf antwoorden van helemaal mee eens tot helemaal niet mee eens",
            ("helemaal mee eens", "mee eens", "neutraal", "niet mee eens", "helemaal niet mee eens"),
            top=2,
            spellings=(
                ("niet eens, niet oneens", "neutraal"), ("niet eens/niet oneens", "neutraal"),
                ("neutraal (niet eens, niet oneens)", "neutraal"), ("niet eens en niet oneens", "neutraal"),
                ("niet eens en ook niet oneens", "neutraal"), ("niet mee eens, niet mee oneens", "neutraal"),
                ("niet mee eens en niet mee oneens", "neutraal"), ("niet mee eens/niet mee oneens", "neutraal"),
                ("niet eens maar ook niet oneens", "neutraal"), ("eens noch oneens", "neutraal"),
                ("noch eens, noch oneens", "neutraal"), ("neutraal/niet eens, niet oneens", "neutraal"),
                ("tussenin", "neutraal"),
                ("helemaal eens", "helemaal mee eens"), ("zeer mee eens", "helemaal mee eens"),
                ("zeer eens", "helemaal mee eens"), ("volledig mee eens", "helemaal mee eens"),
                ("volledig eens", "helemaal mee eens"), ("eens", "mee eens"), ("oneens", "niet mee eens"),
                ("mee oneens", "niet mee eens"), ("helemaal oneens", "helemaal niet mee eens"),
                ("helemaal mee oneens", "helemaal niet mee eens"), ("zeer mee oneens", "helemaal niet mee eens"),
                ("zeer oneens", "helemaal niet mee eens"), ("volledig mee oneens", "helemaal niet mee eens"),
                ("volledig oneens", "helemaal niet mee eens"),
                ("strongly agree", "helemaal mee eens"), ("agree", "mee eens"), ("neutral", "neutraal"),
                ("neither agree nor disagree", "neutraal"), ("neither agree or disagree", "neutraal"), ("disagree", "niet mee eens"),
                ("strongly disagree", "helemaal niet mee eens"),
            ),
        ),
        Scale(
            "likert5_tevreden",
            "vijf antwoorden van zeer tevreden tot zeer ontevreden",
            ("zeer tevreden", "tevreden", "niet tevreden, niet ontevreden", "ontevreden", "zeer ontevreden"),
            top=2,
            spellings=(
                ("neutraal", "niet tevreden, niet ontevreden"), ("neutral", "niet tevreden, niet ontevreden"),
                ("niet tevreden en niet ontevreden", "niet tevreden, niet ontevreden"),
                ("niet tevreden, ook niet ontevreden", "niet tevreden, niet ontevreden"),
                ("niet tevreden maar ook niet ontevreden", "niet tevreden, niet ontevreden"),
                ("tevreden noch ontevreden", "niet tevreden, niet ontevreden"),
                ("niet tevreden/niet ontevreden", "niet tevreden, niet ontevreden"),
                ("heel tevreden", "zeer tevreden"), ("erg tevreden", "zeer tevreden"),
                ("heel ontevreden", "zeer ontevreden"), ("erg ontevreden", "zeer ontevreden"),
                ("very satisfied", "zeer tevreden"), ("satisfied", "tevreden"),
                ("neither satisfied nor dissatisfied", "niet tevreden, niet ontevreden"),
                ("dissatisfied", "ontevreden"), ("very dissatisfied", "zeer ontevreden"),
            ),
        ),
        Scale(
            "freq4",
            "vier antwoorden van (bijna) altijd tot (bijna) nooit",
            ("(bijna) altijd", "vaak", "soms", "(bijna) nooit"),
            top=2,
            spellings=(("altijd", "(bijna) altijd"), ("bijna altijd", "(bijna) altijd"), ("meestal", "vaak"),
                       ("altijd of bijna altijd", "(bijna) altijd"), ("nooit of bijna nooit", "(bijna) nooit"),
                       ("nooit", "(bijna) nooit"), ("bijna nooit", "(bijna) nooit")),
        ),
        Scale(
            "moeite5",
            "vijf antwoorden van zeer weinig moeite tot zeer veel moeite; weinig moeite is gunstig",
            ("zeer weinig moeite", "weinig moeite", "niet weinig, niet veel moeite", "veel moeite",
             "zeer veel moeite"),
            top=2,
            spellings=(
                ("heel weinig moeite", "zeer weinig moeite"), ("geen moeite", "zeer weinig moeite"),
                ("niet veel, niet weinig moeite", "niet weinig, niet veel moeite"),
                ("niet veel en niet weinig moeite", "niet weinig, niet veel moeite"),
                ("niet weinig en niet veel moeite", "niet weinig, niet veel moeite"),
                ("neutraal", "niet weinig, niet veel moeite"), ("gemiddeld", "niet weinig, niet veel moeite"),
                ("heel veel moeite", "zeer veel moeite"),
            ),
        ),
        Scale(GRADE, "rapportcijfer van 1 tot en met 10; 8 of hoger telt als eens",
              tuple(str(grade) for grade in range(10, 0, -1)), top=3, numeric=True, decimals=True),
        Scale(NPS, "aanbeveling van 0 tot en met 10; 9 of 10 is een promotor, 0 tot en met 6 een criticaster",
              tuple(str(place) for place in range(10, -1, -1)), top=2, numeric=True),
        Scale(NPS_FROM_ONE, "aanbeveling van 1 tot en met 10; 9 of 10 is een promotor, 1 tot en met 6 een criticaster",
              tuple(str(place) for place in range(10, 0, -1)), top=2, numeric=True),
        Scale("janee", "ja of nee", ("ja", "nee"), top=1,
              spellings=(("yes", "ja"), ("no", "nee"), ("j", "ja"), ("n", "nee"))),
    )
}  # fmt: skip
