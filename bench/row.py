"""One line of the table that `make bench` prints."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, ours and the peer's figure with units, their ratio, and the goal; `met` None where there is no goal."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        told = {True: "met", False: "not met", None: ""}[self.met]
        return (self.what, self.ours, self.peer, self.ratio, self.goal, told)


HEAD = ("What", "Ours", "Peer", "Ratio", "Goal", "Met")


def against(what: str, ours: float, peer: float, most: float) -> Row:
    """A row of seconds whose ratio to the peer's seconds should be at most `most`."""
    ratio = ours / peer
    return Row(what, f"{ours:.2f} s", f"{peer:.2f} s", f"{ratio:.2f}", f"at most {most:g} times the peer's time", ratio <= most)
