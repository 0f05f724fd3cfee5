"""Several answers in one cell: which options there are, told by the cells themselves, without cutting an option."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.surveys.layouts.distinct import Distinct

OTHER = "anders"
_LOOKED_AT = 5000  # different texts that decide what is an option
_OFTEN, _MANY, _NEARLY = 5, 20, 0.95
_TYPED = 0.2  # of all pieces; more, and the column is free text


@dataclass(frozen=True)
class Choices:
    """`options` in the order in which they first stand in the file; `of_text` gives per different text of the column the
    options it holds, `typed` what somebody wrote in it as an option of their own."""

    options: tuple[str, ...]
    of_text: tuple[frozenset[str], ...]
    typed: tuple[str, ...]

    def by_option(self) -> Iterator[tuple[str, list[bool]]]:
        for option in self.options:
            yield option, [option in chosen for chosen in self.of_text]


def find_choices(texts: Distinct, separator: str | None, *, free: bool) -> Choices | None:
    """The options of a question with several answers in a cell; None where a cell holds one answer.

    Cells are cut at the separator, not within brackets. Pieces that only ever stand together, in that order, are one
    option with the separator in it; when the second begins with a capital, in five different cells at least. Cells
    hold several answers when most of those with more than one piece are made of pieces that stand in other cells too,
    in different numbers ("Ja, zeker" and "Ja, misschien" are two answers, not three options), and few pieces stand in one
    cell only. A piece that one person
    gave cannot be told from what that person typed: it counts as OTHER.
    """
    if separator is None or not any(separator.strip() in text for text in texts.texts):
        return None
    first = _pieces(texts.texts[:_LOOKED_AT], separator)
    ends = separator.strip() != "," and all(text.endswith(separator.strip()) for text in texts.texts)
    if not (ends or (_several(first) and _few_typed(_counted(first, texts.counts[:_LOOKED_AT].tolist())))):
        return None
    pieces = _pieces(texts.texts, separator)
    many = _counted(pieces, texts.counts.tolist())
    known = {piece for piece, times in many.items() if times > 1} if free else set(many)
    of_text, typed = [], []
    for held in pieces:
        strange = [piece for piece in held if piece not in known]
        of_text.append(frozenset([*(piece for piece in held if piece in known), *([OTHER] if strange else [])]))
        typed.append(separator.join(strange))
    order = dict.fromkeys(piece for held in pieces for piece in held if piece in known)
    return Choices((*order, *([OTHER] if any(typed) and OTHER not in order else ())), tuple(of_text), tuple(typed))


def _cut(text: str, separator: str) -> list[str]:
    mark = separator.strip()
    if "(" in text and text.count("(") == text.count(")"):
        found, depth, last = [], 0, 0
        for match in re.finditer(rf"[()]|{re.escape(separator)}", text + separator[: len(separator) - 1]):
            if match[0] == "(":
                depth += 1
            elif match[0] == ")":
                depth = max(0, depth - 1)
            elif depth == 0:
                found.append(text[last : match.start()])
                last = match.end()
        found.append(text[last:])
    else:
        found = text.split(separator)
    return [piece for part in found if (piece := part.strip().removesuffix(mark if mark != "," else "").strip())]


def _together(pieces: list[list[str]], separator: str) -> list[list[str]]:
    """Join pieces that only stand together, until there are none left."""
    while True:
        pair = _inseparable(pieces[:_LOOKED_AT])
        if not pair:
            return pieces
        pieces = [_joined(held, pair, separator) for held in pieces]


def _inseparable(pieces: list[list[str]]) -> dict[str, str]:
    """First piece -> the piece that always follows it and follows nothing else."""
    cells = Counter(piece for held in pieces for piece in held)
    pairs = Counter(pair for held in pieces for pair in pairwise(held))
    return {one: next_one for (one, next_one), times in pairs.items()
            if _one_option(next_one, times, max(cells[one], cells[next_one]))}  # fmt: skip


def _one_option(next_piece: str, together: int, cells: int) -> bool:
    """Whether two pieces are one option: always together, or nearly so and often, where somebody typed one of them."""
    if together < cells:
        return together >= _NEARLY * cells and together >= _MANY
    return next_piece[:1].islower() or together >= _OFTEN


def _joined(held: list[str], pair: dict[str, str], separator: str) -> list[str]:
    made: list[str] = []
    last = ""
    for piece in held:
        if last and pair.get(last) == piece:
            made[-1] = f"{made[-1]}{separator}{piece}"
        else:
            made.append(piece)
        last = piece
    return made


def _pieces(texts: Sequence[str], separator: str) -> list[list[str]]:
    return _spelled_alike(_together([_cut(text, separator) for text in texts], separator))


def _counted(pieces: Sequence[list[str]], times: Sequence[int]) -> Counter[str]:
    """In how many cells each piece stands."""
    many = Counter[str]()
    for held, often in zip(pieces, times, strict=True):
        for piece in held:
            many[piece] += often
    return many


def _few_typed(many: Counter[str]) -> bool:
    """People who write lists of words in their own words seldom use the same ones."""
    return sum(times == 1 for times in many.values()) <= _TYPED * many.total()


def _spelled_alike(pieces: list[list[str]]) -> list[list[str]]:
    """Pieces that differ in capitals are one option, in its commonest spelling."""
    counts = Counter(piece for held in pieces for piece in held)
    best: dict[str, str] = {}
    for piece, _ in counts.most_common():
        best.setdefault(piece.casefold(), piece)
    return [list(dict.fromkeys(best[piece.casefold()] for piece in held)) for held in pieces]


def _several(pieces: list[list[str]]) -> bool:
    cells = Counter(piece for held in pieces for piece in set(held))
    more = [held for held in pieces if len(held) > 1]
    explained = [held for held in more if all(cells[piece] > 1 for piece in held)]
    sizes = {len(held) for held in pieces if all(cells[piece] > 1 or len(held) == 1 for piece in held)}
    return bool(explained) and 2 * len(explained) >= len(more) and len(sizes) > 1
