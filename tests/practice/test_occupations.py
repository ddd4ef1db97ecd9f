"""Public facts about occupations are known by their headers, whatever a release calls its file, and joined by code and task."""

from pathlib import Path

import pytest

from clearspan.cli.app import app
from clearspan.errors import BadRecord, UnknownSource, UnreadableFile
from clearspan.jobs.import_occupations import import_occupations
from clearspan.practice.library import shipped
from clearspan.practice.occupations.occupations import read_occupations
from clearspan.practice.occupations.reading import read_economic_index, read_onet

TASKS = (
    "O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\tDate\tDomain Source\n"
    "41-4012.00\t901\tVisit invented customers.\tCore\t20\t08/2026\tIncumbent\n"
    "41-4012.00\t902\tWrite offers of  things.\tSupplemental\t20\t08/2026\tIncumbent\n"
    "41-9031.00\t903\tWrite offers of things.\tCore\t20\t08/2026\tIncumbent\n"
    "53-1047.00\t904\tWatch a yard.\tCore\t20\t08/2026\tIncumbent\n"
)
RENAMED = "onetsoc_code,task_id,task,task_type\n41-4012.00,901,Visit invented customers.,Core\n"
LABELLED = (
    "\tO*NET-SOC Code\tTask ID\tTask\tTask Type\tTitle\tgpt4_exposure\talpha\tbeta\tgamma\tautomation\thuman_labels\n"
    "0\t41-4012.00\t901.0\tVisit invented customers.\tCore\tSellers\tE1\t1.0\t1.0\t1.0\t0.5\tE0\n"
    "1\t41-4012.00\t902.0\tWrite offers of things.\tCore\tSellers\tE2\t0.0\t0.5\t1.0\t0.5\t\n"
)
RATED = "O*NET-SOC Code,Title,dv_rating_beta,human_rating_alpha,human_rating_beta\n41-4012.00,Sellers,0.9,0.1,0.45\n"
SHARE = "task_name,pct\nwrite offers of things.,0.75\nnone,40\n"
WAYS = (
    "task_name,feedback_loop,directive,task_iteration,validation,learning,filtered\n"
    "write offers of things.,0.1,0.2,0.3,0.0,0.0,0.4\n"
)
_OFFERS = "write offers of things."
LONG = "geo_id,geography,date_start,date_end,platform_and_product,facet,level,variable,cluster_name,value\n" + "".join(
    f"{geo},{kind},2026-01-01,{end},Claude AI,{facet},0,{facet.replace('::', '_')}_pct,{cluster},{value}\n"
    for geo, kind, end, facet, cluster, value in (
        ("GLOBAL", "global", "2026-01-08", "onet_task", _OFFERS, 9),
        ("GLOBAL", "global", "2026-05-08", "onet_task", _OFFERS, 1.5),
        ("GLOBAL", "global", "2026-05-08", "onet_task", "not_classified", 30),
        ("FR", "country", "2026-05-08", "onet_task", _OFFERS, 7),
        ("GLOBAL", "global", "2026-05-08", "onet_task::collaboration", f"{_OFFERS}::feedback loop", 10),
        ("GLOBAL", "global", "2026-05-08", "onet_task::collaboration", f"{_OFFERS}::learning", 30),
        ("GLOBAL", "global", "2026-05-08", "onet_task::collaboration", f"{_OFFERS}::none", 60),
    )
)
REACHED = "task,penetration\nVisit invented customers.,0.02\n"
OBSERVED = "occ_code,title,observed_exposure\n41-4012,Sellers,0.31\n"


def put(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "any name.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_files_are_joined_by_code_and_task(tmp_path: Path) -> None:
    for text in (LABELLED, RATED, TASKS):
        import_occupations(tmp_path, put(tmp_path, text), read_onet)
    for text in (SHARE, WAYS, REACHED, OBSERVED):
        import_occupations(tmp_path, put(tmp_path, text), read_economic_index)
    known = read_occupations(tmp_path)
    assert {task.task_id: (task.core, task.exposure) for task in known.tasks.values()} == {
        "901": (True, 0.0), "902": (False, 0.5), "903": (True, None), "904": (True, None),
    }  # fmt: skip
    assert (known.occupations["41-4012.00"].exposure, known.occupations["41-4012"].observed) == (0.45, 0.31)
    offers, visits = known.tasks_of(["41-4012.00", "41-9031.00"])
    assert (offers[0].task_id, visits[0].task_id) == ("902", "901")
    assert offers[1]
    assert (offers[1].share, offers[1].automation) == (0.75, pytest.approx(0.5))
    assert visits[1]
    assert (visits[1].share, visits[1].penetration) == (None, 0.02)

    done = import_occupations(tmp_path, put(tmp_path, LONG), read_economic_index)
    assert (done.records, done.tasks, done.tasks_with_use) == (1, 4, 2)
    use = read_occupations(tmp_path).uses["write offers of things"]
    assert (use.share, use.automation) == (1.5, pytest.approx(0.25))
    again = import_occupations(tmp_path, put(tmp_path, LONG), read_economic_index)
    assert again == done

    import_occupations(tmp_path, put(tmp_path, RENAMED), read_onet)
    assert [(task.task_id, task.exposure) for task in read_occupations(tmp_path).tasks.values()] == [("901", 0.0)]


def test_what_is_no_such_file_is_refused_without_its_content(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match="those of no known layout") as refused:
        read_onet(put(tmp_path, "name,secret\nsomebody,1\n"))
    assert "somebody" not in str(refused.value)
    with pytest.raises(BadRecord, match="a value under beta is no number"):
        read_onet(put(tmp_path, RATED.replace("0.45", "much")))
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="not as a spreadsheet"):
        read_onet(tmp_path / "sheet.xlsx")


def test_the_commands_take_files_in_and_list_what_to_write_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app(["import", "onet", str(put(tmp_path, TASKS)), "--dir", str(tmp_path)], standalone_mode=False)
    assert "CC BY 4.0" in capsys.readouterr().out
    app(["import", "economic-index", str(put(tmp_path, LONG)), "--dir", str(tmp_path)], standalone_mode=False)
    assert "1 with their use" in capsys.readouterr().out
    assert "41-4012.00" in shipped().families["sales"].role_codes
    app(["library", "tasks", "--family", "sales", "--dir", str(tmp_path), "--json"], standalone_mode=False)
    out = capsys.readouterr().out
    assert out.index("Write offers") < out.index("Visit invented")
    assert "Watch a yard" not in out
