"""A picture of the document as an image that can be written, or why it cannot."""

from cchc_report.document import Picture
from cchc_report.source import pictures
from cchc_report.source.pictures import Image
from cchc_report.vietnamese import Fault
from cchc_report.writers.failure import PictureProblem


def read_image(picture: Picture) -> Image:
    """The format and size of a picture; raises PictureProblem where the file is neither PNG nor JPEG, or not whole."""
    image = pictures.read_image(picture.data)
    if image is None:
        message = f"«{picture.figure.text}» không phải là ảnh PNG hoặc JPEG, hoặc tệp ảnh bị hỏng"
        hint = "mở ảnh bằng một phần mềm xem ảnh rồi lưu lại dạng JPEG"
        raise PictureProblem(Fault("anh-hong", message, hint), picture.figure.place)
    return image
