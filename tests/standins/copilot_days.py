"""GitHub's Copilot reports for any day: some people a day, which the vendor restates and whose pages it may shuffle."""

import json
import random
from dataclasses import dataclass, field
from datetime import date

from tests.standins.standin import Asked, Reply

REPORT = "/orgs/acme/copilot/metrics/reports/users-1-day"
PROMPT_TEXT = "Salamander-4711"
TOKEN = "ghp_quillfeather_4711"


@dataclass
class CopilotDays:
    """A vendor with `people` on every day up to `today`. `restated` maps a day to what is added to its counts; a login in `gone`
    is no longer reported; a `lying` vendor shuffles its parts and sends some twice."""

    people: int = 3
    restated: dict[str, int] = field(default_factory=dict[str, int])
    gone: set[int] = field(default_factory=set[int])
    lying: int | None = None
    broken_on: str | None = None

    def answer(self, asked: Asked) -> Reply:
        """The vendor's answer."""
        if asked.path.startswith("/signed/"):
            _, _, day, part = asked.path.split("/")
            return Reply("\n".join(json.dumps(row) for row in self._rows(day)[int(part) :: 2]))
        if asked.path != REPORT or asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply({"message": "Bad credentials"}, status=401)
        day = asked.query["day"]
        if day == self.broken_on:
            return Reply({"message": "boom", "prompt": PROMPT_TEXT}, status=422)
        if date.fromisoformat(day).weekday() > 4:
            return Reply(status=204)
        parts = ["0", "1"]
        if self.lying is not None:
            parts = [*parts, *parts]
            random.Random(f"{self.lying} {day}").shuffle(parts)
        return Reply({"download_links": [f"{asked.base}/signed/{day}/{part}?sig=1" for part in parts], "report_day": day})

    def _rows(self, day: str) -> list[dict[str, object]]:
        return [
            {
                "day": day,
                "user_login": f"quillfeather{number}",
                "user_initiated_interaction_count": number + self.restated.get(day, 0),
                "code_generation_activity_count": 1,
                "prompt_text": PROMPT_TEXT,
            }
            for number in range(1, self.people + 1)
            if number not in self.gone
        ]
