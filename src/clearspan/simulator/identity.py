"""Under which names each vendor and system knows a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_DNS, uuid5

import numpy as np

from clearspan.simulator.arrays import Flags
from clearspan.simulator.families import COPILOT, FAMILIES
from clearspan.simulator.names import DOMAIN, FIRST, LAST, OLD_DOMAIN, SHORTCODE, plain
from clearspan.simulator.people import People
from clearspan.simulator.streams import Streams

ALIASED = 0.12
"""Share of people with a second address, at the domain that the organisation had before."""
ACCENTED = 0.03
"""Share of people with accents in their name whose address keeps them."""
UNLINKED = 0.01
"""Share of GitHub logins that the identity file does not know."""


@dataclass(frozen=True)
class Identity:
    """Names by person. `alias` is empty where there is none; `uses_alias` says that chat vendors know the alias;
    `login` is empty outside the families that use GitHub."""

    name: list[str]
    email: list[str]
    alias: list[str]
    uses_alias: Flags
    employee_id: list[str]
    login: list[str]
    linked: Flags
    viva: list[str]
    token: list[str]

    def chat_email(self, person: int) -> str:
        """The address under which chat vendors know a person."""
        return self.alias[person] if self.uses_alias[person] else self.email[person]

    def github_id(self, person: int) -> int:
        """The numeric id of a person's GitHub account."""
        return 20_400_000 + 7 * person

    def guid(self, person: int, system: str) -> str:
        """The GUID under which a system knows a person: "entra" for Microsoft, "claude" for Anthropic's account."""
        return str(uuid5(NAMESPACE_DNS, f"{self.token[person]}.{system}.{DOMAIN}"))

    def google_id(self, person: int) -> str:
        """The profile id of a person's Google account: 21 digits."""
        return f"1{int(self.token[person][:16], 16):020d}"


def build_identity(people: People, streams: Streams) -> Identity:
    """The names of everyone; a name depends on the person's number and on those before it only."""
    count = len(people)
    draws = streams.uniform((count, 5), "name")
    first = [FIRST[at] for at in np.floor(draws[:, 0] * len(FIRST)).astype(int).tolist()]
    last = [LAST[at] for at in np.floor(draws[:, 1] * len(LAST)).astype(int).tolist()]
    accented = draws[:, 2] < ACCENTED
    local = [
        f"{one}.{two}".lower().replace(" ", "") if accents else f"{plain(one)}.{plain(two)}"
        for one, two, accents in zip(first, last, accented.tolist(), strict=True)
    ]
    short = [plain(one)[0] + plain(two) for one, two in zip(first, last, strict=True)]
    numbered = _numbered(short)
    aliased = draws[:, 3] < ALIASED
    coder = np.array([family.licensed[COPILOT] > 0 for family in FAMILIES])[people.family]
    raw = streams.at("guid").integers(0, 1 << 63, size=(count, 2), dtype=np.int64).tolist()
    return Identity(
        name=[f"{one} {two}" for one, two in zip(first, last, strict=True)],
        email=[f"{text}@{DOMAIN}" for text in _numbered(local)],
        alias=[f"{text}@{OLD_DOMAIN}" if has else "" for text, has in zip(numbered, aliased.tolist(), strict=True)],
        uses_alias=aliased & (draws[:, 3] < ALIASED * 0.6),
        employee_id=[
            f"{'C' if contractor else ''}{100_001 + number}" for number, contractor in enumerate(people.contractor.tolist())
        ],
        login=[f"{text}_{SHORTCODE}" if has else "" for text, has in zip(numbered, coder.tolist(), strict=True)],
        linked=draws[:, 4] >= UNLINKED,
        viva=[_guid(high, low) for high, low in raw],
        token=[f"{high:016x}{low & 0xFFFFFFFF:08x}" for high, low in raw],
    )


def _numbered(texts: Iterable[str]) -> list[str]:
    """The texts, each repetition with its number behind it."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for text in texts:
        times = seen.get(text, 0) + 1
        seen[text] = times
        found.append(text if times == 1 else f"{text}{times}")
    return found


def _guid(high: int, low: int) -> str:
    digits = f"{high:016x}{low:016x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
