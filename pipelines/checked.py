"""What a file turned out to be: its findings, its rows, and the slots that it fills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding, count, count_by_code
from pipelines.warehouse import OWN_TABLES
from schemas.vocabulary import Severity

Slot = tuple[str, str, str]


def own_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Without what was taken over from another delivery."""
    return frame[frame["delivered_in"].isna()] if "delivered_in" in frame else frame


@dataclass
class Checked:
    """What a file turned out to be. `frames` (warehouse table -> rows) may be stored when there are no errors."""

    data_set: str | None
    findings: list[Finding]
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    rows_read: int = 0
    rows_skipped: int = 0
    personal: str | None = None  # the code of what makes the file one to destroy: citizen_numbers or persons
    redacted: Callable[[], bytes] | None = None  # the copy to keep in its place, where personal columns were dropped

    @property
    def errors(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.WARNING]

    @property
    def questions(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.QUESTION]

    @property
    def error_count(self) -> int:
        """The true number, also where only the first SHOWN of a kind are told one by one."""
        return count(self.errors)

    @property
    def warning_count(self) -> int:
        return count(self.warnings)

    @property
    def by_code(self) -> dict[str, int]:
        return count_by_code(self.findings)

    @property
    def rows_measured(self) -> int:
        return self.rows_read - self.rows_skipped

    @property
    def rows_to_store(self) -> int:
        """Rows for the warehouse: one row of a file may hold several measurements."""
        if self.errors:
            return 0
        return sum(
            len(own_rows(self.frames[table])) for table in OWN_TABLES[self.data_set or ""] if table in self.frames
        )

    def summary(self) -> dict[str, object]:
        return {
            "data_set": self.data_set,
            "rows_read": self.rows_read,
            "rows_measured": self.rows_measured if not self.errors else 0,
            "rows_skipped": self.rows_skipped,
            "errors": self.error_count,
            "warnings": self.warning_count,
            "questions": len(self.questions),
            "findings_by_code": self.by_code,
            "slots": len(self.slots),
        }
