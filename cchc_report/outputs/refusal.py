"""What the file system said when it refused, in words for the user."""

import errno
from pathlib import Path

LONGEST_PATH = 259
"""Characters of a path that every Windows takes; one with long paths switched on, and other systems, take more."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_NOW = (errno.EIO, errno.ENXIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENOTCONN)


class OutputError(Exception):
    """The file system refused; the message is for the user."""


def refusal(path: Path, problem: OSError) -> OutputError:
    """Why the file could not be written, and what to do."""
    return OutputError(f"không ghi được {path.as_posix()}: {_reason(path, problem)}")


def _reason(path: Path, problem: OSError) -> str:
    match problem:
        case OSError(errno=errno.EROFS):
            return "ổ đĩa chỉ cho đọc; đặt kết quả ở thư mục khác"
        case PermissionError():
            return "không có quyền ghi, hoặc tệp đang mở trong chương trình khác; đóng tệp rồi chạy lại"
        case NotADirectoryError() | FileExistsError():
            return "trên đường dẫn có một tệp trùng tên thư mục"
        case OSError(errno=errno.ENAMETOOLONG):
            return _TOO_LONG
        case FileNotFoundError() if len(str(path.absolute())) > LONGEST_PATH:
            return _TOO_LONG
        case FileNotFoundError():
            return "thư mục này vừa bị xóa hoặc dời đi; xem lại thư mục rồi chạy lại"
        case OSError(errno=number) if number in _FULL:
            return "ổ đĩa đã đầy, hoặc hết dung lượng được cấp; xóa bớt tệp rồi chạy lại"
        case OSError(errno=number) if number in _NOT_NOW:
            return f"ổ đĩa hoặc kết nối tới ổ đĩa mạng gặp lỗi (mã lỗi {number}); xem lại ổ đĩa rồi chạy lại"
        case _:
            return f"hệ thống từ chối (mã lỗi {problem.errno}); thử đặt kết quả ở thư mục khác bằng --out"


_TOO_LONG = "đường dẫn hoặc tên tệp quá dài; đặt kết quả ở thư mục có đường dẫn ngắn hơn, hoặc rút ngắn tên thư mục"
