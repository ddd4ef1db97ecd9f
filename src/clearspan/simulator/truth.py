"""What is true about a simulated organisation: everything planted, and what really happened by team and week."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from clearspan.simulator import copilot_record as copilot
from clearspan.simulator.arrays import NEVER
from clearspan.simulator.assignment import Assigned
from clearspan.simulator.causes import Cause, planted_causes
from clearspan.simulator.dates import iso
from clearspan.simulator.families import FAMILIES, TOOL_NAMES
from clearspan.simulator.habit_process import DRIFT
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plants import Gamer
from clearspan.simulator.programmes import EFFECT, RAMP_WEEKS, RELIEF, SPILL, Effects, Programme
from clearspan.simulator.pulse_items import GAP_ITEM, PULSE_ITEMS
from clearspan.simulator.renewal_process import SCALE
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import away_share
from clearspan.simulator.writers.github_copilot_users import unmeasured

SCHEMA = 1


def begin(path: Path) -> None:
    """Writes a truth that says it is not complete, so that a run cut short can be told from a whole one."""
    path.write_bytes(orjson.dumps({"schema": SCHEMA, "complete": False}))


class Ledger:
    """Counts what really happened: people by team and week, active and licensed by tool.

    Whatever the feeds show, `active` is the truth: members of the team on the week's last day who used any tool on
    any day of the week; `active_without` is the same in the world where nothing is done about it.
    """

    def __init__(self, organisation: Organisation) -> None:
        shape = (len(organisation.structure.teams), organisation.plan.weeks)
        self._teams, self._weeks = shape
        self._starts: list[int] = []
        self.members = np.zeros(shape, dtype=np.int32)
        self.active = np.zeros(shape, dtype=np.int32)
        self.without = np.zeros(shape, dtype=np.int32)
        self._licensed = np.zeros((*shape, len(TOOL_NAMES)), dtype=np.int32)
        self._used = np.zeros((*shape, len(TOOL_NAMES)), dtype=np.int32)

    def add(self, week: Week) -> None:
        """Adds a week."""
        at, team = week.number, week.team[week.member]
        self._starts.append(week.start)

        def count(flags: np.ndarray) -> np.ndarray:
            return np.bincount(team, weights=flags[week.member], minlength=self._teams).astype(np.int32)

        self.members[:, at] = count(week.member)
        self.active[:, at] = count(np.any(week.used, axis=1))
        self.without[:, at] = count(np.any(week.without, axis=1))
        for tool in range(len(TOOL_NAMES)):
            self._licensed[:, at, tool] = count(week.held[:, tool])
            self._used[:, at, tool] = count(week.used[:, tool])

    def weekly(self, keys: list[str]) -> dict[str, Any]:
        """The counts by team and week, as truth.json holds them."""
        teams = {
            key: {
                "members": self.members[at].tolist(),
                "active": self.active[at].tolist(),
                "active_without": self.without[at].tolist(),
                "licensed": {tool: self._licensed[at, :, n].tolist() for n, tool in enumerate(TOOL_NAMES)},
                "active_by_tool": {tool: self._used[at, :, n].tolist() for n, tool in enumerate(TOOL_NAMES)},
            }
            for at, key in enumerate(keys)
        }
        everyone = {
            "members": self.members.sum(axis=0).tolist(),
            "active": self.active.sum(axis=0).tolist(),
            "active_without": self.without.sum(axis=0).tolist(),
        }
        away = [round(away_share(start), 3) for start in self._starts]
        return {"weeks": [iso(start) for start in self._starts], "away": away, "everyone": everyone, "teams": teams}

    def effect(self, programme: Programme) -> dict[str, Any]:
        """What a programme (and all else that was done) changed in its teams: share of people active in a week."""
        treated = np.flatnonzero(programme.starts < NEVER)
        since: dict[int, list[float]] = {}
        for team in treated.tolist():
            for at, start in enumerate(self._starts):
                weeks = (start - int(programme.starts[team])) // 7
                if start >= programme.starts[team]:
                    gained = float(self.active[team, at] - self.without[team, at])
                    entry = since.setdefault(weeks, [0.0, 0.0])
                    entry[0] += gained
                    entry[1] += float(self.members[team, at])
        gained, people = (sum(entry[part] for entry in since.values()) for part in (0, 1))
        return {
            "mean_share": round(gained / people, 4) if people else None,
            "person_weeks": int(people),
            "share_by_weeks_since_start": [round(entry[0] / max(entry[1], 1), 4) for _, entry in sorted(since.items())],
        }


class Truth:
    """Gathers everything that is known about one simulation and writes truth.json."""

    def __init__(self, organisation: Organisation, gamers: tuple[Gamer, ...], ledger: Ledger) -> None:
        self._org = organisation
        self._gamers = gamers
        self._ledger = ledger
        self._keys = [organisation.structure.team_key(team) for team in range(len(organisation.structure.teams))]

    def write(
        self,
        path: Path,
        programmes: tuple[Programme, ...],
        effects: Effects,
        assigned: tuple[Assigned, ...] | None,
        further: Mapping[str, Any],
    ) -> None:
        """Writes the file; `further` are truths that others have gathered, by name."""
        plan = self._org.plan
        truth = {
            "schema": SCHEMA,
            "complete": True,
            "plan": {
                "people": plan.people, "seed": plan.seed, "weeks": plan.weeks, "forms": plan.forms,
                "planted": plan.planted, "waves": list(plan.waves),
                "first_day": iso(plan.first), "last_day": iso(plan.until),
            },
            "teams": self._teams(),
            "causes": {name: _cause(cause) for name, cause in planted_causes(plan.planted).items()},
            "pulse_items": {
                name: {"text": item.text, "scale": [item.low, item.high], "usual": item.usual, "higher_is": "better"}
                for name, item in PULSE_ITEMS.items()
            },
            "stuck": self._stuck(effects),
            **self._people_truths(),
            "programmes": [self._programme(programme, effects) for programme in programmes],
            "assignment": None if assigned is None else [self._assigned(one, effects) for one in assigned],
            "effects": {
                "full_log_odds": EFFECT, "ramp_weeks": RAMP_WEEKS, "spill_over": SPILL, "relief": RELIEF,
                "drift_log_odds_a_week": DRIFT, "scale": "log_hazard" if plan.other else "log_odds",
                "scale_factor": SCALE if plan.other else 1.0,
            },
            "feeds": self._feeds(),
            **further,
            "weekly": self._ledger.weekly(self._keys),
        }  # fmt: skip
        path.write_bytes(orjson.dumps(truth, option=orjson.OPT_SORT_KEYS))

    def _teams(self) -> list[dict[str, Any]]:
        structure = self._org.structure
        tied: dict[int, list[str]] = {}
        for team, other in structure.ties.tolist():
            tied.setdefault(team, []).append(self._keys[other])
        return [
            {
                "team": key,
                "department": structure.department_key(int(structure.team_department[at])),
                "division": structure.divisions[structure.team_division[at]],
                "family": FAMILIES[structure.team_family[at]].title,
                "people_at_start": int(structure.team_size[at]),
                "leadership": bool(structure.leadership[at]),
                "tied_to": tied.get(at, []),
            }
            for at, key in enumerate(self._keys)
        ]

    def _stuck(self, effects: Effects) -> list[dict[str, Any]]:
        plan = self._org.plan
        _, relief = effects.at(plan.until - 6, self._org.structure)
        return [
            {
                "team": self._keys[at],
                "cause": felt.name,
                "since": iso(plan.story_day(felt.cause.from_week)),
                **felt.truth(),
                "relief_at_end": round(float(relief[at]), 4),
                "felt": _cause(felt.cause),
            }
            for at, felt in enumerate(self._org.plants.felt)
            if felt.name
        ]

    def _people_truths(self) -> dict[str, Any]:
        org, plants, structure, names = self._org, self._org.plants, self._org.structure, self._org.identity
        turning = iso(plants.turning)
        departments = [structure.department_key(at) for at in range(len(structure.departments))]
        return {
            "islands": [self._island(team, twin) for team, twin in plants.islands.tolist()],
            "absorbed": [
                {
                    "department": departments[at],
                    "since": turning,
                    "share_of_junior_items": round(float(plants.absorbed[at]), 4),
                }
                for at in np.flatnonzero(plants.absorbed).tolist()
            ],
            "falling_volume": [
                {"department": departments[at], "since": turning, "share_left": round(float(plants.left[at]), 4)}
                for at in np.flatnonzero(plants.left < 1).tolist()
            ],
            "perception_gaps": [
                {"division": division, "item": GAP_ITEM, "leaders_above_staff_points": round(float(plants.gap[at]), 4)}
                for at, division in enumerate(structure.divisions)
            ],
            "gamed": [
                {
                    "employee_id": names.employee_id[gamer.person],
                    "email": names.email[gamer.person],
                    "team": self._keys[org.people.team[gamer.person]],
                    "tool": TOOL_NAMES[gamer.tool],
                    "kind": gamer.kind,
                    "since": iso(gamer.since),
                }
                for gamer in self._gamers
            ],
        }

    def _island(self, team: int, twin: int) -> dict[str, Any]:
        people = self._org.people
        camps: dict[str, list[str]] = {"fluent": [], "apart": []}
        for person in np.flatnonzero(people.team == team).tolist():
            camp = "fluent" if self._org.plants.fluent[people.slot[person]] else "apart"
            camps[camp].append(self._org.identity.employee_id[person])
        return {"team": self._keys[team], "even_team_of_equal_mean": self._keys[twin], "camps": camps}

    def _programme(self, programme: Programme, effects: Effects) -> dict[str, Any]:
        full = np.bincount(effects.team, weights=effects.effect, minlength=len(self._keys))
        works = programme.name == "role_practice"
        return {
            "name": programme.name,
            "arm": programme.arm,
            "about": programme.about,
            "has_effect": works,
            "treated": [
                {
                    "team": self._keys[team],
                    "start": iso(int(programme.starts[team])),
                    "full_log_odds": round(float(full[team]), 4) if works else 0.0,
                }
                for team in np.flatnonzero(programme.starts < NEVER).tolist()
            ],
            "control": [self._keys[team] for team in np.flatnonzero(programme.control).tolist()],
            "measured_against_doing_nothing": self._ledger.effect(programme),
        }

    def _assigned(self, one: Assigned, effects: Effects) -> dict[str, Any]:
        mine = (effects.team == one.team) & (effects.start == one.start)
        return {
            "team": self._keys[one.team],
            "arm": one.arm,
            "start": iso(one.start),
            "full_log_odds": round(float(effects.effect[mine].sum()), 4),
        }

    def _feeds(self) -> dict[str, Any]:
        names, people = self._org.identity, self._org.people
        return {
            "copilot_unmeasured_until": iso(copilot.SERVER_SIDE),
            "copilot_unmeasured": [names.email[person] for person in unmeasured(self._org)],
            "logins_unknown_to_identities": [
                names.login[person] for person in range(len(people)) if names.login[person] and not names.linked[person]
            ],
            "aliases": {names.alias[person]: names.email[person] for person in range(len(people)) if names.alias[person]},
            "series_breaks": [
                {"tool": "github_copilot", "day": iso(day), "what": what}
                for day, what in (
                    (copilot.CLI_COUNTS, "Top-level counts include the command line."),
                    (copilot.PHASES, "Adoption phases."),
                    (copilot.SERVER_SIDE, "Server-side telemetry adds people without editor telemetry."),
                    (copilot.CREDITS, "Credits, and rows that carry nothing else."),
                )
            ],
        }


def _cause(cause: Cause) -> dict[str, Any]:
    """What a reason does, as truth.json holds it."""
    return {
        "start_log_odds": cause.start, "use_log_odds": cause.use, "habit_factor": cause.habit,
        "depth_factor": cause.depth, "coverage_factor": cause.coverage, "leader_log_odds": cause.leader_use,
        "blocked_tools": [TOOL_NAMES[tool] for tool in cause.blocked], "load_log_odds": cause.load,
        "help_factor": cause.help, "reopened_when_assisted": cause.reopen, "wait_factor": cause.wait,
        "quality_when_assisted": cause.quality, "answering_factor": cause.answering,
        "event_log_odds": cause.spike, "pulse_points": cause.pulse, "remedy": cause.remedy or None,
    }  # fmt: skip
