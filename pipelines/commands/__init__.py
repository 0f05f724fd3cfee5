"""The command line of wing one: words and options as documented in docs/cli.md, Dutch to the user."""

from pipelines.commands.delivering import (
    accept,
    check,
    deliver,
    deliveries,
    init,
    lock,
    reject,
    templates,
    unlock,
    withdraw,
)
from pipelines.commands.figures import explain, indicators, publish, rebuild, values, verify

ALL = (
    init, templates, check, deliver, deliveries, accept, reject, withdraw, lock, unlock, publish, values, explain,
    rebuild, verify, indicators,
)  # fmt: skip
