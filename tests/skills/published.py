"""Published answers and fits, for the tests of item response theory.

LSAT6 and LSAT7: how many of 1,000 people gave each of the 32 patterns of five answers (00000 to 11111) in sections 6 and 7 of the
Law School Admission Test, Bock and Lieberman (1970), Psychometrika 35, 179-197. SCIENCE: four questions of the Euro-Barometer
38.1 (Karlheinz and Melich 1992), four categories each, 392 people. Fits of LSAT6 and LSAT7 are those of R's ltm 1.2-0; that of
SCIENCE, and the errors of LSAT7, are those of R's mirt 1.47, from its own tests.
"""

import numpy as np

from clearspan.skills.irt.answers import Answers

_LSAT6 = "3 6 2 11 1 1 3 4 1 8 0 16 0 3 2 15 10 29 14 81 3 28 15 80 16 56 21 173 11 61 28 298"
_LSAT7 = "12 19 1 7 3 19 3 17 10 5 3 7 7 23 8 28 7 39 11 34 14 51 15 90 6 25 7 35 18 136 32 308"
_SCIENCE = """1111 2,1321 1,1423 1,1431 1,2111 1,2124 1,2211 1,2222 4,2223 2,2231 1,2232 1,2233 1,2243 1,2313 1,2322 2,
2323 1,2332 3,2333 3,2334 2,2341 1,2343 2,2421 1,2443 2,2444 1,3111 1,3113 2,3122 2,3123 4,3132 5,3133 5,
3134 3,3143 1,3144 1,3212 1,3214 1,3221 1,3222 10,3223 7,3231 1,3232 16,3233 22,3234 5,3241 1,3242 1,
3243 3,3244 2,3313 2,3321 1,3322 13,3323 10,3324 2,3331 5,3332 23,3333 52,3334 8,3342 7,3343 13,3344 12,
3413 1,3423 1,3432 2,3433 4,3434 4,3441 1,3442 1,3443 6,3444 3,4114 1,4122 1,4124 2,4134 1,4221 1,4223 3,
4233 8,4234 2,4242 1,4244 1,4323 1,4332 2,4333 21,4334 3,4342 2,4343 5,4344 8,4432 1,4433 2,4434 3,4442 2,
4443 6,4444 12"""


def _binary(counts: str) -> Answers:
    category = np.array([[pattern >> place & 1 for place in (4, 3, 2, 1, 0)] for pattern in range(32)])
    return Answers(category, np.array([float(each) for each in counts.split()]))


def _graded(written: str) -> Answers:
    rows = [each.split() for each in written.replace("\n", "").split(",")]
    return Answers(np.array([[int(one) - 1 for one in row[0]] for row in rows]), np.array([float(row[1]) for row in rows]))


LSAT6, LSAT7, SCIENCE = _binary(_LSAT6), _binary(_LSAT7), _graded(_SCIENCE)

LSAT6_SLOPES = (0.8253715, 0.7229499, 0.8904748, 0.6885502, 0.6574516)
LSAT6_DIFFICULTIES = (-3.3597341, -1.3696497, -0.2798983, -1.8659189, -3.1235725)
LSAT6_RASCH = (-3.6152665, -1.3224208, -0.3176306, -1.7300903, -2.7801716)
LSAT7_SLOPES = (0.9877111, 1.0808422, 1.7066576, 0.7650008, 0.7357216)
LSAT7_DIFFICULTIES = (-1.8791329, -0.7475388, -1.0573399, -0.6353300, -2.5206704)

SCIENCE_SLOPES = (1.04236, 1.22569, 2.29058, 1.09557)
SCIENCE_INTERCEPTS = (
    (4.86544, 2.64044, -1.46621),
    (2.924, 0.90115, -2.26661),
    (5.22988, 2.21201, -1.96222),
    (3.34845, 0.9919, -1.68846),
)
SCIENCE_ERRORS = (
    (0.18838, 0.49088, 0.22267, 0.15868),
    (0.18189, 0.23928, 0.14289, 0.20308),
    (0.48269, 0.72817, 0.3564, 0.32209),
    (0.18336, 0.27659, 0.14053, 0.16864),
)
