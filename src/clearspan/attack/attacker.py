"""What an attacker on the shelf declares."""

from collections.abc import Callable
from dataclasses import dataclass

from clearspan.attack.finding import Haul
from clearspan.attack.seen import Seen


@dataclass(frozen=True)
class Attacker:
    """One way to learn about fewer people than the minimum: `does` in words, `attack` on what was seen."""

    name: str
    does: str
    attack: Callable[[Seen], Haul]
