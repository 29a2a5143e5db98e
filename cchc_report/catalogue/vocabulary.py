"""The words around the indicators: units of measure, abbreviations, levels of government, words for a change by its size."""

from collections.abc import Mapping as Table
from fractions import Fraction
from itertools import pairwise

from cchc_report.catalogue.model import Band, Catalogue, Scale, Tier, Unit
from cchc_report.fields import Fields, wrong_shape
from cchc_report.problems import Place, Problem, error
from cchc_report.source import Entry, Node, Scalar
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.numbers import Number, read_number


class Vocabulary:
    """Adds the words of one file to those of the files before it."""

    def __init__(self, before: Catalogue, problems: list[Problem]) -> None:
        self._before = before
        self._problems = problems

    def meanings(self, entries: tuple[Entry, ...], before: Table[str, str]) -> dict[str, str]:
        """Short forms and their meanings; an earlier file's may be repeated but not changed."""
        words = dict(before)
        for entry in entries:
            text = entry.value.text.strip() if isinstance(entry.value, Scalar) else ""
            if not text:
                place = entry.value.place if not isinstance(entry.value, Scalar) else entry.key.place
                self._problems.append(
                    wrong_shape(entry.value, f"«{entry.key.text}» phải có nghĩa ghi trên cùng dòng", place=place)
                )
            elif before.get(entry.key.text, text) != text:
                self._changed(entry.key, before[entry.key.text])
            else:
                words[entry.key.text] = text
        return words

    def _changed(self, key: Scalar, before: str) -> None:
        message = f"«{key.text}» đã có trong danh mục chung với nghĩa «{before}»"
        self._problems.append(error("dinh-nghia-lai", message, key.place, "bỏ dòng này, hoặc dùng chữ khác"))

    def names(self, items: tuple[Node, ...]) -> list[str]:
        """Names with digits that templates may hold."""
        for item in items:
            if not isinstance(item, Scalar) or not item.text:
                self._problems.append(wrong_shape(item, "mỗi tên cố định phải là một dòng chữ"))
        return [item.text for item in items if isinstance(item, Scalar) and item.text]

    def units(self, entries: tuple[Entry, ...]) -> dict[str, Unit]:
        """Units and their factors; a unit may build on one that stands above it."""
        units = dict(self._before.units)
        for entry in entries:
            unit = self._unit(entry, units)
            before = self._before.units.get(entry.key.text)
            if unit is not None and before is not None and (unit.factor, unit.base) != (before.factor, before.base):
                self._changed(entry.key, f"{_grouped(before.factor)} {before.base}")
            elif unit is not None:
                units[unit.name] = unit
        return units

    def _unit(self, entry: Entry, units: Table[str, Unit]) -> Unit | None:
        text = entry.value.text.strip() if isinstance(entry.value, Scalar) else ""
        number, _, base = text.partition(" ")
        factor, base = read_number(number), base.strip()
        if not isinstance(factor, Number) or factor.value <= 0 or not base:
            message = f"«{entry.key.text}» phải ghi bằng bao nhiêu đơn vị gốc"
            self._problems.append(
                error("don-vi-khong-ro", message, entry.value.place, "viết như «tỷ đồng: 1.000.000.000 đồng»")
            )
            return None
        step = units.get(base)
        whole = Fraction(factor.value) * (step.factor if step else 1)
        return Unit(entry.key.text, step.base if step else base, whole, entry.key.place)

    def tiers(self, entries: tuple[Entry, ...]) -> dict[str, Tier]:
        """Levels of government; a later file may give one other dates or another name."""
        tiers = dict(self._before.tiers)
        for entry in entries:
            fields = Fields(entry.value, f"cấp «{entry.key.text}»", self._problems)
            label = fields.text("nhan", needed=True)
            first, last = fields.day("tu_ngay"), fields.day("den_ngay")
            fields.leftovers()
            tiers[entry.key.text] = Tier(entry.key.text, label, first, last, entry.key.place)
        return tiers

    def bands(self, entry: Entry | None) -> Table[Scale, tuple[Band, ...]]:
        """Words for a change by its size; a later file's replace the earlier ones of the same scale."""
        bands = dict(self._before.bands)
        if entry is None:
            return bands
        fields = Fields(entry.value, f"«{entry.key.text}»", self._problems)
        for scale in Scale:
            items = fields.items(scale.value)
            if items:
                bands[scale] = tuple(self._band(item) for item in items)
                self._review_bands(bands[scale], scale)
        fields.leftovers()
        return bands

    def _band(self, item: Node) -> Band:
        fields = Fields(item, "mức thay đổi", self._problems)
        low = _amount(fields, "tu") or Fraction(0)
        high = _amount(fields, "den")
        band = Band(low, high, fields.text("tang", needed=True), fields.text("giam", needed=True), fields.place)
        fields.leftovers()
        return band

    def _review_bands(self, bands: tuple[Band, ...], scale: Scale) -> None:
        """Every change must have exactly one word: no gap, no overlap, from zero without end."""
        where = f"«{scale.value}»"
        if bands[0].low != 0:
            self._refuse("muc-thay-doi-ho", f"các mức của {where} phải bắt đầu từ 0", bands[0].place)
        for lower, upper in pairwise(bands):
            if lower.high is None or upper.low < lower.high:
                self._refuse("muc-thay-doi-chong", f"hai mức của {where} chồng lên nhau", upper.place)
            elif upper.low > lower.high:
                self._refuse("muc-thay-doi-ho", f"giữa hai mức của {where} có khoảng trống", upper.place)
        for band in bands:
            if band.high is not None and band.high <= band.low:
                self._refuse("muc-thay-doi-chong", f"mức của {where} có «den» không lớn hơn «tu»", band.place)
        if bands[-1].high is not None:
            self._refuse("muc-thay-doi-ho", f"mức cuối của {where} không được có «den»", bands[-1].place)

    def _refuse(self, name: str, message: str, place: Place) -> None:
        hint = "mỗi mức bắt đầu đúng ở chỗ mức trước kết thúc; mức đầu từ 0, mức cuối không có «den»"
        self._problems.append(error(name, message, place, hint))

    def limits(self, entry: Entry | None) -> Table[Scale, Fraction]:
        """By how much any indicator may change without a warning."""
        limits = dict(self._before.change_limits)
        if entry is None:
            return limits
        fields = Fields(entry.value, f"«{entry.key.text}»", self._problems)
        for scale in Scale:
            limit = read_limit(fields, scale.value)
            if limit is not None:
                limits[scale] = limit
        fields.leftovers()
        return limits


def read_limit(fields: Fields, key: str) -> Fraction | None:
    """A positive number of percent or points, ``30`` or ``30%``."""
    return _amount(fields, key)


def _amount(fields: Fields, key: str) -> Fraction | None:
    text = fields.text(key)
    if not text:
        return None
    match read_number(text.removesuffix("%").strip()):
        case Number(value) if value >= 0:
            return Fraction(value)
        case Number():
            fault = Fault("sai-cach-ghi-so", f"«{text}» nhỏ hơn 0", "ghi số từ 0 trở lên")
        case Fault() as fault:
            pass
    fields.fault(key, fault)
    return None


def _grouped(factor: Fraction) -> str:
    return f"{int(factor):,}".replace(",", ".") if factor.denominator == 1 else str(factor)
