"""What the commands share: options, the working folder, the choices of comma-separated lists."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from cchc_report.names import name_fault, printable
from cchc_report.periods import FILE_NAMES, Period, read_period
from cchc_report.project import METRICS, Project
from cchc_report.vietnamese import Fault

OPTIONS = "[TÙY CHỌN]"

Command = Callable[..., Any]


def project_option(command: Command) -> Command:
    """``--project``: another working folder than the one around."""
    help_text = "Thư mục làm việc (có thư mục metrics/ bên trong)."
    return click.option("--project", "project_folder", metavar="THƯ_MỤC", type=Path, help=help_text)(command)


def strict_option(command: Command) -> Command:
    """``--strict``: warnings count as errors."""
    return click.option("--strict", is_flag=True, help="Coi cảnh báo như lỗi.")(command)


def section_option(command: Command) -> Command:
    """``--section``: the one field that a short news item tells of."""
    help_text = "Lĩnh vực của tin ngắn, như tthc; chỉ dùng cho thể loại kể một lĩnh vực."
    return click.option("--section", metavar="LĨNH_VỰC", help=help_text)(command)


def metrics_option(command: Command) -> Command:
    """``--metrics``: the metrics file, where the document does not know it."""
    help_text = "Tệp số liệu để đối chiếu; bỏ trống thì lấy tệp mà văn bản được dựng từ đó."
    return click.option("--metrics", metavar="TỆP", type=Path, help=help_text)(command)


def format_option(command: Command) -> Command:
    """``--format``: for people or for tools."""
    help_text = "Dạng kết quả: chữ để đọc, hoặc json cho phần mềm khác."
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="DẠNG", help=help_text
    )(command)


def find_project(folder: Path | None, paths: Sequence[Path]) -> Project:
    """The named working folder, the one the paths lie in, or else the one around the current folder."""
    if folder is not None:
        if not (_is_there(folder / METRICS) and (folder / METRICS).is_dir()):
            raise click.UsageError(f"Thư mục «{folder}» không có thư mục {METRICS}/ bên trong.")
        return Project(folder.resolve())
    around = [path if path.is_dir() else path.parent for path in paths if _is_there(path)]
    found = {project.root: project for folder in around if (project := Project.find(folder))}
    if len(found) > 1:
        raise click.UsageError(
            f"Các đường dẫn thuộc nhiều thư mục làm việc: {', '.join(map(str, found))}; chạy từng thư mục."
        )
    project = next(iter(found.values()), None) or Project.find(Path.cwd())
    if project is None:
        raise click.UsageError(
            f"Không thấy thư mục {METRICS}/ từ đây trở lên; tạo thư mục làm việc bằng «cchc init TÊN», hoặc chỉ ra bằng --project."
        )
    return project


def named_unit(project: Project, unit: str) -> str:
    """The unit, which must have a folder in ``metrics/``."""
    if unit not in project.units():
        known = ", ".join(project.units()) or "chưa có đơn vị nào"
        raise click.UsageError(f"Không có đơn vị «{printable(unit)}» trong {METRICS}/; đang có: {known}.")
    if problem := project.name_problem(unit):
        raise click.UsageError(f"{problem.message[:1].upper()}{problem.message[1:]}; {problem.hint}.")
    return unit


def named_period(written: str) -> Period:
    """The period as a sentence or a file name spells it. Raises UsageError for anything else."""
    found = read_period(written)
    if isinstance(found, Fault):
        raise click.UsageError(
            f"{found.message[:1].upper()}{found.message[1:]}; {found.hint}, hoặc như tên tệp: {FILE_NAMES}."
        )
    return found


def only_unit(project: Project, unit: str | None) -> str:
    """The named unit, or the only one there is."""
    if unit is not None:
        return named_unit(project, unit)
    units = project.units()
    if len(units) == 1:
        return named_unit(project, units[0])
    if not units:
        raise click.UsageError(f"Chưa có đơn vị nào trong {METRICS}/; tạo thư mục của đơn vị, trong đó có don-vi.yaml.")
    raise click.UsageError(f"Có nhiều đơn vị trong {METRICS}/; thêm --unit với một trong: {', '.join(units)}.")


def new_name(path: Path) -> Path:
    """A path where something is to be made, whose name every system can hold; what is there already is called as it is."""
    if path.name not in {"", ".."} and (fault := name_fault(path.name)) and not _is_there(path):
        raise click.UsageError(f"Không tạo được «{printable(path.name)}»: tên {fault}; chọn tên khác.")
    return path


def existing(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths, all of which must exist."""
    for path in paths:
        if not _is_there(path):
            raise click.UsageError(f"Không có «{printable(str(path))}».")
    return tuple(paths)


def _is_there(path: Path) -> bool:
    """Whether there is anything; a name too long to be asked for, or that holds a zero, is nowhere."""
    try:
        return path.exists() and not (os.name == "nt" and path.is_reserved())
    except (OSError, ValueError):
        return False


def chosen(listed: str | None, known: Sequence[str], what: str) -> list[str]:
    """The items of a comma-separated option, in the order of ``known``; all of them when it is not given."""
    wanted = [item.strip() for item in listed.split(",") if item.strip()] if listed is not None else list(known)
    if not wanted:
        raise click.UsageError(f"Chưa ghi {what} nào; đang có: {', '.join(known)}.")
    for item in wanted:
        if item not in known:
            raise click.UsageError(f"Không có {what} «{item}»; đang có: {', '.join(known)}.")
    return [item for item in known if item in wanted]
