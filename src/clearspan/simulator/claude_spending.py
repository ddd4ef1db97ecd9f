"""Records of what people's use of Claude took, by product and model, over some days; the organisation pays by use."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from clearspan.simulator.arrays import Ints
from clearspan.simulator.claude_products import CENTS, PRODUCTS, TOLD_FROM, ClaudeProducts, by_model
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.paging import pages_of
from clearspan.simulator.week import Week

PAGE = 20
"""Records a page where no other limit is asked."""

Record = dict[str, Any]
RecordsOf = Callable[[Organisation, int, Ints], Iterator[Record]]
"""Gives the records of a report for the requests by person and product, as they are told on a day."""


def usage_records(organisation: Organisation, day: int, requests: Ints) -> Iterator[Record]:
    """The records of a usage report, asked on a day; `requests` are by person and product. Of people who have left, the vendor
    has the id and no address."""
    names, employed = organisation.identity, organisation.people.employed_on(day).tolist()
    for person, product, model, count in by_model(requests):
        yield {
            "actor": {
                "type": "user_actor",
                "user_id": f"user_01{names.token[person]}",
                "name": names.name[person] if employed[person] else None,
                "email": names.chat_email(person) if employed[person] else None,
                "deleted": not employed[person],
            },
            "product": PRODUCTS[product],
            "model": model,
            "context_window": None,
            "inference_geo": None,
            "speed": None,
            "uncached_input_tokens": count * 1200,
            "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
            "cache_read_input_tokens": count * 900,
            "output_tokens": count * 400,
            "total_tokens": count * 2500,
            "server_tool_use": {"web_search_requests": 0},
            "requests": count,
        }


def cost_records(organisation: Organisation, day: int, requests: Ints) -> Iterator[Record]:
    """The records of a cost report, asked on a day: amounts are text, in cents."""
    for record in usage_records(organisation, day, requests):
        cents = CENTS[PRODUCTS.index(record["product"])] * record["requests"]
        whose = {name: record[name] for name in ("actor", "product", "model", "context_window", "inference_geo", "speed")}
        yield {
            **whose,
            "cost_type": "tokens",
            "token_type": None,
            "currency": "USD",
            "amount": f"{cents:.6f}",
            "list_amount": f"{cents:.6f}",
            "requests": record["requests"],
        }


class ReportByWeek:
    """Writes a report for each week on the day after it, and again a week later. The days that were asked stand in the file's
    name alone, and what was done on the last of them is not in the first answer."""

    def __init__(self, organisation: Organisation, folder: Path, name: str, records: RecordsOf) -> None:
        self._org, self._records = organisation, records
        self._folder, self._name = folder, name
        self._products = ClaudeProducts(organisation)
        self._before: tuple[int, Ints] | None = None

    def add(self, week: Week) -> None:
        """Nothing; writes what is asked on the day after a week."""
        asked = week.start + 7
        requests = self._products.requests(week)
        requests[[day < TOLD_FROM for day in week.days]] = 0
        self.again(asked)
        self._write(asked, week.start, requests[:-1].sum(axis=0))
        self._before = week.start, requests.sum(axis=0)

    def again(self, asked: int) -> None:
        """Nothing; writes the week before as it is told on a day on which it is whole."""
        if self._before is not None:
            self._write(asked, *self._before)

    def _write(self, asked: int, first: int, requests: Ints) -> None:
        """Writes an answer's pages, one a line, where there is a record."""
        path = self._folder / f"asked-{iso(asked)}" / f"{self._name}-{iso(first)}-to-{iso(first + 6)}.ndjson"
        LinesFile(path).add(
            {
                "organization_id": "org_nwt",
                "data_refreshed_at": f"{iso(asked)}T06:00:00Z",
                "has_more": more,
                "next_page": f"page_{number}" if more else None,
                "data": page,
            }
            for number, (page, more) in enumerate(pages_of(self._records(self._org, asked, requests), PAGE), 2)
        )
