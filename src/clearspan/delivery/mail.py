"""Hands one e-mail to the organisation's mail server."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid

from clearspan.errors import DeliveryFailed, DeliveryRefused, UsageError

WAIT_SECONDS = 20

TEMPORARY = range(400, 500)
"""SMTP codes after which the same message may be accepted later (RFC 5321, 4.2.1)."""


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed over: host, port, and the sender; with a password it is never handed over in clear text.

    `encryption` is 'starttls', 'tls' from the first byte, or 'none', which is refused for any host but this machine.
    """

    host: str
    port: int
    sender: str
    encryption: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, to: str, subject: str, text: str, html: str = "", message_id: str = "") -> None:
        """Nothing; the server has taken the message. Raises DeliveryFailed where trying again may help, else DeliveryRefused."""
        message = written(self.sender, to, subject, text, html, message_id)
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = max(code for code, _ in error.recipients.values())
            raise _trouble(code) from None
        except smtplib.SMTPResponseException as error:
            raise _trouble(error.smtp_code) from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryFailed(f"the mail server cannot be reached ({type(error).__name__})", where=self.host) from None

    def _connected(self) -> smtplib.SMTP:
        context, domain = ssl.create_default_context(), _domain(self.sender)
        if self.encryption == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, domain, timeout=WAIT_SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, domain, timeout=WAIT_SECONDS)
        if self.encryption == "starttls":
            server.starttls(context=context)
        if self.user:
            server.login(self.user, self.password)
        return server


def mail_server(address: str, sender: str, encryption: str, user: str = "", password: str = "") -> MailServer:
    """The server at HOST:PORT. Raises UsageError where the address is none, or a message would travel in clear text."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or not host:
        raise UsageError("is no address of a mail server", where="smtp_address", remedy="Write it as HOST:PORT.")
    if not sender:
        raise UsageError("nobody is named as the sender", where="mail_from", remedy="Name an address of your organisation.")
    if encryption == "none" and host not in {"127.0.0.1", "localhost", "::1"}:
        raise UsageError(
            "mail would travel in clear text", where="smtp_encryption", remedy="Use starttls or tls, or a relay on this machine."
        )
    return MailServer(host, int(port), sender, encryption, user, password)


def written(sender: str, to: str, subject: str, text: str, html: str = "", message_id: str = "") -> EmailMessage:
    """The message: text first, HTML as an alternative. Raises DeliveryRefused where the address could not be one."""
    message = EmailMessage()
    try:
        message["To"] = Address(addr_spec=to)
        message["From"], message["Subject"] = sender, subject
    except (ValueError, IndexError):
        raise DeliveryRefused("the address is none", where="e-mail") from None
    message["Message-ID"] = message_id or make_msgid(domain=_domain(sender))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def _trouble(code: int) -> DeliveryFailed | DeliveryRefused:
    if code in TEMPORARY:
        return DeliveryFailed(f"the mail server asks to try later ({code})", where="e-mail")
    return DeliveryRefused(f"the mail server refuses the message ({code})", where="e-mail", remedy="See its log.")


def _domain(sender: str) -> str:
    """The domain of the sender, which is also the name with which a server is greeted: that of this machine stays here."""
    return sender.rpartition("@")[2].strip("> ") or "localhost"
