"""Slack, through its own libraries, against a server that answers as Slack does."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient
from slack_sdk.models.blocks import Block
from tests.delivery.chat_server import Answer, ChatServer, chat_server
from tests.delivery.golden import held_golden
from tests.delivery.socket_server import socket_server

from clearspan.application.store import Application
from clearspan.delivery.message import Message
from clearspan.delivery.outbox import Outbox, Outgoing, State
from clearspan.delivery.slack_app import slack_app
from clearspan.delivery.slack_blocks import MOST_BLOCKS, SECTION, blocks, mrkdwn
from clearspan.delivery.slack_channel import SlackChannel
from clearspan.jobs.chat import Chat
from clearspan.jobs.conversation import offer
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.library import shipped
from clearspan.practice.record import Step
from clearspan.privacy.contact import Contact
from clearspan.vocabulary.identifier import IdentifierKind

NOW = 1_790_000_000
SECRET = "signing-secret"
DRILL = "drills/sales/call_brief_for_northgate"


def slack(path: str, fields: dict[str, object]) -> Answer:
    answers: dict[str, object] = {
        "/auth.test": {"ok": True, "bot_id": "B1", "user_id": "U0", "team_id": "T1"},
        "/users.lookupByEmail": {"ok": True, "user": {"id": "U7"}},
        "/conversations.open": {"ok": True, "channel": {"id": "D7"}},
        "/chat.postMessage": {"ok": True, "channel": "D7", "ts": "1.2"},
        "/views.open": {"ok": True},
        "/respond": {"ok": True},
    }
    return 200, {}, answers.get(path, {"ok": False, "error": "unknown_method"})


def channel_to(server: ChatServer) -> SlackChannel:
    client = WebClient(token="xoxb-test", base_url=f"{server.address}/", retry_handlers=[])
    return SlackChannel(client, lambda _person: Contact("ada@example.org"))


def put(outbox: Outbox, person: int, message: Message) -> Outgoing:
    outbox.put(person, "slack", "nudge:1", message, NOW)
    return outbox.due(NOW)[0]


def offered(staffed: tuple[Path, int], link: str = DRILL) -> Message:
    message = offer(*staffed, link, "https://learn.example")
    assert message is not None
    return message


@pytest.mark.parametrize("kind", ["use_cases", "lessons", "drills"])
def test_every_item_of_the_library_fits_slack(staffed: tuple[Path, int], kind: str) -> None:
    for name in shipped().shelf(kind):
        shown = blocks(offered(staffed, f"{kind}/{name}"), "t" * 22)
        assert len(shown) <= MOST_BLOCKS
        for block in shown:
            Block.parse(block).to_dict()  # pyright: ignore[reportOptionalMemberAccess]
            assert len(block.get("text", {}).get("text", "")) <= SECTION


def test_a_message_reaches_the_person_and_looks_like_this(staffed: tuple[Path, int], outbox: Outbox) -> None:
    with chat_server(slack) as server:
        assert (
            outbox.send(put(outbox, staffed[1], offered(staffed, "lessons/sales/only_these_texts")), channel_to(server), NOW)
            is State.SENT
        )
    sent = server.of("/chat.postMessage")[0]
    assert sent["channel"] == "D7" and server.of("/users.lookupByEmail")[0]["email"] == "ada@example.org"
    shown = json.loads(sent["blocks"]) if isinstance(sent["blocks"], str) else sent["blocks"]
    for block in shown:
        if block["type"] == "actions":
            block["block_id"] = "answer.TOKEN"
            for element in block["elements"]:
                element["value"] = element.get("value", "").partition("|")[0]
    held_golden("slack_lesson.json", shown)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((429, {"Retry-After": "120"}, {"ok": False, "error": "ratelimited"}), State.WAITING),
        ((500, {}, {"ok": False}), State.WAITING),
        ((200, {}, {"ok": False, "error": "channel_not_found"}), State.REFUSED),
    ],
)
def test_limits_are_waited_for_and_refusals_are_final(
    staffed: tuple[Path, int], outbox: Outbox, answer: Answer, state: State
) -> None:
    def limited(path: str, fields: dict[str, object]) -> Answer:
        return answer if path == "/chat.postMessage" else slack(path, fields)

    with chat_server(limited) as server:
        assert outbox.send(put(outbox, staffed[1], offered(staffed)), channel_to(server), NOW) is state
    if answer[0] == 429:
        assert not outbox.due(NOW + 119) and outbox.due(NOW + 120)


@pytest.mark.parametrize("known", [True, False])
def test_slack_is_asked_whether_a_message_went_out_before_the_crash(
    staffed: tuple[Path, int], outbox: Outbox, known: bool
) -> None:
    said = {
        "ts": "9.9",
        "metadata": {"event_type": "clearspan_message", "event_payload": {"key": "nudge:1" if known else "other"}},
    }

    def history(path: str, fields: dict[str, object]) -> Answer:
        return (200, {}, {"ok": True, "messages": [said]}) if path == "/conversations.history" else slack(path, fields)

    with chat_server(history) as server:
        state = outbox.settle_stuck(put(outbox, staffed[1], offered(staffed)), channel_to(server), NOW)
    assert state is (State.SENT if known else State.LOST) and not server.of("/chat.postMessage")


class Slack:
    """The app, told things as Slack tells them: signed, over HTTP."""

    def __init__(self, directory: Path, server: ChatServer) -> None:
        client = WebClient(token="xoxb-test", base_url=f"{server.address}/", retry_handlers=[])
        self.chat = Chat(directory, "slack", IdentifierKind.SLACK_ID)
        self.app: App = slack_app(client, SECRET, self.chat.conversing())
        self.server = server

    def tell(self, fields: dict[str, str], secret: str = SECRET) -> int:
        """The status of the answer to some fields."""
        body, at = urlencode(fields), str(int(time.time()))
        signed = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-signature": f"v0={signed}",
            "x-slack-request-timestamp": at,
        }
        status = self.app.dispatch(BoltRequest(body=body, headers=headers)).status
        self.app.listener_runner.listener_executor.submit(lambda: None).result(timeout=5)
        return status

    def press(self, token: str, value: str, answers: dict[str, str] | None = None, ts: str = "5.5", secret: str = SECRET) -> int:
        """The status after a button was pressed with some answers."""
        return self.tell({"payload": json.dumps(self.pressed(token, value, answers, ts))}, secret)

    def pressed(self, token: str, value: str, answers: dict[str, str] | None = None, ts: str = "5.5") -> dict[str, Any]:
        """What Slack tells of a button that was pressed with some answers."""
        state = {
            name: {name: {"type": "static_select", "selected_option": {"value": said}}} for name, said in (answers or {}).items()
        }
        action = {"type": "button", "action_id": "answer_0", "block_id": "b", "value": f"{value}|{token}", "action_ts": ts}
        return {
            "type": "block_actions",
            "user": {"id": "U7"},
            "team": {"id": "T1"},
            "trigger_id": "trigger",
            "response_url": f"{self.server.address}/respond",
            "container": {"type": "message", "message_ts": "1.2"},
            "actions": [action],
            "state": {"values": state},
        }


def wait_for(found: Callable[[], object]) -> None:
    """Nothing; returns when something is there, for listeners run beside the answer."""
    until = time.monotonic() + 5
    while not found() and time.monotonic() < until:
        time.sleep(0.01)
    assert found()


def test_a_drill_is_answered_inside_the_message_and_told_twice_counts_once(staffed: tuple[Path, int], outbox: Outbox) -> None:
    outgoing = put(outbox, staffed[1], offered(staffed))
    with chat_server(slack) as server:
        app = Slack(staffed[0], server)
        assert app.press(outgoing.token, "verify", {"step": "4"}) == 200
        assert app.press(outgoing.token, "verify", {"step": "4"}) == 200
        wait_for(lambda: server.of("/respond"))
        assert app.press(outgoing.token, "place", {"passage": "0"}, ts="6.6") == 200
        wait_for(lambda: len(server.of("/respond")) == 2)
        told = json.dumps(server.of("/respond"))
    assert "Where is it wrong?" in told and ("It held an error" in told or "It was sound" in told)
    attempt = PersonPractice(*staffed).attempts()[0]
    assert (attempt.confidence, attempt.action.value) == (4, "verify")


def test_what_slack_did_not_sign_is_not_heard(staffed: tuple[Path, int], outbox: Outbox) -> None:
    outgoing = put(outbox, staffed[1], offered(staffed))
    with chat_server(slack) as server:
        assert Slack(staffed[0], server).press(outgoing.token, "accept", {"step": "0"}, secret="another") == 401
    assert not PersonPractice(*staffed).attempts()


def test_the_command_brings_today_and_stops(staffed: tuple[Path, int], store: Application) -> None:
    with chat_server(slack) as server:
        app = Slack(staffed[0], server)
        command = {"command": "/clearspan", "user_id": "U7", "team_id": "T1", "response_url": f"{server.address}/respond"}
        assert app.tell({**command, "text": ""}) == 200
        wait_for(lambda: server.of("/respond"))
        assert app.tell({**command, "text": "stop"}) == 200
        wait_for(lambda: len(server.of("/respond")) == 2)
        assert app.tell({**command, "text": "", "user_id": "U404"}) == 200
        wait_for(lambda: len(server.of("/respond")) == 3)
        today, stopped, unknown = (json.dumps(each) for each in server.of("/respond"))
    assert '"blocks"' in today and "Nothing more comes to you" in stopped and "Nothing is waiting" in unknown


def test_a_use_case_is_shared_into_a_channel(staffed: tuple[Path, int], outbox: Outbox) -> None:
    link = "use_cases/sales/prepare_first_call"
    outgoing = put(outbox, staffed[1], offered(staffed, link))
    with chat_server(slack) as server:
        app = Slack(staffed[0], server)
        app.press(outgoing.token, "share")
        wait_for(lambda: server.of("/views.open"))
        values = {
            "channel": {"channel": {"selected_conversation": "C1"}},
            "said": {"said": {"value": "Saved me <!channel> an hour"}},
        }
        view = {
            "id": "V1",
            "type": "modal",
            "callback_id": "share_use_case",
            "private_metadata": outgoing.token,
            "state": {"values": values},
        }
        payload = {"type": "view_submission", "user": {"id": "U7"}, "team": {"id": "T1"}, "view": view}
        app.tell({"payload": json.dumps(payload)})
        wait_for(lambda: server.of("/chat.postMessage"))
        app.tell({"payload": json.dumps(payload)})
        posted = server.of("/chat.postMessage")
    assert len(posted) == 1 and posted[0]["channel"] == "C1" and "&lt;!channel&gt;" in str(posted[0]["text"])
    assert app.chat.once("slack:share:V1") is False
    practice = PersonPractice(*staffed)
    with practice._record() as record:  # pyright: ignore[reportPrivateUsage]
        assert link in record.last(staffed[1], Step.SHARED)


def test_over_socket_mode_an_envelope_is_acknowledged_and_told_twice_counts_once(
    staffed: tuple[Path, int], outbox: Outbox
) -> None:
    outgoing = put(outbox, staffed[1], offered(staffed))

    with socket_server() as sockets:

        def connecting(path: str, fields: dict[str, object]) -> Answer:
            return (200, {}, {"ok": True, "url": sockets.address}) if path == "/apps.connections.open" else slack(path, fields)

        with chat_server(connecting) as server:
            app = Slack(staffed[0], server)
            handler = SocketModeHandler(app.app, "xapp-test", web_client=app.app.client)
            handler.connect()
            assert sockets.connected.wait(5)
            payload = app.pressed(outgoing.token, "escalate", {"step": "5"})
            for envelope in ("e1", "e2"):
                sockets.tell(
                    {"type": "interactive", "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
                )
            wait_for(lambda: len(sockets.answered) == 2)
            wait_for(lambda: server.of("/respond"))
            handler.close()
            assert len(server.of("/respond")) == 1
    assert {each["envelope_id"] for each in sockets.answered} == {"e1", "e2"}
    assert PersonPractice(*staffed).attempts()[0].action == "escalate"


def test_markdown_becomes_slacks_dialect_and_nothing_pings() -> None:
    told = mrkdwn("# Title\n\n**Bold** and *soft*, [a page](https://x.example/a).\n- one <!here> & more")
    assert told == "*Title*\n\n*Bold* and _soft_, <https://x.example/a|a page>.\n• one &lt;!here&gt; &amp; more"
