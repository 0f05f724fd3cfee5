"""The verdict engine: one headline verdict per series and quarter, with its control chart, forecast and signals."""

from pipelines.judging.engine import Verdicts, verdicts

__all__ = ["Verdicts", "verdicts"]
