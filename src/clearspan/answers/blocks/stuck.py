"""Why teams are stuck: the commonest reasons that diagnoses name, with the number of teams each."""

from collections import Counter

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.diagnosis import causes, claim, commonest, latest
from clearspan.answers.evidence import Evidence
from clearspan.answers.words import period_words
from clearspan.diagnosis.verdict import Outcome
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of

NAME = "stuck"
HEADING = "Why teams are stuck"
MOST_REASONS = 3


def stuck(evidence: Evidence) -> Block | None:
    """The block; None where no diagnosis has been released."""
    teams = [finding for finding in latest(evidence) if finding.dimension is Dimension.TEAM]
    if not teams:
        return None
    outcomes = Counter(finding.outcome for finding in teams)
    untold = outcomes[Outcome.CANNOT_TELL.value]
    quiet = outcomes[Outcome.TOO_FEW.value]
    caution = (
        f"A reason fits what was seen in {period_words(quarter_of(teams[0].start_day))}; it is not proved. Of {_teams(untold)} "
        f"we cannot say why, and {_teams(quiet)} have too few people, or too few who answered."
    )
    return Block(
        NAME, HEADING, claim(teams), caution, Step("Read each team's case", "/diagnosis"), table=_table(commonest(teams))
    )


def _table(common: list[tuple[str, int]]) -> Table | None:
    rows = [
        (Cell(causes()[name].title, "/diagnosis"), causes()[name].problem.value, str(number), causes()[name].step)
        for name, number in common[:MOST_REASONS]
    ]
    return Table("The commonest reasons", ("Reason", "Kind", "Teams", "Try first"), rows_of(rows)) if rows else None


def _teams(number: int) -> str:
    return "one team" if number == 1 else f"{number} teams"
