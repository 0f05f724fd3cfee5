"""Markup that cannot forget to escape: text goes in as text, only `tag` makes markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dashboard import dutch
from dashboard.look import ABSENCES, ASSURANCE_MARKS, MARKS, VARIATION_MARKS, Mark
from schemas.vocabulary import Assurance, Status, Variation

_VOID = frozenset({"br", "hr", "img"})
UNMEASURED = "nog niet gemeten"


class Safe(str):
    """Markup made by `tag`; any other string is escaped."""

    __slots__ = ()


Child = str | None | Iterable["str | None"]


def tag(name: str, *children: Child, **attributes: str | int | bool | None) -> Safe:
    """An element. `class_`, `for_` lose their underscore, others become dashes; None and False leave out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Safe(f"<{name}{written}>")
    return Safe(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Safe:
    """Children after each other, escaped unless made by `tag`."""
    parts: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, Safe):
            parts.append(child)
        elif isinstance(child, str):
            parts.append(escape(child, quote=True))
        else:
            parts.append(join(*child))
    return Safe("".join(parts))


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'


def icon(status: str) -> Safe:
    """The shape of a status; the word always stands beside it, so it is silent."""
    return _drawn(MARKS[Status(status)])


def variation_icon(variation: str) -> Safe:
    """Where a series stands against its own past; silent: the caller tells it in words too."""
    return _drawn(VARIATION_MARKS[Variation(variation)])


def assurance_icon(assurance: str) -> Safe:
    """Whether a series as it runs meets its target; silent: the caller tells it in words too."""
    return _drawn(ASSURANCE_MARKS[Assurance(assurance)])


def _drawn(mark: Mark) -> Safe:
    return tag("span", class_=f"kb-mark kb-{mark.shape} kb-{mark.colour}", aria_hidden="true")


def status_word(status: str) -> Safe:
    """Shape and word; of a status without a number as `absence_mark`."""
    if status in ABSENCES:
        return absence_mark(status)
    return tag("span", icon(status), tag("span", dutch.status(status)), class_=f"kb-status kb-is-{status}")


def absence_mark(status: str | None) -> Safe:
    """Why there is no number: a shape and a word, different for each reason (look.ABSENCES). None: nothing is measured
    here (yet)."""
    if status is None:
        return tag("span", tag("span", class_="kb-mark kb-point kb-quiet", aria_hidden="true"),
                   tag("span", UNMEASURED), class_="kb-status kb-absent")  # fmt: skip
    return tag("span", icon(status), tag("span", dutch.status(status)), class_=f"kb-status kb-absent kb-is-{status}")


def provisional_icon() -> Safe:
    """The shape of what stands, of a quarter that is not settled yet; silent: the word is told beside it."""
    return tag("span", class_="kb-mark kb-dashed kb-quiet", aria_hidden="true")


def provisional_mark() -> Safe:
    return tag("span", provisional_icon(), tag("span", "voorlopig"), class_="kb-status kb-absent")


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[tuple[str, Sequence[str]]],
    *,
    first: str,
    visible_caption: bool = True,
    texts: bool = False,
    cards: bool = False,
) -> Safe:
    """A table whose first column heads its rows. Numbers stand to the right, `texts` to the left; on a phone
    each row of texts becomes a block, and of numbers where they are `cards`."""
    head = tag("tr", tag("th", first, scope="col"), [tag("th", c, scope="col") for c in columns])
    body = [
        tag("tr", tag("th", name, scope="row"),
            [tag("td", value, data_label=column if texts or cards else None,
                 class_="kb-nothing" if texts and value == dutch.NOTHING else None) for column, value in zip(columns, values, strict=False)])
        for name, values in rows
    ]  # fmt: skip
    shown = tag("caption", caption, class_=None if visible_caption else "kb-hidden")
    kind = " kb-texts" if texts else " kb-cards" if cards else ""
    whole = tag("table", shown, tag("thead", head), tag("tbody", body), class_=f"kb-table{kind}")
    return tag("div", whole, class_="kb-scroll", tabindex=0, role="region", aria_label=caption)


def notice(*texts: str, items: Sequence[str] = (), tone: str = "quiet", role: str = "status") -> Safe:
    """A plain message in a block of its own, and what it is about as a list."""
    listed = tag("ul", [tag("li", item) for item in items]) if items else None
    return tag("div", [tag("p", text) for text in texts], listed, class_=f"kb-notice kb-notice-{tone}", role=role)
