"""The UTC day of events, from moments in text and from counts of milliseconds."""

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import EARLIEST_DAY, LATEST_DAY, days, sound_moments, texts, within

_PLAIN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|\+00:?00)?$"
"""A moment that is in UTC as it is written, so that its first ten characters are its day."""

_DAY_SECONDS = 86_400
_DAY_MILLISECONDS = 86_400_000


def utc_days(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """The UTC day of ISO moments and dates as int32; one without an offset is taken as UTC.

    Rejects what is neither, and days outside 2015 to 2100; empty is null.
    """
    moment = texts(column)
    seconds = sound_moments(moment)
    if seconds is not None:
        found = pc.floor(pc.divide(seconds.cast(pa.float64()), _DAY_SECONDS)).cast(pa.int32())
        return within(found, EARLIEST_DAY, LATEST_DAY, name, "lies outside 2015 to 2100", sieve)
    plain = pc.fill_null(pc.match_substring_regex(moment, _PLAIN), False)
    return days(pc.if_else(plain, pc.utf8_slice_codeunits(moment, 0, 10), moment), name, sieve)


def epoch_days(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """The UTC day of milliseconds since 1970, written as numbers or as text, as int32.

    Rejects what is no whole number, and days outside 2015 to 2100; null and empty are null.
    """
    written = texts(column) if pa.types.is_string(column.type) else column
    if pa.types.is_string(written.type):
        wrong = pc.invert(pc.fill_null(pc.match_substring_regex(written, r"^\d{1,15}$"), True))
        sieve.reject(wrong, name, "is no count of milliseconds")
        written = pc.if_else(wrong, pa.scalar(None, pa.string()), written).cast(pa.float64())
    sound = np.nan_to_num(written.cast(pa.float64()).to_numpy(zero_copy_only=False), nan=-1.0, posinf=-1.0, neginf=-1.0)
    found = np.clip(np.floor(sound / _DAY_MILLISECONDS), -1, LATEST_DAY + 1).astype(np.int32)
    known = written.is_valid().to_numpy(zero_copy_only=False)
    outside = known & ((found < EARLIEST_DAY) | (found > LATEST_DAY))
    sieve.reject(outside, name, "lies outside 2015 to 2100")
    return pa.array(found, mask=~known | outside)
