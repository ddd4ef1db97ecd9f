"""Named tasks for which people use AI tools, as far as a tool's own records can tell them; work systems name further ones."""

TASKS: dict[str, str] = {
    "draft text": "Writing a text that was not there before.",
    "draft email": "Writing an e-mail.",
    "draft reply": "Answering somebody's message.",
    "draft presentation": "Making slides.",
    "edit text": "Correcting, shortening or rephrasing a text.",
    "translate text": "Putting a text into another language.",
    "summarise text": "Making a long text short.",
    "summarise meeting": "Making notes of a meeting short.",
    "summarise email": "Making a mail or a thread of mails short.",
    "review text": "Checking a text.",
    "contract review": "Checking a contract.",
    "explain topic": "Having something explained.",
    "research": "Looking something up, or comparing.",
    "collect ideas": "Collecting ideas.",
    "plan work": "Planning.",
    "analyse data": "Making sense of figures.",
    "build table": "Making a table or a formula.",
    "write code": "Writing or changing code.",
    "write tests": "Writing tests of code.",
    "review code": "Checking code.",
    "explain code": "Having code explained.",
    "fix defect": "Finding or removing a fault in code.",
}
"""Name as stored -> what it is."""
