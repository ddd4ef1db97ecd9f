"""Questions on fluency: whole, fair to who does not know, placed by expectation until enough have answered."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from clearspan.errors import UsageError
from clearspan.skills.fluency.calibration import PRIOR_TASK, bank, calibrate, expected
from clearspan.skills.fluency.question import RIGHT
from clearspan.skills.fluency.question_files import fluency_pack, read_map, read_questions
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.irt.adaptive import Rule, next_item
from clearspan.skills.irt.graded import categories


def test_the_questions_cover_the_layer_and_give_nothing_away_by_their_form() -> None:
    pack = fluency_pack()
    assert len(pack.questions) >= 40 and len(pack.tasks) >= 30
    of_each = Counter(each.competency for each in pack.questions.values())
    assert set(of_each) == {each.name for each in framework().of_layer("fluency")} and min(of_each.values()) >= 8
    ranks = Counter(sorted(each.choices, key=len).index(each.choices[RIGHT]) for each in pack.questions.values())
    assert max(ranks.values()) < 0.4 * len(pack.questions), "its length does not point at the right choice"
    places = Counter(each.shown(seed).index(RIGHT) for each in pack.questions.values() for seed in range(40))
    assert max(places.values()) < 1.15 * min(places.values()), "the right choice stands in every place alike"
    for family in framework().families:
        assert sum(task.family == family for task in pack.tasks.values()) >= (0 if family == "managers" else 3)
        assert {item.area for item in bank(pack, pack.of_family(family), expected(pack))} == set(of_each)
    best = Counter(task.best for task in pack.tasks.values())
    assert set(best) == set(pack.kinds) and max(best.values()) < 0.4 * len(pack.tasks), "no kind of help is always right"


def test_marks_are_one_for_right_two_for_best_and_what_is_not_offered_is_refused() -> None:
    pack = fluency_pack()
    question, task = pack.questions["knowing_cut_off"], pack.tasks["sales_first_call"]
    assert [question.mark(place) for place in range(4)] == [1, 0, 0, 0]
    assert [task.mark(kind) for kind in ("search", "chat", "none")] == [2, 1, 0]
    assert question.shown(3) == question.shown(3)
    with pytest.raises(UsageError, match="no choice 4"):
        question.mark(4)


def test_a_question_is_placed_by_expectation_until_two_hundred_have_answered_it() -> None:
    pack = fluency_pack()
    before = expected(pack)
    assert before.words().startswith("80 of 80 questions are placed by what their authors expect")
    chance = np.random.default_rng(12)
    names = ["knowing_cut_off", "directing_form", "sales_first_call"]
    truth = dict(zip(names, (before.curves["knowing_numbers"], before.curves["knowing_grounded"], PRIOR_TASK), strict=True))

    def answers(people: int) -> list[dict[str, int]]:
        theta = chance.standard_normal(people)
        drawn = {
            name: (chance.random((people, 1)) > np.cumsum(categories(c, theta), axis=1)).sum(axis=1) for name, c in truth.items()
        }
        return [{name: int(drawn[name][person]) for name in names} for person in range(people)]

    few = calibrate(pack, answers(199))
    assert few.curves == before.curves and not any(map(few.fitted, names))
    many = calibrate(pack, answers(900))
    assert [many.fitted(name) for name in names] == [True] * 3 and not many.fitted("choosing_stop")
    for name in ("knowing_cut_off", "directing_form"):
        away = abs(many.curves[name].difficulties[0] - truth[name].difficulties[0])
        was = abs(before.curves[name].difficulties[0] - truth[name].difficulties[0])
        assert away < 0.4 < was, "nearer to what people answered than to what was expected"
    assert "77 of 80" in many.words()
    step = next_item(bank(pack, pack.of_family("sales"), many), {"sales_first_call": 2}, Rule(), 5)
    assert step.item in pack.of_family("sales") and step.ability.estimate.value > 0


def test_a_pack_that_does_not_do_is_refused_with_its_line(tmp_path: Path) -> None:
    shelf = files("clearspan") / "content" / "fluency"
    path = tmp_path / "own.toml"
    text = (shelf / "questions.toml").read_text(encoding="utf-8")
    for right, wrong in (
        ('competency = "fluency.knowing"', 'competency = "human.ethics"'),
        ('id = "knowing_memory"', 'id = "knowing_voice"'),
        ('families = ["sales"]', 'families = ["astronauts"]'),
        ('expected = "hard"', 'expected = "nasty"'),
    ):
        text = text.replace(right, wrong, 1)
    path.write_text(text)
    said = "\n".join(map(str, read_questions(path)[1]))
    for words in ("one of the layer of fluency", "two of the name knowing_voice", "no family astronauts", "one of: very_easy"):
        assert words in said
    path.write_text((shelf / "tool_task_map.toml").read_text(encoding="utf-8").replace('best = "agent"', 'best = "magic"'))
    assert "no kind of help called magic" in "\n".join(map(str, read_map(path)[1]))
