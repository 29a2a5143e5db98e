"""One metrics file or many in one run, one after the other or beside each other, told as they are finished."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from cchc_report.cli.console import near, print_result, say
from cchc_report.cli.ending import CLEAN, PROBLEMS, Stopping, Terminated
from cchc_report.cli.making import Made, Maker
from cchc_report.cli.progress import Progress
from cchc_report.cli.telling import Tally, tell, tell_briefly
from cchc_report.outputs.lock import held
from cchc_report.project import Quarter


def render_all(paths: Sequence[Path], maker: Maker, jobs: int, *, first: Sequence[Quarter]) -> int:
    """Render the quarters that are read already, then the files; the exit code. One other run at a time waits for this one."""
    target = near(maker.order.target)
    waits = f"Một lượt dựng khác đang ghi vào {target}; chờ lượt đó xong (bấm Ctrl-C để thôi)."
    refused = f"Không khóa được thư mục {target}: đừng chạy hai lượt dựng vào đó cùng một lúc."
    with held(maker.order.target, on_wait=lambda: say(waits), on_refusal=lambda: say(refused)):
        if len(paths) + len(first) == 1:
            made = maker.render_read(first[0]) if first else maker.render(paths[0])
            tell(made)
            return CLEAN if made.is_fine else PROBLEMS
        return _render_many(paths, maker, jobs, first)


def _render_many(paths: Sequence[Path], maker: Maker, jobs: int, first: Iterable[Quarter]) -> int:
    """Tell what became of each, and sum it up.

    Asked to stop, it finishes the files in hand and sums up what was done, then raises what it was asked with.
    """
    quarters = list(first)
    tally = Tally(len(quarters) + len(paths))
    progress = Progress(tally.total)
    try:
        with Stopping() as stopping:
            for quarter in quarters:
                _take(maker.render_read(quarter), tally, progress)
            with closing(_source(paths, maker, jobs, stopping, progress.begin)) as source:
                for made in source:
                    _take(made, tally, progress)
            asked = stopping.asked
    except (KeyboardInterrupt, Terminated) as stopped:
        asked = type(stopped)
    progress.clear()
    print_result(tally.summary())
    if asked is not None:
        raise asked
    return tally.code


def _source(
    paths: Sequence[Path], maker: Maker, jobs: int, stopping: Stopping, begin: Callable[[Path], None]
) -> Generator[Made]:
    if jobs > 1 and len(paths) > 1:
        from cchc_report.cli.workers import made_beside_each_other  # noqa: PLC0415 - most runs need one process

        return made_beside_each_other(paths, maker, jobs, stopping, begin)
    return _made_in_turn(paths, maker, stopping, begin)


def _made_in_turn(
    paths: Iterable[Path], maker: Maker, stopping: Stopping, begin: Callable[[Path], None]
) -> Generator[Made]:
    for path in paths:
        if stopping.asked:
            return
        begin(path)
        yield maker.attempt(path)


def _take(made: Made, tally: Tally, progress: Progress) -> None:
    tally.add(made)
    progress.clear()
    tell_briefly(made)
    progress.done()
