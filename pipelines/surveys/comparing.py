"""Whether two waves may be joined by a line: what was asked, of whom, how, and who answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import pandas as pd

from pipelines.records import records
from pipelines.settings import Settings
from pipelines.surveys.counting import Counts
from pipelines.surveys.protecting import MINIMUM_N
from pipelines.surveys.response import response_rates
from schemas.surveys import MARGINS
from schemas.vocabulary import Comparability, Selection, SurveyMode

COLUMNS = ["wave_id", "item", "comparability", "compared_with", "comparability_reason"]
_MARGIN_WORDS = {"age_band": "leeftijd", "sex": "geslacht", "district": "wijk"}
_Reason = tuple[Comparability, str]


@dataclass(frozen=True)
class _Waves:
    """What is compared of whole waves, by wave_id."""

    about: dict[str, dict[str, object]]
    rates: dict[str, float]  # percent; of waves with enough answers
    make_up: dict[str, dict[str, pd.Series]]  # margin -> share per category
    providers: dict[str, frozenset[str]]


def guard(counts: Counts, settings: Settings) -> pd.DataFrame:
    """Per wave and question the wave before it that asked the same, and whether they may be joined (COLUMNS; without a
    wave before: comparability missing). Wording, mode, selection, response and who answered break the line; another scale
    or another target group refuses the comparison. Source: issue; the two thresholds are settings."""
    waves = _Waves(
        {str(row["wave_id"]): dict(row) for row in counts.waves.to_dict("records")},
        response_rates(counts), _make_up(counts), _providers(counts),
    )  # fmt: skip
    asked = counts.items.merge(
        counts.waves[["wave_id", "kind", "quarter", "starts_on"]], on="wave_id", suffixes=("", "_wave")
    )
    question = itemgetter("kind_wave", "item")
    asked = asked.sort_values(["kind_wave", "item", "quarter", "starts_on", "wave_id"], kind="stable")
    rows = []
    for _, same in groupby(records(asked), key=question):
        ordered = list(same)
        for at, now in enumerate(ordered):
            earlier = [
                then for then in ordered[:at] if _about_the_same(str(then["wave_id"]), str(now["wave_id"]), waves)
            ]
            rows.append(_row(now, earlier[-1] if earlier else None, waves, settings=settings))
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def _about_the_same(one: str, two: str, waves: _Waves) -> bool:
    """A survey that each provider holds itself has a wave of its own for each."""
    first, second = waves.providers.get(one, frozenset()), waves.providers.get(two, frozenset())
    return bool(first & second) or not (first or second)


def _row(now: dict, then: dict | None, waves: _Waves, *, settings: Settings) -> dict[str, object]:
    key = {"wave_id": now["wave_id"], "item": now["item"]}
    if then is None:
        return {**key, "comparability": None, "compared_with": None, "comparability_reason": None}
    found = [*_question(now, then), *_waves_differ(str(now["wave_id"]), str(then["wave_id"]), waves, settings)]
    title = waves.about[str(then["wave_id"])]["title"]
    refused = any(kind is Comparability.REFUSED for kind, _ in found)
    kind = Comparability.REFUSED if refused else Comparability.BROKEN if found else Comparability.COMPARABLE
    end = {
        Comparability.REFUSED: "De uitkomsten zijn daarom niet te vergelijken.",
        Comparability.BROKEN: "Lees de twee uitkomsten daarom niet als één lijn.",
        Comparability.COMPARABLE: f"Vergelijkbaar met {title}: zelfde vraag, antwoorden, manier van vragen en doelgroep.",
    }
    reason = " ".join([*(text for _, text in found), end[kind]])
    return {**key, "comparability": kind.value, "compared_with": then["wave_id"], "comparability_reason": reason}


def _question(now: dict, then: dict) -> Iterator[_Reason]:
    if now["kind"] != then["kind"] or _text(now["scale"]) != _text(then["scale"]):
        yield Comparability.REFUSED, "De antwoorden hebben een andere schaal dan in de vorige meting."
    if _words(now["text"]) != _words(then["text"]):
        yield Comparability.BROKEN, f"De vraag is anders gesteld. Toen: “{_text(then['text'])}”"


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _words(value: object) -> list[str]:
    """Capitals, signs and blanks are no other wording."""
    return re.findall(r"\w+", _text(value).casefold())


def _waves_differ(now: str, then: str, waves: _Waves, settings: Settings) -> Iterator[_Reason]:
    here, there = waves.about[now], waves.about[then]
    if _words(here["target_group"]) != _words(there["target_group"]):
        yield (
            Comparability.REFUSED,
            (
                f"De doelgroep is anders: nu “{_text(here['target_group']) or 'niet genoemd'}”, "
                f"toen “{_text(there['target_group']) or 'niet genoemd'}”."
            ),
        )
    if here["mode"] != there["mode"]:
        yield Comparability.BROKEN, f"De vragen zijn nu {_mode(here['mode'])} gesteld en toen {_mode(there['mode'])}."
    if here["selection"] != there["selection"]:
        yield (
            Comparability.BROKEN,
            (
                f"Wie mee kon doen, is anders: nu {_selection(here['selection'])}, toen {_selection(there['selection'])}."
            ),
        )
    rate, former = waves.rates.get(now), waves.rates.get(then)
    if rate is not None and former is not None and abs(rate - former) > settings.survey_response_gap:
        yield Comparability.BROKEN, f"De respons is nu {rate:.0f}% en was toen {former:.0f}%."
    if other := _shifted(waves.make_up.get(now, {}), waves.make_up.get(then, {}), settings.survey_composition_gap):
        yield Comparability.BROKEN, f"Wie antwoordden, verschilt te veel naar {' en '.join(other)}."


def _mode(code: object) -> str:
    return SurveyMode(code).label if isinstance(code, str) else "op een onbekende manier"


def _selection(code: object) -> str:
    return Selection(code).label if isinstance(code, str) else "onbekend"


def _shifted(now: dict[str, pd.Series], then: dict[str, pd.Series], most: float) -> list[str]:
    """Margins on which a category has a share that differs more than `most` percentage points."""
    return [
        _MARGIN_WORDS[name]
        for name in MARGINS
        if name in now and name in then and now[name].sub(then[name], fill_value=0.0).abs().max() > most
    ]


def _make_up(counts: Counts) -> dict[str, dict[str, pd.Series]]:
    """Who answered, in percent per category: with the weights where there are any, for then the figures have them too.
    Margins that fewer than ten filled in tell nothing."""
    found: dict[str, dict[str, pd.Series]] = {}
    for wave, rows in counts.respondents.groupby("wave_id"):
        weights = counts.weighed[str(wave)].weights
        weight = pd.Series(1.0 if weights is None else weights, index=rows.index).fillna(0.0)
        for name in MARGINS:
            known = rows[name].notna()
            if known.sum() >= MINIMUM_N and weight[known].sum() > 0:
                sums = weight[known].groupby(rows.loc[known, name]).sum()
                found.setdefault(str(wave), {})[name] = 100 * sums / sums.sum()
    return found


def _providers(counts: Counts) -> dict[str, frozenset[str]]:
    both = pd.concat([counts.answers[["wave_id", "provider_id"]], counts.voices[["wave_id", "provider_id"]]])
    named = both[both["provider_id"].ne("")].drop_duplicates()
    return {str(wave): frozenset(rows["provider_id"]) for wave, rows in named.groupby("wave_id")}


def themes_guard(guarded: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """As `guard`, per theme: comparable when the same questions were asked in one former wave and each is comparable.
    topics: wave_id, item, topic of questions that make a theme."""
    known = topics.merge(guarded, on=["wave_id", "item"], validate="many_to_one")
    asked = {key: frozenset(rows["item"]) for key, rows in topics.groupby(["wave_id", "topic"])}
    rows = []
    for (wave, topic), part in known.groupby(["wave_id", "topic"]):  # ty: ignore[not-iterable]
        former = part["compared_with"].dropna().unique()
        if not len(former):
            continue
        same = len(former) == 1 and asked.get((former[0], topic)) == asked[(wave, topic)]
        fine = same and part["comparability"].eq(Comparability.COMPARABLE.value).all()
        kind = Comparability.COMPARABLE if fine else Comparability.BROKEN
        reason = None if fine else "Niet vergeleken: het thema bestaat niet uit dezelfde, vergelijkbare vragen."
        rows.append((wave, topic, kind.value, former[-1], reason))
    return pd.DataFrame(rows, columns=COLUMNS).astype("str") if rows else pd.DataFrame(columns=COLUMNS, dtype="str")
