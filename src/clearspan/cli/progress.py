"""A progress bar on the terminal; silent where the output is for programs or goes to a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """A function that says what is being done and how much of it is done, from 0 to 1."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("Starting", total=1.0)

        def tell(what: str, done: float) -> None:
            bar.update(task, description=what[:60], completed=done)

        yield tell
