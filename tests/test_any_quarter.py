"""Whatever a quarter's file has and lacks: a problem that names the indicator, or an article that reads as it should."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from random import Random

import pytest
from conftest import ROOT, SAMPLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prose import faults

from cchc_report.catalogue import Catalogue, Indicator, Kind, read_catalogue
from cchc_report.checks import check
from cchc_report.compose import Composer, untold_by
from cchc_report.constructs import review_templates
from cchc_report.document import Document, FigureText, Heading, Paragraph, Role, State, leaves, paragraphs, text_of
from cchc_report.figures import Statement, read_figures
from cchc_report.organisation import read_organisation
from cchc_report.periods import period_of_file
from cchc_report.problems import Level, Place, Problem, as_text
from cchc_report.project import Project
from cchc_report.source import Mapping as MappingNode
from cchc_report.source import Node, Scalar, Sequence, parse
from cchc_report.writers import WRITERS

Metrics = Mapping[str, str]
"""The raw value of every indicator by its full id; the items of a list are joined by a line break."""

QUARTER = "2024-q1"
OTHER_PERIODS = ("2024-03", "2024-6t", "2024-9t", "2024", "2025-q4")
AFTER_REFORM = "2025-q4"
"""A period in which the middle level of local government no longer exists."""

INVENTED: Metrics = {
    "bai_bao.ket": "Những kết quả trên sẽ được các cơ quan, đơn vị tiếp tục phát huy.",
    "bai_bao.tac_gia": "Thu Hà",
    "bai_bao.nguoi_chup": "Văn Minh",
    "chi_dao.nhiem_vu_xong": "10",
    "chi_dao.nhiem_vu_ty_le": "25%",
    "chi_dao.van_ban_chi_dao": "12",
    "chi_dao.giao_tong": "30",
    "chi_dao.giao_dung_han": "20",
    "chi_dao.giao_qua_han_xong": "3",
    "chi_dao.giao_qua_han_chua": "2",
    "chi_dao.giao_con_han": "5",
    "chi_dao.hai_long_phieu": "1.250",
    "chi_dao.hai_long_ty_le": "87,5%",
    "chi_dao.hai_long_muc_tieu": "90%",
    "chi_dao.chi_so_diem": "86,42",
    "chi_dao.chi_so_hang": "17",
    "chi_dao.chi_so_so_don_vi": "63",
    "chi_dao.van_de_phat_hien": "14",
    "chi_dao.van_de_xu_ly": "7",
    "chi_dao.van_de_ty_le": "50%",
    "the_che.nghi_quyet": "4",
    "the_che.vbqppl_tinh": "11",
    "the_che.vbqppl_huyen": "15",
    "the_che.vbqppl_xa": "60",
    "the_che.phai_xu_ly": "8",
    "the_che.da_xu_ly": "6",
    "the_che.xu_ly_ty_le": "75%",
    "the_che.ra_soat": "33",
    "tthc.tong": "1.900",
    "tthc.tong_tinh": "1.400",
    "tthc.tong_huyen": "300",
    "tthc.tong_xa": "150",
    "tthc.lien_thong_cung_cap": "90",
    "tthc.lien_thong_cac_cap": "45",
    "tthc.hs_tiep_nhan": "5.000",
    "tthc.hs_truc_tuyen": "3.000",
    "tthc.hs_truc_tiep": "1.500",
    "tthc.hs_ky_truoc": "500",
    "tthc.hs_giai_quyet": "4.200",
    "tthc.hs_truoc_han": "3.600",
    "tthc.hs_dung_han": "550",
    "tthc.hs_qua_han": "50",
    "tthc.hs_dang_giai_quyet": "700",
    "tthc.hs_dang_trong_han": "680",
    "tthc.hs_dang_qua_han": "20",
    "tthc.hs_tra_lai": "100",
    "tthc.hs_ty_le": "98,81%",
    "tthc.pakn_tiep_nhan": "16",
    "tthc.pakn_ky_truoc": "6",
    "tthc.pakn_hanh_vi": "6",
    "tthc.pakn_hanh_vi_xu_ly": "4",
    "tthc.thu_xin_loi": "47",
    "tthc.don_gian_hoa": "31",
    "tthc.cat_giam_ty_le": "22,5%",
    "bo_may.nhan_dinh": "Bộ máy các cơ quan, đơn vị tiếp tục được sắp xếp tinh gọn.",
    "bo_may.dvsn_truoc": "120",
    "bo_may.dvsn_sau": "118",
    "bo_may.dvsn_giam_ty_le": "1,67%",
    "bo_may.cqcm_truoc": "20",
    "bo_may.cqcm_giam": "1",
    "bo_may.cqcm_sau": "19",
    "bo_may.bien_che_giao": "2.300",
    "bo_may.bien_che_co_mat": "2.210",
    "cong_vu.nhan_dinh": "Chế độ công vụ có nhiều chuyển biến.",
    "cong_vu.tuyen_dung": "26",
    "cong_vu.bo_nhiem": "9",
    "cong_vu.dao_tao": "1.340",
    "cong_vu.xep_loai": "2.000",
    "cong_vu.xep_loai_xuat_sac": "301",
    "cong_vu.xep_loai_tot": "1.499",
    "cong_vu.xep_loai_hoan_thanh": "195",
    "cong_vu.xep_loai_khong": "5",
    "cong_vu.ky_luat": "6",
    "cong_vu.vi_tri_viec_lam": "42",
    "tai_chinh.nhan_dinh": "Công tác quản lý tài chính được giữ nền nếp.",
    "tai_chinh.du_toan_thu_hdnd": "5.900 tỷ đồng",
    "tai_chinh.ke_hoach_von": "4.126.840 triệu đồng",
    "tai_chinh.tu_chu": "77",
    "tai_chinh.tu_chu_nhom_1": "2",
    "tai_chinh.tu_chu_nhom_2": "11",
    "tai_chinh.tu_chu_nhom_3": "35",
    "tai_chinh.tu_chu_nhom_4": "29",
    "so_hoa.nhan_dinh": "Hạ tầng số được đầu tư đồng bộ hơn.",
    "so_hoa.dvc_toan_trinh": "800",
    "so_hoa.dvc_mot_phan": "675",
    "so_hoa.hs_tong": "61.000",
    "so_hoa.hs_truc_tuyen_ty_le": "45,36%",
    "so_hoa.hs_truc_tuyen_muc_tieu": "50%",
    "so_hoa.so_hoa_hs_ty_le": "78,5%",
    "so_hoa.so_hoa_kq_ty_le": "91%",
    "so_hoa.ky_so_ty_le": "99,2%",
    "so_hoa.phuc_vu_diem": "81,3",
    "so_hoa.phuc_vu_hang": "21",
    "so_hoa.hop_truc_tuyen": "18",
}
"""Values for what the sample leaves out, consistent with it and with one another."""

UNTOLD = {
    "bai_bao.anh",  # a file, not text
    "bai_bao.tac_gia",  # stands back behind «bai_anh»
    "bai_bao.nguoi_chup",
    "the_che.vbqppl_tinh",  # the sum of two numbers that are told
}
"""The indicators that a complete article leaves out."""


class Desk:
    """Reads and composes variants without reading the catalogue and the templates again."""

    def __init__(self, more: str = "", unit: str = "") -> None:
        """``more`` is a unit's own catalogue, ``unit`` its file in place of the sample's."""
        self.catalogue, self.composer = vocabulary(more)
        self.unit = parse(unit.encode() or (SAMPLE / "don-vi.yaml").read_bytes(), "don-vi")
        self.organisation, _ = read_organisation(self.unit, self.catalogue)
        self.sample = as_metrics((SAMPLE / f"{QUARTER}.yaml").read_bytes())
        self.complete: Metrics = {**self.sample, **INVENTED}

    def indicator(self, name: str) -> Indicator:
        found = self.catalogue.indicator(name)
        assert found is not None, name
        return found

    def compose(
        self, metrics: Metrics, period: str = QUARTER, genre: str = "bai-bao"
    ) -> tuple[Document | None, list[Problem]]:
        """What ``cchc render`` does, up to the writers: the document, or the errors.

        A figure that nobody must give is no figure that a template may insist on: a template's own errors are not
        among the results.
        """
        found = period_of_file(period)
        assert found is not None
        source = parse(as_yaml(metrics, tuple(self.catalogue.sections)).encode(), "q")
        figures, problems = read_figures(
            source, self.unit, self.catalogue, self.organisation, Statement(found, Place("q"))
        )
        problems = [*problems, *(check(figures) if source.root else ())]
        if errors(problems):
            return None, errors(problems)
        composition = self.composer.compose(genre, figures, {})
        assert not composition.problems, as_text(composition.problems)
        return composition.document, problems

    def faults(
        self, metrics: Metrics, changed: tuple[str, ...] = (), period: str = QUARTER, genre: str = "bai-bao"
    ) -> list[str]:
        """What is wrong with the text, or with the problems: one must name what was changed."""
        document, problems = self.compose(metrics, period, genre)
        if document is None:
            return [] if self._named(problems, changed) else [f"lỗi không nêu chỉ tiêu: {as_text(problems)}"]
        return faults(as_plain_text(document) if genre == "bai-bao" else prose_of(document))

    def _named(self, problems: list[Problem], changed: tuple[str, ...]) -> bool:
        names = [self.indicator(name) for name in changed] or list(self.catalogue.indicators())
        said = "\n".join(as_text([problem]) for problem in problems)
        return bool(problems) and (not metrics_left(said) or any(i.label in said or i.id in said for i in names))


@cache
def vocabulary(more: str) -> tuple[Catalogue, Composer]:
    """The shipped catalogue with more behind it, and the shipped templates, which are found in order."""
    project = Project(ROOT)
    own = [parse(more.encode(), "own")] if more else []
    catalogue, found = read_catalogue([project.shared_catalogue, *own])
    assert not found, as_text(found)
    templates, unreadable = project.templates()
    assert not unreadable
    problems = review_templates(templates, catalogue)
    assert not problems, as_text(problems)
    return catalogue, Composer(templates, catalogue)


def metrics_left(said: str) -> bool:
    """Whether anything was left to check: an empty file is a problem of its own."""
    return "tep-trong" not in said


@cache
def desk() -> Desk:
    return Desk()


def errors(problems: list[Problem] | tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.level is Level.ERROR]


def as_plain_text(document: Document) -> str:
    return WRITERS["txt"](document, None).decode()


def prose_of(report: Document) -> str:
    """The sentences of a report, without its head, headings and tables; the one that leads in ends with a full stop."""
    bodies = [b for b in report.blocks if isinstance(b, Paragraph) and b.role is Role.BODY]
    texts = [re.sub(r"^\d+\. ", "", text_of(block.inlines)) for block in bodies]
    return "\n\n".join(["Báo cáo", *(re.sub(":$", ".", text) for text in texts)])


def as_metrics(data: bytes) -> dict[str, str]:
    """The raw values of a metrics file."""
    root = parse(data, "q").root
    assert root is not None
    return {f"{entry.key.text}.{name}": text for entry in root.entries for name, text in _lines(entry.value)}


def _lines(section: Node) -> Iterator[tuple[str, str]]:
    assert isinstance(section, MappingNode)
    for line in section.entries:
        node = line.value
        items = node.items if isinstance(node, Sequence) else (node,)
        yield line.key.text, "\n".join(item.text for item in items if isinstance(item, Scalar))


def as_yaml(metrics: Metrics, sections: tuple[str, ...] = ()) -> str:
    """A metrics file with these values, sections in the catalogue's order."""
    lines: list[str] = []
    for section in sections or desk_sections():
        own = [(name.partition(".")[2], raw) for name, raw in metrics.items() if name.startswith(f"{section}.")]
        lines += [f"{section}:"] if own else []
        for key, raw in own:
            items = raw.split("\n")
            lines += [f"  {key}: {raw}"] if len(items) == 1 else [f"  {key}:", *(f"    - {item}" for item in items)]
    return "\n".join(lines) + "\n"


@cache
def desk_sections() -> tuple[str, ...]:
    return tuple(Project(ROOT).catalogue(None)[0].sections)


def without(metrics: Metrics, *names: str) -> Metrics:
    """Without these indicators; a section's name stands for all of it."""
    return {name: raw for name, raw in metrics.items() if name not in names and name.partition(".")[0] not in names}


def only(metrics: Metrics, *names: str) -> Metrics:
    """These indicators alone; a section's name stands for all of it."""
    return {name: raw for name, raw in metrics.items() if name in names or name.partition(".")[0] in names}


def zeroed(metrics: Metrics, names: set[str]) -> Metrics:
    """These at zero, their parts too; totals and rates of them are left to be computed."""
    zero = set(names)
    while more := {part for name in zero if name in numbers() for part in parts(name)} - zero:
        zero |= more
    above = set(zero)
    while more := {i.id for i in desk().catalogue.indicators() if i.formula and above & set(i.formula.names)} - above:
        above |= more
    return {name: "0" if name in zero else raw for name, raw in metrics.items() if name in zero or name not in above}


def parts(name: str) -> tuple[str, ...]:
    """What a sum adds up; a rate has no parts."""
    indicator = desk().indicator(name)
    return indicator.formula.names if indicator.formula and indicator.kind is Kind.COUNT else ()


@cache
def numbers() -> frozenset[str]:
    """The indicators that can be zero."""
    return frozenset(
        i.id
        for i in desk().catalogue.indicators()
        if i.kind in {Kind.COUNT, Kind.MONEY, Kind.DECIMAL, Kind.PERCENT} and not i.minimum
    )


def report(found: Mapping[str, list[str]]) -> str:
    """The wrong variants, each with its faults."""
    return "\n".join(f"{variant}: {fault}" for variant, wrong in found.items() for fault in wrong)


def check_all(
    variants: Mapping[str, tuple[Metrics, tuple[str, ...]]], period: str = QUARTER, genre: str = "bai-bao"
) -> None:
    """Every variant, with the indicators that an error may name."""
    found = {title: desk().faults(metrics, changed, period, genre) for title, (metrics, changed) in variants.items()}
    assert not report(found)


def both() -> list[Metrics]:
    return [desk().sample, desk().complete]


GOOD = (
    "Tiêu đề không có dấu chấm",
    "25/03/2024 - 05:48",
    "BDK - Công tác cải cách hành chính (CCHC) quý I năm 2024 được triển khai lúc 7:30, đạt 26,48% (giảm 0,5%).",
    "UBND tỉnh ban hành Kế hoạch số 8009/KH-UBND ngày 26-12-2023; theo đó, CCHC có 1.541/5.820 việc. Không có việc chậm.",
    "Cải cách hành chính nhà nước có từ năm 1995. Nghị quyết số 18-NQ/TW của Trung ương, xem tại https://chinhphu.vn.",
    "Bài, ảnh: Đăng Phong",
)


def test_a_good_text_has_no_faults() -> None:
    assert faults("\n\n".join(GOOD)) == []
    assert faults("Tiêu đề\n\nẢnh chụp tại chợ\n\nBài ngắn có dấu chấm.", caption="Ảnh chụp tại chợ") == []


BAD = {
    "chữ máy": "Đã tiếp nhận None hồ sơ.",
    "không xác định": "Đã tiếp nhận Undefined hồ sơ.",
    "nan": "Tỷ lệ là nan phần trăm.",
    "dấu mẫu": "Đã tiếp nhận {{ tthc.hs }} hồ sơ.",
    "lệnh mẫu": "Đã tiếp nhận {% if x %} hồ sơ.",
    "ngoặc rỗng": "Đã tiếp nhận 5 hồ sơ ().",
    "ngoặc chưa đóng": "Đã tiếp nhận 5 hồ sơ (trong đó có 3 hồ sơ mới.",
    "ngoặc thừa": "Đã tiếp nhận 5 hồ sơ mới).",
    "hai dấu cách": "Đã tiếp nhận  5 hồ sơ.",
    "cách trước phẩy": "Đã tiếp nhận 5 hồ sơ , giải quyết 3 hồ sơ.",
    "cách trước chấm": "Đã tiếp nhận 5 hồ sơ .",
    "cách trước ngoặc": "Đã tiếp nhận 5 hồ sơ (mới 3 hồ sơ ).",
    "thiếu cách sau phẩy": "Đã tiếp nhận 5 hồ sơ,giải quyết 3 hồ sơ.",
    "thiếu cách sau chấm": "Đã tiếp nhận 5 hồ sơ.Giải quyết 3 hồ sơ.",
    "hai phẩy": "Đã tiếp nhận 5 hồ sơ,, giải quyết 3 hồ sơ.",
    "phẩy cách phẩy": "Đã tiếp nhận 5 hồ sơ, , giải quyết 3 hồ sơ.",
    "phẩy chấm": "Đã tiếp nhận 5 hồ sơ,.",
    "chấm phẩy chấm": "Đã tiếp nhận 5 hồ sơ;.",
    "hai chấm liền": "Đã tiếp nhận 5 hồ sơ..",
    "hai chấm rồi chấm": "Đã tiếp nhận: .",
    **{
        f"lửng {word}": f"Đã tiếp nhận 5 hồ sơ {word}."
        for word in ("trong đó", "gồm", "và", "với", "đạt", "của", "tại")
    },
    **{
        f"lửng {word},": f"Đã tiếp nhận {word}, rồi thôi."
        for word in ("ngày", "số", "từ", "thuộc", "bằng", "trên", "theo")
    },
    "chữ thường đầu câu": "Đã tiếp nhận 5 hồ sơ. đã giải quyết 3 hồ sơ.",
    "chữ thường đầu đoạn": "đã tiếp nhận 5 hồ sơ.",
    "câu lặp": "Đã tiếp nhận 5 hồ sơ. Đã tiếp nhận 5 hồ sơ.",
    "không có dấu chấm cuối": "Đã tiếp nhận 5 hồ sơ",
    "ký tự riêng": "Đã tiếp nhận \U000f0000 hồ sơ.",
    "ký tự ẩn": "Đã tiếp nhận 5\u200b hồ sơ.",
    "chỗ trống nháp": "Đã tiếp nhận [chưa có: Số hồ sơ] hồ sơ.",
    "viết tắt chưa giải thích": "Công tác CCHC tốt.",
    "viết tắt giải thích muộn": "Cổng DVC có 5 dịch vụ công (DVC) mới.",
    "viết tắt giải thích hai lần": "Có 5 thủ tục hành chính (TTHC) và 3 thủ tục hành chính (TTHC).",
    "số không": "Đã tiếp nhận 0 hồ sơ.",
    "không phần trăm": "Tỷ lệ đạt 0%.",
    "không lẻ phần trăm": "Tỷ lệ đạt 0,00%.",
    "không trên": "Đã cung cấp 0/5 dịch vụ.",
    "không đơn vị": "Số trạm y tế là 0 trạm.",
    "hai ngoặc": "Công bố 5 thủ tục hành chính (TTHC) (đều là TTHC bãi bỏ).",
    "hai lần đã": "Các sở đã đã triển khai kế hoạch.",
    "hai lời dẫn": "Về tổ chức bộ máy, về biên chế, tỉnh giảm 5 biên chế.",
    "hai dấu hai chấm": "Về y tế cơ sở: số trạm y tế: 5 trạm.",
    "số không thừa": "Tỷ lệ đạt 50,00%.",
    "hai lần trong đó": "Kiểm tra 5 văn bản, trong đó có 3 văn bản theo thẩm quyền (trong đó có 1 nghị quyết).",
    "câu cụt": "Đã tiếp nhận 5 hồ sơ. Rồi.",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_every_kind_of_fault_is_found(text: str) -> None:
    assert faults(f"Tiêu đề\n\n{text}")
    assert faults(f"Tiêu đề\n\n25/03/2024 - 05:48\n\n{text}\n\nBài: A\n\nĐoạn cuối vẫn đúng.")


def test_the_sample_and_the_complete_quarter_read_well() -> None:
    for metrics in both():
        document, problems = desk().compose(metrics)
        assert document is not None, as_text(problems)
        assert not faults(as_plain_text(document))


def test_the_complete_quarter_has_every_indicator_and_tells_it() -> None:
    document, _ = desk().compose(desk().complete)
    assert document is not None
    told = {
        leaf.indicator.id
        for inlines in paragraphs(document)
        for leaf in leaves(inlines)
        if isinstance(leaf, FigureText)
    }
    catalogue = desk().catalogue
    others = {s.id for s in catalogue.sections.values() if s.in_unit_file} | {"bao_cao"}
    expected = {i.id for i in catalogue.indicators() if i.section not in others} - UNTOLD
    assert expected <= {*desk().complete, *UNTOLD}
    zero = {name for name, raw in desk().complete.items() if raw == "0"}
    assert not expected - told - zero


HUSHED = {
    "tthc.hs_ty_le": {"tthc.hs_giai_quyet"},  # a rate of nothing
    "chi_dao.tuyen_truyen_cach": {"chi_dao.tuyen_truyen_doi_tac"},  # how, but not with whom
    "the_che.vbqppl_tinh": {"the_che.quyet_dinh", "the_che.nghi_quyet"},  # it is the other one, which is told
    "bo_may.dvsn_sau": {"bo_may.dvsn_truoc"},  # what is left of nothing
    "bo_may.cqcm_sau": {"bo_may.cqcm_truoc"},
}
"""Figures that are left out, and whose zero or absence is the reason."""


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
def test_no_figure_vanishes_because_another_is_missing_or_zero(genre: str) -> None:
    lost: dict[str, set[str]] = {}
    for metrics in both():
        for name in metrics:
            variants = [without(metrics, name)]
            if name in numbers():
                alone, recomputed = {**metrics, name: "0"}, zeroed(metrics, {name})
                variants += [alone, recomputed] if recomputed != alone else [alone]
            gone = {other for variant in variants for other in _vanished(variant, genre)}
            lost[name] = lost.get(name, set()) | {other for other in gone if name not in HUSHED.get(other, set())}
    assert not {name: others for name, others in lost.items() if others}


def _vanished(metrics: Metrics, genre: str) -> set[str]:
    """The typed figures that the text does not tell; none where the figures contradict each other."""
    document, _ = desk().compose(metrics, genre=genre)
    if document is None:
        return set()
    blocks = [block for block in document.blocks if isinstance(block, Heading | Paragraph)]
    told = {
        leaf.indicator.id
        for block in blocks
        for leaf in leaves(block.inlines)
        if isinstance(leaf, FigureText) and leaf.state is State.SOUND
    }
    typed = {name for name, raw in metrics.items() if not re.fullmatch("0(?: .*)?", raw)}
    elsewhere = {"bai_bao"} if genre == "bao-cao" else {"bao_cao"}
    hushed = UNTOLD - {"the_che.vbqppl_tinh"} if {"the_che.quyet_dinh", "the_che.nghi_quyet"} - set(metrics) else UNTOLD
    return {name for name in typed - told - hushed if name.partition(".")[0] not in elsewhere}


@pytest.mark.parametrize("period", [QUARTER, *OTHER_PERIODS])
def test_any_one_figure_may_be_missing(period: str) -> None:
    for metrics in both():
        metrics = valid_in(metrics, period)  # noqa: PLW2901 - the same figures as far as they exist then
        check_all({name: (without(metrics, name), (name,)) for name in metrics}, period)


def test_any_section_may_be_missing() -> None:
    for metrics in both():
        check_all({section: (without(metrics, section), ()) for section in desk_sections()})


@pytest.mark.parametrize("period", [QUARTER, AFTER_REFORM])
def test_a_report_reads_well_whatever_is_missing_or_zero(period: str) -> None:
    for metrics in both():
        metrics = valid_in(metrics, period)  # noqa: PLW2901 - the same figures as far as they exist then
        zero = {f"{name}: 0": (zeroed(metrics, {name}), ()) for name in sorted(numbers() & set(metrics))}
        missing = {name: (without(metrics, name), (name,)) for name in metrics}
        sections = {section: (without(metrics, section), ()) for section in desk_sections()}
        check_all({**zero, **missing, **sections}, period, "bao-cao")


def test_a_report_says_the_same_figures_as_the_article() -> None:
    for metrics in both():
        told = []
        for genre in ("bai-bao", "bao-cao"):
            document, problems = desk().compose(metrics, genre=genre)
            assert document is not None, as_text(problems)
            shown = (leaf for inlines in paragraphs(document) for leaf in leaves(inlines))
            told.append(
                {
                    (leaf.indicator.id, leaf.figure.exact)
                    for leaf in shown
                    if isinstance(leaf, FigureText) and leaf.figure
                }
            )
        article, report = told
        assert {known for known in article if not known[0].startswith(("bai_bao.", "don_vi."))} <= report


def test_any_two_figures_may_be_missing() -> None:
    sample = desk().sample
    check_all({f"{a}, {b}": (without(sample, a, b), (a, b)) for a, b in combinations(sample, 2)})


def test_any_two_sections_may_be_missing() -> None:
    for metrics in both():
        check_all({f"{a}, {b}": (without(metrics, a, b), ()) for a, b in combinations(desk_sections(), 2)})


@pytest.mark.parametrize("what", ["figure", "section"])
def test_one_alone_is_enough(what: str) -> None:
    complete = desk().complete
    names = list(complete) if what == "figure" else [s for s in desk_sections() if only(complete, s)]
    check_all({name: (only(complete, name), ()) for name in names})
    required = tuple(i.id for i in desk().catalogue.indicators() if i.required)
    check_all({f"{name} và các số bắt buộc": (only(complete, name, *required), ()) for name in names})


@pytest.mark.parametrize("period", [QUARTER, AFTER_REFORM])
def test_any_number_may_be_zero(period: str) -> None:
    for metrics in both():
        metrics = valid_in(metrics, period)  # noqa: PLW2901 - as above
        for name in sorted(numbers() & set(metrics)):
            alone, recomputed = {**metrics, name: "0"}, zeroed(metrics, {name})
            check_all({f"{name}: 0": (alone, (name, *_related(name)))}, period)
            if recomputed != alone:
                check_all({f"{name}: 0, tính lại": (recomputed, ())}, period)
    check_all(
        {f"chỉ {name}: 0": ({name: "0"}, ()) for name in numbers() & set(valid_in(desk().complete, period))}, period
    )


def test_two_numbers_of_a_section_may_be_zero() -> None:
    names = sorted(numbers() & set(desk().complete))
    pairs = [(a, b) for a, b in combinations(names, 2) if a.partition(".")[0] == b.partition(".")[0]][::4]
    check_all({f"{a}, {b}: 0": (zeroed(desk().complete, {a, b}), ()) for a, b in pairs})


def _related(name: str) -> tuple[str, ...]:
    """What an error about this figure may name instead: totals, rates and rules that use it."""
    catalogue = desk().catalogue
    formulas = [i.id for i in catalogue.indicators() if i.formula and name in i.formula.names]
    rules = [part for rule in catalogue.rules() if name in rule.comparison.names for part in rule.comparison.names]
    return (*formulas, *rules)


@pytest.mark.parametrize("period", [QUARTER, *OTHER_PERIODS])
def test_all_numbers_may_be_zero(period: str) -> None:
    for metrics in both():
        metrics = valid_in(metrics, period)  # noqa: PLW2901 - as above
        counted = {name for name in metrics if name in numbers() and desk().indicator(name).kind is not Kind.PERCENT}
        for zero in (counted, counted | {name for name in metrics if name in numbers()}):
            nothing = {name: "0" if name in zero else raw for name, raw in metrics.items()}
            rest = {name: raw for name, raw in nothing.items() if name in zero or name not in numbers()}
            document, problems = desk().compose(rest, period)
            assert document is not None, as_text(problems)
            assert not faults(as_plain_text(document))
            check_all({"mọi số bằng 0, mọi phần": (rest, ())}, period)


@pytest.mark.parametrize("period", OTHER_PERIODS)
def test_other_periods_read_well(period: str) -> None:
    for metrics in both():
        document, problems = desk().compose(valid_in(metrics, period), period)
        assert document is not None, as_text(problems)
        text = as_plain_text(document)
        assert not faults(text)
        assert "quý I năm" not in text.replace("\N{NO-BREAK SPACE}", " ")
        if period == AFTER_REFORM:
            assert "huyện" not in text.casefold()


def test_names_follow_their_dates() -> None:
    invented = Desk(unit=(ROOT / "metrics" / "phuoc-hai-gia-dinh" / "don-vi.yaml").read_text(encoding="utf-8"))
    for period, names in ((QUARTER, "UBND các huyện, thành phố"), (AFTER_REFORM, "UBND các xã, phường")):
        for metrics in both():
            document, problems = invented.compose(valid_in(metrics, period), period)
            assert document is not None, as_text(problems)
            assert not faults(text := as_plain_text(document))
            assert names in text.replace("\N{NO-BREAK SPACE}", " ")


def test_an_organisation_that_is_no_more_is_not_named() -> None:
    for period, named in ((QUARTER, True), (AFTER_REFORM, False)):
        document, _ = desk().compose(without(valid_in(desk().sample, period), "bo_may.nhan_dinh"), period)
        assert document is not None
        text = as_plain_text(document)
        assert ("Ban cán sự đảng" in text, "18-NQ/TW" in text) == (named, named)


def test_what_no_longer_exists_is_named() -> None:
    gone = [i for i in desk().catalogue.indicators() if i.last_day and i.id in desk().complete]
    assert gone
    document, problems = desk().compose(desk().complete, AFTER_REFORM)
    assert document is None
    assert all(any(i.label in problem.message for problem in problems) for i in gone)


def valid_in(metrics: Metrics, period: str) -> Metrics:
    """The indicators that exist in the period."""
    found = period_of_file(period)
    assert found is not None
    ended = [name for name in metrics if (day := desk().indicator(name).last_day) and found.first_day > day]
    return without(metrics, *ended)


SETTINGS = settings(
    max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@SETTINGS
@given(st.randoms(use_true_random=False), st.sampled_from([QUARTER, *OTHER_PERIODS]))
def test_any_half_of_the_figures_reads_well(random: Random, period: str) -> None:
    for metrics in both():
        there = valid_in(metrics, period)
        kept = random.sample(sorted(there), len(there) // 2)
        check_all({as_yaml(only(there, *kept)): (only(there, *kept), ())}, period)


@SETTINGS
@given(st.randoms(use_true_random=False))
def test_any_optional_figures_read_well_beside_the_required_ones(random: Random) -> None:
    complete = desk().complete
    required = [i.id for i in desk().catalogue.indicators() if i.required and i.id in complete]
    kept = [*required, *random.sample(sorted(complete), random.randrange(len(complete)))]
    zero = set(random.sample(sorted(numbers() & set(kept)), random.randrange(5))) - set(required)
    metrics = zeroed(only(complete, *kept), zero)
    check_all({as_yaml(metrics): (metrics, ())})


@SETTINGS
@given(st.randoms(use_true_random=False))
def test_the_sample_with_some_optional_figures_reads_well(random: Random) -> None:
    added = random.sample(sorted(INVENTED), random.randrange(1, len(INVENTED)))
    metrics = {**desk().sample, **{name: INVENTED[name] for name in added}}
    check_all({as_yaml(metrics): (metrics, ())})


def unit_files() -> Iterator[tuple[tuple[str, ...], str]]:
    """The sample's unit file without one, without two, and without any of the names that may be missing."""
    text = (SAMPLE / "don-vi.yaml").read_text(encoding="utf-8")
    optional = [i.key for i in desk().catalogue.sections["don_vi"].indicators.values() if not i.required]
    left_out = [*combinations(optional, 1), *combinations(optional, 2), tuple(optional)]
    for keys in left_out:
        pattern = rf"^  (?:{'|'.join(keys)}):.*\n(?:    .*\n)*"
        yield keys, re.sub(pattern, "", text, flags=re.MULTILINE)


def test_the_unit_may_leave_out_any_optional_names() -> None:
    for keys, text in unit_files():
        assert all(f"{key}:" not in text for key in keys)
        own = Desk(unit=text)
        for metrics in both():
            for period in (QUARTER, AFTER_REFORM):
                document, problems = own.compose(valid_in(metrics, period), period)
                assert document is not None, as_text(problems)
                assert not faults(as_plain_text(document)), keys


def test_the_unit_must_give_the_required_names() -> None:
    text = (SAMPLE / "don-vi.yaml").read_text(encoding="utf-8")
    for indicator in desk().catalogue.sections["don_vi"].indicators.values():
        if indicator.required:
            own = Desk(unit=re.sub(rf"^  {indicator.key}:.*\n", "", text, flags=re.MULTILINE))
            document, problems = own.compose(own.sample)
            assert document is None
            assert any(indicator.label in problem.message for problem in problems)


HEALTH = """\
phan:
  y_te:
    nhan: Y tế cơ sở
    chi_tieu:
      giuong:
        nhan: Số giường bệnh
        don_vi: giường
      tram:
        nhan: Số trạm y tế
        don_vi: trạm
      ty_le:
        nhan: Tỷ lệ trạm có bác sĩ
        kieu: phan_tram
      chi:
        nhan: Chi cho y tế
        kieu: tien
        don_vi: tỷ đồng
      tu_ngay:
        nhan: Ngày thống kê
        kieu: ngay
      noi:
        nhan: Nơi triển khai
        kieu: danh_sach
"""
HEALTH_FIGURES: Metrics = {
    "y_te.giuong": "1.200",
    "y_te.tram": "64",
    "y_te.ty_le": "92,5%",
    "y_te.chi": "15 tỷ đồng",
    "y_te.tu_ngay": "31-3-2024",
    "y_te.noi": "Trạm A\nTrạm B",
}


MORE = """\
phan:
  tthc:
    chi_tieu:
      hs_qua_buu_chinh:
        nhan: Số hồ sơ gửi qua bưu chính
        don_vi: hồ sơ
      ghi_nhan:
        nhan: Ghi nhận khác
        kieu: chu
"""
MORE_FIGURES: Metrics = {"tthc.hs_qua_buu_chinh": "120", "tthc.ghi_nhan": "Bưu điện phối hợp tốt"}


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
def test_a_units_own_indicator_of_a_shipped_section_is_told(genre: str) -> None:
    own = Desk(MORE)
    for metrics in (own.sample, own.complete, {"tthc.cong_bo": "0"}):
        for names in (("tthc.hs_qua_buu_chinh",), ("tthc.ghi_nhan",), tuple(MORE_FIGURES)):
            document, problems = own.compose({**metrics, **only(MORE_FIGURES, *names)}, genre=genre)
            assert document is not None, as_text(problems)
            text = as_plain_text(document) if genre == "bai-bao" else prose_of(document)
            assert not faults(text)
            told = (
                "số hồ sơ gửi qua bưu chính là 120" in text.lower().replace("\N{NO-BREAK SPACE}", " "),
                "Bưu điện" in text,
            )
            assert told == tuple(name in names for name in MORE_FIGURES)


def test_the_shipped_parts_name_every_indicator_of_their_sections() -> None:
    for section in desk().catalogue.sections.values():
        if section.reported:
            part = (ROOT / "templates" / "phan" / f"{section.id}.md.j2").read_text(encoding="utf-8")
            assert untold_by(part, section) == []


def test_a_section_without_a_template_of_its_own_reads_well() -> None:
    own = Desk(HEALTH)
    kept = [subset for size in range(1, 7) for subset in combinations(HEALTH_FIGURES, size)]
    for names in kept:
        for metrics in ({}, own.sample):
            wrong = own.faults({**metrics, **only(HEALTH_FIGURES, *names)}, names)
            assert not wrong, (names, wrong)
