"""An exercise in two steps: somebody decides alone, sees what AI advises, and decides again."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from clearspan.skills.drills.drill import Document
from clearspan.skills.drills.drill_file import MOST_DOCUMENTS
from clearspan.skills.drills.figures import unsupported, wrong_sum
from clearspan.skills.drills.twin import MOST_APART
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.plain import plain, words
from clearspan.skills.item_files.upkeep import LINK, SKILL, Upkeep, read_upkeep

RIGHT, ADVISED = 0, 1
"""Places among the options: the right one, and the one that wrong advice is for."""

FEWEST_OPTIONS, MOST_OPTIONS = 3, 4

OPTION = r"[\s\S]{2,200}"


@dataclass(frozen=True)
class Decision:
    """One exercise. `name` is its folder and file: sales/discount_for_harrow. Texts are Markdown.

    `options` are what may be decided: the right one first, then the one that wrong advice is for. `advice_right` and
    `advice_wrong` are what AI says for each; `evidence` the words of the sources that settle it, and `why` what is said
    afterwards."""

    name: str
    title: str
    role: str
    minutes: int
    skills: tuple[str, ...]
    use_cases: tuple[str, ...]
    task: str
    packet: tuple[Document, ...]
    options: tuple[str, ...]
    advice_right: str
    advice_wrong: str
    evidence: str
    why: str
    upkeep: Upkeep

    @property
    def family(self) -> str:
        """The job family: the folder of its file."""
        return self.name.partition("/")[0]

    def shown(self, person: int) -> tuple[int, ...]:
        """The places of the options in the order in which somebody sees them; the same for the same person."""
        order = list(range(len(self.options)))
        random.Random(f"{self.name}:{person}").shuffle(order)
        return tuple(order)

    def advice(self, right: bool) -> str:
        """What AI says (Markdown), right or wrong."""
        return self.advice_right if right else self.advice_wrong


def read_decision(file: ItemFile) -> Decision | None:
    """The exercise in a file; None, and notes in the file, where it does not do."""
    fields, sources = file.fields, file.section("Sources")
    packet = tuple(Document(part.title, part.text) for part in sources.parts)
    if sources.title and not 1 <= len(packet) <= MOST_DOCUMENTS:
        file.note(sources.line, f"`## Sources` must hold 1 to {MOST_DOCUMENTS} documents, each under its `### Title`.")
    decision = Decision(
        name=f"{file.path.parent.name}/{file.path.stem}",
        title=fields.text("title"),
        role=fields.text("role"),
        minutes=fields.number("minutes", 1, 6),
        skills=fields.names("skills", SKILL, "judgment.deciding"),
        use_cases=fields.names("use_cases", LINK, "sales/prepare_first_call", least=0),
        task=file.section("Task").text,
        packet=packet,
        options=fields.names("options", OPTION, "Wait for the second offer", FEWEST_OPTIONS),
        advice_right=file.section("Advice, right").text,
        advice_wrong=file.section("Advice, wrong").text,
        evidence=fields.text("evidence"),
        why=fields.text("why"),
        upkeep=read_upkeep(file),
    )
    _note_key(fields, decision, fields.names("computed", r".+", "450 - 38 = 412", least=0))
    return None if file.troubles() else decision


def _note_key(fields: Fields, decision: Decision, computed: Iterable[str]) -> None:
    """Note where the answer key does not hold, or the advice gives itself away."""
    packet = "\n\n".join([decision.task, *(document.text for document in decision.packet)])
    if len(decision.options) > MOST_OPTIONS:
        fields.note("options", f"There are at most {MOST_OPTIONS} options: the right one, then the one that wrong advice is for.")
    if plain(decision.evidence) not in plain(packet):
        fields.note("evidence", "`evidence` is not in the sources, letter for letter.", "Copy the words that settle it.")
    for each in computed:
        if trouble := wrong_sum(each, packet):
            fields.note("computed", f"`{each}` {trouble}")
    if odd := unsupported([decision.advice_right, decision.why], packet, computed):
        fields.note(
            "why",
            f"Right advice, or `why`, has {', '.join(odd)}, which no source has.",
            'If it is worked out, show how: computed = ["450 - 38 = 412"].',
        )
    if abs(len(words(decision.advice_right)) - len(words(decision.advice_wrong))) > MOST_APART:
        fields.note("why", f"Right and wrong advice differ by more than {MOST_APART} words, which gives it away.")
