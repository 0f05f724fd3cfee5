"""What in an open answer may point at a person: a likely name, a phone number, an address, a service number."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute

from pipelines import citizen_numbers

pc: Any = pyarrow.compute  # its functions are made at import: no type checker sees them
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


# what a text must hold at least for a mark, as one quick look over all texts; a mark is decided by its own patterns
_DIGITS, _EIGHT_DIGITS = "[0-9]", "[0-9](?:[^0-9]{0,3}[0-9]){7}"
_INNER_CAPITAL, _AT = r"(?s)^.+[A-Z\x{C0}-\x{DE}]", r"@|\[at\]"


def _finder(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: any(pattern.search(text) for pattern in patterns)


def _service_number(text: str) -> bool:
    return citizen_numbers.in_a_sentence(text) or citizen_numbers.passes_eleven_test(text)


_TESTS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    (NAME, _INNER_CAPITAL, _finder(_TITLED, _FULL, _WITH_PARTICLE)),
    (PHONE, _EIGHT_DIGITS, _finder(_PHONE)),
    (MAIL, _AT, _finder(_MAIL)),
    (ADDRESS, _DIGITS, _finder(_ADDRESS)),
    (BIRTH, _DIGITS, _finder(_BIRTH)),
    (SERVICE_NUMBER, _EIGHT_DIGITS, _service_number),
)


def marks_of(text: str) -> tuple[str, ...]:
    """What the text seems to hold, in the words for the screen; () where nothing was found. A mark is a reason to look,
    its absence is no proof: every answer is read by a person before it is released."""
    return _marks([text])[text]


def marked(texts: pd.Series) -> pd.Series:
    """The marks of each text, joined with a comma; '' for none. Each different text is looked at once."""
    known = {text: ", ".join(found) for text, found in _marks([str(text) for text in texts.unique()]).items()}
    return texts.map(known).astype("str")


def _marks(texts: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(texts, ())
    array = pa.array(texts, type=pa.large_string())
    for mark, quick, test in _TESTS:
        for text in array.filter(pc.match_substring_regex(array, quick, ignore_case=mark == MAIL)).to_pylist():
            if test(text):
                found[text] = (*found[text], mark)
    return found
