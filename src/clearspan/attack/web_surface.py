"""The pages and the API, driven over HTTP as a browser or a script would."""

import http.client
import io
import json
import urllib.parse
from dataclasses import dataclass

import pyarrow as pa

from clearspan.attack.answer import cells_in
from clearspan.attack.card import Card, cards_from
from clearspan.attack.export_surface import read_csv
from clearspan.attack.observed import OBSERVED, Observed
from clearspan.attack.question import Question, Reply
from clearspan.attack.told import Told, told_in, told_in_csv
from clearspan.errors import UnreadableFile

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class WebSurface:
    """A running server at `host` and `port`; `budget` questions are put to it by sampling attackers."""

    host: str
    port: int
    budget: int = 400
    name: str = "web"

    def cards(self) -> tuple[Card, ...]:
        """The cards of /api/metrics. Raises UnreadableFile where the server does not give them."""
        return cards_from(json.loads(self._must("/api/metrics")))

    def cells(self) -> pa.Table:
        """Every cell of /api/cells.csv. Raises UnreadableFile where the server does not give them."""
        text = self._must("/api/cells.csv")
        return read_csv(io.BytesIO(text.encode())) if text.strip() else OBSERVED.empty_table()

    def ask(self, question: Question) -> Reply:
        """The server's reply to a question about one metric, or to a request for another path."""
        asked = [("by", question.by), ("period", question.period), ("tool", question.tool), *question.extra]
        query = urllib.parse.urlencode([(name, value) for name, value in asked if value is not None])
        path = question.path or f"/api/show/{urllib.parse.quote(question.metric, safe='')}"
        status, text = self._request(question.verb, f"{path}?{query}" if query else path)
        return Reply(status, text, _cells(status, text, question))

    def findings(self) -> tuple[Told, ...]:
        """The findings of /api/findings, and those of its CSV that are not among them."""
        status, text = self._request("GET", "/api/findings")
        if status != http.client.OK:
            return ()
        told = told_in(text)
        rows = told_in_csv(self._must("/api/findings.csv"))
        return (*told, *(row for row in rows if row not in told))

    def explain(self, figure: str) -> Reply:
        """The server's explanation of a figure."""
        return Reply(*self._request("GET", f"/api/explain/{urllib.parse.quote(figure, safe='')}"))

    def page(self, path: str) -> Reply:
        """A page as a browser gets it."""
        return Reply(*self._request("GET", path))

    def _must(self, path: str) -> str:
        status, text = self._request("GET", path)
        if status != http.client.OK:
            raise UnreadableFile(f"the server answers {status}", where=path, remedy="Start it with `clearspan serve`.")
        return text

    def _request(self, verb: str, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(verb, path, headers={"Accept-Encoding": "identity"})
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8", errors="replace")
        finally:
            connection.close()


def _cells(status: int, text: str, question: Question) -> tuple[Observed, ...]:
    return cells_in(text, question) if status == http.client.OK and question.verb == "GET" else ()
