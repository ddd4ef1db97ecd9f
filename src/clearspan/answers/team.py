"""One group: its figures over time, beside the group above it and what its mix of roles would lead one to expect."""

from dataclasses import replace

from clearspan.answers.block import Answer, Block, Cell, Step, Table, cannot_tell, rows_of
from clearspan.answers.blocks.over_time import over_time
from clearspan.answers.blocks.profile import profile
from clearspan.answers.blocks.tiers import shares_picture, shares_table
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import MERGED, PLURAL, SINGULAR, label, labels, parent, place
from clearspan.answers.question import Question
from clearspan.answers.rows import part_of
from clearspan.answers.show import NOTHING, NOTHING_REMEDY
from clearspan.answers.words import day_words, figure_words, period_words, reason
from clearspan.errors import NotReleased
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import WHOLE, Dimension


def team(evidence: Evidence, question: Question) -> Answer:
    """The page of one group; without a group, the list of groups to choose from.

    Raises NotReleased where nothing is shown of the group in any period, which says the same of one that does not exist.
    """
    if question.group is None:
        return _choice(evidence, question)
    if question.group not in evidence.released.groups(question.dimension):
        raise NotReleased(NOTHING, remedy=NOTHING_REMEDY)
    group = question.group
    blocks = (over_time(evidence, question, group), _tiers(evidence, question, group), profile(evidence, question, group))
    return Answer(label(group), _lead(evidence, question, group), blocks)


def _lead(evidence: Evidence, question: Question, group: str) -> str:
    kind, where = SINGULAR[question.dimension], place(group)
    if MERGED in group:
        kind = f"{PLURAL[question.dimension]} shown as one"
    stands = f"{kind.capitalize()} in {where}." if where else f"{kind.capitalize()}."
    figure = evidence.one("active_share", question.dimension, group, question.period, question.tool)
    if figure is None:
        return f"{stands} Nothing is released of it in {period_words(question.period)}."
    if figure.unchanged:
        return f"{stands} Unchanged members: it counts who was here on {day_words(figure.members_as_of)}."
    return f"{stands} It counts who was here on {day_words(figure.members_as_of)}."


def _tiers(evidence: Evidence, question: Question, group: str) -> Block:
    card = evidence.cards["tiers"]
    own = [figure for figure in evidence.at("tiers", question.dimension, question) if figure.group == group]
    heading = "How regular the use is"
    if not any(figure.shown for figure in own):
        why = reason(own[0]) if own else "none are released for this period"
        return cannot_tell(
            "tiers",
            heading,
            f"the group's tiers are withheld: {why}",
            "A longer period, or the group above it, may show them.",
            Step("Read how tiers are counted", "/measures#tiers"),
        )
    both = [*_above(evidence, question, group), *own]
    when = period_words(own[0].period)
    return Block(
        name="tiers",
        heading=heading,
        claim=_tiers_claim(card, own, group),
        caution="Neighbouring tiers are shown together where only a few people are in one, so that nobody can be singled out; "
        "a hatched part may belong to either side.",
        step=Step("Read how tiers are counted, and how they could be gamed", "/measures#tiers"),
        picture=shares_picture(card, both, f"Share of people in each tier in {label(group)}, {when}."),
        table=shares_table(question, card, both, f"{card.title}, {when}"),
        figures=tuple(both),
    )


def _above(evidence: Evidence, question: Question, group: str) -> list[Figure]:
    above = parent(question.dimension, group)
    found = [figure for figure in evidence.at("tiers", Dimension.ORGANISATION, question) if figure.group == WHOLE]
    if above and above[0] is not Dimension.ORGANISATION:
        found += [figure for figure in evidence.at("tiers", above[0], question) if figure.group == above[1]]
    return found


def _tiers_claim(card: Metric, own: list[Figure], group: str) -> str:
    habit = [figure for figure in own if set(figure.category.split(" + ")) <= {"habitual", "power"} and figure.shown]
    shares = [figure.value for figure in habit]
    if not habit or (len(habit) > 1 and None in shares):
        return f"How many people in {label(group)} use AI out of habit is told only together with others."
    joined = habit[0] if len(habit) == 1 else replace(habit[0], value=sum(share or 0 for share in shares))
    return f"In {label(group)}, AI is a habit for {figure_words(card, joined)}."


def _choice(evidence: Evidence, question: Question) -> Answer:
    groups = evidence.released.groups(question.dimension)
    kind, kinds = SINGULAR[question.dimension], PLURAL[question.dimension]
    if not groups:
        step = Step("See what has arrived", "/health")
        block = cannot_tell("choice", f"All {kinds}", f"no {kind} is large enough to show", "Larger groups may show.", step)
        return Answer("One group", f"Choose a {kind}.", (block,))
    drawn = part_of(groups, question.part)
    names = labels(drawn)
    rows = [(Cell(names[group], question.href("/team", group=group, part=1)), place(group)) for group in drawn]
    block = Block(
        name="choice",
        heading=f"All {kinds}",
        claim=f"{len(groups)} {kinds} are large enough to show.",
        caution="Groups that are too small, or that would give away a smaller one, are not in the list.",
        step=Step(f"See all {kinds} on one picture", question.href("/adoption", part=1)),
        table=Table(f"All {kinds} that are shown", (kind.capitalize(), "Within"), rows_of(rows)),
    )
    return Answer("One group", "Choose a group to see its figures over time.", (block,))
