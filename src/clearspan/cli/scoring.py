"""Scores the diagnosis on simulated organisations."""

import os
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.cli.progress import progress_bar
from clearspan.scorecard.figures import Scorefigure, figures
from clearspan.scorecard.instrument_figures import instrument_figures
from clearspan.scorecard.instruments import Measurement, measure
from clearspan.scorecard.organisation import Scored, score
from clearspan.scorecard.page import put, sections
from clearspan.scorecard.seeing import Seen
from clearspan.scorecard.seeing_figures import seen_figures
from clearspan.simulator.plan import FORMS, QUARTER_LAST_DAY, QUARTER_WAVES, Plan

FIRST_SEED = 1000
"""Seeds below were used to choose thresholds and are never scored."""


def score_and_report(seeds: int, people: int, as_json: bool, to: Path | None = None) -> int:
    """The exit code: 0 where every goal is met, else 1. The page is written to the file `to`, where one is given."""
    scored: list[Scored] = []
    beside: list[Seen] = []
    measured: list[Measurement] = []
    workers = min(os.cpu_count() or 1, seeds)
    with progress_bar(as_json) as progress, ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        runs = pool.map(_scored, repeat(people), range(FIRST_SEED, FIRST_SEED + seeds))
        for number, (teams, also, instruments_said) in enumerate(runs, 1):
            progress(f"Organisation {number} of {seeds}", number / seeds)
            scored += teams
            beside.append(also)
            measured.append(instruments_said)
    instruments = instrument_figures(measured)
    found = figures(scored) | seen_figures(beside) | instruments
    if to is not None:
        put(to, sections(found, instruments, seeds, people))
    return _report(found, as_json)


def _scored(people: int, seed: int) -> tuple[list[Scored], Seen, Measurement]:
    """What was said of the organisation and of the people of a seed."""
    return *score(scored_plan(people, seed)), measure(seed)


def _report(found: dict[str, Scorefigure], as_json: bool) -> int:
    if as_json:
        print(orjson.dumps({name: figure.to_json() for name, figure in found.items()}).decode())
    else:
        Console().print(_table(found))
    return int(any(figure.met is False for figure in found.values()))


def score_effects_and_report(runs: int, as_json: bool, to: Path | None = None) -> int:
    """The exit code: 0 where every goal of effects is met over so many runs, else 1; the page as `score_and_report`."""
    from clearspan.scorecard.proof_page import effects_section
    from clearspan.scorecard.proof_scores import score_effects

    with progress_bar(as_json) as progress:
        found = score_effects(runs, progress)
    if to is not None:
        put(to, effects_section(found, runs))
    return _report(found, as_json)


def scored_plan(people: int, seed: int) -> Plan:
    """The organisation of a seed: every other one is made by the generator that no threshold was chosen on."""
    return Plan(people, seed, until=QUARTER_LAST_DAY, waves=QUARTER_WAVES, forms=FORMS[seed % 2], planted="all")


def _table(found: dict[str, Scorefigure]) -> Table:
    table = Table("figure", "value", "95% interval", "of", "goal", "met", box=None, header_style="bold")
    for figure in found.values():
        met = {True: "yes", False: "no", None: ""}[figure.met]
        interval = f"{figure.low:.3f} to {figure.high:.3f}"
        table.add_row(figure.title, f"{figure.value:.3f}", interval, f"{figure.of:,}", figure.goal, met)
    return table
