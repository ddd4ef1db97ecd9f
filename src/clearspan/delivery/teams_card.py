"""A message as Microsoft Teams shows it: an Adaptive Card 1.5 of less than 25 KB."""

import json
from typing import Any

from clearspan.delivery.message import Message, Question, Reply
from clearspan.errors import DeliveryRefused

VERSION = "1.5"
MOST_BYTES = 25_000
"""Teams takes 28 KB of a message with all around it; a card under 25 KB is safe."""

TOKEN, PRESSED = "clearspan_token", "clearspan_pressed"


def card(message: Message, token: str) -> dict[str, Any]:
    """The card of a message; `token` comes back with whatever is pressed. Raises DeliveryRefused where it would be too large even
    when its texts are cut."""
    for most in (4000, 1500, 600):
        made = _card(message, token, most)
        if len(json.dumps(made).encode()) < MOST_BYTES:
            return made
    raise DeliveryRefused("the message is too large for a card", where="teams", remedy="It can be read on its page.")


def reply_of(value: dict[str, Any]) -> Reply:
    """What the `value` of an activity says that came of such a card."""
    answers = {name: str(said) for name, said in value.items() if name not in {TOKEN, PRESSED} and said not in (None, "")}
    return Reply(str(value.get(TOKEN, "")), str(value.get(PRESSED, "")), answers)


def _card(message: Message, token: str, most: int) -> dict[str, Any]:
    body = [_text(message.title, size="Large", weight="Bolder")]
    body += [_text(_cut(paragraph, most)) for paragraph in message.paragraphs]
    if message.output:
        body.append({"type": "Container", "style": "emphasis", "items": [_text(_cut(message.output, most))]})
    body += [_question(question) for question in message.questions]
    if message.note:
        body.append(_text(message.note, size="Small", isSubtle=True))
    actions: list[dict[str, Any]] = [
        {
            "type": "Action.Submit",
            "title": button.words,
            "data": {TOKEN: token, PRESSED: button.value},
            **({"style": "positive"} if button.main else {}),
        }
        for button in message.buttons
    ]
    if message.link:
        actions.append({"type": "Action.OpenUrl", "title": "Open the page", "url": message.link})
    schema = "http://adaptivecards.io/schemas/adaptive-card.json"
    return {"type": "AdaptiveCard", "$schema": schema, "version": VERSION, "body": body, "actions": actions}


def _question(question: Question) -> dict[str, Any]:
    if not question.options:
        return {"type": "Input.Text", "id": question.name, "label": question.words, "maxLength": 500}
    choices = [{"title": words, "value": value} for value, words in question.options]
    chosen = {"type": "Input.ChoiceSet", "id": question.name, "label": question.words, "style": "expanded"}
    return {**chosen, "choices": choices, "wrap": True}


def _text(text: str, **looks: object) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **looks}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
