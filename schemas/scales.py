"""Scales of answers in Dutch surveys: their words from most to least favourable, and which of them agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_ANSWER = "geen antwoord"  # what a label is mapped to when it leaves numerator and denominator
MISSING_ANSWERS = frozenset(
    {"", "-", "weet niet", "weet ik niet", "weet niet/geen mening", "weet niet / geen mening", "geen mening",
     "geen antwoord", "n.v.t.", "n.v.t", "nvt", "niet van toepassing", "wil niet zeggen", "wil ik niet zeggen",
     "zeg ik liever niet", "leeg", "niet ingevuld"}
)  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """A closed list of answers. `words` go from most to least favourable; the first `top` of them count as agreeing.
    Answers are recognised by these words, never by a code: the code for "weet niet" differs per question."""

    code: str
    title: str
    words: tuple[str, ...]
    top: int
    spellings: tuple[tuple[str, str], ...] = ()  # another way to write it, and the word it stands for

    @property
    def favourable(self) -> frozenset[str]:
        return frozenset(self.words[: self.top])

    def read(self, answer: str) -> str | None:
        """Our word for an answer, NO_ANSWER for none, or None when it does not belong to the scale."""
        plain = plain_answer(answer)
        if plain in MISSING_ANSWERS:
            return NO_ANSWER
        if plain in self.words:
            return plain
        if self.code == GRADE and (grade := re.fullmatch(r"(\d+(?:[.,]\d+)?)", plain)):
            return _grade(float(grade[1].replace(",", ".")))
        return dict(self.spellings).get(plain)


def plain_answer(answer: str) -> str:
    """Answers compare without case and double blanks."""
    return re.sub(r"[\s\u00a0]+", " ", answer).strip().casefold()


def _grade(value: float) -> str | None:
    """The whole grade that decides whether it is 8 or more: 7,5 counts as 7. A 0 or an 11 is no grade."""
    return str(int(value)) if 1 <= value <= 10 else None


GRADE = "cijfer10"
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
                ("helemaal eens", "helemaal mee eens"), ("eens", "mee eens"), ("oneens", "niet mee eens"),
                ("mee oneens", "niet mee eens"), ("helemaal oneens", "helemaal niet mee eens"),
                ("helemaal mee oneens", "helemaal niet mee eens"),
                ("strongly agree", "helemaal mee eens"), ("agree", "mee eens"), ("neutral", "neutraal"),
                ("neither agree nor disagree", "neutraal"), ("disagree", "niet mee eens"),
                ("strongly disagree", "helemaal niet mee eens"),
            ),
        ),
        Scale(
            "likert5_tevreden",
            "vijf antwoorden van zeer tevreden tot zeer ontevreden",
            ("zeer tevreden", "tevreden", "niet tevreden, niet ontevreden", "ontevreden", "zeer ontevreden"),
            top=2,
            spellings=(
                ("neutraal", "niet tevreden, niet ontevreden"),
                ("niet tevreden en niet ontevreden", "niet tevreden, niet ontevreden"),
                ("niet tevreden/niet ontevreden", "niet tevreden, niet ontevreden"),
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
            spellings=(("altijd", "(bijna) altijd"), ("bijna altijd", "(bijna) altijd"),
                       ("nooit", "(bijna) nooit"), ("bijna nooit", "(bijna) nooit")),
        ),
        Scale(GRADE, "rapportcijfer van 1 tot en met 10; 8 of hoger telt als eens",
              tuple(str(grade) for grade in range(10, 0, -1)), top=3),
        Scale("janee", "ja of nee", ("ja", "nee"), top=1, spellings=(("yes", "ja"), ("no", "nee"))),
    )
}  # fmt: skip
