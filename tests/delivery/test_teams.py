"""Microsoft Teams, through Microsoft's own library, against a server that answers as the Bot Framework does."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from fastapi import FastAPI
from fastapi.testclient import TestClient
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps.options import AppOptions
from microsoft_teams.cards.core import AdaptiveCard
from tests.delivery.chat_server import Answer, ChatServer, chat_server
from tests.delivery.conftest import ENTRA_USER
from tests.delivery.golden import held_golden

from clearspan.delivery.conversations import Conversations
from clearspan.delivery.message import Message
from clearspan.delivery.outbox import Outbox, State
from clearspan.delivery.teams_app import MESSAGES, TeamsChannel, teams_app
from clearspan.delivery.teams_card import MOST_BYTES, PRESSED, TOKEN, card
from clearspan.errors import DeliveryRefused
from clearspan.jobs.chat import Chat
from clearspan.jobs.conversation import offer
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.library import shipped
from clearspan.vocabulary.identifier import IdentifierKind

NOW, BOT, TENANT = 1_790_000_000, "11111111-0000-4000-8000-000000000000", "22222222-0000-4000-8000-000000000000"
KEY = generate_private_key(65537, 2048)
DRILL = "drills/sales/call_brief_for_northgate"


def service(path: str, _: dict[str, object]) -> Answer:
    if path.endswith("/keys"):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return 200, {}, {"keys": [{**public, "kid": "k", "use": "sig", "alg": "RS256"}]}
    return 200, {}, {"id": "activity-1"}


@dataclass
class Teams:
    """The app, told things as Teams tells them, with a token that is signed."""

    visit: TestClient
    server: ChatServer

    def tell(self, key: Any = KEY, **activity: object) -> int:
        """The status of the answer to an activity of the person."""
        now = int(time.time())
        claims = {"iss": "https://api.botframework.com", "aud": BOT, "iat": now, "nbf": now, "exp": now + 60}
        token = jwt.encode({**claims, "serviceurl": self.server.address}, key, "RS256", headers={"kid": "k"})
        body: dict[str, object] = {
            "type": "message",
            "id": "in-1",
            "channelId": "msteams",
            "serviceUrl": self.server.address,
            "from": {"id": "29:ada", "aadObjectId": ENTRA_USER, "name": "Ada"},
            "recipient": {"id": f"28:{BOT}", "name": "Clearspan"},
            "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
            "text": "",
            **activity,
        }
        return self.visit.post(MESSAGES, json=body, headers={"authorization": f"Bearer {token}"}).status_code

    def sent(self) -> list[dict[str, Any]]:
        """The activities that the app sent."""
        return [fields for path, fields in self.server.asked if "/activities" in path]


def options(server: ChatServer) -> AppOptions:
    cloud = with_overrides(PUBLIC, openid_metadata_url=f"{server.address}/v1/.well-known/openidconfiguration")
    return {
        "client_id": BOT,
        "tenant_id": TENANT,
        "token": lambda _scope, _tenant: jwt.encode({"exp": int(time.time()) + 600}, KEY, "RS256"),
        "cloud": cloud,
        "service_url": server.address,
    }


@pytest.fixture
def teams(staffed: tuple[Path, int]) -> Iterator[Teams]:
    """The app over the folder with one person."""
    with chat_server(service) as server:
        api, chat = FastAPI(), Chat(staffed[0], "teams", IdentifierKind.ENTRA_ID)
        app = teams_app(options(server), chat.conversing(), chat.met, api)
        asyncio.run(app.initialize())
        with TestClient(api) as visit:
            yield Teams(visit, server)


def wait_for(found: Callable[[], object]) -> None:
    until = time.monotonic() + 5
    while not found() and time.monotonic() < until:
        time.sleep(0.01)
    assert found()


@pytest.mark.parametrize("kind", ["use_cases", "lessons", "drills"])
def test_every_item_of_the_library_is_a_sound_card_under_25_kb(staffed: tuple[Path, int], kind: str) -> None:
    for name in shipped().shelf(kind):
        message = offer(*staffed, f"{kind}/{name}", "https://learn.example")
        assert message is not None
        made = card(message, "t" * 22)
        AdaptiveCard.model_validate(made)
        assert len(json.dumps(made).encode()) < MOST_BYTES


def test_a_card_looks_like_this_and_what_is_too_large_is_refused(staffed: tuple[Path, int]) -> None:
    message = offer(*staffed, "lessons/sales/only_these_texts", "https://learn.example")
    assert message is not None
    held_golden("teams_lesson.json", card(message, "TOKEN"))
    with pytest.raises(DeliveryRefused):
        card(Message("Long", ("word " * 300,) * 200), "t")


def test_who_writes_today_gets_it_and_can_be_written_to_from_then_on(
    teams: Teams, staffed: tuple[Path, int], outbox: Outbox
) -> None:
    assert teams.tell(text="today") == 200
    wait_for(teams.sent)
    assert teams.sent()[0]["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    message = offer(*staffed, DRILL, "https://learn.example")
    assert message is not None
    outbox.put(staffed[1], "teams", "nudge:1", message, NOW)

    def read(person: int) -> str | None:
        return Conversations(outbox._store, "teams").of(person)  # pyright: ignore[reportPrivateUsage]

    before = len(teams.sent())
    channel = TeamsChannel(options(teams.server), read)
    assert outbox.send(outbox.due(NOW)[0], channel, NOW) is State.SENT and len(teams.sent()) == before + 1


def test_who_never_wrote_cannot_be_written_to(staffed: tuple[Path, int], outbox: Outbox) -> None:
    message = offer(*staffed, DRILL, "https://learn.example")
    assert message is not None
    outbox.put(staffed[1], "teams", "nudge:1", message, NOW)
    assert outbox.send(outbox.due(NOW)[0], TeamsChannel({}, lambda _person: None), NOW) is State.REFUSED


def test_a_card_is_answered_in_place_and_told_twice_counts_once(teams: Teams, staffed: tuple[Path, int], outbox: Outbox) -> None:
    message = offer(*staffed, DRILL, "https://learn.example")
    assert message is not None
    token = outbox.shown(staffed[1], "teams", "asked", message, NOW)
    for _ in range(2):
        teams.tell(id="in-2", replyToId="card-1", value={TOKEN: token, PRESSED: "escalate", "step": "5"})
    wait_for(lambda: PersonPractice(*staffed).attempts())
    wait_for(teams.sent)
    assert len(teams.sent()) == 1 and any(path.endswith("/activities/card-1") for path, _ in teams.server.asked)
    assert PersonPractice(*staffed).attempts()[0].action == "escalate"


def test_what_microsoft_did_not_sign_is_not_heard(teams: Teams) -> None:
    assert teams.tell(key=generate_private_key(65537, 2048), text="today") == 401 and not teams.sent()
    assert teams.visit.post(MESSAGES, json={"type": "message"}).status_code == 401


def test_a_stranger_is_told_so(teams: Teams) -> None:
    teams.tell(text="today", **{"from": {"id": "29:eve", "aadObjectId": "no-one"}})
    wait_for(teams.sent)
    assert "no staff list" in teams.sent()[0]["text"]
