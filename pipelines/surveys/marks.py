"""What in an open answer may point at a person: a likely name, a phone number, an address, a service number."""

from __future__ import annotations

import re

import pandas as pd

from pipelines import citizen_numbers

NAME, PHONE, MAIL, ADDRESS, SERVICE_NUMBER, BIRTH = (
    "naam", "telefoonnummer", "e-mailadres", "adres", "burgerservicenummer", "geboortedatum",
)  # fmt: skip
_MAIL = re.compile(r"\S+@\S+\.\w{2,}|\S+\s*\[at\]\s*\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d.,])(?:\+31|0031|0)[\s.\-]?(?:\(0\))?(?:\d[\s.\-]?){8}\d(?!\d)")
_ADDRESS = re.compile(
    r"\b[1-9]\d{3} ?[A-Z]{2}\b|\b\w{2,}(?:straat|laan|weg|plein|singel|kade|gracht|hof|dijk|pad|steeg|dreef)\s+\d{1,4}\b",
)
_BIRTH = re.compile(
    r"\b(?:geb(?:oren|\.)?|geboortedatum|geb ?datum)\b.{0,12}\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2,4}",
    re.IGNORECASE,
)
_CAPITAL = r"(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?)"
_BETWEEN = r"(?:van|de|den|der|ten|ter|te|het|'t|la|le|el|al|in|op)"
# a form of address, a word for a person, or "ik ben", and then a word with a capital
_TITLED = re.compile(
    r"\b(?:[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Mm]eneer|[Mm]enéér|[Dd]e heer|[Dd]hr\.?|[Mm]ijnheer|[Jj]uf(?:frouw)?|[Mm]eester|[Dd]okter|"
    r"[Dd]r\.?|[Dd]rs\.?|[Bb]roeder|[Zz]uster|[Mm]ijn naam is|[Ii]k heet|[Gg]roet(?:en|jes)?,?|[Nn]amens|[Bb]egeleid(?:st)?er|"
    r"[Cc]oach|[Hh]ulp|[Cc]onsulent|[Cc]asemanager|[Mm]edewerk(?:st)?er|[Zz]oon|[Dd]ochter|[Mm]an|[Vv]rouw|[Mm]oeder|[Vv]ader|"
    rf"[Bb]uurvrouw|[Bb]uurman|[Ww]ijkverpleegkundige|[Hh]uisarts)\s+(?:{_BETWEEN}\s+)*{_CAPITAL}"
)
_FULL = re.compile(
    rf"(?<!^)(?<![.!?:\n] )\b{_CAPITAL}(?:\s+{_BETWEEN})*\s+{_CAPITAL}|\b[A-Z]\.\s?(?:[A-Z]\.\s?)*(?:{_BETWEEN}\s+)*{_CAPITAL}"
)
_WITH_PARTICLE = re.compile(rf"\b{_CAPITAL}(?:\s+(?:van|de|den|der|ten|ter|'t))+\s+{_CAPITAL}")


def marks_of(text: str) -> tuple[str, ...]:
    """What the text seems to hold, in the words for the screen; () where nothing was found. A mark is a reason to look,
    its absence is no proof: every answer is read by a person before it is released."""
    found = []
    if any(pattern.search(text) for pattern in (_TITLED, _FULL, _WITH_PARTICLE)):
        found.append(NAME)
    if _PHONE.search(text):
        found.append(PHONE)
    if _MAIL.search(text):
        found.append(MAIL)
    if _ADDRESS.search(text):
        found.append(ADDRESS)
    if _BIRTH.search(text):
        found.append(BIRTH)
    if citizen_numbers.in_a_sentence(text) or citizen_numbers.passes_eleven_test(text):
        found.append(SERVICE_NUMBER)
    return tuple(found)


def marked(texts: pd.Series) -> pd.Series:
    """The marks of each text, joined with a comma; '' for none. Each different text is looked at once."""
    known = {text: ", ".join(marks_of(str(text))) for text in texts.unique()}
    return texts.map(known).astype("str")
