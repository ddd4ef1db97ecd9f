"""The writer's lock: one process writes at a time; the kernel releases it when the process ends, however it ends."""

import fcntl
import os
from pathlib import Path

from clearspan.errors import StoreBusy
from clearspan.warehouse import durable


class WriterLock:
    """An exclusive lock on a file. Raises StoreBusy where another draft holds it."""

    def __init__(self, path: Path) -> None:
        durable.make_folder(path.parent)
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.close()
            raise StoreBusy(
                "another process is writing", where=str(path.parent), remedy="Wait until it has ended, then run again."
            ) from error

    def close(self) -> None:
        """Nothing; lets the next writer in. May be called twice."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
