"""The commands. Only this module prints and exits; everything it says is Vietnamese."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cchc_report import __version__
from cchc_report.checks import UNDECIDED
from cchc_report.language import speak_vietnamese, write_utf8
from cchc_report.outputs import Outcome, OutputError, Written, is_free, write_new, write_output
from cchc_report.problems import Level, Place, Problem, as_json, as_text, count, has_errors, in_order, warning
from cchc_report.project import METRICS, TEMPLATES, Project, Quarter, shipped

if TYPE_CHECKING:
    from cchc_report.document import Document
    from cchc_report.rendering import Workshop

speak_vietnamese()  # before the commands: click translates some of their help while they are defined

CLEAN, PROBLEMS, USAGE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130
FORMATS = ("txt", "md", "html", "docx")
OPTIONS = "[TÙY CHỌN]"

Command = Callable[..., Any]


def _project_option(command: Command) -> Command:
    help_text = "Thư mục làm việc (có thư mục metrics/ bên trong)."
    return click.option("--project", "project_folder", metavar="THƯ_MỤC", type=Path, help=help_text)(command)


def _strict_option(command: Command) -> Command:
    return click.option("--strict", is_flag=True, help="Coi cảnh báo như lỗi.")(command)


def _format_option(command: Command) -> Command:
    help_text = "Dạng kết quả: chữ để đọc, hoặc json cho phần mềm khác."
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="DẠNG", help=help_text
    )(command)


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
@click.version_option(__version__, prog_name="cchc", message="%(prog)s %(version)s")
def cchc() -> None:
    """Từ số liệu cải cách hành chính của một kỳ: kiểm tra, rồi dựng bài báo.

    Số liệu đặt trong thư mục metrics/<đơn vị>/. Thư mục làm việc là thư mục gần nhất, từ nơi đang đứng trở lên, có
    thư mục metrics/ bên trong.
    """


@cchc.command(options_metavar=OPTIONS)
@click.argument("paths", nargs=-1, metavar="[ĐƯỜNG_DẪN]...", type=Path)
@click.option("--templates", "with_templates", is_flag=True, help="Kiểm tra cả các mẫu.")
@_format_option
@_strict_option
@_project_option
def check(
    paths: tuple[Path, ...], with_templates: bool, form: str, strict: bool, project_folder: Path | None
) -> NoReturn:
    """Kiểm tra số liệu: cách ghi số, tổng, tỷ lệ, giới hạn, quy tắc.

    ĐƯỜNG_DẪN là tệp số liệu, danh-muc.yaml, don-vi.yaml hoặc thư mục; bỏ trống thì kiểm tra cả thư mục metrics/.
    """
    project = _find_project(project_folder, paths)
    quarters, problems = _examine(project, _existing(paths) or (project.root / METRICS,))
    if with_templates:
        problems += _template_problems(project)
    problems = in_order(problems)
    click.echo(as_json(problems) if form == "json" else _report(problems, quarters))
    sys.exit(PROBLEMS if has_errors(problems, strict=strict) else CLEAN)


@cchc.command(options_metavar=OPTIONS)
@click.argument("paths", nargs=-1, required=True, metavar="ĐƯỜNG_DẪN...", type=Path)
@click.option(
    "--genre", "genres", metavar="THỂ_LOẠI,...", help="Thể loại cần dựng, như bai-bao; bỏ trống thì dựng mọi thể loại."
)
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
    "--draft", is_flag=True, help="Dựng bản nháp khi số liệu còn thiếu hoặc còn lỗi; chỗ thiếu, chỗ ngờ được đánh dấu."
)
@_strict_option
@_project_option
def render(
    paths: tuple[Path, ...],
    genres: str | None,
    formats: str | None,
    out: Path | None,
    draft: bool,
    strict: bool,
    project_folder: Path | None,
) -> NoReturn:
    """Dựng bài từ tệp số liệu, sau khi kiểm tra.

    Tệp số liệu còn lỗi thì không dựng gì cả (trừ khi dùng --draft). Tệp đã được người sửa thì không ghi đè: bản mới đặt
    bên cạnh, tên có thêm «.moi».
    """
    from cchc_report.rendering import Workshop  # noqa: PLC0415 - the templates' libraries load only where they are used

    project = _find_project(project_folder, paths)
    workshop = Workshop(project)
    chosen = _chosen(genres, workshop.genres, "thể loại"), _chosen(formats, FORMATS, "dạng tệp")
    target = out or project.root / "out"
    quarters = [project.quarter(file) for path in _existing(paths) for file in project.metrics_files(path)]
    if not quarters:
        raise click.UsageError("Không có tệp số liệu nào ở đường dẫn đã cho.")
    clean = [_render_one(workshop, quarter, chosen, target, draft=draft, strict=strict) for quarter in quarters]
    sys.exit(CLEAN if all(clean) else PROBLEMS)


@cchc.command(options_metavar=OPTIONS)
@click.argument("path", metavar="TỆP", type=Path)
@click.option("--genre", "genres", metavar="THỂ_LOẠI,...", help="Thể loại cần truy nguồn; bỏ trống thì mọi thể loại.")
@_format_option
@_project_option
def trace(path: Path, genres: str | None, form: str, project_folder: Path | None) -> NoReturn:
    """Cho biết mỗi con số trong bài từ đâu ra: chỉ tiêu, công thức, tệp, dòng, cột."""
    from cchc_report import trace as tracing  # noqa: PLC0415 - as in render
    from cchc_report.rendering import Workshop  # noqa: PLC0415 - as in render

    project = _find_project(project_folder, (path,))
    workshop = Workshop(project)
    quarter = project.quarter(_existing((path,))[0])
    documents, problems = _compose_all(workshop, quarter, _chosen(genres, workshop.genres, "thể loại"))
    _notify(problems)
    if has_errors(problems):
        sys.exit(PROBLEMS)
    entries = [entry for document in documents for entry in tracing.trace(document)]
    click.echo(tracing.as_json(entries) if form == "json" else tracing.as_text(entries))
    sys.exit(CLEAN)


@cchc.command(options_metavar=OPTIONS)
@click.option("--unit", metavar="ĐƠN_VỊ", help="Tên thư mục của đơn vị, để có cả chỉ tiêu riêng của đơn vị.")
@_project_option
def schema(unit: str | None, project_folder: Path | None) -> NoReturn:
    """In lược đồ (JSON Schema) của tệp số liệu, để trình soạn thảo gợi ý và giải thích khi gõ."""
    from cchc_report.schema import as_json as schema_as_json  # noqa: PLC0415 - only this command needs it

    project = _find_project(project_folder, ())
    if unit is not None and unit not in project.units():
        raise click.UsageError(
            f"Không có đơn vị «{unit}» trong {METRICS}/; đang có: {', '.join(project.units()) or 'chưa có đơn vị nào'}."
        )
    catalogue, problems = project.catalogue(unit)
    _notify(problems)
    if has_errors(problems):
        sys.exit(PROBLEMS)
    click.echo(schema_as_json(catalogue), nl=False)
    sys.exit(CLEAN)


@cchc.command(options_metavar=OPTIONS)
@click.argument("folder", required=False, metavar="[THƯ_MỤC]", type=Path)
@click.option(
    "--copy", "template", metavar="MẪU", help="Chép một mẫu có sẵn vào thư mục làm việc để sửa, như bai-bao.md.j2."
)
@_project_option
def init(folder: Path | None, template: str | None, project_folder: Path | None) -> NoReturn:
    """Tạo thư mục làm việc mới có sẵn ví dụ, hoặc chép một mẫu để sửa (--copy)."""
    if (folder is None) == (template is None):
        raise click.UsageError("Ghi tên thư mục cần tạo, hoặc dùng --copy với tên mẫu cần chép.")
    if folder is not None:
        _create(folder)
    else:
        _copy_template(_find_project(project_folder, ()), template or "")
    sys.exit(CLEAN)


def main() -> NoReturn:
    """Run the command line; exit codes: 0 clean, 1 problems, 2 wrong usage, 3 a fault of the tool, 130 interrupted."""
    write_utf8()
    try:
        cchc.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _say("Đã dừng theo yêu cầu; các tệp đã ghi vẫn nguyên vẹn.")
        sys.exit(INTERRUPTED)
    except OutputError as problem:
        _say(f"Lỗi: {problem}")
        sys.exit(PROBLEMS)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(CLEAN)
    except Exception as problem:  # noqa: BLE001 - the last resort: a user never sees a traceback
        _say(
            f"Lỗi của phần mềm, không phải của số liệu: {type(problem).__name__}: {problem}\nXin báo lại dòng này kèm tệp số liệu cho người phụ trách phần mềm."
        )
        sys.exit(FAULT)
    sys.exit(CLEAN)


def _find_project(folder: Path | None, paths: Sequence[Path]) -> Project:
    """The named working folder, the one around the current folder, or else the one around the first path."""
    if folder is not None:
        if not (folder / METRICS).is_dir():
            raise click.UsageError(f"Thư mục «{folder}» không có thư mục {METRICS}/ bên trong.")
        return Project(folder.resolve())
    places = [Path.cwd(), *(path if path.is_dir() else path.parent for path in paths)]
    project = next((found for place in places if (found := Project.find(place))), None)
    if project is None:
        raise click.UsageError(
            f"Không thấy thư mục {METRICS}/ từ đây trở lên; tạo thư mục làm việc bằng «cchc init TÊN», hoặc chỉ ra bằng --project."
        )
    return project


def _existing(paths: Sequence[Path]) -> tuple[Path, ...]:
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"Không có «{path}».")
    return tuple(paths)


def _chosen(listed: str | None, known: Sequence[str], what: str) -> list[str]:
    """The items of a comma-separated option, in the order of ``known``; all of them when it is not given."""
    wanted = [item.strip() for item in listed.split(",") if item.strip()] if listed else list(known)
    for item in wanted:
        if item not in known:
            raise click.UsageError(f"Không có {what} «{item}»; đang có: {', '.join(known)}.")
    return [item for item in known if item in wanted]


def _examine(project: Project, paths: Sequence[Path]) -> tuple[list[Quarter], list[Problem]]:
    """Every metrics file at or below the paths, and the catalogue and unit files among them."""
    quarters: list[Quarter] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir() or path.name not in {"danh-muc.yaml", "don-vi.yaml"}:
            quarters += [project.quarter(file) for file in project.metrics_files(path)]
        problems += project.vocabulary_problems(path)
    problems += [problem for quarter in quarters for problem in quarter.problems]
    if not quarters and not problems and any(path.is_dir() for path in paths):
        problems.append(
            warning("chua-co-tep-so-lieu", "chưa có tệp số liệu nào để kiểm tra", Place(project.display(paths[0])))
        )
    return quarters, problems


def _template_problems(project: Project) -> list[Problem]:
    from cchc_report.rendering import Workshop  # noqa: PLC0415 - as in render

    workshop = Workshop(project)
    units: list[str | None] = [*project.units()] or [None]
    return [problem for unit in units for problem in workshop.review(unit)]


def _report(problems: list[Problem], quarters: list[Quarter]) -> str:
    errors, warnings, notes = (count(problems, level) for level in (Level.ERROR, Level.WARNING, Level.NOTE))
    figures = sum(len(quarter.figures.reported()) for quarter in quarters if quarter.figures)
    what = f"{len(quarters)} tệp số liệu, {figures} số liệu" if quarters else "danh mục và tệp đơn vị"
    summary = f"Đã kiểm tra {what}: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý."
    return f"{as_text(problems)}\n\n{summary}" if problems else summary


def _compose_all(
    workshop: "Workshop", quarter: Quarter, genres: Iterable[str], *, draft: bool = False
) -> tuple[list["Document"], list[Problem]]:
    """The documents of a quarter, and every problem on the way; none where the quarter has errors and is no draft."""
    problems = list(quarter.problems)
    if quarter.figures is None or (has_errors(problems) and not draft):
        return [], problems
    compositions = [workshop.compose(quarter, genre, draft=draft) for genre in genres]
    problems += [problem for composition in compositions for problem in composition.problems]
    return [composition.document for composition in compositions if composition.document], problems


def _render_one(
    workshop: "Workshop",
    quarter: Quarter,
    chosen: tuple[list[str], list[str]],
    target: Path,
    *,
    draft: bool,
    strict: bool,
) -> bool:
    """Render one quarter; whether everything went to its place without a problem."""
    from cchc_report.rendering import with_banner  # noqa: PLC0415 - as in render

    genres, formats = chosen
    documents, problems = _compose_all(workshop, quarter, genres, draft=draft)
    _notify(problems)
    wrong = has_errors(problems, strict=strict)
    if wrong and not (draft and documents):
        _say(f"Không dựng {quarter.path.as_posix()}: số liệu hoặc mẫu còn lỗi.")
        return False
    if wrong:
        documents = [with_banner(document, problems) for document in documents]
    folder = target / quarter.unit / str(quarter.period)
    written = [_put(workshop, document, formats, folder, draft=wrong) for document in documents]
    return all(written) and not wrong


def _put(workshop: "Workshop", document: "Document", formats: list[str], folder: Path, *, draft: bool) -> bool:
    """Write a document in its formats; whether all went to their places."""
    fine = True
    for result in workshop.write(document, formats, draft=draft):
        if isinstance(result, Problem):
            _notify([result])
            fine = False
            continue
        try:
            written = write_output(folder, result.name, result.content)
        except OutputError as problem:
            _say(f"Lỗi: {problem}")
            fine = False
            continue
        click.echo(_line(written))
        fine = fine and written.outcome is not Outcome.BESIDE
    return fine


def _line(written: Written) -> str:
    path = _near(written.path)
    match written.outcome:
        case Outcome.WRITTEN:
            return f"đã ghi    {path}"
        case Outcome.UNCHANGED:
            return f"không đổi {path}"
        case Outcome.BESIDE:
            return f"đã ghi    {path}  (không ghi đè {written.wanted.name}: tệp này đã được sửa, hoặc không do phần mềm tạo; so hai tệp rồi giữ lấy một)"


def _near(path: Path) -> str:
    """A path as short as it can be: relative to the current folder where it lies below."""
    path = path.resolve()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def _create(folder: Path) -> None:
    from cchc_report.starter import SAMPLE_PERIOD, SAMPLE_UNIT, new_folder  # noqa: PLC0415 - only this command needs it

    if not is_free(folder):
        raise click.UsageError(f"«{folder}» đã có và không trống; chọn tên thư mục khác.")
    for name, content in new_folder():
        write_new(folder / name, content)
        click.echo(f"đã tạo {(folder / name).as_posix()}")
    _say(f"Tiếp theo: cd {folder}, rồi cchc render {METRICS}/{SAMPLE_UNIT}/{SAMPLE_PERIOD}.yaml")


def _copy_template(project: Project, name: str) -> None:
    from cchc_report.library import copy_of  # noqa: PLC0415 - only this command needs it
    from cchc_report.project import shipped_templates  # noqa: PLC0415 - as above

    templates = shipped_templates()
    if name not in templates:
        raise click.UsageError(f"Không có mẫu «{name}»; đang có: {', '.join(templates)}.")
    if (project.root / TEMPLATES).resolve() == shipped(TEMPLATES).resolve():
        raise click.UsageError("Thư mục làm việc này chính là nơi đặt mẫu gốc; sửa thẳng mẫu, không cần chép.")
    path = project.root / TEMPLATES / name
    write_new(path, copy_of(templates[name]).encode())
    click.echo(f"đã chép {path.as_posix()}")


def _notify(problems: Iterable[Problem]) -> None:
    """Problems that do not belong to the report, for the person in front of the screen."""
    listed = in_order(problems)
    shown = [problem for problem in listed if problem.name != UNDECIDED]
    if shown:
        _say(as_text(shown))
    if len(listed) > len(shown):
        _say(
            f"lưu ý: {len(listed) - len(shown)} phép kiểm tra chưa kết luận được vì thiếu số liệu; xem bằng cchc check"
        )


def _say(text: str) -> None:
    click.echo(text, err=True)
