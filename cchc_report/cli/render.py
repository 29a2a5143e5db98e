"""``cchc render``: documents of one metrics file, of several, of a whole tree."""

import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NoReturn

import click

from cchc_report.cli.ending import CLEAN, PROBLEMS
from cchc_report.cli.excel import imported, is_workbook
from cchc_report.cli.options import (
    OPTIONS,
    chosen,
    existing,
    find_project,
    new_name,
    project_option,
    section_option,
    strict_option,
)
from cchc_report.project import METRICS, Project

FORMATS = ("txt", "md", "html", "docx")


@click.command(options_metavar=OPTIONS)
@click.argument("paths", nargs=-1, required=True, metavar="ĐƯỜNG_DẪN...", type=Path)
@click.option(
    "--genre", "genres", metavar="THỂ_LOẠI,...", help="Thể loại cần dựng, như bai-bao; bỏ trống thì dựng mọi thể loại."
)
@section_option
@click.option(
    "--to", "formats", metavar="DẠNG,...", help=f"Dạng tệp cần dựng: {','.join(FORMATS)}; bỏ trống thì dựng mọi dạng."
)
@click.option(
    "--out",
    "out",
    metavar="THƯ_MỤC",
    type=Path,
    help="Nơi đặt kết quả; bỏ trống thì là thư mục out trong thư mục làm việc.",
)
@click.option(
    "--jobs",
    metavar="SỐ",
    type=click.IntRange(1),
    default=1,
    help="Số tiến trình cùng dựng khi có nhiều tệp số liệu, nên không quá số nhân của máy; bỏ trống thì một.",
)
@click.option(
    "--draft", is_flag=True, help="Dựng bản nháp khi số liệu còn thiếu hoặc còn lỗi; chỗ thiếu, chỗ ngờ được đánh dấu."
)
@click.option(
    "--variants",
    is_flag=True,
    help="Chỉ in ra câu chữ khi từng số tăng, giảm, giữ nguyên, bằng không, bị thiếu, để rà mẫu; không ghi tệp nào.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Dựng lại cả những gì không đổi, ghi đè cả tệp đã được người sửa, sau khi cất tệp đó bên cạnh, tên có thêm «.cu».",
)
@strict_option
@project_option
def render(
    paths: tuple[Path, ...],
    genres: str | None,
    section: str | None,
    formats: str | None,
    out: Path | None,
    jobs: int,
    draft: bool,
    variants: bool,
    force: bool,
    strict: bool,
    project_folder: Path | None,
) -> NoReturn:
    """Dựng bài từ tệp số liệu, sau khi kiểm tra; từ biểu mẫu Excel đã điền thì nhập vào tệp số liệu trước.

    ĐƯỜNG_DẪN là tệp số liệu hoặc thư mục; metrics là mọi đơn vị, mọi kỳ. Tệp số liệu không đổi, kết quả còn nguyên thì
    không dựng lại.

    Tệp số liệu còn lỗi thì không dựng gì cả (trừ khi dùng --draft). Tệp đã được người sửa thì không ghi đè: bản mới đặt
    bên cạnh, tên có thêm «.moi» (trừ khi dùng --force).
    """
    from cchc_report.cli.batch import render_all  # noqa: PLC0415 - the templates' libraries load only where they are used
    from cchc_report.cli.making import Maker, Order, chosen_genres  # noqa: PLC0415 - as above
    from cchc_report.cli.varying import print_variants  # noqa: PLC0415 - as above
    from cchc_report.rendering import Workshop  # noqa: PLC0415 - as above

    if variants and (formats is not None or out is not None or jobs > 1 or draft or force):
        raise click.UsageError("--variants không ghi tệp nào nên không đi cùng --to, --out, --draft, --force, --jobs.")
    project = find_project(project_folder, paths)
    workshop = Workshop(project)
    target = new_name(out or project.root / "out")
    if _real(target).is_relative_to(_real(project.root / METRICS)):
        raise click.UsageError(f"Không đặt kết quả trong {METRICS}/: đó là nơi để số liệu.")
    forms = [path for path in existing(paths) if is_workbook(path)]
    quarter = imported(project, forms) if forms else None
    if forms and quarter is None:
        sys.exit(PROBLEMS)
    files = _metrics_files(project, [path for path in paths if path not in forms])
    if not files and quarter is None:
        raise click.UsageError("Không có tệp số liệu nào ở đường dẫn đã cho.")
    first = [quarter] if quarter else []
    units = dict.fromkeys([*(one.unit for one in first), *(path.parent.resolve().name for path in files)])
    named, topic = chosen_genres(workshop, genres, section, list(units))
    if variants:
        quarters = chain(first, map(project.quarter, files))
        fine = [print_variants(workshop, one, named, topic, strict=strict) for one in quarters]
        sys.exit(CLEAN if all(fine) else PROBLEMS)
    order = Order(named, topic, chosen(formats, FORMATS, "dạng tệp"), target, draft=draft, strict=strict, force=force)
    sys.exit(render_all(files, Maker(project.root, order), jobs, first=first))


def _real(path: Path) -> Path:
    """The path without links. Raises UsageError for a link that leads back to itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        raise click.UsageError(f"Không dùng được «{path}»: đó là liên kết dẫn về chính nó.") from None


def _metrics_files(project: Project, paths: Sequence[Path]) -> list[Path]:
    """The metrics files at or below the paths, each once: its outputs have one place."""
    found = (file for path in paths for file in project.metrics_files(path))
    return list({(file.parent.resolve(), file.name): file for file in found}.values())
