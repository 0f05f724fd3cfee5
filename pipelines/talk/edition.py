"""An edition: what was on the table when a talk was settled, as one archive of plain files with one content hash."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.promised import shaped
from schemas import publication as promise
from schemas.published_table import Table
from schemas.talk import WHOLE_QUARTER

FACTS = "editie.json"
_BEGIN = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold: no clock in the bytes


@dataclass(frozen=True)
class Edition:
    """`tables` are those of the publication, as far as they are about this provider up to this quarter."""

    facts: dict[str, Any]
    tables: dict[str, pd.DataFrame]

    @property
    def files(self) -> dict[str, bytes]:
        """Plain files by name, in the order in which they are hashed and packed."""
        found = {FACTS: (json.dumps(self.facts, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()}
        for name in sorted(self.tables):
            found[f"{name}.csv"] = self.tables[name].to_csv(index=False, lineterminator="\n").encode()
        return found


def content_hash(files: dict[str, bytes]) -> str:
    """sha256 over the names and the bytes of the files; how they are packed does not matter."""
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def packed(files: dict[str, bytes]) -> bytes:
    """The same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _BEGIN)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            bundle.writestr(entry, content)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """What `packed` packed, in the same order."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def read_table(files: dict[str, bytes], table: Table) -> pd.DataFrame:
    """One table of an edition, with the types it has now; columns that it did not have then are empty."""
    content = files.get(f"{table.name}.csv")
    if content is None:
        return shaped(pd.DataFrame(), table)
    frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    numbers = [name for name, kind in table.columns.items() if kind in (promise.REAL, promise.WHOLE) and name in frame]
    frame = frame.assign(**{name: pd.to_numeric(frame[name]) for name in numbers})
    flags = [name for name, kind in table.columns.items() if kind == promise.FLAG and name in frame]
    frame = frame.assign(**{name: frame[name] == "True" for name in flags})
    return frame.reindex(columns=list(table.columns))


def part_of(tables: dict[str, pd.DataFrame], provider_id: str, quarter: str) -> dict[str, pd.DataFrame]:
    """What of a publication is about this provider, or about everyone, up to and including this quarter. No figure of
    another provider is in it, nor who else stands out; meetings and decisions of the network are everybody's. Of
    WHOLE_QUARTER: all of it up to then."""
    found = {name: _about(frame, provider_id, quarter) for name, frame in tables.items() if name != "editions"}
    waves = set(found["survey_waves"]["wave_id"])
    files = set(found["completeness"]["delivery_id"].dropna()) | set(found["delivered_cells"]["delivery_id"].dropna())
    for name, frame in found.items():
        if "wave_id" in frame:
            found[name] = frame[frame["wave_id"].isin(waves)]
    if provider_id == WHOLE_QUARTER:
        return found
    found["funnels"] = found["funnels"].assign(sentence=pd.Series(None, index=found["funnels"].index, dtype="str"))
    found["deliveries"] = found["deliveries"][found["deliveries"]["delivery_id"].isin(files)]
    return found


def _about(frame: pd.DataFrame, provider_id: str, quarter: str) -> pd.DataFrame:
    if "provider_id" in frame and provider_id != WHOLE_QUARTER:
        frame = frame[frame["provider_id"].isna() | (frame["provider_id"] == provider_id)]
    if "quarter" in frame:
        frame = frame[frame["quarter"].isna() | (frame["quarter"] <= quarter)]
    return frame
