"""Starts the surfaces, lets the attackers at them, and prints what they found."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.answers.export import export_cells
from clearspan.attack.command_surface import CommandSurface
from clearspan.attack.export_surface import ExportSurface
from clearspan.attack.run import AttackReport, attack
from clearspan.attack.web_surface import WebSurface
from clearspan.cli.serving import pages_command
from clearspan.errors import ClearspanError, UsageError
from clearspan.jobs.insider import insider
from clearspan.settings import load_settings

LOOPBACK = "127.0.0.1"
START_SECONDS = 60


def attack_surfaces(directory: Path, as_json: bool) -> int:
    """The exit code: 0 where nothing leaks, else 1. Raises UsageError where there is nothing to attack."""
    knowledge = insider(directory, load_settings(directory)) if (directory / "release").exists() else None
    if knowledge is None:
        raise UsageError("nothing is released there", where=str(directory), remedy="Run `clearspan run EXPORTS --out DIR` first.")
    with _pages(directory) as port, tempfile.TemporaryDirectory() as folder:
        parquet = export_cells(directory, Path(folder) / "cells.parquet")
        surfaces = (
            WebSurface(LOOPBACK, port),
            CommandSurface(directory, (sys.executable, "-m", "clearspan")),
            ExportSurface(directory / "report" / "cells.csv"),
            ExportSurface(parquet),
        )
        report = attack(surfaces, knowledge)
    _print(report, as_json)
    return int(report.leaks > 0)


@contextmanager
def _pages(directory: Path) -> Iterator[int]:
    """The port of a server of the directory's pages, which is stopped afterwards."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(pages_command(directory, port), stderr=subprocess.DEVNULL)
    try:
        _await(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.1)
    raise ClearspanError("the pages do not start", remedy="Look at what `clearspan serve` says.")


def _print(report: AttackReport, as_json: bool) -> None:
    if as_json:
        print(orjson.dumps(report.to_json()).decode())
        return
    table = Table("attacker", "attempts", "leaks", box=None, header_style="bold")
    for name, haul in report.hauls.items():
        table.add_row(name, f"{haul.attempts:,}", f"{haul.leaks:,}")
    console = Console(width=min(shutil.get_terminal_size().columns, 120))
    console.print(table)
    for haul in report.hauls.values():
        for finding in haul.findings[:3]:
            console.print(f"{finding.what}: {'; '.join(finding.cells)}", highlight=False)
    console.print("Nothing leaks." if report.leaks == 0 else f"{report.leaks:,} leaks.")
