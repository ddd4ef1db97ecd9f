"""The work systems that Clearspan knows, under the names it stores: where everyday work is done, beside the AI tools."""

SYSTEMS: dict[str, str] = {
    "slack": "Slack",
    "teams": "Microsoft Teams",
    "google_workspace": "Google Workspace",
    "google_calendar": "Google Calendar",
    "github": "GitHub",
    "jira": "Jira",
    "asana": "Asana",
    "zendesk": "Zendesk",
    "salesforce": "Salesforce",
}
"""Name as stored -> name as people read it."""
