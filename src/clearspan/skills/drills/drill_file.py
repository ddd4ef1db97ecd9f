"""Reads a drill from its file, and checks that its answer key holds."""

from clearspan.skills.drills.drill import USUAL_PAYOFFS, Action, Document, Drill, Payoff, Severity
from clearspan.skills.drills.twin import note_key, read_twin
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.upkeep import LINK, SKILL, read_upkeep

MOST_DOCUMENTS = 3


def read_drill(file: ItemFile) -> Drill | None:
    """The drill in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    sources = file.section("Sources")
    packet = tuple(Document(part.title, part.text) for part in sources.parts)
    if sources.title and not 1 <= len(packet) <= MOST_DOCUMENTS:
        file.note(sources.line, f"`## Sources` must hold 1 to {MOST_DOCUMENTS} documents, each under its `### Title`.")
    polished, raw = file.section("Output, polished").text, file.section("Output, raw").text
    severity = fields.choice("severity", Severity)
    error = fields.within("error")
    task = file.section("Task").text
    drill = Drill(
        name=f"{file.path.parent.name}/{file.path.stem}",
        title=fields.text("title"),
        role=fields.text("role"),
        minutes=fields.number("minutes", 1, 6),
        severity=severity,
        stakes=fields.text("stakes"),
        skills=fields.names("skills", SKILL, "judgment.noticing"),
        use_cases=fields.names("use_cases", LINK, "sales/prepare_first_call"),
        task=task,
        packet=packet,
        polished=polished,
        raw=raw,
        twin=read_twin(error if error else Fields({}, fields.places)),
        payoff=_payoff(fields.within("payoff", may_miss=True), severity),
        upkeep=read_upkeep(file),
    )
    if error:
        note_key(error, drill.twin, [polished, raw], "\n\n".join([task, *(document.text for document in packet)]))
    return None if file.troubles() else drill


def _payoff(fields: Fields | None, severity: Severity) -> Payoff:
    if fields is None:
        return USUAL_PAYOFFS[severity]
    payoff = Payoff(_minutes(fields.within("clean")), _minutes(fields.within("seeded")))
    if not payoff.clean or not payoff.seeded:
        return USUAL_PAYOFFS[severity]
    if payoff.clean[Action.ACCEPT] < max(payoff.clean.values()):
        fields.note("clean", "Where the output is clean, to accept it must pay best.")
    if payoff.seeded[Action.ACCEPT] >= min(payoff.seeded[each] for each in Action if each is not Action.ACCEPT):
        fields.note("seeded", "Where the output holds an error, to accept it must pay worst.")
    return payoff


def _minutes(fields: Fields | None) -> dict[Action, int]:
    return {action: fields.number(action.value, -10_000, 10_000) for action in Action} if fields else {}
