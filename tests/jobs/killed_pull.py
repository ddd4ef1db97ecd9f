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
    """How often the process was killed before it was done, and the facts that are stored in the end."""

    kills: int
    facts: list[tuple[object, ...]]


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
    """What is stored after at most `kills` kills and one pull to the end; `lying` is the seed of a vendor that shuffles and
    repeats its pages."""
    chance, killed = random.Random(seed), 0
    with serving(CopilotDays(lying=lying).answer) as server:
        Connections(directory).keep(Connection(NAME, {"scope": "orgs/acme", ADDRESS: server.base}, SINCE.isoformat()))
        for turn in range(kills + 1):
            process = PROCESSES.Process(target=pull_all, args=(str(directory), str(keys)))
            process.start()
            process.join(chance.uniform(0.05, LONGEST) if turn < kills else None)
            if process.is_alive():
                process.kill()
                process.join()
                killed += 1
            elif process.exitcode == 0 and turn < kills:
                (directory / "connections" / f"{NAME}.json").touch()
                if turn:
                    break
    return Outcome(killed, facts_in(directory))


def facts_in(directory: Path) -> list[tuple[object, ...]]:
    """What is stored of people's use, without what tells when and in which order it came."""
    rows = Store.open(directory).rows("usage").to_pylist()
    named = ("identity", "person", "surface", "start_day", "end_day", "active", "prompts", "actions", "as_of")
    return sorted((tuple(row[name] for name in named) for row in rows), key=str)
