"""Evidence: names for an archive, requests that are late, claims without proof, and what each stage allows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_app.rules import evidence_names as names
from inspection_app.rules import workflow
from inspection_app.rules.desk_review import claimed_without_proof
from inspection_app.rules.evidence_requests import WAITING, overdue
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import RequestState, Side, Stage

DEVICES = ("CON", "prn.txt", "aux", "NUL.tar.gz", "com1", "LPT9.pdf", "com¹")


@given(st.text())
def test_a_part_is_a_name_windows_takes(text: str) -> None:
    part = names.safe_part(text)
    assert part
    assert len(part) <= names.LONGEST_PART
    assert not set(part) & set('<>:"/\\|?*')
    assert part == part.strip(" .")
    assert part.isprintable()
    assert part not in {".", ".."}
    assert part.split(".")[0].strip().casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


@pytest.mark.parametrize("device", DEVICES)
def test_no_device_of_windows(device: str) -> None:
    assert names.safe_part(device).startswith("_")


@pytest.mark.parametrize(
    ("given_parts", "path"),
    [
        (
            ("STP", ("2", "Cải cách thể chế"), ("2.1.1", "Xây dựng VBQPPL")),
            "STP/2-Cải cách thể chế/2.1.1-Xây dựng VBQPPL",
        ),
        (("..", ("1", "a/b"), ("1.1", "\u202e..")), "_/1-a_b/1.1-"),
    ],
)
def test_folders_keep_vietnamese_and_lose_what_is_not_safe(given_parts: tuple, path: str) -> None:  # type: ignore[type-arg]
    assert names.folder(*given_parts) == path


def test_older_versions_say_which_they_are() -> None:
    assert names.file_name("Kế hoạch.pdf", 2, newest=True) == "Kế hoạch.pdf"
    assert names.file_name("Kế hoạch.pdf", 1, newest=False) == "Kế hoạch (v1).pdf"
    assert names.file_name("con.txt", 1, newest=True) == "_con.txt"
    assert len(names.file_name("x" * 300 + ".docx", 3, newest=False)) <= names.LONGEST_FILE


@given(st.lists(st.sampled_from(["A/x.pdf", "a/X.pdf", "a/x (2).pdf", "b/x", "b/X", "b/.pdf"])))
def test_no_path_twice_and_none_lost(paths: list[str]) -> None:
    made = names.unique(paths)
    assert len(made) == len(paths)
    assert len({each.casefold() for each in made}) == len(paths)
    assert [each.rpartition("/")[0] for each in made] == [each.rpartition("/")[0] for each in paths]


def test_the_first_keeps_its_name() -> None:
    assert names.unique(["a/x.pdf", "a/X.PDF", "a/x.pdf"]) == ["a/x.pdf", "a/X (2).PDF", "a/x (3).pdf"]


@given(st.sampled_from(list(RequestState)), st.dates(), st.integers(-400, 400))
def test_late_is_after_the_last_day_while_the_agency_is_waited_for(state: RequestState, due: date, days: int) -> None:
    try:
        today = due + timedelta(days=days)
    except OverflowError:
        return
    assert overdue(state, due, today) is (days > 0 and state in WAITING)


@pytest.mark.parametrize(
    ("points", "files", "note", "unproven"),
    [
        (None, 0, "", False),
        ("0", 0, "", False),
        ("1", 0, "", True),
        ("1", 0, " \n", True),
        ("1", 1, "", False),
        ("1", 0, "Theo báo cáo số 5", False),
        ("-1", 0, "", False),
    ],
)
def test_points_want_a_file_or_an_explanation(points: str | None, files: int, note: str, *, unproven: bool) -> None:
    claimed = Decimal(points) if points else None
    assert claimed_without_proof(claimed, files, note) is unproven


OPENS = {
    Side.AGENCY: {Stage.SELF_ASSESSMENT, Stage.EXPLANATION},
    Side.TEAM: {Stage.FIELDWORK, Stage.EXPLANATION},
}


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("added_in", [*Stage, None])
def test_what_was_handed_in_stays(side: Side, stage: Stage, added_in: Stage | None) -> None:
    removable = stage in OPENS[side] and (side is Side.TEAM or added_in is stage)
    assert workflow.removal_open(stage, side, added_in) is removable
    if removable:
        workflow.check_removal_open(stage, side, added_in)
    else:
        with pytest.raises(DomainError):
            workflow.check_removal_open(stage, side, added_in)


@pytest.mark.parametrize("stage", list(Stage))
def test_requests_and_desk_review_by_stage(stage: Stage) -> None:
    under_way = {Stage.SELF_ASSESSMENT, Stage.FIELDWORK, Stage.EXPLANATION}
    assert workflow.requests_open(stage) is (stage in under_way)
    assert workflow.desk_review_open(stage) is (stage in under_way)
    assert workflow.desk_review_begun(stage) is (stage is not Stage.PLANNED)
    for check in (workflow.check_requests_open, workflow.check_desk_review_open):
        if stage in under_way:
            check(stage)
        else:
            with pytest.raises(DomainError):
                check(stage)


@pytest.mark.parametrize(
    ("old", "new", "goes"),
    [(old, new, (old, new) in {
        (RequestState.OPEN, RequestState.ANSWERED),
        (RequestState.OPEN, RequestState.CLOSED),
        (RequestState.ANSWERED, RequestState.CLOSED),
        (RequestState.ANSWERED, RequestState.REOPENED),
        (RequestState.REOPENED, RequestState.ANSWERED),
        (RequestState.REOPENED, RequestState.CLOSED),
        (RequestState.CLOSED, RequestState.REOPENED),
    }) for old in RequestState for new in RequestState],
)  # fmt: skip
def test_where_a_request_goes(old: RequestState, new: RequestState, *, goes: bool) -> None:
    assert workflow.may_move(old, new) is goes
