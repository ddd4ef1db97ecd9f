"""The one error family.

ClearspanError
├── InputError            a file or record from outside cannot be used
│   ├── UnreadableFile    the file as a whole cannot be read
│   ├── UnknownSource     no source recognises the file
│   ├── AmbiguousSource   two sources recognise the file
│   └── BadRecord         one record or field is wrong
├── VendorError           a vendor's API did not give what was asked
│   ├── VendorRefused     the credentials or their permission do not suffice
│   ├── VendorUnavailable no usable answer, however often asked
│   ├── BadAnswer         an answer that makes no sense
│   │   └── CallRefused   a call that the vendor does not accept (a status of 400 and above)
│   └── StaleCursor       the vendor forgot the place in its pages; the window is asked anew
├── DeliveryError         a message did not reach anyone
│   ├── DeliveryFailed    trying again may help
│   └── DeliveryRefused   it would be refused again
├── ShelfError            a shelf file declares none, two, or cannot be imported
├── StoreError            the warehouse cannot be read or written
│   ├── StoreBusy         another process is writing
│   └── WrongKey          the store was written under another pseudonym key
├── NotReleased           the question has no released answer
├── CannotTell            the data cannot answer the question, and no number would be honest
└── UsageError            the command was asked for something that does not exist

Every message says what was wrong, where (file, record number, field) and what to do. No message holds a record's content.
"""


class ClearspanError(Exception):
    """Anything Clearspan refuses, with `what` was wrong, `where`, and the `remedy`."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        ended = self.what.endswith((".", "!", "?", ":"))
        advice = f"{'' if ended else '.'} {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"


class InputError(ClearspanError):
    """A file or record from outside cannot be used."""


class UnreadableFile(InputError):
    """The file as a whole cannot be read."""


class UnknownSource(InputError):
    """No source recognises the file."""


class AmbiguousSource(InputError):
    """Two or more sources recognise the file."""


class BadRecord(InputError):
    """One record or field is wrong."""


class VendorError(ClearspanError):
    """A vendor's API did not give what was asked."""


class VendorRefused(VendorError):
    """The credentials or their permission do not suffice."""


class VendorUnavailable(VendorError):
    """No usable answer, however often asked."""


class BadAnswer(VendorError):
    """An answer that makes no sense."""


class CallRefused(BadAnswer):
    """A call that the vendor does not accept (a status of 400 and above)."""


class StaleCursor(VendorError):
    """The vendor forgot the place in its pages; the window is asked anew."""


class DeliveryError(ClearspanError):
    """A message did not reach anyone."""


class DeliveryFailed(DeliveryError):
    """A message did not reach anyone, and trying again may help: after so many seconds, where the service says."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "", after_seconds: int | None = None) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.after_seconds = after_seconds


class DeliveryRefused(DeliveryError):
    """A message would be refused again."""


class ShelfError(ClearspanError):
    """A shelf file declares none, two, or cannot be imported."""


class StoreError(ClearspanError):
    """The warehouse cannot be read or written."""


class StoreBusy(StoreError):
    """Another process is writing the warehouse."""


class WrongKey(StoreError):
    """The store was written under another pseudonym key."""


class NotReleased(ClearspanError):
    """The question has no released answer."""


class CannotTell(ClearspanError):
    """The data cannot answer the question, and no number would be honest."""


class UsageError(ClearspanError):
    """The command was asked for something that does not exist."""
