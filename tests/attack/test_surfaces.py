"""Surfaces: the same cells come from a server, a command and files, and a refusal is a reply."""

import csv
import io
import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pyarrow as pa
import pyarrow.parquet
import pytest
from tests.attack.planted import WEEK, insider, people

from clearspan.attack.command_surface import CommandSurface
from clearspan.attack.export_surface import ExportSurface
from clearspan.attack.observed import OBSERVED, Observed, observed_rows
from clearspan.attack.question import Question
from clearspan.attack.run import attack
from clearspan.attack.web_surface import WebSurface
from clearspan.errors import UnreadableFile
from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.vocabulary.shape import Population, Shape

SHOWN = dict.fromkeys(CELL_COLUMNS) | {
    "metric": "active_share",
    "metric_version": 1,
    "tool": "any",
    "dimension": "team",
    "group": 'Sales / "North, East"',
    "kind": "week",
    "period": "2026-W20",
    "start_day": WEEK.start,
    "end_day": WEEK.end,
    "category": "",
    "numerator": 10.0,
    "denominator": 21,
    "n": 20,
    "value": 10 / 21,
    "members_as_of": WEEK.end,
    "unchanged": False,
    "rows": 100,
    "data_as_of": WEEK.end,
    "released_at": 1_800_000_000,
    "release": 1,
}
HIDDEN = SHOWN | dict.fromkeys(("numerator", "denominator", "n", "value")) | {"group": "South", "withheld": "too few people"}
ROWS = [SHOWN, HIDDEN]
CARD = {"name": "active_share", "shape": "share", "population": "employed", "categories": []}
PROGRAM = """
import json, sys
words = sys.argv[1:]
options = dict(zip(words[2:-1:2], words[3::2]))
dimension, period = options.pop("--by", ""), options.pop("--period", "")
options.pop("--dir")
known = words[:2] == ["show", "active_share"] and (dimension, period) == ("team", "2026-W20")
if not known or set(options) - {"--tool"} or options.get("--tool", "any") != "any":
    print("there is no such figure", file=sys.stderr)
    sys.exit(2)
print(ROWS)
"""
CONTRACT = ("group", "n", "value", "low", "high", "withheld")


def csv_text(rows: list[dict]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(CELL_COLUMNS))
    writer.writeheader()
    writer.writerows([{name: str(v).lower() if isinstance(v, bool) else v for name, v in row.items()} for row in rows])
    return out.getvalue()


class Pages(BaseHTTPRequestHandler):
    """A server of the documented shape."""

    def do_GET(self) -> None:
        address = urlparse(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/api/metrics":
            self._say(200, json.dumps([CARD]))
        elif address.path == "/api/cells.csv":
            self._say(200, csv_text(ROWS))
        elif address.path == "/":
            self._say(200, '<table><tr><td>South</td><td>about 48%</td></tr></table><a download href="/shown.csv">All</a>')
        elif address.path == "/shown.csv":
            self._say(200, csv_text(ROWS))
        elif address.path == "/api/show/active_share" and self._of(asked):
            told = [row for row in ROWS if asked.get("group", row["group"]) == row["group"]]
            if "group" in asked and not any(row["value"] for row in told):
                self._say(404, '{"what": "nothing is released about that group in that period"}')
            else:
                self._say(200, json.dumps(told))
        else:
            self._say(404, '{"what": "nothing is released about that"}')

    def _of(self, asked: dict[str, str]) -> bool:
        return (asked.get("by"), asked.get("period"), asked.get("tool", "any")) == ("team", "2026-W20", "any")

    def _say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[WebSurface]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield WebSurface("127.0.0.1", server.server_address[1])
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def command(tmp_path: Path) -> CommandSurface:
    program = tmp_path / "show.py"
    rows = json.dumps([{name: row[name] for name in CONTRACT} for row in ROWS])
    program.write_text(PROGRAM.replace("ROWS", repr(rows)))
    return CommandSurface(tmp_path, (sys.executable, str(program)))


def test_the_server_gives_cards_and_cells(web: WebSurface) -> None:
    (card,) = web.cards()
    assert (card.shape, card.population) == (Shape.SHARE, Population.EMPLOYED)
    shown, hidden = observed_rows(web.cells())
    assert (shown.group, shown.numerator, shown.n, shown.withheld, shown.category) == ('Sales / "North, East"', 10, 20, None, "")
    assert (hidden.told, hidden.withheld) == (False, "too few people")


def test_the_server_answers_and_refuses(web: WebSurface) -> None:
    asked = web.ask(Question("active_share", "team", "2026-W20", "any"))
    assert [cell.key for cell in asked.cells] == [cell.key for cell in observed_rows(web.cells())]
    refused = web.ask(Question("active_share", "person", "2026-W20"))
    assert (refused.answered, refused.cells) == (False, ())
    assert web.ask(Question("active_share", verb="DELETE")).status == 501


def test_a_server_that_does_not_answer_is_named(web: WebSurface) -> None:
    class Elsewhere(WebSurface):
        def _request(self, verb: str, path: str) -> tuple[int, str]:
            return 503, ""

    with pytest.raises(UnreadableFile, match=r"/api/cells\.csv"):
        Elsewhere(web.host, web.port).cells()


def test_the_command_answers_with_the_contract_alone(command: CommandSurface) -> None:
    reply = command.ask(Question("active_share", "team", "2026-W20"))
    shown, hidden = reply.cells
    assert (hidden.told, shown.value, shown.start_day, shown.dimension, shown.tool) == (False, 10 / 21, WEEK.start, "team", "any")
    assert not command.ask(Question("active_share", "person", "2026-W20")).answered
    assert command.ask(Question("no_metric", "team", "2026-W20")).status == 400


def test_csv_and_parquet_hold_the_same_cells(tmp_path: Path) -> None:
    (tmp_path / "cells.csv").write_text(csv_text(ROWS))
    types = {"denominator": pa.int64(), "n": pa.int32(), "unchanged": pa.bool_(), "low": pa.float64(), "high": pa.float64()}
    columns = {name: pa.array([row[name] for row in ROWS], types.get(name)) for name in CELL_COLUMNS}
    pyarrow.parquet.write_table(pa.table(columns), tmp_path / "cells.parquet")
    one, other = (ExportSurface(tmp_path / name).cells() for name in ("cells.csv", "cells.parquet"))
    assert one.equals(other)
    assert one.num_rows == 2


def test_an_observed_cell_has_the_columns_of_a_table_in_order() -> None:
    assert [field.name for field in fields(Observed)] == OBSERVED.names


def test_an_export_that_holds_no_cells_is_named(tmp_path: Path) -> None:
    (tmp_path / "cells.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableFile, match=r"cells\.csv"):
        ExportSurface(tmp_path / "cells.csv").cells()
    with pytest.raises(UnreadableFile, match=r"none\.parquet"):
        ExportSurface(tmp_path / "none.parquet").cells()


def test_all_attackers_over_all_surfaces(web: WebSurface, command: CommandSurface, tmp_path: Path) -> None:
    (tmp_path / "cells.csv").write_text(csv_text(ROWS))
    knows = insider([*people(20, team=str(SHOWN["group"])), *people(20, team=str(HIDDEN["group"]))])
    report = attack([web, command, ExportSurface(tmp_path / "cells.csv")], knows)
    said = {name: [finding.what for finding in haul.findings] for name, haul in report.hauls.items() if haul.leaks}
    assert said == {}
    assert report.attempts > 100
