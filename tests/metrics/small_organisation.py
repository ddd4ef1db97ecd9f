"""A generated organisation that has all there is to have, the same each time."""

import random

from tests.metrics.metric_world import World, week

WEEKS = 58
PEOPLE = range(1, 41)


def organisation() -> World:
    """Forty people over 58 weeks: joiners, leavers, movers; feeds by day, week and month with nulls and gaps."""
    chance = random.Random(7)
    world = World()
    world.price("claude", "30.25")
    world.price("chatgpt", "60", currency="EUR")
    for person in PEOPLE:
        moved = week(chance.randrange(5, 40))
        world.person(person, since=0 if person % 5 else week(person % 20), until=moved - 1, role=f"r{person % 3}")
        world.person(person, since=moved, until=None if person % 7 else week(45) + 3, hired_day=0 if person % 5 else None)
        if person % 2:
            world.licence(person, week(person % 30), None, granted=int(person % 3 == 0))
            world.licence(person, week(person % 25), week(50), tool="chatgpt", granted=1)
        begins, liking = chance.randrange(0, 30), chance.random()
        for number in range(WEEKS):
            used = number >= begins and chance.random() < liking
            days = chance.randrange(1, 6) if used else 0
            if number != 50:
                world.week_of_use(person, number, days, actions=chance.randrange(0, 90) if used else 0)
            world.use(person, week(number), surface=f"s{chance.randrange(4)}", active=int(used))
            count = chance.choice([None, 3, 40])
            world.use(person, week(number) - 1, tool="chatgpt", grain="week", active=chance.choice([None, 0, 1]), actions=count)
        _work(world, person)
        _answers(world, person)
        world.use(person, week(4) - 1, tool="gemini", grain="month", end_day=week(8) - 2, active=person % 2, actions=person)
    _show(world)
    _styled(world)
    _shared(world)
    return world


def _shared(world: World) -> None:
    """A few uses that are shared, taken up by some others, and kept by some of them."""
    for number in range(5, 50, 3):
        at, use_case = week(number), f"use {number % 4}"
        world.add("sharing", person=number % 7 + 1, use_case=use_case, event="shared", day=at, source="neutral_sharing")
        for person in range(8, 20, 3):
            world.add(
                "sharing", person=person + number % 3, use_case=use_case, event="taken_up", day=at + 9, source="neutral_sharing"
            )
            world.add("sharing", person=person, use_case=use_case, event="used", day=at + 9 + 35, source="neutral_sharing")


def _styled(world: World) -> None:
    """Somebody of whom the feed says how they work: in conversations, with suggestions, in turns and by agents."""
    person = PEOPLE[-1] + 2
    world.person(person, since=0, role="r2")
    for number in range(12, WEEKS):
        at, turns = week(number), 3 + number % 4
        world.use(person, at, actions=turns, prompts=turns, sessions=2, accepted=number % 3, rejected=number % 2)
        world.use(person, at, surface="agent", prompts=number % 3)
        world.use(person, at, surface="chat", prompts=turns)


def _show(world: World) -> None:
    """Somebody who runs an empty loop for half a year, and finishes all work without AI."""
    shows = PEOPLE[-1] + 1
    world.person(shows, since=0, role="r1")
    for number in range(10, 36):
        world.week_of_use(shows, number, 5, actions=400 + number % 3)
        done = {"created_day": week(number), "finished_day": week(number) + 1, "ai_assisted": 0, "reopened": 0}
        world.add("work_item", person=shows, item=f"{shows}-{number}", kind="task", system="asana", source="asana_tasks", **done)


def _work(world: World, person: int) -> None:
    """A chat by day that half of the people use, and a list of tasks, both without a chance of their own."""
    for number in range(WEEKS):
        day = week(number) + person % 5
        amount = None if person % 9 == 0 else (person + number) % 2
        row = {"kind": "active", "grain": "day", "start_day": day, "end_day": day, "zone": "UTC", "amount": amount}
        world.add("activity", person=person, system="slack", source="slack_member_analytics", **row)
        if (person + number) % 4 == 0:
            times = {"created_day": day, "started_day": day, "finished_day": day + 2 if person % 3 else None}
            times |= {"ai_assisted": number % 2, "reopened": int((person + number) % 5 == 0)}
            world.add(
                "work_item", person=person, item=f"{person}-{number}", kind="task", system="asana", source="asana_tasks", **times
            )


def _answers(world: World, person: int) -> None:
    """Answers on two scales in five waves, some skipped, without a chance of their own."""
    for number, wave in enumerate((6, 17, 28, 39, 50)):
        for item, most in (("trust_output", 5), ("benefit", 100), ("diary_saved", 60)):
            value = None if (person + number) % 11 == 0 else (person * 7 + number * 3) % most + 1
            row = {"wave": f"w{number}", "item": item, "day": week(wave) + person % 5, "as_of": week(wave)}
            world.add("answer", person=person, value=value, source="pulse_answers", **row)
