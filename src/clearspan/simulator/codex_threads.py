"""How a day's turns with Codex lie on clients and threads: the same in the analytics and in the compliance logs."""

from dataclasses import dataclass

CLIENTS = ("CODEX_CLI", "CODEX_IDE", "CODEX_WEB")
TURNS_A_THREAD = 6


@dataclass(frozen=True)
class Threads:
    """What a person did with one client on a day: the client, turns, and the number of each turn's thread."""

    client: str
    turns: int
    thread: tuple[int, ...]

    @property
    def threads(self) -> int:
        """How many threads there were."""
        return len(set(self.thread))


def threads_of(turns: int) -> list[Threads]:
    """A day's turns by client, half of them on the command line; clients without a turn are left out. Threads are numbered over
    all clients."""
    online = turns // 4
    editor = (turns - online) // 3
    found: list[Threads] = []
    before = 0
    for client, count in zip(CLIENTS, (turns - online - editor, editor, online), strict=True):
        if count:
            numbers = tuple(before + at // TURNS_A_THREAD for at in range(count))
            found.append(Threads(client, count, numbers))
            before = numbers[-1] + 1
    return found
