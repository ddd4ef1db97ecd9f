"""The register of identities: which keyed token belongs to which person. It holds no clear text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from clearspan.privacy.identity_rows import BOT, Token
from clearspan.privacy.keyring import Key
from clearspan.privacy.pseudonym import Pseudonymiser
from clearspan.privacy.repairable_rows import RepairableRows

FORGOTTEN = -1
"""Number that resolve gives for an identifier of somebody forgotten: the caller drops the record as 'forgotten'."""

UNUSABLE = -2
"""Number that resolve gives for a value that is no identifier of its kind: the caller rejects the record."""

UNKNOWN = -3
"""Number that find gives for an identifier that nothing has registered yet."""

REMEMBERED = 400_000
"""Identifiers whose numbers are kept in memory: the people of one export are those of the next."""

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Known:
    """An identity as the register has it: its kind, the rule by which it belongs to its person, and the person; `bot` where
    nobody is behind it."""

    identity: int
    kind: str
    rule: str
    person: int

    @property
    def bot(self) -> bool:
        """Whether it is a bot or a service account."""
        return self.person == BOT


class Identities:
    """The register in DIRECTORY/identity.sqlite, written under one key; every method that changes it commits first.

    Raises WrongKey where the register was made under another key, StoreBusy where another process keeps it locked.
    """

    def __init__(self, directory: Path, key: Key) -> None:
        self._pseudonyms = Pseudonymiser(key)
        self._rows = RepairableRows(directory, key.id)
        self._remembered: dict[tuple[str, str], tuple[int, int]] = {}
        self._remembered_at = (0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the register is complete on the disk before that too."""
        self._rows.close()

    def resolve(self, kinds: Sequence[str], values: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Identity and person number of each identifier, in order; new ones are registered, each as a new person.

        New numbers are handed out in the order of the tokens, so that they do not repeat the order of the file.
        Both numbers are FORGOTTEN or UNUSABLE where that is so.
        """
        asked = list(zip(kinds, values, strict=True))
        by_others = self._rows.changed_by_others()
        current = self._remembered_at == (by_others, self._rows.changed_here())
        known = self._remembered if current else {}
        fresh = [pair for pair in dict.fromkeys(asked) if pair not in known]
        if len(known) + len(fresh) > REMEMBERED:
            known, fresh = {}, list(dict.fromkeys(asked))
        if fresh:
            tokens = self._tokens([kind for kind, _ in fresh], [value for _, value in fresh])
            found = self._rows.find_or_add([token for token in tokens if token is not None])
            known.update(zip(fresh, _pairs(tokens, found, FORGOTTEN), strict=True))
        self._remembered, self._remembered_at = known, (by_others, self._rows.changed_here())
        return _numbers([known[pair] for pair in asked])

    def find(self, kinds: Sequence[str], values: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Identity and person number of each identifier, UNKNOWN where nobody living has it; nothing is registered."""
        tokens = self._tokens(kinds, values)
        return _numbers(_pairs(tokens, self._rows.find([token for token in tokens if token is not None]), UNKNOWN))

    def join(self, identity: int, person: int, rule: str) -> int:
        """The number of this join: from now on the identity belongs to `person`, by the rule named."""
        return self._rows.join(identity, person, rule)

    def unite(self, groups: Iterable[Sequence[int]], rule: str, stay: Iterable[int] = ()) -> int | None:
        """The number of the join in which the people behind each group of identities became one person, None where
        they are so already.

        The lowest person number of a group stays, or that of a person in `stay`. Groups may overlap: people united
        twice end up as one.
        """
        return self._rows.unite(groups, rule, stay)

    def separate(self, groups: Iterable[Sequence[int]], rule: str) -> int | None:
        """The number of the join in which each group of identities got a new person of its own, None where each group
        has one that it shares with no other identity."""
        return self._rows.separate(groups, rule)

    def refuse(self, rule: str, identities: Iterable[int] | None = None, stay: Iterable[int] = ()) -> int:
        """How many identities have another person, now that nothing is believed that the rule says of these identities, or of
        any; '' is every rule. It stays so until `believe`. People in `stay` keep their number."""
        return self._rows.refuse(rule, identities, stay)

    def believe(self, rule: str, identities: Iterable[int] | None = None, stay: Iterable[int] = ()) -> int:
        """How many identities have another person, now that such a refusal is taken back."""
        return self._rows.believe(rule, identities, stay)

    def refusals(self) -> dict[str, int]:
        """How many refusals there are by rule; '' for identifiers that no rule may join."""
        return self._rows.refusals()

    def mark_bots(self, identities: Iterable[int]) -> int:
        """How many of the identities are newly taken for bots or service accounts: their person is BOT, whatever joins them."""
        return self._rows.mark_bots(identities)

    def mark_people(self, identities: Iterable[int], stay: Iterable[int] = ()) -> int:
        """How many of the identities were taken for bots and belong to people again."""
        return self._rows.mark_people(identities, stay)

    def known(self) -> list[Known]:
        """Every identity, in the order of identity."""
        return [Known(*row) for row in self._rows.kinds()]

    def tombstones(self) -> int:
        """How many identifiers of forgotten people are kept out."""
        return self._rows.tombstones()

    def forget(self, kind: str, value: str) -> int | None:
        """The person whose identities are now deleted (tombstones of their tokens stay), None where nobody has it."""
        token = self._tokens([kind], [value])[0]
        return None if token is None else self._rows.forget(token)

    def bury(self, kinds: Sequence[str], values: Sequence[str]) -> None:
        """Delete these identities and keep their tombstones: further identifiers of somebody already forgotten."""
        self._rows.bury([token for token in self._tokens(kinds, values) if token is not None])

    def is_forgotten(self, kind: str, value: str) -> bool:
        """Whether the identifier belongs to somebody forgotten."""
        token = self._tokens([kind], [value])[0]
        return token is not None and self._rows.is_buried(token)

    def token_text(self, kind: str, value: str) -> str:
        """The keyed token of a value that is no person (the number of a work item), as 64 hexadecimal digits."""
        return self.token_texts(kind, [value])[0] or ""

    def token_texts(self, kind: str, values: Iterable[str]) -> list[str | None]:
        """The keyed token of each value as 64 hexadecimal digits, None where the value is empty or too long."""
        return [None if token is None else token.hex() for token in self._pseudonyms.tokens(kind, values)]

    def people(self) -> tuple[Numbers, Numbers]:
        """Every identity and, at the same place, the person it belongs to now; in the order of identity.

        Facts are stored with the identity, so that a join made later holds for earlier facts too.
        """
        pairs = np.asarray(self._rows.pairs(), np.int32).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def retired(self) -> tuple[Numbers, Numbers]:
        """Every person number that no identity has any more because it was joined, and the person who took its place.

        Whoever stored a person without an identity (the other one of a tie, a published membership) renames by it.
        """
        pairs = np.asarray(self._rows.retired(), np.int32).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _tokens(self, kinds: Sequence[str], values: Sequence[str]) -> list[Token | None]:
        places: dict[str, list[int]] = {}
        for at, kind in enumerate(kinds):
            places.setdefault(kind, []).append(at)
        tokens: list[Token | None] = [None] * len(values)
        for kind, at_places in places.items():
            made = self._pseudonyms.tokens(kind, [values[at] for at in at_places])
            for at, token in zip(at_places, made, strict=True):
                tokens[at] = None if token is None else (kind, token)
        return tokens


def _pairs(tokens: Sequence[Token | None], found: dict[Token, tuple[int, int]], absent: int) -> list[tuple[int, int]]:
    nobody, unusable = (absent, absent), (UNUSABLE, UNUSABLE)
    return [unusable if token is None else found.get(token, nobody) for token in tokens]


def _numbers(pairs: Sequence[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    found = np.array(pairs, np.int32).reshape(-1, 2)
    return found[:, 0], found[:, 1]
