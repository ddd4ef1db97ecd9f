"""Pulls in a process that is killed at random moments, again and again, until everything has come."""

import multiprocessing
import os
import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.standins.copilot_days import TOKEN, CopilotDays
from tests.standins.standin import serving

from clearspan.sources.connection import Connection, Connections
from clearspan.sources.pulling.http_caller import ADDRESS
from clearspan.warehouse.store import Store

NAME = "github_copilot_users"
SINCE, TODAY = date(2026, 6, 1), date(2026, 9, 11)
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["clearspan.jobs.collect", "pyarrow.compute", "pyarrow.parquet", "pandas"])
LONGEST = 1.0
"""Seconds after which a process is killed at the latest."""


@dataclass(frozen=True)
class Outcome:
    """How often a process was killed, and the facts that are stored at the end of each round: whenever everything has come, a new
    directory is begun."""

    kills: int
    facts: list[list[tuple[object, ...]]]


def pull_all(directory: str, keys: str) -> None:
    """Nothing; pulls everything that is due into a directory."""
    import clearspan.sources.vendors
    from clearspan.jobs.pull import Puller
    from clearspan.shelf import read_shelf
    from clearspan.sources.pulling.patience import Patience
    from clearspan.sources.source import Source

    os.environ |= {"CLEARSPAN_KEYS": keys, "CLEARSPAN_NOW": f"{TODAY}T09:00:00+00:00"}
    os.environ["CLEARSPAN_SECRET_GITHUB_COPILOT_USERS_TOKEN"] = TOKEN
    sources = {NAME: read_shelf(clearspan.sources.vendors, Source)[NAME]}
    puller = Puller(Path(directory), sources, lambda _what, _done: None, Patience(tries=2), sleep=lambda _: None)
    [report] = puller.pull(Connections(Path(directory)).all())
    if report.trouble:
        raise report.trouble


def pulled_through(directory: Path, keys: Path, kills: int, seed: int = 7, lying: int | None = None) -> Outcome:
    """What is stored in each round of so many kills, of which the last is left alone in the end; `lying` is the seed of a vendor
    that shuffles and repeats its pages."""
    chance, killed = random.Random(seed), 0
    facts: list[list[tuple[object, ...]]] = []
    with serving(CopilotDays(lying=lying).answer) as server:
        while not facts or killed < kills:
            round_directory = directory / str(len(facts))
            asked = {"scope": "orgs/acme", ADDRESS: server.base}
            Connections(round_directory).keep(Connection(NAME, asked, SINCE.isoformat()))
            while _killed(round_directory, keys, chance.uniform(0.05, LONGEST) if killed < kills else None):
                killed += 1
            facts.append(facts_in(round_directory))
    return Outcome(killed, facts)


def _killed(directory: Path, keys: Path, after: float | None) -> bool:
    """Whether the process was killed, so many seconds after it began; if not, it pulled everything. Raises RuntimeError where it
    failed of itself."""
    process = PROCESSES.Process(target=pull_all, args=(str(directory), str(keys)))
    process.start()
    process.join(after)
    if process.is_alive():
        process.kill()
        process.join()
        return True
    if process.exitcode:
        raise RuntimeError(f"the pull ended by itself with {process.exitcode}")
    return False


def facts_in(directory: Path) -> list[tuple[object, ...]]:
    """What is stored of people's use, without what tells when and in which order it came."""
    rows = Store.open(directory).rows("usage").to_pylist()
    named = ("identity", "person", "surface", "start_day", "end_day", "active", "prompts", "actions", "as_of")
    return sorted((tuple(row[name] for name in named) for row in rows), key=str)
