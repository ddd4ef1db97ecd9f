"""A pull of so many days from a vendor on this machine that takes its time: `python -m bench.pull_case FOLDER DAYS`.

The vendor answers after as long as GitHub usually takes. The notes are the seconds of the pull, those of them that went by
waiting, and the records.
"""

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import clearspan.sources.vendors
from bench.measure import report
from clearspan.jobs.pull import Puller
from clearspan.shelf import read_shelf
from clearspan.sources.connection import Connection, Connections
from clearspan.sources.pulling.http_caller import ADDRESS
from clearspan.sources.source import Source

NAME = "github_copilot_users"
TODAY = date(2026, 9, 11)
PEOPLE = 1_000
ANSWERS_AFTER = 0.15
"""Seconds until a report of GitHub's usually begins to arrive."""


def main(folder: Path, days: int) -> dict[str, float]:
    """The notes."""
    shutil.rmtree(folder, ignore_errors=True)
    os.environ |= {"CLEARSPAN_NOW": f"{TODAY}T09:00:00+00:00", "CLEARSPAN_SECRET_GITHUB_COPILOT_USERS_TOKEN": "bench"}
    sources = {NAME: read_shelf(clearspan.sources.vendors, Source)[NAME]}
    with _vendor() as address:
        asked = {"scope": "orgs/acme", ADDRESS: address}
        Connections(folder).keep(Connection(NAME, asked, (TODAY - timedelta(days=days)).isoformat()))
        [pulled] = Puller(folder, sources, lambda _what, _done: None).pull(Connections(folder).all())
    if pulled.trouble:
        raise pulled.trouble
    records = sum(window.rows for window in pulled.windows)
    return {"seconds_pulled": pulled.seconds, "waited": pulled.waited, "records": records, "answers_ms": 1000 * ANSWERS_AFTER}


@contextmanager
def _vendor() -> Iterator[str]:
    """The address of a vendor that reports a day of many people."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


class _Answers(BaseHTTPRequestHandler):
    """Links to a report, and the report."""

    def do_GET(self) -> None:
        """Nothing; answers after a while."""
        time.sleep(ANSWERS_AFTER)
        asked = urlsplit(self.path)
        if asked.path.startswith("/signed/"):
            body = _report(asked.path.rsplit("/", 1)[-1])
        else:
            day = parse_qs(asked.query)["day"][0]
            link = f"http://{self.headers['host']}/signed/{day}"
            body = json.dumps({"download_links": [link], "report_day": day}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing; a bench is silent."""


def _report(day: str) -> bytes:
    counts = {"user_initiated_interaction_count": 4, "code_generation_activity_count": 7, "code_acceptance_activity_count": 5}
    return "\n".join(
        json.dumps({"day": day, "user_login": f"quillfeather{number}", **counts, "totals_by_ide": [{"ide": "vscode", **counts}]})
        for number in range(PEOPLE)
    ).encode()


if __name__ == "__main__":
    report(lambda: main(Path(sys.argv[1]), int(sys.argv[2])))
