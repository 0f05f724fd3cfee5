"""Where things stand in a municipality's local state folder (`--home`): names that both wings share."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

DEFAULT_HOME = Path("data/local")
HOME_VARIABLE = "KWARTAALBEELD_HOME"
DATA_VARIABLE = "KWARTAALBEELD_DATA"
ACTOR_VARIABLE = "KWARTAALBEELD_BY"
_SHIPPED = Path(__file__).parents[1] / "data"
HOUSE_STYLE = "house_style"  # the part of settings.toml about how things look; the rest is about figures


def home_folder(chosen: str | Path | None = None) -> Path:
    """The local state: what was chosen, else the environment variable, else data/local. Absolute."""
    return Path(chosen or os.environ.get(HOME_VARIABLE) or DEFAULT_HOME).absolute()


def data_folder() -> Path:
    """Recipes and reference tables: the environment variable KWARTAALBEELD_DATA, else the folder data beside the program."""
    return Path(os.environ.get(DATA_VARIABLE) or _SHIPPED).absolute()


def publications_folder(home: Path) -> Path:
    return home / "publications"


def acting_user() -> str:
    """Who acts until sign-in exists: the environment variable KWARTAALBEELD_BY, else the local user's name."""
    return os.environ.get(ACTOR_VARIABLE, "").strip() or getpass.getuser()
