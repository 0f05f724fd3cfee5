"""The only door to the working DuckDB: validated rows, opened per act and closed again."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.errors import Busy, IntegrityBroken
from schemas.surveys import SURVEY_TABLES
from schemas.vocabulary import DataSet

# nothing from outside, no Python variables by name, no extensions, bounded memory and disk
HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "memory_limit": "2GB",
    "max_temp_directory_size": "2GB",
    "threads": 2,
    "lock_configuration": True,
}
SURVEYS = (DataSet.PARTNER_SURVEY, DataSet.CITIZEN_PANEL, DataSet.WMO_SURVEY, DataSet.YOUTH_SURVEY)
SURVEY_SETS = (DataSet.CLIENT_SURVEY.value, *(item.value for item in SURVEYS))
REGISTER_TABLES = (
    "umbrella_agreement", "provider", "sub_agreement", "participation", "agreed_target", "umbrella_rule", "admission",
    "proposal_step", "network_meeting", "consultation_decision", "sub_agreement_version", "predecessor",
)  # fmt: skip
# what a delivery of each data set is about; a recipe may register providers beside it
OWN_TABLES: dict[str, tuple[str, ...]] = {
    DataSet.REGISTER.value: REGISTER_TABLES,
    DataSet.MONITORING.value: ("measurement", "volunteer_count"),  # our workbook has a sheet for each
    DataSet.CLIENT_SURVEY.value: ("measurement", *SURVEY_TABLES),  # a recipe may count the answers itself
    **{item.value: tuple(SURVEY_TABLES) for item in SURVEYS},
    DataSet.VOLUNTEERS.value: ("volunteer_count",),
    DataSet.CASE_LIST.value: ("lead_time_case",),
    DataSet.SOCIAL_RETURN.value: ("sr_obligation", "sr_entry", "sr_invoice", "sr_certificate"),
    DataSet.LABOUR.value: ("labour_vacancy", "labour_candidate", "labour_match"),
    DataSet.REFERENCE.value: ("reference_figure",),
}
TAKING_OVER = OWN_TABLES[DataSet.SOCIAL_RETURN.value]  # with rows that another delivery brought
MEASURED = (DataSet.MONITORING.value, DataSet.CLIENT_SURVEY.value)  # whose slots hold measurements
TABLES = tuple(dict.fromkeys(table for tables in OWN_TABLES.values() for table in tables))


def _repeated(text: str, times: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.zeros(times, dtype="int8"), pd.Index([text], dtype="str"))


@cache
def sql(name: str) -> str:
    return files("pipelines").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")


class Warehouse:
    """An open warehouse. Frames go in by `append`, come out by `ask`; rows are never changed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._prepare()

    def _prepare(self) -> None:
        """The tables of today, in a file that does not say that it has them: making sure takes as long as an act."""
        mark = sha256(sql("warehouse").encode()).hexdigest()
        made = self.connection.execute("select comment from duckdb_tables() where table_name = 'applied'").fetchall()
        if made != [(mark,)]:
            self.connection.execute(sql("warehouse"))
            self.connection.execute(f"comment on table applied is '{mark}'")

    @property
    def applied(self) -> int:
        """The number of the last ledger event whose rows are in."""
        # fetchall: DuckDB 2 refuses other work while a result is not read to its end
        return int(self.connection.execute("select coalesce(max(seq), 0) from applied").fetchall()[0][0])

    def append(self, seq: int, delivery_id: str, frames: Mapping[str, pd.DataFrame]) -> None:
        """Add the rows of one accepted delivery and mark the event, in one transaction."""
        self.connection.execute("begin")
        try:
            self._add(delivery_id, frames)
            self.mark(seq)
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.connection.execute("commit")

    @contextmanager
    def trying(self, delivery_id: str, frames: Mapping[str, pd.DataFrame]) -> Generator[None]:
        """The rows of a delivery are in as long as this lasts: to see what would follow from them. One that counted
        before has them here already: a second time would count them double."""
        self.connection.execute("begin")
        try:
            if not self.holds(delivery_id):
                self._add(delivery_id, frames)
            yield
        finally:
            self.connection.execute("rollback")

    def _add(self, delivery_id: str, frames: Mapping[str, pd.DataFrame]) -> None:
        for table, frame in frames.items():
            if table not in TABLES:
                raise ValueError(table)
            if len(frame):
                # a category: millions of equal texts take DuckDB longer than all the other columns together
                self._insert(table, frame.assign(delivery_id=_repeated(delivery_id, len(frame))))

    def mark(self, seq: int) -> None:
        self.connection.execute("insert into applied values (?)", [seq])

    def _insert(self, table: str, frame: pd.DataFrame) -> None:
        self.connection.register("incoming", frame)
        try:
            self.connection.execute(f"insert into {table} by name select * from incoming")  # noqa: S608 - closed list
        finally:
            self.connection.unregister("incoming")

    def holds(self, delivery_id: str) -> bool:
        """Whether any row of this delivery is in."""
        return any(
            self.connection.execute(
                f"select 1 from {table} where delivery_id = ? limit 1",  # noqa: S608 - closed list
                [delivery_id],
            ).fetchall()
            for table in TABLES
        )

    def filled(self, tables: Collection[str]) -> set[str]:
        """Which of these tables hold any row at all."""
        asked = [f"select '{name}' where exists (from {name})" for name in TABLES if name in tables]
        return {name for (name,) in self.connection.execute(" union all ".join(asked)).fetchall()}

    def rows_per_delivery(self) -> dict[str, dict[str, int]]:
        """Delivery -> table -> how many of its own rows are in."""
        found: dict[str, dict[str, int]] = {}
        for table in TABLES:
            own = " where delivered_in is null" if table in TAKING_OVER else ""
            query = f"select delivery_id, count(*) from {table}{own} group by 1"  # noqa: S608 - closed list
            for delivery_id, count in self.connection.execute(query).fetchall():
                found.setdefault(delivery_id, {})[table] = count
        return found

    def series_of(self, deliveries: Collection[str]) -> dict[str, set[tuple[str, str, str, str]]]:
        """Delivery -> provider, quarter, sub-agreement and indicator of every measurement in it."""
        rows = self.connection.execute(
            "select distinct delivery_id, provider_id, quarter, sub_agreement_id, indicator from measurement "
            "where list_contains($deliveries, delivery_id)",
            {"deliveries": sorted(deliveries)},
        ).fetchall()
        found: dict[str, set[tuple[str, str, str, str]]] = {delivery_id: set() for delivery_id in deliveries}
        for delivery_id, provider, quarter, sub, code in rows:
            found[delivery_id].add((provider, quarter, sub, code))
        return found

    def figures(self, slots: Sequence[Mapping[str, object]]) -> pd.DataFrame:
        """The totals in these slots (rows of the ledger's active_slot), as delivered: see sql/figures_around."""
        held = [slot for slot in slots if slot["data_set"] in MEASURED]
        joined = ["\x1f".join(str(slot[name]) for name in ("provider_id", "quarter", "delivery_id")) for slot in held]
        deliveries = sorted({str(slot["delivery_id"]) for slot in held})
        return self.ask("figures_around", values={"deliveries": deliveries, "slots": joined})

    def ask(
        self,
        name: str,
        *,
        table: str | None = None,
        values: Mapping[str, object] | None = None,
        **given: pd.DataFrame,
    ) -> pd.DataFrame:
        """Run a question from sql/ with these values, and with frames available under the names given."""
        text = sql(name)
        if table is not None:
            if table not in TABLES:
                raise ValueError(table)
            text = text.replace("$table", table)
        for key, frame in given.items():
            self.connection.register(key, frame)
        try:
            return self.connection.execute(text, values).df()
        finally:
            for key in given:
                self.connection.unregister(key)


@contextmanager
def open_warehouse(path: Path) -> Generator[Warehouse]:
    """Open the working file as its one writer. Raises Busy or IntegrityBroken, in Dutch."""
    try:
        connection = duckdb.connect(path, config=HARDENED)
    except duckdb.IOException as problem:
        if "lock" in str(problem).lower():
            raise Busy("Een ander programma houdt het rekenbestand open. Sluit dat en probeer het opnieuw.") from None
        raise IntegrityBroken(
            'Het rekenbestand is beschadigd. Voer "kwartaalbeeld rebuild" uit: de leveringen zelf zijn bewaard.'
        ) from problem
    try:
        yield Warehouse(connection)
    except duckdb.FatalException as problem:
        raise IntegrityBroken(
            "Het rekenbestand kon niet verder schrijven (is de schijf vol?). "
            'Maak ruimte en voer dan "kwartaalbeeld rebuild" uit; de leveringen zelf zijn bewaard.'
        ) from problem
    finally:
        connection.close()
