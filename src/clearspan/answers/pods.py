"""Pods: how they are made up, and what stays in them; of a single pod nothing is told to anyone else."""

from collections.abc import Sequence

from clearspan.answers.block import Answer, Block, Cell, Step, Table, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.programmes.templates import templates

TITLE = "Pods"
LEAD = (
    "People learn new ways of working from people who do the same work. A pod is a small group that meets each week, "
    "tries three new behaviours each, and keeps what works."
)


def pods_page(_: Evidence) -> Answer:
    """How pods are made up, and what becomes of what is said in them."""
    rules: list[Sequence[str | Cell]] = []
    for template in templates().values():
        if template.pod is not None:
            pod = template.pod
            size = str(pod.smallest) if pod.smallest == pod.largest else f"{pod.smallest} to {pod.largest}"
            leads = "one who leads" if pod.leading == 1 else f"{pod.leading} who lead"
            rules.append((template.title, f"{size}, {leads} among them", f"{pod.weeks} weeks", str(pod.behaviours)))
    return Answer(
        TITLE,
        LEAD,
        (
            Block(
                name="rules",
                heading="How a pod is made up",
                claim="Pods are of one function, alike in years and in reach, and led only by people who offered to.",
                caution="Nobody leads more pods than they may; who does is offered no further one. "
                "The same people give the same pods. A leader is judged by what changes in others, never by own use.",
                step=Step("Plan a programme with pods", "/planning?template=champion_pods"),
                table=Table("Pods by programme", ("Programme", "People", "How long", "New behaviours each"), rows_of(rules)),
            ),
            Block(
                name="inside",
                heading="What stays in a pod",
                claim="What members tell their pod is seen by the pod alone, once they agree, and is deleted with the programme.",
                caution="A pod is smaller than any group of which something is shown. Only what all pods of a programme changed "
                "together leaves, as a verdict on the programme.",
                step=Step("See the verdicts", "/programmes"),
            ),
        ),
    )
