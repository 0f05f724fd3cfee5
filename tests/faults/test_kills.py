"""The act is killed at a random moment, again and again; what was acknowledged stands, whole, and nothing half."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_home import PROVIDERS, small_register

from pipelines.intake import Parcel, deliver, initialise
from pipelines.ledger import Ledger
from pipelines.maintenance import verify
from pipelines.place import Home
from pipelines.published_file import content_hash, current_file
from pipelines.publishing import published_values, reading
from schemas.publication import TABLES

KILLS = 50


class Zygote:
    """The forking process; `run` starts an act and kills it after `seconds` (None: let it finish)."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("zygote.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )

    def run(self, *, seconds: float | None, **request: str) -> int:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        if seconds is not None:
            time.sleep(seconds)
            with contextlib.suppress(ProcessLookupError):  # it was done already
                os.kill(pid, signal.SIGKILL)
        return int(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    found = Zygote()
    yield found
    found.close()


def write_round(folder: Path, number: int) -> None:
    """One file per provider; every round corrects the same quarter with other figures."""
    folder.mkdir()
    for provider in PROVIDERS:
        rows = [f"{provider};D-{provider};2025-{month:02d};BER-5;aantal;{number * 10 + month}" for month in (1, 2, 3)]
        rows += [f"{provider};D-{provider};2025-{month:02d};BER-7;aantal;{number}" for month in (1, 2, 3)]
        text = "aanbieder;deelovereenkomst;periode;indicator;eenheid;waarde\n" + "\n".join(rows) + "\n"
        (folder / f"{provider}.csv").write_text(text, encoding="utf-8")


def accepted(home: Home) -> set[str]:
    ledger = Ledger(home.ledger)
    try:
        return {row["sha256"] for row in ledger.rows("select sha256 from delivery where accepted_at is not null")}
    finally:
        ledger.close()


def assert_publication_is_whole(home: Home) -> None:
    """The file that readers see holds exactly the rows its name and id promise, of whole deliveries only."""
    if current_file(home) is None:
        return
    with reading(home) as connection:
        identity = connection.execute("select value from meta where key = 'id'").fetchall()[0][0]
        count = connection.execute('select count(*) from "values"').fetchall()[0][0]
    assert count > 0
    values = published_values(home, indicator="BER-5")
    quarters = values[(values["period_kind"] == "quarter") & values["value"].notna()]
    # a round's quarter is (10r + 1) + (10r + 2) + (10r + 3): any other sum would be half a version
    assert ((quarters["value"] - 6) % 30 == 0).all()
    assert current_file(home).name == f"intern-{identity[:16]}.duckdb"  # type: ignore[union-attr]


def test_fifty_kills_lose_nothing_that_was_acknowledged_and_show_nothing_half(tmp_path: Path, zygote: Zygote) -> None:
    home = Home(tmp_path / "home")
    initialise(home, by="test")
    small_register(tmp_path / "stamgegevens.xlsx")
    deliver(home, [Parcel(tmp_path / "stamgegevens.xlsx", "test", accept=True)])
    moments = random.Random(20261123)
    acknowledged, killed = tmp_path / "acknowledged", 0
    usual = 0.0
    for warm in ("first", "second"):  # how long an undisturbed act takes here: the kills fall within it
        write_round(tmp_path / warm, 100 if warm == "first" else 200)
        started = time.monotonic()
        assert zygote.run(seconds=None, do="deliver", home=str(home.root), files=str(tmp_path / warm),
                          acknowledged=str(acknowledged)) == 0  # fmt: skip
        usual = time.monotonic() - started
    number = 0
    while killed < KILLS and number < 3 * KILLS:  # an act that was done before its moment came was not killed
        number += 1
        folder = tmp_path / f"round-{number}"
        write_round(folder, number)
        code = zygote.run(
            seconds=moments.uniform(0, 0.9 * usual), do="deliver", home=str(home.root), files=str(folder),
            acknowledged=str(acknowledged),
        )  # fmt: skip
        killed += code == -signal.SIGKILL
        verify(home)
        told = {line.split()[0] for line in acknowledged.read_text().splitlines() if line.endswith(" accepted")}
        assert told <= accepted(home)
        assert_publication_is_whole(home)
    assert killed == KILLS
    # the next act needs no repair by hand, and leaves everything applied
    write_round(tmp_path / "last", 999)
    assert zygote.run(seconds=None, do="deliver", home=str(home.root), files=str(tmp_path / "last"),
                      acknowledged=str(acknowledged)) == 0  # fmt: skip
    verify(home)
    assert list(home.quarantine.iterdir()) == []
    values = published_values(home, indicator="BER-5", quarter="2025-K1")
    last = values[values["period_kind"] == "quarter"]["value"].tolist()
    assert last == [(10 * 999 + 1) + (10 * 999 + 2) + (10 * 999 + 3)] * len(PROVIDERS)


def test_the_content_hash_of_a_published_file_can_be_recomputed_from_its_rows(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    initialise(home, by="test")
    small_register(tmp_path / "stamgegevens.xlsx")
    write_round(tmp_path / "round", 1)
    files = [tmp_path / "stamgegevens.xlsx", *sorted((tmp_path / "round").iterdir())]
    deliver(home, [Parcel(path, "test", accept=True) for path in files])
    from pipelines.promised import shaped
    from pipelines.publishing import publish

    published = publish(home, by="test")
    with reading(home) as connection:
        tables = {t.name: shaped(connection.execute(f'select * from "{t.name}"').df(), t) for t in TABLES}
    assert content_hash(tables) == published.publication
