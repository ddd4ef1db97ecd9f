"""Writes what the shelf of sources says of each, for administrators: one page a source, and an index."""

from collections.abc import Mapping

from clearspan.answers.sources import KINDS
from clearspan.privacy.secrets import variable
from clearspan.sources.pulling.api import Api
from clearspan.sources.source import FieldRole, KeptField, Source
from clearspan.vocabulary.tool import TOOLS

FOLDER = "sources"

ROLES = {
    FieldRole.IDENTIFIER: "identifier, kept as a keyed pseudonym",
    FieldRole.MEASURE: "number",
    FieldRole.CATEGORY: "category",
    FieldRole.TIME: "time, kept as a day",
}

SCHEDULE = (
    "Keep `clearspan work --dir DIR` running, as a service of the system: it pulls each connection when the setting "
    "`collect_every_hours` (24) has gone by, and after a restart goes on where it stopped. Or let cron run "
    "`clearspan collect --dir DIR` once a day: what was pulled is not pulled again, but what the vendor may still restate is.\n"
)
KEPT = (
    "A field that is not in this list is dropped before anything is written, and its name is listed in data health. Content, "
    "titles and names of people are in none of them."
)


def pages(sources: Mapping[str, Source]) -> dict[str, str]:
    """The pages by their path below docs/."""
    found = {f"{FOLDER}/{source.name}.md": page(source) for source in sources.values()}
    return {f"{FOLDER}/README.md": index(sources)} | found


def index(sources: Mapping[str, Source]) -> str:
    """Every source by kind, and how it is read."""
    by_api = sum(source.api is not None for source in sources.values())
    text = f"# Sources\n\n{len(sources)} sources are read from the file that an administrator exports, {by_api} of them from "
    text += "the vendor's API as well. Files are recognised by their content, never by their names. How each one fares in an "
    text += "installation stands on its page *Sources*.\n"
    for kind in dict.fromkeys(KINDS.values()):
        rows = sorted((each for each in sources.values() if KINDS[each.kind] == kind), key=lambda each: each.title.casefold())
        if rows:
            text += f"\n## {kind}\n\n| source | API | about | facts |\n|---|---|---|---|\n"
            text += "".join(_index_row(each) for each in rows)
    return text + f"\n## Schedule\n\n{SCHEDULE}"


def page(source: Source) -> str:
    """What an administrator and a privacy officer need to know of a source."""
    text = f"# {source.title}\n\n{source.about}\n\n{_glance(source)}\n## By file\n\n{source.where_found}\n\n"
    text += f"**Permission.** {source.permission}\n\nPut the files into a folder, as they are, and run:\n\n"
    text += "    clearspan run FOLDER --out DIR\n\n## By API\n\n"
    text += _api(source, source.api) if source.api is not None else "The vendor has none for this feed, or it is not read yet.\n"
    text += f"\n## What counts as use\n\n{source.active_means}\n" if source.active_means else ""
    text += f"\n## What is kept\n\n{KEPT}\n\n| field | is | becomes |\n|---|---|---|\n"
    text += "".join(_field(kept) for kept in source.keeps)
    text += _listed("Series breaks", [f"From {point.day}: {point.what}" for point in source.breaks])
    return text + _listed("Not established", list(source.not_established))


def _index_row(source: Source) -> str:
    what = ", ".join(TOOLS.get(tool, tool) for tool in source.tools) or source.kind.replace("_", " ")
    facts = ", ".join(f"`{table}`" for table in source.tables) or "identities"
    return f"| [{source.title}]({source.name}.md) | {'yes' if source.api else ''} | {what} | {facts} |\n"


def _glance(source: Source) -> str:
    rows = {
        "Name": f"`{source.name}`, version {source.version}",
        "Kind": source.kind.replace("_", " "),
        "Tools": ", ".join(TOOLS.get(tool, tool) for tool in source.tools),
        "Facts": ", ".join(f"`{table}`" for table in source.tables),
        "One record is about": source.grain,
        "Day boundary": source.zone,
        "Reported after": _days(source.lag_days),
        "Restated for": _days(source.restated_days),
    }
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {_cell(value)} |\n" for name, value in rows.items() if value)


def _api(source: Source, api: Api) -> str:
    text = "".join(f"{number}. {click}\n" for number, click in enumerate(api.clicks, start=1)) + ("\n" if api.clicks else "")
    text += "Then connect it; one day is pulled and shown before anything is kept:\n\n"
    text += f"    clearspan connect {source.name} --dir DIR\n\n"
    text += "| asked for | what it is | where it is kept |\n|---|---|---|\n"
    for ask in api.asks:
        kept = (
            f"the system's keyring, or the environment variable `{variable(source.name, ask.name)}`" if ask.secret else "in clear"
        )
        known = f" (`{ask.default}` where nothing is entered)" if ask.default is not None else ""
        text += f"| {ask.name} | {_cell(ask.what)}{known} | {kept} |\n"
    changed = "what was changed in " if api.by_change else ""
    span = f"{changed}{_days(api.window_days)}, and goes back {_days(api.history_days)} at most"
    text += (
        f"\nOne pull asks for {span if api.window_days else 'how things stand today'}; at most {api.a_minute} calls a minute.\n"
    )
    text += "\n**Schedule.** `clearspan work --dir DIR`, kept running, pulls it once a day; see [Schedule](README.md#schedule).\n"
    return text + f"A second account has a name of its own: `clearspan connect {source.name}.label --dir DIR`.\n"


def _field(kept: KeptField) -> str:
    names = ", ".join(f"`{name}`" for name in (kept.name, *kept.aliases))
    needed = "; a record without it is rejected" if kept.required else ""
    return f"| {_cell(names)} | {ROLES[kept.role]}{needed} | {_cell(kept.becomes)} |\n"


def _listed(heading: str, points: list[str]) -> str:
    return f"\n## {heading}\n\n" + "".join(f"- {point}\n" for point in points) if points else ""


def _days(count: int) -> str:
    return "no days" if count == 0 else f"{count} {'day' if count == 1 else 'days'}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
