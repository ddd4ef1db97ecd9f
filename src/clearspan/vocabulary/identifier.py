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
    NEUTRAL_ID = "neutral_id"
