"""The commands that reach people: `clearspan deliver` and `clearspan chat`."""

from pathlib import Path

from clearspan.errors import UsageError


def deliver_now(directory: Path) -> int:
    """The exit code: nudges those who asked for it, and sends what lies in the outbox."""
    from clearspan.jobs.channels import channels_of
    from clearspan.jobs.nudge import deliver, nudge

    put, counted = nudge(directory), deliver(directory, channels_of(directory))
    told = ", ".join(f"{count} {state.value}" for state, count in counted.items() if count)
    print(f"{put} put into the outbox; {told or 'nothing was due'}.")
    return 0


def chat(service: str, directory: Path, port: int | None) -> int:
    """The exit code of a chat service's app, which runs until stopped: Slack over Socket Mode, or over HTTP on a port of this
    machine; Microsoft Teams over HTTP."""
    from clearspan.jobs.channels import run_slack, run_teams

    if service == "slack":
        run_slack(directory, port)
    elif service == "teams":
        run_teams(directory, port or 3978)
    else:
        raise UsageError(f"there is no chat service {service!r}", where="chat", remedy="Name slack or teams.")
    return 0
