"""When two person numbers turn out to be one person, what was published follows."""

import numpy as np

from clearspan.privacy.release.renaming import rename_people
from clearspan.privacy.release.state import FORGOTTEN, PlanKey, PublishedSet, State, read_state, write_state
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind

KEY = PlanKey("employed", 5, PeriodKind.WEEK)


def state_of(*people: int):
    published = PublishedSet(Dimension.TEAM, "Blue", 20000, np.array(people, dtype=np.int64))
    return write_state(State({KEY: (published,)}, frozenset(), {}))


def people_in(table) -> list[int]:
    return read_state(table).sets[KEY][0].people.tolist()


def test_a_former_number_becomes_that_of_now_and_nothing_else_changes() -> None:
    before = state_of(1, 4, 9)
    after = rename_people(before, {4: 7, 5: 1})
    assert people_in(after) == [1, 7, 9]
    assert after.drop_columns(["people"]).equals(before.drop_columns(["people"]))


def test_a_set_counted_with_both_numbers_is_not_taken_for_the_smaller_one() -> None:
    assert people_in(rename_people(state_of(1, 4, 9), {9: 1})) == [1, 4, FORGOTTEN]


def test_the_forgotten_stay_as_many_as_they_are() -> None:
    assert people_in(rename_people(state_of(1, FORGOTTEN, FORGOTTEN, 9), {9: 3})) == [1, FORGOTTEN, FORGOTTEN, 3]


def test_where_nobody_is_renamed_the_table_is_the_same() -> None:
    before = state_of(1, 4, 9)
    assert rename_people(before, {5: 1}) is before
    assert rename_people(before, {}) is before
