"""Records of what people's use of Claude took, by product and model, over some days; the organisation pays by use."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearspan.simulator.claude_products import CENTS, PRODUCTS, by_model
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.organisation import Organisation

PAGE = 20
"""Records a page where no other limit is asked."""

Record = dict[str, Any]


def usage_records(organisation: Organisation, day: int, requests: np.ndarray) -> Iterator[Record]:
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


def cost_records(organisation: Organisation, day: int, requests: np.ndarray) -> Iterator[Record]:
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


def write_pages(file: LinesFile, refreshed: int, records: list[Record]) -> None:
    """Nothing; adds an answer's pages, one a line, where there is a record. The days that were asked stand in none of them."""
    pages = [records[begin : begin + PAGE] for begin in range(0, len(records), PAGE)]
    file.add(
        {
            "organization_id": "org_nwt",
            "data_refreshed_at": f"{iso(refreshed)}T06:00:00Z",
            "has_more": number < len(pages),
            "next_page": f"page_{number + 1}" if number < len(pages) else None,
            "data": page,
        }
        for number, page in enumerate(pages, 1)
    )
