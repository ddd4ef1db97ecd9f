"""Claude Code's telemetry in OpenTelemetry's JSON: who sent it, from which session, and how attributes are written."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.claude_code import CodeDay, CodeSession, terminal
from clearspan.simulator.claude_products import claude_draws
from clearspan.simulator.moments import moments
from clearspan.simulator.organisation import Organisation

Attribute = dict[str, object]


@dataclass(frozen=True)
class Sent:
    """A session that sent telemetry: its number and terminal, whose it was, what was done, and when each prompt came."""

    session: str
    place: str
    email: str
    account: str
    did: CodeSession
    times: list[int]

    def attributes(self, **further: object) -> list[Attribute]:
        """The attributes of an event or data point of the session."""
        standard = {
            "user.email": self.email,
            "user.account_uuid": self.account,
            "organization.id": "org_nwt",
            "session.id": self.session,
            "terminal.type": self.place,
        }
        return [attribute(name, value) for name, value in (standard | further).items()]


def sent_on(organisation: Organisation, day: int, prompts: Ints) -> Iterator[Sent]:
    """The sessions of a day; `prompts` are by person."""
    names, draws, of = organisation.identity, claude_draws(organisation, day)[:, 0], moments(organisation, "claude code", day)
    for person in np.flatnonzero(prompts).tolist():
        times = of(person, int(prompts[person]))
        before = 0
        for at, part in enumerate(CodeDay(int(prompts[person]), float(draws[person])).parts()):
            yield Sent(
                session=f"s-{names.token[person]}-{day}-{at}",
                place=terminal(person, at),
                email=names.email[person],
                account=names.guid(person, "claude"),
                did=part,
                times=times[before : before + part.prompts],
            )
            before += part.prompts


def attribute(name: str, value: object) -> Attribute:
    """An attribute in the form of its type; whole numbers are text."""
    kind, written = ("intValue", str(value)) if isinstance(value, int) else ("stringValue", value)
    return {"key": name, "value": {"doubleValue": value} if isinstance(value, float) else {kind: written}}


def nanoseconds(moment: int) -> str:
    """Milliseconds since 1970 as nanoseconds, in text."""
    return str(moment * 1_000_000)
