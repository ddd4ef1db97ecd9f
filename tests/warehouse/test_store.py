"""What the store promises: idempotent, restated, complete or not at all, one writer, erasure that is real."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from tests.warehouse.rows import FEBRUARY, JANUARY, people, rows_of, usage

from clearspan.errors import StoreBusy, StoreError
from clearspan.warehouse import draft
from clearspan.warehouse.manifest import Generation
from clearspan.warehouse.scratch import connect
from clearspan.warehouse.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path)


def add(store: Store, *rows: pa.Table, table: str = "usage") -> Generation:
    with store.draft() as changes:
        for some in rows:
            changes.add(table, some)
        return changes.commit()


def values(store: Store, column: str, table: str = "usage") -> list[Any]:
    return store.rows(table).column(column).to_pylist()


def on_disk(store: Store) -> set[str]:
    return {str(path.relative_to(store.layout.root)) for path in store.layout.facts.rglob("*") if path.is_file()}


def test_nothing_yet_is_an_empty_store(store: Store) -> None:
    assert store.generation().number == 0
    assert store.rows("usage").num_rows == 0
    assert store.digests() == frozenset()


def test_files_lie_by_table_source_and_month(store: Store) -> None:
    days = people(1, start_day=JANUARY), people(1, start_day=FEBRUARY)
    add(store, *days, rows_of("usage", {"source": "claude_users", "start_day": JANUARY}))
    folders = {file.rsplit("/", 1)[0] for file in store.generation().files()}
    assert folders == {
        "facts/usage/source=neutral/month=2026-01",
        "facts/usage/source=neutral/month=2026-02",
        "facts/usage/source=claude_users/month=2026-01",
    }


def test_a_table_without_a_month_is_kept_whole(store: Store) -> None:
    generation = add(store, rows_of("licence", {"from_day": JANUARY}, {"from_day": FEBRUARY}), table="licence")
    assert [(part.month, part.rows) for part in generation.tables["licence"]] == [("whole", 2)]


def test_rows_are_sorted_by_person_and_day(store: Store) -> None:
    add(store, people(3, 1, 2, start_day=JANUARY + 1), people(1, 3, start_day=JANUARY))
    found = list(zip(values(store, "person"), values(store, "start_day"), strict=True))
    assert found == sorted(found)


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    before = add(store, people(1, 2), people(3, start_day=FEBRUARY))
    assert add(store, people(1, 2), people(3, start_day=FEBRUARY)) == before
    assert store.generation() == before


def test_only_months_that_changed_are_rewritten(store: Store) -> None:
    before = add(store, people(1), people(1, start_day=FEBRUARY))
    after = add(store, people(1), people(2, start_day=FEBRUARY))
    january, february = "2026-01", "2026-02"
    parts = [{part.month: part for part in generation.tables["usage"]} for generation in (before, after)]
    assert parts[0][january] == parts[1][january]
    assert parts[0][february].file != parts[1][february].file


def test_a_later_statement_replaces_an_earlier_one(store: Store) -> None:
    add(store, usage(actions=5, as_of=JANUARY + 1, arrival=1))
    add(store, usage(actions=7, as_of=JANUARY + 2, arrival=2))
    add(store, usage(actions=6, as_of=JANUARY + 1, arrival=3))
    assert values(store, "actions") == [7]


def test_an_equal_day_is_decided_by_the_arrival(store: Store) -> None:
    add(store, usage(actions=5, arrival=2), usage(actions=9, arrival=1))
    assert values(store, "actions") == [5]


def test_a_restated_null_replaces_a_number(store: Store) -> None:
    add(store, usage(actions=5, arrival=1))
    add(store, usage(actions=None, arrival=2))
    assert values(store, "actions") == [None]


def test_sources_do_not_replace_each_other(store: Store) -> None:
    add(store, usage(actions=1), usage(actions=2, source="claude_users"))
    assert sorted(values(store, "actions")) == [1, 2]


def test_grains_are_kept_as_sent(store: Store) -> None:
    add(store, usage(grain="day"), usage(grain="month", end_day=JANUARY + 30))
    assert sorted(values(store, "grain")) == ["day", "month"]


def test_no_order_of_arrival_matters(tmp_path: Path) -> None:
    statements = [
        usage(actions=1, as_of=JANUARY, arrival=1),
        usage(actions=2, as_of=JANUARY, arrival=2),
        usage(actions=3, as_of=JANUARY, arrival=2),
        people(2, actions=None),
    ]
    seen = set()
    for number, order in enumerate(itertools.permutations(statements)):
        store = Store.open(tmp_path / str(number))
        add(store, *order[:2])
        add(store, *order[2:])
        seen.add(tuple(sorted(store.generation().files())))
    assert len(seen) == 1


def test_rows_beyond_the_memory_limit_pass_through_staging(store: Store) -> None:
    with store.draft(spool_bytes=500) as changes:
        for number in range(40):
            changes.add("usage", people(number % 20, start_day=JANUARY + number, arrival=number))
        assert any(store.layout.staging.rglob("*.parquet"))
        changes.commit()
    assert sorted(values(store, "start_day")) == [JANUARY + number for number in range(40)]
    assert not store.layout.staging.exists()


def test_a_partition_larger_than_the_memory_of_a_merge_spills_into_staging(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def narrow(memory: str, spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        with connect("110MB", spill) as connection:
            connection.execute("SET threads = 2")
            yield connection

    monkeypatch.setattr(draft, "connect", narrow)
    count = 600_000
    numbers = pa.array(range(count), pa.int32())
    rows = usage().take(pa.array([0] * count))
    for column in ("person", "identity"):
        rows = rows.set_column(rows.column_names.index(column), column, numbers.take(pa.array(range(count - 1, -1, -1))))
    add(store, rows)
    assert values(store, "person") == numbers.to_pylist()
    assert not store.layout.staging.exists()


def test_replacing_leaves_nothing_of_the_source_and_all_of_the_others(store: Store) -> None:
    add(store, people(1), people(2, start_day=FEBRUARY), people(3, source="claude_users"))
    with store.draft() as changes:
        changes.add("usage", people(9))
        changes.replace("usage", "neutral", people(4))
        changes.add("usage", people(5))
        changes.commit()
    assert sorted(values(store, "person")) == [3, 4, 5]
    assert all("month=2026-02" not in file for file in store.generation().files())


def test_replacing_refuses_rows_of_another_source(store: Store) -> None:
    with store.draft() as changes, pytest.raises(StoreError, match="another source"):
        changes.replace("usage", "claude_users", people(1))


def test_replacing_by_nothing_empties_the_source(store: Store) -> None:
    add(store, people(1))
    with store.draft() as changes:
        changes.replace("usage", "neutral", people(1).slice(0, 0))
        changes.commit()
    assert store.rows("usage").num_rows == 0


def test_a_draft_that_is_not_committed_leaves_nothing(store: Store) -> None:
    before = add(store, people(1))
    with store.draft(spool_bytes=1) as changes:
        changes.add("usage", people(2))
    assert store.generation() == before
    assert on_disk(store) == before.files()
    assert not store.layout.staging.exists()


def test_one_writer_at_a_time(store: Store) -> None:
    with store.draft() as changes:
        with pytest.raises(StoreBusy, match="another process is writing"):
            store.draft()
        changes.commit()
        with pytest.raises(StoreError, match="the draft is over"):
            changes.add("usage", people(1))
    store.draft().close()


def test_readers_keep_their_generation_while_a_writer_commits(store: Store) -> None:
    add(store, people(1))
    with store.facts() as facts:
        add(store, people(2))
        assert facts.usage.count().execute() == 1
        assert store.rows("usage").num_rows == 2


def test_the_last_two_generations_are_kept_and_no_more(store: Store) -> None:
    generations = [add(store, people(number, arrival=number)) for number in (1, 2, 3, 4)]
    assert on_disk(store) == generations[-1].files() | generations[-2].files()
    assert sorted(path.name for path in store.layout.generations.iterdir()) == ["000003.json", "000004.json"]


def test_arrival_numbers_are_used_once_and_only_by_a_commit(store: Store) -> None:
    with store.draft() as changes:
        assert [changes.next_arrival(), changes.next_arrival()] == [1, 2]
    with store.draft() as changes:
        assert changes.next_arrival() == 1
        changes.commit()
    with store.draft() as changes:
        assert changes.next_arrival() == 2


def test_digests_name_what_a_source_was_found_for(store: Store) -> None:
    known = {"arrival": 1, "digest": "aa", "source": "neutral", "source_version": 3}
    refused = {"arrival": 2, "digest": "bb", "source": None, "source_version": None}
    add(store, rows_of("arrival", known, refused), table="arrival")
    assert store.digests() == {("aa", "neutral", 3)}
    assert sorted(values(store, "arrival", "arrival")) == [1, 2]


def test_a_remapped_identity_belongs_to_its_person_everywhere(store: Store) -> None:
    add(store, people(1, 2), people(2, start_day=FEBRUARY))
    before = add(store, people(1, start_day=FEBRUARY + 31))
    with store.draft() as changes:
        changes.add("usage", people(2, start_day=JANUARY + 5))
        changes.remap({2: 1})
        after = changes.commit()
    assert set(values(store, "person")) == {1}
    assert sorted(values(store, "identity")) == [1, 1, 2, 2, 2]
    untouched = [part for part in before.tables["usage"] if part.month == "2026-03"]
    assert untouched[0] in after.tables["usage"]


def test_an_absorbed_person_is_replaced_where_others_refer_to_it(store: Store) -> None:
    add(store, rows_of("person_spell", {"person": 1, "identity": 1, "manager": 2}), table="person_spell")
    add(store, rows_of("tie", {"person": 1, "identity": 1, "other": 2, "week": JANUARY}), table="tie")
    with store.draft() as changes:
        changes.remap({2: 7}, people={2: 7})
        changes.commit()
    assert values(store, "manager", "person_spell") == [7]
    assert values(store, "other", "tie") == [7]


def test_an_erased_person_is_in_no_file_of_any_generation(store: Store) -> None:
    add(store, people(1, 77), people(77, start_day=FEBRUARY))
    add(store, people(3))
    add(store, rows_of("person_spell", {"person": 1, "identity": 1, "manager": 77}), table="person_spell")
    add(
        store,
        rows_of("tie", {"person": 1, "other": 77, "week": JANUARY}, {"person": 1, "other": 3, "week": JANUARY}),
        table="tie",
    )
    with store.draft() as changes:
        changes.add("usage", people(77, start_day=FEBRUARY + 3))
        changes.remove_people({77})
        generation = changes.commit()
    assert on_disk(store) == generation.files()
    assert sorted(path.name for path in store.layout.generations.iterdir()) == [f"{generation.number:06d}.json"]
    assert sorted(values(store, "person")) == [1, 3]
    assert values(store, "manager", "person_spell") == [None]
    assert values(store, "other", "tie") == [3]


def test_the_identity_of_an_erased_manager_goes_with_the_number(store: Store) -> None:
    stated = ({"record": 1, "manager": 77, "manager_identity": 5}, {"record": 2, "manager": 3, "manager_identity": 6})
    unknown = {"record": 3, "manager": None, "manager_identity": -1}
    add(store, rows_of("staff_statement", *stated, unknown), table="staff_statement")
    with store.draft() as changes:
        changes.remove_people({77})
        changes.commit()
    rows = store.rows("staff_statement").sort_by("record")
    assert rows["manager"].to_pylist() == [None, 3, None]
    assert rows["manager_identity"].to_pylist() == [None, 6, -1]


def test_erasure_also_removes_what_only_an_earlier_generation_holds(store: Store) -> None:
    before = add(store, people(1, 77))
    with store.draft() as changes:
        changes.replace("usage", "neutral", people(1))
        changes.commit()
    assert before.files() <= on_disk(store)
    with store.draft() as changes:
        changes.remove_people({77})
        changes.commit()
    assert not before.files() & on_disk(store)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (people(1).drop_columns(["tool"]), r"usage\.tool: the column is missing"),
        (people(1).append_column("email", pa.array(["ann@example.org"])), "no column email"),
        (people(1).set_column(0, "person", pa.array([2**40])), r"usage\.person: values of type int64 do not fit int32"),
        (people(1).set_column(2, "tool", pa.array([None], pa.string())), r"usage\.tool: 1 values are missing"),
        (people(1).set_column(10, "actions", pa.array(["ann@example.org"])), r"usage\.actions: values of type string"),
        (usage(source="../etc"), "source: a source's name"),
    ],
)
def test_rows_that_do_not_fit_are_refused_without_their_content(store: Store, rows: pa.Table, says: str) -> None:
    with store.draft() as changes:
        with pytest.raises(StoreError, match=says) as refused:
            changes.add("usage", rows)
        changes.commit()
    assert "ann@" not in repr(refused.value.__cause__) + repr(refused.value.__context__) + str(refused.value)
    assert store.generation().number == 0


def test_equal_values_in_another_type_are_cast(store: Store) -> None:
    rows = people(1).set_column(0, "person", pa.array([1], pa.int64()))
    add(store, rows.set_column(2, "tool", pa.array(["claude"]).dictionary_encode()))
    assert values(store, "tool") == ["claude"]


def test_an_unknown_table_is_refused(store: Store) -> None:
    with store.draft() as changes, pytest.raises(StoreError, match="no such table"):
        changes.add("salaries", people(1))


@pytest.mark.parametrize("damage", [b"{", b'{"format": 9}', b'{"format": 1}'])
def test_a_damaged_manifest_is_named(store: Store, damage: bytes) -> None:
    add(store, people(1))
    (store.layout.generations / "000001.json").write_bytes(damage)
    with pytest.raises(StoreError, match="CURRENT: the manifest"):
        store.generation()


def test_a_missing_manifest_is_named(store: Store) -> None:
    add(store, people(1))
    (store.layout.generations / "000001.json").unlink()
    with pytest.raises(StoreError, match="does not exist"):
        store.generation()


def test_only_the_owner_can_read_the_facts(store: Store) -> None:
    add(store, people(1))
    assert store.layout.root.stat().st_mode & 0o077 == 0


def test_a_reader_whose_generation_has_passed_reads_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = add(store, people(1))
    add(store, people(1, actions=2))
    add(store, people(1, actions=3, arrival=2))
    seen = iter([old])
    monkeypatch.setattr(Store, "generation", lambda self: next(seen, None) or self.layout.current())
    assert values(store, "actions") == [3]


def test_a_missing_file_of_facts_is_named(store: Store) -> None:
    (file,) = add(store, people(1)).files()
    (store.layout.root / file).unlink()
    with pytest.raises(StoreError, match="a file of usage that the manifest names does not exist"):
        store.rows("usage")


def test_spilled_rows_of_an_engine_that_was_killed_are_removed(store: Store) -> None:
    killed, alive = (store.layout.spill / f"{process}-x" for process in (2**22 + 1, os.getpid()))
    for folder in (killed, alive):
        folder.mkdir(parents=True)
    add(store, people(1))
    assert (killed.exists(), alive.exists()) == (False, True)


def test_a_withdrawn_arrival_leaves_nothing_and_takes_nothing_else(store: Store) -> None:
    add(store, people(2, start_day=JANUARY, arrival=1))
    with store.draft() as changes:
        changes.add("usage", people(3, start_day=JANUARY, arrival=2))
        changes.add("usage", people(1, start_day=FEBRUARY, arrival=3))
        changes.withdraw(2)
        changes.commit()
    assert sorted(values(store, "arrival")) == [1, 3]


def test_an_arrival_stored_before_can_be_taken_back_and_stays_known(store: Store) -> None:
    add(store, people(2, start_day=JANUARY, arrival=1))
    add(store, people(1, start_day=FEBRUARY, arrival=2))
    with store.draft() as changes:
        changes.withdraw(1)
        changes.add("usage", people(1, start_day=JANUARY, arrival=3))
        changes.commit()
    assert sorted(values(store, "arrival")) == [2, 3]
