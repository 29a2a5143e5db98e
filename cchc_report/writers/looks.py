"""How each kind of paragraph looks in a Word document: by a style of the frame, or by what comes near."""

from dataclasses import dataclass

from cchc_report.document import Role
from cchc_report.writers.formatting import LIST_STYLE


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of paragraph looks: a style of the frame, or, where the frame has none of that name, what comes near."""

    style: str
    """By its name in the file, which is English for Word's own styles in any language."""
    substitute: str = ""
    """Paragraph properties, in schema order."""
    bold: bool = False
    italic: bool = False


_CENTRED = '<w:jc w:val="center"/>'
_TIGHT = '<w:spacing w:before="0" w:after="0"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'
TITLE = Look("Title", f'<w:keepNext/>{_CENTRED}<w:outlineLvl w:val="0"/>', bold=True)
ROLES = {
    Role.BODY: Look("Body Text"),
    Role.DATE_LINE: Look("Ngày đăng", italic=True),
    Role.LEAD: Look("Sapo", bold=True),
    Role.CAPTION: Look("caption", _CENTRED, italic=True),
    Role.BYLINE: Look("Tác giả", '<w:jc w:val="right"/>', bold=True),
    Role.DRAFT: Look("Bản nháp", bold=True),
    Role.SUPERIOR: Look("Cơ quan chủ quản", _CENTRED),
    Role.ISSUER: Look("Cơ quan ban hành", _CENTRED, bold=True),
    Role.NATION: Look("Quốc hiệu", _CENTRED, bold=True),
    Role.MOTTO: Look("Tiêu ngữ", _CENTRED, bold=True),
    Role.NUMBER: Look("Số và ký hiệu", _CENTRED),
    Role.PLACE_AND_DATE: Look("Địa danh và thời gian", _CENTRED, italic=True),
    Role.TYPE: Look("Tên loại văn bản", f"<w:keepNext/>{_CENTRED}", bold=True),
    Role.SUBJECT: Look("Trích yếu", f'<w:keepNext/>{_CENTRED}<w:outlineLvl w:val="0"/>', bold=True),
    Role.ADDRESSEE: Look("Kính gửi", _CENTRED),
    Role.RECIPIENTS: Look("Nơi nhận", bold=True, italic=True),
    Role.RECIPIENT: Look("Từng nơi nhận"),
    Role.AUTHORITY: Look("Quyền hạn và chức vụ", _CENTRED, bold=True),
    Role.SIGNER: Look("Người ký", f'<w:spacing w:before="1440"/>{_CENTRED}', bold=True),
    Role.ANNEX: Look("Phụ lục", f"<w:keepNext/>{_CENTRED}", bold=True),
    Role.ANNEX_TITLE: Look("Tên phụ lục", f"<w:keepNext/>{_CENTRED}", bold=True),
    Role.ANNEX_REFERENCE: Look("Kèm theo", f"<w:keepNext/>{_CENTRED}", italic=True),
}
"""How the paragraph of each role looks."""
ITEM = Look(LIST_STYLE)
PICTURE = Look("Ảnh", f"<w:keepNext/>{_CENTRED}")
CELL = Look("Bảng - ô", _TIGHT)
HEADER_CELL = Look("Bảng - đầu cột", _TIGHT + _CENTRED, bold=True)
TABLE = "Table Grid"


def heading(level: int) -> Look:
    """The look of a title (level 1) or of a heading below it."""
    if level == 1:
        return TITLE
    return Look(f"heading {level}", f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>', bold=True)
