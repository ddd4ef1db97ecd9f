"""Lists that stand in for a staff list while there is none."""

import numpy as np

from clearspan.arrow import pc
from clearspan.sources.staff.roster_files import Flags
from clearspan.sources.staff.staff import Staff
from clearspan.vocabulary.identifier import IdentifierKind


def outdone(staff: Staff) -> Flags:
    """The statements of lists that know all their people by GitHub logins alone, where any other list has been read: who may
    write to which code is a poor sign of who works where. Such a login is no person of its own beside theirs."""
    lists = staff.rows["list"].combine_chunks().dictionary_encode()
    of_row = lists.indices.to_numpy(zero_copy_only=False)
    login = pc.equal(staff.claims.kind, IdentifierKind.GITHUB_LOGIN.value).to_numpy(zero_copy_only=False)
    real = np.zeros(len(lists.dictionary), dtype=np.bool_)
    real[of_row[staff.claims.row[~np.asarray(login, dtype=np.bool_)]]] = True
    return ~real[of_row] if real.any() else np.zeros(len(of_row), dtype=np.bool_)
