"""Who is asked what: never too much, never the same again too soon, evenly over teams, and the same for the same seed."""

from collections import Counter

from clearspan.listening.forms import MONTH_DAYS, MONTH_SECONDS, Asked, Reader, assign, compose, sample, seconds_of
from clearspan.listening.item import Audience
from clearspan.listening.packs import items_of, packs

ITEMS = {name: item for name, item in items_of(packs()).items() if Audience.PULSE in item.audiences}
READERS = [Reader(person, f"team {person % 17}") for person in range(1, 301)]


def test_over_a_year_nobody_is_asked_for_more_than_two_minutes_a_month_and_everybody_is_asked_everything() -> None:
    history: list[Asked] = []
    for wave in range(26):
        day = 20_000 + 14 * wave
        forms = compose(list(ITEMS.values()), len(READERS), history, seed=wave)
        given = assign(READERS[:60], forms, ITEMS, history, day, seed=wave)
        history += [Asked(p, day, seconds_of(forms[f], ITEMS), forms[f]) for p, f in given.items()]
    for day in range(20_000, 20_000 + 14 * 26):
        month = Counter[int]()
        for asked in history:
            if day - MONTH_DAYS < asked.day <= day:
                month[asked.person] += asked.seconds
        assert max(month.values()) <= MONTH_SECONDS
    asked_of = {reader.person: {name for each in history if each.person == reader.person for name in each.items}
                for reader in READERS[:60]}  # fmt: skip
    assert all(names == set(ITEMS) for names in asked_of.values())


def test_forms_are_spread_evenly_over_each_team_and_go_to_at_least_twenty_people() -> None:
    forms = compose(list(ITEMS.values()), len(READERS), [], seed=4)
    given = assign(READERS, forms, ITEMS, [], 20_000, seed=4)
    assert len(forms) == 6 and {name for form in forms for name in form} == set(ITEMS)
    assert min(Counter(given.values()).values()) >= 20
    for team in range(17):
        counts = Counter(form for person, form in given.items() if person % 17 == team)
        assert max(counts.values()) - min(counts[form] for form in range(6)) <= 1
    assert given == assign(READERS, forms, ITEMS, [], 20_000, seed=4) != assign(READERS, forms, ITEMS, [], 20_000, seed=5)
    assert len(compose(list(ITEMS.values()), 59, [], seed=4)) == 2


def test_a_sample_takes_the_same_share_of_every_team() -> None:
    chosen = sample(READERS, 0.25, seed=9)
    assert len(chosen) in {75, 76} and chosen == sample(READERS[::-1], 0.25, seed=9) != sample(READERS, 0.25, seed=8)
    assert {Counter(reader.team for reader in chosen)[f"team {team}"] for team in range(17)} <= {3, 4, 5}
    assert len(sample(READERS, 1.0, seed=9)) == 300
