"""What Anthropic's Analytics and Admin APIs have in common: base, headers, key, and pages with a place in next_page."""

from collections.abc import Callable, Iterator
from typing import Any

from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Answer, Caller, Params
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import HeaderKey
from clearspan.sources.pulling.window import Window

BASE = "https://api.anthropic.com/v1/organizations"
HEADERS = {"anthropic-version": "2023-06-01"}
SIGN = HeaderKey("x-api-key")
PAGE_SIZE = 1000

ANALYTICS_KEY = Ask("key", "the analytics API key with the scope read:analytics", secret=True)
ANALYTICS_CLICKS = (
    "As the primary owner of the organisation, open claude.ai, Organisation settings, Analytics, and switch API access on.",
    "Open claude.ai/analytics/api-keys and create a key with the scope read:analytics; copy it at once.",
    "If the first pull brings nothing at all, the key lacks the scope: the vendor answers then as if there were nothing (404).",
)


def daily_api(
    fetch: Callable[[Caller, Window], Iterator[Page]],
    history_days: int = 365,
    key: Ask = ANALYTICS_KEY,
    clicks: tuple[str, ...] = ANALYTICS_CLICKS,
) -> Api:
    """An API of Anthropic's that is asked for one day at a time; the Analytics API unless another key is told."""
    return Api(
        base=BASE,
        asks=(key,),
        sign=SIGN,
        window_days=1,
        history_days=history_days,
        fetch=fetch,
        headers=HEADERS,
        clicks=clicks,
    )


def pages(caller: Caller, path: str, params: Params) -> Iterator[Answer]:
    """All pages of an answer."""
    return by_cursor(caller, path, {**params, "limit": PAGE_SIZE}, _next, "page")


def _next(body: Any) -> str | None:
    place = body.get("next_page") if isinstance(body, dict) else None
    return place if isinstance(place, str) and place else None
