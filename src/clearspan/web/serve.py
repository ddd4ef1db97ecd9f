"""Serves the pages to this machine only."""

import threading
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from clearspan.answers.evidence import Minimums
from clearspan.settings import load_settings
from clearspan.web.app import build

LOOPBACK = "127.0.0.1"


def serve(directory: Path, port: int = 8400) -> None:
    """Nothing; serves a directory's pages on a port of the loopback address until stopped."""
    settings = load_settings(directory)
    public_name = urlsplit(settings.text("public_address")).hostname or ""
    required = settings.text("sign_in") == "required"
    app = build(directory, minimums_of(directory), settings.number("collect_every_hours"), public_name, required)
    threading.Thread(target=app.state.desk.evidence, daemon=True).start()
    uvicorn.run(app, host=LOOPBACK, port=port, log_level="warning", server_header=False)


def minimums_of(directory: Path) -> Minimums:
    """The smallest groups that the settings of a directory allow to be shown."""
    settings = load_settings(directory)
    return Minimums(
        count=settings.number("minimum_count_people"),
        rate=settings.number("minimum_rate_people"),
        sensitive=settings.number("minimum_sensitive_people"),
        small_organisation=settings.number("small_organisation_people"),
    )
