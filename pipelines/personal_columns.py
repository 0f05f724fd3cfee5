"""Columns about persons: who they are by their header, and what survey tools add to every answer by themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import pandas as pd

from pipelines.reading.cells import SheetCells
from schemas.synonyms import folded
from schemas.target_groups import NAMES
from schemas.vocabulary import TargetGroup

HEADER_SEARCH = 30
_CLIENT = (
    r"(?:cli[eë]nt|client|pati[eë]nt|kandidaat|candidate|patient|inwoner|bewoner|burger|"
    r"leerling|jeugdige|kind|vrijwilliger|werknemer|werkzoekende|sollicitant|stagiair|cursist)"
)
_NAME = r"(?:volledige |voor|achter|roep|familie|geslachts)? ?naam|voorletters|initialen"
_FIRST_LAST = (
    r"(?:(?:uw|je|your|recipient|respondent) )?(?:voor|achter|roep|familie|geslachts) ?naam|voorletters|tussenvoegsel|"
    r"(?:(?:your|recipient|respondent) )?(?:first|last|given|family|sur) ?name"
)
_ANY_NAME = r"(?:(?:uw|je|your|de) )?(?:volledige )?(?:naam|name)|(?:your )?full ?name|wat is (?:uw|je) (?:volledige )?naam|hoe heet (?:u|je)|what is your (?:full )?name"
_RESPONDENT = r"(?:naam|name) (?:van )?(?:de )?(?:respondent|invuller)|(?:respondent|recipient) ?name"


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


BORN = _whole(
    r"(?:.{0,30} )?(?:geboorte ?dat(?:um|a)|geb ?dat(?:um)?|gebdat|date of birth|birth ?dates?|dob|geboren(?: op)?)(?: .{0,30})?"
)
CLIENT_NAME = _whole(
    rf"(?:{_NAME}) (?:van )?(?:de |het |een )?{_CLIENT}(?:en)?",
    rf"{_CLIENT}(?:en)? ?(?:{_NAME})",
    rf"{_CLIENT} ?(?:(?:first|last|full) ?)?name",
)
CANDIDATE = _whole(r"kandida(?:at|ten)|candidates?")  # a reference stands there, or a name
PLACED = _whole(  # beside a target group a person, elsewhere perhaps an organisation or how many there are
    r"(?:naam (?:van )?(?:de )?)?(?:deelnemer|medewerker|werknemer|werkzoekende|sollicitant|stagiair|cursist)s?",
    r"(?:deelnemer|medewerker|werknemer)s?naam|volledige naam|full ?name",
)
PERSON_NAME = _whole(CLIENT_NAME.pattern, _FIRST_LAST, _ANY_NAME, _RESPONDENT)
MAIL = _whole(
    r"(?:(?:uw|je|your|recipient|respondent|work) )?e ?mail(?: ?(?:adres|address))?(?: (?:van )?(?:de )?(?:respondent|invuller))?"
)
ADDED = _whole(  # by the tool itself: personal in any file
    MAIL.pattern,
    r"ip(?: ?(?:addr|adres|address))?(?: (?:van )?(?:de )?respondent)?",
    _FIRST_LAST,
    _RESPONDENT,
    r"(?:location|locatie) ?(?:latitude|longitude)|user ?agent|(?:recipient|respondent) ?phone",
)
ADDED_OR_ASKED = _whole(  # personal in the export of a survey, perhaps an organisation elsewhere
    ADDED.pattern,
    CLIENT_NAME.pattern,
    _ANY_NAME,
    r"naam (?:van )?(?:de )?deelnemer",
    r"(?:(?:uw|je|your) )?(?:telefoon|mobiel|phone|mobile)(?: ?(?:nummer|number))?|latitude|longitude|breedtegraad|lengtegraad",
    r"(?:uw |je |your )?(?:woon)?adres|(?:your )?address(?: [12])?|straat(?: en huisnummer)?",
)
_STRONG = _whole(
    r"begintijd|tijd van voltooi\w+|voltooiingstijd|completion time|recorded ?date|(?:response|respondent|collector) ?id|"
    r"antwoord ?id|tijd ?stempel|time ?stamp|date submitted|datum (?:van )?verzending|datum ingediend|submit ?date|"
    r"start ?(?:language|taal)|distribution ?channel|user ?language|collector"
)
_WEAK = _whole(
    ADDED.pattern,
    r"start ?(?:date|datum|time|tijd)|end ?(?:date|datum|time)|finished|progress|last ?page|seed|custom data 1",
)
_MARK = _whole(_STRONG.pattern, _WEAK.pattern)
TOOL_ADDED = _whole(  # by the tool itself, and no answer: numbers of respondents, dates of filling in, settings
    _MARK.pattern,
    r"begindatum|einddatum|datum laatste actie|last action|date last action|laatste wijzigingstijd|last modified time|"
    r"laatste pagina|begintaal|starttaal|token|toegangs(?:code|sleutel)|refer(?:rer)? ?url|verwijzende url|"
    r"external (?:data )?reference|gebruikersnaam|username|respondent(?:nummer| ?nr)?|rijnummer|row ?number|num|id|nr",
)
_OPTIONAL = re.compile(r" (?:niet verplicht|verplicht|optioneel|facultatief|optional|required)$")
_STAMP = re.compile(r"tijd ?stempel|time ?stamp")
_BIRTHDAY = re.compile(r"\d{1,4}[-/. ]+(?:\d{1,2}|[a-z]{3,9}\.?)[-/. ]+\d{2,4}\b.*|(?:19|20)\d{6}|[1-4]\d{4}")
_NOBODY = frozenset(
    {"nvt", "onbekend", "anoniem", "geheim", "anonymous", "unknown", "geen", "na", "leeg", "xxx", "afgeschermd"}
)


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A header in small letters without marks: RecipientEmail and 'recipient_e-mail' are told alike."""
    text = re.sub(r"(?<=[a-zë])(?=[A-Z])", " ", unicodedata.normalize("NFC", header)[:120]).casefold()
    return _OPTIONAL.sub("", re.sub(r"[\W_]+", " ", text).strip())


def said(header: str, words: re.Pattern[str]) -> bool:
    """Whether a header is one of these words; LimeSurvey writes its code, a full stop and the question."""
    code, stop, _ = header.partition(". ")
    return bool(words.fullmatch(plain(header)) or (stop and words.fullmatch(plain(code))))


@dataclass(frozen=True)
class Top:
    """The first rows of a sheet, and which of them are headers."""

    rows: tuple[tuple[str, ...], ...]
    headers: tuple[int, ...]
    survey: bool

    @classmethod
    def of(cls, columns: Sequence[Sequence[str]]) -> Top:
        """Of the first texts of each column."""
        rows = tuple(tuple(map(str.strip, row)) for row in zip(*columns, strict=True))
        known = {text for text in set(chain(*rows)) if text[:1].isalpha() and _known(text)}
        first = next((index for index, row in enumerate(rows) if _full(row)), -1)
        more = [i for i, row in enumerate(rows[: first + 5]) if sum(cell in known for cell in row) >= 2]
        headers = tuple(range(max([first, *more]) + 1))
        last = max(headers, default=-1)
        ids = [
            index for index in range(last + 1, min(last + 3, len(rows))) if any("ImportId" in c for c in rows[index])
        ]
        headers += tuple(range(last + 1, max(ids) + 1)) if ids else ()
        return cls(rows, headers, any(_survey(rows[index]) for index in headers))

    def header_of(self, column: int, words: re.Pattern[str]) -> str | None:
        """The header of a column that is one of these words."""
        return next((text for index in self.headers if said(text := self.rows[index][column], words)), None)


def _full(row: tuple[str, ...]) -> bool:
    return 2 * sum(map(bool, row)) >= len(row)


def _known(text: str) -> bool:
    return 0 < len(text) < 80 and said(text, _MARK)


def _survey(row: tuple[str, ...]) -> bool:
    """Two headers that a survey tool writes, one of which nobody else does; or a time stamp before questions."""
    strong = sum(said(text, _STRONG) for text in row if 0 < len(text) < 80)
    marks = sum(_known(text) for text in row)
    asks = any("?" in text for text in row) and bool(_STAMP.fullmatch(plain(row[0])))
    return bool(strong and (marks >= 2 or asks))


def persons(sheet: SheetCells, top: Top, births: list[str]) -> str | None:
    """The header that makes this a list of persons: dates of birth beside names; or, where the file is no survey, names of
    clients or candidates, or of whoever has a target group. `births` are the texts on the sheet that may head a column of dates of birth."""
    for row, column in _places(sheet, births):
        for near, text in _names_near(sheet, row):
            across = _birthdays(sheet.row(row)[column + 1 : column + 2])
            down = _birthdays(sheet.column(column).iloc[row + 1 :])
            if (down and _named(sheet.column(near).iloc[row + 1 :])) or across:
                return text
    if top.survey:
        return None
    placed = any(top.header_of(column, PLACED) for column in range(sheet.width))
    placed = placed and any(_target_groups(sheet.column(column)) for column in range(sheet.width))
    for column in range(sheet.width):
        header = top.header_of(column, CLIENT_NAME)
        if header and _named(sheet.column(column).iloc[1:], besides=header):
            return header
        header = top.header_of(column, CANDIDATE) or (top.header_of(column, PLACED) if placed else None)
        if header and any(" " in text.strip() and _is_name(text) for text in sheet.column(column).iloc[1:].unique()):
            return header
    return None


def _target_groups(texts: pd.Series) -> bool:
    """Whether a column says to which target group of social return each row belongs: each row is a person then."""
    words = {folded(text) for text in texts.unique()} - {""}
    if len(words) > 2 * len(NAMES):
        return False
    groups = {word for word in words if NAMES.get(word, TargetGroup.ANDERS) is not TargetGroup.ANDERS}
    return bool(groups) and 2 * len(groups) >= len(words) - 1  # without its heading


_ADDRESS = _whole(
    r"(?:woon|post|huis|bezoek)? ?adres|straat(?: ?naam)?(?: en huisnummer)?|huis ?nummer|(?:volledige )?postcode|pc6"
)


def told_in_cases(sheet: SheetCells, header_row: int, age: int | None) -> str | None:
    """The header of a column that says who somebody is in a list of cases (one row is one person): a name, a date of
    birth, an address; or the column `age` of age bands, when it holds dates."""
    for column, text in enumerate(sheet.row(header_row)):
        below = sheet.column(column).iloc[header_row + 1 :]
        if said(text, BORN) or said(text, _ADDRESS):
            if (below.str.strip() != "").any():
                return text.strip()
        elif (said(text, PERSON_NAME) and _named(below)) or (column == age and _birthdays(below)):
            return text.strip()
    return None


def _places(sheet: SheetCells, texts: list[str]) -> Iterator[tuple[int, int]]:
    """Row and column of each of these texts, once per column."""
    for column in range(sheet.width) if texts else ():
        found = sheet.column(column).isin(texts)
        if found.any():
            yield int(found.to_numpy().argmax()), column


def _names_near(sheet: SheetCells, row: int) -> list[tuple[int, str]]:
    """The columns with a header for a name in the same block of header rows, or labels in the same form."""
    around = list(sheet.rows(max(0, row - 2), row + 3))
    return [(column, cell.strip()) for cells in around for column, cell in enumerate(cells) if said(cell, PERSON_NAME)]


def _birthdays(texts: pd.Series | list[str]) -> bool:
    return any(_BIRTHDAY.fullmatch(text.strip().casefold()) for text in pd.Series(texts, dtype="str").unique())


def _named(texts: pd.Series, *, besides: str = "") -> bool:
    """Whether anybody is named: letters without a digit, and not a word that hides the name."""
    return any(text != besides and _is_name(text) for text in map(str.strip, texts.unique()))


def _is_name(text: str) -> bool:
    letters = re.search(r"[^\W\d_]{2}", text) and not re.search(r"\d", text)
    return bool(letters) and plain(text).replace(" ", "") not in _NOBODY and not said(text, PERSON_NAME)
