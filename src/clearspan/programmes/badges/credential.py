"""A badge as an Open Badges 3.0 credential (1EdTech) on the W3C's Verifiable Credentials data model 2.0."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from clearspan.programmes.badges.award import VALID_DAYS, Evidence
from clearspan.vocabulary.period import day_of

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
CRITERIA = (
    "All three layers (fluency, judgment, workflow redesign) at what is expected of the job, and a change in own work that "
    "systems recorded. A test alone never earns it, and it ends after a year."
)

Document = dict[str, Any]


@dataclass(frozen=True)
class Achievement:
    """What a badge is for: a job family at a stage of the career, by the version of the framework."""

    family: str
    band: str
    version: int

    @property
    def name(self) -> str:
        """Its title."""
        return f"Works with AI: {self.family}"


def credential(
    achievement: Achievement, issuer: tuple[str, str], email: str, evidence: Sequence[Evidence], issued_day: int
) -> Document:
    """The credential, unsigned. `issuer` is its id and name; of the holder's address only a salted hash goes in, so that who
    has the address can check it, and nobody else can read it."""
    begins = datetime.combine(day_of(issued_day), datetime.min.time(), UTC)
    return {
        "@context": list(CONTEXTS),
        "id": uuid.uuid4().urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement.name,
        "issuer": {"id": issuer[0], "type": ["Profile"], "name": issuer[1]},
        "validFrom": _time(begins),
        "validUntil": _time(begins + timedelta(days=VALID_DAYS)),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_identity(email, secrets.token_hex(16))],
            "achievement": _achievement(achievement),
        },
        "evidence": [
            {
                "id": uuid.uuid4().urn,
                "type": ["Evidence"],
                "name": each.name,
                "narrative": f"{each.words} Observations: {each.observations}.",
            }
            for each in evidence
        ],
    }


def is_holder(document: Document, email: str) -> bool:
    """Whether a credential is about the person with an e-mail address."""
    try:
        known = document["credentialSubject"]["identifier"][0]
        salt, digest = str(known["salt"]), str(known["identityHash"])
    except (KeyError, IndexError, TypeError):
        return False
    return secrets.compare_digest(_identity(email, salt)["identityHash"].encode(), digest.encode())


def _achievement(achievement: Achievement) -> Document:
    name = f"clearspan/{achievement.family}/{achievement.band}/{achievement.version}"
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, name).urn,
        "type": ["Achievement"],
        "name": achievement.name,
        "description": f"Uses AI well in real work: {achievement.family}, {achievement.band.lower()}.",
        "version": str(achievement.version),
        "criteria": {"narrative": CRITERIA},
    }


def _identity(email: str, salt: str) -> Document:
    """The holder as Open Badges hashes them: SHA-256 of the address and the salt."""
    digest = hashlib.sha256(f"{email.strip().casefold()}{salt}".encode("utf-8", "replace")).hexdigest()
    hashed = {"hashed": True, "identityHash": f"sha256${digest}", "identityType": "emailAddress", "salt": salt}
    return {"type": ["IdentityObject"], **hashed}


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
