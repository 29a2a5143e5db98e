"""What a new working folder begins with: the sample unit, an empty catalogue of its own, the schema for editors, the list of indicators for people."""

from collections.abc import Iterator

from cchc_report.catalogue import read_catalogue
from cchc_report.guide import as_page
from cchc_report.project import CATALOGUE_FILE, METRICS, UNIT_FILE, shipped_file
from cchc_report.schema import as_json
from cchc_report.source import parse

SAMPLE_UNIT = "ben-tre"
SAMPLE_PERIOD = "2024-q1"
SCHEMA_FILE = "luoc-do.json"
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Tells editors where the schema is: completion, hover help and warnings while typing."""
PAGE_FILE = "chi-tieu.md"
"""The list of indicators, for people."""

OWN_CATALOGUE = """\
# Danh mục riêng của đơn vị: thêm chỉ tiêu, công thức, quy tắc, phần mà danh mục chung chưa có.
# Bỏ dấu # ở đầu dòng để dùng; tên khóa viết không dấu, chữ thường. Sửa xong, chạy: cchc check
#
# phan:
#   tthc:                                  # phần đã có: chỉ ghi những gì thêm
#     chi_tieu:
#       hs_qua_buu_chinh:
#         nhan: Hồ sơ tiếp nhận qua bưu chính
#         goi: qua bưu chính
#         don_vi: hồ sơ
#     kiem_tra:
#       buu_chinh_khong_qua_truc_tiep:
#         quy_tac: hs_qua_buu_chinh <= hs_truc_tiep
#         thong_bao: Hồ sơ qua bưu chính không thể nhiều hơn hồ sơ trực tiếp, qua bưu chính
#   y_te:                                  # phần mới
#     nhan: Y tế cơ sở
#     chi_tieu:
#       tram:
#         nhan: Số trạm y tế
#         don_vi: trạm
"""


def new_folder() -> Iterator[tuple[str, bytes]]:
    """Paths, relative to the new folder, and contents."""
    unit = f"{METRICS}/{SAMPLE_UNIT}"
    yield f"{unit}/{SAMPLE_PERIOD}.yaml", SCHEMA_LINE.encode() + shipped_file(f"{SAMPLE_UNIT}/{SAMPLE_PERIOD}.yaml")
    yield f"{unit}/{UNIT_FILE}", shipped_file(f"{SAMPLE_UNIT}/{UNIT_FILE}")
    yield f"{unit}/{CATALOGUE_FILE}", OWN_CATALOGUE.encode()
    catalogue, _ = read_catalogue([parse(shipped_file(CATALOGUE_FILE), CATALOGUE_FILE)])
    yield f"{unit}/{SCHEMA_FILE}", as_json(catalogue).encode()
    yield f"{unit}/{PAGE_FILE}", as_page(catalogue).encode()
