"""The rules by which identifiers are taken for one person."""

from enum import StrEnum


class JoinRule(StrEnum):
    """Why an identifier belongs to the person that it belongs to; stands beside each in the register."""

    ALONE = "alone"
    """Nothing has joined it: it has a person of its own."""
    SAME_ROW = "same roster row"
    """A record of a staff list has both identifiers."""
    TWO_PEOPLE = "two people in the roster"
    """The staff lists give it to two people, so it belongs to neither."""
    ALIAS_TABLE = "alias table"
    """A row of an identities file in the folder of exports."""
    UPLOAD = "upload"
    """A row of a file that an administrator joined by hand."""
    SAML_NAME_ID = "SAML nameId"
    """The tool's single sign-on names the address of the account."""
    VERIFIED_EMAIL = "verified e-mail"
    """The tool has verified that the account owns an address of the organisation's domain."""
    TOOL_RECORD = "record of the tool"
    """A record of the tool itself has both identifiers."""
    INVITATION = "invitation of a wave"
    """The person was asked under it in one wave."""
    BOT = "bot or service account"
    """An administrator said that nobody is behind it."""


UNDOABLE = (JoinRule.ALIAS_TABLE, JoinRule.UPLOAD, JoinRule.SAML_NAME_ID, JoinRule.VERIFIED_EMAIL, JoinRule.TOOL_RECORD)
"""Rules that can be undone as a whole; what staff lists say is corrected in the staff list."""
