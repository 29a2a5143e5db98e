"""The words that edits put in, and those that they leave alone because a figure hangs on them.

None of the words put in is a number, a hedge, a unit, or tells how a figure moved.
"""

import re

SYNONYMS = {
    "các": "những",
    "có": "ghi nhận",
    "của": "thuộc",
    "do": "bởi",
    "được": "đã được",
    "để": "nhằm",
    "nhằm": "để",
    "qua": "thông qua",
    "theo": "căn cứ",
    "trong": "tại",
    "tại": "ở",
    "và": "cùng với",
    "về": "đối với",
    "đang": "hiện đang",
    "tỉnh": "địa phương",
}
"""Small words by what may stand for them; they may also be missing: no indicator is another one without them."""

PHRASES = {
    "ban hành": "cho ban hành",
    "công tác": "hoạt động",
    "cụ thể hóa": "chi tiết hóa",
    "đã có": "ghi nhận",
    "đến nay": "tính đến thời điểm này",
    "giải quyết": "xử lý",
    "(?<!bao )gồm": "bao gồm",
    "người dân": "công dân",
    "phối hợp với": "cùng với",
    "theo nội dung": "phân theo nội dung",
    "thực hiện": "triển khai",
    "tiếp nhận": "nhận",
    "tiếp tục": "vẫn",
    "triển khai": "tổ chức thực hiện",
    "được chú trọng": "được quan tâm",
}
"""Expressions, as patterns, by what may stand for them."""

NEUTRAL = (
    *("cụ thể", "thực tế", "chung", "chính", "kịp thời", "nghiêm túc", "tích cực", "chủ động", "thường xuyên"),
    *("đồng bộ", "tinh thần", "yêu cầu", "linh hoạt", "tập trung", "sâu sát", "khoa học", "minh bạch"),
    *("nội dung", "công việc", "địa bàn", "hoạt động", "phối hợp", "quan tâm", "rõ ràng", "phù hợp", "chất lượng"),
    *("hiệu quả", "trách nhiệm", "ổn định", "theo đó", "bài bản", "chặt chẽ", "thiết thực", "ngành", "lãnh đạo"),
)
"""What may stand for any word at all."""

SENTENCES = (
    "Công tác phối hợp giữa các cơ quan, đơn vị được duy trì thường xuyên.",
    "Người đứng đầu các cơ quan, đơn vị quan tâm chỉ đạo sát sao nội dung này.",
    "Kết quả trên có sự đóng góp của toàn thể cán bộ, công chức, viên chức.",
    "Công tác tuyên truyền được thực hiện bằng nhiều hình thức phù hợp.",
    "Những khó khăn, vướng mắc của cơ sở được kịp thời lắng nghe, tháo gỡ.",
    "Việc thực hiện bảo đảm công khai, minh bạch, đúng quy định.",
)
"""Sentences without figures."""

DATED = "Nội dung này được thực hiện theo Công văn số {number}/UBND-KSTT ngày {day}/{month}/{year}."
"""A sentence that brings a document and a date that no figure tells of."""

_KEPT = frozenset(
    word
    for words in (
        "một hai ba bốn năm sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ tỉ",
        "hơn gần trên dưới khoảng xấp xỉ chừng tới ít nhất nhiều hầu hết",  # how exact a figure is
        "tăng giảm vượt đạt bằng cắt thấp cao lên xuống còn đổi từ mới chỉ chiếm thêm bớt mục tiêu",  # what it came to
        "không chưa so kỳ quý tháng ngày trước hạng thứ số phần điểm đồng kế hoạch dự toán",  # what it is beside
    )
    for word in words.split()
)
_ROMAN = re.compile(r"[IVXLC]+")


def is_kept(word: str) -> bool:
    """Whether a figure may hang on the word: numbers, hedges, verbs of change, periods, negations."""
    return word.lower() in _KEPT or _ROMAN.fullmatch(word) is not None
