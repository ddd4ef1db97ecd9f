"""The channels for which this installation has what they need, and the apps behind them."""

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from clearspan.delivery.conversations import Conversations
from clearspan.delivery.mail_channel import MailChannel
from clearspan.delivery.outbox import Channel
from clearspan.errors import UsageError
from clearspan.jobs.chat import Chat
from clearspan.jobs.listen import open_application
from clearspan.jobs.nudge import contact_reader
from clearspan.jobs.sign_in import mail_server_of
from clearspan.privacy.secrets import read_secret, variable
from clearspan.settings import load_settings
from clearspan.vocabulary.identifier import IdentifierKind

SLACK, TEAMS = "slack_app", "teams_app"
"""Names under which the secrets of the apps are kept."""


def channels_of(directory: Path) -> dict[str, Channel]:
    """name -> channel: e-mail where a mail server is set, Slack and Teams where their apps have their secrets."""
    settings, found = load_settings(directory), dict[str, Channel]()
    if settings.text("smtp_address"):
        base = settings.text("public_address").rstrip("/")
        found["email"] = MailChannel(mail_server_of(settings), contact_reader(directory, "practice by e-mail"), base)
    if read_secret(SLACK, "bot_token") and find_spec("slack_sdk"):
        from clearspan.delivery.slack_channel import SlackChannel

        found["slack"] = SlackChannel(slack_client(directory), contact_reader(directory, "practice in Slack"))
    if read_secret(TEAMS, "client_secret") and find_spec("microsoft_teams"):
        from clearspan.delivery.teams_app import TeamsChannel

        found["teams"] = TeamsChannel(teams_options(), _reference_reader(directory))
    return found


def teams_options():
    """What the Teams app is made of. Raises UsageError where it is not installed or lacks a secret."""
    if not find_spec("microsoft_teams"):
        raise UsageError(
            "the library of Teams is not installed", where="teams", remedy="Install it: pip install 'clearspan[teams]'."
        )
    from clearspan.delivery.teams_app import Credentials

    return Credentials(*(_secret(TEAMS, name) for name in ("client_id", "client_secret", "tenant_id"))).options()


def run_teams(directory: Path, port: int) -> None:
    """Nothing; runs the Teams app on a port of this machine until stopped; a public HTTPS address is to stand before it."""
    options = teams_options()
    import asyncio

    import uvicorn
    from fastapi import FastAPI

    from clearspan.delivery.teams_app import teams_app

    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    chat = Chat(directory, "teams", IdentifierKind.ENTRA_ID)
    app = teams_app(options, chat.conversing(), chat.met, api)
    asyncio.run(app.initialize())
    uvicorn.run(api, host="127.0.0.1", port=port, log_level="warning", server_header=False)


def _reference_reader(directory: Path) -> Callable[[int], str | None]:
    def read(person: int) -> str | None:
        with open_application(directory, load_settings(directory)) as store:
            return Conversations(store, "teams").of(person)

    return read


def slack_client(directory: Path):
    """A client of Slack's Web API with the app's token. Raises UsageError where it is not installed or has no token."""
    if not find_spec("slack_sdk"):
        raise UsageError("Slack's library is not installed", where="slack", remedy="Install it: pip install 'clearspan[slack]'.")
    from slack_sdk import WebClient

    base = load_settings(directory).text("slack_address")
    return WebClient(token=_secret(SLACK, "bot_token"), base_url=base)


def run_slack(directory: Path, port: int | None) -> None:
    """Nothing; runs the Slack app until stopped: over Socket Mode, or over HTTP on a port of this machine."""
    client = slack_client(directory)
    from slack_bolt.adapter.socket_mode import SocketModeHandler

    from clearspan.delivery.slack_app import slack_app

    conversing = Chat(directory, "slack", IdentifierKind.SLACK_ID).conversing()
    if port is not None:
        slack_app(client, _secret(SLACK, "signing_secret"), conversing).start(port=port, path="/slack/events")
        return
    handler = SocketModeHandler(slack_app(client, "", conversing), _secret(SLACK, "app_token"))
    handler.connect()
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        handler.close()


def _secret(connection: str, name: str) -> str:
    found = read_secret(connection, name)
    if not found:
        remedy = f"Put it into the environment variable {variable(connection, name)}."
        raise UsageError(f"has no {name.replace('_', ' ')}", where=connection, remedy=remedy)
    return found
