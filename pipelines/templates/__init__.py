"""The workbooks we hand out, ready for anyone to fill in: quarterly monitor and register."""

from pipelines.templates.monitoring import TEMPLATE_VERSION, write_monitoring
from pipelines.templates.register import write_register
from pipelines.templates.rows import ROW_COLUMNS, STANDARD_INDICATORS, monitoring_rows

__all__ = [
    "ROW_COLUMNS",
    "STANDARD_INDICATORS",
    "TEMPLATE_VERSION",
    "monitoring_rows",
    "write_monitoring",
    "write_register",
]
