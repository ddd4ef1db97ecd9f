"""GitHub Copilot: the per-user reports users-1-day and users-28-day, newline-delimited JSON, of organisations and enterprises."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.github import BASE, HEADERS, SCOPE, report_parts, scopes
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.figures import any_positive, is_positive, total
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.nested import counts_by_family
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days, texts, whole_numbers
from clearspan.sources.reading.usage_rows import Part, usage_rows, whole
from clearspan.sources.source import Batch, FieldRole, KeptField, SeriesBreak, Source
from clearspan.vocabulary.identifier import IdentifierKind

_PROMPTS = "user_initiated_interaction_count"
_GENERATIONS = "code_generation_activity_count"
_ACCEPTED = "code_acceptance_activity_count"
_COUNTERS = (_PROMPTS, _GENERATIONS, _ACCEPTED)

_FAMILIES: Mapping[str, str] = {
    "code_completion": "ide_completion",
    "chat_inline": "chat",
    "chat_panel_ask_mode": "chat",
    "chat_panel_edit_mode": "chat",
    "chat_panel_plan_mode": "chat",
    "chat_panel_custom_mode": "chat",
    "chat_panel_unknown_mode": "chat",
    "chat_panel_agent_mode": "agent",
    "agent_edit": "agent",
    "copilot_cli": "cli",
}
_OTHER = "other"

_USED = {
    "used_chat": "chat",
    "used_agent": "agent",
    "used_cli": "cli",
    "used_copilot_code_review_active": "code_review",
    "used_copilot_coding_agent": "cloud_agent",
    "used_copilot_cloud_agent": "cloud_agent",
}

_PROGRAMS = {"totals_by_cli": "cli", "totals_by_copilot_app": "app"}

_KEEPS = (
    KeptField("user_login", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.GITHUB_LOGIN),
    KeptField("day", FieldRole.TIME, "start_day, end_day", required=True),
    KeptField("report_end_day", FieldRole.TIME, "as_of"),
    KeptField(_PROMPTS, FieldRole.MEASURE, "prompts, actions"),
    KeptField(_GENERATIONS, FieldRole.MEASURE, "active"),
    KeptField(_ACCEPTED, FieldRole.MEASURE, "accepted, actions"),
    *(KeptField(name, FieldRole.CATEGORY, f"active of {surface}") for name, surface in _USED.items()),
    KeptField("totals_by_feature[].feature", FieldRole.CATEGORY, "surface"),
    KeptField(f"totals_by_feature[].{_PROMPTS}", FieldRole.MEASURE, "prompts, actions of the surface"),
    KeptField(f"totals_by_feature[].{_GENERATIONS}", FieldRole.MEASURE, "active of the surface"),
    KeptField(f"totals_by_feature[].{_ACCEPTED}", FieldRole.MEASURE, "accepted, actions of the surface"),
    *(
        KeptField(f"{name}.{counter}", FieldRole.MEASURE, f"{becomes} of {surface}")
        for name, surface in _PROGRAMS.items()
        for counter, becomes in (("prompt_count", "prompts, actions"), ("session_count", "sessions"))
    ),
)

_DECLARED = declared_type(_KEEPS, _USED)


def _recognise(sample: Sample) -> str | None:
    record = sample.first_json[0] if isinstance(sample.first_json, list) and sample.first_json else sample.first_json
    if not isinstance(record, dict) or "day" not in record or "user_login" not in record or "team_id" in record:
        return None
    telling = [name for name in (*_COUNTERS, *_USED, "totals_by_ide", "totals_by_feature") if name in record]
    return f"its first record has day, user_login, {telling[0]}" if telling else None


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The parts of each day's report, of every organisation or enterprise asked."""
    for scope in scopes(caller):
        for day in window.days():
            yield from map(Page, report_parts(caller, scope, "users-1-day", day))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for batch in read_json(arrived, _DECLARED):
        yield batch.batch({"usage": _usage(batch)})


def _usage(batch: JsonRows) -> pa.Table:
    """The usage rows of a batch."""
    rows, sieve = batch.rows, batch.sieve
    login = texts(leaf(rows, "user_login"))
    sieve.reject(pc.is_null(login), "user_login", "is missing")
    day = days(leaf(rows, "day"), "day", sieve)
    sieve.reject(pc.is_null(day), "day", "is missing")
    end = days(leaf(rows, "report_end_day"), "report_end_day", sieve)
    counts = {name: whole_numbers(leaf(rows, name), name, sieve) for name in _COUNTERS}
    parts = _parts(rows, sieve)
    used = [leaf(rows, name) for name in _USED]
    figures = {
        "active": any_positive([*counts.values(), *used, *(part.figures["active"] for part in parts)]),
        "prompts": counts[_PROMPTS],
        "accepted": counts[_ACCEPTED],
        "actions": total([counts[_PROMPTS], counts[_ACCEPTED]]),
    }
    common = {
        "identifier": login,
        "identifier_kind": IdentifierKind.GITHUB_LOGIN.value,
        "tool": "github_copilot",
        "grain": "day",
        "zone": "UTC",
        "start_day": day,
        "end_day": day,
        "as_of": pc.add(pc.coalesce(end, day), pa.scalar(1, pa.int32())),
    }
    return usage_rows(sieve, common, [whole(figures), *parts])


def _parts(rows: pa.StructArray, sieve: Sieve) -> list[Part]:
    """A part for each family of features, for the command line and the app, and for what is only flagged as used."""
    families = counts_by_family(rows, "totals_by_feature[].feature", _FAMILIES, _COUNTERS, sieve)
    families[_OTHER] = families.pop("")
    flagged: dict[str, list[pa.Array]] = {}
    for name, surface in _USED.items():
        flagged.setdefault(surface, []).append(leaf(rows, name))
    programs = {surface: _program(rows, name, sieve) for name, surface in _PROGRAMS.items()}
    nothing = pa.nulls(len(rows), pa.int64())
    parts = []
    for surface in dict.fromkeys([*families, *flagged, *programs]):
        feature = families.get(surface, dict.fromkeys(_COUNTERS, nothing))
        program = programs.get(surface, {"prompts": nothing, "sessions": nothing})
        prompts = pc.coalesce(program["prompts"], feature[_PROMPTS])
        evidence = [*feature.values(), *program.values(), *flagged.get(surface, [])]
        figures: dict[str, Any] = {
            "active": any_positive(evidence),
            "prompts": prompts,
            "sessions": program["sessions"],
            "accepted": feature[_ACCEPTED],
            "actions": total([prompts, feature[_ACCEPTED]]),
        }
        parts.append(Part(surface, is_positive(figures["active"]), figures))
    return parts


def _program(rows: pa.StructArray, name: str, sieve: Sieve) -> dict[str, pa.Array]:
    return {
        figure: whole_numbers(leaf(rows, f"{name}.{counter}"), f"{name}.{counter}", sieve)
        for figure, counter in (("prompts", "prompt_count"), ("sessions", "session_count"))
    }


SOURCE = Source(
    name="github_copilot_users",
    title="GitHub Copilot usage metrics, per user",
    kind="usage",
    version=1,
    tools=("github_copilot",),
    tables=("usage",),
    about=(
        "One record is a user and a UTC day, as an organisation or an enterprise reports it. A user's use is told in "
        "full to every organisation the user belongs to, so the reports of several organisations and of their "
        "enterprise replace each other and are never added, be they pulled by one connection or two. Surfaces are families of "
        "features; a row for a surface is "
        "there only on days when it was used. Actions are prompts and accepted suggestions."
    ),
    where_found=(
        "REST: GET /orgs/{org} or /enterprises/{enterprise}, then /copilot/metrics/reports/users-1-day?day=YYYY-MM-DD or "
        "/users-28-day/latest; download every part in download_links. In the browser: Insights, Copilot usage, export NDJSON."
    ),
    permission=(
        "Enterprise owner, organisation owner, billing manager, or a role that may view Copilot metrics; the policy "
        "'Copilot usage metrics' enabled everywhere."
    ),
    grain="day",
    zone="UTC",
    lag_days=1,
    restated_days=4,
    active_means=(
        "At least one prompt, one generated or accepted suggestion, or use of chat, agent, command line, active code "
        "review or cloud agent on that day. A record alone, a passive code review or spent credits are not activity."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=Api(
        base=BASE,
        asks=(
            SCOPE,
            Ask("token", "access token that may read Copilot metrics", secret=True),
        ),
        sign=Bearer(),
        window_days=1,
        history_days=365,
        fetch=_fetch,
        a_minute=80,
        headers=HEADERS,
        clicks=(
            "As an owner, open the enterprise's or organisation's settings, AI controls, Copilot, and set the policy 'Copilot "
            "usage metrics' to enabled everywhere.",
            "Open your own Settings, Developer settings, Personal access tokens, Tokens (classic), Generate new token.",
            "Tick manage_billing:copilot and, for an enterprise, read:enterprise; for an organisation, read:org. Nothing else.",
            "Set an end date, generate, and where the organisation uses SAML, choose Configure SSO and authorise the token.",
        ),
    ),
    breaks=(
        SeriesBreak("2026-04-10", "Prompts, generated and accepted suggestions include the command line."),
        SeriesBreak("2026-06-15", "Telemetry from GitHub's servers adds people whose editor sends none, without features."),
        SeriesBreak("2026-08-07", "Job starts of third-party agents are told apart; they are not part of the prompts."),
    ),
    not_established=(
        "The report has no e-mail address: a login is joined to a person by the roster or by a list of logins.",
        "The report does not say who holds a seat.",
        "What an AI credit costs: ai_credits_used is not kept.",
        "Whether use of the Copilot app is part of the prompts of the whole.",
    ),
)
