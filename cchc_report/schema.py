"""The catalogue as a JSON Schema of a metrics file, for completion, hover help and early warnings in an editor.

``type`` is a list and never ``anyOf``, so that the Vietnamese ``errorMessage`` is shown by the YAML language server.
"""

import json
from collections.abc import Mapping

from cchc_report.catalogue import Catalogue, Indicator, Kind, Nature, Section
from cchc_report.figures import DENOMINATORS_KEY, PARTS_KEY, PERIOD_KEY, WAIVERS_KEY
from cchc_report.formulas import PREVIOUS, YEAR_AGO
from cchc_report.values import write_exact

_NUMBER = r"-?(0|[1-9][0-9]{0,2}(\.[0-9]{3})+|[1-9][0-9]*)"
_DATE = r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"
_PATTERNS = {
    Kind.COUNT: (rf"^{_NUMBER}( .*)?$", "Ghi số nguyên, dấu chấm ngăn hàng nghìn, như 27.672"),
    Kind.RANK: (rf"^{_NUMBER}$", "Ghi thứ hạng bằng số nguyên, như 12"),
    Kind.DECIMAL: (rf"^{_NUMBER}(,[0-9]+)?( .*)?$", "Ghi số, dấu phẩy trước phần lẻ, như 88,37"),
    Kind.MONEY: (rf"^{_NUMBER}(,[0-9]+)?( .*)?$", "Ghi số tiền, có thể kèm đơn vị, như 1.541 tỷ đồng"),
    Kind.PERCENT: (rf"^{_NUMBER}(,[0-9]+)? ?%?$", "Ghi phần trăm, dấu phẩy trước phần lẻ, như 26,48%"),
    Kind.DATE: (rf"^({_DATE}|[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})$", "Ghi ngày-tháng-năm, như 3-2-2024"),
    Kind.MOMENT: (rf"^{_DATE}.*$", "Ghi ngày rồi giờ, như 25/03/2024 - 05:48"),
    Kind.DOCUMENT: (r"^(số )?[0-9]+.*[-/].+$", "Ghi số và ký hiệu, như 8009/KH-UBND"),
}
_PERIOD_KEYS = {
    "ten": "Tên kỳ, như quý II năm 2024; không cần ghi, nếu ghi thì phải khớp tên tệp",
    "tu_ngay": "Ngày bắt đầu lấy số liệu, như 15-3-2024",
    "den_ngay": "Ngày chốt số liệu, như 14-6-2024",
    PREVIOUS: "Kỳ để so với kỳ trước, như quý I năm 2024; «không» nếu không so",
    YEAR_AGO: "Kỳ để so với cùng kỳ, như quý II năm 2023; «không» nếu không so",
}
_WAIVER_KEYS = {
    "quy_tac": "Mã quy tắc hoặc chỉ tiêu được miễn trừ, như tthc.cong_bo",
    "ly_do": "Vì sao số liệu vẫn đúng",
    "nguoi_duyet": "Ai đồng ý miễn trừ",
    "den_ngay": "Ngày cuối cùng còn miễn trừ, như 30-6-2024",
}


def as_json(catalogue: Catalogue) -> str:
    """The schema as text. Every property says its label, unit, formula and whether it awaits confirmation."""
    return json.dumps(schema(catalogue), ensure_ascii=False, indent=1) + "\n"


def schema(catalogue: Catalogue) -> dict[str, object]:
    """JSON Schema, draft 07, of a metrics file."""
    sections = {section.id: _section(section) for section in catalogue.sections.values() if not section.in_unit_file}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Số liệu một kỳ",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            PERIOD_KEY: _period(),
            **sections,
            PARTS_KEY: _parts(catalogue),
            DENOMINATORS_KEY: _denominators(catalogue),
            WAIVERS_KEY: _waivers(),
        },
        "definitions": {kind.value: _divided(kind, catalogue) for kind in Kind if kind.numeric},
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.label,
        "description": section.label,
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {key: _indicator(indicator) for key, indicator in section.indicators.items()},
    }


def _indicator(indicator: Indicator) -> dict[str, object]:
    described: dict[str, object] = {"title": indicator.label, "description": _description(indicator)}
    if indicator.kind is Kind.TEXTS:
        return {**described, "type": ["array", "string", "null"], "items": {"type": "string"}}
    if indicator.kind in _PATTERNS:
        pattern, message = _PATTERNS[indicator.kind]
        # A number written without quotes, 1.541, is a number to YAML and the same text to this tool.
        return {
            **described,
            "type": ["string", "number", "null"],
            "pattern": pattern,
            "patternErrorMessage": message,
            "errorMessage": message,
        }
    return {**described, "type": ["string", "number", "null"]}


def _description(indicator: Indicator) -> str:
    formula = f"= {indicator.formula.text}" if indicator.formula else ""
    facts = [
        indicator.label,
        f"Đơn vị: {indicator.unit}" if indicator.unit else "",
        f"Tính chất: {indicator.nature.value}" if indicator.nature is not Nature.FLOW else "",
        f"Mẫu số: {indicator.denominator}" if indicator.denominator else "",
        f"Công thức: {formula}; không ghi thì phần mềm tự tính" if formula else "",
        "Bắt buộc khi phần này có số liệu" if indicator.required else "",
        f"Chỉ dùng đến {write_exact(indicator.last_day)}" if indicator.last_day else "",
        indicator.description,
        "Cần xác nhận: định nghĩa chưa đối chiếu với biểu mẫu của Bộ Nội vụ" if indicator.unconfirmed else "",
    ]
    return ". ".join(fact[:1].upper() + fact[1:] for fact in facts if fact)


def _parts(catalogue: Catalogue) -> dict[str, object]:
    """Values by unit and level: every number of the metrics files, each divided as its kind is."""
    sections = [section for section in catalogue.sections.values() if not section.in_unit_file]
    numbers = [i for section in sections for i in section.indicators.values() if i.kind.numeric]
    return {
        "title": "Số liệu theo cấp, theo đơn vị",
        "description": "Dưới mã đủ của chỉ tiêu: mã cấp hoặc tên đơn vị, mỗi dòng một giá trị",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            i.id: {"description": _description(i), "allOf": [{"$ref": f"#/definitions/{i.kind.value}"}]}
            for i in numbers
        },
    }


def _divided(kind: Kind, catalogue: Catalogue) -> dict[str, object]:
    """Values of one kind: by level, a value or the level's units; or by unit."""
    pattern, message = _PATTERNS[kind]
    texts = {"pattern": pattern, "patternErrorMessage": message, "errorMessage": message}
    value = {"type": ["string", "number"], **texts}
    level = {"type": ["string", "number", "object"], **texts, "additionalProperties": value}
    levels = {tier.code: {"title": tier.label, **level} for tier in catalogue.tiers.values()}
    return {"type": "object", "properties": levels, "additionalProperties": value}


def _period() -> dict[str, object]:
    return {
        "title": "Kỳ báo cáo",
        "description": "Ngày lấy số liệu và kỳ để so sánh; không ghi thì theo thường lệ. Tên tệp đã cho biết kỳ",
        "type": ["object", "string", "number"],
        "additionalProperties": False,
        "properties": _texts(_PERIOD_KEYS),
    }


def _denominators(catalogue: Catalogue) -> dict[str, object]:
    """One property for each rate that no formula defines."""
    rates = {i.id: i.label for i in catalogue.indicators() if i.kind is Kind.PERCENT and i.formula is None}
    return {
        "title": "Mẫu số",
        "description": "Tỷ lệ không có công thức thì tính trên gì: mã chỉ tiêu, như so_hoa.dvc_tong, hoặc lời",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": _texts({id: f"{label}: tính trên mã chỉ tiêu nào, hoặc trên gì" for id, label in rates.items()}),  # noqa: A001 - the field's own word
    }


def _texts(described: Mapping[str, str]) -> dict[str, object]:
    """Properties that are each one text."""
    return {key: {"description": text, "type": ["string", "number"]} for key, text in described.items()}


def _waivers() -> dict[str, object]:
    item = {
        "type": "object",
        "additionalProperties": False,
        "required": list(_WAIVER_KEYS),
        "properties": _texts(_WAIVER_KEYS),
    }
    return {
        "title": "Miễn trừ",
        "description": "Quy tắc không áp dụng cho kỳ này, có lý do và thời hạn",
        "type": "array",
        "items": item,
    }
