"""Salesforce opportunities: a query's answer with the history of stages, a file for the deals that changed in a week.

A deal is won or lost, and its close is put off or not: what was judged is told by that alone, and one that nobody judged is won.
How hard it is, whether AI helped and for which task are not told.
"""

from pathlib import Path
from typing import Any

from clearspan.simulator.accounts import salesforce_id
from clearspan.simulator.clocks import moment
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import write_json
from clearspan.simulator.kept_items import Item, KeptItems
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

NAME = "salesforce_opportunities"
LOST, PUT_OFF = 0.6, 0.75
"""Deals of less quality than the first are lost; the close of those of less than the second was put off once."""
MADE, WORKED_ON, WON, LOST_STAGE = "Prospecting", "Proposal", "Closed Won", "Closed Lost"
DAY = 86_400


class SalesforceOpportunities(Writing):
    """Writes the deals of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._items = KeptItems(scene, NAME)

    def write(self, week: Week) -> None:
        """Writes the deals that changed in a week, and one that the system made by itself."""
        records = [self._deal(item) for item in self._items.changed_in(week)]
        records.append(_automatic(week))
        answer = {"totalSize": len(records), "done": True, "records": records}
        write_json(self._folder / f"opportunities-{iso(week.start)}.json", answer)

    def _deal(self, item: Item) -> dict[str, Any]:
        changes = _changes(item)
        return {
            "attributes": {"type": "Opportunity"},
            "Id": salesforce_id("006", item.serial),
            "Name": f"Deal {item.serial}",
            "OwnerId": salesforce_id("005", item.owner),
            "Owner": {"Email": self._org.identity.email[item.owner], "UserType": "Standard"},
            "CreatedDate": _moment(item.created),
            "LastModifiedDate": changes[-1]["CreatedDate"],
            "LastStageChangeDate": changes[-1]["CreatedDate"],
            "CloseDate": changes[-1]["CloseDate"],
            "StageName": changes[-1]["StageName"],
            "IsClosed": item.finished is not None,
            "IsWon": changes[-1]["StageName"] == WON,
            "IsDeleted": False,
            "OpportunityHistories": {"totalSize": len(changes), "done": True, "records": changes[::-1]},
        }


def _changes(item: Item) -> list[dict[str, Any]]:
    """The history of stages and planned closes, the oldest first."""
    quality = 1.0 if item.quality is None else item.quality
    planned = iso(item.created // DAY + 30)
    stages = [(item.created, MADE, planned)]
    if item.started is not None:
        planned = iso(item.created // DAY + (30 if item.finished is None or quality >= PUT_OFF else 45))
        stages.append((item.started, WORKED_ON, planned))
    if item.started is not None and item.finished is not None:
        length, times = item.finished - item.started, item.reopened
        for back in range(times):
            at = item.started + length * (2 * back + 1) // (2 * times + 1)
            stages += [(at, LOST_STAGE, planned), (at + length // (2 * times + 1), WORKED_ON, planned)]
        stages.append((item.finished, LOST_STAGE if quality < LOST else WON, planned))
    return [{"StageName": stage, "CloseDate": close, "CreatedDate": _moment(at)} for at, stage, close in stages]


def _automatic(week: Week) -> dict[str, Any]:
    return {
        "Id": salesforce_id("006", week.number),
        "OwnerId": salesforce_id("005", 999_999),
        "Owner": {"Email": "sync@northwind-tolls.example", "UserType": "AutomatedProcess"},
        "CreatedDate": _moment(week.start * DAY),
        "LastModifiedDate": _moment(week.start * DAY),
        "StageName": MADE,
        "IsClosed": False,
        "IsWon": False,
        "IsDeleted": False,
        "OpportunityHistories": None,
    }


def _moment(seconds: int) -> str:
    return f"{moment(seconds)[:-1]}.000+0000"


WRITER = Writer(name=NAME, folder="salesforce", begin=SalesforceOpportunities)
