"""Signs people in: a link for an address on the staff list, a session for a link, and the roles that come with it."""

from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.application.sign_ins import LINK_SECONDS, SignIns, Visitor
from clearspan.delivery.mail import MailServer, mail_server
from clearspan.errors import UsageError
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.listen import open_application
from clearspan.jobs.own_data import person_today, someone_today
from clearspan.practice.record import PracticeRecord
from clearspan.privacy.contact import Contacts, Purpose
from clearspan.privacy.identities import BOT, Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.secrets import read_secret
from clearspan.settings import Settings, load_settings
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.role import GIVEN, Role

SIGN_IN_PATH = "/sign-in/"

DEMONSTRATION = "demonstration"
"""Name of the empty file that marks a directory as a demo: its people are invented."""


LETTER = """Open this link to sign in to Clearspan:

{link}

It works once, for {minutes} minutes. If you did not ask for it, do nothing: nobody gets in without it.
"""


@dataclass(frozen=True)
class SignInLink:
    """A link that signs a person in once, and the address on the staff list that it is for; neither is in the repr."""

    person: int
    address: str
    link: str

    def __repr__(self) -> str:
        return f"SignInLink(person={self.person})"


def sign_in_link(directory: Path, address: str, who: str) -> SignInLink | None:
    """A new link for the person of an e-mail address; None where none is employed here or enough links were made this hour.

    `who` asks, for the log of looks at contacts. The link is for the address on the staff list, never for one that was typed.
    """
    person = employed(directory, address)
    if person is None or not (directory / CONTACT_FOLDER).exists():
        return None
    with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
        contact = contacts.read(person, who, Purpose.SIGN_IN)
    settings = load_settings(directory)
    with open_application(directory, settings) as store:
        token = None if contact is None else SignIns(store).invite(person, _now())
    if contact is None or token is None:
        return None
    return SignInLink(person, contact.email, f"{settings.text('public_address').rstrip('/')}{SIGN_IN_PATH}{token}")


def mail_link(directory: Path, address: str) -> bool:
    """Whether a link was mailed to the person of an address. Raises UsageError where no mail server is set, DeliveryError where
    it does not take the mail."""
    server = mail_server_of(load_settings(directory))
    link = sign_in_link(directory, address, "sign-in page")
    if link is not None:
        server.send(link.address, "Sign in to Clearspan", LETTER.format(link=link.link, minutes=LINK_SECONDS // 60))
    return link is not None


def mail_server_of(settings: Settings) -> MailServer:
    """The mail server of the settings. Raises UsageError where none is set."""
    if not settings.text("smtp_address"):
        raise UsageError(
            "no mail server is set", where="smtp_address", remedy="Ask your administrator for a link: clearspan sign-in ADDRESS."
        )
    address, sender, encryption = (settings.text(name) for name in ("smtp_address", "mail_from", "smtp_encryption"))
    return mail_server(address, sender, encryption, settings.text("smtp_user"), read_secret("mail", "password") or "")


def employed(directory: Path, address: str) -> int | None:
    """The number of the person with an e-mail address who is employed today, None where there is none."""
    return employed_as(directory, IdentifierKind.EMAIL, address)


def employed_as(directory: Path, kind: IdentifierKind, value: str) -> int | None:
    """The number of the person with an identifier who is employed today, None where there is none."""
    if not (directory / IDENTITY_FOLDER).exists():
        return None
    with Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        _, people = identities.find([kind.value], [value])
    person = int(people[0])
    return person if person >= 0 and person != BOT and roles_of(directory, person) else None


def roles_of(directory: Path, person: int) -> frozenset[Role]:
    """The roles of a person today: none where they are not employed."""
    mine = person_today(directory, person)
    if mine is None:
        return frozenset()
    led = frozenset({Role.MANAGER}) if mine["is_manager"] else frozenset[Role]()
    with open_application(directory, load_settings(directory)) as store:
        return frozenset({Role.EMPLOYEE}) | led | SignIns(store).given(person)


def sign_in(directory: Path, token: str) -> str | None:
    """The token of a new session for a link's token; None where the link does not work any more, or its person has left."""
    with open_application(directory, load_settings(directory)) as store:
        person = SignIns(store).redeem(token, _now())
        roles = frozenset[Role]() if person is None else roles_of(directory, person)
        return SignIns(store).start(Visitor(person, roles), _now()) if person is not None and roles else None


def show_as(directory: Path, role: Role) -> str:
    """The token of a session in which a demo is seen as somebody of a role sees it. Raises UsageError where it is no demo."""
    if not (directory / DEMONSTRATION).exists():
        raise UsageError("only a demo can be seen as somebody else", where="view as", remedy="Sign in as yourself.")
    with open_application(directory, load_settings(directory)) as store:
        active = PracticeRecord(store).everyone(_now())
        person = someone_today(directory, role is Role.MANAGER, active)
        if person is None:
            raise UsageError("nobody in the demo has this role", where="view as")
        return SignIns(store).start(Visitor(person, frozenset({Role.EMPLOYEE, role}), shown=True), _now())


def roles_counted(directory: Path) -> dict[Role, int]:
    """How many people have each role that is given by hand, roles that nobody has included."""
    with open_application(directory, load_settings(directory)) as store:
        counted = SignIns(store).counted()
    return {role: counted.get(role, 0) for role in GIVEN}


def give_role(directory: Path, address: str, role: Role) -> None:
    """Nothing; gives a role to the person of an address. Raises UsageError where there is no such person or no such gift."""
    person = _person_for_role(directory, address, role)
    with open_application(directory, load_settings(directory)) as store:
        SignIns(store).give(person, role, _now())


def take_role(directory: Path, address: str, role: Role) -> bool:
    """Whether the person of an address had a role; it is taken away and their session ends."""
    person = _person_for_role(directory, address, role)
    with open_application(directory, load_settings(directory)) as store:
        return SignIns(store).take(person, role)


def _person_for_role(directory: Path, address: str, role: Role) -> int:
    if role not in GIVEN:
        remedy = f"Give one of {', '.join(GIVEN)}; who is an employee or a manager stands in the staff list."
        raise UsageError(f"{role.value} is not given by hand", where="role", remedy=remedy)
    if (person := employed(directory, address)) is None:
        raise UsageError(
            "nobody employed today has this address",
            where="address",
            remedy="Write it as the staff list does, or run on a newer list.",
        )
    return person


def _now() -> int:
    return int(clock.now().timestamp())
