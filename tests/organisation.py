"""A simulated organisation, and what the main job made of its files; shared by all tests of a worker."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from clearspan.jobs.run import Summary, run
from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import EXPORTS, simulate


@dataclass(frozen=True)
class Job:
    """A folder of exports, the folder made from it, and the run's summary."""

    exports: Path
    directory: Path
    summary: Summary


def silent(what: str, done: float) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """200 people and 20 weeks, run once."""
    folder = tmp_path_factory.mktemp("organisation")
    simulate(Plan(people=200, seed=7, weeks=20), folder / "files")
    exports = folder / "files" / EXPORTS
    return Job(exports, folder / "out", run(exports, folder / "out", silent))
