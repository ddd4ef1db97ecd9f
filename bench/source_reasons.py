"""Why a source takes more than three times a bare decoding, where it does."""

_TABLE = "Arrow makes texts of bytes and no more; here every column is checked and typed as days, counts, money or identifiers"
_ADDED = "records of one row are told apart by marks, identifiers brought to one spelling, and rows added up over the file"
_WIDE = "a record becomes rows for each app, so that several times as much is written as is read"
_MARKS = "every person, event and session is known again by a mark, and the events of a day are added up"

REASONS: dict[str, str] = {
    **dict.fromkeys(("neutral_ties", "neutral_labour_cost", "neutral_absences", "neutral_training", "neutral_usage"), _TABLE),
    **dict.fromkeys(("neutral_licences", "work_items", "cornerstone_transcripts", "teams_user_activity"), _TABLE),
    **dict.fromkeys(("claude_spend", "chatgpt_projects", "chatgpt_gpts"), _ADDED),
    **dict.fromkeys(("m365_copilot_user_detail", "gemini_admin_csv"), _WIDE),
    "viva_person_query": f"read twice, because only the last date tells whether a row is a day or a week; {_WIDE}",
    "m365_purview_interactions": f"each row holds a JSON object, which the peer does not decode; {_MARKS}",
    "chatgpt_compliance_logs": f"each person's task is told from the text of the prompts; {_MARKS}",
    "claude_code_otel": f"attributes come as lists of names and values, which become columns; {_MARKS}",
    "claude_code_otel_metrics": f"attributes come as lists of names and values, of all of which a mark is made; {_MARKS}",
    "claude_users": "pages are gone through twice: for records, then for fields, which become forty columns of fifteen objects",
    "windsurf_cascade": f"records of 150 bytes, found in their pages first and then decoded; {_MARKS}",
    "github_identities": "records of 130 bytes, found six levels deep and then decoded; each has lists and objects, many empty",
    "asana_tasks": "stories, tags and own fields of a task are lists of objects, which become columns and are looked up by task",
    "roster": "sixty names of columns are known, and of each person's identifiers a list with their kinds is made",
}
"""Source -> what else its reading has to do."""
