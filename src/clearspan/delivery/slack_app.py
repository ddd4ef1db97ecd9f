"""The Slack app: answers that come from messages, the command /clearspan, and sharing a use case into a channel.

It runs over Socket Mode, which needs no public address, or over HTTP. Slack may tell the same thing twice; it counts once.
"""

import re
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from clearspan.delivery.conversing import Conversing
from clearspan.delivery.slack_blocks import blocks, mrkdwn, reply_of

SHARE = "share_use_case"
ANSWERS = re.compile(r"answer_\d+")
LONGEST = 1500
"""Characters of what somebody writes when sharing."""


def slack_app(client: WebClient, signing_secret: str, conversing: Conversing) -> App:
    """The app, ready to be run; it verifies what comes over HTTP with the signing secret."""
    app = App(client=client, signing_secret=signing_secret, token_verification_enabled=False)
    _add_answers(app, conversing)
    _add_command(app, conversing)
    _add_sharing(app, conversing)
    return app


def _add_answers(app: App, conversing: Conversing) -> None:
    @app.action(ANSWERS)
    def answered(ack: Any, body: dict[str, Any], respond: Any, client: WebClient) -> None:
        ack()
        action = body["actions"][0]
        if not conversing.once(f"slack:{body['user']['id']}:{action['action_ts']}:{action['action_id']}"):
            return
        reply = reply_of(body)
        if reply.pressed == "share":
            _ask_where(client, body["trigger_id"], reply.token)
            return
        message = conversing.answered(reply)
        if message is not None:
            respond(replace_original=True, text=message.title, blocks=blocks(message, reply.token))

    @app.action("open_page")
    def opened(ack: Any) -> None:
        ack()


def _add_command(app: App, conversing: Conversing) -> None:
    @app.command("/clearspan")
    def asked(ack: Any, command: dict[str, Any], respond: Any) -> None:
        ack()
        user, words = str(command["user_id"]), str(command.get("text", "")).strip().lower()
        if words == "stop":
            stopped = conversing.stop(user)
            respond("Nothing more comes to you. `/clearspan` still works." if stopped else "You are on no staff list here.")
            return
        found = conversing.today(user)
        if found is None:
            respond("Nothing is waiting for you today.")
            return
        message, token = found
        respond(text=message.title, blocks=blocks(message, token))


def _add_sharing(app: App, conversing: Conversing) -> None:
    @app.view(SHARE)
    def shared(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        view = body["view"]
        token = view["private_metadata"]
        if not conversing.once(f"slack:share:{view['id']}"):
            return
        found = conversing.share(token)
        if found is None:
            return
        title, link = found
        values = view["state"]["values"]
        channel = values["channel"]["channel"]["selected_conversation"]
        said = str(values["said"]["said"].get("value") or "")[:LONGEST]
        text = f"<@{body['user']['id']}> uses AI for this: *{mrkdwn(title)}*"
        shown = [text, f"> {mrkdwn(said)}" if said else "", f"<{link}|How it is done>"]
        client.chat_postMessage(channel=channel, text="\n".join(part for part in shown if part), unfurl_links=False)


def _ask_where(client: WebClient, trigger: str, token: str) -> None:
    where = {"type": "conversations_select", "action_id": "channel", "filter": {"include": ["public", "private"]}}
    said = {"type": "plain_text_input", "action_id": "said", "multiline": True, "max_length": LONGEST}
    inputs = [_labelled("channel", "Where", where), _labelled("said", "What it did for you", said, optional=True)]
    view = {"type": "modal", "callback_id": SHARE, "private_metadata": token, "blocks": inputs}
    titles = {"title": "Share it", "submit": "Share", "close": "Not now"}
    client.views_open(
        trigger_id=trigger, view={**view, **{name: {"type": "plain_text", "text": t} for name, t in titles.items()}}
    )


def _labelled(name: str, words: str, element: dict[str, Any], optional: bool = False) -> dict[str, Any]:
    label = {"type": "plain_text", "text": words}
    return {"type": "input", "block_id": name, "label": label, "element": element, "optional": optional}
