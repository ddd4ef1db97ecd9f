"""Every setting in one table; only cli, web and jobs read it and hand values down.

A setting comes from the environment (CLEARSPAN_ENGINE), else from DIR/clearspan.toml (engine = "spark"), else from its default.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clearspan.errors import UsageError

FILE_NAME = "clearspan.toml"


@dataclass(frozen=True)
class Setting:
    """One setting: its name with the unit, its default, what it does, and the least value a number may take."""

    name: str
    default: str | int
    help: str
    least: int | None = None
    choices: tuple[str, ...] = ()


SETTINGS = (
    Setting(
        "engine",
        "duckdb",
        "Query engine: duckdb on this machine, or spark by Spark Connect.",
        choices=("duckdb", "spark"),
    ),
    Setting("spark_address", "sc://127.0.0.1:15002", "Address of the Spark Connect server, where engine is spark."),
    Setting("memory_limit_mb", 3072, "Memory that the query engine may use, in megabytes.", least=256),
    Setting("port", 8400, "Port of the pages; they are served to this machine only.", least=1),
    Setting("minimum_count_people", 5, "Smallest group of which a count is released; may only be raised.", least=5),
    Setting(
        "minimum_rate_people",
        8,
        "Smallest group of which a rate or a time is released; may only be raised.",
        least=8,
    ),
    Setting("minimum_sensitive_people", 10, "Smallest group for skill or sentiment; may only be raised.", least=10),
    Setting(
        "small_organisation_people",
        150,
        "Below this many people, one partition of merged teams is used.",
        least=150,
    ),
    Setting("line_limit_mb", 16, "Longest line or record of a file that is read, in megabytes.", least=1),
    Setting("unpacked_limit_gb", 64, "Largest size to which a compressed file may unpack, in gigabytes.", least=1),
    Setting(
        "application_address",
        "",
        "Address of a Postgres database for what people do in the application (postgresql+psycopg://...); where empty, it is the "
        "file app.sqlite in the data folder.",
    ),
    Setting(
        "public_address",
        "http://127.0.0.1:8400",
        "Address with which links to people begin. Under its host's name only the pages on which people answer are served.",
    ),
    Setting(
        "sign_in",
        "open",
        "Who may read figures of groups: open (whoever reaches the pages), or required (who is signed in). Own pages always need "
        "a sign-in.",
        choices=("open", "required"),
    ),
    Setting("smtp_address", "", "Mail server as HOST:PORT; where empty, nothing is sent by e-mail."),
    Setting(
        "smtp_encryption", "starttls", "How mail travels: none is for this machine only.", choices=("starttls", "tls", "none")
    ),
    Setting("smtp_user", "", "User name at the mail server; its password is the secret mail, password."),
    Setting("mail_from", "", "Sender of e-mails: an address of your organisation."),
    Setting("organisation_name", "", "Name of your organisation, as badges name who issued them."),
    Setting("slack_address", "https://slack.com/api/", "Address of Slack's Web API."),
    Setting(
        "coach_address",
        "",
        "Address of a language model that gives feedback on exercises (OpenAI's chat protocol, such as "
        "http://127.0.0.1:11434/v1); where empty, none is asked. A person agrees each time. Its key is the secret coach, key.",
    ),
    Setting("coach_model", "", "Name of that model."),
    Setting(
        "leading_levels",
        "",
        "Levels of leaders as the staff list writes them, with semicolons between them: their answers are pooled, and they are "
        "asked the self-check.",
    ),
    Setting(
        "it_groups",
        "",
        "Job families, departments or divisions that are IT, as their keys are shown, with semicolons between them; the others "
        "are the business.",
    ),
    Setting(
        "learning_groups",
        "",
        "Job families, departments or divisions that make the training (learning and development), as their keys are shown, with "
        "semicolons between them: how firm their own use is, is looked at where training does not fit.",
    ),
    Setting("gap_alert_points", 20, "Points of 100 by which leaders and staff may differ before a gap is an alert.", least=5),
    Setting("collect_every_hours", 24, "How long after a pull a connection is pulled again, in hours.", least=1),
    Setting("quiet_feed_days", 45, "A feed without news for so many days no longer holds back a period.", least=7),
)
"""Every setting there is."""


@dataclass(frozen=True)
class Settings:
    """The settings in force, by name."""

    values: Mapping[str, str | int]

    def text(self, name: str) -> str:
        """The setting's value as text."""
        return str(self.values[name])

    def words(self, name: str) -> frozenset[str]:
        """The setting's value as a set of texts; semicolons stand between them."""
        return frozenset(part.strip() for part in self.text(name).split(";") if part.strip())

    def number(self, name: str) -> int:
        """The setting's value as a whole number."""
        return int(self.values[name])


def load_settings(directory: Path) -> Settings:
    """The settings in force for a directory. Raises UsageError, naming the setting, where one is wrong or unknown."""
    written = _written(directory / FILE_NAME)
    known = {setting.name for setting in SETTINGS}
    for name in written:
        if name not in known:
            raise UsageError(
                f"there is no setting {name!r}",
                where=str(directory / FILE_NAME),
                remedy=f"The settings are {', '.join(sorted(known))}.",
            )
    return Settings({setting.name: _value(setting, written) for setting in SETTINGS})


def _written(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"is not valid TOML: {error}", where=str(path)) from error


def _value(setting: Setting, written: Mapping[str, object]) -> str | int:
    variable = f"CLEARSPAN_{setting.name.upper()}"
    found = os.environ.get(variable, written.get(setting.name, setting.default))
    where = variable if variable in os.environ else FILE_NAME
    if isinstance(setting.default, str):
        if setting.choices and found not in setting.choices:
            raise UsageError(f"{setting.name} must be one of {', '.join(setting.choices)}", where=where)
        return str(found)
    try:
        number = int(str(found))
    except ValueError as error:
        raise UsageError(f"{setting.name} must be a whole number", where=where) from error
    if setting.least is not None and number < setting.least:
        raise UsageError(f"{setting.name} must be at least {setting.least}", where=where)
    return number
