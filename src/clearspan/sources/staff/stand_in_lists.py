"""Lists that stand in for a staff list while there is none."""

import numpy as np

from clearspan.arrow import pc
from clearspan.sources.staff.roster_files import NOBODY, Ints
from clearspan.sources.staff.staff import Staff
from clearspan.vocabulary.identifier import IdentifierKind


def without_stand_ins(staff: Staff, identity: Ints) -> Ints:
    """The identity that stands for each statement, with NOBODY for those of a list that knows all its people by GitHub logins
    alone, where any other list has been read: who may write to which code is a poor sign of who works where."""
    lists = staff.rows["list"].combine_chunks().dictionary_encode()
    of_row = lists.indices.to_numpy(zero_copy_only=False)
    login = pc.equal(staff.claims.kind, IdentifierKind.GITHUB_LOGIN.value).to_numpy(zero_copy_only=False)
    real = np.zeros(len(lists.dictionary), dtype=np.bool_)
    real[of_row[staff.claims.row[~np.asarray(login, dtype=np.bool_)]]] = True
    return np.where(real[of_row], identity, NOBODY) if real.any() else identity
