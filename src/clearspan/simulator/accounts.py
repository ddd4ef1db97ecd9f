"""Under which numbers the systems beside the AI tools know a person; each system gives numbers of its own form."""

from clearspan.simulator.identity import Identity

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHECKS = _LETTERS + "012345"


def scim_id(names: Identity, person: int) -> str:
    """The id that the identity provider gives a person."""
    return f"00u{names.token[person][:9]}{person:05x}"


def bamboohr_id(person: int) -> str:
    """The number that BambooHR gives an employee; it is not the employee number."""
    return str(31 + person)


JIRA_HIDDEN_EVERY, JIRA_UNKNOWN_EVERY = 3, 12
"""One person in so many hides the address, as Atlassian lets them; one in so many has an account that no file tells."""


def hides_in_jira(person: int) -> bool:
    """Whether Jira tells no more of a person than the account."""
    return person % JIRA_HIDDEN_EVERY == 0


def known_in_jira(person: int) -> bool:
    """Whether a person's account can be found out: by the address, or by the identity file."""
    return person % JIRA_UNKNOWN_EVERY != 0


def jira_account(names: Identity, person: int) -> str:
    """The Atlassian account of a person."""
    token = names.token[person]
    return f"712020:{token[:8]}-{token[8:12]}-4{token[12:15]}-9{token[15:18]}-{token[18:24]}{person:06x}"


def zendesk_id(person: int) -> int:
    """The number of a person's Zendesk user."""
    return 114_095_000_000 + 17 * person


def salesforce_id(prefix: str, number: int) -> str:
    """A Salesforce record id of 18 characters: the `prefix` of its kind, the number, and three that tell capitals apart."""
    digits = ""
    for _ in range(15 - len(prefix)):
        number, digit = divmod(number, 62)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[digit] + digits
    text = prefix + digits
    checks = (sum((text[5 * part + at] in _LETTERS) << at for at in range(5)) for part in range(3))
    return text + "".join(_CHECKS[check] for check in checks)


def known_by_number(person: int) -> bool:
    """Whether a learning record store knows a person by the number alone."""
    return person % 4 == 0


def learner_id(names: Identity, person: int) -> str:
    """How learning systems number a person: by the employee number."""
    return names.employee_id[person]
