"""What may not be shown of a survey: results of fewer than ten answers, and what would let one be derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.surveys.counting import PLACE, Counts, themes_of
from pipelines.surveys.weights import LARGEST_DESIGN_EFFECT, LEAST_EFFECTIVE
from schemas.vocabulary import SurveyMeasure

MINIMUM_N = 10
MINIMUM_NPS = 30
FEW = 5  # a number of people below this is not told
BLANKED = ["value", "numerator", "denominator", "n", "n_eff", "missing", "lower", "upper", "error"]
TOO_FEW, SMALL_PART, WHOLE_HIDDEN = "too_few", "small_part", "whole_hidden"
PRIVATE = frozenset({TOO_FEW, SMALL_PART, WHOLE_HIDDEN})
UNNAMED = ""  # answers of no provider, or of no district: a part that is never shown
_UNKNOWN = 0.5  # organisations have parts of a voice, which add up to whole ones but for rounding


@dataclass(frozen=True)
class Parts:
    """The providers, or the districts, of one wave: how many people (organisations of partners) each has, and which of
    them are hidden throughout."""

    wave_id: str
    kind: str  # provider_id or district
    people: Mapping[str, float]
    hidden: frozenset[str]


def parts_of(counts: Counts, per_provider: pd.DataFrame) -> list[Parts]:
    """Hidden throughout are those with fewer than ten respondents, and as many of the next smallest as it takes to make
    two with ten together. Numbers of respondents, results and answers follow it alike. Of waves without such parts, and
    of those that are not told per provider, there is nothing."""
    told = set(per_provider["wave_id"])
    found = []
    for kind in PLACE:
        for wave, rows in completed_of(counts, kind).groupby("wave_id"):
            if rows[kind].ne(UNNAMED).any() and (kind != "provider_id" or wave in told):
                people = dict(zip(rows[kind], rows["completed"], strict=True))
                found.append(Parts(str(wave), kind, people, _together(people)))
    return found


def completed_of(counts: Counts, *kinds: str) -> pd.DataFrame:
    """wave_id, the kinds (provider_id, district), completed: who handed in a form, persons or organisations. Of results
    that came counted: the most answers, given or missing, that one question has."""
    key = ["wave_id", *kinds]
    forms = counts.voices.groupby(key)["voice"].nunique()
    asked = counts.answers[counts.answers["option"].eq("")]
    answers = asked.groupby([*key, "item"])["n"].sum().groupby(key).max().round()
    known = pd.concat([pd.DataFrame({"completed": part.astype("float64")}).reset_index() for part in (forms, answers)])
    return known.groupby(key, as_index=False)["completed"].max()


def _together(people: Mapping[str, float]) -> frozenset[str]:
    """Which of these to hide. The part without a name is never shown, so it is the first to hide another with."""
    hidden = {name for name, n in people.items() if 0 < n < MINIMUM_N}
    if not hidden:
        return frozenset()
    rest = sorted((name != UNNAMED, n, name) for name, n in people.items() if name not in hidden and n > 0)
    while rest and (len(hidden) < 2 or sum(people[name] for name in hidden) < MINIMUM_N):
        hidden.add(rest.pop(0)[2])
    return frozenset(hidden)


def protect(rows: pd.DataFrame, counts: Counts, per_provider: pd.DataFrame) -> pd.DataFrame:
    """Results (surveys.results) with what may not be shown blanked, and `reason_code`.

    A result of fewer than ten answers is hidden; a provider or district that is hidden throughout the wave has no result
    at all. Where a hidden part of a question could be known from the whole minus the parts that are shown, the whole of
    that question is hidden, and with it every comparison with the others. A theme follows its questions. All hidden parts
    share one code, so that it does not tell the small ones. Source: statistics.md sections 10, 11.
    """
    rows = rows.reset_index(drop=True)
    parts = parts_of(counts, per_provider)
    code = _private(rows, counts, per_provider, parts=parts)
    _follow_questions(code, rows, counts.items, parts)
    n = rows["n"].to_numpy(dtype="float64")
    code[code.eq("") & rows["measure"].eq(SurveyMeasure.NPS.value) & (n < MINIMUM_NPS)] = "nps_too_few"
    code[code.eq("") & _weak(rows)] = "weak_weights"
    rows = rows.assign(reason_code=code.where(code.ne(""), None).astype("str"))
    rows.loc[rows["reason_code"].isin(PRIVATE), BLANKED] = np.nan
    kept = [name for name in BLANKED if name not in ("n", "n_eff", "missing")]
    rows.loc[rows["reason_code"].isin(["nps_too_few", "weak_weights"]), kept] = np.nan
    return rows


def _private(rows: pd.DataFrame, counts: Counts, per_provider: pd.DataFrame, *, parts: list[Parts]) -> pd.Series:
    code = pd.Series("", index=rows.index, dtype="object")
    part, few = is_part(rows), rows["n"] < MINIMUM_N - _UNKNOWN
    # weighted and unweighted results of one part are hidden together
    key = ["wave_id", "item", *PLACE]
    few = few | pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(rows.loc[few, key]))
    code[part & few] = SMALL_PART
    told = set(per_provider[["wave_id", "item"]].itertuples(index=False, name=None))
    for one in parts:
        here = rows["wave_id"].eq(one.wave_id)
        code[here & rows[one.kind].ne(UNNAMED) & rows[one.kind].isin(one.hidden)] = SMALL_PART
        derivable = [
            item
            for item, n in _numbers(counts, one)
            if (one.kind != "provider_id" or (one.wave_id, item) in told) and not _safe(n, one)
        ]
        code[here & rows["item"].isin(derivable) & ~part] = WHOLE_HIDDEN
    code[~part & few] = TOO_FEW
    return code


def is_part(rows: pd.DataFrame) -> pd.Series:
    return rows["provider_id"].ne("") | rows["district"].ne("")


def _numbers(counts: Counts, parts: Parts) -> list[tuple[str, dict[str, float]]]:
    """Per question how many valid answers each part has."""
    cells = counts.answers[counts.answers["wave_id"].eq(parts.wave_id)]
    valid = cells[cells["missing"].eq("") & cells["option"].eq("")]
    numbers = valid.groupby(["item", parts.kind])["n"].sum().unstack(fill_value=0.0)
    return [(str(item), {str(name): float(n) for name, n in row.items()}) for item, row in numbers.iterrows()]


def _safe(n: Mapping[str, float], parts: Parts) -> bool:
    """Whether no hidden part of one question can be known from the whole minus the parts shown to within nine (section
    11), when how many respondents a part has is shown, of those hidden throughout only together."""
    unknown = parts.hidden | {UNNAMED}
    small = {name for name, number in n.items() if 0 < number < MINIMUM_N - _UNKNOWN}
    away = small | {name for name, number in n.items() if number > 0 and name in unknown}
    if not small:
        return True
    whole = sum(n[name] for name in away)
    if len(away) < 2 or whole < MINIMUM_N:
        return False
    most_unknown = sum(number for name, number in parts.people.items() if name in unknown)
    for name in small - unknown:
        others = sum(parts.people[other] for other in away - unknown - {name})
        low = max(0.0, whole - others - most_unknown)
        if min(whole, parts.people[name]) - low < MINIMUM_N - 1:
            return False
    return True


def _follow_questions(code: pd.Series, rows: pd.DataFrame, items: pd.DataFrame, parts: list[Parts]) -> None:
    """A theme is hidden of whom one of its questions is hidden, for it nearly tells that question. Then the whole of the
    theme, minus the others, would tell it too; only who is hidden throughout is already safe in the whole."""
    theme = rows["measure"].eq(SurveyMeasure.THEME.value)
    topics = themes_of(items)[["wave_id", "item", "topic"]]
    asked = rows.assign(code=code)[code.isin(PRIVATE) & ~theme].merge(topics, on=["wave_id", "item"])
    part = is_part(rows)
    hidden = pd.MultiIndex.from_frame(asked[["wave_id", "topic", *PLACE]])
    of_question = pd.MultiIndex.from_frame(rows[["wave_id", "item", *PLACE]]).isin(hidden)
    code[theme & part & of_question] = SMALL_PART
    throughout = pd.Series(False, index=rows.index)
    for one in parts:
        throughout |= rows["wave_id"].eq(one.wave_id) & rows[one.kind].ne(UNNAMED) & rows[one.kind].isin(one.hidden)
    now_and_then = rows.loc[theme & part & code.eq(SMALL_PART) & ~throughout, ["wave_id", "item"]]
    given_away = pd.MultiIndex.from_frame(rows[["wave_id", "item"]]).isin(pd.MultiIndex.from_frame(now_and_then))
    code[theme & ~part & code.eq("") & (of_question | given_away)] = WHOLE_HIDDEN


def _weak(rows: pd.DataFrame) -> pd.Series:
    """Weighted results that stand on too few effective answers."""
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = rows["n"] / rows["n_eff"]
    return rows["weighted"] & ((rows["n_eff"] < LEAST_EFFECTIVE) | (deff > LARGEST_DESIGN_EFFECT))
