"""Messages to people in Slack, by its Web API."""

from collections.abc import Callable
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from clearspan.delivery.outbox import Outgoing
from clearspan.delivery.slack_blocks import blocks
from clearspan.errors import DeliveryFailed, DeliveryRefused
from clearspan.privacy.contact import Contact

EVENT = "clearspan_message"
"""Name of the metadata by which a message is known again."""

LATER = frozenset({"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Errors after which the same call may succeed."""

LOOK_BACK = 100
"""Messages of a conversation that are looked through for one that may have gone out."""


class SlackChannel:
    """Slack, as the app that the token belongs to. `contact_of` gives the address of a person (number), which is logged."""

    def __init__(self, client: WebClient, contact_of: Callable[[int], Contact | None]) -> None:
        self._client, self._contact_of = client, contact_of

    def send(self, outgoing: Outgoing) -> str:
        """The time stamp that is Slack's own name of the message."""
        try:
            sent = self._client.chat_postMessage(
                channel=self._conversation(outgoing.person),
                text=outgoing.message.title,
                blocks=blocks(outgoing.message, outgoing.token),
                metadata={"event_type": EVENT, "event_payload": {"key": outgoing.key}},
                unfurl_links=False,
            )
        except (SlackClientError, URLError, OSError) as error:
            raise _trouble(error) from None
        return f"{sent['channel']}/{sent['ts']}"

    def was_sent(self, outgoing: Outgoing) -> str | None:
        """Slack's name of a message of the same key among the latest of the conversation."""
        try:
            channel = self._conversation(outgoing.person)
            found = self._client.conversations_history(channel=channel, limit=LOOK_BACK, include_all_metadata=True)
        except (SlackClientError, URLError, OSError) as error:
            raise _trouble(error) from None
        for each in found.get("messages") or []:
            if each.get("metadata", {}).get("event_payload", {}).get("key") == outgoing.key:
                return f"{channel}/{each['ts']}"
        return None

    def _conversation(self, person: int) -> str:
        contact = self._contact_of(person)
        if contact is None:
            raise DeliveryRefused("no staff list states an address", where="slack")
        known = contact.chats.get("slack")
        user = known or str((self._client.users_lookupByEmail(email=contact.email).get("user") or {}).get("id", ""))
        return str((self._client.conversations_open(users=user).get("channel") or {}).get("id", ""))


def _trouble(error: Exception) -> DeliveryFailed | DeliveryRefused:
    if not isinstance(error, SlackApiError):
        return DeliveryFailed(f"Slack cannot be reached ({type(error).__name__})", where="slack")
    code = str(error.response.get("error", ""))
    status = int(error.response.status_code or 0)
    if status == 429 or status >= 500 or code in LATER:
        after = str(error.response.headers.get("Retry-After", ""))
        return DeliveryFailed(
            f"Slack asks to try later ({code or status})", where="slack", after_seconds=int(after) if after.isdecimal() else None
        )
    return DeliveryRefused(
        f"Slack refuses the message ({code or status})", where="slack", remedy="See that the app is installed."
    )
