"""The wave of answers that came in our own form without the sheet `meting`: its facts, kept with the file as a recipe."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.recipes.declaration import Content, Recipe
from pipelines.recipes.parsing import parse_recipe
from pipelines.recipes.survey import FACTS, OWN_FORM, SurveySection
from pipelines.recipes.writing import recipe_text
from pipelines.sources import survey_form
from pipelines.sources.rows import normal
from pipelines.surveys.by_recipe import wave_name
from schemas.quarter import NotAPeriod, Quarter
from schemas.survey_forms import SURVEY_KINDS

NAME = "enquete"
_CODES = {"provider": "provider_id"}


def recipe_of_wave(given: Mapping[str, str]) -> Recipe | None:
    """Facts by the headings of the sheet `meting`, or by their names in a recipe; None where one is something else.
    Raises UsageProblem that says which is missing or wrong."""
    names = {name: survey_form.FACTS.get(normal(name)) for name in given}
    facts = {_CODES.get(item.name, item.name): given[name].strip() for name, item in names.items() if item is not None}
    if len(facts) != len(given) or not set(facts) <= set(FACTS):
        return None
    for name in ("starts_on", "ends_on"):
        facts |= {name: _iso(facts[name])} if name in facts else {}
    content = Content("Enquête", survey=SurveySection(OWN_FORM, facts))
    return parse_recipe(NAME, recipe_text(content, name=NAME))


def _iso(day: str) -> str:
    """A day as a recipe has it, where it was written as the Dutch do: 15-11-2025."""
    parts = day.split("-")
    return "-".join(reversed(parts)) if len(parts) == 3 and len(parts[2]) == 4 else day


def with_names(facts: Mapping[str, str]) -> dict[str, str]:
    """With a code and a title for the wave, where nobody gave it one."""
    kind = next((kind for kind in SURVEY_KINDS if facts.get("kind") in (kind.value, kind.label)), SURVEY_KINDS[0])
    try:
        quarter = str(Quarter.parse(facts.get("quarter", "")))
    except NotAPeriod:
        return dict(facts)
    name = wave_name(kind, quarter, facts.get("provider_id") or None)
    return {"wave_id": name, "title": f"{kind.label} {quarter}", **facts}
