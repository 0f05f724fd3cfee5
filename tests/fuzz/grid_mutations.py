"""Ways to spoil the texts of a sheet; the oracle reads the spoiled texts, so each says only what a new text means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from oracle import BLANK, Below, Grid

MONTHS = ("januari", "februari", "maart")


@dataclass
class Spoiled:
    """Sheets under way, what the new texts mean, and what was done to them."""

    sheets: dict[str, Grid]
    header: int
    rng: Random
    meanings: dict[str, float | Below | str | None] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def pick(self) -> Grid:
        return self.sheets[self.rng.choice(sorted(self.sheets))]

    def cell(self, *, numbers: bool = False) -> tuple[Grid, int, int]:
        """A filled cell below the headers; of a number if asked."""
        grid = self.pick()
        filled = [(row, column) for row in range(self.header + 1, len(grid)) for column, text in enumerate(grid[row])
                  if text and (not numbers or text.replace(",", "").isdigit())]  # fmt: skip
        return (grid, *self.rng.choice(filled or [(self.header, 0)]))

    def write(self, grid: Grid, row: int, column: int, *, text: str) -> None:
        self.done.append(f"R{row + 1}K{column + 1} {grid[row][column]!r} -> {text!r}")
        grid[row][column] = text


Mutation = Callable[[Spoiled], None]


def _number(change: Callable[[str, Random], str], meaning: Callable[[str], object] | None = None) -> Mutation:
    def mutate(at: Spoiled) -> None:
        grid, row, column = at.cell(numbers=True)
        old = grid[row][column]
        if not old.replace(",", "").isdigit():
            return
        new = change(old, at.rng)
        if meaning and new != old:
            at.meanings[new.strip()] = meaning(old)  # type: ignore[assignment]
        at.write(grid, row, column, text=new)

    return mutate


def _transposed(text: str, rng: Random) -> str:
    at = rng.randrange(max(1, len(text) - 1))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _spaced(text: str, rng: Random) -> str:
    blank = rng.choice([" ", BLANK, "  ", "\t"])
    return rng.choice([blank + text, text + blank, blank + text + blank])


def _any(change: Callable[[str, Random], str]) -> Mutation:
    def mutate(at: Spoiled) -> None:
        grid, row, column = at.cell()
        at.write(grid, row, column, text=change(grid[row][column], at.rng))

    return mutate


def _letter(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice("aZ0 1-.,%;\"'<\u200b\u0301é#=\n") + text[at + rng.randrange(2) :]


def other_cell(at: Spoiled) -> None:
    grid, row, column = at.cell()
    other, row2, column2 = at.cell()
    at.write(grid, row, column, text=other[row2][column2])


def period_in_words(at: Spoiled) -> None:
    """Another notation of a month or quarter, or one that has two meanings."""
    grid, row, column = at.cell()
    places = [(r, c) for r in range(at.header + 1, len(grid)) for c, text in enumerate(grid[r]) if text[:5] == "2025-" and len(text) == 7]  # fmt: skip
    if not places:
        return other_cell(at)
    row, column = at.rng.choice(places)
    old = grid[row][column]
    n = old[-1]
    ways = [f"{MONTHS[int(n) - 1]} 2025", f"{MONTHS[int(n) - 1][:3]} 2025", f"0{n}-2025", f"2025-{n}"] if "K" not in old else [
        f"K{n} 2025", f"{n}e kwartaal 2025", f"Q{n} 2025", f"2025Q{n}", f"2025-Q{n}", f"T{n} 2025"]  # fmt: skip
    new = at.rng.choice(ways)
    at.meanings[new] = "?" if new.startswith("T") else old
    at.write(grid, row, column, text=new)


def header_renamed(at: Spoiled) -> None:
    grid = at.pick()
    column = at.rng.randrange(len(grid[at.header]))
    old = grid[at.header][column]
    ways = [old.upper(), f" {old}{BLANK}", old.replace(" ", "_"), old[:-1], f"{old} 2025", "", "anders", old + "?"]
    at.write(grid, at.header, column, text=at.rng.choice(ways))


def headers_swapped(at: Spoiled) -> None:
    grid = at.pick()
    one, two = (at.rng.randrange(len(grid[at.header])) for _ in range(2))
    row = grid[at.header]
    row[one], row[two] = row[two], row[one]
    at.done.append(f"headers {one + 1} and {two + 1} swapped")


def columns_swapped(at: Spoiled) -> None:
    grid = at.pick()
    one, two = (at.rng.randrange(len(grid[at.header])) for _ in range(2))
    for row in grid[at.header :]:
        row += [""] * (max(one, two) + 1 - len(row))
        row[one], row[two] = row[two], row[one]
    at.done.append(f"columns {one + 1} and {two + 1} swapped")


def column_deleted(at: Spoiled) -> None:
    grid = at.pick()
    column = at.rng.randrange(len(grid[at.header]))
    at.done.append(f"column {column + 1} deleted")
    for row in grid[at.header :]:
        del row[column : column + 1]


def column_added(at: Spoiled) -> None:
    grid = at.pick()
    column = at.rng.randrange(len(grid[at.header]) + 1)
    name, text = at.rng.choice([("", ""), ("", "7"), ("extra", "7"), ("extra", ""), (grid[at.header][0], "berk")])
    at.done.append(f"column {name!r} added at {column + 1}")
    for number, row in enumerate(grid[at.header :]):
        row.insert(column, text if number else name)


def _rows(change: Callable[[list[list[str]], Random], None], name: str) -> Mutation:
    def mutate(at: Spoiled) -> None:
        grid = at.pick()
        body = [list(row) for row in grid[at.header + 1 :]]
        change(body, at.rng)
        grid[at.header + 1 :] = body
        at.done.append(name)

    return mutate


def _duplicate(body: Grid, rng: Random) -> None:
    body.insert(rng.randrange(len(body) + 1), list(rng.choice(body))) if body else None


def _delete(body: Grid, rng: Random) -> None:
    if body:
        del body[rng.randrange(len(body))]


def _insert_cell(body: Grid, rng: Random) -> None:
    row = rng.choice(body) if body else []
    row.insert(rng.randrange(len(row) + 1), rng.choice(["", "7", "x"]))


def _delete_cell(body: Grid, rng: Random) -> None:
    row = rng.choice(body) if body else []
    if row:
        del row[rng.randrange(len(row))]


def _swap_cells(body: Grid, rng: Random) -> None:
    row = rng.choice(body) if body else ["", ""]
    one, two = (rng.randrange(len(row)) for _ in range(2))
    row[one], row[two] = row[two], row[one]


def _total(body: Grid, rng: Random) -> None:
    if body:
        body.append(["Totaal", *["" if rng.random() < 0.5 else text for text in body[0][1:]]])


MUTATIONS: tuple[Mutation, ...] = (
    _number(_transposed), _number(lambda text, rng: str(rng.randrange(200))), _number(lambda text, rng: f"-{text}"),
    _number(lambda text, rng: text.replace(",", ".") if "," in text else f"{text}.5",
            lambda text: _value(text) if "," in text else _value(f"{text}.5")),
    _number(lambda text, rng: f"1.{text.replace(',', ''):0>3}"[:5], lambda text: "ambiguous"),
    _number(lambda text, rng: f"{text.split(',')[0]}.000.000", lambda text: float(text.split(",")[0] + "000000")),
    _number(lambda text, rng: f"{text.split(',')[0]},0", lambda text: float(text.split(",")[0])),
    _number(lambda text, rng: f"<{text.split(',')[0]}", lambda text: Below(float(text.split(",")[0]))),
    _number(lambda text, rng: text.replace("0", "O").replace("1", "l")), _number(lambda text, rng: " ".join(text)),
    _number(lambda text, rng: f"{text}E2"), _number(lambda text, rng: f"{text} stuks"),
    _number(lambda text, rng: rng.choice(["", "-", "n.v.t.", "onbekend", "nul", "#N/B", "#DEEL/0!", "NaN", "None", "NULL"])),
    _number(_spaced), _any(_spaced), _any(_letter), _any(_letter), _any(lambda text, rng: text.upper()),
    _any(lambda text, rng: text.lower()), _any(lambda text, rng: ""), _any(lambda text, rng: text * 2),
    other_cell, other_cell, period_in_words, period_in_words,
    header_renamed, header_renamed, headers_swapped, columns_swapped, column_deleted, column_added,
    _rows(_duplicate, "row duplicated"), _rows(_delete, "row deleted"), _rows(lambda body, rng: rng.shuffle(body), "rows shuffled"),
    _rows(_insert_cell, "cell inserted"), _rows(_delete_cell, "cell deleted"), _rows(_swap_cells, "cells swapped"),
    _rows(_total, "total row added"), _rows(lambda body, rng: body.insert(rng.randrange(len(body) + 1), [""]), "empty row added"),
)  # fmt: skip
