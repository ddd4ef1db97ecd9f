"""What GitHub's APIs have in common: which organisations and enterprises are asked, and reports of a day behind links."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from clearspan.sources.pulling.api import Ask
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of

SCOPE = Ask("scope", "orgs/NAME or enterprises/NAME, several with commas")
BASE = "https://api.github.com"
HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


def scopes(caller: Caller) -> list[str]:
    """The organisations and enterprises asked, each as the beginning of a path."""
    return [scope.strip().strip("/") for scope in caller.asked[SCOPE.name].split(",") if scope.strip()]


def report_parts(caller: Caller, scope: str, report: str, day: date) -> Iterator[bytes]:
    """The parts of a Copilot report of a day; none where there is no report. Raises BadAnswer where an answer has no links."""
    path = f"{scope}/copilot/metrics/reports/{report}"
    return caller.linked(partial(_links, caller, path, day))


def _links(caller: Caller, path: str, day: date) -> list[str]:
    answer = caller.get(path, {"day": day.isoformat()}, missing=True)
    return [link for link in records_of(answer, "download_links") if isinstance(link, str)] if answer else []
