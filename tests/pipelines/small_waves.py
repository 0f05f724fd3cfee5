"""Waves of surveys made by hand, stored in a warehouse of their own, and the tables that are made of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.promised import shaped
from pipelines.settings import Settings
from pipelines.surveys.slots import WHOLE
from pipelines.surveys.tables import Surveys
from pipelines.surveys.tables import surveys as measured
from pipelines.warehouse import open_warehouse
from schemas import publication, surveys
from schemas.scales import scale_of
from schemas.vocabulary import DataSet, MissingReason

CLIENTS, PARTNERS, PANEL = DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY, DataSet.CITIZEN_PANEL
AGREE, VERY = "mee eens", "helemaal mee eens"
DISAGREE, NEUTRAL = "niet mee eens", "neutraal"
_TYPES = {"varchar": "str", "double": "float64", "bigint": "Int64", "timestamp": "datetime64[us]"}


class Waves:
    """Rows of schemas.surveys by table, one delivery for each wave."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.asked: dict[tuple[str, str], dict[str, Any]] = {}
        self.forms = 0

    def wave(self, wave: str, kind: DataSet = CLIENTS, *, quarter: str = "2025-K1", **about: Any) -> Waves:
        row = {
            "wave_id": wave, "kind": kind.value, "title": f"Meting {wave}", "quarter": quarter,
            "starts_on": pd.Timestamp(f"{quarter[:4]}-01-01"), "mode": "online", "selection": "everyone",
            "weighting": "none", "target_group": "cliënten", **about,
        }  # fmt: skip
        self.rows["survey_wave"].append(row)
        return self

    def item(self, wave: str, item: str, kind: str = "scale", **about: Any) -> Waves:
        scales = {"scale": "likert5_eens", "grade": "cijfer10", "nps": "nps11"}
        row = {
            "wave_id": wave, "item": item, "position": len(self.asked), "text": f"Vraag {item}", "kind": kind,
            "scale": scales.get(kind), "attributable_to": "provider", "direction": "up", **about,
        }  # fmt: skip
        self.rows["survey_item"].append(row)
        self.asked[(wave, item)] = row
        return self

    def form(self, wave: str, answers: dict[str, Any], provider: str | None = None, **about: Any) -> Waves:
        """One filled-in form. An answer is a word, a number, why there is none, or the options chosen."""
        self.forms += 1
        self.rows["survey_respondent"].append(
            {
                "wave_id": wave,
                "respondent": self.forms,
                "provider_id": provider,
                "sheet": "S",
                "row": self.forms,
                **about,
            }
        )
        for item, answer in answers.items():
            key = {"wave_id": wave, "respondent": self.forms, "item": item}
            self.rows["survey_answer"] += [{**key, **row} for row in self._answered(self.asked[(wave, item)], answer)]
        return self

    def forms_of(self, wave: str, provider: str | None, many: int, answers: dict[str, Any], **about: Any) -> Waves:
        for _ in range(many):
            self.form(wave, answers, provider, **about)
        return self

    def _answered(self, item: dict[str, Any], answer: Any) -> list[dict[str, Any]]:
        if isinstance(answer, MissingReason):
            return [{"missing": answer.value}]
        if isinstance(answer, tuple):
            return [{}, *({"option": option} for option in answer)]
        if isinstance(answer, int | float):
            return [{"answer": f"{answer:g}".replace(".", ","), "score": float(answer)}]
        scale = scale_of(item["scale"])
        return [{"answer": answer, "score": scale.scores[answer] if scale else None}]

    def count(self, wave: str, **about: Any) -> Waves:
        self.rows["survey_wave_count"].append({"wave_id": wave, **about})
        return self

    def people(self, wave: str, margin: str, **numbers: float) -> Waves:
        self.rows["survey_population"] += [
            {"wave_id": wave, "margin": margin, "category": name, "number": number} for name, number in numbers.items()
        ]
        return self

    def counted(self, wave: str, item: str, **about: Any) -> Waves:
        self.rows["survey_counted"].append({"wave_id": wave, "item": item, **about})
        return self

    def frames(self) -> dict[str, pd.DataFrame]:
        return {
            name: pd.DataFrame(self.rows[name], columns=list(columns)).astype(
                {column: _TYPES[kind] for column, kind in columns.items()}
            )
            for name, columns in surveys.SURVEY_TABLES.items()
        }


def published(waves: Waves, folder: Path, settings: Settings | None = None) -> dict[str, pd.DataFrame]:
    """The tables SURVEY_* of these waves, in the promised shape."""
    tables = stored(waves, folder, settings).tables
    return {
        table.name: shaped(tables.get(table.name, pd.DataFrame()), table)
        for table in publication.TABLES
        if table.name.startswith("survey_")
    }


def stored(waves: Waves, folder: Path, settings: Settings | None = None) -> Surveys:
    """What these waves come to, from a warehouse of their own."""
    folder.mkdir(exist_ok=True)
    with open_warehouse(folder / "werk.duckdb") as warehouse:
        frames = waves.frames()
        warehouse.append(1, "L-1", frames)
        return measured(warehouse, slots_of(frames), settings or Settings())


def slots_of(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """As the ledger would have them: a slot for each provider in a quarter, and one for what is about none."""
    about = pd.concat([frames[name][["wave_id", "provider_id"]] for name in ("survey_respondent", "survey_counted")])
    about = about.drop_duplicates().merge(frames["survey_wave"][["wave_id", "quarter", "kind"]], on="wave_id")
    slots = about.assign(
        provider_id=about["provider_id"].fillna(WHOLE), delivery_id="L-1", version=1, data_set=about["kind"]
    )
    whole = frames["survey_wave"].assign(provider_id=WHOLE, delivery_id="L-1", version=1)
    whole = whole.assign(data_set=whole["kind"])
    names = ["provider_id", "quarter", "data_set", "delivery_id", "version"]
    return pd.concat([slots, whole])[names].drop_duplicates().reset_index(drop=True)


def result(tables: dict[str, pd.DataFrame], item: str, provider: str | None = None, **about: Any) -> dict[str, Any]:
    """The one result of this question; other columns of the key as told, else none."""
    rows = tables["survey_results"]
    for name, value in {"item": item, "provider_id": provider, "district": None, "weighted": False, **about}.items():
        rows = rows[rows[name].isna()] if value is None else rows[rows[name] == value]
    assert len(rows) == 1, rows[["wave_id", "item", "measure", "option", "provider_id", "district", "weighted"]]
    return rows.iloc[0].to_dict()
