"""Two versions of a file side by side: every fault of either is mended, left or new, and none is lost."""

from __future__ import annotations

from pipelines.case import compared
from pipelines.findings import Finding, fold
from schemas.vocabulary import Severity


def test_faults_that_differ_in_words_alone_are_each_counted() -> None:
    left_out = [Finding("incomplete", Severity.WARNING, detail=f"BER-{number} (D-3)") for number in (5, 6)]
    wrong = [Finding("negative", row=row, column="waarde", cell=f"E{row}") for row in (2, 3)]
    before, after = fold([*wrong, *left_out]), fold(left_out[:1])
    mended, left, new = compared(before, after)
    assert len(mended) + len(left) == len(before)
    assert [fault.finding.detail for fault in left] == ["BER-5 (D-3)"] and not new
