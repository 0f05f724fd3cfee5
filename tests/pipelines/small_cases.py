"""Case lists of Kleindorp: rows made by hand or drawn from a seed, and Kaplan-Meier written a second time."""

from __future__ import annotations

import copy
import hashlib
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import small_town
from small_town import Town

HEADERS = ["aanbieder", "deelovereenkomst", "kwartaal", "zaaknummer", "aanvraagdatum", "startdatum", "einddatum",
           "reden einde", "leeftijdsgroep", "wijk"]  # fmt: skip
HEADER = ";".join(HEADERS)


def number(name: object) -> str:
    """A case number as a provider makes it: a hash of its own."""
    return hashlib.sha256(f"kleindorp {name}".encode()).hexdigest()


@dataclass(frozen=True)
class Drawn:
    """A request; `started` and `gone` are None as long as it waits."""

    requested: date
    started: date | None
    gone: date | None

    def seen_at(self, day: date) -> Drawn:
        later = (None if moment is None or moment > day else moment for moment in (self.started, self.gone))
        return Drawn(self.requested, *later)


def drawn(count: int, *, first: date, days: int, seed: int = 1, median: int = 25) -> list[Drawn]:
    """Requests spread over `days`, one in eight withdrawn before it starts."""
    draw, found = random.Random(seed), []
    for _ in range(count):
        requested = first + timedelta(days=draw.randrange(days))
        wait = timedelta(days=round(median * draw.lognormvariate(0, 0.6)))
        gone = draw.random() < 0.125
        found.append(Drawn(requested, None if gone else requested + wait, requested + wait if gone else None))
    return found


def rows(cases: list[Drawn], quarter: str, *, day: date, provider: str = "berk", sub: str = "D-3") -> list[str]:
    """The list of a quarter: what was requested up to its last day, as it stood then."""
    return [
        row(provider, sub, quarter, number(f"{sub} {place}"), seen.requested, started=seen.started, ended=seen.gone,
            reason="ingetrokken" if seen.gone else "")
        for place, seen in enumerate(case.seen_at(day) for case in cases)
        if seen.requested <= day
    ]  # fmt: skip


def row(
    provider: str,
    sub: str,
    quarter: str,
    case: str,
    requested: date | str,
    *,
    started: date | str | None = None,
    ended: date | str | None = None,
    reason: str = "",
    age: str = "27 t/m 64 jaar",
    district: str = "Centrum",
) -> str:
    return small_town.line(provider, sub, quarter, case, requested, started, ended, reason, age, district)


def town_with(targets: list[list[Any]], folder: Any, subs: list[list[Any]] | None = None) -> Town:
    """Kleindorp with more agreed targets and sub-agreements, in a register with the two columns about days."""
    register = copy.deepcopy(small_town.REGISTER)
    register["deelovereenkomsten"] += subs or []
    header, *agreed = register["prestatieafspraken"]
    register["prestatieafspraken"] = [
        [*header, "termijn in dagen", "dagen soort"],
        *([*line, None, None] for line in agreed),
        *targets,
    ]
    return Town(folder, register)


def target(sub: str, code: str, value: float, *, term: int | None = None, kind: str | None = None) -> list[Any]:
    return [sub, code, value, "kwartaal", date(2024, 1, 1), None, "tafelverslag", term, kind]


def km(days: list[int], closed: list[bool]) -> list[tuple[int, float]]:
    """Kaplan-Meier as the textbook writes it, in plain Python: the day of each step and S after it."""
    survival, steps = 1.0, []
    for day in sorted({t for t, event in zip(days, closed, strict=True) if event}):
        at_risk = sum(t >= day for t in days)
        events = sum(t == day and event for t, event in zip(days, closed, strict=True))
        survival *= 1 - events / at_risk
        steps.append((day, survival))
    return steps


def km_quantile(steps: list[tuple[int, float]], p: float) -> int | None:
    return next((day for day, survival in steps if survival <= 1 - p + 1e-9), None)


def km_within(steps: list[tuple[int, float]], term: int) -> float:
    return 1 - next((survival for day, survival in reversed(steps) if day <= term), 1.0)


def deliver(town: Town, name: str, lines: list[str], *, accept: bool = True) -> Any:
    path = town.write(name, small_town.csv_text(*lines, header=HEADER))
    return town.run("deliver", path, "--by", "controller", "--json", *(["--accept"] if accept else []))


def accepted(town: Town, name: str, lines: list[str]) -> str:
    answer = deliver(town, name, lines)
    assert answer.code == 0, answer.out + answer.err
    return answer.json[0]["delivery_id"]


def waiting_list(count: int, started: int, *, on: date = date(2025, 4, 1)) -> list[str]:
    """Requests of one day, some of which started after ten days and the others wait."""
    return [
        row("eik", "D-4", "2025-K3", number(f"w{place}"), on,
            started=on + timedelta(days=10 + place) if place < started else None)
        for place in range(count)
    ]  # fmt: skip
