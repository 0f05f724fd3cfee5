"""Bars of answers and dots with their margin on a page: plain markup that a phone can read, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.charts.answers import AnswerBars, Bar, Block, Group, Key
from dashboard.charts.dots import Dot, DotGroup, DotRows
from dashboard.charts.frame import Tick
from dashboard.views.markup import Safe, join, status_word, table, tag

_TIGHT = 0.11  # part of the width below which a phone has no room for the number
Link = Callable[[str], str] | None  # the key of a row -> its address


def drawn(found: AnswerBars | DotRows, link: Link = None) -> Safe:
    """Every row under its name; the name is a link where there is more to see of it."""
    if isinstance(found, AnswerBars):
        return tag("div", [_group(group, found.zero, link) for group in found.groups], class_="kb-rows")
    return tag("div", [_dots(group, link) for group in found.groups], class_="kb-rows")


def as_table(found: AnswerBars | DotRows, first: str) -> Safe:
    """The same in words."""
    columns = ["Uitkomst", "Hoe zeker", "Antwoorden" if isinstance(found, AnswerBars) else "Waarom niet"]
    rows = [bar for group in found.groups for bar in (group.bars if isinstance(group, Group) else group.dots)]
    lines = [(row.name, [_figure(row), row.facts, tag("span", _words(row), class_="kb-wrap")]) for row in rows]
    return table(found.title, columns, lines, first=first, texts=True)


def _words(row: Bar | Dot) -> str:
    told = "; ".join(block.told for block in row.blocks) if isinstance(row, Bar) else ""
    return ". ".join(filter(None, (told, row.why)))


def _figure(row: Bar | Dot) -> str:
    return status_word(row.gap) if row.gap else row.figure


def _head(row: Bar | Dot, link: Link) -> Safe:
    name = tag("a", row.name, href=link(row.key)) if link else tag("span", row.name)
    behind = row.facts if not row.gap else ""
    return tag(
        "p", name, " ", tag("b", row.figure) if not row.gap and row.figure else None, " ",
        tag("span", behind, class_="kb-fact") if behind else None, class_="kb-row-head",
    )  # fmt: skip


def _why(row: Bar | Dot) -> Safe | None:
    """Why there is no figure, or not all of it, at the place of the figure."""
    if row.gap:
        return tag("p", status_word(row.gap), " ", tag("span", row.why, class_="kb-fact"), class_="kb-row-gap")
    return tag("p", row.why, class_="kb-fact") if row.why else None


# --- bars of answers


def _group(group: Group, zero: float, link: Link) -> Safe:
    keys = tag("p", [_key(key) for key in group.keys], class_="kb-keys") if group.keys else None
    return tag("section", keys, [_bar(bar, zero, link) for bar in group.bars], class_="kb-row-group")


def _key(key: Key) -> Safe:
    return tag("span", tag("i", class_=f"kb-on-{_dashed(key.colour)}"), key.answer)


def _bar(bar: Bar, zero: float, link: Link) -> Safe:
    if not bar.blocks:
        return tag("div", _head(bar, link), _why(bar), class_="kb-row")
    blocks = [_block(block) for block in bar.blocks]
    line = tag("u", style=f"--kb-from:{zero:.4f}") if zero else None
    stack = tag("div", blocks, line, class_="kb-stack", role="img", aria_label=bar.alt)
    return tag("div", _head(bar, link), stack, _why(bar), class_="kb-row")


def _block(block: Block) -> Safe:
    wide = block.end - block.start
    tight = " kb-tight" if wide < _TIGHT else ""
    return tag(
        "span", tag("b", block.shown) if block.shown else None, tag("span", block.told, class_="kb-tip"),
        class_=f"kb-on-{_dashed(block.colour)}{tight}", style=f"--kb-from:{block.start:.4f};--kb-part:{wide:.4f}",
    )  # fmt: skip


# --- dots


def _dots(group: DotGroup, link: Link) -> Safe:
    ticks = tag("div", [_tick(tick) for tick in group.ticks], class_="kb-ticks", aria_hidden="true")
    return tag("section", [_dot(dot, group, link) for dot in group.dots], ticks, class_="kb-row-group kb-dotted")


def _tick(tick: Tick) -> Safe:
    return tag("span", tick.label, style=f"--kb-from:{tick.at:.4f}")


def _dot(dot: Dot, group: DotGroup, link: Link) -> Safe:
    if dot.at is None:
        return tag("div", _head(dot, link), _why(dot), class_="kb-row")
    lines = [tag("u", style=f"--kb-from:{tick.at:.4f}") for tick in group.ticks]
    span = None
    if dot.low is not None and dot.high is not None:
        span = tag("i", class_="kb-span", style=f"--kb-from:{dot.low:.4f};--kb-part:{dot.high - dot.low:.4f}")
    plain = None if dot.plain is None else tag("i", class_="kb-plain", style=f"--kb-from:{dot.plain:.4f}")
    here = tag("i", class_="kb-here", style=f"--kb-from:{dot.at:.4f}")
    track = tag("div", lines, span, plain, here, class_="kb-track", role="img", aria_label=dot.alt)
    return tag("div", _head(dot, link), tag("div", track, class_="kb-rail"), class_="kb-row")


def _dashed(colour: str) -> str:
    return colour.replace("_", "-")


def with_heading(heading: str, *parts: Safe | None, anchor: str | None = None) -> Safe:
    """A heading and what stands under it, in one block."""
    return join(tag("h2", heading, id=anchor), *parts)
