"""The commands for people who hold their figures in Excel."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from cchc_report.cli.options import OPTIONS, find_project, project_option


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
    """Tạo biểu Excel để nơi giữ số liệu điền: mỗi phần một trang, chỗ nào lệch thì hiện màu đỏ ngay khi gõ.

    KỲ viết như tên tệp (2026-q2, 2026-06, 2026-6t, 2026-9t, 2026) hoặc như trong câu ("quý II năm 2026"). Số đã có trong
    tệp số liệu của kỳ thì được điền sẵn.
    """
    from cchc_report.cli.forming import make_form  # noqa: PLC0415 - only this command needs it

    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--out phải là tên một tệp .xlsx, không phải «{out}».")
    sys.exit(0 if make_form(find_project(project_folder, ()), period, unit, sections, out) else 1)
