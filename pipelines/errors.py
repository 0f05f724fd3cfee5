"""Every way in which an act can fail, in Dutch, each with its own exit code."""

from __future__ import annotations


class KwartaalbeeldError(Exception):
    """An act that did not go through. The text is Dutch and says what to do now."""

    exit_code = 1


class UsageProblem(KwartaalbeeldError):
    """The command itself is wrong: an option that does not exist, a quarter that is no quarter."""

    exit_code = 2


class DeliveryRefused(KwartaalbeeldError):
    """A file has findings that are errors; nothing of it counts."""

    exit_code = 3


class SlotLocked(KwartaalbeeldError):
    """The quarter is vastgesteld; nothing about it changes until it is unlocked."""

    exit_code = 4


class Busy(KwartaalbeeldError):
    """Another act holds the local state."""

    exit_code = 5


class NotFound(KwartaalbeeldError):
    """What was asked for does not exist: a delivery, provider, indicator, file or recipe."""

    exit_code = 6


class IntegrityBroken(KwartaalbeeldError):
    """Archive, ledger or warehouse do not agree."""

    exit_code = 7


class NothingPublished(KwartaalbeeldError):
    """There is no publication to read yet."""

    exit_code = 8


class WrongState(KwartaalbeeldError):
    """The act does not fit the state of the delivery, such as accepting what was refused."""

    exit_code = 9


class CitizenNumbersFound(KwartaalbeeldError):
    """The file held citizen service numbers, or names with dates of birth, and has been destroyed."""

    exit_code = 10


class ExplanationNeeded(KwartaalbeeldError):
    """A figure stands out so much that it needs an explanation before it may count."""

    exit_code = 11


class Overtaken(KwartaalbeeldError):
    """Somebody else's delivery of the same came to count in the meantime; this one waits."""

    exit_code = 12


ALL = (
    KwartaalbeeldError,
    UsageProblem,
    DeliveryRefused,
    SlotLocked,
    Busy,
    NotFound,
    IntegrityBroken,
    NothingPublished,
    WrongState,
    CitizenNumbersFound,
    ExplanationNeeded,
    Overtaken,
)
