"""The JSON Schema agrees with what the tool itself accepts."""

import json
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import ROOT, SAMPLE

from cchc_report.project import Project
from cchc_report.schema import schema


@pytest.fixture(scope="module")
def rules() -> Any:  # noqa: ANN401 - a JSON document
    catalogue, _ = Project(ROOT).catalogue("ben-tre")
    return json.loads(json.dumps(schema(catalogue)))


def loaded(text: str) -> object:
    """As an editor's YAML reader sees it: numbers are numbers, dates are texts."""
    loader = type(
        "Loader",
        (yaml.SafeLoader,),
        {
            "yaml_implicit_resolvers": {
                k: [r for r in v if "timestamp" not in r[0]] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()
            }
        },
    )
    return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader without dates


def test_the_schema_is_one_and_accepts_the_sample(rules: Any) -> None:  # noqa: ANN401 - as above
    jsonschema.Draft7Validator.check_schema(rules)
    jsonschema.Draft7Validator(rules).validate(loaded((SAMPLE / "2024-q1.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "tthc:\n  bai_boo: 1",
        "tthc:\n  bai_bo: '1,541'",
        "tthc:\n  bai_bo: [1]",
        "thtc:\n  bai_bo: 1",
        "chi_dao:\n  ke_hoach_ngay: hôm qua",
        "tai_chinh:\n  thu_ty_le: '26.48%'",
        "mien_tru:\n  - quy_tac: a",
        "chi_tiet:\n  tthc.tongg:\n    xa: 1",
        "chi_tiet:\n  tthc.tong: 5",
        "chi_tiet:\n  chi_dao.ke_hoach:\n    xa: 1",
        "chi_tiet:\n  tthc.hs_ty_le:\n    Sở Nội vụ: '98.5%'",
        "chi_tiet:\n  tthc.tong:\n    xa:\n      Xã Mỹ Hòa: 1,5",
        "ky:\n  tu: 15-3-2024",
        "ky:\n  - 2024-q1",
        "mau_so:\n  tthc.bai_bo: tthc.tong",
        "mau_so:\n  so_hoa.dvc_ty_le: so_hoa.dvc_tong",
        "mau_so:\n  so_hoa.tich_hop_ty_le:\n    - a",
    ],
)
def test_the_schema_refuses_what_the_tool_refuses(rules: Any, text: str) -> None:  # noqa: ANN401 - as above
    assert list(jsonschema.Draft7Validator(rules).iter_errors(loaded(text)))


@pytest.mark.parametrize(
    "text",
    [
        "tthc:\n  bai_bo: 1.541",
        "tthc:\n  bai_bo: 68 TTHC",
        "chi_tiet:\n  tthc.tong:\n    tinh: 1.560\n    xa:\n      tong: 4\n      Xã Mỹ Hòa: 4",
        "chi_tiet:\n  tthc.hs_ty_le:\n    Sở Nội vụ: 98,5%",
        "chi_tiet:",
        "tai_chinh:\n  thu_ty_le: 82%",
        "tthc:",
        "chi_dao:\n  hai_long_nam: 2023",
        "ky: quý I năm 2024",
        "ky:\n  tu_ngay: 15-12-2023\n  den_ngay: 14-3-2024\n  ky_truoc: không\n  cung_ky: 2023",
        "mau_so:\n  so_hoa.tich_hop_ty_le: so_hoa.dvc_tong",
        "mau_so:",
        "tthc:\n  bai_bo:\n  nhan_dinh:  # chưa điền\nbao_cao:\n  uu_diem:",
    ],
)
def test_the_schema_accepts_what_the_tool_accepts(rules: Any, text: str) -> None:  # noqa: ANN401 - as above
    jsonschema.Draft7Validator(rules).validate(loaded(text))


def test_every_indicator_is_explained(rules: Any) -> None:  # noqa: ANN401 - as above
    described = {
        key: value for section in rules["properties"].values() for key, value in section.get("properties", {}).items()
    }
    assert all(value["description"] for value in described.values())
    assert "Cần xác nhận" in described["hs_tiep_nhan"]["description"]
    assert "Công thức: = ban_hanh_moi + sua_doi + thay_the + bai_bo" in described["cong_bo"]["description"]
    assert "Tính chất: lũy kế" in described["phat_thanh"]["description"]
