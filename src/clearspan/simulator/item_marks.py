"""What people write on a piece of work about AI, the named task and who it suits, in labels and tags."""

import numpy as np

from clearspan.simulator.families import CHATGPT, CLAUDE, COPILOT, FAMILIES, M365
from clearspan.simulator.week import Week
from clearspan.simulator.work import Items

LABELS = {COPILOT: "ai:copilot", CHATGPT: "ai:chatgpt", CLAUDE: "ai:claude", M365: "ai:m365"}


def task_of(family: int, number: int) -> str:
    """The named task of an item of a job family; `number` is the item's draw."""
    tasks = FAMILIES[family].work.tasks
    return tasks[number % len(tasks)]


def marks_on(items: Items, at: int, family: int, week: Week) -> list[str]:
    """The marks on the item at a place: the task, whether it suits a learner, and with which tool it was done, without AI, or
    nothing where that was not recorded."""
    marks = [f"task:{task_of(family, int(items.task[at]))}", "learner" if items.learner[at] else "learner:no"]
    assisted = int(items.assisted[at])
    tool = tool_of(items, at, week)
    if assisted == 1:
        marks.append("ai-assisted" if tool is None else LABELS[tool])
    return [*marks, "no-ai"] if assisted == 0 else marks


def tool_of(items: Items, at: int, week: Week) -> int | None:
    """The tool with which an item was done, by number: one that its owner used in the week; None where they used none."""
    tools = np.flatnonzero(week.used[items.owner[at]])
    return int(tools[int(items.task[at]) % len(tools)]) if len(tools) else None
