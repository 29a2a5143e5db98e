"""What is said of the figures of a sentence: rightly restated, wrong, the writer's own."""

import re

import pytest
from audited import BEN_TRE, SAMPLE, audited, shown, subject
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.samples import Sample
from cchc_report.audit import Coverage, Slip, Verdict, as_html, as_json, as_text, remarks
from cchc_report.manuscript import Manuscript, Passage

RIGHT, ROUGH, OWN = Verdict.AGREES, Verdict.ROUNDED, Verdict.UNSOURCED
Said = Verdict | Slip


def verdicts(sentence: str, sample: Sample = SAMPLE) -> dict[str, Said]:
    """What is said of each quantity: how it differs, if it does."""
    found = audited(sentence, sample=sample).findings
    return {shown(finding): finding.slip or finding.verdict for finding in found}


RESTATED: list[tuple[str, dict[str, Said]]] = [
    # Hedges: what stands in the metrics is 56.510 hồ sơ, 10.500 more than a year ago.
    ("Tỉnh đã tiếp nhận hơn 56.000 hồ sơ TTHC, tăng hơn 10.000 hồ sơ.", {"56.000": ROUGH, "10.000": ROUGH}),
    ("Tỉnh đã tiếp nhận gần 56.000 hồ sơ TTHC.", {"56.000": Slip.HEDGE}),
    ("Tỉnh đã tiếp nhận hơn 57.000 hồ sơ TTHC.", {"57.000": Slip.HEDGE}),
    ("Tỉnh đã tiếp nhận trên 56,5 nghìn hồ sơ TTHC.", {"56,5 nghìn": ROUGH}),
    ("Số hồ sơ tiếp nhận trong quý xấp xỉ 56.500 hồ sơ TTHC.", {"56.500": ROUGH}),
    ("Tỉnh đã tiếp nhận khoảng 65 nghìn hồ sơ TTHC.", {"65 nghìn": Slip.DIGITS}),
    # Scales, of counts and of money: 54.090 and 41.800 hồ sơ, 8.610 tỷ đồng, 3.020.800 triệu đồng.
    ("Tỉnh đã giải quyết 54 nghìn hồ sơ TTHC, gần 42 nghìn trước hạn.", {"54 nghìn": ROUGH, "42 nghìn": ROUGH}),
    ("Tỉnh đã giải quyết 54,1 nghìn hồ sơ, chưa đến 250 hồ sơ quá hạn.", {"54,1 nghìn": ROUGH, "250": ROUGH}),
    ("Có 45,9 nghìn hồ sơ được tiếp nhận trên môi trường điện tử.", {"45,9 nghìn": RIGHT}),
    ("Thu ngân sách nhà nước đạt 8,6 nghìn tỷ đồng.", {"8,6 nghìn tỷ đồng": ROUGH}),
    ("Thu ngân sách nhà nước đạt 8.610.000 triệu đồng.", {"8.610.000 triệu đồng": RIGHT}),
    ("Thu ngân sách nhà nước đạt chưa đến 8.600 tỷ đồng.", {"8.600 tỷ đồng": Slip.HEDGE}),
    ("Tỉnh đã giải ngân hơn 3.020 tỷ đồng vốn đầu tư công.", {"3.020 tỷ đồng": ROUGH}),
    ("Tỉnh đã giải ngân gần 3.020 tỷ đồng vốn đầu tư công.", {"3.020 tỷ đồng": Slip.HEDGE}),
    ("Tỉnh đã giải ngân 3,02 nghìn tỷ đồng vốn đầu tư công.", {"3,02 nghìn tỷ đồng": ROUGH}),
    # Coarser percent: 42,2490 is printed 42,25, which is no ground for 42,3.
    ("Tỉnh đã giải ngân vốn đầu tư công đạt 42,2% kế hoạch.", {"42,2%": ROUGH}),
    ("Tỉnh đã giải ngân vốn đầu tư công đạt 42,3% kế hoạch.", {"42,3%": Slip.DIGITS}),
    ("Tỷ lệ hồ sơ giải quyết trước và đúng hạn đạt gần 100%.", {"100%": ROUGH}),
    ("Tỷ lệ hồ sơ giải quyết trước và đúng hạn đạt gần 99%.", {"99%": Slip.HEDGE}),
    ("Hồ sơ trực tuyến chiếm hơn 81% tổng số hồ sơ TTHC.", {"81%": ROUGH}),
    ("Hồ sơ trực tuyến chiếm gần 81% tổng số hồ sơ TTHC.", {"81%": Slip.HEDGE}),
    # Words for numbers.
    ("Kiểm tra CCHC tại sáu cơ quan chuyên môn và 18 UBND cấp xã.", {"sáu": RIGHT, "18": RIGHT}),
    ("Kiểm tra CCHC tại tám cơ quan chuyên môn và 18 UBND cấp xã.", {"tám": Slip.DIGITS, "18": RIGHT}),
    # So many out of so many.
    ("Đã hoàn thành 27 trên 52 nhiệm vụ của kế hoạch.", {"27": RIGHT, "52": RIGHT}),
    ("Đã có 1.047 trên 1.986 DVC trực tuyến phát sinh hồ sơ.", {"1.047": RIGHT, "1.986": Slip.TRANSPOSED}),
]


@pytest.mark.parametrize(("sentence", "expected"), RESTATED)
def test_a_restated_figure_is_judged_by_what_it_says(sentence: str, expected: dict[str, Said]) -> None:
    assert verdicts(sentence) == expected


def test_so_many_out_of_so_many_is_a_pair() -> None:
    sentence = "Đã có 244 trên 1.475 DVC trực tuyến phát sinh hồ sơ."
    assert verdicts(sentence, BEN_TRE) == {"244": RIGHT, "1.475": RIGHT}


EDITED: list[tuple[str, dict[str, Said]]] = [
    # An earlier period's figure, quoted as such; compared with; and in the place of this period's.
    (
        "Tỉnh đã tiếp nhận 56.510 hồ sơ TTHC (quý I là 52.120 hồ sơ).",
        {"56.510": RIGHT, "quý I": RIGHT, "52.120": RIGHT},
    ),
    (
        "Quý I năm 2026 tỉnh tiếp nhận 52.120 hồ sơ, quý II năm 2026 tiếp nhận 56.510 hồ sơ.",
        {"Quý I năm 2026": RIGHT, "52.120": RIGHT, "quý II năm 2026": RIGHT, "56.510": RIGHT},
    ),
    ("So với quý trước (52.120 hồ sơ), tỉnh đã tiếp nhận 56.510 hồ sơ TTHC.", {"52.120": RIGHT, "56.510": RIGHT}),
    ("Hồ sơ quá hạn là 240 hồ sơ (cùng kỳ năm trước là 720 hồ sơ).", {"240": RIGHT, "720": RIGHT}),
    (
        "Tỉnh đã tiếp nhận 46.010 hồ sơ TTHC, tăng 10.500 hồ sơ so với cùng kỳ năm 2025.",
        {"46.010": Slip.EARLIER, "10.500": RIGHT, "2025": RIGHT},
    ),
    (
        "So với cùng kỳ năm 2025, số hồ sơ giải quyết quá hạn giảm từ 720 xuống 360 hồ sơ.",
        {"2025": RIGHT, "720": RIGHT, "360": Slip.EARLIER},
    ),
    (
        "So với cùng kỳ năm 2025, số hồ sơ giải quyết quá hạn giảm mạnh từ 702 xuống 240 hồ sơ.",
        {"2025": RIGHT, "702": Slip.TRANSPOSED, "240": RIGHT},
    ),
    # A plan, a sum, a rest: the writer's own.
    ("Phấn đấu đến hết năm 2026 giải ngân trên 95% kế hoạch vốn đầu tư công.", {"2026": RIGHT, "95%": OWN}),
    (
        "Có 62 người được tuyển dụng, 38 người được bổ nhiệm, tổng cộng 100 người.",
        {"62": RIGHT, "38": RIGHT, "100": OWN},
    ),
    ("Vốn đầu tư công còn phải giải ngân là 4.129.200 triệu đồng.", {"4.129.200 triệu đồng": OWN}),
    # Another stretch of time, whose figures the metrics of a quarter do not hold.
    ("Trong 6 tháng đầu năm 2026, tỉnh tiếp nhận 108.630 hồ sơ.", {"6 tháng đầu năm 2026": OWN, "108.630": OWN}),
    # Numbers that the metrics know nothing of.
    ("Hội nghị có 120 đại biểu tham dự, ngày 20/6/2026.", {"120": OWN, "20/6/2026": OWN}),
    # Moved, joined, reordered, in a row of a table.
    ("Cơ quan chuyên môn được kiểm tra: 6; UBND cấp xã được kiểm tra: 18.", {"6": RIGHT, "18": RIGHT}),
    ("Số hồ sơ quá hạn chỉ còn 240, bằng một phần ba cùng kỳ.", {"240": RIGHT}),
    ("Tổng số 2.020 TTHC, trong đó cấp tỉnh 1.566, cấp xã 410.", {"2.020": RIGHT, "1.566": RIGHT, "410": RIGHT}),
    ("Biên chế có mặt 19.150/19.760.", {"19.150": RIGHT, "19.760": RIGHT}),
    ("CHỈ SỐ CCHC: 88,15 ĐIỂM, XẾP THỨ 14/34", {"88,15": RIGHT, "14": RIGHT, "34": RIGHT}),
    (
        "Đã công bố 84 TTHC: mới 12, sửa đổi 38, thay thế 9, bãi bỏ 25.",
        dict.fromkeys(("84", "12", "38", "9", "25"), RIGHT),
    ),
    ("Qua kiểm tra phát hiện 12 vấn đề, đã xử lý 15 vấn đề.", {"12": Slip.SWAPPED, "15": Slip.SWAPPED}),
    (
        (
            "Tỉnh tiếp nhận 56.510 hồ sơ và đã giải quyết 54.090 hồ sơ, trong đó quá hạn 240 hồ sơ, đúng hạn 12.050 hồ sơ,"
            " trước hạn 41.800 hồ sơ; có 205 văn bản xin lỗi."
        ),
        dict.fromkeys(("56.510", "54.090", "240", "12.050", "41.800", "205"), RIGHT),
    ),
    ("Số hồ sơ tiếp nhận\thồ sơ\t56.510", {"56.510": RIGHT}),
    ("2\tTrực tuyến\t45.900\t81,22%", {"45.900": RIGHT, "81,22%": RIGHT}),
    ("Ba đơn vị sự nghiệp đã được sắp xếp, từ 207 còn 204 đơn vị.", {"Ba": RIGHT, "207": RIGHT, "204": RIGHT}),
]


@pytest.mark.parametrize(("sentence", "expected"), EDITED)
def test_an_edited_sentence_is_judged_by_what_it_says(sentence: str, expected: dict[str, Said]) -> None:
    assert verdicts(sentence) == expected


SLIPS = [
    (
        "Tỉnh đã giải quyết 54.090 hồ sơ TTHC, gồm 41.900 hồ sơ trước hạn, 12.050 hồ sơ đúng hạn.",
        (
            "văn bản: 41.900; số liệu: 41.800 (khác chữ số); Hồ sơ giải quyết trước hạn [tthc.hs_truoc_han],"
            " metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
    (
        "Trong quý II năm 2026, tỉnh đã tuyển dụng 26 người, bổ nhiệm 38 người.",
        (
            "văn bản: 26; số liệu: 62 (đảo chữ số); Số công chức, viên chức được tuyển dụng [cong_vu.tuyen_dung],"
            " metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
    (
        "Tỉnh đã giải quyết 54.090 hồ sơ TTHC, gồm 12.050 hồ sơ trước hạn, 41.800 hồ sơ đúng hạn.",
        (
            "văn bản: 12.050; số liệu: 41.800 (nhầm với số khác); Hồ sơ giải quyết trước hạn [tthc.hs_truoc_han],"
            " metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
    (
        "Tỉnh đã giải ngân 3.020.800/7.150.000 tỷ đồng vốn đầu tư công, đạt 42,25% kế hoạch.",
        (
            "văn bản: 3.020.800 tỷ đồng; số liệu: 3.020.800 triệu đồng (sai đơn vị);"
            " Vốn đầu tư công đã giải ngân [tai_chinh.giai_ngan], metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
    (
        "Tỷ lệ số hóa hồ sơ đạt 91.6%.",
        (
            "văn bản: 91.6%; số liệu: 91,6% (sai dấu phân cách); Tỷ lệ số hóa hồ sơ [so_hoa.so_hoa_hs_ty_le],"
            " metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
    (
        "Tỉnh đã giải quyết 48.740 hồ sơ TTHC, gồm 41.800 hồ sơ trước hạn.",
        (
            "văn bản: 48.740; số liệu: 54.090 (số của kỳ trước); Số hồ sơ đã giải quyết = 41.800 + 12.050 + 240"
            " [tthc.hs_giai_quyet], metrics/danh-muc.yaml:"
        ),
    ),
    (
        "Tỷ lệ hồ sơ TTHC giải quyết trước và đúng hạn đạt 99,56%, tăng 1,22% so với cùng kỳ năm 2025.",
        (
            "văn bản: 1,22%; số liệu: 1,22 điểm phần trăm (lẫn % với điểm phần trăm);"
            " Chênh lệch «tỷ lệ hồ sơ giải quyết trước và đúng hạn» so với cùng kỳ năm trước = 99,56% - 98,34%"
            " [tthc.hs_ty_le.chenh_lech], metrics/danh-muc.yaml:"
        ),
    ),
    (
        "Tỉnh đã tiếp nhận hơn 57.000 hồ sơ TTHC.",
        (
            "văn bản: hơn 57.000; số liệu: gần 57.000 (sai chiều làm tròn); Số hồ sơ tiếp nhận = 45.900 + 7.260 + 3.350"
            " [tthc.hs_tiep_nhan], metrics/danh-muc.yaml:"
        ),
    ),
    (
        "UBND tỉnh ban hành Kế hoạch số 214/KH-UBND ngày 31/12/2025 để triển khai công tác CCHC năm 2026.",
        (
            "văn bản: 31/12/2025; số liệu: 30/12/2025 (khác ngày); Ngày ban hành kế hoạch cải cách hành chính năm"
            " [chi_dao.ke_hoach_ngay], metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
    (
        "Trong quý III năm 2026, tỉnh đã tiếp nhận 56.510 hồ sơ TTHC.",
        (
            "văn bản: quý III năm 2026; số liệu: quý II năm 2026 (khác kỳ); Kỳ báo cáo [ky.ten],"
            " metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
    (
        "UBND tỉnh ban hành Kế hoạch số 241/KH-UBND ngày 30/12/2025 để triển khai công tác CCHC năm 2026.",
        (
            "văn bản: 241/KH-UBND; số liệu: 214/KH-UBND (khác số văn bản); Kế hoạch cải cách hành chính năm"
            " [chi_dao.ke_hoach], metrics/phuoc-hai-gia-dinh/2026-q2.yaml:"
        ),
    ),
]


@pytest.mark.parametrize(("sentence", "message"), SLIPS)
def test_the_officer_reads_what_is_wrong_and_where_the_figure_stands(sentence: str, message: str) -> None:
    assert f"\n    {message}" in as_text(audited(sentence))


def test_the_place_of_a_figure_is_its_line_and_column() -> None:
    found = re.search(r"2026-q2\.yaml:(\d+):(\d+)", as_text(audited("Tỉnh đã tuyển dụng 26 người, bổ nhiệm 38 người.")))
    assert found is not None
    line = (ROOT / "metrics" / f"{SAMPLE.period}.yaml").read_text(encoding="utf-8").splitlines()[int(found[1]) - 1]
    assert line[int(found[2]) - 1 :] == "62"
    assert line.strip().startswith("tuyen_dung:")


def test_each_kind_of_slip_is_shown_above() -> None:
    told = " ".join(message for _, message in SLIPS)
    assert [slip for slip in Slip if f"({slip})" not in told] == []


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Tỉnh đã tiếp nhận 56.510 hồ sơ TTHC, giảm 10.500 hồ sơ so với cùng kỳ năm 2025.", "giảm"),
        ("Số hồ sơ giải quyết quá hạn tăng từ 720 lên 240 hồ sơ so với cùng kỳ năm 2025.", "tăng"),
        ("Tỷ lệ hồ sơ thanh toán trực tuyến là 58%, tăng so với quý I năm 2026.", "tăng"),
        ("Tỷ lệ hài lòng của người dân, tổ chức năm 2025 đạt 91,36%, vượt mục tiêu 95%.", "vượt"),
        ("Hồ sơ trực tuyến chiếm 81,22% tổng số hồ sơ TTHC, chưa đạt mục tiêu 80%.", "chưa đạt"),
        ("Tỉnh đã giải ngân vốn đầu tư công, vượt 42,25% kế hoạch.", "vượt"),
        ("Tỷ lệ hài lòng của người dân, tổ chức năm 2025 tăng cường, đạt 91,36%.", ""),
        ("Tỉnh đã tiếp nhận 56.510 hồ sơ TTHC, nhiều hơn 10.500 hồ sơ so với cùng kỳ năm 2025.", ""),
    ],
)
def test_a_word_that_says_the_contrary_is_told(sentence: str, word: str) -> None:
    assert [conflict.word for conflict in audited(sentence).conflicts][:1] == [word] * bool(word)


def test_a_rule_that_the_numbers_of_the_text_break_is_told_with_them() -> None:
    found = audited("Tỉnh đã giải quyết 54.090 hồ sơ TTHC, gồm 41.900 hồ sơ trước hạn, 12.050 hồ sơ đúng hạn.")
    told = "- «Số hồ sơ đã giải quyết» ghi 54.090, nhưng 41.900 + 12.050 + 240 = 54.190, lệch 100"
    assert told in as_text(found).splitlines()


def test_a_rule_is_told_with_the_unit_that_the_text_writes() -> None:
    found = audited("Tỉnh đã giải ngân 3.020.800 tỷ đồng vốn đầu tư công, đạt 42,25% kế hoạch.")
    assert "3.020.800 tỷ đồng / 7.150.000\u00a0triệu đồng" in as_text(found)


def test_the_report_begins_with_coverage_and_ends_with_what_is_not_said() -> None:
    head, coverage, *_, last = as_text(audited("Hội nghị có 120 đại biểu; tỉnh đã tuyển dụng 62 người.")).split("\n\n")
    assert head == "bai.txt - so với metrics/phuoc-hai-gia-dinh/2026-q2.yaml, bai-bao"
    assert coverage.startswith("Văn bản có 2 con số: 1 khớp, 0 khớp nhờ làm tròn, 0 không khớp, 1 không có nguồn.\n")
    assert last.startswith("KHÔNG ĐƯỢC NHẮC ĐẾN TRONG VĂN BẢN (")
    assert "\n- 52; Số nhiệm vụ trọng tâm trong kế hoạch năm [chi_dao.nhiem_vu]," in last
    assert last.splitlines()[-1].endswith(" dòng nữa; xem đủ bằng --format json"), "a short text leaves out nearly all"
    assert "cong_vu.tuyen_dung" not in last


LINES = tuple(sentence.text for sentence in subject(SAMPLE).sentences)
PIECES = [word for line in LINES for word in line.split()]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(LINES),
        st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=15).map(" ".join),
        st.lists(st.sampled_from(PIECES), max_size=8).map("\t".join),
    ),
    max_size=4,
)


@given(TEXTS)
def test_any_text_is_audited_and_its_counts_add_up(lines: list[str]) -> None:
    found = audited(*lines)
    counts = Coverage.of(found)
    assert counts.seen == counts.agreeing + counts.rounded + counts.differing + counts.unsourced
    assert 0 <= counts.unmentioned <= counts.printed
    places = [(one.passage, one.start, one.end) for one in found.findings]
    places += [(one.passage, one.start, one.end) for one in found.conflicts]
    assert all(0 <= start < end <= len(lines[passage]) for passage, start, end in places)
    assert all(shown(one) == lines[one.passage][one.start : one.end] for one in found.findings)
    assert as_text(found)
    assert as_json([found])
    assert as_html([found])
    assert len(remarks(found)) == counts.seen - counts.agreeing + len(found.conflicts)


def test_an_empty_document_mentions_nothing() -> None:
    found = audited()
    assert found.manuscript == Manuscript("bai.txt", ())
    assert len(found.unmentioned) == len(found.expected) > 0
    assert Passage("") not in found.manuscript.passages
