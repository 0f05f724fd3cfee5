"""What a column of a strange file looks like, and what of it may be shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from pipelines.findings import safe
from pipelines.recipes.locating import looks_like
from pipelines.recipes.periods import period_reader
from pipelines.recipes.synonyms import PERSONAL
from pipelines.register import folded
from pipelines.sources.rows import normal
from schemas.quarter import NotAPeriod, parse_period
from schemas.scales import NO_ANSWER, SCALES

DISTINCT = 2_000  # different values of a column that are looked at
_SAMPLES = 3
HIDDEN = "niet getoond: kan over een persoon gaan"
OPEN = "niet getoond: open antwoorden"
UNSAFE = ("een mailadres", "een lang nummer")  # what findings.safe says instead
LOOKS = {
    "number": "getal", "percentage": "percentage", "date": "datum", "month": "maand", "quarter": "kwartaal",
    "provider": "naam van een aanbieder", "answers": "antwoord op een schaal", "text": "tekst", "empty": "leeg",
}  # fmt: skip


def samples(name: str, looks: str, counts: Counter[str]) -> tuple[str, ...]:
    """The commonest values, where they cannot be about one person: no names, no addresses, no free answers."""
    plain = normal(name)
    personal = plain in ("naam", "name") or any(re.search(rf"\b{re.escape(word)}\b", plain) for word in PERSONAL)
    if personal and looks != "provider":
        return (HIDDEN,) if counts else ()
    if looks == "date":  # the time of an answer is nobody's business
        counts = Counter({text.split(" ")[0]: rows for text, rows in counts.items()})
    long = sum(len(text) > 60 or len(text.split()) > 8 for text in counts)
    if counts and long > 0.2 * len(counts) and len(counts) > 12:
        return (OPEN,)
    return tuple(safe(text).strip('"') for text, _ in counts.most_common(_SAMPLES))


def seen_as(counts: Counter[str], provider_keys: Collection[str]) -> tuple[str, str | None, dict[str, str]]:
    """What most values are; for answers also their scale and our word for each label."""
    if not counts:
        return "empty", None, {}
    values = list(counts)
    whole = sum(counts[text] for text in values)

    def share(of: list[str]) -> float:
        return sum(counts[text] for text in of) / whole

    if share([text for text in values if folded(text) in provider_keys]) >= 0.5:
        return "provider", None, {}
    if found := _scale(counts):
        return "answers", *found
    kinds = {text: looks_like(text) for text in values}
    if share([text for text in values if kinds[text] == "date"]) >= 0.7:
        return "date", None, {}
    if share([text for text, kind in kinds.items() if kind == "number"]) >= 0.7:
        percent = share([text for text in values if text.endswith("%")]) >= 0.5
        return "percentage" if percent else "number", None, {}
    periods = {text: period for text in values if (period := _period(text))}
    if share(list(periods)) >= 0.7:
        return "quarter" if sum("K" in item for item in periods.values()) * 2 > len(periods) else "month", None, {}
    return "text", None, {}


def _period(text: str) -> str | None:
    try:
        return str(parse_period(period_reader("month_name_2digit_year")(text)))
    except NotAPeriod:
        return None


def _scale(counts: Counter[str]) -> tuple[str, dict[str, str]] | None:
    """The scale that most of the answers belong to, by their words; numbers are a grade only in words above them."""
    if len(counts) > 15:
        return None
    best: tuple[float, str, dict[str, str]] | None = None
    for code, scale in SCALES.items():
        labels = {text: scale.word(text) or "" for text in counts}
        own = [text for text, word in labels.items() if word and word != NO_ANSWER]
        likeness = sum(counts[text] for text in own) / counts.total()
        if not scale.numeric and len(set(own)) > 1 and likeness >= 0.6 and (best is None or likeness > best[0]):
            best = (likeness, code, labels)
    return best[1:] if best else None
