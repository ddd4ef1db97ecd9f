"""Numbers that stand for names, such as a vendor's ids, as text."""

from typing import Any

from clearspan.sources.reading.pages import Unwrap


def numbers_as_text(unwrap: Unwrap, *names: str) -> Unwrap:
    """The records that `unwrap` finds, in which the fields at the top are text where the vendor writes whole numbers."""

    def opened(value: Any) -> list[Any]:
        records = unwrap(value)
        for record in records:
            if isinstance(record, dict):
                for name in names:
                    found = record.get(name)
                    if type(found) is int:
                        record[name] = str(found)
        return records

    return opened
