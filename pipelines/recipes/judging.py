"""What a recipe must hold before it may be used: roles, indicators, scales and periods that exist."""

from __future__ import annotations

import re

from pipelines.recipes import survey
from pipelines.recipes.declaration import Content
from pipelines.recipes.periods import PERIODS
from schemas.dimensions import SheetForm
from schemas.indicators.catalogue import CATALOGUE
from schemas.reference import REFERENCE
from schemas.scales import NO_ANSWER, SCALES
from schemas.social_return import FROM_OBLIGATION
from schemas.vocabulary import Breakdown, DataSet

MONITORING_ROLES = ("provider_id", "provider_name", "sub_agreement_id", "period", "breakdown_value", "note")
MONITORING_CONSTANTS = (*MONITORING_ROLES, "breakdown", "year")
REFERENCE_ROLES = tuple(item.name for item in REFERENCE.fields)


def check(content: Content) -> None:
    """Raises ValueError with a Dutch sentence for the first thing that would fail."""
    layout = content.layout
    if layout.decimal not in (",", "."):
        raise ValueError('decimal is "," of "."')
    if layout.thousands is not None and (set(layout.thousands) - set(".,' ") or layout.decimal in layout.thousands):
        raise ValueError('thousands bestaat uit "." "," "\'" of een spatie, en niet uit het decimaalteken')
    if layout.starts <= max(layout.header_rows):
        raise ValueError("first_row moet onder de rijen met opschriften liggen")
    if content.period_is not in PERIODS:
        raise ValueError(f"period.is = {content.period_is} bestaat niet; kies uit {', '.join(PERIODS)}")
    if content.survey is not None:
        _check_survey(content)
        return
    if stray := set(content.ask or ()) - set(content.constants):
        raise ValueError(f"recognise.ask noemt {', '.join(sorted(stray))}, maar dat is geen constante")
    _check_answers(content)
    if content.data_set is DataSet.REFERENCE:
        _check_reference(content)
    elif (form := content.form) is not None:
        _check_form(content, form)
    else:
        _check_monitoring(content)


def _check_survey(content: Content) -> None:
    assert content.survey is not None
    if content.measures or content.columns or content.constants or content.answers:
        raise ValueError(
            "een recept met survey heeft geen columns, constants, answers of measure: die staan bij survey"
        )
    if stray := set(content.ask or ()) - set(survey.FACTS):
        raise ValueError(f"recognise.ask noemt {', '.join(sorted(stray))}; kies uit {', '.join(survey.FACTS)}")
    survey.check(content.survey)


def _only(found: set[str], allowed: tuple[str, ...]) -> None:
    if stray := found - set(allowed):
        raise ValueError(f"onbekende kolom {', '.join(sorted(stray))}; kies uit {', '.join(allowed)}")


def _check_monitoring(content: Content) -> None:
    _only(set(content.columns), MONITORING_ROLES)
    _only(set(content.constants), MONITORING_CONSTANTS)
    given = {*content.columns, *content.constants}
    if not {"provider_id", "provider_name"} & given or "period" not in given:
        raise ValueError("een recept noemt minstens de aanbieder en de periode")
    if "year" in content.constants and not re.fullmatch(r"(19|20)\d\d", content.constants["year"]):
        raise ValueError('year is een jaar van vier cijfers, zoals "2025"')
    if not content.measures:
        raise ValueError("een recept noemt minstens één measure")
    if stray := {item.indicator for item in content.measures} - set(CATALOGUE):
        raise ValueError(f"indicator {', '.join(sorted(stray))} bestaat niet")
    if derived := [item.indicator for item in content.measures if not CATALOGUE[item.indicator].delivered]:
        raise ValueError(f"indicator {', '.join(derived)} rekent Kwartaalbeeld zelf uit")
    words = [word.label for word in Breakdown]
    if ("breakdown_value" in given) != ("breakdown" in given) or content.constants.get(
        "breakdown", words[0]
    ) not in words:
        raise ValueError(f"bij breakdown_value hoort een vaste breakdown: {', '.join(words[:-1])} of {words[-1]}")


def _check_reference(content: Content) -> None:
    _only(set(content.columns), REFERENCE_ROLES)
    _only(set(content.constants), REFERENCE_ROLES)
    if content.measures:
        raise ValueError("kengetallen hebben geen measure: noem bij columns welke kolom value is")
    given = {*content.columns, *content.constants}
    if absent := [item.name for item in REFERENCE.fields if item.required and item.name not in given]:
        raise ValueError(f"bij kengetallen ontbreekt {', '.join(absent)}, als kolom of als constante")
    if "value" not in content.columns:
        raise ValueError("de waarde van kengetallen komt uit een kolom")


def _check_form(content: Content, form: SheetForm) -> None:
    roles = tuple(item.name for item in form.fields)
    _only(set(content.columns), roles)
    _only(set(content.constants), (*roles, "year"))
    if content.measures or content.answers or content.unpivot:
        raise ValueError(
            f"{content.data_set.label} heeft geen measure, answers of unpivot: noem bij columns welke kolom wat is"
        )
    given = {*content.columns, *content.constants}
    if content.data_set is DataSet.SOCIAL_RETURN:
        given |= set(FROM_OBLIGATION)
    if absent := [item.name for item in form.fields if item.required and item.name not in given]:
        raise ValueError(f"bij {content.data_set.label} ontbreekt {', '.join(absent)}, als kolom of als constante")


def _check_answers(content: Content) -> None:
    declared = {item.column: item for item in content.answers}
    for item in content.answers:
        if item.scale not in SCALES:
            raise ValueError(f"schaal {item.scale} bestaat niet; kies uit {', '.join(SCALES)}")
        allowed = (*item.declared.words, NO_ANSWER)
        if stray := set(item.labels.values()) - set(allowed):
            raise ValueError(
                f"antwoord {', '.join(sorted(stray))} hoort niet bij {item.scale}; kies uit {'; '.join(allowed)}"
            )
    for measure in content.measures:
        if measure.answers is None:
            continue
        if measure.answers not in declared:
            raise ValueError(
                f'bij de antwoorden in "{measure.answers}" ontbreekt hun schaal: [answers."{measure.answers}"]'
            )
        if measure.indicator in CATALOGUE and not CATALOGUE[measure.indicator].share:
            raise ValueError(f"{measure.indicator} is geen percentage en komt dus niet uit antwoorden")
    if any(item.answers for item in content.measures) and content.unpivot:
        raise ValueError("antwoorden en unpivot gaan niet samen in één recept")
