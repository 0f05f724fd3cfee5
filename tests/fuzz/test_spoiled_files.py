"""Two hundred of the spoiled deliveries of `make fuzz`: none crashes, hangs, or changes a number without a word."""

from __future__ import annotations

from pathlib import Path

from run import BAD, run


def test_no_spoiled_file_crashes_hangs_or_changes_a_number_without_a_word(tmp_path: Path) -> None:
    outcomes = list(run(list(range(200)), tmp_path))
    wrong = [f"case {case.number}: {outcome.kind}, {outcome.text}" for case, outcome in outcomes if outcome.kind in BAD]
    assert not wrong, "\n".join(wrong)
    kinds = {outcome.kind for _, outcome in outcomes}
    assert kinds == {"refused", "unchanged", "as intended"}, "the files are spoiled in all ways that matter"
