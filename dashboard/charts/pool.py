"""The volunteer pool of one quarter as a balance: begin + new + returned - left = end, drawn as steps."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import dutch
from dashboard.charts.drawing import Bar, Drawing, Label, Line
from dashboard.charts.frame import Tick
from dashboard.charts.scale import step_of, tick_label
from dashboard.rows import Pool
from schemas.vocabulary import Unit

_HALF = 0.32


def pool_chart(pool: Pool, *, about: str) -> Drawing | None:
    """None where one of the five numbers is not there: half a balance would mislead."""
    begin, recruited, returned, departed, end = (
        pool.stock_begin, pool.recruited, pool.returned, pool.departed, pool.stock_end,
    )  # fmt: skip
    if begin is None or recruited is None or returned is None or departed is None or end is None:
        return None
    steps = [
        ("begin", 0.0, begin, "past"),
        ("nieuw", begin, begin + recruited, "accent"),
        ("terug", begin + recruited, begin + recruited + returned, "accent"),
        ("vertrokken", begin + recruited + returned, begin + recruited + returned - departed, "quiet"),
        ("einde", 0.0, end, "past"),
    ]
    shown = (begin, recruited, returned, departed, end)
    tallest = max(high for _, low, top, _ in steps for high in (low, top))
    step = step_of(tallest or 1.0, Unit.COUNT)
    top = step * max(1, -(-tallest // step))
    signs = ("", "+", "+", "−", "")
    return Drawing(
        id=f"pool-{pool.sub_agreement_id or pool.provider_id}",
        title=f"Vrijwilligers, {dutch.period(pool.quarter)}",
        caption="Aantal vrijwilligers: begin, plus nieuw, plus teruggekomen, min vertrokken, is einde",
        alt=_alt(pool, about=about),
        left=-0.5,
        right=len(steps) - 0.5,
        bottom=0,
        top=top,
        x_ticks=tuple(Tick(at, "\n" * (at % 2) + name) for at, (name, *_) in enumerate(steps)),  # by turns lower: room
        y_ticks=tuple(Tick(at * step, tick_label(at * step, Unit.COUNT)) for at in range(round(top / step) + 1)),
        bars=tuple(_blocks(steps, shown)),
        lines=tuple(_joins(steps)),
        labels=tuple(
            Label(at, max(low, high), f"{sign}{dutch.number(value)}", up=10, bold=True)
            for at, ((_, low, high, _), value, sign) in enumerate(zip(steps, shown, signs, strict=True))
        ),
        height=180,
    )


def _blocks(steps: list[tuple[str, float, float, str]], shown: tuple[float, ...]) -> Iterator[Bar]:
    for at, ((name, low, high, colour), value) in enumerate(zip(steps, shown, strict=True)):
        yield Bar(at - _HALF, min(low, high), at + _HALF, max(low, high), colour, f"{name}: {dutch.number(value)}")


def _joins(steps: list[tuple[str, float, float, str]]) -> Iterator[Line]:
    """A thin line from where a step ends to where the next begins."""
    for at, (_, _, high, _) in enumerate(steps[:-1]):
        yield Line("verbinding", (at + _HALF, at + 1 - _HALF), (high, high), "muted", 1)


def _alt(pool: Pool, *, about: str) -> str:
    parts = [
        f"begin {dutch.number(pool.stock_begin or 0)}",
        f"nieuw {dutch.number(pool.recruited or 0)}",
        f"teruggekomen {dutch.number(pool.returned or 0)}",
        f"vertrokken {dutch.number(pool.departed or 0)}",
        f"einde {dutch.number(pool.stock_end or 0)}",
    ]
    told = f" {pool.sentence}" if pool.sentence else ""
    return f"Vrijwilligers van {about} in het {dutch.period(pool.quarter)}: {dutch.listing(parts)}.{told}"
