"""The kinds of identifier under which a vendor or a roster knows a person."""

from enum import StrEnum


class IdentifierKind(StrEnum):
    """Which name space an identifier belongs to; each has a key of its own."""

    EMAIL = "email"
    EMPLOYEE_ID = "employee_id"
    GITHUB_LOGIN = "github_login"
    CHATGPT_ID = "chatgpt_id"
    CLAUDE_ID = "claude_id"
    VIVA_PERSON = "viva_person"
    HASHED_UPN = "hashed_upn"
    GITHUB_ID = "github_id"
    ENTRA_ID = "entra_id"
    GOOGLE_ID = "google_id"
    SLACK_ID = "slack_id"
    JIRA_ACCOUNT = "jira_account"
    ASANA_ID = "asana_id"
    ZENDESK_ID = "zendesk_id"
    SALESFORCE_ID = "salesforce_id"
    CURSOR_ID = "cursor_id"
    WINDSURF_KEY = "windsurf_key"
    MOVEWORKS_ID = "moveworks_id"
    API_KEY_NAME = "api_key_name"
    BAMBOOHR_ID = "bamboohr_id"
    SCIM_ID = "scim_id"
    LEARNER_ID = "learner_id"
    NEUTRAL_ID = "neutral_id"
    PULSE_RESPONDENT = "pulse_respondent"
