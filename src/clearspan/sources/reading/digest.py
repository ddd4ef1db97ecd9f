"""What may be kept of a text that somebody wrote to an AI tool: its length, and for which task it asks; never the text.

The task is told by words of short lists in English, German and French: a verb (write, fasse, traduis) and the nearest noun
(e-mail, code, réunion). Only the beginning and the end are looked at, because what is pasted in between is not the request. A
text without such a verb has no task. It is a rough sign, which is why it stands as evidence of its own: 'task tag'.
"""

from dataclasses import dataclass

HEAD_WORDS, TAIL_WORDS = 40, 20
"""Words looked at."""

_HEAD_CHARACTERS, _TAIL_CHARACTERS = 600, 300
_REACH = 10
"""Words between a verb and its noun at most."""

_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»„“”‘’…–—¿¡"

_VERBS = {
    "draft": "write draft compose schreib schreibe schreiben verfasse verfassen formuliere entwirf rédige rédiger rédigez écris "
    "écrire écrivez",
    "edit": "rewrite rephrase proofread polish improve correct shorten überarbeite überarbeiten korrigiere korrigieren "
    "verbessere kürze umformulieren reformule reformuler corrige corriger améliore améliorer",
    "summarise": "summarise summarize summary tldr zusammenfassen zusammenfassung fasse résume résumer résumez synthétise",
    "translate": "translate übersetze übersetzen übersetz traduis traduire traduisez",
    "explain": "explain erkläre erklären erklär explique expliquer expliquez",
    "analyse": "analyse analyze analysiere analysieren auswerten analyser analysez",
    "plan": "plan schedule plane planen planifie planifier",
    "fix": "fix debug repair behebe beheben debugge débogue déboguer",
    "review": "review check prüfe prüfen überprüfe überprüfen vérifie vérifier relis relire",
    "build": "implement code refactor program create generate build implementiere implementieren programmiere erstelle erstellen "
    "implémente implémenter crée créer génère générer",
    "research": "research compare recherchiere recherchieren vergleiche vergleichen recherche comparer",
    "ideas": "brainstorm ideas ideen idées",
}

_NOUNS = {
    "email": "email emails e-mail e-mails mail mails courriel courriels",
    "reply": "reply response antwort rückmeldung réponse",
    "meeting": "meeting meetings minutes transcript besprechung sitzung protokoll réunion compte-rendu",
    "code": "code function script class method api endpoint sql query regex python javascript typescript java funktion skript "
    "klasse fonction classe requête",
    "test": "test tests unittest testfall testfälle",
    "bug": "bug bugs error exception traceback stacktrace fehler erreur bogue",
    "data": "data dataset spreadsheet excel csv table figures daten tabelle zahlen données tableau chiffres",
    "slides": "presentation slides slide deck powerpoint präsentation folien folie présentation diapositives",
    "contract": "contract contracts clause nda vertrag verträge klausel contrat contrats",
    "text": "text report document article post blog letter proposal paragraph bericht dokument artikel brief absatz rapport "
    "texte lettre paragraphe",
}

_TASKS: dict[tuple[str, str | None], str] = {
    ("draft", None): "draft text",
    ("draft", "email"): "draft email",
    ("draft", "reply"): "draft reply",
    ("draft", "code"): "write code",
    ("draft", "test"): "write tests",
    ("draft", "slides"): "draft presentation",
    ("edit", None): "edit text",
    ("edit", "code"): "write code",
    ("edit", "bug"): "fix defect",
    ("summarise", None): "summarise text",
    ("summarise", "meeting"): "summarise meeting",
    ("summarise", "email"): "summarise email",
    ("translate", None): "translate text",
    ("explain", None): "explain topic",
    ("explain", "code"): "explain code",
    ("explain", "bug"): "fix defect",
    ("analyse", None): "analyse data",
    ("analyse", "bug"): "fix defect",
    ("plan", None): "plan work",
    ("fix", "bug"): "fix defect",
    ("fix", "code"): "fix defect",
    ("fix", "test"): "fix defect",
    ("review", None): "review text",
    ("review", "code"): "review code",
    ("review", "contract"): "contract review",
    ("build", "code"): "write code",
    ("build", "test"): "write tests",
    ("build", "slides"): "draft presentation",
    ("build", "data"): "build table",
    ("build", "email"): "draft email",
    ("build", "reply"): "draft reply",
    ("build", "text"): "draft text",
    ("research", None): "research",
    ("ideas", None): "collect ideas",
}
"""(verb, noun) -> task; None stands for any noun that is not listed with the verb, and for none."""

TASKS = frozenset(_TASKS.values())
"""The tasks that a text may be told to ask for."""


def _by_word(lists: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in lists.items() for word in words.split()}


_VERB_OF, _NOUN_OF = _by_word(_VERBS), _by_word(_NOUNS)


@dataclass(frozen=True)
class Digest:
    """What may be kept: how long the text is, and its task, one of vocabulary.task or None."""

    characters: int
    words: int
    task: str | None


def digest(text: str) -> Digest:
    """The digest of a text."""
    return Digest(len(text), len(text.split()), task_of(text))


def task_of(text: str) -> str | None:
    """The task that a text asks for, or None."""
    words = _looked_at(text)
    for place, word in enumerate(words):
        verb = _VERB_OF.get(word)
        if verb is None:
            continue
        task = _TASKS.get((verb, _nearest_noun(words, place)), _TASKS.get((verb, None)))
        if task is not None:
            return task
    return None


def _looked_at(text: str) -> list[str]:
    """The first and the last words in small letters, without the signs around them."""
    words = text[:_HEAD_CHARACTERS].lower().split()
    if len(text) > _HEAD_CHARACTERS:
        words = [*words[:HEAD_WORDS], *text[-_TAIL_CHARACTERS:].lower().split()[-TAIL_WORDS:]]
    elif len(words) > HEAD_WORDS + TAIL_WORDS:
        words = [*words[:HEAD_WORDS], *words[-TAIL_WORDS:]]
    return [word.strip(_SIGNS) for word in words]


def _nearest_noun(words: list[str], verb: int) -> str | None:
    """The noun nearest to a verb, the later one of two that are equally near; None within reach of none."""
    for distance in range(1, _REACH + 1):
        for place in (verb + distance, verb - distance):
            if 0 <= place < len(words) and words[place] in _NOUN_OF:
                return _NOUN_OF[words[place]]
    return None
