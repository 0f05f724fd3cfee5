"""Exports of Kleindorp as a registration tool and an administration write them: other names, another order, titles on top."""

from __future__ import annotations

from typing import Any

from small_social_return import delivered, portfolio, promise
from small_town import Town

HEADS = ("Opdrachtgever", "Opdrachtnemer", "Contract", "Activiteitnr", "Kandidaatcode", "Soort inzet", "Doelgroep SROI",
         "Aanvang", "Einde (verwacht)", "Uren p/w", "Bedrag excl.", "Status", "Peildatum")  # fmt: skip
RECIPE = """
title = "Inzet uit het registratiesysteem"
data_set = "social_return"
part = "inzet"
[file]
header_row = 4
thousands = "."
[columns]
provider_id = "Opdrachtnemer"
obligation_id = { column = "Contract", words = { "SROI-2024/17" = "SR-1", "SROI-2024/18" = "SR-1" } }
entry = "Activiteitnr"
candidate = "Kandidaatcode"
form = "Soort inzet"
target_group = "Doelgroep SROI"
starts_on = "Aanvang"
planned_end = "Einde (verwacht)"
hours = "Uren p/w"
paid = "Bedrag excl."
state = { column = "Status", words = { "Akkoord opdrachtgever" = "goedgekeurd", "Ingevoerd" = "ingediend", "Vervallen" = "ingetrokken" } }
quarter = "Peildatum"
[period]
is = "quarter_of_date"
[constants]
no_displacement = "ja"
[recognise]
ask = []
"""
INVOICES = """
title = "Facturen uit de administratie"
data_set = "social_return"
part = "facturen"
[columns]
provider_id = "Leverancier"
invoiced_quarter = "Factuurdatum"
amount = "Netto"
[period]
is = "quarter_of_date"
[constants]
quarter = "2025-K4"
"""  # fmt: skip
# what the domain's portfolio (4.4) is in the tool, under the very references of the workbook
LINES = [
    ("inzet-pw1", "kand-pw1", "Arbeidsplaats", "WWB", "1-3-2025", "2025-12-31", "24", "", "Ingevoerd"),
    ("inzet-bbl1", "kand-bbl1", "Leerwerkplek", "BBL niveau 2", "01-09-2025", "31-12-2025", "32", "", "Ingevoerd"),
    ("inzet-ww1", "kand-ww1", "plaatsing", "WW < 1 jaar", "1 juli 2025", "31-12-2025", "36,0", "", "Ingevoerd"),
    ("inzet-sw1", "", "Inkoop bij SW", "", "2025-05-01 00:00:00", "", "", "€ 6.500", "Ingevoerd"),
]


def line(
    told: tuple[str, ...], provider: str = "De Berk B.V.", contract: str = "SROI-2024/17", on: str = "31-12-2025"
) -> list[str]:
    return ["Gemeente Kleindorp", provider, contract, *told, on]


def export(*rows: list[str]) -> str:
    """As a CSV with three rows of junk on top."""
    top = [["Overzicht activiteiten"], ["Gemaakt op 5-1-2026 door het systeem"], []]
    return "\n".join(";".join(row) for row in [*top, list(HEADS), *rows]) + "\n"


def written(town: Town, name: str, text: str) -> Any:
    path = town.home.recipes / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def by_recipe(
    town: Town, content: str, *more: str, recipe: str = RECIPE, name: str = "export.csv", accept: bool = True
) -> Any:
    return town.run("deliver", town.write(name, content), "--recipe", written(town, "tool", recipe), "--by", "controller",
                    "--json", *more, *(["--accept"] if accept else []))  # fmt: skip


def before(town: Town, quarter: str = "2025-K3", **changes: Any) -> str:
    """The workbook of an earlier quarter, accepted; its delivery."""
    answer = delivered(town, f"{quarter}.xlsx", promises=[promise(quarter, **changes)], entries=portfolio(quarter)[:1])
    assert answer.code == 0, answer.out + answer.err
    return sorted(town.deliveries)[-1]
