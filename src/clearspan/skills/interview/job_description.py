"""What a job description does not say of today's work, and what it had better not say."""

import re
from dataclasses import dataclass

from clearspan.skills.interview.kit import Duty, Kit, Trap


@dataclass(frozen=True)
class Found:
    """A trap in a job description, and its line."""

    trap: Trap
    line: int


@dataclass(frozen=True)
class Gaps:
    """What a job description says (duties), what it leaves out, and what to take out of it. The text itself is not kept."""

    said: tuple[Duty, ...]
    missing: tuple[Duty, ...]
    traps: tuple[Found, ...]


def check_description(text: str, kit: Kit) -> Gaps:
    """The gaps of a job description. Words are looked for, not meanings: a person reads what comes out."""
    said = tuple(duty for duty in kit.duties if any(_stands_in(sign, text) for sign in duty.signs))
    traps = [Found(trap, text.count("\n", 0, match.start()) + 1) for trap in kit.traps for match in trap.pattern.finditer(text)]
    missing = tuple(duty for duty in kit.duties if duty not in said)
    return Gaps(said, missing, tuple(sorted(traps, key=lambda each: (each.line, each.trap.name))))


def _stands_in(sign: str, text: str) -> bool:
    """Whether a word or phrase stands in a text; a word may go on (check, checks, checking), an abbreviation may not."""
    end = r"\b" if len(sign) <= 3 else ""
    return re.search(rf"\b{re.escape(sign)}{end}", text, re.IGNORECASE) is not None
