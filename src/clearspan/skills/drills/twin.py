"""An AI output and its twin: the same text, once clean and once with one seeded error."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clearspan.skills.drills.figures import unsupported, wrong_sum
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.plain import plain, words

MOST_APART = 12
"""Words by which the twins may differ in length: more would give the error away."""

MARK = "{{twin}}"
"""Stands in an output where the twins differ."""


class ErrorType(StrEnum):
    """The seven kinds of error that are seeded."""

    INVENTED_FACT = "invented_fact"
    WRONG_NUMBER = "wrong_number"
    WRONG_ENTITY = "wrong_entity"
    OMISSION = "omission"
    STALE_DATA = "stale_data"
    SCOPE = "scope"
    POLICY = "policy"


ERROR_WORDS = {
    ErrorType.INVENTED_FACT: "something that no source says",
    ErrorType.WRONG_NUMBER: "a wrong number or unit",
    ErrorType.WRONG_ENTITY: "the wrong person, title, product or place",
    ErrorType.OMISSION: "something left out that changes the picture",
    ErrorType.STALE_DATA: "something that was true once",
    ErrorType.SCOPE: "a conclusion that reaches further than what was asked or known",
    ErrorType.POLICY: "something that a rule of the packet forbids",
}
"""Each kind, as people read it."""


@dataclass(frozen=True)
class Twin:
    """The place where two twins differ.

    `clean` and `seeded` are the words that stand there; `wrong` is the exact span of `seeded` that is wrong, `fix` what belongs
    in its place, `evidence` the words of the sources that settle it, and `why` one or two sentences that say so afterwards.
    """

    error: ErrorType
    clean: str
    seeded: str
    wrong: str
    fix: str
    evidence: str
    why: str

    def output(self, template: str, seeded: bool) -> str:
        """An output (Markdown) with the seeded or the clean words in place."""
        return template.replace(MARK, self.seeded if seeded else self.clean)


def read_twin(fields: Fields) -> Twin:
    """The twin in the facts under `[error]`."""
    seeded = fields.text("seeded")
    return Twin(
        error=fields.choice("type", ErrorType),
        clean=fields.text("clean"),
        seeded=seeded,
        wrong=fields.text("wrong", seeded),
        fix=fields.text("fix"),
        evidence=fields.text("evidence"),
        why=fields.text("why"),
    )


def note_key(fields: Fields, twin: Twin, outputs: Sequence[str], packet: str) -> None:
    """Note where the answer key does not hold: for some outputs with their marks, and all that a person may consult."""
    known = plain(packet)
    if twin.wrong not in twin.seeded:
        fields.note("wrong", "`wrong` must stand in `seeded`, letter for letter.")
    if twin.clean == twin.seeded:
        fields.note("seeded", "`seeded` and `clean` are the same, so that there is no error.")
    for output in outputs:
        if MARK not in output:
            fields.note(
                "seeded", f"An output lacks the mark {MARK}.", "Write it where the words of `clean` or `seeded` are to stand."
            )
        elif plain(twin.wrong) in plain(twin.output(output, seeded=False)):
            fields.note(
                "wrong", "The words of `wrong` stand in the clean output, too.", "Take longer words, or change the output."
            )
    _note_figures(fields, twin, outputs, packet)
    if plain(twin.evidence) not in known:
        fields.note("evidence", "`evidence` is not in the sources, letter for letter.", "Copy the words that settle it.")
    if twin.error is ErrorType.INVENTED_FACT and plain(twin.wrong) in known:
        fields.note("wrong", "The words of `wrong` stand in the sources, so that they are not invented.")


def _note_figures(fields: Fields, twin: Twin, outputs: Sequence[str], packet: str) -> None:
    """Note figures of the clean outputs and of the fix that do not come from the sources, and twins that differ much in
    length."""
    computed = fields.names("computed", r".+", "450 - 38 = 412", least=0)
    for each in computed:
        if trouble := wrong_sum(each, packet):
            fields.note("computed", f"`{each}` {trouble}")
    clean = [twin.output(output, seeded=False) for output in outputs]
    if odd := unsupported([*clean, twin.fix], packet, computed):
        fields.note(
            "clean",
            f"The clean output has {', '.join(odd)}, which no source has.",
            'If it is worked out, show how: computed = ["450 - 38 = 412"].',
        )
    if abs(len(words(twin.clean)) - len(words(twin.seeded))) > MOST_APART:
        fields.note("seeded", f"`seeded` and `clean` differ by more than {MOST_APART} words, which gives the error away.")
