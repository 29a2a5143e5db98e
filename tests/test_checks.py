"""What is said of figures that cannot be right, to the letter: a small catalogue, a few lines, the sentences."""

from collections.abc import Collection, Mapping
from functools import cache

import pytest

from cchc_report.catalogue import Catalogue, read_catalogue
from cchc_report.checks import check
from cchc_report.figures import WITHIN_YEAR, Earlier, Figures, Statement, read_figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO
from cchc_report.organisation import Organisation
from cchc_report.periods import Period, PeriodType, period_of_file
from cchc_report.problems import Place, as_text, has_errors, in_order
from cchc_report.source import Source, parse

NOTHING = Source("don-vi.yaml", "", None, ())
CATALOGUE = """\
don_vi_tinh:
  triệu đồng: 1.000.000 đồng
  tỷ đồng: 1.000.000.000 đồng
bien_dong:
  phan_tram: 400
  diem: 30
cap:
  xa:
    nhan: các xã, phường
  so:
    nhan: các sở, ngành
phan:
  s:
    nhan: Phần
    chi_tieu:
      a:
        nhan: A
      b:
        nhan: B
      tong:
        nhan: Tổng
        cong_thuc: = a + b
      moi:
        nhan: Mỗi nơi
        cong_thuc: = a / b
      hieu:
        nhan: Hiệu
        cong_thuc: = a - b
        it_nhat: không
      ty:
        nhan: Tỷ lệ
        kieu: phan_tram
        cong_thuc: = a / b
      tam:
        nhan: Tạm
        cong_thuc: = a + b
        can_xac_nhan: có
      can:
        nhan: Cần có
        bat_buoc: có
      diem:
        nhan: Điểm
        kieu: thap_phan
        nhieu_nhat: 99,5
      rong:
        nhan: Tỷ lệ rời
        kieu: phan_tram
      chi:
        nhan: Chi
        kieu: tien
        don_vi: triệu đồng
      thu:
        nhan: Thu
        kieu: tien
        don_vi: triệu đồng
      can_doi:
        nhan: Cân đối
        kieu: tien
        don_vi: triệu đồng
        cong_thuc: = thu - chi
        it_nhat: không
      luy:
        nhan: Lũy kế
        tinh_chat: lũy kế
      luy_chi:
        nhan: Chi lũy kế
        kieu: tien
        don_vi: triệu đồng
        tinh_chat: lũy kế
        bien_dong: không
      luy_ty:
        nhan: Tỷ lệ lũy kế
        kieu: phan_tram
        tinh_chat: lũy kế
      rieng:
        nhan: Mức riêng
        bien_dong: 50%
      gap:
        nhan: Gấp đôi
      hang:
        nhan: Thứ hạng
        kieu: hang
      cu:
        nhan: Cũ
        den_ngay: 31-12-2023
      loi:
        nhan: Lời
        kieu: chu
      loi2:
        nhan: Lời khác
        kieu: chu
      ds:
        nhan: Danh sách
        kieu: danh_sach
    kiem_tra:
      it:
        quy_tac: a <= 2 * b
        thong_bao: A không quá hai lần B
      gap:
        quy_tac: tong = gap
        thong_bao: gấp đôi là tổng
        khi_thieu: bỏ qua
      tang:
        quy_tac: luy >= ky_truoc(luy)
        thong_bao: chỉ tăng
      chi_thu:
        quy_tac: chi < thu
        thong_bao: chi ít hơn thu
        muc: cảnh báo
      khac:
        quy_tac: luy <> hang + 1
        thong_bao: hai số phải khác nhau
        khi_thieu: bỏ qua
      du:
        quy_tac: rong + diem = 100%
        thong_bao: cộng lại phải đủ
        khi_thieu: lỗi
"""


@cache
def catalogue(text: str = CATALOGUE) -> Catalogue:
    found, problems = read_catalogue([parse(text.encode(), "danh-muc.yaml")])
    assert not problems, as_text(problems)
    return found


def figures(lines: str, name: str = "2024-q1", earlier: Mapping[str, Figures] | None = None) -> Figures:
    period = period_of_file(name)
    assert isinstance(period, Period)
    bases = {base: Earlier(found) for base, found in (earlier or {}).items()}
    source = parse(lines.encode(), f"{name}.yaml")
    statement = Statement(period, Place(f"{name}.yaml"), earlier=bases)
    found, problems = read_figures(source, NOTHING, catalogue(), Organisation(), statement)
    assert not has_errors(problems), as_text(problems)
    return found


SAID_ELSEWHERE = {"thieu-chi-tieu", "chua-kiem-duoc", "mau-so-chua-ro", "thieu-de-kiem-tra"}
"""What every other case would tell too."""


def said(found: Figures, but: Collection[str] = SAID_ELSEWHERE) -> list[str]:
    """Each problem: its line and message; behind arrows its hint, and what else it shows."""
    return [
        " → ".join(
            [
                f"{problem.place.line}: {problem.level} {problem.name}: {problem.message}",
                *([problem.hint] if problem.hint else []),
                *(f"{one.place.line}: {one.message}" for one in problem.related),
            ]
        )
        for problem in in_order(check(found))
        if problem.name not in but
    ]


def beside(lines: str, before: str, *bases: str) -> list[str]:
    """What is said of a quarter's lines beside those of an earlier one."""
    name = "2023-q1" if bases == (YEAR_AGO,) else "2023-q4"
    return said(figures(lines, earlier=dict.fromkeys(bases, figures(before, name))))


def waive(code: str) -> str:
    return f"nếu con số đúng như vậy, ghi miễn trừ ở «mien_tru» cuối tệp với «quy_tac: {code}»"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 6\n",
            [
                f"4: error tong-khong-khop: «Tổng» ghi 6, nhưng 2 + 3 = 5, lệch 1 → sửa số sai; {waive('s.tong')} → 2: «A» ghi 2 → 3: «B» ghi 3"
            ],
            id="tổng sai",
        ),
        pytest.param(
            "s:\n  a: 12\n  b: 23\n  tong: 53\n",
            [
                "4: error tong-khong-khop: «Tổng» ghi 53, nhưng 12 + 23 = 35, lệch 18 → có thể hai chữ số bị đổi chỗ: «Tổng» ghi 53, nếu là 35 thì tổng khớp → 2: «A» ghi 12 → 3: «B» ghi 23"
            ],
            id="tổng sai, chữ số của tổng đổi chỗ",
        ),
        pytest.param(
            "s:\n  a: 12\n  b: 32\n  tong: 35\n",
            [
                "4: error tong-khong-khop: «Tổng» ghi 35, nhưng 12 + 32 = 44, lệch 9 → có thể hai chữ số bị đổi chỗ: «B» ghi 32, nếu là 23 thì tổng khớp → 2: «A» ghi 12 → 3: «B» ghi 32"
            ],
            id="chữ số của một số hạng đổi chỗ",
        ),
        pytest.param(
            "s:\n  a: 12\n  b: 12\n  tong: 33\n",
            [
                f"4: error tong-khong-khop: «Tổng» ghi 33, nhưng 12 + 12 = 24, lệch 9 → sửa số sai; {waive('s.tong')} → 2: «A» ghi 12 → 3: «B» ghi 12"
            ],
            id="hai số hạng đều có thể đổi chỗ",
        ),
        pytest.param(
            "s:\n  a: 10\n  b: 5\n  tong: 6\n",
            [
                f"4: error tong-khong-khop: «Tổng» ghi 6, nhưng 10 + 5 = 15, lệch 9 → sửa số sai; {waive('s.tong')} → 2: «A» ghi 10 → 3: «B» ghi 5"
            ],
            id="đổi chỗ thành số không dương",
        ),
        pytest.param(
            "s:\n  a: 12\n  tong: 5\n",
            [
                f"3: error tong-khong-khop: «Tổng» ghi 5, nhưng riêng các số thành phần đã ghi (12) đã lớn hơn → sửa số sai; {waive('s.tong')} → 2: «A» ghi 12"
            ],
            id="tổng chưa đủ thành phần đã nhỏ hơn",
        ),
        pytest.param("s:\n  a: 5\n  tong: 5\n", [], id="tổng chưa đủ thành phần"),
        pytest.param(
            "s:\n  a: 12\n  b: 8\n  tam: 5\n",
            [
                f"4: warning tong-khong-khop: «Tạm» ghi 5, nhưng 12 + 8 = 20, lệch 15 → sửa số sai; {waive('s.tam')} → 2: «A» ghi 12 → 3: «B» ghi 8"
            ],
            id="tổng chưa xác nhận",
        ),
        pytest.param(
            "s:\n  a: 12\n  tam: 5\n",
            [
                f"3: warning tong-khong-khop: «Tạm» ghi 5, nhưng riêng các số thành phần đã ghi (12) đã lớn hơn → sửa số sai; {waive('s.tam')} → 2: «A» ghi 12"
            ],
            id="tổng chưa xác nhận, thiếu thành phần",
        ),
        pytest.param(
            "s:\n  a: 5\n  b: 8\n  hieu: 3\n",
            [
                f"4: error cong-thuc-khong-khop: «Hiệu» ghi 3, nhưng 5 - 8 = -3, lệch 6 → sửa số sai; {waive('s.hieu')} → 2: «A» ghi 5 → 3: «B» ghi 8"
            ],
            id="hiệu sai",
        ),
        pytest.param("s:\n  a: 5\n  b: 8\n  hieu: -3\n", [], id="hiệu âm đúng"),
        pytest.param("s:\n  a: 5\n  b: 8\n  ty: 62%\n", [], id="tỷ lệ làm tròn đúng"),
        pytest.param(
            "s:\n  a: 5\n  b: 8\n  ty: 62,4%\n",
            [
                f"4: error ty-le-khong-khop: «Tỷ lệ» ghi 62,4%, nhưng 5 / 8 = 62,5%, lệch 0,1 điểm phần trăm → sửa số sai; {waive('s.ty')} → 2: «A» ghi 5 → 3: «B» ghi 8"
            ],
            id="tỷ lệ lệch",
        ),
        pytest.param(
            "s:\n  a: 1\n  b: 3\n  ty: 33,4%\n",
            [
                f"4: error ty-le-khong-khop: «Tỷ lệ» ghi 33,4%, nhưng 1 / 3 ≈ 33,3%, lệch 0,1 điểm phần trăm → sửa số sai; {waive('s.ty')} → 2: «A» ghi 1 → 3: «B» ghi 3"
            ],
            id="tỷ lệ lệch, thương vô hạn",
        ),
        pytest.param(
            "s:\n  a: 0\n  b: 0\n  ty: 5%\n",
            [
                "4: warning chia-cho-khong: không tính được «Tỷ lệ» = 0 / 0: số chia bằng 0 → kiểm tra lại số chia; nếu đúng bằng 0 thì xóa dòng tỷ lệ"
            ],
            id="chia cho không",
        ),
        pytest.param(
            "s:\n  a: 9\n  b: 8\n  ty: 112,5%\n",
            ["4: error ngoai-gioi-han: «Tỷ lệ» là 112,5%, lớn hơn mức cao nhất 100% → kiểm tra lại số đã ghi"],
            id="tỷ lệ quá 100",
        ),
        pytest.param(
            "s:\n  a: 9\n  b: 8\n",
            [
                "2: error ngoai-gioi-han: «Tỷ lệ» tính được 9 / 8 = 112,5%, lớn hơn mức cao nhất 100% → kiểm tra lại các số thành phần → 3: «B» ghi 8"
            ],
            id="tỷ lệ tính được quá 100",
        ),
        pytest.param(
            "s:\n  a: -1\n  b: 8\n",
            ["2: error ngoai-gioi-han: «A» là -1, nhỏ hơn mức thấp nhất 0 → kiểm tra lại số đã ghi"],
            id="số âm",
        ),
        pytest.param(
            "s:\n  a: 17\n  b: 8\n",
            [
                f"2: error sai-quy-tac: A không quá hai lần B, nhưng 17 > (2 * 8 = 16) → sửa số sai; {waive('s.it')} → 3: «B» ghi 8"
            ],
            id="quy tắc sai",
        ),
        pytest.param("s:\n  a: 16\n  b: 16\n", [], id="quy tắc vừa đủ"),
        pytest.param(
            "s:\n  a: 3\n  b: 2\n  gap: 1\n",
            [
                "2: error ngoai-gioi-han: «Tỷ lệ» tính được 3 / 2 = 150%, lớn hơn mức cao nhất 100% → kiểm tra lại các số thành phần → 3: «B» ghi 2",
                f"4: error sai-quy-tac: gấp đôi là tổng, nhưng 5 ≠ 1 → sửa số sai; {waive('s.gap')} → 2: «Tổng» tính được 3 + 2 = 5 → 3: ghi 2",
            ],
            id="quy tắc với số tính được",
        ),
        pytest.param(
            "s:\n  chi: 5 tỷ đồng\n  thu: 4.000 triệu đồng\n",
            [
                f"2: warning sai-quy-tac: chi ít hơn thu, nhưng 5 tỷ đồng ≥ 4.000 triệu đồng → sửa số sai; {waive('s.chi_thu')} → 3: «Thu» ghi 4.000 triệu đồng"
            ],
            id="quy tắc cảnh báo, tiền khác đơn vị",
        ),
        pytest.param(
            "s:\n  luy: 5\n  hang: 4\n",
            [
                f"2: error sai-quy-tac: hai số phải khác nhau, nhưng 5 = (4 + 1 = 5) → sửa số sai; {waive('s.khac')} → 3: «Thứ hạng» ghi 4"
            ],
            id="quy tắc bằng nhau",
        ),
        pytest.param(
            "s:\n  rong: 60%\n  diem: 0,35\n",
            [
                f"2: error sai-quy-tac: cộng lại phải đủ, nhưng (60% + 0,35 = 95%) ≠ 100% → sửa số sai; {waive('s.du')} → 3: «Điểm» ghi 0,35"
            ],
            id="quy tắc phần trăm",
        ),
        pytest.param("s:\n  rong: 60%\n  diem: 0,4\n", [], id="quy tắc phần trăm đủ"),
        pytest.param(
            "s:\n  chi: 4.000 triệu đồng\n  thu: 7,5 tỷ đồng\n  can_doi: 2 tỷ đồng\n",
            [
                f"4: error cong-thuc-khong-khop: «Cân đối» ghi 2 tỷ đồng, nhưng 7,5 tỷ đồng - 4.000 triệu đồng ≈ 4 tỷ đồng, lệch 2 tỷ đồng → sửa số sai; {waive('s.can_doi')} → 3: «Thu» ghi 7,5 tỷ đồng → 2: «Chi» ghi 4.000 triệu đồng"
            ],
            id="cân đối sai",
        ),
        pytest.param("s:\n  chi: 5 tỷ đồng\n  thu: 7,5 tỷ đồng\n  can_doi: 2 tỷ đồng\n", [], id="cân đối làm tròn"),
        pytest.param(
            "s:\n  diem: 99,51\n",
            ["2: error ngoai-gioi-han: «Điểm» là 99,51, lớn hơn mức cao nhất 99,5 → kiểm tra lại số đã ghi"],
            id="quá mức cao nhất",
        ),
        pytest.param(
            "s:\n  diem: 99.500\n",
            [
                "2: error ngoai-gioi-han: «Điểm» là 99.500, lớn hơn mức cao nhất 99,5 → dấu chấm ngăn hàng nghìn; nếu là số lẻ, viết 99,500"
            ],
            id="quá mức, dấu chấm",
        ),
        pytest.param("s:\n  diem: 99,5\n", [], id="đúng mức cao nhất"),
        pytest.param(
            "s:\n  tam: -5\n",
            ["2: warning ngoai-gioi-han: «Tạm» là -5, nhỏ hơn mức thấp nhất 0 → kiểm tra lại số đã ghi"],
            id="quá mức, chưa xác nhận",
        ),
        pytest.param(
            "s:\n  cu: 4\n",
            [
                "2: error het-hieu-luc: «Cũ» chỉ dùng đến ngày 31-12-2023 → xóa dòng này, hoặc ghi vào chỉ tiêu của cấp hiện nay"
            ],
            id="hết hiệu lực",
        ),
        pytest.param(
            's:\n  loi: "[s.a], [s.b], [s.xyz], [s.a|tang], [s.a|kem_don_v], [s.loi2|kem_don_vi], [ky.abc], [t.a]"\n  a: 5\n  loi2: Lời\n',
            [
                "2: error thieu-so-lieu: câu này cần «[s.b]» nhưng chưa có số liệu → ghi số liệu của chỉ tiêu này, hoặc bỏ khỏi câu",
                "2: error khong-co-chi-tieu: câu này nhắc «[s.xyz]», danh mục không có chỉ tiêu này",
                "2: error nhac-sai-cach: không có cách kể «tang» → dùng được: kem_don_vi, xap_xi, xap_xi_tren, cung_ky|so_voi, cung_ky|tang_giam, cung_ky|phan_tram, cung_ky|bang, cung_ky|tu_den, cung_ky|muc_tu_den, cung_ky|truoc, ky_truoc|so_voi, ky_truoc|tang_giam, ky_truoc|phan_tram, ky_truoc|bang, ky_truoc|tu_den, ky_truoc|muc_tu_den, ky_truoc|truoc",
                "2: error nhac-sai-cach: không có cách kể «kem_don_v» → có phải «[s.a|kem_don_vi]»?",
                "2: error nhac-sai-cach: «s.loi2» không phải là số nên không kể như thế được → viết [s.loi2]",
                "2: error khong-co-chi-tieu: câu này nhắc «[ky.abc]», danh mục không có chỉ tiêu này → dùng được: ky.ten, ky.nam, ky.thang_cuoi, ky.luy_ke, ky.tu_ngay, ky.den_ngay, ky.ky_truoc, ky.cung_ky",
            ],
            id="câu nhắc số chưa có, số không có, cách kể lạ",
        ),
        pytest.param(
            's:\n  loi: "[s.loi], [s.loi2]"\n  loi2: "[s.a]"\n  a: 5\n',
            [
                "2: error nhac-cau-co-nhac: «[s.loi]» phải là số liệu, không phải câu có nhắc số liệu khác → chép thẳng nội dung câu đó vào đây, hoặc bỏ khỏi câu",
                "2: error nhac-cau-co-nhac: «[s.loi2]» phải là số liệu, không phải câu có nhắc số liệu khác → chép thẳng nội dung câu đó vào đây, hoặc bỏ khỏi câu",
            ],
            id="câu nhắc chính nó, nhắc câu có nhắc",
        ),
        pytest.param(
            's:\n  loi: "{s.a}, [S.A], {luy_chi}, s.a, {s_a}, [tong], (s.a), {{ s.abc }}, [[s.a]]"\n  a: 5\n',
            [
                "2: error nhac-sai-cach: «{s.a}» sẽ in nguyên như thế, không được thay bằng số liệu → viết [s.a]",
                "2: error nhac-sai-cach: «s.a» sẽ in nguyên như thế, không được thay bằng số liệu → viết [s.a]",
                "2: error nhac-sai-cach: «[S.A]» sẽ in nguyên như thế, không được thay bằng số liệu → viết [s.a]",
                "2: error nhac-sai-cach: «{luy_chi}» sẽ in nguyên như thế, không được thay bằng số liệu → viết [s.luy_chi]",
                "2: error nhac-sai-cach: «{s_a}» sẽ in nguyên như thế, không được thay bằng số liệu → viết [s.a]",
                "2: error khong-co-chi-tieu: câu này nhắc «{{ s.abc }}», danh mục không có chỉ tiêu này",
            ],
            id="câu nhắc sai dấu ngoặc",
        ),
        pytest.param(
            's:\n  loi: "[s.a|cung_ky|so_voi], [s.a|ky_truoc|tang_giam]"\n  a: 5\n',
            [
                "2: error khong-so-duoc: không có số liệu cùng kỳ năm trước để so → bỏ phần so sánh, hoặc bổ sung số liệu của cùng kỳ năm trước",
                "2: error khong-so-duoc: không có số liệu kỳ trước để so → bỏ phần so sánh, hoặc bổ sung số liệu của kỳ trước",
            ],
            id="câu so sánh khi không có gì để so",
        ),
        pytest.param(
            "s:\n  loi: Có 5 triệu đồng, 3 tỷ đồng, 12/3 tỷ đồng và 40%\n  ds:\n    - Một [s.b]\n    - Hai 3 tỷ đồng\n",
            [
                "2: warning so-tran: số «5 triệu đồng» gõ thẳng trong câu nên không được kiểm tra → ghi con số vào chỉ tiêu của nó, rồi trong câu dùng tên trong ngoặc vuông, như [tthc.cong_bo]",
                "2: warning so-tran: số «3 tỷ đồng» gõ thẳng trong câu nên không được kiểm tra → ghi con số vào chỉ tiêu của nó, rồi trong câu dùng tên trong ngoặc vuông, như [tthc.cong_bo]",
                "2: warning so-tran: số «40%» gõ thẳng trong câu nên không được kiểm tra → ghi con số vào chỉ tiêu của nó, rồi trong câu dùng tên trong ngoặc vuông, như [tthc.cong_bo]",
                "4: error thieu-so-lieu: câu này cần «[s.b]» nhưng chưa có số liệu → ghi số liệu của chỉ tiêu này, hoặc bỏ khỏi câu",
                "5: warning so-tran: số «3 tỷ đồng» gõ thẳng trong câu nên không được kiểm tra → ghi con số vào chỉ tiêu của nó, rồi trong câu dùng tên trong ngoặc vuông, như [tthc.cong_bo]",
            ],
            id="số gõ trong câu",
        ),
        pytest.param(
            "s:\n  a: 13\nchi_tiet:\n  s.a:\n    xa:\n      X: 5\n      Y: 7\n",
            [
                f"2: error tong-khong-khop: «A» ghi 13, nhưng 5 + 7 = 12, lệch 1 → sửa số sai; đơn vị chưa kê thì ghi chung một dòng «Các đơn vị khác»; {waive('s.a')} → 6: «A, X» ghi 5 → 7: «A, Y» ghi 7"
            ],
            id="tổng các đơn vị thiếu",
        ),
        pytest.param(
            "s:\n  a: 11\nchi_tiet:\n  s.a:\n    xa:\n      X: 5\n      Y: 7\n",
            [
                f"2: error tong-khong-khop: «A» ghi 11, nhưng 5 + 7 = 12, lệch 1 → sửa số sai; {waive('s.a')} → 6: «A, X» ghi 5 → 7: «A, Y» ghi 7"
            ],
            id="tổng các đơn vị thừa",
        ),
        pytest.param(
            "s:\n  a: 12\nchi_tiet:\n  s.a:\n    xa:\n      X: 5\n      Y: 7\n", [], id="tổng các đơn vị đúng"
        ),
        pytest.param("chi_tiet:\n  s.a:\n    xa:\n      X: 5\n      Y: 7\n", [], id="chỉ có các đơn vị"),
        pytest.param(
            "s:\n  a: 20\nchi_tiet:\n  s.a:\n    xa:\n      X: 5\n      Y: 7\n    so:\n      U: 9\n",
            [
                f"2: error tong-khong-khop: «A» ghi 20, nhưng 12 + 9 = 21, lệch 1 → sửa số sai; {waive('s.a')} → 6: «A, các xã, phường» tính được 5 + 7 = 12 → 7: ghi 7 → 9: «A, các sở, ngành» tính được 9"
            ],
            id="tổng các đơn vị, hai cấp",
        ),
        pytest.param(
            "s:\n  a: 30\n  b: 20\nchi_tiet:\n  s.a:\n    xa:\n      X: 25\n      Y: 5\n  s.b:\n    xa:\n      X: 10\n      Y: 10\n",
            [
                "2: error ngoai-gioi-han: «Tỷ lệ» tính được 30 / 20 = 150%, lớn hơn mức cao nhất 100% → kiểm tra lại các số thành phần → 3: «B» ghi 20",
                "7: error ngoai-gioi-han: «Tỷ lệ của các xã, phường» tính được 30 / 20 = 150%, lớn hơn mức cao nhất 100% → kiểm tra lại các số thành phần → 8: «A của Y» ghi 5 → 11: «B của X» ghi 10 → 12: «B của Y» ghi 10",
                f"7: error sai-quy-tac: X: A không quá hai lần B, nhưng 25 > (2 * 10 = 20) → sửa số sai; {waive('s.it')} → 11: «B» ghi 10",
            ],
            id="một đơn vị sai quy tắc",
        ),
        pytest.param(
            "s:\n  a: 30\nchi_tiet:\n  s.a:\n    xa:\n      X: 25\n      Y: 5\n  s.b:\n    xa:\n      X: 10\n      Y: 10\n  s.tong:\n    xa:\n      X: 35\n      Y: 16\n",
            [
                "2: error ngoai-gioi-han: «Tỷ lệ» tính được 30 / 20 = 150%, lớn hơn mức cao nhất 100% → kiểm tra lại các số thành phần → 10: «B của X» ghi 10 → 11: «B của Y» ghi 10",
                f"2: error tong-khong-khop: «Tổng» tính được 30 + 20 = 50, nhưng 35 + 16 = 51, lệch 1 → sửa số sai; {waive('s.tong')} → 10: «B của X» ghi 10 → 11: «B của Y» ghi 10 → 14: «Tổng, X» ghi 35 → 15: «Tổng, Y» ghi 16",
                "6: error ngoai-gioi-han: «Tỷ lệ của các xã, phường» tính được 30 / 20 = 150%, lớn hơn mức cao nhất 100% → kiểm tra lại các số thành phần → 7: «A của Y» ghi 5 → 10: «B của X» ghi 10 → 11: «B của Y» ghi 10",
                f"6: error sai-quy-tac: X: A không quá hai lần B, nhưng 25 > (2 * 10 = 20) → sửa số sai; {waive('s.it')} → 10: «B» ghi 10",
                f"15: error tong-khong-khop: «Tổng của Y» ghi 16, nhưng 5 + 10 = 15, lệch 1 → sửa số sai; {waive('s.tong')} → 7: «A» ghi 5 → 11: «B» ghi 10",
            ],
            id="một đơn vị sai công thức",
        ),
        pytest.param(
            "s:\n  a: 30\nchi_tiet:\n  s.a:\n    xa:\n      X: 25\n  s.b:\n    xa:\n      X: 10\n      Y: 10\n",
            [
                "2: error ngoai-gioi-han: «Tỷ lệ» tính được 30 / 20 = 150%, lớn hơn mức cao nhất 100% → kiểm tra lại các số thành phần → 9: «B của X» ghi 10 → 10: «B của Y» ghi 10",
                f"6: error sai-quy-tac: X: A không quá hai lần B, nhưng 25 > (2 * 10 = 20) → sửa số sai; {waive('s.it')} → 9: «B» ghi 10",
            ],
            id="đơn vị thiếu số",
        ),
        pytest.param("s:\n  rong: 60%\nchi_tiet:\n  s.rong:\n    X: 50%\n    Y: 70%\n", [], id="tỷ lệ chung ở giữa"),
        pytest.param(
            "s:\n  rong: 72%\nchi_tiet:\n  s.rong:\n    X: 50%\n    Y: 70%\n",
            [
                "2: warning ty-le-ngoai-khoang: «Tỷ lệ rời» ghi 72%, cao hơn mọi đơn vị (cao nhất là Y: 70%) → tỷ lệ chung phải nằm giữa tỷ lệ thấp nhất và cao nhất của các đơn vị; kiểm tra lại các tỷ lệ → 6: Y: 70%"
            ],
            id="tỷ lệ chung cao hơn",
        ),
        pytest.param(
            "s:\n  rong: 48%\nchi_tiet:\n  s.rong:\n    X: 50%\n    Y: 70%\n",
            [
                "2: warning ty-le-ngoai-khoang: «Tỷ lệ rời» ghi 48%, thấp hơn mọi đơn vị (thấp nhất là X: 50%) → tỷ lệ chung phải nằm giữa tỷ lệ thấp nhất và cao nhất của các đơn vị; kiểm tra lại các tỷ lệ → 5: X: 50%"
            ],
            id="tỷ lệ chung thấp hơn",
        ),
        pytest.param(
            "s:\n  rong: 70%\nchi_tiet:\n  s.rong:\n    X: 50%\n    Y: 70%\n", [], id="tỷ lệ chung bằng mức cao nhất"
        ),
        pytest.param(
            "s:\n  a: 9\n  b: 10\nchi_tiet:\n  s.ty:\n    X: 50%\n    Y: 70%\n",
            [
                "7: warning ty-le-ngoai-khoang: «Tỷ lệ» tính được 90%, cao hơn mọi đơn vị (cao nhất là Y: 70%) → tỷ lệ chung phải nằm giữa tỷ lệ thấp nhất và cao nhất của các đơn vị; kiểm tra lại các tỷ lệ"
            ],
            id="tỷ lệ chung tính được ngoài khoảng",
        ),
        pytest.param(
            "chi_tiet:\n  s.rong:\n    xa:\n      tong: 80%\n      X: 50%\n      Y: 70%\n",
            [
                "4: warning ty-le-ngoai-khoang: «Tỷ lệ rời của các xã, phường» ghi 80%, cao hơn mọi đơn vị (cao nhất là Y: 70%) → tỷ lệ chung phải nằm giữa tỷ lệ thấp nhất và cao nhất của các đơn vị; kiểm tra lại các tỷ lệ → 6: Y: 70%"
            ],
            id="tỷ lệ của một cấp cao hơn",
        ),
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 6\nmien_tru:\n  - quy_tac: s.tong\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-12-2024\n",
            [
                "6: note mien-tru: được miễn trừ «s.tong» đến ngày 31-12-2024 (An: Đúng); «Tổng» ghi 6, nhưng 2 + 3 = 5, lệch 1 → 4: "
            ],
            id="miễn trừ",
        ),
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 5\nmien_tru:\n  - quy_tac: s.tong\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-12-2024\n",
            [
                "6: warning mien-tru-thua: miễn trừ «s.tong» không còn cần: số liệu đã đúng quy tắc này → xóa miễn trừ này"
            ],
            id="miễn trừ thừa",
        ),
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 6\nmien_tru:\n  - quy_tac: s.tong\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-12-2023\n",
            [
                f"4: error tong-khong-khop: «Tổng» ghi 6, nhưng 2 + 3 = 5, lệch 1 → sửa số sai; {waive('s.tong')} → 2: «A» ghi 2 → 3: «B» ghi 3",
                "6: error mien-tru-het-han: miễn trừ «s.tong» chỉ đến ngày 31-12-2023, trước khi kỳ này kết thúc → sửa số cho khớp, hoặc xin gia hạn và sửa «den_ngay»",
            ],
            id="miễn trừ hết hạn",
        ),
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 6\nmien_tru:\n  - quy_tac: s.tong\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-3-2024\n",
            [
                "6: note mien-tru: được miễn trừ «s.tong» đến ngày 31-3-2024 (An: Đúng); «Tổng» ghi 6, nhưng 2 + 3 = 5, lệch 1 → 4: "
            ],
            id="miễn trừ đến ngày cuối kỳ",
        ),
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 5\nmien_tru:\n  - quy_tac: s.tog\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-12-2024\n",
            ["6: error mien-tru-la: không có quy tắc «s.tog» để miễn trừ → có phải «s.tong»?"],
            id="miễn trừ lạ",
        ),
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 5\nmien_tru:\n  - quy_tac: xyz\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-12-2024\n",
            [
                "6: error mien-tru-la: không có quy tắc «xyz» để miễn trừ → ghi mã của chỉ tiêu có công thức, hoặc mã quy tắc nêu trong thông báo lỗi"
            ],
            id="miễn trừ rất lạ",
        ),
        pytest.param(
            "s:\n  a: 2\n  b: 3\n  tong: 6\nmien_tru:\n  - quy_tac: s.tong\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-12-2024\n  - quy_tac: s.tong\n    ly_do: Đúng\n    nguoi_duyet: An\n    den_ngay: 31-12-2024\n",
            [
                "10: error mien-tru-lap: «s.tong» được miễn trừ hai lần → xóa một trong hai miễn trừ → 6: lần đầu ở đây",
                "10: note mien-tru: được miễn trừ «s.tong» đến ngày 31-12-2024 (An: Đúng); «Tổng» ghi 6, nhưng 2 + 3 = 5, lệch 1 → 4: ",
            ],
            id="miễn trừ lặp",
        ),
        pytest.param(
            "s:\n  a:\n  b:\n",
            ["2: warning chua-dien: chưa điền dòng nào trong 2 dòng → điền tiếp; kỳ này không có thì xóa dòng → 3: "],
            id="chưa điền dòng nào",
        ),
        pytest.param(
            "s:\n  a:\n  b: 1\n  can:\n",
            ["2: warning chua-dien: còn 1 dòng chưa điền → điền tiếp; kỳ này không có thì xóa dòng"],
            id="còn dòng chưa điền",
        ),
        pytest.param(
            "s:\n  a:\n  b:\n  tong:\n  hieu:\n  luy:\n  hang: 1\n",
            ["2: warning chua-dien: còn 5 dòng chưa điền → điền tiếp; kỳ này không có thì xóa dòng"],
            id="nhiều dòng chưa điền",
        ),
    ],
)
def test_what_is_said_of_a_file_by_itself(lines: str, expected: list[str]) -> None:
    assert said(figures(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "before", "expected", "bases"),
    [
        pytest.param("s:\n  a: 500\n", "s:\n  a: 100\n", [], (PREVIOUS,), id="gấp năm"),
        pytest.param(
            "s:\n  a: 501\n",
            "s:\n  a: 100\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 501, gấp 5,01 lần kỳ trước (quý IV năm 2023: 100); phải xem lại khi gấp hơn 5 lần → kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 100"
            ],
            (PREVIOUS,),
            id="hơn gấp năm",
        ),
        pytest.param(
            "s:\n  a: 1000\n",
            "s:\n  a: 100\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 1.000, gấp 10 lần kỳ trước (quý IV năm 2023: 100); phải xem lại khi gấp hơn 5 lần → hai số hơn kém nhau khoảng 10 lần: có thể thừa hoặc thiếu 1 chữ số; kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 100"
            ],
            (PREVIOUS,),
            id="gấp mười",
        ),
        pytest.param(
            "s:\n  a: 911\n",
            "s:\n  a: 100\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 911, gấp 9,11 lần kỳ trước (quý IV năm 2023: 100); phải xem lại khi gấp hơn 5 lần → hai số hơn kém nhau khoảng 10 lần: có thể thừa hoặc thiếu 1 chữ số; kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 100"
            ],
            (PREVIOUS,),
            id="gần gấp mười",
        ),
        pytest.param(
            "s:\n  a: 1101\n",
            "s:\n  a: 100\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 1.101, gấp 11,01 lần kỳ trước (quý IV năm 2023: 100); phải xem lại khi gấp hơn 5 lần → kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 100"
            ],
            (PREVIOUS,),
            id="gần gấp mười một",
        ),
        pytest.param(
            "s:\n  a: 10.000\n",
            "s:\n  a: 100\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 10.000, gấp 100 lần kỳ trước (quý IV năm 2023: 100); phải xem lại khi gấp hơn 5 lần → hai số hơn kém nhau khoảng 100 lần: có thể thừa hoặc thiếu 2 chữ số; kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 100"
            ],
            (PREVIOUS,),
            id="gấp một trăm",
        ),
        pytest.param("s:\n  a: 20\n", "s:\n  a: 100\n", [], (PREVIOUS,), id="một phần năm"),
        pytest.param(
            "s:\n  a: 20\n",
            "s:\n  a: 101\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 20, bằng 19,8% kỳ trước (quý IV năm 2023: 101); phải xem lại khi chưa bằng 20% → kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 101"
            ],
            (PREVIOUS,),
            id="chưa bằng một phần năm",
        ),
        pytest.param(
            "s:\n  a: 0\n",
            "s:\n  a: 30\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 0, trong khi kỳ trước (quý IV năm 2023) là 30; một bên bằng 0 thì phải xem lại → chưa có số liệu thì xóa dòng, không ghi 0; kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 30"
            ],
            (PREVIOUS,),
            id="thành không",
        ),
        pytest.param(
            "s:\n  a: 30\n",
            "s:\n  a: 0\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 30, trong khi kỳ trước (quý IV năm 2023) là 0; một bên bằng 0 thì phải xem lại → chưa có số liệu thì xóa dòng, không ghi 0; kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 0"
            ],
            (PREVIOUS,),
            id="từ không",
        ),
        pytest.param("s:\n  a: 19\n", "s:\n  a: 3\n", [], (PREVIOUS,), id="số nhỏ"),
        pytest.param(
            "s:\n  a: 20\n",
            "s:\n  a: 3\n",
            [
                f"2: warning bien-dong-lon: «A» ghi 20, gấp 6,67 lần kỳ trước (quý IV năm 2023: 3); phải xem lại khi gấp hơn 5 lần → kiểm tra lại hai số; {waive('bien_dong.s.a')} → 2: «A, quý IV năm 2023» ghi 3"
            ],
            (PREVIOUS,),
            id="số hết nhỏ",
        ),
        pytest.param(
            "s:\n  chi: 4.000 triệu đồng\n",
            "s:\n  chi: 4 triệu đồng\n",
            [
                f"2: warning bien-dong-lon: «Chi» ghi 4.000 triệu đồng, gấp 1.000 lần kỳ trước (quý IV năm 2023: 4 triệu đồng); phải xem lại khi gấp hơn 5 lần → hai số hơn kém nhau khoảng 1.000 lần: có thể nhầm đơn vị, như tỷ đồng với triệu đồng; kiểm tra lại hai số; {waive('bien_dong.s.chi')} → 2: «Chi, quý IV năm 2023» ghi 4 triệu đồng"
            ],
            (PREVIOUS,),
            id="tiền gấp nghìn",
        ),
        pytest.param(
            "s:\n  chi: 4 tỷ đồng\n",
            "s:\n  chi: 4 triệu đồng\n",
            [
                f"2: warning bien-dong-lon: «Chi» ghi 4 tỷ đồng, gấp 1.000 lần kỳ trước (quý IV năm 2023: 4 triệu đồng); phải xem lại khi gấp hơn 5 lần → hai số hơn kém nhau khoảng 1.000 lần: có thể nhầm đơn vị (kỳ này ghi tỷ đồng, kỳ trước ghi triệu đồng); kiểm tra lại hai số; {waive('bien_dong.s.chi')} → 2: «Chi, quý IV năm 2023» ghi 4 triệu đồng"
            ],
            (PREVIOUS,),
            id="tiền nhầm đơn vị",
        ),
        pytest.param(
            "s:\n  chi: 40 triệu đồng\n",
            "s:\n  chi: 4 triệu đồng\n",
            [
                f"2: warning bien-dong-lon: «Chi» ghi 40 triệu đồng, gấp 10 lần kỳ trước (quý IV năm 2023: 4 triệu đồng); phải xem lại khi gấp hơn 5 lần → hai số hơn kém nhau khoảng 10 lần: có thể thừa hoặc thiếu 1 chữ số; kiểm tra lại hai số; {waive('bien_dong.s.chi')} → 2: «Chi, quý IV năm 2023» ghi 4 triệu đồng"
            ],
            (PREVIOUS,),
            id="tiền gấp mười",
        ),
        pytest.param(
            "s:\n  rong: 80%\n",
            "s:\n  rong: 40%\n",
            [
                f"2: warning bien-dong-lon: «Tỷ lệ rời» ghi 80%, cao hơn kỳ trước (quý IV năm 2023: 40%) 40 điểm phần trăm; phải xem lại khi chênh hơn 30 điểm → kiểm tra lại hai số; {waive('bien_dong.s.rong')} → 2: «Tỷ lệ rời, quý IV năm 2023» ghi 40%"
            ],
            (PREVIOUS,),
            id="điểm phần trăm tăng",
        ),
        pytest.param(
            "s:\n  rong: 40%\n",
            "s:\n  rong: 80%\n",
            [
                f"2: warning bien-dong-lon: «Tỷ lệ rời» ghi 40%, thấp hơn kỳ trước (quý IV năm 2023: 80%) 40 điểm phần trăm; phải xem lại khi chênh hơn 30 điểm → kiểm tra lại hai số; {waive('bien_dong.s.rong')} → 2: «Tỷ lệ rời, quý IV năm 2023» ghi 80%"
            ],
            (PREVIOUS,),
            id="điểm phần trăm giảm",
        ),
        pytest.param("s:\n  rong: 70%\n", "s:\n  rong: 40%\n", [], (PREVIOUS,), id="ba mươi điểm"),
        pytest.param(
            "s:\n  rieng: 16\n",
            "s:\n  rieng: 10\n",
            [
                f"2: warning bien-dong-lon: «Mức riêng» ghi 16, gấp 1,6 lần kỳ trước (quý IV năm 2023: 10); phải xem lại khi gấp hơn 1,5 lần → kiểm tra lại hai số; {waive('bien_dong.s.rieng')} → 2: «Mức riêng, quý IV năm 2023» ghi 10"
            ],
            (PREVIOUS,),
            id="mức riêng",
        ),
        pytest.param("s:\n  rieng: 15\n", "s:\n  rieng: 10\n", [], (PREVIOUS,), id="mức riêng, vừa đủ"),
        pytest.param(
            "s:\n  luy_chi: 900 triệu đồng\n", "s:\n  luy_chi: 9 triệu đồng\n", [], (PREVIOUS,), id="không có mức"
        ),
        pytest.param(
            "s:\n  a: 321\n",
            "s:\n  a: 312\n",
            [
                "2: note chu-so-dao: «A» ghi 321, chỉ khác 312 ở quý IV năm 2023 vì hai chữ số liền nhau đổi chỗ; xem lại có gõ nhầm không → 2: «A, quý IV năm 2023» ghi 312"
            ],
            (PREVIOUS,),
            id="đổi chỗ chữ số",
        ),
        pytest.param(
            "s:\n  a: 3.124\n",
            "s:\n  a: 1.324\n",
            [
                "2: note chu-so-dao: «A» ghi 3.124, chỉ khác 1.324 ở quý IV năm 2023 vì hai chữ số liền nhau đổi chỗ; xem lại có gõ nhầm không → 2: «A, quý IV năm 2023» ghi 1.324"
            ],
            (PREVIOUS,),
            id="đổi chỗ chữ số đầu",
        ),
        pytest.param(
            "s:\n  a: 321\n",
            "s:\n  a: 312\n",
            [
                "2: note chu-so-dao: «A» ghi 321, chỉ khác 312 ở quý I năm 2023 vì hai chữ số liền nhau đổi chỗ; xem lại có gõ nhầm không → 2: «A, quý I năm 2023» ghi 312"
            ],
            (YEAR_AGO,),
            id="đổi chỗ so với cùng kỳ",
        ),
        pytest.param("s:\n  a: 32\n", "s:\n  a: 23\n", [], (PREVIOUS,), id="hai chữ số thì thôi"),
        pytest.param("s:\n  a: 231\n", "s:\n  a: 312\n", [], (PREVIOUS,), id="đổi vòng ba chữ số"),
        pytest.param("s:\n  a: 312\n", "s:\n  a: 312\n", [], (PREVIOUS,), id="như kỳ trước"),
        pytest.param("s:\n  hang: 321\n", "s:\n  hang: 312\n", [], (PREVIOUS,), id="thứ hạng đổi chỗ"),
        pytest.param(
            "s:\n  chi: 321 triệu đồng\n", "s:\n  chi: 312 tỷ đồng\n", [], (YEAR_AGO,), id="tiền đổi chỗ, khác đơn vị"
        ),
        pytest.param(
            "s:\n  chi: 321 triệu đồng\n",
            "s:\n  chi: 312 triệu đồng\n",
            [
                "2: note chu-so-dao: «Chi» ghi 321 triệu đồng, chỉ khác 312 triệu đồng ở quý IV năm 2023 vì hai chữ số liền nhau đổi chỗ; xem lại có gõ nhầm không → 2: «Chi, quý IV năm 2023» ghi 312 triệu đồng"
            ],
            (PREVIOUS,),
            id="tiền đổi chỗ",
        ),
        pytest.param(
            "s:\n  luy: 5\n  luy_chi: 3 tỷ đồng\n",
            "s:\n  luy: 9\n  luy_chi: 3,6 tỷ đồng\n",
            [
                f"2: error luy-ke-giam: «Lũy kế» lũy kế 5, ít hơn 9 ở quý IV năm 2023: lệch 4 → sửa số sai; {waive('luy_ke.s.luy')} → 2: «Lũy kế, quý IV năm 2023» ghi 9",
                f"3: error luy-ke-giam: «Chi lũy kế» lũy kế 3 tỷ đồng, ít hơn 3,6 tỷ đồng ở quý IV năm 2023: lệch 0,6 tỷ đồng → sửa số sai; {waive('luy_ke.s.luy_chi')} → 3: «Chi lũy kế, quý IV năm 2023» ghi 3,6 tỷ đồng",
            ],
            (WITHIN_YEAR,),
            id="lũy kế giảm",
        ),
        pytest.param(
            "s:\n  luy: 9\n  luy_chi: 3 tỷ đồng\n",
            "s:\n  luy: 9\n  luy_chi: 3.010 triệu đồng\n",
            [],
            (WITHIN_YEAR,),
            id="lũy kế giảm trong phần làm tròn",
        ),
        pytest.param(
            "s:\n  luy: 100\n",
            "s:\n  luy: 901\n",
            [
                f"2: error luy-ke-giam: «Lũy kế» lũy kế 100, ít hơn 901 ở quý IV năm 2023: lệch 801 → hai số hơn kém nhau khoảng 10 lần: có thể thừa hoặc thiếu 1 chữ số; sửa số sai; {waive('luy_ke.s.luy')} → 2: «Lũy kế, quý IV năm 2023» ghi 901"
            ],
            (
                WITHIN_YEAR,
                PREVIOUS,
            ),
            id="lũy kế giảm mười lần, chỉ kể một lần",
        ),
        pytest.param(
            "s:\n  luy: 900\n",
            "s:\n  luy: 90\n",
            [],
            (
                WITHIN_YEAR,
                PREVIOUS,
            ),
            id="lũy kế tăng mười lần",
        ),
        pytest.param(
            "s:\n  luy_chi: 3 triệu đồng\n",
            "s:\n  luy_chi: 3 tỷ đồng\n",
            [
                f"2: error luy-ke-giam: «Chi lũy kế» lũy kế 3 triệu đồng, ít hơn 3 tỷ đồng ở quý IV năm 2023: lệch 2.997 triệu đồng → hai số hơn kém nhau khoảng 1.000 lần: có thể nhầm đơn vị (kỳ này ghi triệu đồng, kỳ trước ghi tỷ đồng); sửa số sai; {waive('luy_ke.s.luy_chi')} → 2: «Chi lũy kế, quý IV năm 2023» ghi 3 tỷ đồng"
            ],
            (WITHIN_YEAR,),
            id="lũy kế tiền giảm mạnh",
        ),
        pytest.param(
            "s:\n  luy_ty: 40%\n",
            "s:\n  luy_ty: 50%\n",
            [
                f"2: warning luy-ke-giam: «Tỷ lệ lũy kế» lũy kế 40%, ít hơn 50% ở quý IV năm 2023: lệch 10 điểm phần trăm → sửa số sai; {waive('luy_ke.s.luy_ty')} → 2: «Tỷ lệ lũy kế, quý IV năm 2023» ghi 50%"
            ],
            (WITHIN_YEAR,),
            id="tỷ lệ lũy kế giảm",
        ),
        pytest.param("s:\n  hieu: -500\n", "s:\n  hieu: 3\n", [], (PREVIOUS,), id="số âm không so"),
    ],
)
def test_what_is_said_of_a_file_beside_an_earlier_one(
    lines: str, before: str, expected: list[str], bases: tuple[str, ...]
) -> None:
    assert beside(lines, before, *bases) == expected


def test_what_is_missing_is_named_with_where_to_write_it() -> None:
    found = said(figures("s:\n  rong: 60%\n  a: 1\n  tong: 4\n  cu:\n"), but=())
    assert found == [
        "1: error thieu-chi-tieu: thiếu «Cần có» (s.can) → thêm dòng «can: …» dưới «s:»",
        "2: error thieu-de-kiem-tra: cộng lại phải đủ, nhưng thiếu «Điểm» (s.diem) → ghi số liệu còn thiếu",
        "5: warning chua-dien: còn 1 dòng chưa điền → điền tiếp; kỳ này không có thì xóa dòng",
        "2: note mau-so-chua-ro: chưa rõ «Tỷ lệ rời» tính trên tổng số nào: ghi ở «mau_so» cuối tệp dòng «s.rong: …» (tên hoặc mã của mẫu số), hoặc ghi «mau_so» của chỉ tiêu trong danh mục",
        "3: note chua-kiem-duoc: chưa kiểm tra được quy tắc «s.it»: thiếu «B» (s.b)",
        "4: note chua-kiem-duoc: chưa kiểm tra được «Tổng» (s.tong): thiếu «B» (s.b)",
    ]


def told(lines: str, name: str, before: str, name_before: str, *bases: str) -> list[str]:
    """What is said of a period's lines beside an earlier one, whatever it is."""
    return said(figures(lines, name, dict.fromkeys(bases, figures(before, name_before))), but=("thieu-chi-tieu",))


def test_a_whole_number_that_is_no_quotient_is_shown_with_the_decimals_that_tell_them_apart() -> None:
    assert said(figures("s:\n  a: 5\n  b: 5\n  moi: 2\n")) == [
        f"4: error cong-thuc-khong-khop: «Mỗi nơi» ghi 2, nhưng 5 / 5 = 1, lệch 1 → sửa số sai; {waive('s.moi')} → 2: «A» ghi 5 → 3: «B» ghi 5"
    ]
    close = said(figures("s:\n  a: 2\n  b: 3\n  moi: 1\n"))
    assert "«Mỗi nơi» ghi 1, nhưng 2 / 3 ≈ 0,7, lệch 0,3" in close[0]
    closest = said(figures("s:\n  a: 9.999.999.999\n  b: 10.000.000.000\n  moi: 1\n"))
    assert "«Mỗi nơi» ghi 1, nhưng 9.999.999.999 / 10.000.000.000 ≈ 1, lệch 0" in closest[0]


def test_a_rule_about_an_earlier_period_says_why_it_cannot_be_held_against_it() -> None:
    found = told("s:\n  luy: 5\n", "2024-q1", "s:\n  luy: 9\n", "2023-q4", PREVIOUS)
    assert len(found) == 1
    assert "note chua-kiem-duoc: chưa kiểm tra được quy tắc «s.tang»: " in found[0]


def test_a_text_that_compares_with_what_cannot_be_compared_says_why() -> None:
    text = 's:\n  loi: "[s.luy|ky_truoc|so_voi]"\n  luy: 5\n'
    found = told(text, "2024-q1", "s:\n  luy: 9\n", "2023-q4", PREVIOUS)
    assert any(": error khong-so-duoc: không so được với kỳ trước: " in one for one in found)


def test_a_year_is_compared_with_the_year_before_by_one_name_only() -> None:
    text = 's:\n  loi: "[s.a|ky_truoc|so_voi]"\n  a: 5\n'
    found = told(text, "2024", "s:\n  a: 9\n", "2023", PREVIOUS, YEAR_AGO)
    said_once = "2: error khong-so-duoc: kỳ trước của kỳ này cũng là cùng kỳ năm trước → dùng cung_ky"
    assert [one for one in found if "khong-so-duoc" in one] == [said_once]


def test_a_text_that_names_an_unreadable_figure_is_not_accused_too() -> None:
    source = parse(b's:\n  loi: "[s.a]"\n  a: 1x\n', "2024-q1.yaml")
    statement = Statement(Period(PeriodType.QUARTER, 2024, 1), Place("2024-q1.yaml"))
    found, problems = read_figures(source, NOTHING, catalogue(), Organisation(), statement)
    assert [problem.name for problem in problems] == ["sai-cach-ghi-so"]
    assert said(found) == []
