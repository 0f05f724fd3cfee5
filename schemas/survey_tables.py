"""The tables of surveys and panels in a published file: waves, response, items, results, answers, quotes."""

from __future__ import annotations

from schemas.published_table import DAY, FLAG, REAL, TEXT, WHOLE, Table

_WAVE_PART = {"wave_id": TEXT, "provider_id": TEXT}  # provider_id null: everyone in the wave together
SURVEY_WAVES = Table(
    "survey_waves",
    "one wave of a survey, as it was held",
    {
        "wave_id": TEXT,
        "kind": TEXT,  # vocabulary.DataSet: client, partner, panel or a statutory survey
        "title": TEXT,
        "quarter": TEXT,  # in which it was held; the figures stand in this quarter
        "starts_on": DAY,
        "ends_on": DAY,
        "purpose": TEXT,
        "agency": TEXT,
        "target_group": TEXT,
        "mode": TEXT,  # vocabulary.SurveyMode
        "selection": TEXT,  # vocabulary.Selection
        "weighting": TEXT,  # vocabulary.Weighting
        "weight_source": TEXT,  # Dutch: margins with source and reference date
        "margin_of_error": FLAG,  # false: self-selected, no margins are told
        "per_provider": FLAG,  # false: never shown per provider
        "per_provider_reason": TEXT,  # Dutch: why not
        "method_sentence": TEXT,  # Dutch: in one sentence or three, what was done and what must not be concluded
    },
    ("wave_id",),
)
SURVEY_RESPONSE = Table(
    "survey_response",
    "how many answered in one wave, of one provider or of everyone together, and what weighting did",
    {
        **_WAVE_PART,
        "population": WHOLE,
        "invited": WHOLE,
        "undeliverable": WHOLE,
        "completed": WHOLE,  # who answered: null when hidden
        "response_rate": REAL,  # percent: completed / (invited - undeliverable)
        "n_eff": REAL,  # Kish; null where not weighted
        "deff": REAL,
        "weight_smallest": REAL,
        "weight_largest": REAL,
        "reason_code": TEXT,
        "sentence": TEXT,  # Dutch: response, what the weights come to, or why there is nothing
    },
    ("wave_id", "provider_id"),
)
SURVEY_ITEMS = Table(
    "survey_items",
    "one question of one wave; `item` is a code of schemas.questions, or `eigen-...` for a question of one's own",
    {
        "wave_id": TEXT,
        "item": TEXT,
        "position": WHOLE,
        "text": TEXT,  # as asked in this wave
        "kind": TEXT,  # vocabulary.QuestionKind
        "scale": TEXT,  # schemas.scales, null where free
        "topic": TEXT,
        "attributable_to": TEXT,  # vocabulary.Attributable
        "direction": TEXT,
        "comparability": TEXT,  # with the former wave of this kind that asked the item; null: there is none
        "compared_with": TEXT,  # its wave_id
        "comparability_reason": TEXT,  # Dutch
    },
    ("wave_id", "item"),
)
_RESULT_KEY = {
    "wave_id": TEXT,
    "item": TEXT,
    "measure": TEXT,  # vocabulary.SurveyMeasure
    "option": TEXT,  # of SHARE: the answer; else null
    "provider_id": TEXT,  # null: everyone together
    "district": TEXT,  # null: all; of a panel only
    "weighted": FLAG,
}
SURVEY_RESULTS = Table(
    "survey_results",
    "one measure of one item in one wave: of a provider, of everyone together (sums, never an average of averages), or of "
    "a district. value null always has a reason. `item` is a topic where the measure is a theme score.",
    {
        **_RESULT_KEY,
        "value": REAL,  # percent 0-100, a grade, or NPS -100..100
        "numerator": REAL,  # weighted where `weighted`
        "denominator": REAL,
        "n": WHOLE,  # valid answers, unweighted; null when hidden
        "missing": WHOLE,  # answers that are none; null when hidden
        "missing_share": REAL,  # percent of who was asked
        "lower": REAL,
        "upper": REAL,
        "indicative": FLAG,  # 10 <= n < 30
        "reason_code": TEXT,
        "reason": TEXT,  # Dutch
        "sentence": TEXT,  # Dutch: the figure with its n and margin
        "former_value": REAL,  # of the former wave, where comparable
        "former_n": WHOLE,
        "change": REAL,
        "change_lower": REAL,
        "change_upper": REAL,
        "change_p": REAL,
        "change_q": REAL,  # Benjamini-Hochberg over the providers of this item and wave
        "change_sentence": TEXT,  # Dutch, both numbers in it; or why nothing is compared
        "others_value": REAL,  # the other providers together, without this one
        "others_n": WHOLE,
        "others_difference": REAL,
        "others_lower": REAL,
        "others_upper": REAL,
        "others_p": REAL,
        "others_q": REAL,
        "others_sentence": TEXT,
    },
    tuple(_RESULT_KEY),
)
SURVEY_ANSWERS = Table(
    "survey_answers",
    "one answer to one item in one wave, for a provider, everyone together or a district: to draw bars. Only of results "
    "that are shown.",
    {
        "wave_id": TEXT,
        "item": TEXT,
        "provider_id": TEXT,
        "district": TEXT,
        "weighted": FLAG,
        "position": WHOLE,  # from most to least favourable, missing last
        "answer": TEXT,
        "side": TEXT,  # favourable, neutral, unfavourable, missing, or null where there is no order
        "share": REAL,  # percent of the valid answers; of missing: of who was asked
        "n": WHOLE,  # unweighted; null: few, told in `few`
        "few": FLAG,  # less than the smallest number that may be told
    },
    ("wave_id", "item", "provider_id", "district", "weighted", "position"),
)
SURVEY_MARGINS = Table(
    "survey_margins",
    "one category of one margin that a wave was weighted to",
    {
        "wave_id": TEXT,
        "margin": TEXT,  # leeftijdsgroep, geslacht, wijk
        "category": TEXT,
        "position": WHOLE,
        "respondents": WHOLE,
        "share_answered": REAL,  # percent
        "share_population": REAL,
        "share_weighted": REAL,
        "merged": TEXT,  # Dutch: the categories that were joined, null if none
    },
    ("wave_id", "margin", "category"),
)
SURVEY_QUOTES = Table(
    "survey_quotes",
    "one open answer that an approver released",
    {"wave_id": TEXT, "item": TEXT, "position": WHOLE, "provider_id": TEXT, "question": TEXT, "text": TEXT},
    ("wave_id", "item", "position"),
)
SURVEY_TABLES = (
    SURVEY_WAVES,
    SURVEY_RESPONSE,
    SURVEY_ITEMS,
    SURVEY_RESULTS,
    SURVEY_ANSWERS,
    SURVEY_MARGINS,
    SURVEY_QUOTES,
)
