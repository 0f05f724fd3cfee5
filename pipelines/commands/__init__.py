"""The command line of wing one: words and options as documented in docs/cli.md, Dutch to the user."""

from pipelines.commands.deciding import accept, lock, preview, reject, unlock, withdraw
from pipelines.commands.delivering import check, deliver, deliveries, init, templates
from pipelines.commands.figures import explain, indicators, publish, rebuild, values, verify

ALL = (
    init, templates, check, deliver, deliveries, preview, accept, reject, withdraw, lock, unlock, publish, values,
    explain, rebuild, verify, indicators,
)  # fmt: skip
