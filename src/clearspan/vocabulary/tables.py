"""Every table of facts: the data dictionary is generated from here."""

from clearspan.vocabulary.column import Column, ColumnType, Table

_T = ColumnType

_WHO = (
    Column("person", _T.INT32, "Dense number of the person; no name, no e-mail."),
    Column("identity", _T.INT32, "Dense number of the identifier under which the source knew the person."),
)
_ORIGIN = (
    Column("source", _T.TEXT, "Name of the source on the shelf."),
    Column("as_of", _T.INT32, "Day to which the source's statement refers; a later one replaces an earlier one."),
    Column("arrival", _T.INT32, "Number of the arrival (file or page) that brought the row."),
)

PERSON_SPELL = Table(
    "person_spell",
    "a person in a place for a time",
    (
        *_WHO,
        Column("from_day", _T.INT32, "First day of the spell."),
        Column("to_day", _T.INT32, "Last day of the spell; null while it lasts.", nullable=True),
        Column("team", _T.TEXT, "Key of the team: the names of its parents and its own.", nullable=True),
        Column("department", _T.TEXT, "Key of the department above the team.", nullable=True),
        Column("division", _T.TEXT, "Key of the division above the department.", nullable=True),
        Column("role", _T.TEXT, "Job family.", nullable=True),
        Column("level", _T.TEXT, "Level or grade.", nullable=True),
        Column("location", _T.TEXT, "Place of work.", nullable=True),
        Column("employment", _T.TEXT, "Kind of employment: employee, contractor.", nullable=True),
        Column("manager", _T.INT32, "Person number of the manager.", nullable=True),
        Column("is_manager", _T.INT8, "1 where somebody reports to the person, else 0."),
        Column("hired_day", _T.INT32, "Day on which the person joined.", nullable=True),
        *_ORIGIN,
    ),
    key=("identity", "from_day"),
)

STAFF_STATEMENT = Table(
    "staff_statement",
    "a record of a staff list, as the list states it",
    (
        *_WHO,
        Column("list", _T.TEXT, "Path of the list below the folder of exports; names that differ in a date are one series."),
        Column("record", _T.INT64, "Number of the record in the list, from 1."),
        Column("from_day", _T.INT32, "First day of the statement; null where the list is a snapshot.", nullable=True),
        Column("to_day", _T.INT32, "Last day of the statement, where stated.", nullable=True),
        Column("hired_day", _T.INT32, "Day on which the person joined.", nullable=True),
        Column("left_day", _T.INT32, "Last day of employment, where stated.", nullable=True),
        Column("active", _T.INT8, "0 where the list says that the person has left, without saying when.", nullable=True),
        Column("team", _T.TEXT, "Name of the team, as stated.", nullable=True),
        Column("department", _T.TEXT, "Name of the department, as stated.", nullable=True),
        Column("division", _T.TEXT, "Name of the division, as stated.", nullable=True),
        Column("role", _T.TEXT, "Job family.", nullable=True),
        Column("level", _T.TEXT, "Level or grade.", nullable=True),
        Column("location", _T.TEXT, "Place of work.", nullable=True),
        Column("employment", _T.TEXT, "Kind of employment: employee, contractor.", nullable=True),
        Column("manager", _T.INT32, "Person number of the manager stated, on a list or not.", nullable=True),
        Column(
            "manager_identity",
            _T.INT32,
            "Identity by which the manager is stated; -1 where what is stated is no identifier; null where none is stated.",
            nullable=True,
        ),
        *_ORIGIN,
    ),
    key=("list", "as_of", "record"),
)

STAFF_IDENTIFIER = Table(
    "staff_identifier",
    "an identifier in a record of a staff list",
    (
        *_WHO,
        Column("list", _T.TEXT, "Path of the list below the folder of exports."),
        Column("record", _T.INT64, "Number of the record in the list, from 1."),
        Column("place", _T.INT32, "Place of the identifier in the record: the first stands for the person."),
        Column("kind", _T.TEXT, "Kind of the identifier: employee_id, email, github_login."),
        Column("field", _T.TEXT, "The list's own name of the column in which it stands."),
        *_ORIGIN,
    ),
    key=("list", "as_of", "record", "place"),
)

USAGE = Table(
    "usage",
    "a person, tool, surface and period, as the vendor sent it",
    (
        *_WHO,
        Column("tool", _T.TEXT, "Tool, as named in the vocabulary."),
        Column("surface", _T.TEXT, "Where in the tool: 'all' is the vendor's total; other surfaces are parts of it."),
        Column("grain", _T.TEXT, "day, week, month or window, as sent; never spread."),
        Column("start_day", _T.INT32, "First day of the period."),
        Column("end_day", _T.INT32, "Last day of the period."),
        Column("zone", _T.TEXT, "The vendor's day boundary."),
        Column("active", _T.INT8, "1 active by the source's definition, 0 idle, null not reported.", nullable=True),
        Column("active_days", _T.INT32, "Active days in the period, where the vendor says.", nullable=True),
        Column("actions", _T.INT64, "Meaningful actions by the source's definition.", nullable=True),
        Column("prompts", _T.INT64, "Prompts the person sent.", nullable=True),
        Column("sessions", _T.INT64, "Sessions or conversations.", nullable=True),
        Column("accepted", _T.INT64, "Suggestions accepted; not comparable between vendors.", nullable=True),
        Column("rejected", _T.INT64, "Suggestions rejected; not comparable between vendors.", nullable=True),
        Column("cost", _T.MONEY, "Cost of the use.", nullable=True),
        Column("currency", _T.TEXT, "Currency of the cost.", nullable=True),
        Column("first_active_day", _T.INT32, "First active day in the period, where the vendor says.", nullable=True),
        Column("last_active_day", _T.INT32, "Last active day known, where the vendor says.", nullable=True),
        *_ORIGIN,
    ),
    key=("identity", "tool", "surface", "grain", "start_day", "end_day"),
    month="start_day",
)

LICENCE = Table(
    "licence",
    "a person, tool and the days for which a source says the licence was held",
    (
        *_WHO,
        Column("tool", _T.TEXT, "Tool, as named in the vocabulary."),
        Column("from_day", _T.INT32, "First day on which the licence is known to be held."),
        Column("to_day", _T.INT32, "Last such day; null while it lasts.", nullable=True),
        Column("granted", _T.INT8, "1 where from_day is the day of the grant, 0 where it is only the first day observed."),
        *_ORIGIN,
    ),
    key=("identity", "tool", "from_day"),
)

PRICE = Table(
    "price",
    "a tool's price for a time",
    (
        Column("tool", _T.TEXT, "Tool, as named in the vocabulary."),
        Column("from_day", _T.INT32, "First day of the price."),
        Column("to_day", _T.INT32, "Last day of the price; null while it lasts.", nullable=True),
        Column("monthly", _T.MONEY, "Price of one licence for one month."),
        Column("currency", _T.TEXT, "Currency of the price."),
        *_ORIGIN,
    ),
    key=("tool", "from_day"),
)

WORK_ITEM = Table(
    "work_item",
    "a piece of work",
    (
        *_WHO,
        Column("item", _T.TEXT, "Keyed token of the item's own number; no title is kept."),
        Column("kind", _T.TEXT, "Kind of work: ticket, pull request, deal."),
        Column("system", _T.TEXT, "Work system in which it lives: github, jira, zendesk.", nullable=True),
        Column("role", _T.TEXT, "Job family whose work it is.", nullable=True),
        Column("task", _T.TEXT, "Named task, where the system says.", nullable=True),
        Column("difficulty", _T.FLOAT, "Size or difficulty, as the system counts it.", nullable=True),
        Column("learner_grade", _T.INT8, "1 where the work suits a learner, 0 where not.", nullable=True),
        Column("created_day", _T.INT32, "Day on which the item was made."),
        Column("started_day", _T.INT32, "Day on which work began.", nullable=True),
        Column("finished_day", _T.INT32, "Day on which it was finished.", nullable=True),
        Column("reopened", _T.INT32, "How often it was reopened.", nullable=True),
        Column("quality", _T.FLOAT, "Quality from 0 to 1, where it was judged.", nullable=True),
        Column("ai_assisted", _T.INT8, "1 with AI, 0 without, null unknown.", nullable=True),
        *_ORIGIN,
    ),
    key=("item",),
    month="created_day",
)

ANSWER = Table(
    "answer",
    "an answer to a pulse question",
    (
        *_WHO,
        Column("wave", _T.TEXT, "Name of the wave."),
        Column("item", _T.TEXT, "Name of the question."),
        Column("value", _T.FLOAT, "Answer on the question's scale.", nullable=True),
        Column("day", _T.INT32, "Day of the answer."),
        *_ORIGIN,
    ),
    key=("identity", "wave", "item"),
)

TIE = Table(
    "tie",
    "two people and a week",
    (
        *_WHO,
        Column("other", _T.INT32, "Person number of the other one."),
        Column("week", _T.INT32, "First day of the ISO week."),
        Column("strength", _T.FLOAT, "How often they worked together in the week."),
        *_ORIGIN,
    ),
    key=("identity", "other", "week"),
    month="week",
)

TASK_USE = Table(
    "task_use",
    "a person, tool, named task and period for which there is evidence",
    (
        *_WHO,
        Column("tool", _T.TEXT, "Tool, as named in the vocabulary."),
        Column("task", _T.TEXT, "Named task for which the tool was used."),
        Column("evidence", _T.TEXT, "What shows it: practice, work item, feature that is one task, task tag, self-report."),
        Column("grain", _T.TEXT, "day, week, month or window, as sent; never spread."),
        Column("start_day", _T.INT32, "First day of the period."),
        Column("end_day", _T.INT32, "Last day of the period."),
        Column("uses", _T.INT64, "How often, where the evidence says.", nullable=True),
        *_ORIGIN,
    ),
    key=("identity", "tool", "task", "evidence", "grain", "start_day", "end_day"),
    month="start_day",
)

ACTIVITY = Table(
    "activity",
    "a person, work system, kind of activity and period",
    (
        *_WHO,
        Column("system", _T.TEXT, "Work system: slack, teams, google_workspace, asana."),
        Column("kind", _T.TEXT, "What is counted: active, messages, meetings, meeting_hours, focus_hours, calls, reviews."),
        Column("grain", _T.TEXT, "day, week, month or window, as sent; never spread."),
        Column("start_day", _T.INT32, "First day of the period."),
        Column("end_day", _T.INT32, "Last day of the period."),
        Column("zone", _T.TEXT, "The vendor's day boundary."),
        Column("amount", _T.FLOAT, "How many, or how many hours; active is 1 or 0; null not reported.", nullable=True),
        *_ORIGIN,
    ),
    key=("identity", "system", "kind", "grain", "start_day", "end_day"),
    month="start_day",
)

TRAINING = Table(
    "training",
    "a person and a course or event",
    (
        *_WHO,
        Column("course", _T.TEXT, "Number or title of the course in its catalogue."),
        Column("attempt", _T.INT32, "Which registration of the person for the course, from 1."),
        Column("kind", _T.TEXT, "role_specific or generic, where the catalogue says.", nullable=True),
        Column("channel", _T.TEXT, "How it is given: course, live, video, practice.", nullable=True),
        Column("about_ai", _T.INT8, "1 where the course is about AI, 0 where not, null unknown.", nullable=True),
        Column("assigned_day", _T.INT32, "Day on which it was assigned or enrolled in.", nullable=True),
        Column("started_day", _T.INT32, "Day on which the person began.", nullable=True),
        Column("completed_day", _T.INT32, "Day on which it was completed.", nullable=True),
        Column("completed", _T.INT8, "1 completed, 0 not (yet), null not reported.", nullable=True),
        Column("minutes", _T.FLOAT, "Time spent, where the system says.", nullable=True),
        *_ORIGIN,
    ),
    key=("identity", "course", "attempt"),
)

SHARING = Table(
    "sharing",
    "a person and what happened with a shared use of AI on a day",
    (
        *_WHO,
        Column("use_case", _T.TEXT, "Key of the shared use, as the place where people share numbers or names it."),
        Column("event", _T.TEXT, "shared, taken_up (the person tried a shared use), used (still, or again)."),
        Column("day", _T.INT32, "Day of the event."),
        *_ORIGIN,
    ),
    key=("identity", "use_case", "event", "day"),
    month="day",
)

ABSENCE = Table(
    "absence",
    "a person's days away; why is not kept",
    (
        *_WHO,
        Column("from_day", _T.INT32, "First day away."),
        Column("to_day", _T.INT32, "Last day away; null while it lasts.", nullable=True),
        Column("part", _T.FLOAT, "Share of each day away, above 0 to 1.", nullable=True),
        *_ORIGIN,
    ),
    key=("identity", "from_day"),
)

LABOUR_COST = Table(
    "labour_cost",
    "what an hour of work costs in a grade for a time",
    (
        Column("level", _T.TEXT, "Level or grade, as in the staff list; 'all' where one figure stands for all."),
        Column("location", _T.TEXT, "Place of work, as in the staff list; 'all' where the figure holds everywhere."),
        Column("from_day", _T.INT32, "First day of the cost."),
        Column("to_day", _T.INT32, "Last day of the cost; null while it lasts.", nullable=True),
        Column("hourly", _T.MONEY, "Cost of one hour of work, with the employer's share."),
        Column("currency", _T.TEXT, "Currency of the cost."),
        *_ORIGIN,
    ),
    key=("level", "location", "from_day"),
)

SERIES_BREAK = Table(
    "series_break",
    "a date from which a vendor's figure means something else",
    (
        Column("tool", _T.TEXT, "Tool, as named in the vocabulary."),
        Column("day", _T.INT32, "First day of the new meaning."),
        Column("what", _T.TEXT, "What changed."),
        *_ORIGIN,
    ),
    key=("tool", "day", "what"),
)

ARRIVAL = Table(
    "arrival",
    "a file that arrived, and what became of its records",
    (
        Column("arrival", _T.INT32, "Number of the arrival."),
        Column("path", _T.TEXT, "Path of the file below the folder of exports, or the connection and the number of the page."),
        Column("digest", _T.TEXT, "BLAKE3 of the file as it arrived."),
        Column("connection", _T.TEXT, "Connection by which it was pulled; null for a file.", nullable=True),
        Column("asked_from", _T.INT32, "First day of the window that was pulled; null for a file.", nullable=True),
        Column("asked_to", _T.INT32, "Last day of the window that was pulled; null for a file.", nullable=True),
        Column("source", _T.TEXT, "Source it was taken for; null where none.", nullable=True),
        Column("source_version", _T.INT32, "Version of the source's declaration.", nullable=True),
        Column("why", _T.TEXT, "By what the source was recognised, or why the file was refused."),
        Column("rows", _T.INT64, "Records in the file."),
        Column("kept", _T.INT64, "Records stored."),
        Column("dropped", _T.INT64, "Records left out by rule."),
        Column("rejected", _T.INT64, "Records that could not be used."),
        Column("reasons", _T.TEXT, "JSON: how many records were dropped or rejected for which reason."),
        Column("fields_dropped", _T.TEXT, "JSON: names of the fields that the source does not declare."),
        Column("first_day", _T.INT32, "First day that the records cover.", nullable=True),
        Column("last_day", _T.INT32, "Last day that the records cover.", nullable=True),
        Column("arrived_at", _T.INT64, "When it was read: seconds since 1970-01-01, UTC."),
    ),
    key=("arrival",),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        PERSON_SPELL,
        STAFF_STATEMENT,
        STAFF_IDENTIFIER,
        USAGE,
        LICENCE,
        PRICE,
        WORK_ITEM,
        TASK_USE,
        ACTIVITY,
        ANSWER,
        TIE,
        TRAINING,
        SHARING,
        ABSENCE,
        LABOUR_COST,
        SERIES_BREAK,
        ARRIVAL,
    )
}
"""Every table of facts by name."""
