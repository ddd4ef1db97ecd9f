"""Starts the pages as a process of their own, because commands and pages do not know each other."""

import subprocess
import sys
from pathlib import Path

from clearspan.errors import UsageError
from clearspan.settings import load_settings


def serve_pages(directory: Path, port: int | None) -> int:
    """The exit code of the pages' process, which serves until stopped. Raises UsageError where there is nothing to serve."""
    if not (directory / "warehouse" / "CURRENT").exists():
        raise UsageError(
            "there is nothing to serve yet", where=str(directory), remedy="Run `clearspan run EXPORTS --out DIR` first."
        )
    number = port or load_settings(directory).number("port")
    process = subprocess.Popen(pages_command(directory, number))
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        return 0


def pages_command(directory: Path, port: int) -> list[str]:
    """The command that serves a directory's pages on a port of this machine."""
    return [sys.executable, "-m", "clearspan.web", "--dir", str(directory), "--port", str(port)]
