"""What people write in a talk: kept literally, refused where it may hold a citizen service number."""

from __future__ import annotations

import re
import unicodedata

from pipelines.citizen_numbers import in_a_sentence, passes_eleven_test
from pipelines.errors import UsageProblem
from schemas.talk import LONGEST_TEXT, Function
from schemas.vocabulary import Word

_LINES = re.compile("\r\n|[\r\x0b\x0c\u0085\u2028\u2029]")
# no file that we make (XML, PDF) can hold them
_IMPOSSIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def kept_text(text: str, what: str) -> str:
    """The text as it was written, its line ends alike; `what` names it in an error. Raises UsageProblem where it is
    empty or too long, holds what cannot be shown, or may hold a citizen service number, which is not repeated."""
    said = _LINES.sub("\n", text).strip()
    if not said:
        raise UsageProblem(f"Schrijf de {what} op; leeg kan die niet zijn.")
    if len(said) > LONGEST_TEXT:
        raise UsageProblem(
            f"De {what} is {len(said)} tekens lang. Hoogstens {LONGEST_TEXT} mag; kort de tekst in of bewaar een stuk apart."
        )
    if _IMPOSSIBLE.search(said):
        raise UsageProblem(
            f"In de {what} staat een onzichtbaar stuurteken. Typ de tekst opnieuw, of plak hem zonder opmaak."
        )
    if holds_citizen_number(said):
        raise UsageProblem(f"In de {what} staat een nummer dat een burgerservicenummer kan zijn. Haal het weg.")
    return said


def holds_citizen_number(text: str) -> bool:
    """Also where its digits are written wide, or with invisible marks between them."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    return in_a_sentence(plain) or any(passes_eleven_test(word.strip(".,;:!?()[]\"'")) for word in plain.split())


def word_of(kind: type[Word], code: str, what: str) -> Word:
    """The word of a closed list, by its code or by its Dutch label. Raises UsageProblem with the list."""
    for item in kind:
        if code in (item.value, item.label):
            return item
    raise UsageProblem(f"{what} bestaat niet. Kies uit: {', '.join(item.label for item in kind)}.")


def function_of(code: str) -> Function:
    return Function(word_of(Function, code, "Functie"))
