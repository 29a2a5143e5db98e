"""A run that is stopped, killed or not alone leaves every file whole and nothing else behind."""

import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import run_cchc
from runs import GOOD, TEXTS, article, ended, held, next_notice, started, strays, units

from cchc_report.outputs.lock import LOCK

Build = Callable[[Mapping[str, str | bytes]], Path]
STOPPED = "Đã dừng theo yêu cầu; các tệp đã ghi vẫn nguyên vẹn."
OTHER = GOOD.replace("254", "255").replace("72", "73")
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
SIGNALS = pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)


def made(folder: Path) -> list[str]:
    """The units whose outputs are there, all of them whole."""
    whole = run_cchc("render", "metrics", *TEXTS, "--out", "whole", cwd=folder)
    assert whole.code == 0
    found = sorted(path.relative_to(folder / "out") for path in (folder / "out").rglob("bai-bao.*"))
    assert all((folder / "out" / path).read_bytes() == (folder / "whole" / path).read_bytes() for path in found)
    return sorted({path.parts[0] for path in found})


@SIGNALS
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_over_many_files_finishes_those_in_hand_and_sums_up(
    working_folder: Build, number: signal.Signals, jobs: int
) -> None:
    folder = working_folder(units(5))
    in_hand = [article(n) for n in range(jobs)]
    with held(folder, "render", "metrics", *TEXTS, "--jobs", str(jobs), at=in_hand) as run:
        run.wait_until_held()
        if number == signal.SIGINT:
            run.send(number)
        else:
            run.process.send_signal(number)
        assert next_notice(run.process).startswith("Đang dừng")
        run.let_go()
        ran = run.ended()
    assert (ran.code, "Traceback" in ran.err, ran.err.strip()) == (CODES[number], False, STOPPED)
    assert ran.out.splitlines()[-1].startswith(f"Xong {jobs} trong 5 tệp số liệu: {2 * jobs} tệp mới, ")
    assert (made(folder), strays(folder)) == ([f"xa-{n:02}" for n in range(jobs)], [])


@SIGNALS
@pytest.mark.parametrize("jobs", [1, 2])
def test_asked_twice_it_stops_at_once(working_folder: Build, number: signal.Signals, jobs: int) -> None:
    folder = working_folder(units(5))
    with held(folder, "render", "metrics", *TEXTS, "--jobs", str(jobs), at=[article(n) for n in range(jobs)]) as run:
        run.wait_until_held()
        run.process.send_signal(number)
        assert next_notice(run.process).startswith("Đang dừng")
        run.process.send_signal(number)
        ran = run.ended()
    assert (ran.code, "Traceback" in ran.err, ran.err.strip()) == (CODES[number], False, STOPPED)
    assert ran.out.splitlines()[-1].startswith("Xong 0 trong 5 tệp số liệu: 0 tệp mới, ")
    assert (made(folder), strays(folder)) == ([], [])


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_system_may_end_all_processes_at_once(working_folder: Build, jobs: int) -> None:
    """As when the machine shuts down: the processes beside drop what they have in hand."""
    folder = working_folder(units(5))
    with held(folder, "render", "metrics", *TEXTS, "--jobs", str(jobs), at=[article(n) for n in range(jobs)]) as run:
        run.wait_until_held()
        run.send(signal.SIGTERM)
        assert next_notice(run.process).startswith("Đang dừng")
        if jobs == 1:
            run.let_go()
        ran = run.ended()
    assert (ran.code, ran.err.strip()) == (143, STOPPED)
    assert "Xong 1 trong 5" in ran.out if jobs == 1 else "Xong 0 trong 5" in ran.out
    assert strays(folder) == []


@SIGNALS
def test_a_run_over_one_file_drops_it(working_folder: Build, number: signal.Signals) -> None:
    folder = working_folder(units(1))
    assert run_cchc("render", "metrics", *TEXTS, cwd=folder).code == 0
    before = (folder / article(0)).read_bytes()
    (folder / "metrics/xa-00/2024-q1.yaml").write_text(OTHER, encoding="utf-8")
    with held(folder, "render", "metrics", *TEXTS, at=[article(0)]) as run:
        run.wait_until_held()
        run.process.send_signal(number)
        ran = run.ended()
    assert (ran.code, ran.out, ran.err.strip()) == (CODES[number], "", STOPPED)
    assert ((folder / article(0)).read_bytes(), strays(folder)) == (before, [])
    ran = run_cchc("render", "metrics", *TEXTS, cwd=folder)
    assert (ran.code, ran.out.count("đã ghi"), strays(folder)) == (0, 2, [])


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_lets_go_of_the_folder_and_its_processes_end(working_folder: Build, jobs: int) -> None:
    folder = working_folder(units(3))
    with held(folder, "render", "metrics", *TEXTS, "--jobs", str(jobs), at=[article(n) for n in range(jobs)]) as run:
        run.wait_until_held()
        run.process.kill()
        if jobs > 1:
            run.let_go()  # they notice once they have finished what they have in hand
        run.ended()
    ran = run_cchc("render", "metrics", *TEXTS, cwd=folder)
    assert (ran.code, "Một lượt dựng khác" in ran.err) == (0, False)
    assert made(folder) == ["xa-00", "xa-01", "xa-02"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_second_run_into_the_same_folder_waits(working_folder: Build, jobs: str) -> None:
    folder = working_folder(units(4))
    with held(folder, "render", "metrics", *TEXTS, "--jobs", jobs, at=[article(0)]) as first:
        first.wait_until_held()
        with started(folder, "render", "metrics", *TEXTS) as second:
            assert next_notice(second).startswith("Một lượt dựng khác đang ghi vào out; chờ lượt đó xong")
            first.let_go()
            assert (first.ended().code, (ran := ended(second)).code) == (0, 0)
    assert ran.out.splitlines()[-1].startswith("Xong 4 tệp số liệu: 0 tệp mới, 8 tệp không đổi, ")
    assert (made(folder), strays(folder)) == ([f"xa-{n:02}" for n in range(4)], [])


def test_a_waiting_run_can_be_stopped(working_folder: Build) -> None:
    folder = working_folder(units(2))
    with held(folder, "render", "metrics", *TEXTS, at=[article(0)]) as first:
        first.wait_until_held()
        with started(folder, "render", "metrics", *TEXTS) as second:
            next_notice(second)
            second.send_signal(signal.SIGINT)
            assert (ended(second).code, first.process.poll()) == (130, None)
        first.let_go()
        assert first.ended().code == 0


def test_runs_into_other_folders_do_not_wait(working_folder: Build) -> None:
    folder = working_folder(units(2))
    with held(folder, "render", "metrics", *TEXTS, at=[article(0)]) as first:
        first.wait_until_held()
        assert run_cchc("render", "metrics", *TEXTS, "--out", "other", cwd=folder).code == 0
        first.let_go()
        assert first.ended().code == 0


def test_a_folder_that_cannot_be_locked_is_told_and_written(working_folder: Build) -> None:
    folder = working_folder(units(2))
    (folder / "out" / LOCK).mkdir(parents=True)
    ran = run_cchc("render", "metrics", *TEXTS, cwd=folder)
    assert (ran.code, ran.out.count("đã ghi")) == (0, 2)
    assert ran.err == "Không khóa được thư mục out: đừng chạy hai lượt dựng vào đó cùng một lúc.\n"


def test_a_file_in_place_of_the_folder_is_told(working_folder: Build) -> None:
    ran = run_cchc("render", "metrics", *TEXTS, cwd=working_folder(units(2) | {"out": "mine"}))
    assert (ran.code, ran.err.count("trùng tên thư mục"), "Traceback" in ran.err) == (1, 4, False)


def test_a_folder_in_which_nothing_was_made_is_not_left_behind(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": "tthc: 1\n"})
    assert run_cchc("render", "metrics", cwd=folder).code == 1
    assert not (folder / "out").exists()
    (folder / "out").mkdir()
    assert run_cchc("render", "metrics", cwd=folder).code == 1
    assert list((folder / "out").iterdir()) == []
