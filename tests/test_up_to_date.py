"""What is up to date is not rendered again; whatever an output depends on, or was changed in it, causes a new rendering."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, build, run_cchc
from documents import png

from cchc_report.cli.making import Made, Maker, Order
from cchc_report.outputs import RECORD, Outcome
from cchc_report.project import Project, shipped
from cchc_report.project import inputs as inputs_of
from cchc_report.project.inputs import Inputs
from cchc_report.rendering import Workshop

FILE = "metrics/moi/2026-q1.yaml"
GOOD = "tthc:\n  cong_bo: 254\n  ban_hanh_moi: 72\n  sua_doi: 91\n  thay_the: 23\n  bai_bo: 68\n"
UNIT = (SAMPLE / "don-vi.yaml").read_text(encoding="utf-8")
STANDING = "to_chuc:\n  tu_ngay: 1-7-2025\n  tien_than:\n    - cu-a\n    - cu-b\n  so_sanh_duoc:\n    - tthc.bai_bo\n"
PICTURE = "bai_bao:\n  sapo: Mở đầu.\n  anh: anh/hop.png\n  chu_thich: Một cuộc họp.\n"
FILES: dict[str, str | bytes] = {
    FILE: GOOD + PICTURE,
    "metrics/moi/2025-q4.yaml": GOOD,
    "metrics/moi/don-vi.yaml": UNIT + STANDING,
    "metrics/moi/danh-muc.yaml": "# chưa có gì\n",
    "metrics/moi/anh/hop.png": png(4, 3),
    "metrics/moi/templates/tin-rieng.md.j2": "# Tin riêng\n\nCó {{ tthc.bai_bo }} thủ tục.\n",
    "metrics/cu-a/2025-q1.yaml": GOOD,
    "metrics/cu-b/2025-q1.yaml": GOOD,
    "metrics/ngoai/2026-q1.yaml": GOOD,
    "metrics/danh-muc.yaml": (ROOT / "metrics/danh-muc.yaml").read_bytes(),
    "templates/phan/bo_may.md.j2": (ROOT / "templates/phan/bo_may.md.j2").read_bytes(),
    "templates/khung/bai-bao.docx": (ROOT / "templates/khung/bai-bao.docx").read_bytes(),
}
ORDER = Order(["tin-rieng"], "", ("txt", "docx"), Path("out"), draft=False, strict=False, force=False)


class Office:
    """A working folder, and which of its metrics files were read to be rendered."""

    def __init__(self, folder: Path, rendered: list[Path]) -> None:
        self.folder = folder
        self._rendered = rendered

    def render(self, order: Order = ORDER) -> Made:
        """As one run does it: a new process knows nothing from before."""
        self._rendered.clear()
        return Maker(self.folder, replace(order, target=self.folder / order.target)).render(self.folder / FILE)

    def renders(self, order: Order = ORDER) -> bool:
        """Whether a run renders anything."""
        self.render(order)
        return bool(self._rendered)

    def digest(self) -> str:
        """Of all that the outputs of the first quarter depend on, as a new process finds it."""
        return Inputs(Project(self.folder)).of(self.folder / FILE)

    def output(self, name: str, out: str = "out") -> Path:
        return self.folder / out / "moi" / "2026-q1" / name

    def outputs(self, out: str = "out") -> dict[str, bytes]:
        folder = self.folder / out / "moi" / "2026-q1"
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != RECORD}


@pytest.fixture
def new_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Nothing is rendered yet."""
    rendered: list[Path] = []
    read = Project.quarter

    def quarter(project: Project, path: Path) -> object:
        rendered.append(path)
        return read(project, path)

    monkeypatch.setattr(Project, "quarter", quarter)
    return Office(build(tmp_path / "work", FILES).resolve(), rendered)


@pytest.fixture
def office(new_office: Office) -> Office:
    """Everything of the first quarter is rendered already."""
    made = new_office.render()
    names = [output.name for output in new_office.folder.rglob("tin-rieng.txt")]
    assert (made.is_fine, names) == (True, ["tin-rieng.txt"])
    assert not new_office.renders(), "nothing has changed"
    return new_office


def add(line: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.exists() else b""
        path.write_bytes(before + line.encode())

    return change


def put(content: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_bytes(content)

    return change


CHANGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "the metrics file": (FILE, add("# xong\n")),
    "a waiver in it": (
        FILE,
        add("mien_tru:\n  - quy_tac: tthc.cong_bo\n    ly_do: a\n    nguoi_duyet: b\n    den_ngay: 1-1-2027\n"),
    ),
    "an earlier period": ("metrics/moi/2025-q4.yaml", add("# xong\n")),
    "an earlier period that comes": ("metrics/moi/2025-q1.yaml", add(GOOD)),
    "an earlier period that goes": ("metrics/moi/2025-q4.yaml", Path.unlink),
    "the unit's file": ("metrics/moi/don-vi.yaml", add("# xong\n")),
    "the unit's catalogue": ("metrics/moi/danh-muc.yaml", add("# xong\n")),
    "the shared catalogue": ("metrics/danh-muc.yaml", add("# xong\n")),
    "the shared catalogue that goes": ("metrics/danh-muc.yaml", Path.unlink),
    "a picture": ("metrics/moi/anh/hop.png", put(png(5, 3))),
    "a template of the unit": ("metrics/moi/templates/tin-rieng.md.j2", add("{# xong #}\n")),
    "a template of the unit that comes": ("metrics/moi/templates/tin-moi.md.j2", add("# Tin mới\n")),
    "a shared template": ("templates/phan/bo_may.md.j2", add("{# xong #}\n")),
    "a shared template that comes": ("templates/phan/tthc.md.j2", add("Thủ tục.\n")),
    "a shared template that goes": ("templates/phan/bo_may.md.j2", Path.unlink),
    "a file that may be taken for a template": ("templates/bai-bao.md", add("x")),
    "a frame": ("templates/khung/bai-bao.docx", put((ROOT / "templates/khung/bao-cao.docx").read_bytes())),
    "a frame that comes": ("templates/khung/bao-cao.docx", add("")),
    "a unit that this one was made of": ("metrics/cu-b/2025-q1.yaml", add("# xong\n")),
    "the file of such a unit": ("metrics/cu-a/don-vi.yaml", add("# xong\n")),
    "a period of such a unit that comes": ("metrics/cu-a/2025-q2.yaml", add(GOOD)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_an_output_depends_on_changes_the_digest(new_office: Office, name: str) -> None:
    path, change = CHANGES[name]
    before = new_office.digest()
    change(new_office.folder / path)
    assert len({before, new_office.digest(), ""}) == 3


@pytest.mark.parametrize(
    "name", ["the metrics file", "an earlier period that comes", "a unit that this one was made of"]
)
def test_another_digest_causes_a_new_rendering(office: Office, name: str) -> None:
    path, change = CHANGES[name]
    change(office.folder / path)
    assert (office.renders(), office.renders()) == (True, False)
    office.render(replace(ORDER, target=Path("fresh")))
    assert office.outputs() == office.outputs("fresh")


ORDERS = {
    "genre": replace(ORDER, genres=["bai-bao"]),
    "section": replace(ORDER, genres=["tin-ngan"], section="tthc"),
    "formats": replace(ORDER, formats=("txt", "md", "docx")),
    "draft": replace(ORDER, draft=True),
    "strict": replace(ORDER, strict=True),
    "force": replace(ORDER, force=True),
    "out": replace(ORDER, target=Path("elsewhere")),
}


@pytest.mark.parametrize("name", ORDERS)
def test_another_order_is_made_though_nothing_has_changed(office: Office, name: str) -> None:
    assert office.renders(ORDERS[name])
    assert office.renders(ORDERS[name]) == (name == "force"), "by force everything is made anew each time"


@pytest.mark.parametrize("what", ["tool", "library", "program", "template"])
def test_another_version_of_the_tool_makes_everything_anew(
    new_office: Office, monkeypatch: pytest.MonkeyPatch, what: str, tmp_path: Path
) -> None:
    before = new_office.digest()
    match what:
        case "tool":
            monkeypatch.setattr(inputs_of, "__version__", "9.9.9")
        case "library":
            monkeypatch.setattr(inputs_of, "_LIBRARIES", ("9.9.9",))
        case "program":
            shutil.copytree(ROOT / "cchc_report", tmp_path / "x", ignore=shutil.ignore_patterns("__pycache__"))
            monkeypatch.setattr(inputs_of, "__file__", str(tmp_path / "x/project/inputs.py"))
            assert new_office.digest() == before, "the same program in another place"
            add("# xong\n")(tmp_path / "x/compose.py")
        case "template":
            copied = shutil.copytree(shipped("templates"), tmp_path / "templates")
            monkeypatch.setattr(inputs_of, "shipped", lambda name: copied if name == "templates" else shipped(name))
            add("{# xong #}\n")(copied / "bai-bao.md.j2")
    assert len({before, new_office.digest(), ""}) == 3


def test_what_no_output_depends_on_causes_nothing(new_office: Office) -> None:
    before = new_office.digest()
    for path in new_office.folder.rglob("*"):
        os.utime(path, (1, 1))
    assert new_office.digest() == before, "times alone"
    add("# xong\n")(new_office.folder / "metrics/ngoai/2026-q1.yaml")
    add("")(new_office.folder / "metrics/khac/2026-q1.yaml")
    assert new_office.digest() == before, "units that it has nothing to do with"


def test_an_output_that_is_gone_is_made_again(office: Office) -> None:
    before = office.outputs()
    office.output("tin-rieng.docx").unlink()
    assert [written.path.name for written in office.render().written if written.outcome is Outcome.WRITTEN] == [
        "tin-rieng.docx"
    ]
    assert office.outputs() == before
    assert not office.renders()


def test_beside_an_edited_output_the_new_one_is_told_of_every_time(office: Office) -> None:
    office.output("tin-rieng.txt").write_text("đã sửa", encoding="utf-8")
    for _ in range(2):
        made = office.render()
        beside = [written.path.name for written in made.written if written.path != written.wanted]
        assert (made.is_fine, beside) == (False, ["tin-rieng.moi.txt"])
    made = office.render(replace(ORDER, force=True))
    assert [written.path.name for written in made.written if written.outcome is Outcome.REPLACED] == ["tin-rieng.txt"]
    assert not office.renders()


def test_an_output_that_became_a_link_is_not_trusted(office: Office, tmp_path: Path) -> None:
    moved = office.output("tin-rieng.txt").rename(tmp_path / "moved.txt")
    office.output("tin-rieng.txt").symlink_to(moved)
    assert (office.renders(), office.renders()) == (True, True)


@pytest.mark.parametrize("folder", ["templates/them", "metrics/moi/anh", "metrics/cu-a/anh"])
def test_behind_a_link_to_a_folder_anything_may_change_unseen(new_office: Office, folder: str, tmp_path: Path) -> None:
    shutil.rmtree(new_office.folder / folder, ignore_errors=True)
    (new_office.folder / folder).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "elsewhere").mkdir()
    assert new_office.digest() == ""


@pytest.mark.parametrize(
    "damage", ["", "{}", '{"version": 3, "made": 1}', '{"version": 3, "files": {}, "made": {"x": [1]}}']
)
def test_a_lost_or_damaged_record_makes_everything_anew(office: Office, damage: str) -> None:
    before = office.outputs()
    office.output(RECORD).write_text(damage, encoding="utf-8")
    assert office.renders()
    assert (office.outputs(), office.renders()) == (before, False)


def test_a_record_of_the_version_before_is_understood(office: Office) -> None:
    text = office.output(RECORD).read_text(encoding="utf-8")
    office.output(RECORD).write_text(
        text.replace('"version": 3', '"version": 2').replace('"made"', '"x"'), encoding="utf-8"
    )
    add("# xong\n")(office.folder / FILE)
    made = office.render()
    assert {written.outcome for written in made.written} == {Outcome.UNCHANGED}, "they are known as the tool's own"
    assert not office.renders()


def test_what_has_errors_is_read_every_time(office: Office) -> None:
    good = office.outputs()
    (office.folder / FILE).write_text(GOOD.replace("68", "86"), encoding="utf-8")
    assert [office.renders(), office.renders()] == [True, True]
    assert [office.renders(replace(ORDER, draft=True)), office.renders(replace(ORDER, draft=True))] == [True, True]
    (office.folder / FILE).write_text(GOOD + PICTURE, encoding="utf-8")
    office.render()
    assert {name: content for name, content in office.outputs().items() if ".nhap" not in name} == good


def test_what_was_told_is_told_again(office: Office) -> None:
    add("  ten: [tthc.bai_bo]\n")(office.folder / "metrics/moi/templates/x.md")
    (office.folder / FILE).write_text(GOOD + "  cong_khai: 300\n" + PICTURE, encoding="utf-8")
    first, second = office.render(), office.render()
    assert (second.told, second.warnings, second.notes) == (first.told, first.warnings, first.notes)
    assert "cảnh báo[" in second.told
    assert {written.outcome for written in second.written} == {Outcome.UNCHANGED}
    assert [written.path for written in second.written] == [written.path for written in first.written]


def test_a_file_that_changes_while_it_is_read_is_rendered_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest is older than all that was read."""
    add("# xong\n")(office.folder / FILE)
    read = Project.quarter

    def quarter(project: Project, path: Path) -> object:
        add("# sửa lúc đang đọc\n")(office.folder / "metrics/moi/2025-q4.yaml")
        return read(project, path)

    with monkeypatch.context() as patch:
        patch.setattr(Project, "quarter", quarter)
        assert office.render().is_fine
    assert office.renders()


def test_a_skipped_run_says_what_a_run_that_found_nothing_new_says(tmp_path: Path) -> None:
    folder = build(tmp_path / "work", {"metrics/x/2024-q1.yaml": GOOD})
    command = ("render", "metrics/x/2024-q1.yaml", "--genre", "bai-bao", "--to", "txt,docx")
    run_cchc(*command, cwd=folder)
    skipped, forced = run_cchc(*command, cwd=folder), run_cchc(*command, "--force", cwd=folder)
    assert skipped == forced
    assert skipped.out.count("không đổi") == 2


Build = Callable[[Mapping[str, str | bytes]], Path]


def test_units_with_the_same_templates_and_catalogue_share_a_composer(working_folder: Build) -> None:
    """To compile the templates takes longer than all the rest of a unit."""
    own = {
        "metrics/c/danh-muc.yaml": "phan:\n  y_te:\n    nhan: Y tế\n    chi_tieu:\n      tram:\n        nhan: Số trạm\n",
        "metrics/e/templates/phan/tthc.md.j2": "Thủ tục.\n",
        "metrics/f/danh-muc.yaml": "# chưa có gì\n",
    }
    own["metrics/d/danh-muc.yaml"] = own["metrics/c/danh-muc.yaml"]
    project = Project(working_folder({f"metrics/{unit}/2024-q1.yaml": GOOD for unit in "abcdef"} | own).resolve())
    workshop = Workshop(project)
    composers = {
        unit: workshop._composer(project.quarter(project.root / f"metrics/{unit}/2024-q1.yaml"))[0] for unit in "abcdef"
    }
    same = {unit: next(other for other in "abcdef" if composers[other] is composers[unit]) for unit in "abcdef"}
    assert same == {"a": "a", "b": "a", "c": "c", "d": "c", "e": "e", "f": "a"}
    assert project.catalogue("a")[0] is project.catalogue("f")[0]


def test_what_is_held_of_many_units_is_bounded(working_folder: Build) -> None:
    units = [f"xa-{number}" for number in range(70)]
    files = {f"metrics/{unit}/danh-muc.yaml": f"ten_co_dinh:\n  - Dự án {unit}\n" for unit in units[:20]}
    periods = {f"metrics/{unit}/2024-{period}.yaml": GOOD for unit in units for period in ("q1", "q2")}
    project = Project(working_folder(files | periods).resolve())
    workshop = Workshop(project)
    for unit in units:
        quarter = project.quarter(project.root / f"metrics/{unit}/2024-q2.yaml")
        assert workshop.genres([quarter.unit])
    assert len(project._alone._held) == 64
    assert len(project._vocabularies._held) == 16
    assert len(workshop._kits._held) == 1
