"""Every sentence together, by the code of its finding."""

from __future__ import annotations

from pipelines.finding_sentences import agreements, case_list, files, foreign, monitoring, social_return, volunteers
from pipelines.surveys.sentences import SURVEY_SENTENCES

SENTENCES: dict[str, tuple[str, str]] = {
    **files.SENTENCES,
    **agreements.SENTENCES,
    **monitoring.SENTENCES,
    **case_list.SENTENCES,
    **social_return.SENTENCES,
    **volunteers.SENTENCES,
    **foreign.SENTENCES,
    **SURVEY_SENTENCES,
}
