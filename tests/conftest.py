"""What several rooms share: the sample municipality Lindendaal, delivered and published once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import settings

from pipelines.demo import SAMPLE_FOLDER, prepare_sample
from pipelines.place import Home

ROOT = Path(__file__).parents[1]

settings.register_profile("without a clock", deadline=None)  # a busy machine is no fault
settings.load_profile("without a clock")


@dataclass(frozen=True)
class Lindendaal:
    """The sample's home. Read only: whoever wants to change something copies it first."""

    home: Home

    @property
    def files(self) -> Path:
        """The delivered files, as the providers sent them."""
        return self.home.root / SAMPLE_FOLDER

    @property
    def publication(self) -> Path:
        return self.home.publications / (self.home.publications / "intern.pointer").read_text(encoding="utf-8").strip()

    def table(self, name: str) -> pd.DataFrame:
        # attached: a page tested in this process may hold the file open, with a configuration of its own
        with duckdb.connect() as connection:
            connection.execute(f"attach '{self.publication}' as published (read_only)")
            return connection.execute(f'select * from published."{name}"').df()


@pytest.fixture(scope="session")
def lindendaal(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Lindendaal:
    """Half a minute, once per run: with pytest-xdist the workers share it through a lock."""
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent
    home, done = Home(base / "lindendaal"), base / "lindendaal.klaar"
    with FileLock(base / "lindendaal.lock"):
        if not done.exists():
            prepare_sample(home)
            done.touch()
    return Lindendaal(home)


@pytest.fixture(scope="session")
def lindendaal_values(lindendaal: Lindendaal) -> pd.DataFrame:
    """The table `values` of the sample; nobody changes it in place."""
    return lindendaal.table("values")


# long files first, by turns one that waits for the sample and one that does not: no worker sits idle (--dist loadfile)
_FIRST = (
    "browser/test_accessible.py",
    "faults/test_kills.py",
    "faults/test_at_the_same_moment.py",
    "browser/test_as_a_user.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        return next((at for at, name in enumerate(_FIRST) if item.path.as_posix().endswith(name)), len(_FIRST))

    items.sort(key=place)
