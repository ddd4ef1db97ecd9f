"""The identity register's rows with repairs: joins that are not believed any more, and identities with nobody behind them."""

from collections import defaultdict
from collections.abc import Iterable

from clearspan.privacy.identity_evidence import ANY_RULE, EVERYBODY
from clearspan.privacy.identity_rows import BOT, IdentityRows
from clearspan.privacy.rebuilt_people import rebuilt_people
from clearspan.privacy.sealed_file import writing
from clearspan.vocabulary.join_rule import UNDOABLE, JoinRule


class RepairableRows(IdentityRows):
    """The register's tables. After a repair everyone is who all statements that are believed say together."""

    def refuse(self, rule: str, identities: Iterable[int] | None, stay: Iterable[int]) -> int:
        """How many identities have another person, now that what the rule says (of these identities) is not believed any more.

        What was joined by hand is dropped; any other rule stays refused, because it would join again at once.
        """
        with writing(self._db):
            self._evidence.note_what_is()
            if rule in (JoinRule.UPLOAD, ANY_RULE):
                self._evidence.withdraw(JoinRule.UPLOAD, identities)
            if rule != JoinRule.UPLOAD:
                self._evidence.refuse((EVERYBODY,) if identities is None else identities, rule)
            return self._rebuild(stay)

    def believe(self, rule: str, identities: Iterable[int] | None, stay: Iterable[int]) -> int:
        """How many identities have another person, now that such refusals are taken back."""
        with writing(self._db):
            self._evidence.believe((EVERYBODY,) if identities is None else identities, rule)
            return self._rebuild(stay)

    def refusals(self) -> dict[str, int]:
        """How many refusals there are by rule, '' for any rule."""
        return self._evidence.refusals_by_rule()

    def mark_bots(self, identities: Iterable[int]) -> int:
        """How many of the identities belong to BOT now and did not before."""
        with writing(self._db):
            self._evidence.note_what_is()
            person_of = dict(self.pairs())
            marked = [identity for identity in dict.fromkeys(identities) if person_of.get(identity, BOT) != BOT]
            self._move([(identity, BOT) for identity in marked], JoinRule.BOT)
            return len(marked)

    def mark_people(self, identities: Iterable[int], stay: Iterable[int]) -> int:
        """How many of the identities belonged to BOT and belong to a person again, by all that is believed of them."""
        with writing(self._db):
            person_of, origin = dict(self.pairs()), self._origins()
            marked = [identity for identity in dict.fromkeys(identities) if person_of.get(identity) == BOT]
            taken = set(person_of.values())
            self._move([(each, origin[each]) for each in marked if origin[each] not in taken], JoinRule.ALONE)
            last = self._last("person")
            rest = [each for each in marked if origin[each] in taken]
            self._move([(each, last + place) for place, each in enumerate(rest, 1)], JoinRule.ALONE)
            self._set_last("person", last + len(rest))
            self._rebuild(stay)
            return len(marked)

    def _rebuild(self, stay: Iterable[int]) -> int:
        person_of = {identity: person for identity, person in self.pairs() if person != BOT}
        pairs = list(self._evidence.all_believed())
        rules: dict[int, dict[str, None]] = defaultdict(dict)
        for one, other, rule in pairs:
            for identity in (one, other):
                rules[identity][rule] = None
        last = self._last("person")
        moved, last = rebuilt_people(person_of, self._origins(), ((one, other) for one, other, _ in pairs), stay, last)
        self._set_last("person", last)
        by_rule: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for identity, person in moved.items():
            by_rule[next(iter(rules[identity]), JoinRule.ALONE)].append((identity, person))
        for rule, moves in by_rule.items():
            self._move(moves, rule)
        stated = self._db.execute("SELECT id, rule FROM identity").fetchall()
        now = [
            (next(iter(rules[each]), JoinRule.ALONE), each)
            for each, rule in stated
            if rule in UNDOABLE and rule not in rules[each]
        ]
        self._db.executemany("UPDATE identity SET rule = ? WHERE id = ?", now)
        return len(moved)

    def _origins(self) -> dict[int, int]:
        """Identity -> the person number with which it was registered."""
        origin = dict(self.pairs())
        rows = self._db.execute("SELECT identity, person_before FROM moved ORDER BY joined DESC")
        return origin | {identity: person for identity, person in rows if person != BOT}
