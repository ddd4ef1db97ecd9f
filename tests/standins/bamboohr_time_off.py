"""BambooHR: time off that touches a window."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

_REQUESTS = [
    {"id": "1", "employeeId": "31", "status": {"status": "approved"}, "start": "2026-08-28", "end": "2026-09-02"},
    {
        "id": "2",
        "employeeId": "32",
        "name": "Quillfeather",
        "status": {"status": "approved"},
        "start": "2026-09-03",
        "end": "2026-09-03",
        "type": {"name": "Sick"},
        "amount": {"unit": "days", "amount": "0.5"},
    },
    {"id": "3", "employeeId": "31", "status": {"status": "approved"}, "start": "2026-09-30", "end": "2026-10-09"},
]


def _answer(asked: Asked) -> Reply:
    if asked.path != "/time_off/requests" or asked.query != {"start": "2026-09-01", "end": "2026-10-01", "status": "approved"}:
        return Reply({"error": "not found"}, status=404)
    return Reply(_REQUESTS)


STANDIN = StandIn(
    given={"company": "acme", "key": "oystermouth-key"},
    window=Window(date(2026, 9, 1), date(2026, 10, 1)),
    answer=_answer,
    calls=1,
)
