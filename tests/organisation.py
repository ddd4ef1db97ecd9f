"""A simulated organisation, and what the main job made of its files; shared by all tests of a worker."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from clearspan.jobs import run as jobs_run
from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import EXPORTS, simulate


@dataclass(frozen=True)
class Job:
    """A folder of exports, the folder made from it, and the run's summary."""

    exports: Path
    directory: Path
    summary: jobs_run.Summary


def silent(what: str, done: float) -> None:
    """Progress that nobody watches."""


def no_pictures(directory: Path) -> int:
    """How many pictures were drawn ahead: none."""
    return 0


@pytest.fixture(scope="session")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """200 people and 20 weeks, run once; pictures are drawn when they are first opened."""
    folder = tmp_path_factory.mktemp("organisation")
    simulate(Plan(people=200, seed=7, weeks=20), folder / "files")
    exports = folder / "files" / EXPORTS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs_run, "warm", no_pictures)
        return Job(exports, folder / "out", jobs_run.run(exports, folder / "out", silent))
