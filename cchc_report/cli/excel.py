"""The commands for people who hold their figures in Excel."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from cchc_report.cli.console import check_report, print_result
from cchc_report.cli.options import OPTIONS, existing, find_project, new_name, project_option
from cchc_report.problems import has_errors, in_order
from cchc_report.project import Project, Quarter

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""What a path ends with that is taken for a workbook."""


@click.command("form", options_metavar=OPTIONS)
@click.argument("period", metavar="KỲ")
@click.option("--unit", metavar="ĐƠN_VỊ", help="Thư mục của đơn vị trong metrics/, khi có nhiều đơn vị.")
@click.option(
    "--section",
    "sections",
    metavar="PHẦN,...",
    help="Chỉ các phần này, như tthc,so_hoa, để gửi từng nơi giữ số liệu; bỏ trống thì mọi phần.",
)
@click.option(
    "--out", "out", metavar="TỆP.xlsx", type=Path, required=True, help="Tệp Excel sẽ tạo; đã có thì không ghi đè."
)
@project_option
def form(period: str, unit: str | None, sections: str | None, out: Path, project_folder: Path | None) -> NoReturn:
    """Tạo biểu mẫu Excel để nơi giữ số liệu điền: mỗi phần một trang, chỗ nào lệch thì hiện màu đỏ ngay khi gõ.

    KỲ viết như tên tệp (2026-q2, 2026-06, 2026-6t, 2026-9t, 2026) hoặc như trong câu ("quý II năm 2026"). Số đã có trong
    tệp số liệu của kỳ thì được điền sẵn.
    """
    from cchc_report.cli.forming import make_form  # noqa: PLC0415 - only this command needs it

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--out phải là tên một tệp .xlsx, không phải «{out}».")
    sys.exit(0 if make_form(find_project(project_folder, ()), period, unit, sections, new_name(out)) else 1)


@click.command("import", options_metavar=OPTIONS)
@click.argument("files", nargs=-1, required=True, metavar="TỆP.xlsx...", type=Path)
@click.option(
    "--unit", metavar="ĐƠN_VỊ", help="Thư mục của đơn vị trong metrics/; bỏ trống thì lấy đơn vị ghi trong biểu mẫu."
)
@click.option("--period", metavar="KỲ", help="Kỳ của số liệu, như 2026-q2; bỏ trống thì lấy kỳ ghi trong biểu mẫu.")
@click.option(
    "--map",
    "mapping",
    metavar="ANH_XA.yaml",
    type=Path,
    help="Tệp ánh xạ cho bảng có sẵn của cơ quan: ô nào, cột nào là chỉ tiêu nào.",
)
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết số nào sẽ thay đổi, không ghi gì.")
@project_option
def import_(
    files: tuple[Path, ...],
    unit: str | None,
    period: str | None,
    mapping: Path | None,
    dry_run: bool,
    project_folder: Path | None,
) -> NoReturn:
    """Nhập biểu mẫu Excel đã điền vào tệp số liệu, rồi kiểm tra; chú thích, thứ tự và các dòng không đổi giữ nguyên.

    TỆP là .xlsx, .ods hoặc .xls; nhiều tệp của một kỳ thì ghi liền nhau. Bảng không phải biểu mẫu thì thêm --map và --period.
    """
    from cchc_report.cli.importing import Order, import_workbooks  # noqa: PLC0415 - only this command needs it

    existing([*files, *filter(None, [mapping])])
    project = find_project(project_folder, ())
    quarter = import_workbooks(project, Order(files, unit, period, mapping, dry_run=dry_run))
    if quarter is None:
        sys.exit(1)
    problems = in_order(quarter.problems)
    print_result(f"\n{check_report(problems, [quarter])}")
    sys.exit(1 if has_errors(problems) else 0)


def is_workbook(path: Path) -> bool:
    """Whether a path names a workbook, by its ending."""
    return path.suffix.lower() in WORKBOOKS


def imported(project: Project, forms: Sequence[Path]) -> Quarter | None:
    """Filled forms of one period put into its metrics file; the quarter, or None where they cannot be, which is told."""
    from cchc_report.cli.importing import Order, import_workbooks  # noqa: PLC0415 - most runs have no forms

    return import_workbooks(project, Order(forms, None, None, None, dry_run=False))
