"""The calculation of each line and each obligation as a Dutch text with its numbers: who adds up gets the same."""

from __future__ import annotations

from decimal import Decimal

from pipelines.social_return.block_tables import HUNDRED, Per
from pipelines.social_return.efforts import Line
from pipelines.social_return.money import amount_text, euros, number_text

REASONS = {
    "custom": "maatwerk: de tabel heeft geen waarde voor deze inzet",
    "outside_term": "valt buiten de looptijd en telt niet",
    "not_started": "is op deze dag nog niet begonnen",
    "cap_reached": "de kandidaat heeft al zo lang geteld als de tabel toestaat",
    "capped": "telt zo lang als de tabel per kandidaat toestaat",
    "below_minimum_hours": "minder uren per week dan de tabel vraagt; telt niet",
    "no_hours": "zonder uren per week telt een plaatsing niet",
    "hired_too_early": "was al te lang voor het begin van de opdracht in dienst en telt niet",
}


def formula(line: Line) -> str:
    """40.000 x 24/36 x 306/365 = 22.356,16, with why it is not more where a rule of the table made it less."""
    words = [REASONS[line.reason]] if line.reason else []
    block = line.block
    if block is None:
        text = f"maatwerk: {euros(line.amount)}"
        words = [] if line.reason == "custom" else words
    elif not line.amount and line.reason:
        text = euros(line.amount)
    elif block.per is Per.INVOICE:
        text = f"{amount_text(line.effort.paid or Decimal(0))} x {number_text(block.share)}% = {euros(line.amount)}"
    elif block.per in (Per.DAY, Per.HOUR):
        text = _counted(line)
    else:
        text = _timed(line)
    return f"{text} ({'; '.join(words)})" if words else text


def _counted(line: Line) -> str:
    assert line.block is not None
    unit = "dagen" if line.block.per is Per.DAY else "uur"
    times = f"{number_text(line.effort.quantity or Decimal(0))} {unit} x {amount_text(line.block.amount)}"
    if line.block.maximum:
        return f"{amount_text(line.effort.paid or Decimal(0))}, hoogstens {times} = {euros(line.amount)}"
    return f"{times} = {euros(line.amount)}"


def _timed(line: Line) -> str:
    assert line.block is not None
    month = " x 12" if line.block.per is Per.MONTH else ""
    share = _share(line)
    bonuses = [item.amount for item in line.table.bonuses if item.code in line.added]
    extra = "".join(f" + {amount_text(item)}" for item in bonuses)
    if not bonuses:
        return f"{amount_text(line.block.amount)}{month} x {share} = {euros(line.amount)}"
    if line.table.bonus_pro_rata:
        return f"({amount_text(line.block.amount)}{month}{extra}) x {share} = {euros(line.amount)}"
    return f"{amount_text(line.block.amount)}{month} x {share}{extra} = {euros(line.amount)}"


def _share(line: Line) -> str:
    if line.worked_share is not None:
        return f"{number_text(line.worked_share.quantize(Decimal('0.0001')))} gewerkt jaar dat nog mag tellen"
    table, window = line.table, line.window
    if table.counting == "hours" and line.effort.quantity is not None:
        return (
            f"{number_text(line.fte_years.quantize(Decimal('0.0001')))} jaar "
            f"({number_text(line.effort.quantity)} gewerkte uren, {number_text(table.norm_year_hours)} in een jaar)"
        )
    hours = min(line.effort.hours or Decimal(0), table.norm_hours)
    part = f"{number_text(hours)}/{number_text(table.norm_hours)}"
    plain = window.days - window.leap_days
    if window.leap_days and plain:
        return f"{part} x ({plain}/365 + {window.leap_days}/366)"
    return f"{part} x {window.days}/{366 if window.leap_days else 365}"


def percentage(share: Decimal) -> str:
    return f"{number_text((share * HUNDRED).quantize(Decimal('0.1')))}%"
