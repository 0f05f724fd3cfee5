"""How the providers stand in one theme, quarter by quarter: counted before publication, drawn as stacked blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from dashboard import dutch
from dashboard.charts.drawing import Bar, Drawing, Label, apart
from dashboard.charts.frame import Tick
from dashboard.charts.scale import step_of, tick_label
from dashboard.look import MARKS
from dashboard.rows import StatusCount
from schemas.quarter import Quarter
from schemas.vocabulary import Status, Theme, Unit

QUARTERS = 12
# from the ground up: what needs a talk stands on the axis, where heights are compared best
ORDER = (
    Status.BEHIND, Status.ATTENTION, Status.NOT_DELIVERED, Status.UNCERTAIN, Status.TOO_FEW, Status.SUPPRESSED,
    Status.NO_TARGET, Status.ON_TRACK,
)  # fmt: skip
_JUDGED = (Status.BEHIND, Status.ATTENTION, Status.ON_TRACK)
_HALF = 0.36  # of the width of a quarter
_SLIT = 0.014  # of the height of the picture, between blocks: printed in grey their colours may be alike
_EACH = 8  # quarters that each have their name below the picture


def standings_chart(rows: Sequence[StatusCount]) -> Drawing:
    """rows: of one theme, the newest quarter first, as readings.standings gives them. Who takes no part is left out."""
    quarters = sorted({row.quarter for row in rows})[-QUARTERS:]
    counts = {(row.quarter, row.status): row.providers for row in rows}
    theme = Theme(rows[0].theme).label
    stacks = [[(status, counts.get((quarter, status.value), 0)) for status in ORDER] for quarter in quarters]
    highest = max(sum(count for _, count in stack) for stack in stacks) or 1
    step = step_of(highest, Unit.COUNT)
    top = step * -(-highest // step)
    bars = tuple(bar for at, stack in enumerate(stacks) for bar in _stack(at, quarters[at], stack, slit=top * _SLIT))
    return Drawing(
        id=f"stand-{rows[0].theme}",
        title=f"{theme}: hoe de aanbieders ervoor staan",
        caption="Per kwartaal, aantal aanbieders naar het meest zorgelijke oordeel in dit thema",
        alt=_alt(theme, quarters, stacks),
        left=-0.5,
        right=len(quarters) - 0.5,
        bottom=0,
        top=top,
        x_ticks=tuple(_ticks(quarters)),
        y_ticks=tuple(Tick(at * step, tick_label(at * step, Unit.COUNT)) for at in range(round(top / step) + 1)),
        bars=bars,
        labels=_names(stacks[-1], least=top / 14),
        height=280,
    )


def _stack(at: int, quarter: str, stack: Sequence[tuple[Status, int]], *, slit: float) -> list[Bar]:
    bars = []
    ends = list(accumulate(count for _, count in stack))
    for (status, count), end in zip(stack, ends, strict=True):
        if count:
            told = f"{dutch.period(quarter)}: {dutch.plural(count, 'aanbieder', 'aanbieders')} {status.label}"
            bars.append(Bar(at - _HALF, end - count, at + _HALF, end - min(slit, count / 2), _colour(status), told))
    return bars


def _colour(status: Status) -> str:
    """Colour only for what was judged, lighter for what is less of a concern; all that is no verdict is the grey of earlier
    quarters."""
    if status is Status.ATTENTION:
        return "concern_mild"
    return MARKS[status].colour if status in _JUDGED else "past"


def _names(stack: Sequence[tuple[Status, int]], *, least: float) -> tuple[Label, ...]:
    """What the blocks of the last quarter are, beside them: number and word."""
    ends = accumulate(count for _, count in stack)
    labels = [
        Label(
            0,
            end - count / 2,
            f"{count} {status.label}",
            MARKS[status].colour if status in _JUDGED else "muted",
            edge=True,
        )
        for (status, count), end in zip(stack, ends, strict=True)
        if count
    ]
    return apart(labels, least=least)


def _ticks(quarters: Sequence[str]) -> list[Tick]:
    ticks, year = [], 0
    for at, quarter in enumerate(Quarter.parse(text) for text in quarters):
        if len(quarters) > _EACH and quarter.number % 2 == 0:
            continue  # on a phone the names of neighbours would lie over each other
        ticks.append(Tick(at, f"K{quarter.number}" if quarter.year == year else f"K{quarter.number}\n{quarter.year}"))
        year = quarter.year
    return ticks


def _alt(theme: str, quarters: Sequence[str], stacks: Sequence[Sequence[tuple[Status, int]]]) -> str:
    told = [
        f"{dutch.period(quarter)}: {dutch.listing([f'{count} {status.label}' for status, count in stack if count])}"
        for quarter, stack in ((quarters[0], stacks[0]), (quarters[-1], stacks[-1]))
    ]
    return dutch.sentence(f"{theme}, aantal aanbieders per oordeel. Eerste en laatste kwartaal: {'; '.join(told)}")
