"""An identity registry that only counts."""

from collections.abc import Sequence

import numpy as np


class Counted:
    """The identity registry's interface; identities are counted from 1, a person's number is the identity's plus 100."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], int] = {}

    def resolve(self, kinds: Sequence[str], values: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        pairs = [(kind, value.lower()) for kind, value in zip(kinds, values, strict=True)]
        numbers = np.array([self.known.setdefault(pair, len(self.known) + 1) for pair in pairs], np.int32)
        return numbers, numbers + 100

    def token_text(self, kind: str, value: str) -> str:
        return f"token {self.known.setdefault((kind, value), len(self.known) + 1)}"
