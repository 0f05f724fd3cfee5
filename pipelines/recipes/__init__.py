"""A recipe says how a foreign file maps onto our rows: readable TOML, found by name or recognised by its headings."""

from pipelines.recipes.applying import apply, leave_out, rows_kept
from pipelines.recipes.declaration import FORMS, Recipe
from pipelines.recipes.parsing import find_recipe, load_recipes, parse_recipe

__all__ = ["FORMS", "Recipe", "apply", "find_recipe", "leave_out", "load_recipes", "parse_recipe", "rows_kept"]
