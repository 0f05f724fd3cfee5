"""Spoil valid deliveries in many ways and see that none crashes, hangs, or changes a number without a word.

`python tests/fuzz/run.py --files 2000` (make fuzz); `--only 17 --keep FOLDER` shows one case again."""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "pipelines"), str(Path(__file__).parent)]

import oracle
import pandas as pd
from file_mutations import bytes_spoiled, truncated, xml_spoiled, zip_spoiled
from grid_mutations import MUTATIONS, Spoiled
from oracle import Figures
from small_town import REGISTER
from valid import Valid, all_valid, csv_back, csv_of, read_back, workbook

from pipelines.checked import Checked
from pipelines.checking import check_cells
from pipelines.finding_sentences.catalogue import SENTENCES
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.reading.pool import ReadingPool
from pipelines.reading.text_storage import texts_held
from pipelines.recipes import parse_recipe
from pipelines.register import Register
from pipelines.sources.register import TABLES
from schemas.parties import REGISTER_WORKBOOK
from schemas.vocabulary import DataSet

SEED, LIMIT_SECONDS = 20261125, 30.0
TODAY = pd.Timestamp("2026-01-15")
BAD = ("crash", "hang", "silent change")


@dataclass(frozen=True)
class Case:
    """A spoiled delivery, and what may be accepted of it: any of `allowed`, or with `part` some of its figures."""

    number: int
    valid: Valid
    done: str
    suffix: str
    content: bytes
    allowed: tuple[Figures, ...]
    part: bool = False


@dataclass(frozen=True)
class Outcome:
    kind: str  # refused, unchanged, as intended, crash, hang, silent change
    text: str = ""


def case_of(number: int, valids: list[Valid], *, seed: int) -> Case:
    """The case with this number; the same number and seed give the same case."""
    rng = Random(f"{seed}-{number}")
    valid = rng.choice(valids)
    way = rng.random()
    if valid.real and way < 0.55:
        return _workbook_case(number, valid, rng)
    at = Spoiled(deepcopy(valid.sheets), _header(valid), rng)
    for _ in range(rng.choice([0, 1, 1, 1, 1, 2]) if way < 0.85 else 0):
        rng.choice(MUTATIONS)(at)
    if valid.name == "stamgegevens" or (valid.recipe is None and rng.random() < 0.3):
        typed = rng.random() < 0.6
        content, allowed = workbook(at.sheets, typed=typed), valid.figures(at.sheets, at.meanings)
        return Case(number, valid, f"{at.done} typed={typed}", ".xlsx", content, _known(allowed))
    return _text_case(number, valid, at, spoil=way >= 0.85)


def _header(valid: Valid) -> int:
    (name, *_), grid = valid.sheets, next(iter(valid.sheets.values()))
    needed = "instelling" if valid.recipe else grid[0][0].casefold() if name == "koepelovereenkomst" else "aanbieder"
    return next(at for at, row in enumerate(grid) if needed in [text.casefold() for text in row])


def _known(*found: Figures | None) -> tuple[Figures, ...]:
    return tuple(item for item in found if item is not None)


def _workbook_case(number: int, valid: Valid, rng: Random) -> Case:
    assert valid.real
    original = _known(valid.figures(valid.sheets, {}))
    way = rng.random()
    if way < 0.3:
        content, done = (bytes_spoiled if rng.random() < 0.7 else truncated)(valid.real, rng)
        return Case(number, valid, done, ".xlsx", content, original)
    if way < 0.5:
        content, done, says = zip_spoiled(valid.real, rng)
        original_too = original
    else:
        before = {name: grid for name, grid in read_back(valid.real).items() if name in valid.sheets}
        content, done, says = xml_spoiled(valid.real, before, rng)
        original_too = ()
    wanted = [{name: grid for name, grid in sheets.items() if name in valid.sheets} for sheets in says]
    figures = [valid.figures(sheets, {}) for sheets in wanted if len(sheets) == len(valid.sheets)]
    return Case(number, valid, done, ".xlsx", content, (*original_too, *_known(*figures)))


def _text_case(number: int, valid: Valid, at: Spoiled, *, spoil: bool) -> Case:
    rng, (name, grid) = at.rng, next(iter(at.sheets.items()))
    separator = ";" if valid.recipe else rng.choice([";", ";", ";", ",", "\t", "|"])
    encoding = rng.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    end, quoting = rng.choice(["\n", "\r\n", "\r"]), rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    text = csv_of(grid, separator=separator, end=end, quoting=quoting)
    prefix = f"sep={separator}{end}" if not valid.recipe and rng.random() < 0.1 else ""
    done = f"{at.done} csv {separator!r} {encoding} {end!r} quoting={quoting} {prefix!r}"
    if not spoil:
        content = (prefix + text).encode(encoding, errors="replace")
        back = csv_back(text.encode(encoding, errors="replace"), encoding=encoding, separator=separator)
        allowed = valid.figures({name: back}, at.meanings) if back is not None else None
        return Case(number, valid, done, rng.choice([".csv", ".txt"]), content, _known(allowed))
    content = text.encode(encoding)
    if rng.random() < 0.3:
        content, more = truncated(content, rng)
        return Case(number, valid, done + more, ".csv", content, _known(valid.figures(valid.sheets, {})), part=True)
    content, more = bytes_spoiled(content, rng)
    back = csv_back(content, encoding=encoding, separator=separator)
    allowed = valid.figures({name: back}, {}) if back is not None else None
    return Case(number, valid, done + more, ".csv", content, _known(allowed))


def the_register(pool: ReadingPool, folder: Path) -> Register:
    """Kleindorp's register, by way of the product itself."""
    valid = next(item for item in all_valid() if item.name == "stamgegevens")
    path = folder / "stamgegevens.xlsx"
    path.write_bytes(valid.real or b"")
    nothing = {TABLES[form.name]: pd.DataFrame(columns=[item.name for item in form.fields]).assign(placeholder=False) for form in REGISTER_WORKBOOK}  # fmt: skip
    checked = check_cells(pool.read(path), None, Register(**nothing), today=TODAY)
    assert not checked.errors, checked.errors[0].sentence
    return Register(**{name: frame.assign(placeholder=False) for name, frame in checked.frames.items()})


def accepted_figures(checked: Checked) -> Figures:
    """What would be stored, in the oracle's terms."""
    if checked.data_set == DataSet.REGISTER:
        return _register_figures(checked)
    frame = checked.frames["measurement"]
    keys = ["provider_id", "sub_agreement_id", "period", "indicator", "breakdown", "breakdown_value"]
    parts = ["value", "numerator", "denominator", "value_below", "numerator_below", "denominator_below"]
    found: Figures = {}
    for row in frame[[*keys, *parts]].astype(object).itertuples(index=False, name=None):
        key = tuple("" if pd.isna(text) else str(text) for text in row[: len(keys)])
        found[key] = tuple(None if pd.isna(number) else float(number) for number in row[len(keys) :])
    return found


def _register_figures(checked: Checked) -> Figures:
    found: Figures = {}
    for form in (form for form in REGISTER_WORKBOOK if TABLES[form.name] in checked.frames):  # a sheet may be absent
        fields = sorted(form.fields, key=lambda item: item.header)
        for record in checked.frames[TABLES[form.name]].astype(object).to_dict("records"):
            told = {item.header: "" if pd.isna(record[item.name]) else _plain(record[item.name]) for item in fields}
            # a column that the sheet does not have holds nothing
            cells = [text for header, text in told.items() if text or header in REGISTER[form.name][0]]
            key = (form.name, *cells)
            found[key] = ((found.get(key, (0.0,))[0] or 0.0) + 1,)
    return found


def _plain(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return repr(value) if isinstance(value, float) else oracle.plain(str(value))


def judged(case: Case, checked: Checked) -> Outcome:
    """Refused in Dutch, or exactly what the oracle says."""
    for item in checked.findings:
        text = item.sentence
        if item.code not in SENTENCES or "{" in item.expected + item.repair or "Traceback" in text or "dtype" in text:
            return Outcome("crash", f"finding {item.code} is no sentence: {text}")
    if checked.errors or checked.personal:
        return Outcome("refused", checked.findings[0].code if checked.findings else "?")
    found = accepted_figures(checked)
    if case.part and any(found.items() <= whole.items() for whole in case.allowed):
        return Outcome("as intended" if found != case.allowed[0] else "unchanged")
    if found in case.allowed:
        return Outcome("unchanged" if found == case.valid.figures(case.valid.sheets, {}) else "as intended")
    return Outcome("silent change", _difference(found, case.allowed))


def _difference(found: Figures, allowed: tuple[Figures, ...]) -> str:
    if not allowed:
        return "had to be refused"
    wanted = allowed[-1]
    more = [f"{key} {value}" for key, value in found.items() if wanted.get(key) != value]
    less = [f"{key} {value}" for key, value in wanted.items() if found.get(key) != value]
    return f"stored {more[:3]}, said {less[:3]}"


def run(numbers: list[int], folder: Path, *, seed: int = SEED) -> Iterator[tuple[Case, Outcome]]:
    """Every case with its outcome, in order. Writes only in `folder`."""
    valids, recipe = all_valid(), None
    with ReadingPool(1) as pool:
        register = the_register(pool, folder)
        for number in numbers:
            case = case_of(number, valids, seed=seed)
            recipe = parse_recipe("recept", case.valid.recipe) if case.valid.recipe else None
            path = folder / f"geval-{number}{case.suffix}"
            path.write_bytes(case.content)
            began = time.monotonic()
            try:
                cells: FileCells | Unreadable
                try:
                    cells = pool.read(path, separator=recipe.separator if recipe else None)
                except Unreadable as problem:
                    cells = problem
                with texts_held(few=True):  # as delivering does
                    outcome = judged(case, check_cells(cells, recipe, register, today=TODAY))
            except Exception as problem:  # noqa: BLE001 - that is what we are here for
                outcome = Outcome("crash", f"{type(problem).__name__}: {problem}"[:300])
            seconds = time.monotonic() - began
            path.unlink()
            yield case, outcome if seconds < LIMIT_SECONDS else Outcome("hang", f"{seconds:.0f} s")


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--files", type=int, default=2000)
    words.add_argument("--seed", type=int, default=SEED)
    words.add_argument("--only", type=int)
    words.add_argument("--keep", type=Path)
    asked = words.parse_args()
    numbers = [asked.only] if asked.only is not None else list(range(asked.files))
    counts: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        for case, outcome in run(numbers, Path(name), seed=asked.seed):
            counts[outcome.kind] += 1
            if outcome.kind in BAD or asked.only is not None:
                print(f"{outcome.kind}: case {case.number}, {case.valid.name}: {case.done}\n    {outcome.text}")
            if asked.keep and (outcome.kind in BAD or asked.only is not None):
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"geval-{case.number}{case.suffix}").write_bytes(case.content)
    print(f"seed {asked.seed}: {len(numbers)} files in {time.monotonic() - began:.0f} s")
    for kind in ("refused", "unchanged", "as intended", "crash", "hang", "silent change"):
        print(f"{counts[kind]:6d} {'accepted ' if kind in ('unchanged', 'as intended') else ''}{kind}")
    return 1 if any(counts[kind] for kind in BAD) else 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
