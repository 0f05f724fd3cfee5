"""What the form holds beforehand when an indeling is changed: the answers that its recipe was made of."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.desk.mapping.figures import HEADING
from dashboard.desk.mapping.form import OUT, POINTED_OUT
from dashboard.desk.mapping.social_return import DECLARED, PARTS
from pipelines import intake
from pipelines.intake import Content, Layout, SheetSeen, Source, Strange, SurveySection
from schemas.vocabulary import DataSet

ALL = "\x00all"  # as the question about the owner calls one answer for the whole file
Preset = str | int | bool | tuple[str, ...]


def presets(file: Strange, kinds: Mapping[str, str]) -> dict[str, Preset]:
    """Field of the form -> what was chosen there; empty without a recipe, or for a recipe that the form cannot hold.
    `kinds`: answers, figures and reference in the words of the form."""
    content = intake.recipe_content(file.text) if file.text else None
    if content is None or not file.sheets:
        return {}
    if content.survey is not None:
        return {"kind": kinds["survey"]} | _survey(content.survey)
    layout = content.layout
    seen = next((sheet for sheet in file.sheets if sheet.name == layout.sheet), file.sheets[0])
    found: dict[str, Preset] = {
        "kind": kinds[_kind(content)],
        "sheet": seen.name,
        f"headers_{seen.name}": tuple(str(row) for row in layout.header_rows),
        f"first_{seen.name}": layout.starts,
        **_doubts(layout, seen),
    }
    for rule in [rule for rule in content.leaves_out if rule.reason != POINTED_OUT][:1]:
        found |= {"out_column": rule.column, "out_text": next(iter(rule.equals), "")}
    if content.data_set is DataSet.REFERENCE:
        return found
    if content.data_set is DataSet.SOCIAL_RETURN:
        return found | _owner(content) | _social_return(content)
    return found | _owner(content) | _answers(content, seen) | _figures(content)


def _doubts(layout: Layout, seen: SheetSeen) -> dict[str, Preset]:
    """What a point or a comma between digits was said to be."""
    said = {
        "ambiguous_number": "thousands" if layout.thousands == "." else "decimal" if layout.decimal == "." else "",
        "ambiguous_comma": "thousands" if layout.thousands == "," else "",
    }
    letters = {column.name: column.letter for column in seen.columns}
    return {
        f"doubt_{item.code}_{letters[item.column]}": item.choices[said[item.code]]
        for item in seen.questions
        if said.get(item.code) and item.column in letters
    }


def _survey(section: SurveySection) -> dict[str, Preset]:
    """The facts of the wave, which columns say who answered, and what was left out."""
    found: dict[str, Preset] = {f"fact_{name}": text for name, text in section.facts.items()}
    found |= {f"about_{name}": letter for name, letter in section.columns.items()}
    for margin, groups in section.margins.items():
        found |= {f"margin_{margin}_{group}": str(number) for group, number in groups.items()}
    if "provider_id" in section.facts:
        found |= {"survey_whose": ALL, "the_provider": section.facts["provider_id"]}
    elif "provider" in section.columns:
        found["survey_whose"] = section.columns["provider"]
    for item in section.questions:
        found[f"is_{item.column}"] = "\x00out" if item.leave_out else item.item or "\x00own"
        if item.scale:
            found[f"scale_{item.column}"] = item.scale
    found["left_out"] = tuple(item.column for item in section.questions if item.leave_out)
    found["open_ones"] = tuple(item.column for item in section.questions if item.open)
    return found


def _kind(content: Content) -> str:
    if content.data_set in (DataSet.REFERENCE, DataSet.SOCIAL_RETURN):
        return "reference" if content.data_set is DataSet.REFERENCE else "social_return"
    return "answers" if content.answers else "figures"


def _owner(content: Content) -> dict[str, Preset]:
    found: dict[str, Preset] = {}
    columns, constants = content.columns, content.constants
    for role in ("provider_name", "provider_id"):
        if role in columns:
            found["provider"] = columns[role].columns[0]
            found |= {f"unknown_{text}": code for text, code in columns[role].words.items()}
            found |= {f"unknown_{text}": OUT for text in _pointed_out(content, columns[role])}
    if provider := constants.get("provider_id"):
        found |= {"provider": ALL, "the_provider": provider}
        if sub := constants.get("sub_agreement_id"):
            found[f"sub_{provider}"] = sub
    if "sub_agreement_id" in columns:
        found["sub_column"] = columns["sub_agreement_id"].columns[0]
    for role in ("period", "quarter", "invoiced_quarter"):
        if role in columns and columns[role].columns != (HEADING,):
            found |= {role: columns[role].columns[0], f"date_is_{role}": content.period_is}
        elif role in constants:
            found |= {role: ALL, f"the_{role}": constants[role]}
    return found


def _social_return(content: Content) -> dict[str, Preset]:
    """Which columns were pointed at, and what their words were said to mean."""
    found: dict[str, Preset] = {"sr_part": PARTS[content.part]}
    if "no_displacement" in content.constants:
        found["sr_no_displacement"] = DECLARED
    for name, source in content.columns.items():
        found[f"sr_{name}"] = source.columns[0]
        found |= {f"sr_{name}_word_{text}": word for text, word in source.words.items()}
        found |= {f"sr_{name}_word_{text}": OUT for text in _pointed_out(content, source)}
    return found


def _pointed_out(content: Content, source: Source) -> list[str]:
    """The texts of a column of which the rows do not count."""
    rules = [rule for rule in content.leaves_out if rule.reason == POINTED_OUT and rule.column in source.columns]
    return [text for rule in rules for text in rule.equals]


def _answers(content: Content, seen: SheetSeen) -> dict[str, Preset]:
    """The question, its scale, and what was said of answers that are no words of it."""
    found: dict[str, Preset] = {}
    letters = {column.name: column for column in seen.columns}
    for measure, answers in zip(content.measures, content.answers, strict=False):
        found |= {"share": measure.indicator, "question": answers.column}
        if column := letters.get(answers.column):
            found[f"scale_{column.letter}"] = answers.scale
            scale = f"answer_{column.letter}_{answers.scale}"
            found |= {f"{scale}_{text}": word for text, word in answers.labels.items()}
    return found


def _figures(content: Content) -> dict[str, Preset]:
    measures = [measure for measure in content.measures if measure.answers is None]
    if not measures:
        return {}
    found: dict[str, Preset] = {"adds": measures[0].rows_add_up}
    if content.unpivot:
        heading = "period" if content.columns.get("period") and content.columns["period"].columns == (HEADING,) else ""
        return found | {"wide": True, "wide_columns": content.unpivot.columns, "wide_indicator": measures[0].indicator,
                        "wide_heading": heading or content.constants.get("breakdown", "")}  # fmt: skip
    found["measures"] = len(measures)
    for number, measure in enumerate(measures):
        found[f"indicator_{number}"] = measure.indicator
        for part, formula in measure.parts.items():
            if len(formula.columns) == 1:
                found[f"{part}_{number}_{measure.indicator}"] = formula.columns[0]
    return found
