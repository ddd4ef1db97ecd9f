"""Organisations simulated once for all tests of this folder."""

from pathlib import Path

import pytest
from tests.simulator.everything import Read, read_everything
from tests.simulator.written import Run, Written, run

from clearspan.simulator.plan import ALL, Plan


@pytest.fixture
def simulated(tmp_path: Path) -> Run:
    """Simulates a plan in a folder of its own."""
    runs: list[Written] = []

    def make(plan: Plan, assignment: Path | None = None) -> Written:
        runs.append(run(tmp_path / f"run-{len(runs)}", plan, assignment))
        return runs[-1]

    return make


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """1,200 people over the whole story of 40 weeks."""
    return run(tmp_path_factory.mktemp("year"), Plan(people=1200, seed=11, weeks=40))


@pytest.fixture(scope="session")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """500 people over the whole story, with the causes that show in training records."""
    return run(tmp_path_factory.mktemp("learners"), Plan(people=500, seed=11, planted="all"))


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """800 people over 12 weeks by the second generator."""
    return run(tmp_path_factory.mktemp("other"), Plan(people=800, seed=5, weeks=12, forms="other", planted="all"))


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """4,000 people over 10 weeks: enough for what is planted to stand out of chance."""
    return run(tmp_path_factory.mktemp("crowd"), Plan(people=4000, seed=3, weeks=10))


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """60 people over 6 weeks, in every format."""
    return run(tmp_path_factory.mktemp("everything"), Plan(people=60, seed=14, weeks=6, formats=(ALL,)))


@pytest.fixture(scope="session")
def read(everything: Written) -> dict[str, Read]:
    """What each source reads of it."""
    return read_everything(everything.exports)
