"""From stored waves to numbers of answers per question, answer, provider and district, counted in the warehouse."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.surveys.sides import sides
from pipelines.surveys.weights import Weighed, weigh
from pipelines.warehouse import Warehouse
from schemas.surveys import SURVEY_TABLES
from schemas.vocabulary import Attributable, DataSet, QuestionKind

# who gave an answer: the sum of their weights and of the squares, beside their number and the number who have a weight
AMOUNTS = ["n", "weighted_n", "w", "w2"]
PLACE = ["provider_id", "district"]
CELLS = ["wave_id", "item", "option", *PLACE, "answer", "score", "missing", *AMOUNTS]
AGREES, AGREEING = "(helemaal) eens", "likert5_eens"  # what TEV-2 is made of
NUMERIC = (QuestionKind.GRADE.value, QuestionKind.NUMBER.value)
_KEYS = {
    "survey_wave": ["wave_id"],
    "survey_wave_count": ["wave_id", "provider_id"],
    "survey_item": ["wave_id", "item"],
    "survey_population": ["wave_id", "margin", "category"],
}


@dataclass(frozen=True, eq=False)
class Counts:
    """All waves that count now. waves, wave_counts, items, respondents: as stored (schemas.surveys). `voices`: who
    speaks, a row per respondent (organisations of partners have one voice). `answers`: columns CELLS with kind and side;
    `means`: the same of grades and numbers; `themes`: wave_id, topic, PLACE, share (favourable, 0 to 1) and AMOUNTS. In
    text columns of the last four '' is none."""

    waves: pd.DataFrame
    wave_counts: pd.DataFrame
    items: pd.DataFrame
    respondents: pd.DataFrame
    voices: pd.DataFrame
    weighed: dict[str, Weighed]
    answers: pd.DataFrame
    means: pd.DataFrame
    themes: pd.DataFrame
    places: pd.DataFrame  # delivery_id, wave_id, provider_id, sheet and its first row


def count(warehouse: Warehouse, slots: pd.DataFrame) -> Counts:
    """slots: delivery_id and provider_id of each slot that a delivery holds; `*` is what is about no provider."""
    stored = {name: _stored(warehouse, name, slots) for name in _KEYS}
    waves, items = stored["survey_wave"], stored["survey_item"]
    respondents = warehouse.ask("survey_respondents", survey_slot=slots)
    respondents = respondents[respondents["wave_id"].isin(waves["wave_id"])].reset_index(drop=True)
    weighed = _weighed(waves, respondents, stored["survey_population"])
    voices = _voices(waves, respondents, weighed)
    came_counted = warehouse.ask("survey_counted_rows", survey_slot=slots)
    delivered = _already_counted(came_counted)
    cells = [
        warehouse.ask("survey_counts", survey_voice=voices),
        warehouse.ask("survey_voices", survey_voice=voices),
        delivered,
    ]
    answers = _plain(pd.concat([part[CELLS] for part in cells if len(part)] or [delivered[CELLS]], ignore_index=True))
    answers = _with_sides(answers, items)
    return Counts(
        waves, stored["survey_wave_count"], items, respondents, _plain(voices), weighed, answers,
        _means(answers, _plain(warehouse.ask("survey_organisation_means", survey_voice=voices)), waves),
        _themes(warehouse, voices, answers, items), _places(respondents, came_counted),
    )  # fmt: skip


def _places(*parts: pd.DataFrame) -> pd.DataFrame:
    """Where the rows of a wave about a provider stand: the sheet and its first row, for a row is a person."""
    whole = pd.concat([part[["delivery_id", "wave_id", "provider_id", "sheet", "row"]] for part in parts if len(part)]
                      or [parts[0][["delivery_id", "wave_id", "provider_id", "sheet", "row"]]])  # fmt: skip
    first = whole.groupby(["delivery_id", "sheet"], dropna=False)["row"].transform("min")
    return whole.assign(row=first).drop_duplicates().reset_index(drop=True)


def _stored(warehouse: Warehouse, name: str, slots: pd.DataFrame) -> pd.DataFrame:
    """A wave that several deliveries hold is one wave: the last row of each key."""
    rows = warehouse.ask("survey_rows", table=name, survey_slot=slots)
    rows = rows.drop_duplicates(_KEYS[name], keep="last").sort_values(_KEYS[name], kind="stable")
    return rows[list(SURVEY_TABLES[name])].reset_index(drop=True)


def _weighed(waves: pd.DataFrame, respondents: pd.DataFrame, population: pd.DataFrame) -> dict[str, Weighed]:
    return {
        wave: weigh(
            how, respondents[respondents["wave_id"] == wave], population[population["wave_id"] == wave]
        )
        for wave, how in zip(waves["wave_id"], waves["weighting"], strict=True)
    }  # fmt: skip


def _voices(waves: pd.DataFrame, respondents: pd.DataFrame, weighed: dict[str, Weighed]) -> pd.DataFrame:
    """Who speaks: a person, or in a survey of partners an organisation; districts are told of a panel only."""
    kind = respondents["wave_id"].map(waves.set_index("wave_id")["kind"])
    weight = pd.Series(np.nan, index=respondents.index)
    for wave, found in weighed.items():
        if found.weights is not None:
            weight[respondents["wave_id"] == wave] = found.weights
    person = respondents["delivery_id"] + " " + respondents["respondent"].astype("str")
    by_organisation = kind.eq(DataSet.PARTNER_SURVEY.value)
    named = by_organisation & respondents["organisation"].notna()
    return pd.DataFrame({
        "delivery_id": respondents["delivery_id"], "wave_id": respondents["wave_id"],
        "respondent": respondents["respondent"], "provider_id": respondents["provider_id"],
        "district": respondents["district"].where(kind.eq(DataSet.CITIZEN_PANEL.value)).astype("str"),
        "voice": respondents["organisation"].astype("str").str.casefold().where(named, person).astype("str"),
        "weight": weight, "by_organisation": by_organisation,
    })  # fmt: skip


def _plain(cells: pd.DataFrame) -> pd.DataFrame:
    """Without missing texts, which do not group or join."""
    texts = cells.select_dtypes(exclude="number").columns
    return cells.assign(**{name: cells[name].astype("str").fillna("") for name in texts})


def _with_sides(answers: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    about = items[["wave_id", "item", "kind", "scale"]].fillna({"scale": ""})
    known = answers.merge(about, how="inner", on=["wave_id", "item"], validate="many_to_one")
    return known.assign(side=sides(known).fillna(""))


def _already_counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Results that came counted, in the columns of CELLS. Where a file tells the whole beside its parts, what the parts
    do not explain is kept as a part without a name, so that the sum is the whole."""
    cells = _plain(rows.rename(columns={"number": "n"}))
    answer = ["wave_id", "item", "option", "answer", "score", "missing"]
    cells = cells.groupby([*answer, *PLACE], dropna=False, as_index=False)["n"].sum()
    whole = cells["provider_id"].eq("") & cells["district"].eq("")
    parts = cells[~whole].groupby(answer, dropna=False, as_index=False)["n"].sum().rename(columns={"n": "told"})
    rest = cells[whole].merge(parts, how="left", on=answer, validate="one_to_one")
    rest = rest.assign(n=(rest["n"] - rest["told"].fillna(0)).clip(lower=0)).drop(columns="told")
    found = pd.concat([cells[~whole], rest], ignore_index=True)
    return found.assign(weighted_n=0.0, w=0.0, w2=0.0)[CELLS]


def _means(answers: pd.DataFrame, organisations: pd.DataFrame, waves: pd.DataFrame) -> pd.DataFrame:
    """Grades and numbers: of persons as they are, of organisations their mean."""
    valid = answers[answers["kind"].isin(NUMERIC) & answers["missing"].eq("") & answers["score"].notna()]
    partner = waves.loc[waves["kind"] == DataSet.PARTNER_SURVEY.value, "wave_id"]
    asked = valid[["wave_id", "item"]].drop_duplicates()
    of_organisations = organisations.merge(asked, on=["wave_id", "item"], validate="many_to_one")
    counted = valid["wave_id"].isin(partner) & valid["wave_id"].isin(organisations["wave_id"])
    parts = [valid[~counted], of_organisations.assign(weighted_n=0.0, w=0.0, w2=0.0)]
    columns = ["wave_id", "item", *PLACE, "score", *AMOUNTS]
    return pd.concat([part[columns] for part in parts if len(part)] or [valid[columns]], ignore_index=True)


def _themes(warehouse: Warehouse, voices: pd.DataFrame, answers: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Per person (or organisation) the share of favourable answers to the questions of a theme on one scale."""
    sided = answers[answers["kind"].eq(QuestionKind.SCALE.value) & answers["side"].ne("") & answers["missing"].eq("")]
    sided = sided[["wave_id", "item", "answer", "side"]].drop_duplicates()
    topics = themes_of(items)
    asked = sided.merge(topics.loc[topics["one_scale"], ["wave_id", "item", "topic"]], on=["wave_id", "item"])
    asked = asked.assign(favourable=asked["side"].eq("favourable"))
    asked = asked[["wave_id", "item", "answer", "topic", "favourable"]]
    return _plain(warehouse.ask("survey_themes", survey_voice=voices, survey_side=asked))


def themes_of(items: pd.DataFrame) -> pd.DataFrame:
    """One row per question with an answer scale in a topic of more such questions: wave_id, item, topic, `one_scale`. All
    of a wave that tell of a provider on the scale of agreeing are the theme AGREES, which is no topic of the wave's own."""
    scaled = items[items["kind"].eq(QuestionKind.SCALE.value) & items["topic"].notna() & items["scale"].notna()]
    by = scaled.groupby(["wave_id", "topic"])
    several = by["item"].transform("size") > 1
    alike = by["scale"].transform("nunique") == 1
    own = scaled.assign(one_scale=alike.astype(bool))[several.astype(bool)]
    agreeing = items[
        items["kind"].eq(QuestionKind.SCALE.value)
        & items["scale"].eq(AGREEING)
        & items["attributable_to"].ne(Attributable.MUNICIPALITY.value)
    ]
    return pd.concat([own, agreeing.assign(topic=AGREES, one_scale=True)], ignore_index=True)
