"""What happened when in the sample: deliveries, late ones, corrections, locks and one reopened quarter."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from pipelines.sample.case_lists import case_file, case_quarters
from pipelines.sample.figures import QUARTERS, SEED
from pipelines.sample.labour import BY as PLACING
from pipelines.sample.labour import labour_exports
from pipelines.sample.providers import PROVIDERS, Provider
from pipelines.sample.social_return import social_return_steps
from pipelines.sample.surveys import BY, survey_files
from schemas.quarter import Quarter

DEADLINE = timedelta(days=28)
LAST_LOCKED = Quarter(2025, 2)
MISSING = {("bezoekdienst", "2024-K3")}
WAITING = ("de-wisselbank", "2025-K4")
REOPENED = ("kompaskade", "2024-K4")
# delivered this many days after the end of the quarter
LATE = {
    ("kwikstaarthoeve", "2022-K3"): 36,
    ("oosterhof", "2022-K4"): 41,
    ("bovenkamer", "2023-K1"): 33,
    ("sterkspoor", "2023-K4"): 30,
    ("bezoekdienst", "2024-K2"): 47,
    ("bezoekdienst", "2024-K4"): 35,
    ("bovenkamer", "2024-K4"): 44,
    ("sterkspoor", "2025-K2"): 37,
    ("de-wisselbank", "2025-K3"): 31,
    ("noorderbrug", "2025-K3"): 40,
    ("sterkspoor", "2025-K4"): 34,
    ("eetpunt", "2025-K4"): 30,
}
# a first file without the clients who were registered late, then a second one with them
CORRECTED = (
    ("de-linde", "2022-K3"),
    ("kompaskade", "2022-K3"),
    ("welzijn-lindendaal", "2022-K4"),
    ("thuisvaart", "2022-K4"),
    ("mantelpunt", "2023-K1"),
    ("taalkring", "2023-K1"),
    ("gezinsanker", "2023-K2"),
    ("naastlicht", "2023-K2"),
    ("de-overbrug", "2023-K3"),
    ("kiemkas", "2023-K3"),
    ("welzijn-lindendaal", "2023-K4"),
    ("westerwilg", "2023-K4"),
    ("lichtgrond", "2024-K1"),
    ("bovenbroek", "2024-K1"),
    ("zilverdraad", "2024-K3"),
    ("kindspoor", "2024-K3"),
    REOPENED,
    ("sterkspoor", "2025-K1"),
    ("elzenbroek", "2025-K1"),
    ("dagrust", "2025-K2"),
    ("digipunt", "2025-K3"),
    ("rondom-wonen", "2025-K3"),
    ("de-linde", "2025-K4"),
)
# sub-agreement, quarter, indicator: said on its last row of that quarter
NOTES = {
    ("DO-2022-31", "2024-K2", "BER-6"): "Alle begeleiding is op 30 juni 2024 overgedragen aan Zilverdraad.",
    ("DO-2022-18", "2024-K3", "BER-1"): "Cliënten van De Westerwilg zijn sinds 1 juli bij ons aangemeld.",
    ("DO-2022-32", "2025-K1", "BER-6"): "Het atelier is op 31 maart 2025 gestopt.",
    ("DO-2022-08", "2024-K4", "TER-1"): "Sinds september plannen wij het eerste gesprek binnen een week.",
    ("DO-2022-06", "2025-K3", "TER-4"): "Twee vacatures zijn nog niet vervuld.",
    ("DO-2022-06", "2025-K4", "TER-1"): "Eén vacature is vervuld; in februari start een tweede collega.",
    ("DO-2022-22", "2025-K3", "TER-1"): "Drie begeleiders zijn langdurig ziek. Cliënten starten later.",
    ("DO-2022-25", "2025-K2", "TER-4"): "Er komen geen woningen vrij. Wie wacht, is in beeld.",
    ("DO-2022-25", "2025-K4", "TER-4"): "Wij spreken elke week met de woningcorporatie over vrije woningen.",
    ("DO-2022-30", "2025-K3", "BER-1"): "Er zijn minder vrijwilligers; de werving loopt.",
}  # fmt: skip

# provider, quarter: what was asked when a figure was accepted that is far from the provider's own earlier ones
EXPLAINED = {
    ("kwikstaarthoeve", "2023-K3"): "Een begeleider is met verlof; wie zich meldt, begint in het najaar.",
    ("zilverdraad", "2023-K4"): "Een deel van de cliënten wachtte op een besluit van de gemeente.",
    ("westerwilg", "2024-K2"): "Alle begeleiding is op 30 juni 2024 overgedragen aan Zilverdraad.",
    ("sterkspoor", "2024-K4"): "Drie begeleiders zijn langdurig ziek. Cliënten wachten langer.",
    ("rondom-wonen", "2025-K1"): "Er komen geen woningen vrij. Wie wacht, is in beeld.",
    ("de-linde", "2025-K3"): "In de zomer was er geen plaats in de groep; sinds oktober is er een tweede groep.",
    ("rondom-wonen", "2025-K3"): "Er komen geen woningen vrij. Wij spreken elke week met de woningcorporatie.",
}


@dataclass(frozen=True)
class Act:
    """One row of leveringen.csv."""

    file: str
    by: str
    at: datetime
    action: str
    reason: str = ""
    provider_id: str = ""
    quarter: str = ""


def file_name(provider: Provider, quarter: Quarter, *, correction: bool = False) -> str:
    ending = "csv" if provider.csv else "xlsx"
    return f"{quarter}/{provider.provider_id}{'-correctie' if correction else ''}.{ending}"


def active_quarters(provider: Provider, starts_on: date) -> tuple[Quarter, ...]:
    """The quarters in which this provider takes part, from `starts_on` on."""
    return tuple(
        quarter
        for quarter in QUARTERS
        if quarter.last_day >= starts_on and (provider.left_on is None or quarter.first_day <= provider.left_on)
    )


def acts() -> list[Act]:
    """Everything that happened, in order."""
    register = Act("stamgegevens.xlsx", "contractbeheerder Lindendaal", _moment(date(2022, 7, 4), 9, 0), "accepteren")
    rest = [act for provider in PROVIDERS for act in _of_provider(provider)]
    rest += [Act(file.name, BY, _moment(file.delivered_on, 14, 20), "accepteren") for file in survey_files()]
    rest += [
        Act(step.name, step.by, _moment(_workday(step.on), 10, 40), "beoordelen" if step.judged else "accepteren")
        for step in social_return_steps()
    ]
    rest += [Act(file.name, PLACING, _moment(_workday(file.on), 11, 15), "accepteren") for file in labour_exports()]
    return [register, *sorted(rest, key=lambda act: (act.at, act.provider_id, act.file))]


def _of_provider(provider: Provider) -> Iterator[Act]:
    for quarter in active_quarters(provider, provider.joined_on):
        slot = (provider.provider_id, str(quarter))
        if slot in MISSING:
            continue
        rng = np.random.default_rng([SEED, zlib.crc32("".join(slot).encode())])
        hour, minute = int(rng.integers(7, 16)), int(rng.integers(0, 60))
        day = quarter.last_day + timedelta(days=LATE.get(slot) or int(rng.integers(9, 28)))
        by = f"controller {provider.short}"
        action = "wachten" if slot == WAITING else "accepteren"
        why = EXPLAINED.get(slot, "")
        yield Act(file_name(provider, quarter), by, _moment(_workday(day), hour, minute), action, why)
        if quarter in case_quarters(provider):  # a little later, by the same person
            yield Act(case_file(provider, quarter), by, _moment(_workday(day), hour + 1, minute), "accepteren")
        if slot in CORRECTED and slot != REOPENED:
            later = quarter.last_day + timedelta(days=int(rng.integers(40, 70)))
            reason = f"Correctie: laat geregistreerde cliënten zijn toegevoegd. {why}".strip()
            file = file_name(provider, quarter, correction=True)
            yield Act(file, by, _moment(_workday(later), hour, minute), "accepteren", reason)
        if quarter <= LAST_LOCKED:
            locked = _moment(_workday(quarter.last_day + timedelta(days=87)), 12, PROVIDERS.index(provider))
            yield _lock(locked, "vaststellen", slot=slot)
            if slot == REOPENED:
                yield from _reopening(provider, quarter, locked=locked)


def _lock(at: datetime, action: str, *, slot: tuple[str, str], reason: str = "") -> Act:
    return Act("", "contractmanager Lindendaal", at, action, reason, *slot)


def _reopening(provider: Provider, quarter: Quarter, *, locked: datetime) -> Iterator[Act]:
    slot = (provider.provider_id, str(quarter))
    why = "Bij de jaarrekening bleek dat cliënten ontbraken; afgesproken in het gesprek van 6 mei 2025."
    yield _lock(locked + timedelta(days=40), "ontgrendelen", slot=slot, reason=why)
    file = file_name(provider, quarter, correction=True)
    reason = "Correctie na de jaarrekening."
    yield Act(file, f"controller {provider.short}", locked + timedelta(days=42), "accepteren", reason)
    yield _lock(locked + timedelta(days=47), "vaststellen", slot=slot)


def _workday(day: date) -> date:
    """The day itself, or the Friday before when it falls in a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)
