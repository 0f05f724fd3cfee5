"""What a quarter asks of everybody: the workbooks to fill in, from the register and what was delivered before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.acts import acting
from pipelines.data_sets import awaited
from pipelines.ledger import looking
from pipelines.place import Home
from pipelines.publishing import earlier_pools, earlier_values
from pipelines.register import Register
from pipelines.settings import load_settings
from pipelines.talk.standing import open_actions
from pipelines.templates import make_templates, templates_zip
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet


def templates(
    home: Home, quarter: Quarter, *, social_return: bool = False, vacancies: bool = False
) -> tuple[str, bytes]:
    """A file name and the zip with everything of `template_files`, and a letter that says what to do."""
    files = template_files(home, quarter, social_return=social_return, vacancies=vacancies)
    return f"sjablonen-{quarter}.zip", templates_zip(
        register_of(home), quarter, files=files, due_on=_due(home, quarter)
    )


def template_files(
    home: Home, quarter: Quarter, *, social_return: bool = False, vacancies: bool = False
) -> Iterator[tuple[str, bytes]]:
    """The templates of a quarter for every provider, prefilled from the publication. Those of social return and of
    vacancies are among them where they are asked for, or where anybody delivered them before."""
    before = quarter.shift(-1)
    with looking(home) as ledger:
        actions = open_actions(ledger)
        sets = {row["data_set"] for row in ledger.rows("select distinct data_set from active_slot")}
    return make_templates(
        register_of(home), quarter, previous=earlier_values(home, before), due_on=_due(home, quarter),
        pools=earlier_pools(home, before), on=load_settings(home.root).in_use,
        case_lists=_case_list_providers(home, quarter),
        social_return=social_return or DataSet.SOCIAL_RETURN in sets, vacancies=vacancies or DataSet.LABOUR in sets,
        actions=actions,
    )  # fmt: skip


def register_of(home: Home) -> Register:
    """The register as it stands."""
    with acting(home) as acts:
        return acts.register


def provider_names(home: Home) -> dict[str, str]:
    """Name of every provider in the register, by its code."""
    provider = register_of(home).provider
    return dict(zip(provider["provider_id"], provider["provider"], strict=True))


def sub_agreement_titles(home: Home, provider: str = "") -> dict[str, str]:
    """Title of every sub-agreement in the register by its code; of one provider where it is named."""
    found = register_of(home).sub_agreement
    own = found[found["provider_id"] == provider] if provider else found
    return dict(zip(own["sub_agreement_id"], own["title"], strict=True))


def _due(home: Home, quarter: Quarter) -> date:
    return quarter.last_day + timedelta(weeks=load_settings(home.root).deadline_weeks)


def _case_list_providers(home: Home, quarter: Quarter) -> frozenset[str]:
    """The providers of whom a case list is awaited over a quarter."""
    with acting(home) as acts:
        wanted = awaited(acts, [quarter], on=load_settings(home.root).in_use)
    return frozenset(wanted.loc[wanted["data_set"] == DataSet.CASE_LIST.value, "provider_id"])
