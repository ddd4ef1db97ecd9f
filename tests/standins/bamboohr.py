"""BambooHR: a custom report that is asked for with the fields it is to have."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

_EMPLOYEES = [
    {
        "id": "31",
        "employeeNumber": "A-6",
        "workEmail": "quillfeather@example.com",
        "department": "Care",
        "hireDate": "2011-01-03",
    },
    {
        "id": "32",
        "employeeNumber": None,
        "workEmail": "oystermouth@example.com",
        "department": "Care",
        "supervisorEId": "31",
        "terminationDate": "0000-00-00",
        "status": "Active",
    },
]


def _answer(asked: Asked) -> Reply:
    if asked.method != "POST" or asked.path != "/reports/custom" or asked.query != {"format": "JSON", "onlyCurrent": "false"}:
        return Reply({"error": "not found"}, status=404)
    fields = asked.json()["fields"]
    assert {"id", "workEmail", "department"} <= set(fields)
    return Reply({"title": "Clearspan", "fields": [{"id": name, "name": name} for name in fields], "employees": _EMPLOYEES})


STANDIN = StandIn(
    given={"company": "acme", "key": "oystermouth-key"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=1,
)
