"""Measures of every question: of a provider, a district and everyone together, with and without weights. Not yet protected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.statistics.nps import nps
from pipelines.statistics.proportions import shares
from pipelines.statistics.weighted import Tallies, tallied_means
from pipelines.statistics.weighting import effective
from pipelines.surveys.counting import AMOUNTS, NUMERIC, PLACE, Counts, themes_of
from pipelines.surveys.sides import BANDS
from schemas.vocabulary import QuestionKind, SurveyMeasure

ANSWER = ["item", "option", "answer", "score", "missing", "side", "kind"]
_MEAN, _THEME = ["item", "score"], ["topic", "share"]
PART = ["wave_id", "item", *PLACE, "weighted"]
KEY = ["wave_id", "item", "measure", "option", *PLACE, "weighted"]
# what a result is before protection: `error` is the standard error of a mean or NPS, n_eff the number behind margins
FIGURES = ["value", "numerator", "denominator", "n", "n_eff", "missing", "lower", "upper", "error"]
_SHARES = (SurveyMeasure.AGREES.value, SurveyMeasure.SHARE.value)


@dataclass(frozen=True, eq=False)
class Sums:
    """The cells of Counts summed per part (with what they are about, PLACE and AMOUNTS): everyone together, each provider
    that may be told of, each district."""

    answers: pd.DataFrame
    means: pd.DataFrame
    themes: pd.DataFrame


def sums_of(counts: Counts, per_provider: pd.DataFrame) -> Sums:
    """per_provider: wave_id, item of what may be told of one provider. Everyone together is the sum of all answers,
    never an average of averages."""
    told = _topics_told(counts.items, per_provider)
    return Sums(
        _parts(counts.answers, per_provider, ANSWER), _parts(counts.means, per_provider, _MEAN),
        _parts(counts.themes, told, _THEME),
    )  # fmt: skip


def results_of_others(sums: Sums) -> pd.DataFrame:
    """As `results`, of everyone in the wave but the provider in the row: never the total that contains it."""
    rest = Sums(_others(sums.answers, ANSWER), _others(sums.means, _MEAN), _others(sums.themes, _THEME))
    return results(rest)


def results(sums: Sums) -> pd.DataFrame:
    """One row per KEY with FIGURES, in the units of the publication."""
    answers, means = weighted_too(sums.answers), weighted_too(sums.means)
    asked = _asked(answers)
    found = [_shares(answers, asked), _means(means, asked), _nps(answers, asked), _themes(weighted_too(sums.themes))]
    whole = pd.concat([part[[*KEY, *FIGURES]] for part in found if len(part)] or [found[0]], ignore_index=True)
    texts, numbers = dict.fromkeys(KEY[:-1], "str"), dict.fromkeys(FIGURES, "float64")
    return whole.astype({**texts, **numbers, "weighted": "bool"})  # also where there is no row


def _others(whole: pd.DataFrame, of: list[str]) -> pd.DataFrame:
    """Per provider that may be told of, the sums of everyone but them. whole: as _parts."""
    own, key = whole[whole["provider_id"].ne("")], ["wave_id", *of]
    total = whole[whole["provider_id"].eq("") & whole["district"].eq("")].drop(columns=PLACE)
    pairs = (
        own[["wave_id", of[0], *PLACE]].drop_duplicates().merge(total, on=["wave_id", of[0]], validate="many_to_many")
    )
    minus = pairs.merge(own, how="left", on=[*key, *PLACE], suffixes=("", "_own"), validate="one_to_one")
    rest = {name: (minus[name] - minus[f"{name}_own"].fillna(0.0)).clip(lower=0.0) for name in AMOUNTS}
    # what remains of a subtraction of equal sums is rounding
    return minus[[*key, *PLACE]].assign(**{name: amount.where(amount > 1e-9, 0.0) for name, amount in rest.items()})


def _parts(cells: pd.DataFrame, per_provider: pd.DataFrame, of: list[str]) -> pd.DataFrame:
    """Sums per part: everyone (provider and district ''), each provider that may be told of, each district."""
    told = pd.MultiIndex.from_frame(per_provider)
    provider = cells["provider_id"].ne("") & pd.MultiIndex.from_frame(cells[["wave_id", of[0]]]).isin(told)
    several = [
        cells.assign(provider_id="", district=""),
        cells[provider].assign(district=""),
        cells[cells["district"].ne("")].assign(provider_id=""),
    ]
    whole = pd.concat([part for part in several if len(part)] or several[:1], ignore_index=True)
    return whole.groupby(["wave_id", *of, *PLACE], as_index=False, dropna=False)[AMOUNTS].sum()


def weighted_too(cells: pd.DataFrame) -> pd.DataFrame:
    """Each row without weights (w = w2 = n), and with them where anybody has one."""
    plain = cells.assign(weighted=False, w=cells["n"], w2=cells["n"])
    weighty = cells[cells["weighted_n"] > 0]
    with_weights = weighty.assign(weighted=True, n=weighty["weighted_n"])
    return pd.concat([plain, with_weights] if len(with_weights) else [plain], ignore_index=True)


def _asked(answers: pd.DataFrame) -> pd.DataFrame:
    """Per part: n valid answers (of a question with more choices: respondents), their weights, and the missing ones."""
    rows = answers[answers["option"].eq("")]
    missing = rows["missing"].ne("")
    valid = rows[~missing].groupby([*PART, "kind"])[["n", "w", "w2"]].sum()
    none = rows[missing].groupby([*PART, "kind"])["n"].sum().rename("missing")
    return valid.join(none, how="outer").fillna(0.0).reset_index()


def _hits(answers: pd.DataFrame) -> pd.DataFrame:
    """Which answers count in the numerator of which measure and option: PART, kind, measure, option, w."""
    valid = answers[answers["missing"].eq("")]
    one = valid[valid["option"].eq("")]
    bands = one[one["kind"].isin(BANDS) & one["side"].ne("")]
    names = [BANDS[kind][side] for kind, side in zip(bands["kind"], bands["side"], strict=True)]
    agrees = one[one["kind"].eq(QuestionKind.SCALE.value) & one["side"].ne("")]
    choice = one[one["kind"].eq(QuestionKind.CHOICE.value) & one["answer"].ne("")]
    several = valid[valid["option"].ne("")]
    found = [
        agrees.assign(measure="agrees", option="", w=agrees["w"].where(agrees["side"].eq("favourable"), 0.0)),
        bands.assign(measure="share", option=pd.Series(names, index=bands.index, dtype="str")),
        choice.assign(measure="share", option=choice["answer"]),
        several.assign(measure="share"),
    ]
    whole = pd.concat([part for part in found if len(part)] or found[:1], ignore_index=True)
    return whole.groupby([*PART, "kind", "measure", "option"], as_index=False)["w"].sum()


def _shares(answers: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """Every option of a question in every part, also where nobody chose it."""
    hits = _hits(answers)
    options = pd.concat([hits[_OPTION], _bands(asked)], ignore_index=True).drop_duplicates()
    rows = asked[asked["n"] > 0].rename(columns={"w": "denominator"})
    rows = rows.merge(options, on=["wave_id", "item"], validate="many_to_many")
    on = [*PART, "measure", "option"]
    rows = rows.merge(hits[[*on, "w"]].rename(columns={"w": "numerator"}), how="left", on=on, validate="one_to_one")
    return shares_of(rows.assign(numerator=rows["numerator"].fillna(0.0)))


_OPTION = ["wave_id", "item", "measure", "option"]


def _bands(asked: pd.DataFrame) -> pd.DataFrame:
    """The three bands of a grade and groups of NPS, also those that nobody is in."""
    items = asked.loc[asked["kind"].isin(BANDS), ["wave_id", "item", "kind"]].drop_duplicates()
    rows = [(wave, item, name) for wave, item, kind in items.itertuples(index=False) for name in BANDS[kind].values()]
    return pd.DataFrame(rows, columns=["wave_id", "item", "option"], dtype="str").assign(measure="share")


def shares_of(rows: pd.DataFrame) -> pd.DataFrame:
    """value, limits and n_eff of rows with numerator, denominator (sums of weights), w2 and n. Source: sections 1, 10."""
    n_eff = effective(rows["denominator"].to_numpy(), rows["w2"].to_numpy())
    share = np.clip((rows["numerator"] / rows["denominator"]).to_numpy(dtype="float64"), 0, 1)
    figures = shares(share * n_eff, n_eff)
    return rows.assign(
        value=100 * share, lower=100 * figures.lower, upper=100 * figures.upper, n_eff=n_eff, error=np.nan
    )


def _grouped(cells: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """The parts in a row, and for each cell the number of its part."""
    groups = cells.groupby(PART, sort=True).ngroup().to_numpy()
    return cells[PART].assign(at=groups).drop_duplicates("at").sort_values("at").drop(columns="at"), groups


def _means(cells: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    if cells.empty:
        return pd.DataFrame(columns=[*KEY, *FIGURES])
    rows, groups = _grouped(cells)
    value, n, w, w2 = (cells[name].to_numpy(dtype="float64") for name in ("score", "n", "w", "w2"))
    found = tallied_means(Tallies(groups, value, n, w, w2), len(rows))
    sums = {
        name: np.bincount(groups, weights=amount) for name, amount in {"numerator": w * value, "denominator": w}.items()
    }
    rows = rows.assign(
        measure=SurveyMeasure.MEAN.value, option="", value=found.figures.value, lower=found.figures.lower,
        upper=found.figures.upper, error=found.error, n=found.n, n_eff=found.n_eff, **sums,
    )  # fmt: skip
    missing = asked.loc[asked["kind"].isin(NUMERIC), [*PART, "missing"]]
    return rows.merge(missing, how="left", on=PART, validate="one_to_one").fillna({"missing": 0.0})


def _nps(answers: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """NPS with the adjusted interval on effective counts (section 4); its error is that of -1, 0 and 1 (section 10)."""
    cells = answers[answers["kind"].eq(QuestionKind.NPS.value) & answers["missing"].eq("") & answers["side"].ne("")]
    if cells.empty:
        return pd.DataFrame(columns=[*KEY, *FIGURES])
    rows, groups = _grouped(cells)
    score = cells["side"].map({"favourable": 1.0, "neutral": 0.0, "unfavourable": -1.0}).to_numpy(dtype="float64")
    n, w, w2 = (cells[name].to_numpy(dtype="float64") for name in ("n", "w", "w2"))
    found = tallied_means(Tallies(groups, score, n, w, w2), len(rows))
    many = {at: np.bincount(groups, weights=np.where(score == at, w, 0.0)) for at in (1.0, -1.0)}
    whole = np.bincount(groups, weights=w)
    figures = nps(many[1.0] * found.n_eff / whole, many[-1.0] * found.n_eff / whole, n=found.n_eff)
    rows = rows.assign(
        measure=SurveyMeasure.NPS.value, option="", value=figures.value, lower=figures.lower, upper=figures.upper,
        error=100 * found.error, n=found.n, n_eff=found.n_eff, numerator=many[1.0] - many[-1.0], denominator=whole,
    )  # fmt: skip
    missing = asked.loc[asked["kind"].eq(QuestionKind.NPS.value), [*PART, "missing"]]
    return rows.merge(missing, how="left", on=PART, validate="one_to_one").fillna({"missing": 0.0})


def _themes(cells: pd.DataFrame) -> pd.DataFrame:
    """Share of favourable answers to the questions of a theme: per person, then over persons, so that n is persons."""
    if cells.empty:
        return pd.DataFrame(columns=[*KEY, *FIGURES])
    cells = cells.rename(columns={"topic": "item"}).assign(numerator=cells["share"] * cells["w"])
    rows = cells.groupby(PART, as_index=False)[["numerator", "w", "w2", "n"]].sum().rename(columns={"w": "denominator"})
    return shares_of(rows.assign(measure=SurveyMeasure.THEME.value, option="", missing=0.0))


def _topics_told(items: pd.DataFrame, per_provider: pd.DataFrame) -> pd.DataFrame:
    """Themes of which every question may be told of one provider."""
    asked = themes_of(items)
    told = pd.MultiIndex.from_frame(asked[["wave_id", "item"]]).isin(pd.MultiIndex.from_frame(per_provider))
    whole = asked.assign(told=told).groupby(["wave_id", "topic"], as_index=False)["told"].all()
    return whole.loc[whole["told"], ["wave_id", "topic"]]
