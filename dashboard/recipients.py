"""Who a report is for decides from which file it is made: the council's from that for everybody, that of one provider from its
own, that of all together from the one for the talk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.readings import NoPublication, Readings
from dashboard.report.kinds import PER_PROVIDER, Kind
from pipelines.recipients import forget, provider_files, public_file
from schemas.vocabulary import Audience


def for_recipient(kind: Kind, readings: Readings, provider_id: str | None = None) -> Readings:
    """The file that this report is made from, opened once. `readings` are of `intern`, or already of the recipient. A file
    that is not there yet is made."""
    if readings.meta.audience != Audience.INTERN:
        return readings
    if kind is Kind.COUNCIL:
        return for_everybody(readings)
    if kind in PER_PROVIDER and provider_id is not None and readings.provider(provider_id):
        return _own(readings, provider_id)
    return readings


def for_everybody(readings: Readings) -> Readings:
    """The file for everybody, opened once."""
    if readings.meta.audience != Audience.INTERN:
        return readings
    return readings.once("recipient", "", lambda: _opened(readings, lambda: public_file(readings.path)))


def prepare(readings: Readings, provider_ids: Sequence[str]) -> None:
    """Make what is missing for all of them at once: a third of the time of one by one."""
    if readings.meta.audience == Audience.INTERN:
        provider_files(readings.path, [who for who in provider_ids if readings.provider(who)])


def _own(readings: Readings, provider_id: str) -> Readings:
    def file() -> Path:
        return provider_files(readings.path, [provider_id])[provider_id]

    return readings.once("recipient", provider_id, lambda: _opened(readings, file))


def _opened(readings: Readings, file: Callable[[], Path]) -> Readings:
    """The file, made anew where it cannot be read: it can always be taken from the publication again."""
    try:
        return Readings(file(), beside=readings)
    except NoPublication:
        forget(readings.path)
        return Readings(file(), beside=readings)
