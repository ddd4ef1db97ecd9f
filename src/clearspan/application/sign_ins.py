"""Who is signed in, and as what: single-use links, sessions, roles that were given, and looks at a person's data."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, or_, select, update

from clearspan.application.store import Application
from clearspan.application.tables import OWN_LOOK, ROLE_GIVEN, SESSION, SIGN_IN_LINK
from clearspan.privacy.token import new_token, token_hash
from clearspan.vocabulary.role import Role

LINK_SECONDS = 15 * 60
"""How long a link to sign in works: long enough for slow mail, short enough for a forgotten one."""

SESSION_SECONDS = 12 * 3600
"""How long somebody stays signed in: a working day."""

LINKS_AN_HOUR = 5
"""Links that one person is sent in an hour, so that nobody can flood a mailbox."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in: the person and the roles; `shown` where a demo only shows it as one of them sees it."""

    person: int
    roles: frozenset[Role]
    shown: bool = False


@dataclass(frozen=True)
class OwnLook:
    """One look at a person's data: by whom, at what, and when (seconds since 1970-01-01, UTC)."""

    who: str
    what: str
    at: int


class SignIns:
    """Links, sessions, given roles and looks in the application store."""

    def __init__(self, store: Application) -> None:
        self._store = store

    def invite(self, person: int, now: int) -> str | None:
        """The token of a new link for a person; None where they were sent enough of them in the last hour."""
        token = new_token()
        with self._store.writing() as connection:
            connection.execute(delete(SIGN_IN_LINK).where(SIGN_IN_LINK.c.made_at < now - 3600))
            lately = select(func.count()).where(SIGN_IN_LINK.c.person == person)
            if (connection.execute(lately).scalar() or 0) >= LINKS_AN_HOUR:
                return None
            row = {"token_hash": token_hash(token), "person": person, "made_at": now, "used": False}
            connection.execute(insert(SIGN_IN_LINK).values(row))
        return token

    def redeem(self, token: str, now: int) -> int | None:
        """The person whom a link signs in; None where it is used, too old or none. It works once."""
        hashed = token_hash(token)
        if hashed is None:
            return None
        fresh = (SIGN_IN_LINK.c.token_hash == hashed, ~SIGN_IN_LINK.c.used, SIGN_IN_LINK.c.made_at > now - LINK_SECONDS)
        with self._store.writing() as connection:
            person = connection.execute(select(SIGN_IN_LINK.c.person).where(*fresh)).scalar()
            connection.execute(update(SIGN_IN_LINK).where(*fresh).values(used=True))
        return person

    def works(self, token: str, now: int) -> bool:
        """Whether a link would sign somebody in; asking does not use it up, because mail scanners open links."""
        hashed = token_hash(token)
        fresh = (SIGN_IN_LINK.c.token_hash == hashed, ~SIGN_IN_LINK.c.used, SIGN_IN_LINK.c.made_at > now - LINK_SECONDS)
        with self._store.reading() as connection:
            return hashed is not None and connection.execute(select(SIGN_IN_LINK.c.person).where(*fresh)).first() is not None

    def start(self, visitor: Visitor, now: int) -> str:
        """The token of a new session, for a cookie."""
        token, roles = new_token(), ";".join(sorted(visitor.roles))
        row = {"token_hash": token_hash(token), "person": visitor.person, "roles": roles, "shown": visitor.shown, "since": now}
        with self._store.writing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.since < now - SESSION_SECONDS))
            connection.execute(insert(SESSION).values(row))
        return token

    def visitor(self, token: str, now: int) -> Visitor | None:
        """Who comes with a session's token, None where it is over or none."""
        hashed = token_hash(token)
        if hashed is None:
            return None
        mine = (SESSION.c.token_hash == hashed, SESSION.c.since > now - SESSION_SECONDS)
        with self._store.reading() as connection:
            row = connection.execute(select(SESSION.c.person, SESSION.c.roles, SESSION.c.shown).where(*mine)).first()
        return None if row is None else Visitor(row.person, frozenset(map(Role, row.roles.split(";"))), bool(row.shown))

    def leave(self, token: str) -> None:
        """Nothing; the session is over."""
        with self._store.writing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.token_hash == token_hash(token)))

    def give(self, person: int, role: Role, now: int) -> None:
        """Nothing; the person has the role from now on. Sessions that began before keep what they had."""
        with self._store.writing() as connection:
            connection.execute(delete(ROLE_GIVEN).where(ROLE_GIVEN.c.person == person, ROLE_GIVEN.c.role == role.value))
            connection.execute(insert(ROLE_GIVEN).values(person=person, role=role.value, given_at=now))

    def take(self, person: int, role: Role) -> bool:
        """Whether the person had the role; it is taken away, and what they are signed in to is over."""
        with self._store.writing() as connection:
            gone = connection.execute(
                delete(ROLE_GIVEN).where(ROLE_GIVEN.c.person == person, ROLE_GIVEN.c.role == role.value)
            ).rowcount
            connection.execute(delete(SESSION).where(SESSION.c.person == person))
        return gone > 0

    def given(self, person: int) -> frozenset[Role]:
        """The roles that the person was given."""
        with self._store.reading() as connection:
            return frozenset(
                map(Role, connection.execute(select(ROLE_GIVEN.c.role).where(ROLE_GIVEN.c.person == person)).scalars())
            )

    def counted(self) -> dict[Role, int]:
        """How many people have each role that is given."""
        with self._store.reading() as connection:
            rows = connection.execute(select(ROLE_GIVEN.c.role, func.count()).group_by(ROLE_GIVEN.c.role)).all()
        return {Role(role): count for role, count in rows}

    def note(self, person: int, who: str, what: str, now: int) -> None:
        """Nothing; writes down who looks at what of a person, before it is shown."""
        with self._store.writing() as connection:
            connection.execute(insert(OWN_LOOK).values(person=person, who=who, what=what, at=now))

    def looks(self, people: Sequence[int]) -> list[OwnLook]:
        """Every look at the data of the person who has, or had, these numbers, the latest first."""
        asked = select(OWN_LOOK.c.who, OWN_LOOK.c.what, OWN_LOOK.c.at).where(or_(*(OWN_LOOK.c.person == each for each in people)))
        with self._store.reading() as connection:
            return [OwnLook(*row) for row in connection.execute(asked.order_by(OWN_LOOK.c.number.desc()))]
