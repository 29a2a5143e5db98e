"""Values of a YAML file written in other ways: numbers, dates, rates, and what is no value at all."""

import re
from random import Random

LINE = re.compile(r"(?P<key>[ ]*(?:- )?[^\s:#-][^:#\n]*:[ ]+|[ ]*- )(?P<value>[^#\n]+)")
ODD = (
    *("", "~", "null", "yes", "no", "on", "0", "-0", "-1", "00", "007", "0x1F", "1_000", "1e9", "1e999", ".inf", ".nan", "NaN"),
    *("1.5", "1,5", "1,", ",5", "1.541.0", "1..5", "15.41", "1 541", "1'541", "1\u00a0541", "1.541,5", "1,541.5", "٣", "１２", "½", "Ⅳ"),
    *("9" * 18, "9" * 19, "9" * 400, "0," + "0" * 40 + "1", "0," + "3" * 30, "1" + ".000" * 9, "999.999.999.999.999.999", "-999.999"),
    *("12%", "120%", "-5%", "%", "12 %", "12%%", "0,00%", "100,00001%", "5 tỷ", "5 tỷ đồng", "5 Tỉ Đồng", "5 tỷ USD", "5 triệu đồng", "5đ"),
    *("12/34", "1.475/1.794", "=1+1", "= a", "+1", "1-2", "khoảng 12", "trên 10", "12 hồ sơ", "12 nhiệm vụ", "mười hai"),
    *("31-2-2024", "29-2-2023", "29-2-2024", "0-0-0", "99-99-9999", "26-12-2023", "12-26-2023", "2024-02-03", "3/2", "1/1/1", "31/12/9999"),
    *("24:61", "25/03/2024 - 25:99", "3-2-2024 - 07:05", "2024", "quý V năm 2024", "quý II năm 0000", "quý I/2024", "tháng 13-2024", "năm 99999"),
    *("[ky.ten]", "[tthc.bai_bo]", "[tthc.khong_co]", "[[ky.ten]]", "'[ky.nam]'", "'{{ 7*7 }}'", "'{% raw %}'", "'<b>&amp;]]>'", "'| a | b |'"),
    *("8009/KH-UBND", "8009", "/KH-UBND", "18-NQ/TW", "'**đậm** \\*'", "'# a'", "'::: sapo'", "- a", "[1, 2]", "{a: 1}", "|", ">-", "'chưa đóng"),
    *('"\\u0000"', '"\\ud800"', '"\\U000F0000"', "a: b: c", "🙂" * 9, "e\u0301" * 9, "\u202egnourt", "x" * 3_000, "ă " * 900, "- - - a"),
)  # fmt: skip


def odd_value(text: str, chance: Random) -> str:
    """A value becomes one that nobody should write, or one that belongs to another kind of figure."""
    found = _chosen(text, chance)
    return _put(text, found, chance.choice(ODD)) if found else text


def other_number(text: str, chance: Random) -> str:
    """A number becomes another one: larger, smaller, negative, with a digit changed, or the same one written otherwise."""
    numbers = list(re.finditer(r"[0-9][0-9.,]*", text))
    if not numbers:
        return text
    found = chance.choice(numbers)
    written = found[0]
    at = chance.randrange(len(written))
    other = chance.choice(
        (
            written[:at] + str(chance.randrange(10)) + written[at + 1 :],
            written[:at] + chance.choice("0123456789.,- %/") + written[at:],
            written[:at] + written[at + 1 :],
            f"-{written}",
            written.replace(".", "").replace(",", "."),
            written.replace(".", " "),
            f"{written}0",
            f"{written}.000",
            f"{written},{chance.randrange(1000)}",
            str(chance.randrange(10 ** chance.randrange(1, 20))),
        )
    )
    return text[: found.start()] + other + text[found.end() :]


def exchanged_values(text: str, chance: Random) -> str:
    """Two values change places, as when somebody types into the wrong line."""
    one, other = _chosen(text, chance), _chosen(text, chance)
    if not one or not other or one.start() >= other.start():
        return text
    return _put(_put(text, other, one["value"]), one, other["value"])


def quoted_value(text: str, chance: Random) -> str:
    """The same value in quotes, or over several lines."""
    found = _chosen(text, chance)
    if not found:
        return text
    value = found["value"]
    indent = " " * (len(found["key"]) - len(found["key"].lstrip()) + 2)
    ways = (
        f'"{value}"',
        f"'{value}'",
        f"|\n{indent}{value}",
        f">-\n{indent}{value}",
        f"'{value}",
        f"{value} # ghi chú",
    )
    return _put(text, found, chance.choice(ways))


def other_key(text: str, chance: Random) -> str:
    """A key becomes another one of the file, or one that there is not."""
    found, other = _chosen(text, chance), _chosen(text, chance)
    if not found or not other:
        return text
    key = found["key"]
    name = key.strip(" :-")
    names = (
        other["key"].strip(" :-"),
        name.upper(),
        f"{name}x",
        name[:-1],
        f"{name}[xã A]",
        f"'{name}'",
        f"{name}.{name}",
    )
    return text[: found.start()] + key.replace(name, chance.choice(names), 1) + text[found.end("key") :]


VALUES = (odd_value, other_number, odd_value, other_number, exchanged_values, quoted_value, other_key)


def _chosen(text: str, chance: Random) -> re.Match[str] | None:
    """One of the lines with a value, found from a place by chance, so that the whole text need not be searched."""
    start = text.rfind("\n", 0, chance.randrange(len(text) + 1)) + 1
    return LINE.search(text, start) or LINE.search(text)


def _put(text: str, found: re.Match[str], value: str) -> str:
    return text[: found.start("value")] + value + text[found.end("value") :]
