"""Messages to people by e-mail."""

from collections.abc import Callable

from clearspan.delivery.letter import letter
from clearspan.delivery.mail import MailServer
from clearspan.delivery.outbox import Outgoing
from clearspan.errors import DeliveryRefused
from clearspan.privacy.contact import Contact


class MailChannel:
    """E-mail by the organisation's server; `base` begins the links."""

    def __init__(self, server: MailServer, contact_of: Callable[[int], Contact | None], base: str) -> None:
        self._server, self._contact_of, self._base = server, contact_of, base

    def send(self, outgoing: Outgoing) -> str:
        """The message's id, which is made of its key: a server that sees it twice can tell."""
        contact = self._contact_of(outgoing.person)
        if contact is None:
            raise DeliveryRefused("no staff list states an address", where="e-mail")
        written, name = letter(outgoing.message, self._base, outgoing.token), f"<{outgoing.token}@clearspan>"
        self._server.send(contact.email, written.subject, written.text, written.html, name)
        return name

    def was_sent(self, outgoing: Outgoing) -> str | None:  # noqa: ARG002  the protocol asks for it
        """None: a mail server does not tell."""
        return None
