"""What a vendor's server does on a bad day: each takes the vendor and gives the vendor with the fault."""

import json
import threading
from collections.abc import Callable
from typing import Any

from tests.standins.standin import SECRET, SIGN_IN, Asked, Guard, Reply, StandIn, Vendor

Fault = Callable[[Vendor, StandIn, Guard], Vendor]


def _first_time(vendor: Vendor, first: Callable[[Asked], Reply]) -> Vendor:
    """Answers each different request, sign-in left out, the first time with something else."""
    seen: set[tuple[str, str, tuple[tuple[str, str], ...], bytes]] = set()
    lock = threading.Lock()

    def answer(asked: Asked) -> Reply:
        key = (asked.method, asked.path, tuple(sorted(asked.query.items())), asked.body)
        with lock:
            fresh = key not in seen and asked.path != SIGN_IN
            seen.add(key)
        return first(asked) if fresh else vendor(asked)

    return answer


def too_many_requests(vendor: Vendor, _standin: StandIn, _guard: Guard) -> Vendor:
    """Every call is refused once with 429 and asks for a wait of 7 seconds."""
    return _first_time(vendor, lambda _: Reply({"message": "slow down"}, status=429, headers={"Retry-After": "7"}))


def out_of_order(vendor: Vendor, _standin: StandIn, _guard: Guard) -> Vendor:
    """Every call fails once with 503 and a page for people."""
    return _first_time(vendor, lambda _: Reply("<html>maintenance</html>", status=503))


def token_expires(vendor: Vendor, _standin: StandIn, guard: Guard) -> Vendor:
    """The token of the first call is not good for the calls after it."""
    calls = 0

    def answer(asked: Asked) -> Reply:
        nonlocal calls
        calls += asked.path != SIGN_IN
        reply = vendor(asked)
        if calls == 1 and asked.path != SIGN_IN:
            guard.expire()
        return reply

    return answer


def cursor_stale(vendor: Vendor, standin: StandIn, _guard: Guard) -> Vendor:
    """The second call is answered with 410 once: the vendor forgot where the pages were."""
    calls = 0

    def answer(asked: Asked) -> Reply:
        nonlocal calls
        if asked.path == SIGN_IN:
            return vendor(asked)
        calls += 1
        return Reply({"message": "gone"}, status=410) if calls == min(2, standin.calls) else vendor(asked)

    return answer


def links_expire(vendor: Vendor, standin: StandIn, _guard: Guard) -> Vendor:
    """Every signed link is dead once."""
    expired = _first_time(vendor, lambda _: Reply("<Error>expired</Error>", status=403))

    def answer(asked: Asked) -> Reply:
        signed = any(asked.path.startswith(link) for link in standin.signed_links)
        return expired(asked) if signed else vendor(asked)

    return answer


def field_added(vendor: Vendor, _standin: StandIn, _guard: Guard) -> Vendor:
    """Every JSON object has a field more, which holds text that nobody declared."""

    def grown(value: Any) -> Any:
        if isinstance(value, dict):
            return {**{name: grown(inner) for name, inner in value.items()}, "zz_added_last_night": SECRET}
        return [grown(inner) for inner in value] if isinstance(value, list) else value

    def answer(asked: Asked) -> Reply:
        reply = vendor(asked)
        content = reply.content()
        try:
            return Reply(grown(json.loads(content)), reply.status, reply.headers)
        except ValueError:
            pass
        try:
            lines = [json.dumps(grown(json.loads(line))) for line in content.splitlines() if line.strip()]
        except ValueError:
            return reply
        return Reply("\n".join(lines), reply.status, reply.headers) if lines else reply

    return answer


def nothing_there(status: int, body: bytes) -> Fault:
    """Every call that is not a signed link is answered with nothing: 204, an empty body, or a pair of quotation marks."""

    def fault(_vendor: Vendor, _standin: StandIn, _guard: Guard) -> Vendor:
        return lambda _: Reply(body, status=status)

    return fault
