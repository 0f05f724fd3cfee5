"""The real files of others: where they stand, and their cells. A test that needs one that is not there is skipped."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from pipelines.reading.cells import FileCells, SheetCells
from pipelines.reading.pool import ReadingPool
from pipelines.recipes import Recipe, find_recipe, parse_recipe
from pipelines.register import Register

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("KWARTAALBEELD_REAL", ROOT.parent / "shared" / "real"))
RECIPES = ROOT / "data" / "recipes"
FILES = {
    "nhs-ae": "C2_nhs_ae_attendances_2016_2019.csv",
    "nza-ggz-wachttijden": "C1_nza_ggz_wachttijden_2016_ruw.csv",
    "cbs-bevolkingskernen-2011": "B2_cbs_bevolkingskernen_2011.csv",
    "nhs-fft": "C3_nhs_fft_rolling_totals.xlsx",
    "begrotingsanalyse-2011": "E1_nl_begrotingsanalyse_2011.csv",
    "nhs-mha-2011": "E2_uk_mha_provider_utf16le.csv",
}


def real(name: str) -> Path:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{path} is er niet; zet KWARTAALBEELD_REAL op de map met echte bestanden")
    return path


@cache
def cells_of(name: str) -> FileCells:
    path = real(name)
    with ReadingPool(1) as pool:
        return pool.read(path)


def shipped(name: str) -> Recipe:
    return find_recipe(name, [RECIPES])


def recipe_of(text: str) -> Recipe:
    return parse_recipe("proef", text)


def sheet(*rows: list[str], name: str = "", kind: str = "csv") -> FileCells:
    """A file with one sheet of these rows."""
    return FileCells(kind, (SheetCells.of(name, rows),))


def register_of(**providers: str) -> Register:
    """A register with these providers (code -> name), and nothing else in it."""
    tables = {
        name: pd.DataFrame(
            {column: pd.Series(dtype=kind) for column, kind in columns.items()}
            | {"placeholder": pd.Series(dtype="bool")}
        )
        for name, columns in _TABLES.items()
    }
    named = pd.DataFrame({"provider_id": list(providers), "provider": list(providers.values())}, dtype="str")
    tables["provider"] = named.assign(kvk=None, agb=None, aliases=None, succeeded_by=None, placeholder=False)
    return Register(**tables)


_DAY = "datetime64[us]"
_TABLES = {
    "umbrella_agreement": {"umbrella_agreement_id": "str"},
    "provider": {},
    "sub_agreement": {
        "sub_agreement_id": "str",
        "provider_id": "str",
        "title": "str",
        "starts_on": _DAY,
        "ends_on": _DAY,
    },
    "participation": {"provider_id": "str", "joined_on": _DAY, "left_on": _DAY},
    "agreed_target": {"sub_agreement_id": "str", "indicator": "str", "valid_from": _DAY, "valid_until": _DAY},
}
