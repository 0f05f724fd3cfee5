"""What is said of a name that is not known: which one was probably meant, or which there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

_NEAR = 75  # of 100: below it a guess is a guess
_MOST = 12  # names in one sentence


def meant(asked: str, known: Iterable[str]) -> str:
    """A Dutch sentence with the nearest of the known names, or with those there are. Of a mapping the keys are asked
    for, and what each is called is heard as well."""
    names = sorted(set(known))
    if not names:
        return "Er is er nog geen een."
    if probably := nearest(asked, known if isinstance(known, Mapping) else dict.fromkeys(names, "")):
        return probably
    more = f" en nog {len(names) - _MOST}" if len(names) > _MOST else ""
    return f"U kunt kiezen uit: {', '.join(names[:_MOST])}{more}."


def nearest(asked: str, called: Mapping[str, str]) -> str:
    """Bedoelt u "taalkring" (Taalkring Lindendaal)? Empty where no code and no name is near."""
    spoken = {name: code for code, name in called.items() if name} | {code: code for code in called}
    near = _near(asked, spoken)
    code = spoken.get(near, "")
    return f'Bedoelt u "{code}" ({near})?' if near != code else nearest_code(asked, spoken)


def nearest_code(asked: str, spoken: Mapping[str, str]) -> str:
    """Bedoelt u "taalkring"? spoken: a code by each name that means it. Empty where none of them is near."""
    near = _near(asked, spoken)
    return f'Bedoelt u "{spoken[near]}"?' if near else ""


def _near(asked: str, names: Iterable[str]) -> str:
    found = process.extractOne(
        asked, sorted(names), scorer=fuzz.WRatio, processor=lambda name: name.casefold().strip(), score_cutoff=_NEAR
    )
    return str(found[0]) if found else ""


def published(quarters: Iterable[str]) -> str:
    """A Dutch sentence with the first and the last of the quarters there are: one that is near is not the one meant."""
    names = sorted(quarters)
    return f"Er zijn cijfers van {names[0]} tot en met {names[-1]}." if names else "Er zijn nog geen cijfers."
