"""What a municipality may set otherwise: tolerances, thresholds, which indicators. Archived by hash when used."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.errors import UsageProblem
from pipelines.statistics.limits import PRESETS
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import HOUSE_STYLE
from schemas.toml_faults import where_it_breaks
from schemas.vocabulary import Evidence


@dataclass(frozen=True)
class Settings:
    """The judgement calls ([J] in the statistics, [DP] in the domain) with their defaults."""

    tolerance_on_track: float = 0.05  # score >= 1 - this: op koers
    tolerance_attention: float = 0.15  # score >= 1 - this: aandacht, else achter
    indicative_below_n: int = 30
    breakdown_minimum_count: int = 5  # intern: a count in a breakdown is 0 or at least this
    deadline_weeks: int = 4  # after the end of the quarter
    liberation_day_every_years: int = 5  # 5 May is no working day: 1 each year, 5 when the year ends in 0 or 5, 0 never
    good_friday_off: int = 1  # 1: no working day, as in the Algemene termijnenwet; 0: a working day
    participation_day: int = 15  # a month counts when the provider takes part on this day
    control_chart_preset: str = "nhsr"  # statistics.limits.PRESETS; its name stands beside the chart
    chart_n_spread: float = 0.25  # how far the n of a period may lie from their mean for a control chart
    chart_smallest_count: float = 5  # what n p and n (1 - p) of a share are at least for a control chart
    response_working_days: int = 10  # to respond to what the other side wrote about a figure
    survey_response_gap: float = 15  # percentage points of response between two waves: more breaks the line
    survey_composition_gap: float = 10  # percentage points of a category among who answered: more breaks the line
    saving_month_euros: float = 1280  # a month of benefit: 6,134 million euros over some 400,000 benefits in 2022
    saving_deadweight: float = 0.25  # who would have left the benefit anyway; 23.4% did in 2023
    saving_partly: float = 0.5  # what a month with a lower benefit counts for
    saving_coach_hour_euros: float = 0  # an hour of a job coach; 0: not known here
    indicators: tuple[str, ...] = ()  # what the municipality agreed; none named: the whole catalogue

    @cached_property
    def in_use(self) -> frozenset[str]:
        """Codes that are switched on: those named, and what we compute from them or about the deliveries themselves."""
        if not self.indicators:
            return frozenset(CATALOGUE)
        named = set(self.indicators)
        computed = {
            code for code, item in CATALOGUE.items() if item.made_from and named >= set(item.made_from) & set(CATALOGUE)
        }
        return frozenset(named | computed)

    @property
    def volunteers_in_use(self) -> bool:
        return any(CATALOGUE[code].evidence is Evidence.VOLUNTEERS for code in self.in_use)

    def canonical(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def of(cls, canonical: bytes) -> Settings:
        """The settings as they were archived."""
        used: dict[str, Any] = json.loads(canonical)
        used["indicators"] = tuple(used.get("indicators", ()))
        return cls(**used)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()


def load_settings(home: Path) -> Settings:
    """Read <home>/settings.toml where it exists. Unknown names and wrong types are refused in Dutch."""
    path = home / "settings.toml"
    if not path.exists():
        return Settings()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageProblem(
            f"settings.toml is niet te lezen: {where_it_breaks(problem)}. Herstel het bestand."
        ) from problem
    found.pop(HOUSE_STYLE, None)  # how things look: no figure depends on it
    known = {item.name: item.default for item in fields(Settings)}
    for name, value in found.items():
        if name not in known:
            raise UsageProblem(f'settings.toml: "{name}" bestaat niet. U kunt instellen: {", ".join(sorted(known))}.')
        if isinstance(known[name], str):
            if not isinstance(value, str) or value not in PRESETS:
                raise UsageProblem(f'settings.toml: "{name}" is een van {", ".join(PRESETS)}.')
            continue
        if name == "indicators":
            found[name] = _codes(value)
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise UsageProblem(f'settings.toml: "{name}" moet een getal van 0 of meer zijn.')
    return Settings(**found)


def _codes(value: object) -> tuple[str, ...]:
    """The codes that are switched on, in the order of the catalogue."""
    if not isinstance(value, list) or not value or not all(isinstance(code, str) for code in value):
        raise UsageProblem('settings.toml: "indicators" is een lijst van codes, zoals ["BER-1", "TER-2"].')
    if unknown := [code for code in value if code not in CATALOGUE]:
        raise UsageProblem(
            f"settings.toml: indicator {', '.join(unknown)} bestaat niet. U kunt kiezen uit: {', '.join(CATALOGUE)}."
        )
    return tuple(code for code in CATALOGUE if code in value)
