"""A process that is killed at any moment leaves the last complete state, and the next writer goes on from there."""

import functools
import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.warehouse import writer

from clearspan.warehouse.store import Store

KILLS = 25
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["clearspan.warehouse.store", "pandas", "pyarrow.compute", "pytest"])


def run_and_end(store: Store, work: Callable[[Store], None], call: int) -> bool:
    """True where the process ended before change number `call`, False where it had done its work by then."""
    process = PROCESSES.Process(target=writer.end_at, args=(str(store.layout.root.parent), work, call))
    process.start()
    process.join(60)
    assert process.exitcode in {0, 9}
    return process.exitcode == 9


def test_killed_at_random_moments(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    chance = random.Random(7)
    writer.commit_state(store, 1)
    begun = time.monotonic()
    writer.commit_state(store, 2)
    a_commit = time.monotonic() - begun
    committed = 2
    for _ in range(KILLS):
        reader, told = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=writer.commit_on, args=(str(tmp_path), committed + 1, told))
        process.start()
        told.close()
        reader.poll(30)
        time.sleep(chance.uniform(0, 2 * a_commit))
        process.kill()
        process.join()
        acknowledged = committed
        try:
            while True:
                acknowledged = reader.recv()
        except EOFError:
            pass
        (number,) = writer.numbers_in(store)
        assert acknowledged <= number <= acknowledged + 1
        committed = number
    assert committed >= KILLS
    writer.commit_state(store, committed + 1)
    assert writer.numbers_in(store) == {committed + 1}
    assert not store.layout.staging.exists()


def test_ended_before_each_change_of_a_commit(tmp_path: Path) -> None:
    for number in (1, 2):
        writer.commit_state(Store.open(tmp_path / "before"), number)
    ended = True
    call = 0
    while ended:
        call += 1
        shutil.copytree(tmp_path / "before", tmp_path / str(call))
        store = Store.open(tmp_path / str(call))
        ended = run_and_end(store, functools.partial(writer.commit_state, number=3), call)
        (number,) = writer.numbers_in(store)
        assert number in ({2, 3} if ended else {3})
        writer.commit_state(store, 4)
        assert writer.numbers_in(store) == {4}
        generation = store.generation()
        on_disk = {str(path.relative_to(store.layout.root)) for path in store.layout.facts.rglob("*.parquet")}
        assert generation.files() <= on_disk
        assert len(list(store.layout.generations.iterdir())) == 2
        assert sorted(path.name for path in store.layout.root.iterdir()) == ["CURRENT", "LOCK", "facts", "generations"]
    assert call > 15


@pytest.mark.parametrize("call", [1, 4, 8, 12, 16, 24, 32])
def test_an_erasure_that_was_cut_short_is_completed_by_doing_it_again(tmp_path: Path, call: int) -> None:
    store = Store.open(tmp_path)
    writer.commit_state(store, 1)
    writer.commit_state(store, 2)
    run_and_end(store, functools.partial(writer.erase, person=2), call)
    assert writer.numbers_in(store) == {2}
    writer.erase(store, 2)
    for path in (store.layout.facts / "usage").rglob("*.parquet"):
        assert pq.read_table(path).column("person").to_pylist() == [1]
