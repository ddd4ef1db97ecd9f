"""Workday: a custom report as a web service, as of a day."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

_WORKERS = [
    {
        "Employee_ID": "10001",
        "primaryWorkEmail": "quillfeather@example.com",
        "Department": "Care",
        "Supervisory_Organization": "Blue",
        "Hire_Date": "2011-03-01-08:00",
    },
    {
        "Employee_ID": "10002",
        "primaryWorkEmail": "oystermouth@example.com",
        "Department": "Care",
        "Supervisory_Organization": "Blue",
        "Manager_ID": "10001",
        "Worker_Type": "Contingent Worker",
    },
]


def _answer(asked: Asked) -> Reply:
    if asked.path != "/Clearspan" or asked.query != {"format": "json", "Effective_as_of_Date": "2026-09-06-07:00"}:
        return Reply({"error": "not found"}, status=404)
    return Reply({"Report_Entry": _WORKERS})


STANDIN = StandIn(
    given={
        "host": "wd.example.com",
        "tenant": "acme",
        "owner": "isu",
        "report": "Clearspan",
        "offset": "-07:00",
        "user": "isu@acme",
        "password": "oystermouth-password",
    },
    window=Window(date(2026, 8, 31), date(2026, 9, 6)),
    answer=_answer,
    calls=1,
)
