"""What labels, tags and co-authors say about a piece of work: with which AI tool, for which named task, fit for a learner.

The words are a declaration that the organisation makes in the work system itself:

    ai:copilot, ai:claude-code, ...   made with that tool           ai-assisted    made with AI, the tool is not said
    no-ai                             made without AI               task:NAME      the named task
    good first issue, learner, ...    suits a learner               learner:no     does not
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.work.listed import Listed
from clearspan.vocabulary.tool import TOOLS

_SHORT = {"copilot": "github_copilot", "m365": "m365_copilot", "microsoft copilot": "m365_copilot", "claude code": "claude_code"}
_TOOLS = {name.replace("_", " "): name for name in TOOLS} | {title.lower(): name for name, title in TOOLS.items()} | _SHORT
_WITH_AI = {"ai", "ai assisted", "ai generated", "with ai", "ai:yes"}
_WITHOUT_AI = {"no ai", "without ai", "ai:no", "ai:none"}
_LEARNER = {"good first issue", "beginner", "starter", "starter task", "learner", "learner:yes", "first timers only", "easy"}
_TASK = re.compile(r"task:\s?([a-z][a-z0-9 ]{1,39})")

_CO_AUTHORS = {
    "noreply@anthropic.com": "claude_code",
    "cursoragent@cursor.com": "cursor",
    "copilot@github.com": "github_copilot",
}
_COPILOT_ADDRESS = re.compile(r"(\d+\+)?copilot(\[bot\])?@users\.noreply\.github\.com")
_AUTHORS = {
    "copilot": "github_copilot",
    "copilot-swe-agent": "github_copilot",
    "claude": "claude_code",
    "cursor": "cursor",
    "chatgpt-codex-connector": "codex",
    "openai-codex": "codex",
}


@dataclass(frozen=True)
class Marks:
    """What is said of each record, null where nothing is: the tool's name, 1 or 0 for AI, 1 or 0 for learners, the task."""

    tool: pa.Array
    ai_assisted: pa.Array
    learner_grade: pa.Array
    task: pa.Array


def marks_of(labels: Listed, names: pa.Array, records: int) -> Marks:
    """What the labels of each of `records` records say; `names` are the labels' texts, as many as `labels` has items."""
    coded = pc.fill_null(names, "").dictionary_encode()
    words = [re.sub(r"[\s_-]+", " ", name.lower()).strip() for name in coded.dictionary.to_pylist()]
    tools = [_TOOLS.get(word[3:].strip()) if word.startswith("ai:") else None for word in words]
    columns = (
        pa.array(tools, pa.string()),
        pa.array(
            [_yes(word in _WITH_AI or tool is not None, word in _WITHOUT_AI) for word, tool in zip(words, tools, strict=True)],
            pa.int8(),
        ),
        pa.array([_yes(word in _LEARNER, word == "learner:no") for word in words], pa.int8()),
        pa.array([match[1].strip() if (match := _TASK.fullmatch(word)) else None for word in words], pa.string()),
    )
    return Marks(*(labels.first(column.take(coded.indices), records) for column in columns))


def no_marks(records: int) -> Marks:
    """Nothing said of any record."""
    return Marks(*(pa.nulls(records, kind) for kind in (pa.string(), pa.int8(), pa.int8(), pa.string())))


def with_tool(marks: Marks, tool: pa.Array) -> Marks:
    """The marks, with the tool by which a record was made where `tool` names one."""
    named = pc.is_valid(tool)
    return Marks(
        pc.coalesce(tool, marks.tool),
        pc.if_else(named, pa.scalar(1, pa.int8()), marks.ai_assisted),
        marks.learner_grade,
        marks.task,
    )


def tools_of_co_authors(addresses: pa.Array) -> pa.Array:
    """The tool that an author's address belongs to, null for a person's."""
    return _by_distinct(addresses, lambda address: _CO_AUTHORS.get(address) or _copilot(address))


def tools_of_accounts(logins: pa.Array) -> pa.Array:
    """The tool under whose account something was made, null for any other account."""
    return _by_distinct(logins, lambda login: _AUTHORS.get(login.removesuffix("[bot]").removeprefix("app/")))


def _by_distinct(column: pa.Array, tool: Callable[[str], str | None]) -> pa.Array:
    coded = pc.utf8_lower(pc.fill_null(column, "")).dictionary_encode()
    return pa.array([tool(value) for value in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def _copilot(address: str) -> str | None:
    return "github_copilot" if _COPILOT_ADDRESS.fullmatch(address) else None


def _yes(yes: bool, no: bool) -> int | None:
    return 1 if yes else 0 if no else None
