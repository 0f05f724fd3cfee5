"""The workbooks we hand out, ready for anyone to fill in: quarterly monitor and register."""

from pipelines.templates.lead_time_cases import write_case_list
from pipelines.templates.making import README_NAME, make_templates, register_sheets, templates_zip
from pipelines.templates.monitoring import TEMPLATE_VERSION, write_monitoring
from pipelines.templates.register import write_register
from pipelines.templates.rows import ROW_COLUMNS, STANDARD_INDICATORS, monitoring_rows
from pipelines.templates.volunteers import volunteer_rows, write_volunteers

__all__ = [
    "README_NAME",
    "ROW_COLUMNS",
    "STANDARD_INDICATORS",
    "TEMPLATE_VERSION",
    "make_templates",
    "monitoring_rows",
    "register_sheets",
    "templates_zip",
    "volunteer_rows",
    "write_case_list",
    "write_monitoring",
    "write_register",
    "write_volunteers",
]
