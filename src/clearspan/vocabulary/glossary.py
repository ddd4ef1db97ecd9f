"""The words that Clearspan uses in a meaning of its own; the glossary is generated from here and pages link to it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word, and what it means here."""

    word: str
    meaning: str


GLOSSARY = (
    Term(
        "Active",
        "A person did something with a tool in a period that its source counts as use. Each source says what counts, and why.",
    ),
    Term("Absent", "The vendor reported nothing about it. It is a third fact beside idle (0) and not licensed (null)."),
    Term("Arrival", "A file that was read: with its digest, the source it was taken for, and what became of each record."),
    Term("Band", "A range that is shown in place of a figure, so that nobody's own value can be told."),
    Term("Cell", "One figure about one group in one period. Cells are the only numbers about groups that leave the store."),
    Term(
        "Cell key",
        "A number made from the people behind a count. It decides the small noise, so the same people always get the same noise.",
    ),
    Term("Coded", "Shown as 'over' or 'under' a bound, because nearly everyone, or nearly no one, is alike in it."),
    Term(
        "Complementary suppression", "Withholding a further figure, so that a withheld one cannot be worked out by subtraction."
    ),
    Term("Counter-metric", "The measure to read beside another, because it moves when that one is gamed."),
    Term(
        "Coverage",
        "For how many of the people or days a source reports. A count of everyone has coverage, not a sampling interval.",
    ),
    Term("Denominator", "Whom a share is a share of. It stands on every metric."),
    Term("Dispersion", "How unevenly use is spread within a group."),
    Term(
        "Expected value",
        "What a group would show if each of its people were like others in the same role: the internal benchmark.",
    ),
    Term(
        "Grain",
        "The length of period that a vendor reports: event, day, week, month or window. It is stored as sent and never spread.",
    ),
    Term("Habitual", "Used in at least 9 of the last 12 weeks; in 4 of the last 4 for people who are new."),
    Term("Idle", "Licensed, and reported with no use."),
    Term("Identity", "One identifier under which a source knows a person. A person may have several."),
    Term("Job family", "People who do the same kind of work, whatever their title: a role."),
    Term("Licence", "The right of a person to use a tool. Holding one is never counted as use."),
    Term(
        "Minimum group",
        "The fewest people of whom a figure is shown: 5 for counts, 8 for rates, 10 for skill or sentiment; it only rises.",
    ),
    Term(
        "Natural key", "What makes a vendor's record the same record when it is sent again, so that it replaces and is not added."
    ),
    Term("Occasional", "Used in 3 to 8 of the last 12 weeks."),
    Term("Passport", "What a figure carries with it: definition, version, denominator, rows, and the day to which its data go."),
    Term(
        "Period",
        "An ISO week, a calendar month or a calendar quarter; no others, so that no two can be subtracted to single out a day.",
    ),
    Term("Power use", "Habitual, with 15 or more actions a week on average. It is a description, not a target."),
    Term("Provisional", "A period that a vendor may still restate. It is not released, and only data health shows it."),
    Term(
        "Pseudonym",
        "A keyed token in place of an identifier. Without the key, which lies outside the store, it cannot be made again.",
    ),
    Term("Reach", "Who used it at all in a period; habit is who does so week after week."),
    Term("Release", "The act of publishing cells, once a period is closed. A released cell never changes."),
    Term("Restatement", "A vendor's later word on a period that it already reported. It replaces the earlier one in the facts."),
    Term("Role mix", "Which job families a group is made of."),
    Term("Series break", "A day from which a vendor's figure means something else. Charts mark it."),
    Term("Shelf", "A folder in which each file declares exactly one thing: a source, a metric, a page."),
    Term("Source", "One vendor feed, or one kind of file, with everything that Clearspan knows about it."),
    Term(
        "Surface",
        "Where in a tool it was used: chat, editor, terminal. Surfaces are parts of the tool's total and are not added to it.",
    ),
    Term("Tier", "How regularly a person uses AI over 12 weeks: none, tried, occasional, habitual, power."),
    Term("Tried", "Used in 1 or 2 of the last 12 weeks."),
    Term(
        "Unchanged members",
        "The figure counts the people of the last release, because too few have joined or left to show the difference.",
    ),
    Term("Withheld", "Not shown, with the reason. A withheld figure is never zero and never blank."),
)
"""Every term, in alphabetical order."""
