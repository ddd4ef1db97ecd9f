"""A lesson of three to seven minutes: a task first, then a model answer, one idea, one output that may hold an error, and a
question that comes back days later."""

from dataclasses import dataclass

from clearspan.skills.drills.twin import Twin, note_key, read_twin
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.upkeep import LINK, SKILL, Upkeep, read_upkeep

HEADINGS = ("Try this", "Compare", "One idea", "Is this right?", "Recall")
SHORTEST, LONGEST = 3, 7
"""Minutes."""

ITEM = ("Given", "AI wrote")
RECALL = ("Question", "Answer")


@dataclass(frozen=True)
class Lesson:
    """One lesson. `name` is its folder and file: sales/brief_then_ask. Texts are Markdown.

    `given` and `output` are its one item: what may be consulted, and what AI wrote of it, with `{{twin}}` where its clean and its
    seeded form differ. `recall` and `answer` come back days later.
    """

    name: str
    title: str
    minutes: int
    skills: tuple[str, ...]
    use_cases: tuple[str, ...]
    drills: tuple[str, ...]
    task: str
    model_answer: str
    idea: str
    given: str
    output: str
    twin: Twin
    recall: str
    answer: str
    upkeep: Upkeep

    @property
    def family(self) -> str:
        """The job family, or `judgment`: the folder of its file."""
        return self.name.partition("/")[0]


def read_lesson(file: ItemFile) -> Lesson | None:
    """The lesson in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    error = fields.within("error")
    task, model, idea = (file.section(title).text for title in HEADINGS[:3])
    given, output = file.parts(file.section("Is this right?"), ITEM)
    recall, answer = file.parts(file.section("Recall"), RECALL)
    lesson = Lesson(
        name=f"{file.path.parent.name}/{file.path.stem}",
        title=fields.text("title"),
        minutes=fields.number("minutes", SHORTEST, LONGEST),
        skills=fields.names("skills", SKILL, "fluency.directing"),
        use_cases=fields.names("use_cases", LINK, "sales/prepare_first_call", least=0),
        drills=fields.names("drills", LINK, "sales/call_brief", least=0),
        task=task,
        model_answer=model,
        idea=idea,
        given=given.text,
        output=output.text,
        twin=read_twin(error if error else Fields({}, fields.places)),
        recall=recall.text,
        answer=answer.text,
        upkeep=read_upkeep(file),
    )
    if error:
        note_key(error, lesson.twin, [lesson.output], lesson.given)
    titles = tuple(section.title for section in file.sections)
    if set(titles) == set(HEADINGS) and titles != HEADINGS:
        file.note(
            file.sections[0].line, "The sections are not in their order: the task comes first.", f"Order: {', '.join(HEADINGS)}."
        )
    return None if file.troubles() else lesson
