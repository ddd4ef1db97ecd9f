"""Identities as people: to whom each belongs at this moment."""

import numpy as np

from clearspan.privacy.identities import Identities
from clearspan.sources.staff.roster_files import NOBODY, Ints


def people_now(identity: Ints, identities: Identities) -> Ints:
    """The person of each identity by the register, NOBODY where it has none (any more)."""
    known, person = identities.people()
    if len(known) == 0:
        return np.full(len(identity), NOBODY, np.int64)
    at = np.minimum(np.searchsorted(known, identity), len(known) - 1)
    return np.where(known[at] == identity, person[at].astype(np.int64), NOBODY)
