"""Made-up names, and the domains of an organisation that does not exist."""

import unicodedata

DOMAIN = "northwind-tolls.example"
OLD_DOMAIN = "ntolls.example"
SHORTCODE = "nwt"
"""Ends the GitHub login of a managed user."""

FIRST = (
    "Ada", "Agnieszka", "Aisha", "Amara", "Andrés", "Anil", "Anouk", "Bea", "Björn", "Bruno", "Carla", "Chidi",
    "Clara", "Daan", "Deepa", "Dmitri", "Ebba", "Elif", "Emeka", "Esther", "Farid", "Femke", "Gita", "Grace",
    "Hana", "Henrik", "Hugo", "Imran", "Ines", "Ivo", "Jana", "João", "Jonas", "Kavya", "Kofi", "Lars", "Leila",
    "Lucía", "Maja", "Mateo", "Mei", "Mina", "Nadia", "Niels", "Nora", "Olu", "Paola", "Petra", "Priya", "Quinn",
    "Rafael", "Renée", "Rosa", "Ruth", "Sanjay", "Siobhán", "Sven", "Tariq", "Tomasz", "Uma", "Vera", "Wei",
    "Yara", "Zoë",
)  # fmt: skip
LAST = (
    "Abbott", "Adeyemi", "Almeida", "Andersson", "Bakker", "Banerjee", "Barros", "Bergström", "Bianchi", "Brandt",
    "Carvalho", "Castellanos", "Chowdhury", "Costa", "Dahl", "de Vries", "Desai", "Dupont", "Eriksen", "Evans",
    "Ferreira", "Fischer", "Fontaine", "García", "Grzelak", "Haddad", "Hansen", "Hoekstra", "Hughes", "Ibrahim",
    "Iyer", "Jansen", "Joshi", "Kaczmarek", "Kapoor", "Kim", "Kowalska", "Krüger", "Lindqvist", "Lopes", "Łukasik",
    "Mahmoud", "Martín", "Mensah", "Meyer", "Moreau", "Müller", "Nair", "Nakamura", "Novák", "O'Brien", "Okafor",
    "Olsen", "Osei", "Patel", "Pereira", "Popescu", "Quist", "Rahman", "Ramos", "Rossi", "Sato", "Schneider",
    "Silva", "Sørensen", "Sousa", "Suzuki", "Szymański", "Tan", "Teixeira", "Thakur", "Tran", "van Dijk", "Varga",
    "Visser", "Wagner", "Wójcik", "Yilmaz", "Zhang", "Zielińska",
)  # fmt: skip

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "Ł": "L", "Ø": "O", "ß": "ss"})


def plain(text: str) -> str:
    """A name in lower-case ASCII letters only, as it stands in an address."""
    bare = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return "".join(letter for letter in bare.lower() if letter.isalnum())
