"""How many people used each tool on each day, and how much: what every feed of the tool has to add up to."""

from typing import Any

from clearspan.simulator.dates import iso
from clearspan.simulator.tool_use import FurtherTools, all_use
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writing


class UseByDay(Writing):
    """Counts people and actions by tool and day; writes no file."""

    def __init__(self, scene: Scene) -> None:
        self._org, self._written = scene.organisation, scene.written
        self._further = FurtherTools(scene.organisation, scene.gamers)
        self._days: dict[str, dict[str, list[int]]] = {}
        self._weeks: dict[str, int] = {}

    def write(self, week: Week) -> None:
        """Counts a week."""
        self._weeks[iso(week.start)] = int(week.used.any(axis=1).sum())
        for tool, use in all_use(self._org, self._further, week).items():
            people, actions = use.active.sum(axis=0).tolist(), use.actions.sum(axis=0).tolist()
            of_tool = self._days.setdefault(tool, {})
            of_tool |= {iso(day): told for day, *told in zip(week.days, people, actions, strict=True)}

    def truth(self) -> dict[str, Any]:
        """The formats that are written; by tool and day, how many people were active, and their actions; and by week how many
        used any tool, whether they stayed to its end or not."""
        days = {tool: {day: told for day, told in of.items() if told[0]} for tool, of in self._days.items()}
        return {"formats": sorted(self._written), "use_by_day": days, "users_by_week": self._weeks}
