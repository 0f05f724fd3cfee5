"""The register as it stands: who takes part, in which agreement, with which agreed targets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import pandas as pd

from pipelines.errors import NotFound
from pipelines.meant import meant
from pipelines.warehouse import REGISTER_TABLES, Warehouse
from schemas import parties
from schemas.dimensions import DTYPES, SheetForm
from schemas.quarter import Quarter

_KEYS = {
    "umbrella_agreement": ["umbrella_agreement_id"],
    "provider": ["provider_id"],
    "sub_agreement": ["sub_agreement_id"],
    "participation": ["provider_id", "joined_on"],
    "agreed_target": ["sub_agreement_id", "indicator", "valid_from"],
    "umbrella_rule": list(parties.UMBRELLA_RULES.key),
    "admission": list(parties.ADMISSIONS.key),
    "proposal_step": list(parties.PROPOSAL_STEPS.key),
    "network_meeting": list(parties.MEETINGS.key),
    "consultation_decision": list(parties.DECISIONS.key),
    "sub_agreement_version": list(parties.VERSIONS.key),
    "predecessor": list(parties.PREDECESSORS.key),
}
FAR = pd.to_datetime("2100-12-31", format="%Y-%m-%d")


def _nothing(form: SheetForm) -> pd.DataFrame:
    columns = {item.name: pd.Series(dtype=DTYPES[item.kind]) for item in form.fields}  # type: ignore[arg-type]
    return pd.DataFrame(columns).assign(placeholder=False)


@dataclass(frozen=True)
class Register:
    """Frames with the columns of the warehouse's register tables, plus `placeholder`."""

    umbrella_agreement: pd.DataFrame
    provider: pd.DataFrame
    sub_agreement: pd.DataFrame
    participation: pd.DataFrame
    agreed_target: pd.DataFrame
    umbrella_rule: pd.DataFrame = field(default_factory=partial(_nothing, parties.UMBRELLA_RULES))
    admission: pd.DataFrame = field(default_factory=partial(_nothing, parties.ADMISSIONS))
    proposal_step: pd.DataFrame = field(default_factory=partial(_nothing, parties.PROPOSAL_STEPS))
    network_meeting: pd.DataFrame = field(default_factory=partial(_nothing, parties.MEETINGS))
    consultation_decision: pd.DataFrame = field(default_factory=partial(_nothing, parties.DECISIONS))
    sub_agreement_version: pd.DataFrame = field(default_factory=partial(_nothing, parties.VERSIONS))
    predecessor: pd.DataFrame = field(default_factory=partial(_nothing, parties.PREDECESSORS))

    @cached_property
    def provider_keys(self) -> dict[str, str]:
        """Code, KvK, AGB, name and other names (without case and double blanks) -> provider_id."""
        keys: dict[str, str] = {}
        for row in self.provider.to_dict("records"):
            aliases = str(row["aliases"] or "").split(";") if pd.notna(row["aliases"]) else []
            for name in (row["provider"], row["kvk"], row["agb"], *aliases, row["provider_id"]):
                if isinstance(name, str) and name.strip():
                    keys.setdefault(folded(name), row["provider_id"])
        for provider_id in self.provider["provider_id"]:
            keys[folded(provider_id)] = provider_id
        return keys

    @property
    def municipality(self) -> str:
        return str(self.umbrella_agreement["municipality"].iloc[0]) if len(self.umbrella_agreement) else ""

    def named(self, provider_id: str) -> str:
        """The name of a provider; the municipality's own where it is none of them."""
        names = dict(self.provider[["provider_id", "provider"]].itertuples(index=False, name=None))
        return str(names.get(provider_id, self.municipality))

    def require_provider(self, asked: str) -> None:
        """Raises NotFound for a code that no provider has."""
        if asked not in self.provider_names:
            raise NotFound(f'Aanbieder "{asked}" staat niet in de stamgegevens. {meant(asked, self.provider_names)}')

    @cached_property
    def provider_names(self) -> dict[str, str]:
        """What each provider is called, by its code."""
        return dict(zip(self.provider["provider_id"], self.provider["provider"].fillna(""), strict=True))

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each sub-agreement is called, by its code."""
        found = self.sub_agreement
        return dict(zip(found["sub_agreement_id"], found["title"].fillna(""), strict=True))

    def takes_part(self, provider_id: str, quarter: Quarter) -> bool:
        """Whether a stay of the provider has a day in the quarter; also where the register knows no stay of it."""
        stays = self.participation[self.participation["provider_id"] == provider_id]
        first, last = (pd.Timestamp(day) for day in (quarter.first_day, quarter.last_day))
        return stays.empty or bool(((stays["joined_on"] <= last) & (stays["left_on"].fillna(FAR) >= first)).any())

    @cached_property
    def registered(self) -> frozenset[str]:
        """Providers from the register itself, not placed there by a recipe."""
        return frozenset(self.provider.loc[~self.provider["placeholder"], "provider_id"])

    @cached_property
    def sub_agreements_of(self) -> dict[str, tuple[str, ...]]:
        return {str(key): tuple(group["sub_agreement_id"]) for key, group in self.sub_agreement.groupby("provider_id")}

    @cached_property
    def spans(self) -> pd.DataFrame:
        """One row per sub-agreement x participation: the days on which both run (from, until inclusive)."""
        joined = self.sub_agreement.merge(
            self.participation[["provider_id", "joined_on", "left_on"]],
            on="provider_id",
            validate="many_to_many",
        )
        starts = joined[["starts_on", "joined_on"]].max(axis=1)
        ends = joined[["ends_on", "left_on"]].fillna(FAR).min(axis=1)
        spans = joined[["sub_agreement_id", "provider_id"]].assign(
            runs_from=starts, runs_until=ends, planned_until=joined["ends_on"].fillna(FAR)
        )
        return spans[spans["runs_from"] <= spans["runs_until"]].reset_index(drop=True)

    @cached_property
    def runs(self) -> dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]]:
        """Sub-agreement -> the spans of days (inclusive) on which it runs."""
        return {
            str(key): list(zip(group["runs_from"], group["runs_until"], strict=True))
            for key, group in self.spans.groupby("sub_agreement_id")
        }

    @cached_property
    def targets_of(self) -> dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp]]]:
        """Sub-agreement -> its agreed targets: indicator, first and last day (inclusive)."""
        found: dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp]]] = {}
        targets = self.agreed_target
        spans = (targets["valid_from"], targets["valid_until"].fillna(FAR))
        for sub, code, begin, end in zip(targets["sub_agreement_id"], targets["indicator"], *spans, strict=True):
            found.setdefault(sub, []).append((code, begin, end))
        return found


def folded(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text).strip().casefold()


def load_register(warehouse: Warehouse, active: Sequence[Mapping[str, object]]) -> Register:
    """The register from the deliveries that count (columns delivery_id, data_set). Register rows win over
    placeholders with the same key."""
    names = ["delivery_id", "data_set"]
    active_delivery = pd.DataFrame([[row[name] for name in names] for row in active], columns=names, dtype="str")
    filled = warehouse.filled(REGISTER_TABLES)
    return Register(**{table: _read(warehouse, table, active_delivery) if table in filled else _empty(warehouse, table)
                       for table in REGISTER_TABLES})  # fmt: skip


def _read(warehouse: Warehouse, table: str, active_delivery: pd.DataFrame) -> pd.DataFrame:
    frame = warehouse.ask("register", table=table, active_delivery=active_delivery)
    order = frame.sort_values(["placeholder", *_KEYS[table], "delivery_id"], kind="stable")
    return order.drop_duplicates(_KEYS[table]).reset_index(drop=True)


_EMPTY: dict[str, pd.DataFrame] = {}


def _empty(warehouse: Warehouse, table: str) -> pd.DataFrame:
    """What comes of a table in which nothing ever stood: asked once, for most tables of most homes are like that."""
    if table not in _EMPTY:
        nothing = pd.DataFrame({"delivery_id": pd.Series(dtype="str"), "data_set": pd.Series(dtype="str")})
        _EMPTY[table] = _read(warehouse, table, nothing)
    return _EMPTY[table].copy()
