"""The rows of a survey as they are stored: waves, questions, respondents, answers, the population, open answers."""

from __future__ import annotations

# column -> DuckDB type; the warehouse adds delivery_id to each. One respondent is one filled-in form about one provider:
# whoever rates three providers is three respondents of one organisation. `respondent` counts from 1 within a delivery:
# never the number a survey tool gave.
WAVE = {
    "wave_id": "varchar", "kind": "varchar", "title": "varchar", "quarter": "varchar", "starts_on": "timestamp",
    "ends_on": "timestamp", "purpose": "varchar", "agency": "varchar", "target_group": "varchar", "mode": "varchar",
    "selection": "varchar", "weighting": "varchar", "weight_source": "varchar",
}  # fmt: skip
# one row per wave (provider_id null) and, where known, per provider
WAVE_COUNT = {
    "wave_id": "varchar", "provider_id": "varchar", "population": "bigint", "invited": "bigint",
    "undeliverable": "bigint",
}  # fmt: skip
WAVE_ITEM = {
    "wave_id": "varchar", "item": "varchar", "position": "bigint", "text": "varchar", "kind": "varchar",
    "scale": "varchar", "topic": "varchar", "attributable_to": "varchar", "direction": "varchar", "sheet": "varchar",
    "letter": "varchar",
}  # fmt: skip
RESPONDENT = {
    "wave_id": "varchar", "respondent": "bigint", "provider_id": "varchar", "organisation": "varchar",
    "age_band": "varchar", "sex": "varchar", "district": "varchar", "weight": "double", "sheet": "varchar",
    "row": "bigint",
}  # fmt: skip
# answer: our word, an option or a number as text; score: its place on the scale (the larger the more favourable), the
# grade, 0-10 or the number; null where there is no order. missing: vocabulary.MissingReason, and then answer is null.
# A question with more choices has a row per option chosen, and one row with option null per respondent who was asked.
ANSWER = {
    "wave_id": "varchar", "respondent": "bigint", "item": "varchar", "option": "varchar", "answer": "varchar",
    "score": "double", "missing": "varchar",
}  # fmt: skip
POPULATION = {
    "wave_id": "varchar", "margin": "varchar", "category": "varchar", "number": "double", "reference_date": "varchar",
    "source": "varchar",
}  # fmt: skip
# results that came already counted: `number` gave this answer; a share in the file times its n, rounded, checked
COUNTED = {
    "wave_id": "varchar", "item": "varchar", "provider_id": "varchar", "district": "varchar", "option": "varchar",
    "answer": "varchar", "score": "double", "missing": "varchar", "number": "double", "sheet": "varchar",
    "row": "bigint",
}  # fmt: skip
# never published before somebody releases it (an act in the ledger); question: as it was asked; `marks`: likely name, phone number, service number
OPEN_ANSWER = {
    "wave_id": "varchar", "respondent": "bigint", "provider_id": "varchar", "item": "varchar", "question": "varchar",
    "text": "varchar", "marks": "varchar", "sheet": "varchar", "row": "bigint",
}  # fmt: skip
SURVEY_TABLES = {
    "survey_wave": WAVE, "survey_wave_count": WAVE_COUNT, "survey_item": WAVE_ITEM, "survey_respondent": RESPONDENT,
    "survey_answer": ANSWER, "survey_population": POPULATION, "survey_counted": COUNTED,
    "survey_open_answer": OPEN_ANSWER,
}  # fmt: skip
# the margins a wave is weighted to, in this order
MARGINS = ("age_band", "sex", "district")
# what is met of a respondent on the way from a file
ABOUT = ("provider", "organisation", "age_band", "sex", "district", "weight")
