"""The pulse questions: two sets, asked together and exported in files of their own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One pulse question: its text, its scale (`low` to `high`), and the organisation's usual answer in points of 100.
    For every item a higher answer is better."""

    text: str
    usual: float
    low: int = 1
    high: int = 5


FIRST_ITEMS: dict[str, Item] = {
    "training_fits_role": Item("The AI training I had fits the work I do.", 60),
    "material_up_to_date": Item("What I learned about AI still matches the tools we have.", 62),
    "use_case_clear": Item("I know which of my tasks AI helps with.", 62),
    "trust_output": Item("I know when I can rely on what AI gives me.", 58),
    "job_secure": Item("I do not expect AI to take my job away.", 60),
    "involved_in_decisions": Item("I have a say in how we use AI.", 50),
    "leadership_backs": Item("Our leaders back the use of AI with deeds.", 64),
    "manager_models_use": Item("My manager shows how they use AI.", 58),
    "tools_access": Item("I have access to the AI tools I need.", 68),
    "goals_aligned": Item("We agree on the problems that AI should solve.", 58),
    "time_to_learn": Item("I have time to learn and try.", 55),
    "rules_clear": Item("I know what I may and may not do with AI.", 64),
    "policy_allows": Item("The rules leave room for what my work needs.", 66),
    "role_expectations": Item("I know what is expected of my role when it comes to AI.", 60),
    "team_practice": Item("My team has changed how it works together because of AI.", 52),
    "confidence": Item("How sure are you that you use AI well in your work?", 58, 0, 100),
    "benefit": Item("How much does AI help your work?", 56, 0, 100),
    "organisation_prepares_us": Item("How well does the organisation prepare people for AI?", 60, 0, 100),
}
"""The first set."""

LEARNING_ITEMS: dict[str, Item] = {
    "training_recent_enough": Item("My last AI training was recent enough to be of use today.", 58),
    "training_followed_up": Item("What we learned about AI was taken up again afterwards.", 54),
    "training_in_work": Item("I learn about AI while I do my work, not apart from it.", 55),
    "training_for_use": Item("I did my AI training to use it, not only to have it done.", 60),
    "manager_supports_training": Item("My manager makes room for AI training and asks about it.", 57),
    "vision_clear": Item("I know what we want to reach with AI.", 58),
    "incentives_fit": Item("Working well with AI counts in how my work is valued.", 50),
    "sharing_works": Item("When a colleague finds a good use of AI, I hear of it.", 54),
}
"""The second set: training, vision, incentives and sharing."""

PULSE_ITEMS: dict[str, Item] = {**FIRST_ITEMS, **LEARNING_ITEMS}
"""Every pulse question by name."""

GAP_ITEM = "organisation_prepares_us"
"""The question that leaders and staff answer apart where a perception gap is planted."""
