"""The command line of wing one: words and options as documented in docs/cli.md, Dutch to the user."""

from pipelines.commands.asking import ask, questions, reply, unask
from pipelines.commands.deciding import accept, lock, preview, reject, unlock, withdraw
from pipelines.commands.delivering import board, check, deliver, deliveries, handback, init, templates
from pipelines.commands.editions import edition
from pipelines.commands.entering import enter
from pipelines.commands.figures import explain, indicators, publish, rebuild, values, verify
from pipelines.commands.judging import entries, judge
from pipelines.commands.mapping import propose, recipes, remember
from pipelines.commands.remarking import annotate, annotations, rebase, signals, unannotate
from pipelines.commands.tables import blocks
from pipelines.commands.talking import action, actions, calendar, comment, note, reopen, talk, todo
from pipelines.commands.vacancies import fitting, step, vacancies

ALL = (
    init, templates, check, propose, recipes, remember, deliver, deliveries, board, handback, preview, accept, reject,
    withdraw, lock, unlock, rebase, annotate, annotations, unannotate, entries, judge, blocks, questions, ask, reply, unask, talk, comment, note, action, actions, reopen, edition, todo,
    calendar, vacancies, fitting, enter, step, publish, values, explain, signals, rebuild, verify, indicators,
)  # fmt: skip
