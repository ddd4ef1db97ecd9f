"""What an attacker on the shelf declares."""

from collections.abc import Callable
from dataclasses import dataclass

from clearspan.attack.finding import Haul
from clearspan.attack.seen import Seen

SURFACE = "surface: "
"""Marks a duty of the surfaces, which no release rule can do for them."""


@dataclass(frozen=True)
class Attacker:
    """One way to learn about fewer people than the minimum: `does` in words, `attack` on what was seen.

    `stopped_by` names the rules of the release that stop it, and starts with SURFACE where a duty of the surfaces does.
    """

    name: str
    does: str
    stopped_by: tuple[str, ...]
    attack: Callable[[Seen], Haul]
