"""The Microsoft Teams app: answers that come from cards, what people write to it, and messages to those who once wrote to it.

It speaks the Bot Framework's protocol through Microsoft's own library, which checks the token of everything that comes in. It
needs a public HTTPS address before it; a message can go only to who installed the app or wrote to it, because Teams gives their
conversation no earlier.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from microsoft_teams.api import ConversationReference, MessageActivityInput
from microsoft_teams.apps import App, FastAPIAdapter
from microsoft_teams.apps.options import AppOptions
from microsoft_teams.cards.core import AdaptiveCard
from starlette.concurrency import run_in_threadpool

from clearspan.delivery.conversing import Conversing
from clearspan.delivery.message import Message
from clearspan.delivery.outbox import Outgoing
from clearspan.delivery.teams_card import TOKEN, card, reply_of
from clearspan.errors import DeliveryFailed, DeliveryRefused

MESSAGES = "/api/messages"

HELLO = "Write **today** for five minutes of practice, or **stop** and nothing more comes to you."


@dataclass(frozen=True)
class Credentials:
    """The app registration in Entra: its id, its secret, and the tenant."""

    client_id: str
    client_secret: str
    tenant_id: str

    def options(self) -> AppOptions:
        """The same, as Microsoft's library wants them."""
        return {"client_id": self.client_id, "client_secret": self.client_secret, "tenant_id": self.tenant_id}


def teams_app(options: AppOptions, conversing: Conversing, keep: Callable[[str, str], bool], api: FastAPI) -> App:
    """The app on a web application; `keep` is told by whom (their Entra id) and where somebody wrote, and says whether they are
    known."""
    app = App(**{**options, "http_server_adapter": FastAPIAdapter(api), "messaging_endpoint": MESSAGES})

    @app.on_install_add
    async def installed(context: Any) -> None:
        await _met(context, keep)
        await context.send(HELLO)

    @app.on_message
    async def told(context: Any) -> None:
        known = await _met(context, keep)
        value = context.activity.value
        if isinstance(value, dict) and value.get(TOKEN):
            await _answered(context, conversing, value)
        elif known:
            await _asked(context, conversing, str(context.activity.text or "").strip().lower())
        else:
            await context.send("You are on no staff list here. Ask your administrator.")

    return app


async def _met(context: Any, keep: Callable[[str, str], bool]) -> bool:
    """Whether whoever wrote is known; where they can be written to is kept."""
    sender = str(getattr(context.activity.from_, "aad_object_id", "") or "")
    reference = context.conversation_ref.model_dump_json(by_alias=True, exclude_none=True)
    return bool(sender) and await run_in_threadpool(keep, sender, reference)


async def _answered(context: Any, conversing: Conversing, value: dict[str, Any]) -> None:
    if not await run_in_threadpool(conversing.once, f"teams:{context.activity.id}"):
        return
    reply = reply_of(value)
    message = await run_in_threadpool(conversing.answered, reply)
    if message is not None:
        shown = _shown(message, reply.token)
        if context.activity.reply_to_id:
            shown.id = context.activity.reply_to_id
        await context.send(shown)


async def _asked(context: Any, conversing: Conversing, words: str) -> None:
    sender = str(context.activity.from_.aad_object_id)
    if words == "stop":
        await run_in_threadpool(conversing.stop, sender)
        await context.send("Nothing more comes to you. Write **today** whenever you like.")
        return
    found = await run_in_threadpool(conversing.today, sender) if words == "today" else None
    if words != "today":
        await context.send(HELLO)
    elif found is None:
        await context.send("Nothing is waiting for you today.")
    else:
        await context.send(_shown(*found))


def _shown(message: Message, token: str) -> MessageActivityInput:
    return MessageActivityInput(text="").add_card(AdaptiveCard.model_validate(card(message, token)))


class TeamsChannel:
    """Microsoft Teams, as the app of these credentials; `reference_of` is where a person can be written to."""

    def __init__(self, options: AppOptions, reference_of: Callable[[int], str | None]) -> None:
        self._options, self._reference_of = options, reference_of

    def send(self, outgoing: Outgoing) -> str:
        """The activity's id."""
        stored = self._reference_of(outgoing.person)
        if stored is None:
            raise DeliveryRefused(
                "the person never wrote to the app", where="teams", remedy="They install it, or write to it once."
            )
        reference = ConversationReference.model_validate(json.loads(stored))
        return _run(self._sent(reference, outgoing))

    def was_sent(self, outgoing: Outgoing) -> str | None:  # noqa: ARG002  the protocol asks for it
        """None: Teams does not tell an app what it sent."""
        return None

    async def _sent(self, reference: ConversationReference, outgoing: Outgoing) -> str:
        app = App(**{**self._options, "http_server_adapter": FastAPIAdapter(FastAPI()), "messaging_endpoint": MESSAGES})
        await app.initialize()
        shown = _shown(outgoing.message, outgoing.token)
        return (await app.send(reference.conversation.id, shown, service_url=reference.service_url)).id


def _run(sending: Coroutine[Any, Any, str]) -> str:
    """What comes of sending. Raises DeliveryFailed where trying again may help, DeliveryRefused where not."""
    try:
        return asyncio.run(sending)
    except DeliveryRefused:
        raise
    except Exception as error:
        response = getattr(error, "response", None)
        status = int(getattr(response, "status_code", 0) or 0)
        if status and status != 429 and status < 500:
            raise DeliveryRefused(f"Teams refuses the message ({status})", where="teams") from None
        after = str(response.headers.get("Retry-After", "")) if response is not None else ""
        wait = int(after) if after.isdecimal() else None
        raise DeliveryFailed(
            f"Teams cannot be reached ({status or type(error).__name__})", where="teams", after_seconds=wait
        ) from None
