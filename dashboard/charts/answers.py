"""Answers to questions -> stacked bars left and right of one zero line: described once, for screen and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from dashboard import dutch, survey_words
from dashboard.absence import survey_absence
from dashboard.survey_rows import Answer, Result
from schemas.vocabulary import Status

FAVOURABLE, NEUTRAL, UNFAVOURABLE, MISSING = "favourable", "neutral", "unfavourable", "missing"
_STEP = 10.0  # percent: the ends of the scale are whole tens
_LETTERS = 0.055  # part of the width that a percentage needs to stand in its block
_NAMED = 6  # answers that are named one by one in the key
_SPOKEN = 12


@dataclass(frozen=True)
class Asked:
    """What one bar is made of: a question (or a provider, or a district), its result, and the answers published of it."""

    key: str
    name: str
    result: Result | None
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Block:
    """One answer. `start` and `end` are parts of the width, 0 to 1; colours are names of a palette's fields."""

    start: float
    end: float
    colour: str
    on: str
    shown: str  # empty where it does not fit
    told: str


@dataclass(frozen=True)
class Bar:
    """One question: its blocks, the figure that stands for it, n, margin and missing; or why there is none."""

    key: str
    name: str
    blocks: tuple[Block, ...]
    figure: str
    facts: str
    gap: Status | None
    why: str
    alt: str


@dataclass(frozen=True)
class Key:
    answer: str
    colour: str


@dataclass(frozen=True)
class Group:
    """Bars with the same answers; `keys` from the left of the picture to its right."""

    keys: tuple[Key, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class AnswerBars:
    """All bars on one scale; `zero` is the place of the line between favourable and unfavourable."""

    id: str
    title: str
    caption: str
    alt: str
    groups: tuple[Group, ...]
    zero: float


def answer_bars(
    name: str, title: str, lines: Sequence[Asked], *, several: bool = False
) -> AnswerBars | None:  # fmt: skip
    """None where nothing is asked. `several`: more answers at once could be given. Answers come from most to least favourable; missing ones are never in a bar."""
    if not lines:
        return None
    spans = [_span(_valid(line.answers)) for line in lines]
    left = _whole(max(one for one, _ in spans))
    right = _whole(max(other for _, other in spans))
    if left + right == 0:
        right = 100.0
    ordered = any(answer.side for line in lines for answer in line.answers)
    groups = tuple(
        Group(_keys(answers), tuple(_bar(line, left=left, wide=left + right) for line in same))
        for answers, same in _alike(lines)
    )
    return AnswerBars(
        name, title, _caption(ordered=ordered, several=several), _alt(title, groups), groups, left / (left + right)
    )


def apart(found: AnswerBars) -> list[AnswerBars]:
    """A picture for each scale of answers, all as wide as together: on paper they need not stand on one page."""
    if len(found.groups) == 1:
        return [found]
    return [
        replace(found, id=f"{found.id}-{at}", alt=_alt(found.title, (group,)), groups=(group,))
        for at, group in enumerate(found.groups, start=1)
    ]


def _alike(lines: Sequence[Asked]) -> list[tuple[Sequence[Answer], list[Asked]]]:
    """Bars after each other with the same answers; a hidden bar, which has none, stays with those before it."""
    found: list[tuple[Sequence[Answer], list[Asked]]] = []
    for line in lines:
        answers = _valid(line.answers)
        before = found[-1][0] if found else None
        if before is not None and (not answers or not before or _names(answers) == _names(before)):
            found[-1] = (before or answers, [*found[-1][1], line])
        else:
            found.append((answers, [line]))
    return found


def _names(answers: Sequence[Answer]) -> list[str]:
    return [answer.answer for answer in answers]


def _valid(answers: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.side != MISSING]


def _span(answers: Sequence[Answer]) -> tuple[float, float]:
    """How far a bar reaches to both sides of zero; what is in the middle lies half on each."""
    sides = dict.fromkeys((FAVOURABLE, NEUTRAL, UNFAVOURABLE), 0.0)
    for answer in answers:
        sides[answer.side or FAVOURABLE] += answer.share or 0.0
    return sides[UNFAVOURABLE] + sides[NEUTRAL] / 2, sides[FAVOURABLE] + sides[NEUTRAL] / 2


def _whole(reach: float) -> float:
    return _STEP * ceil(reach / _STEP - 1e-9)


def _bar(line: Asked, *, left: float, wide: float) -> Bar:
    answers = _valid(line.answers)
    result = line.result
    shown = any(answer.share for answer in answers)
    gap = None if shown else survey_absence(result) if result else Status.SUPPRESSED
    bare = (
        result is not None and result.value is None
    )  # answers without the figure made of them, such as too few for an NPS
    colours = _colours(answers)
    at = left - _span(answers)[0]
    blocks = []
    for same in _together(answers):  # the least favourable is the first from the left
        start, at = at, at + sum(answer.share or 0.0 for answer in same)
        if at > start:
            colour, on = colours[same[0].position]
            blocks.append(_block(same, start / wide, at / wide, share=at - start, colour=colour, on=on))
    told = _told(answers)
    figure = survey_words.named(result, result.measure) if result and not (bare and shown) else ""
    facts = (survey_words.certainty(result) or (survey_words.counted(result) if shown else "")) if result else ""
    few = [answer.answer for answer in answers if answer.share is None and answer.few]
    why = dutch.sentence(result.reason or "") if bare and result else ""
    if few and shown and not why:
        why = f"Te klein om te tonen: {dutch.listing(few)}."
    alt = dutch.sentence(
        f"{line.name}: {', '.join(filter(None, (survey_words.spoken(result, figure), *told, facts))) or why}"
    )
    return Bar(line.key, line.name, tuple(blocks), figure, facts, gap, why, alt)


def _together(answers: Sequence[Answer]) -> list[list[Answer]]:
    """One block each; where the key names a side as one, all of that side are one."""
    found = list(reversed(answers))
    if len(answers) <= _NAMED or not all(answer.side for answer in answers):
        return [[answer] for answer in found]
    return [list(same) for _, same in groupby(found, key=lambda answer: answer.side)]


def _block(same: Sequence[Answer], start: float, end: float, *, share: float, colour: str, on: str) -> Block:
    """Of answers together no percentage where one of them is too small to show: it would be too low."""
    whole = all(answer.share is not None for answer in same)
    shown = survey_words.share(share) if whole and end - start >= _LETTERS else ""
    return Block(start, end, colour, on, shown, "; ".join(_answered(answer) for answer in same if answer.share))


def _answered(answer: Answer) -> str:
    n = f" ({dutch.cases(answer.n)})" if answer.n is not None else ""
    return f"{answer.answer}: {survey_words.share(answer.share)}{n}"


def _told(answers: Sequence[Answer]) -> list[str]:
    return [f"{answer.answer} {survey_words.share(answer.share)}" for answer in answers if answer.share is not None]


def _colours(answers: Sequence[Answer]) -> dict[int, tuple[str, str]]:
    """Position -> colour, and that of the words on it: the outermost answer of a side is full, the others milder."""
    found: dict[int, tuple[str, str]] = {}
    for side, colour in ((FAVOURABLE, "improvement"), (UNFAVOURABLE, "concern")):
        mine = [answer.position for answer in answers if answer.side == side]
        outermost = mine[:1] if side == FAVOURABLE else mine[-1:]
        for position in mine:
            full = position in outermost or len(mine) > 2 or len(answers) > _NAMED  # then the key names a side as one
            found[position] = (colour, "paper") if full else (f"{colour}_mild", "on_mild")
    rest = {answer.position: ("middle", "on_mild") for answer in answers if answer.side == NEUTRAL}
    none = {answer.position: ("accent", "paper") for answer in answers if answer.side is None}
    return found | rest | none


def _keys(answers: Sequence[Answer]) -> tuple[Key, ...]:
    """Each answer with its colour, in the order of the blocks; of many answers the first and last of each side."""
    colours = _colours(answers)
    if not any(answer.side for answer in answers):
        return ()
    if len(answers) <= _NAMED:
        return tuple(Key(answer.answer, colours[answer.position][0]) for answer in reversed(answers))
    keys = []
    for side in (UNFAVOURABLE, NEUTRAL, FAVOURABLE):
        mine = [answer for answer in reversed(answers) if answer.side == side]
        if mine:
            words = mine[0].answer if len(mine) == 1 else f"{mine[0].answer} tot en met {mine[-1].answer}"
            keys.append(Key(words, colours[mine[0].position][0]))
    return tuple(keys)


def _caption(*, ordered: bool, several: bool) -> str:
    if not ordered:
        more = "; meer antwoorden tegelijk kon" if several else ""
        return f"Deel van wie antwoord gaf{more}. Alle balken op dezelfde schaal, vanaf nul"
    return (
        "Links van de lijn ongunstige antwoorden, rechts gunstige; wat ertussenin ligt, ligt half aan elke kant. Deel van "
        "de geldige antwoorden; wie geen antwoord gaf, telt niet mee en staat erbij. Alle balken op dezelfde schaal"
    )


def _alt(title: str, groups: Sequence[Group]) -> str:
    bars = [bar for group in groups for bar in group.bars]
    told = [f"{bar.name}: {bar.figure}" if bar.figure else bar.alt.removesuffix(".") for bar in bars[:_SPOKEN]]
    rest = [f"en nog {dutch.number(len(bars) - _SPOKEN)}"] if len(bars) > _SPOKEN else []
    return dutch.sentence(f"{title}. {'; '.join([*told, *rest])}")
