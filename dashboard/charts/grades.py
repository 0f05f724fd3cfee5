"""The grades that were given -> Drawing: a column per grade from zero, in three bands with their words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard import dutch, survey_words
from dashboard.charts.answers import FAVOURABLE, MISSING, NEUTRAL, UNFAVOURABLE
from dashboard.charts.drawing import Bar, Drawing, Label
from dashboard.charts.frame import Tick
from dashboard.charts.scale import step_of
from dashboard.survey_rows import Answer, Result
from schemas.vocabulary import Unit

_COLOURS = {FAVOURABLE: "improvement", NEUTRAL: "middle", UNFAVOURABLE: "concern"}
_BANDS = {FAVOURABLE: "8–10", NEUTRAL: "6–7", UNFAVOURABLE: "1–5"}  # short: on a phone a column is as wide as a digit
_HALF = 0.4


def grades_drawing(result: Result, answers: Sequence[Answer], *, title: str) -> Drawing | None:
    """answers: from the highest grade to the lowest, or the three bands. None where nothing may be shown of it."""
    given = [answer for answer in reversed(answers) if answer.side != MISSING]
    highest = max((answer.share or 0.0 for answer in given), default=0.0)
    if result.value is None or not highest:
        return None
    step = step_of(highest, Unit.PERCENT)
    top = step * -(-highest // step) * 1.25  # room for the words of the bands
    return Drawing(
        id=f"cijfers-{result.wave_id}-{result.item}",
        title=title,
        caption=f"Deel van de geldige antwoorden. {dutch.capital(survey_words.certainty(result))}",
        alt=_alt(result, given, title),
        left=-0.6,
        right=len(given) - 0.4,
        bottom=0.0,
        top=top,
        x_ticks=tuple(Tick(at, answer.answer.replace(" (", "\n(")) for at, answer in enumerate(given)),
        y_ticks=tuple(Tick(at * step, dutch.figure(at * step, Unit.PERCENT)) for at in range(int(top // step) + 1)),
        bars=tuple(_column(answer, at) for at, answer in enumerate(given) if answer.share),
        labels=(*_shares(given), *(_bands(given, top=top) if len(given) > len(_BANDS) else ())),
        height=260,
    )


def _column(answer: Answer, at: int) -> Bar:
    share = survey_words.share(answer.share)
    n = f" ({dutch.cases(answer.n)})" if answer.n is not None else ""
    return Bar(at - _HALF, 0.0, at + _HALF, answer.share or 0.0, _COLOURS.get(answer.side or "", "accent"), f"{answer.answer}: {share}{n}")  # fmt: skip


def _shares(given: Sequence[Answer]) -> list[Label]:
    words = []
    for at, answer in enumerate(given):
        if answer.share:
            words.append(Label(at, answer.share, survey_words.share(answer.share), "ink", up=9))
        elif answer.share is None:
            words.append(Label(at, 0.0, "niet getoond", "quiet", up=6, turned=True))
    return words


def _bands(given: Sequence[Answer], *, top: float) -> list[Label]:
    """Words over the columns of each band."""
    words = []
    for side, same in groupby(enumerate(given), key=lambda pair: pair[1].side):
        places = [at for at, _ in same]
        colour = "quiet" if side == NEUTRAL else _COLOURS.get(side or "", "ink")
        words.append(Label((places[0] + places[-1]) / 2, top, _BANDS.get(side or "", ""), colour, up=-8, bold=True))
    return words


def _alt(result: Result, given: Sequence[Answer], title: str) -> str:
    told = [f"{answer.answer} {survey_words.share(answer.share)}" for answer in given if answer.share is not None]
    mean = f"gemiddeld {survey_words.figure(result.value, result.measure)} ({survey_words.certainty(result)})"
    return dutch.sentence(f"{title}, {mean}. Van laag naar hoog: {', '.join(told)}")
