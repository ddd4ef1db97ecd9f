"""A message as Slack shows it: Block Kit, within Slack's limits (docs.slack.dev, reference on blocks)."""

import re
from typing import Any

from clearspan.delivery.message import Button, Message, Question, Reply

SECTION, HEADER, LABEL, BUTTON, OPTION = 3000, 150, 2000, 75, 75
"""Most characters of a section, a header, an input's label, a button and an option."""

MOST_BLOCKS = 50

_BOLD, _ITALIC = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"(?<![*\w])\*(?!\s)([^*\n]+?)\*(?!\w)")
_LINK, _HEADING = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)"), re.compile(r"^#+\s*(.+)$", re.MULTILINE)
_FENCE = "```"
_WRAPPED = re.compile(r"(?<!\n)\n[ \t]*(?!\n|[-*•][ \t]|\d+\.[ \t]|&gt; |\|)(?=\S)")
_QUOTE = re.compile(r"^&gt; ", re.MULTILINE)
_POINT = re.compile(r"^(\s*)[-*]\s+", re.MULTILINE)


def blocks(message: Message, token: str) -> list[dict[str, Any]]:
    """The blocks of a message; `token` comes back with whatever is pressed."""
    shown: list[dict[str, Any]] = [{"type": "header", "text": _plain(message.title, HEADER)}]
    shown += [_section(part) for paragraph in message.paragraphs for part in _cut(mrkdwn(paragraph))]
    if message.output:
        shown += [_section(part) for part in _cut(_quoted(mrkdwn(message.output)))]
    shown += [_input(question) for question in message.questions]
    if message.buttons or message.link:
        shown.append({"type": "actions", "block_id": f"answer.{token}", "elements": _buttons(message, token)})
    if message.note:
        shown.append({"type": "context", "elements": [{"type": "mrkdwn", "text": _escaped(message.note)}]})
    return shown[:MOST_BLOCKS]


def reply_of(payload: dict[str, Any]) -> Reply:
    """What a `block_actions` payload of such a message says."""
    pressed = payload["actions"][0]
    value, _, token = str(pressed.get("value", "")).rpartition("|")
    answers: dict[str, str] = {}
    for fields in payload.get("state", {}).get("values", {}).values():
        for name, given in fields.items():
            option = given.get("selected_option") or {}
            answers[name] = str(option.get("value") or given.get("value") or "")
    return Reply(token, value, {name: said for name, said in answers.items() if said})


def mrkdwn(text: str) -> str:
    """Markdown of the library in Slack's own dialect; what Slack would take for markup of its own is escaped."""
    parts = _escaped(text).split(_FENCE)
    reflowed = _FENCE.join(part if number % 2 else _WRAPPED.sub(" ", part) for number, part in enumerate(parts))
    told = _QUOTE.sub("> ", reflowed)
    told = _HEADING.sub(r"**\1**", told)
    told = _POINT.sub(r"\1• ", told)
    told = _ITALIC.sub(r"_\1_", told)
    return _LINK.sub(r"<\2|\1>", _BOLD.sub(r"*\1*", told))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return "\n".join(line if line.startswith("> ") else f"> {line}" for line in text.splitlines())


def _cut(text: str) -> list[str]:
    """The text in parts that fit into a section, cut at line ends."""
    parts, held = [], ""
    for line in text.splitlines(keepends=True):
        if len(held) + len(line) > SECTION and held:
            parts.append(held)
            held = ""
        held += line[:SECTION]
    return [*parts, held] if held.strip() else parts


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text.strip("\n")}}


def _input(question: Question) -> dict[str, Any]:
    if question.options:
        listed = [{"text": _plain(words, OPTION), "value": value} for value, words in question.options]
        element: dict[str, Any] = {"type": "static_select", "action_id": question.name, "options": listed}
    else:
        element = {"type": "plain_text_input", "action_id": question.name, "max_length": 500}
    block = {"type": "input", "block_id": question.name, "optional": True}
    return {**block, "label": _plain(question.words, LABEL), "element": element}


def _buttons(message: Message, token: str) -> list[dict[str, Any]]:
    shown = [_button(button, token, number) for number, button in enumerate(message.buttons)]
    if message.link:
        shown.append({"type": "button", "action_id": "open_page", "text": _plain("Open the page", BUTTON), "url": message.link})
    return shown


def _button(button: Button, token: str, number: int) -> dict[str, Any]:
    block = {"type": "button", "action_id": f"answer_{number}", "text": _plain(button.words, BUTTON)}
    return {**block, "value": f"{button.value}|{token}", **({"style": "primary"} if button.main else {})}


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": text if len(text) <= most else f"{text[: most - 1]}…"}
