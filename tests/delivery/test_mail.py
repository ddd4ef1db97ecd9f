"""E-mail, through the standard library, to a server that speaks SMTP."""

import email
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from fastapi.testclient import TestClient
from tests.delivery.golden import held_golden

from clearspan.delivery.letter import letter
from clearspan.delivery.mail import MailServer, mail_server
from clearspan.delivery.mail_channel import MailChannel
from clearspan.delivery.outbox import Outbox, State
from clearspan.errors import DeliveryRefused, UsageError
from clearspan.jobs.conversation import offer
from clearspan.jobs.practice import PersonPractice
from clearspan.privacy.contact import Contact
from clearspan.web.app import build

NOW = 1_790_000_000
BASE = "https://learn.example"


class Inbox:
    """Keeps what comes, or refuses with a code."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuse = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """The answer of the server."""
        if self.refuse:
            return self.refuse
        parsed = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        self.letters.append(parsed)
        return "250 taken"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, MailServer]]:
    """An inbox, and the way to its server."""
    kept = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, mail_server(f"127.0.0.1:{port}", "learning@example.org", "none")
    controller.stop()


def test_a_letter_reads_well_as_text_and_its_answers_are_pages(
    staffed: tuple[Path, int], outbox: Outbox, inbox: tuple[Inbox, MailServer]
) -> None:
    message = offer(*staffed, "use_cases/sales/prepare_first_call", BASE)
    assert message is not None and outbox.put(staffed[1], "email", "nudge:1", message, NOW)
    outgoing = outbox.due(NOW)[0]
    channel = MailChannel(inbox[1], lambda _person: Contact("ada@example.org"), BASE)
    assert outbox.send(outgoing, channel, NOW) is State.SENT
    (came,) = inbox[0].letters
    body = came.get_body(("plain",))
    assert body is not None and came["To"] == "ada@example.org" and came["Auto-Submitted"] == "auto-generated"
    text = body.get_content().replace(outgoing.token, "TOKEN").replace("\r", "")
    assert f"{BASE}/my/answer/TOKEN/tried" in text and f"{BASE}/my/practice/reach" in text
    held_golden("letter_use_case.txt", text)


def test_html_of_a_letter_loads_nothing_and_holds_no_markup_of_others(staffed: tuple[Path, int]) -> None:
    message = offer(*staffed, "drills/sales/call_brief_for_northgate", BASE)
    assert message is not None
    written = letter(message, BASE, "t" * 22)
    assert "src=" not in written.html and "<script" not in written.html and "Answer on your page" in written.html
    assert "/my/answer/" not in written.html


@pytest.mark.parametrize(("refusal", "state"), [("451 later", State.WAITING), ("552 full", State.REFUSED), ("", State.SENT)])
def test_what_the_server_says_decides(
    staffed: tuple[Path, int], outbox: Outbox, inbox: tuple[Inbox, MailServer], refusal: str, state: State
) -> None:
    message = offer(*staffed, "lessons/sales/only_these_texts", BASE)
    assert message is not None
    outbox.put(staffed[1], "email", "nudge:1", message, NOW)
    inbox[0].refuse = refusal
    channel = MailChannel(inbox[1], lambda _person: Contact("ada@example.org"), BASE)
    assert outbox.send(outbox.due(NOW)[0], channel, NOW) is state


def test_nothing_travels_in_clear_text_or_to_what_is_no_address(inbox: tuple[Inbox, MailServer]) -> None:
    with pytest.raises(UsageError, match="clear text"):
        mail_server("mail.example.org:25", "a@example.org", "none")
    with pytest.raises(UsageError, match="no address"):
        mail_server("mail.example.org", "a@example.org", "tls")
    for address in ("ada@example.org\nBcc: eve@example.org", "nobody", ""):
        with pytest.raises(DeliveryRefused):
            inbox[1].send(address, "s", "t")
    assert not inbox[0].letters


def test_a_link_in_a_letter_takes_one_press_and_counts_once(staffed: tuple[Path, int], outbox: Outbox) -> None:
    link = "use_cases/sales/prepare_first_call"
    message = offer(*staffed, link, BASE)
    assert message is not None
    token = outbox.shown(staffed[1], "email", "nudge:1", message, NOW)
    with TestClient(build(staffed[0]), base_url="http://127.0.0.1") as visit:
        path = f"/my/answer/{token}/tried"
        form = {"content-type": "application/x-www-form-urlencoded"}
        assert [visit.get(path).status_code for _ in range(2)] == [200, 200]
        practice = PersonPractice(*staffed)
        assert not practice.today().done
        assert ["comes back to you" in visit.post(path, headers=form).text for _ in range(2)] == [True, False]
        assert visit.get(f"/my/answer/{'x' * 22}/tried").status_code == 404
        assert visit.get(f"/my/answer/{token}/unheard").status_code == 404
    with outbox._store.reading() as connection:  # pyright: ignore[reportPrivateUsage]
        steps = connection.exec_driver_sql("SELECT count(*) FROM practice_step WHERE step = 'tried'").scalar()
    assert steps == 1
