"""The sample copied to another unit and period, everything in it changed: no word or figure of the sample comes along."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from conftest import ROOT, SAMPLE, build, run_cchc
from documents import png
from prose import faults

UNIT, PERIOD = "lao-cai", "2021-q3"
FORMATS = ("txt", "md", "html", "docx")
GENRES = ("bai-bao", "bao-cao")

ORGANISATION = """\
cach_viet:
  ngay: 03/02/2024
  ngay_dang: 3-2-2024

don_vi:
  ten: thành phố Sa Pả
  cap: thành phố
  dia_danh: Sa Pả
  uy_ban: Ủy ban nhân dân thành phố
  chu_tich: Chủ tịch Ủy ban nhân dân thành phố
  noi_vu: Phòng Tổ chức
  so_nganh: các phòng, đơn vị thuộc thành phố
  uy_ban_cap_duoi: Ủy ban nhân dân các bản
  uy_ban_dia_phuong: Ủy ban nhân dân vùng cao
  giai_quyet_cap_duoi: các bản, làng
  noi_cong_khai:
    - Trang tin của thành phố
    - Bảng tin điện tử
  cap_uy_quan_ly: Thành ủy
  ban_can_su: Thường trực Thành ủy

the_thuc_bao_cao:
  chu_quan:
    - Tỉnh đoàn vùng cao
  co_quan:
    - Phòng Tổ chức
    - thành phố Sa Pả
  ten_day_du: Phòng Tổ chức thành phố Sa Pả
  ky_hieu: BC-PTC
  kinh_gui:
    - Sở Vùng cao
  noi_nhan:
    - Lãnh đạo thành phố
  luu: HC
  quyen_han:
    - Trưởng phòng
  nguoi_ky: Lý A Sử
"""

METRICS = """\
bao_cao:
  so: 8
  ngay: 14-9-2021
  uu_diem:
    - Việc nào cũng có người lo.
  phuong_huong:
    - Giữ nếp làm việc mới.

bai_bao:
  tieu_de: Cải cách hành chính ở Sa Pả [ky.ten]
  dang_luc: 19-10-2031 - 17:39
  ma_bao: LCO
  sapo: Dù còn nhiều khó khăn, công tác cải cách hành chính (CCHC) [ky.ten] ở Sa Pả vẫn giữ được nhịp độ.
  anh: cho-phien.png
  chu_thich: Bộ phận một cửa Sa Pả ngày phiên chợ.
  bai_anh: Giàng Seo Páo
  ket: Sa Pả phấn đấu giữ vững kết quả này trong thời gian tới.

chi_dao:
  ke_hoach: 311/KH-UBND
  ke_hoach_ngay: 15-11-2020
  nhiem_vu: 64
  linh_vuc: 9
  trien_khai: bàn giao việc cho từng người
  hai_long_nam: năm 2020
  hai_long_tinh_trang: phát phiếu đến từng nhà
  hai_long_cong_bo: quý IV năm 2021
  chi_so_ke_hoach: 1199/QĐ-UBND
  chi_so_ke_hoach_ngay: 17-4-2020
  chi_so_nam: năm 2020
  chi_so_tinh_trang: xem lại bảng điểm
  chi_so_cong_bo: quý IV năm 2021
  kiem_tra_so_nganh: 14
  kiem_tra_huyen: 16
  kiem_tra_xa: 19
  kiem_tra_ty_le: 55%
  kiem_tra_tu: tháng 9-2021
  tuyen_truyen_doi_tac:
    - Báo Lào Cai
    - Trung tâm Văn hóa Sa Pả
  phat_thanh: 11
  truyen_hinh: 12
  bai_viet: 13

the_che:
  nhan_dinh: Việc soạn thảo văn bản đi vào nền nếp.
  quyet_dinh: 17
  kiem_tra: 99
  tu_kiem_tra: 45
  theo_tham_quyen: 54
  tham_quyen_nghi_quyet: 15
  tham_quyen_quyet_dinh: 39

tthc:
  nhan_dinh: Việc giải quyết thủ tục hành chính (TTHC) nhanh hơn trước.
  quyet_dinh_cong_bo: 38
  cong_bo: 466
  ban_hanh_moi: 111
  sua_doi: 133
  thay_the: 155
  bai_bo: 67
  cong_khai: 399
  pakn_tiep_nhan: 36
  pakn_moi: 31
  pakn_ky_truoc: 5
  pakn_quy_dinh: 20
  pakn_hanh_vi: 16
  pakn_quy_dinh_xu_ly: 18
  pakn_hanh_vi_xu_ly: 9

bo_may:
  nhan_dinh: Bộ máy được kiện toàn.
  dvsn_giam: 4
  bien_che_giam: 79
  bien_che_giam_cong_chuc: 33
  bien_che_giam_su_nghiep: 46

cong_vu:
  xep_loai_nam: năm 2020
  kiem_tra_nam: năm 2021

tai_chinh:
  thu_ngan_sach: 333 tỷ đồng
  du_toan_thu: 999 tỷ đồng
  thu_ty_le: 33,33%
  giai_ngan: 111.111 triệu đồng
  giai_ngan_ty_le: 66,6%

so_hoa:
  dvc_truc_tuyen: 639
  dvc_tong: 966
  dvc_ty_le: 66,15%
  tich_hop_ty_le: 93%
  dvc_phat_sinh: 369
  hs_truc_tuyen: 96.396
  thanh_toan: 36.639
  thanh_toan_ty_le: 16,9%
"""

FIXED_NAMES = ("18-NQ/TW", "19-NQ/TW")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file that the real command writes for the other unit, the record beside them included."""
    folder = build(
        tmp_path_factory.mktemp("other") / "work",
        {
            f"metrics/{UNIT}/don-vi.yaml": ORGANISATION,
            f"metrics/{UNIT}/{PERIOD}.yaml": METRICS,
            f"metrics/{UNIT}/cho-phien.png": png(32, 20),
        },
    )
    ran = run_cchc("render", f"metrics/{UNIT}/{PERIOD}.yaml", "--to", ",".join(FORMATS), "--strict", cwd=folder)
    assert ran.code == 0, ran.err
    written = {path.name: path.read_bytes() for path in (folder / "out" / UNIT / PERIOD).iterdir()}
    assert {f"{genre}.{name}" for genre in GENRES for name in FORMATS} <= set(written)
    return {**written, "cchc render": (ran.out + ran.err).encode()}


def sample_values() -> list[str]:
    """Every value that somebody typed into the sample's two files, without comments."""
    lines = [line for name in ("2024-q1.yaml", "don-vi.yaml") for line in _lines(SAMPLE / name)]
    found = [re.sub(r"^\s*(?:- )?(?:[a-z_0-9]+:)?\s*", "", line).strip() for line in lines]
    return [value for value in found if value and value != "[ky.ten]"]


def _lines(path: Path) -> list[str]:
    return [re.sub(r"\s+#.*|^#.*", "", line) for line in path.read_text(encoding="utf-8").splitlines()]


def sample_names() -> set[str]:
    """The names of the sample: its place, unit, people, newspaper, and the level that exists no more."""
    return {"Bến Tre", "ben-tre", "ben_tre", "bentre", "Đồng Khởi", "Đăng Phong", "BDK", "2024", "UBND tỉnh"}


def sample_words() -> set[str]:
    """Whole values of some length: sentences, names, document numbers, dates, amounts; none that the catalogue holds."""
    catalogue = plain((ROOT / "metrics" / "danh-muc.yaml").read_bytes())
    rules = "\n".join(line for line in catalogue.splitlines() if not re.match(r"\s*(?:#|ghi_chu:)", line))
    return {value for value in sample_values() if len(value) >= 4 and value not in rules}


def sample_numbers() -> set[str]:
    """Every number of the sample, as it stands in a text."""
    return numbers_of("\n".join(sample_values()))


def numbers_of(text: str) -> set[str]:
    """The numbers that stand in a text, one by one; ``03`` and ``3`` are one part of a date.

    Fixed names and the numbers of headings and rows are left out.
    """
    text = re.sub(r"^(?:(?:#+ )?\d+\\?\. |\d+\t|\| \d+ \|)", "", text, flags=re.MULTILINE)
    for name in FIXED_NAMES:
        text = text.replace(name, "")
    return {re.sub(r"^0(?=\d)", "", number) for number in re.findall(r"\d+(?:[.,]\d+)*", text)}


def plain(data: bytes | str) -> str:
    text = data if isinstance(data, str) else data.decode("utf-8")
    return unicodedata.normalize("NFC", text).replace("\N{NO-BREAK SPACE}", " ")


def leaked_words(text: str) -> set[str]:
    """Names and whole values of the sample that stand in the text."""
    folded = plain(text).casefold()
    return {word for word in sample_names() | sample_words() if word.casefold() in folded}


def xml_parts(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, package.read(name).decode("utf-8")


def own_numbers() -> set[str]:
    """The numbers of the new unit's files, and the period's."""
    return numbers_of(METRICS) | numbers_of(ORGANISATION.partition("don_vi:")[2]) | numbers_of(PERIOD)


def test_the_other_unit_shares_no_value_with_the_sample() -> None:
    house_style, _, names = ORGANISATION.partition("don_vi:")
    assert not leaked_words(METRICS + names)
    assert "ngay_dang" in house_style  # its dates are the notation's own examples
    assert len(sample_numbers() - own_numbers()) > 30
    assert len(sample_words()) > 30


def test_the_article_of_the_other_unit_reads_well(outputs: dict[str, bytes]) -> None:
    text = plain(outputs["bai-bao.txt"])
    assert not faults(text)
    assert "quý III năm 2021" in text
    assert text.count("Sa Pả") >= 3


def test_no_name_sentence_date_or_document_number_of_the_sample_is_in_any_output(outputs: dict[str, bytes]) -> None:
    for name, data in outputs.items():
        if not name.endswith(".docx"):
            assert not leaked_words(data.decode("utf-8")), name


def test_no_figure_of_the_sample_is_in_the_text(outputs: dict[str, bytes]) -> None:
    foreign = sample_numbers() - own_numbers()
    for name in ("bai-bao.txt", "bai-bao.md", "bao-cao.txt", "bao-cao.md"):
        assert numbers_of(plain(outputs[name])) & foreign == set(), name
    visible = re.sub(
        r"<style.*?</style>|<script.*?</script>|<[^>]*>|\S+\.yaml\S*", " ", _html(outputs), flags=re.DOTALL
    )
    assert not numbers_of(visible) & foreign


def test_every_number_of_the_text_comes_from_the_new_files(outputs: dict[str, bytes]) -> None:
    assert numbers_of(plain(outputs["bai-bao.txt"])) <= own_numbers()
    assert numbers_of(plain(outputs["bao-cao.txt"])) <= own_numbers()


def test_no_hover_text_names_a_figure_or_file_of_the_sample(outputs: dict[str, bytes]) -> None:
    attributes = re.findall(r'\b(title|alt|content|aria-label|data-[\w-]+)="([^"]*)"', _html(outputs))
    assert any(name == "title" for name, _ in attributes)
    foreign = sample_numbers() - own_numbers()
    for name, value in attributes:
        assert not leaked_words(value), (name, value)
        if name == "title":
            without_places = re.sub(r"\S+\.yaml\S*", "", value)
            assert not numbers_of(without_places) & foreign, value


@pytest.mark.parametrize("genre", GENRES)
def test_no_part_of_the_word_file_holds_anything_of_the_sample(outputs: dict[str, bytes], genre: str) -> None:
    data = outputs[f"{genre}.docx"]
    document = docx.Document(BytesIO(data))
    within = ["\t".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    text = plain("\n".join([*(paragraph.text for paragraph in document.paragraphs), *within]))
    assert not leaked_words(text)
    assert not numbers_of(text) & (sample_numbers() - own_numbers())
    for name, xml in xml_parts(data):
        words = " ".join(re.findall(r">([^<]+)<", xml)) + " ".join(
            re.findall(r"(?:descr|title|name|val)=\"([^\"]*)\"", xml)
        )
        assert not leaked_words(words), name
        assert not leaked_words(xml) & sample_names() - {"2024"}, name


def test_the_properties_of_the_word_file_are_the_new_units(outputs: dict[str, bytes]) -> None:
    properties = docx.Document(BytesIO(outputs["bai-bao.docx"])).core_properties
    said = [
        str(getattr(properties, name) or "")
        for name in ("author", "category", "comments", "keywords", "last_modified_by", "subject", "title", "identifier")
    ]
    assert not leaked_words("\n".join(said)), said
    assert plain(properties.title) == "Cải cách hành chính ở Sa Pả quý III năm 2021"
    assert properties.author == "thành phố Sa Pả"
    assert properties.created is not None
    assert properties.created.year == 2031


def test_no_template_names_a_place_a_level_or_a_number() -> None:
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        text = re.sub(r"\{#.*?#\}|\{% include .*?%\}", "", plain(path.read_bytes()), flags=re.DOTALL)
        assert not leaked_words(text), path.name
        assert "huyện" not in text.casefold(), path.name
        assert not re.findall(r"\d", re.sub("|".join(FIXED_NAMES), "", text)), path.name


def _html(outputs: dict[str, bytes]) -> str:
    return plain(outputs["bai-bao.html"])
