"""A programme goes from a diagnosis to its read-outs as somebody clicks: each step takes the link or form that a page shows."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.organisation import Job

from clearspan.diagnosis.verdict import Outcome
from clearspan.jobs.plan_programmes import past_of
from clearspan.jobs.read_now import read_now
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import day_of, parse_period
from clearspan.warehouse.findings import Findings
from clearspan.web.app import build

pytestmark = pytest.mark.xdist_group("organisation")
TEAM_FOUND, QUARTER = "Sales", "2027-Q1"


class Form(HTMLParser):
    """The fields of a page's form as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing; takes an input's value, or the option of a select that is chosen."""
        told = dict(attrs)
        if tag == "select":
            self._select = told["name"] or ""
        elif tag == "option" and self._select and ("selected" in told or self._select not in self.fields):
            self.fields[self._select] = told["value"] or ""
        elif tag == "input" and told.get("name"):
            self.fields[told["name"] or ""] = told.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Nothing; a select ends."""
        self._select = "" if tag == "select" else self._select


@pytest.fixture
def stuck(job: Job, tmp_path: Path) -> tuple[Path, str]:
    """A copy of what the main job made, in which a team is stuck for want of use cases; and the team."""
    directory = tmp_path / "out"
    shutil.copytree(job.directory, directory, ignore=shutil.ignore_patterns("pictures", "report", "value-*.json"))
    team = next(each.team for each in past_of(directory).teams if each.role == TEAM_FOUND)
    period = parse_period(QUARTER)
    details = {"causes": ({"cause": "no_use_cases", "at_least": 0.9},), "speaks_for": ("begun",), "speaks_against": ()}
    finding = Finding(FindingKind.DIAGNOSIS, Dimension.TEAM, team, QUARTER, period.start, Outcome.CAUSE.value, 1, details)
    Findings(directory).publish(FindingKind.DIAGNOSIS, QUARTER, [finding])
    return directory, team


@pytest.fixture
def client(stuck: tuple[Path, str]) -> Iterator[TestClient]:
    """A browser without a screen."""
    with TestClient(build(stuck[0]), base_url="http://127.0.0.1") as opened:
        yield opened


def test_a_diagnosis_becomes_a_programme_and_its_read_outs(client: TestClient, stuck: tuple[Path, str]) -> None:
    directory, team = stuck
    page = client.get("/diagnosis").text
    asked = client.get(re.findall(r'<a href="(/planning\?[^"]+)">Plan it as a programme', page)[0].replace("&amp;", "&")).text
    form = Form(asked).fields
    division = team.partition(" / ")[0]
    assert form["template"] == "role_use_case_sprint" and form["population"] == f"division:{division}"
    assert (form["outcome"], form["counter_outcome"]) == ("active_share", "reopened_with_ai")
    assert form["task"] and f"for “{form['task']}” by day 30" in asked and "no clear use cases" in asked

    live = client.get("/planning", params={**form, "template": "micro_lessons", "population": "organisation:"}).text
    other = Form(live).fields
    assert (other["outcome"], other["length"], other["task"]) == ("active_days", "60", form["task"])
    assert other["cause"] == "no_use_cases" and "What its test could see" in live
    assert (form["title"], other["title"]) == (f"Role use-case sprint, {division}", "Micro-lessons in the channel")

    wanted = {**form, "population": "organisation:", "length": "60"}
    refused = client.post("/planning", data=wanted)
    assert refused.status_code == 422 and "has no owner and sponsor" in refused.text
    wanted["sponsor"] = "Operations"
    for wrong in ({"task": "x" * 121}, {"tool": "no_tool"}, {"share": "9" * 400}, {"outcome": "no_metric"}, {"population": "x"}):
        assert client.post("/planning", data=wanted | wrong).status_code == 422, wrong
    drawing = client.post("/planning", data=wanted)
    name = str(drawing.url).rpartition("/")[2]
    begins = int(past_of(directory).rows["start"].to_numpy().max()) - 63
    drawn = client.post(f"/planning/{name}", data={**Form(drawing.text).fields, "start": day_of(begins).isoformat(), "seed": "5"})
    listed = client.get(f"/programmes/{name}/assignment.csv").text
    digest = hashlib.sha256(f"waitlist\n5\n{listed}".encode()).hexdigest()
    assert "Who starts when" in drawn.text and f"hash {digest[:8]}" in drawn.text and listed.count("treatment") >= 2

    signed = Form(drawn.text).fields
    if "signed" in signed:
        assert client.post(f"/planning/{name}", data=signed).status_code == 422
    begun = client.post(f"/planning/{name}", data={**signed, "signed": "To learn how it goes."}).text
    assert "The first read-out is due on" in begun and "no clear use cases" in begun
    assert {f"{name}-day-30", f"{name}-day-60"} <= set(read_now(directory))
    read = client.get(f"/programmes/{name}").text
    assert "The verdict on day 60" in read and "What would overturn it" in read and "What proves nothing by itself" in read
    assert all(form["title"] in client.get(path).text for path in ("/programmes", "/leadership", "/value"))
