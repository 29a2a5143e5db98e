"""The commands and their exit codes."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from cchc_report import __version__
from cchc_report.cli.console import check_report, near, notify, print_result, refused, say
from cchc_report.cli.excel import form, import_, quarters_of
from cchc_report.cli.options import (
    OPTIONS,
    chosen,
    existing,
    find_project,
    format_option,
    metrics_option,
    named_unit,
    new_name,
    project_option,
    section_option,
    strict_option,
)
from cchc_report.language import write_utf8
from cchc_report.outputs import OutputError
from cchc_report.problems import Place, Problem, as_json, has_errors, in_order, warning
from cchc_report.project import METRICS, Project, Quarter, read_document

CLEAN, PROBLEMS, FAULT, INTERRUPTED = 0, 1, 3, 130
"""Exit codes; 2, wrong usage, is click's own."""
FORMATS = ("txt", "md", "html", "docx")


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
@format_option
@strict_option
@project_option
def check(
    paths: tuple[Path, ...], with_templates: bool, form: str, strict: bool, project_folder: Path | None
) -> NoReturn:
    """Kiểm tra số liệu: cách ghi số, tổng, tỷ lệ, giới hạn, quy tắc.

    ĐƯỜNG_DẪN là tệp số liệu, danh-muc.yaml, don-vi.yaml hoặc thư mục; bỏ trống thì kiểm tra cả thư mục metrics/.
    """
    project = find_project(project_folder, paths)
    quarters, problems = _examine(project, existing(paths) or (project.root / METRICS,))
    if with_templates:
        problems += _template_problems(project)
    problems = in_order(problems)
    print_result(as_json(problems) if form == "json" else check_report(problems, quarters))
    sys.exit(PROBLEMS if has_errors(problems, strict=strict) else CLEAN)


@cchc.command(options_metavar=OPTIONS)
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
    help="Ghi đè cả tệp đã được người sửa, sau khi cất tệp đó bên cạnh, tên có thêm «.cu».",
)
@strict_option
@project_option
def render(
    paths: tuple[Path, ...],
    genres: str | None,
    section: str | None,
    formats: str | None,
    out: Path | None,
    draft: bool,
    variants: bool,
    force: bool,
    strict: bool,
    project_folder: Path | None,
) -> NoReturn:
    """Dựng bài từ tệp số liệu, sau khi kiểm tra; từ biểu mẫu Excel đã điền thì nhập vào tệp số liệu trước.

    Tệp số liệu còn lỗi thì không dựng gì cả (trừ khi dùng --draft). Tệp đã được người sửa thì không ghi đè: bản mới đặt
    bên cạnh, tên có thêm «.moi» (trừ khi dùng --force).
    """
    from cchc_report.cli.making import Order, chosen_genres, render_quarter  # noqa: PLC0415 - the templates' libraries load only where they are used
    from cchc_report.cli.varying import print_variants  # noqa: PLC0415 - as above
    from cchc_report.rendering import Workshop  # noqa: PLC0415 - as above

    if variants and (formats is not None or out is not None or draft or force):
        raise click.UsageError("--variants không ghi tệp nào nên không đi cùng --to, --out, --draft, --force.")
    project = find_project(project_folder, paths)
    workshop = Workshop(project)
    target = new_name(out or project.root / "out")
    if target.resolve().is_relative_to(project.root / METRICS):
        raise click.UsageError(f"Không đặt kết quả trong {METRICS}/: đó là nơi để số liệu.")
    quarters = quarters_of(project, existing(paths))
    if quarters is None:
        sys.exit(PROBLEMS)
    if not quarters:
        raise click.UsageError("Không có tệp số liệu nào ở đường dẫn đã cho.")
    named, topic = chosen_genres(workshop, genres, section, [quarter.unit for quarter in quarters])
    if variants:
        clean = [print_variants(workshop, quarter, named, topic, strict=strict) for quarter in quarters]
    else:
        order = Order(
            named, topic, chosen(formats, FORMATS, "dạng tệp"), target, draft=draft, strict=strict, force=force
        )
        clean = [render_quarter(workshop, quarter, order) for quarter in quarters]
    sys.exit(CLEAN if all(clean) else PROBLEMS)


@cchc.command(options_metavar=OPTIONS)
@click.argument("path", metavar="TỆP", type=Path)
@click.option("--genre", "genres", metavar="THỂ_LOẠI,...", help="Thể loại cần truy nguồn; bỏ trống thì mọi thể loại.")
@section_option
@format_option
@project_option
def trace(path: Path, genres: str | None, section: str | None, form: str, project_folder: Path | None) -> NoReturn:
    """Cho biết mỗi con số trong bài từ đâu ra: chỉ tiêu, công thức, tệp, dòng, cột."""
    from cchc_report import trace as tracing  # noqa: PLC0415 - as in render
    from cchc_report.cli.making import chosen_genres, compose_all  # noqa: PLC0415 - as in render
    from cchc_report.rendering import Workshop  # noqa: PLC0415 - as in render

    project = find_project(project_folder, (path,))
    workshop = Workshop(project)
    quarter = project.quarter(existing((path,))[0])
    documents, problems = compose_all(workshop, quarter, *chosen_genres(workshop, genres, section, [quarter.unit]))
    notify(problems)
    if has_errors(problems):
        sys.exit(PROBLEMS)
    entries = [entry for document in documents for entry in tracing.trace(document)]
    print_result(tracing.as_json(entries) if form == "json" else tracing.as_text(entries))
    sys.exit(CLEAN)


@cchc.command(options_metavar=OPTIONS)
@click.argument("before", metavar="TỆP_TRƯỚC", type=Path)
@click.argument("after", metavar="TỆP_SAU", type=Path)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    metavar="DẠNG",
    help="Dạng kết quả: text để đọc, html để mở bằng trình duyệt và in, json cho phần mềm khác.",
)
@project_option
def diff(before: Path, after: Path, form: str, project_folder: Path | None) -> NoReturn:
    """So hai tệp số liệu: số nào thay đổi, câu nào trong bài báo thay đổi; thay đổi lớn xếp trước.

    Hai tệp là hai kỳ của một đơn vị, hoặc hai bản của một kỳ. Bản sao đặt ở nơi khác hay mang tên khác, như
    «2024-q1 (1).yaml», được đọc như tệp của đơn vị kia.
    """
    from cchc_report.cli.comparing import print_difference  # noqa: PLC0415 - as in render

    existing((before, after))
    sys.exit(CLEAN if print_difference(project_folder, before, after, form) else PROBLEMS)


@cchc.command(options_metavar=OPTIONS)
@click.option("--unit", metavar="ĐƠN_VỊ", help="Tên thư mục của đơn vị, để có cả chỉ tiêu riêng của đơn vị.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "md"]),
    default="json",
    metavar="DẠNG",
    help="Dạng kết quả: json là lược đồ cho trình soạn thảo, md là trang danh sách chỉ tiêu để đọc.",
)
@project_option
def schema(unit: str | None, form: str, project_folder: Path | None) -> NoReturn:
    """In lược đồ (JSON Schema) của tệp số liệu, để trình soạn thảo gợi ý khi gõ; hoặc trang danh sách chỉ tiêu.

    Trang danh sách chỉ tiêu (--format md) cho biết mã, cách ghi, đơn vị, công thức, quy tắc và cách thêm chỉ tiêu.
    """
    from cchc_report.guide import as_page  # noqa: PLC0415 - only this command needs it
    from cchc_report.schema import as_json as schema_as_json  # noqa: PLC0415 - as above

    project = find_project(project_folder, ())
    catalogue, problems = project.catalogue(named_unit(project, unit) if unit is not None else None)
    notify(problems)
    if has_errors(problems):
        sys.exit(PROBLEMS)
    text = schema_as_json(catalogue) if form == "json" else as_page(catalogue)
    print_result(text.rstrip("\n"))
    sys.exit(CLEAN)


@cchc.command(options_metavar=OPTIONS)
@click.argument("period", metavar="KỲ")
@click.option(
    "--unit", metavar="ĐƠN_VỊ", help="Tên thư mục của đơn vị; bỏ trống khi thư mục làm việc chỉ có một đơn vị."
)
@project_option
def new(period: str, unit: str | None, project_folder: Path | None) -> NoReturn:
    """Tạo tệp số liệu trống của một kỳ, mỗi chỉ tiêu một dòng, có tên, đơn vị, công thức và số kỳ trước.

    KỲ viết như tên tệp (2026-q2, 2026-06, 2026-6t, 2026-9t, 2026) hoặc như trong câu ("quý II năm 2026"); một khoảng thời
    gian viết 2024-01-05_2024-02-20. Tệp đã có thì không bị ghi đè.
    """
    from cchc_report.cli.beginning import begin  # noqa: PLC0415 - only this command needs it

    sys.exit(CLEAN if begin(find_project(project_folder, ()), period, unit) else PROBLEMS)


@cchc.command(options_metavar=OPTIONS)
@click.argument("folder", required=False, metavar="[THƯ_MỤC]", type=Path)
@click.option(
    "--copy", "template", metavar="MẪU", help="Chép một mẫu có sẵn vào thư mục làm việc để sửa, như bai-bao.md.j2."
)
@project_option
def init(folder: Path | None, template: str | None, project_folder: Path | None) -> NoReturn:
    """Tạo thư mục làm việc mới có sẵn ví dụ, hoặc chép một mẫu để sửa (--copy)."""
    if (folder is None) == (template is None):
        raise click.UsageError("Ghi tên thư mục cần tạo, hoặc dùng --copy với tên mẫu cần chép.")
    from cchc_report.cli.beginning import copy_template, create_folder  # noqa: PLC0415 - only this command needs them

    if folder is not None:
        create_folder(new_name(folder))
    else:
        copy_template(find_project(project_folder, ()), template or "")
    sys.exit(CLEAN)


@cchc.command(options_metavar=OPTIONS)
@click.argument("paths", nargs=-1, required=True, metavar="TỆP.docx...", type=Path)
@format_option
def layout(paths: tuple[Path, ...], form: str) -> NoReturn:
    """Xem văn bản Word có đúng thể thức của Nghị định số 30/2020/NĐ-CP không; không sửa gì trong tệp.

    TỆP.docx là văn bản do phần mềm dựng, đã sửa tay, hoặc soạn ở nơi khác. Mỗi quy định có một kết luận: đúng, sai,
    hoặc chưa kết luận được.
    """
    from cchc_report.layout import as_json as layout_as_json  # noqa: PLC0415 - only this command needs it
    from cchc_report.layout import as_text as layout_as_text  # noqa: PLC0415 - as above
    from cchc_report.layout import is_fine, judge  # noqa: PLC0415 - as above

    judgements = [judge(read_document(path), near(path)) for path in existing(paths)]
    print_result(layout_as_json(judgements) if form == "json" else layout_as_text(judgements))
    sys.exit(CLEAN if all(map(is_fine, judgements)) else PROBLEMS)


@cchc.command(options_metavar=OPTIONS)
@click.argument("documents", nargs=-1, required=True, metavar="VĂN_BẢN...", type=Path)
@metrics_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    metavar="DẠNG",
    help="Dạng kết quả: text để đọc, html để xem cả văn bản có tô màu từng con số, json cho phần mềm khác.",
)
@click.option(
    "--annotate",
    "copy",
    metavar="BẢN_SAO.docx",
    type=Path,
    help="Ghi thêm một bản sao của văn bản Word, có chú thích ở từng chỗ cần xem.",
)
@project_option
def audit(
    documents: tuple[Path, ...], metrics: Path | None, form: str, copy: Path | None, project_folder: Path | None
) -> NoReturn:
    """Đối chiếu văn bản đã sửa tay với số liệu: số nào không còn khớp, số nào không có nguồn, số nào bị bỏ.

    VĂN_BẢN là tệp .docx, .txt, .md, .html, hoặc dấu - để đọc nội dung dán vào (đầu vào chuẩn). Không sửa gì trong văn bản.
    """
    from cchc_report.cli.auditing import STANDARD_INPUT, annotate, audit_all, content  # noqa: PLC0415 - as in render

    existing([path for path in (*documents, *filter(None, [metrics])) if str(path) != STANDARD_INPUT])
    if copy is not None and (len(documents) > 1 or documents[0].suffix.lower() != ".docx" or copy.suffix != ".docx"):
        raise click.UsageError("--annotate dùng cho một văn bản .docx, bản sao cũng có đuôi .docx.")
    if copy is not None:
        new_name(copy)
    audits, fine = audit_all(documents, metrics, project_folder, form)
    if copy is not None and audits and (data := content(documents[0])) is not None:
        annotate(data, audits[0], copy)
    sys.exit(CLEAN if fine else PROBLEMS)


@cchc.command(options_metavar=OPTIONS)
@click.argument("document", metavar="VĂN_BẢN.docx", type=Path)
@metrics_option
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết số nào sẽ được thay, không ghi gì.")
@click.option("--tracked", is_flag=True, help="Ghi các chỗ thay thành sửa đổi được theo dõi (Track Changes).")
@project_option
def refresh(
    document: Path, metrics: Path | None, dry_run: bool, tracked: bool, project_folder: Path | None
) -> NoReturn:
    """Đưa số liệu mới vào văn bản Word đã sửa tay; chỉ thay những con số chắc chắn, mọi thứ khác giữ nguyên.

    Số chưa chắc, hoặc làm câu chữ phải viết khác, được liệt kê để người sửa. Bản trước được cất bên cạnh, tên có thêm «.cu».
    """
    from cchc_report.cli.refreshing import refresh_document  # noqa: PLC0415 - as in render

    existing((document, *filter(None, [metrics])))
    if document.suffix.lower() != ".docx":
        raise click.UsageError("Chỉ cập nhật được văn bản Word (.docx).")
    fine = refresh_document(document, metrics, project_folder, dry_run=dry_run, tracked=tracked)
    sys.exit(CLEAN if fine else PROBLEMS)


cchc.add_command(form)
cchc.add_command(import_)


def main() -> NoReturn:
    """Run the command line; exit codes: 0 clean, 1 problems, 2 wrong usage, 3 a fault of the tool, 130 interrupted."""
    write_utf8()
    try:
        cchc.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show(shown := io.StringIO())
        say(shown.getvalue().rstrip("\n"))
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        say("Đã dừng theo yêu cầu; các tệp đã ghi vẫn nguyên vẹn.")
        sys.exit(INTERRUPTED)
    except OutputError as problem:
        say(f"Lỗi: {problem}")
        sys.exit(PROBLEMS)
    except OSError as problem:
        say(refused(problem))
        sys.exit(PROBLEMS)
    except Exception as problem:  # noqa: BLE001 - the last resort: a user never sees a traceback
        say(
            f"Lỗi của phần mềm, không phải của số liệu: {type(problem).__name__}: {problem}\nXin báo lại dòng này kèm tệp số liệu cho người phụ trách phần mềm."
        )
        sys.exit(FAULT)
    sys.exit(CLEAN)


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
