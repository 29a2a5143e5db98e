"""Metrics files like the shipped sample's, with invented figures that agree with each other."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random

from benchmarks.samples import ROOT
from cchc_report.vietnamese.numbers import round_half_up, write_number

SAMPLE = ROOT / "metrics" / "ben-tre" / "2024-q1.yaml"
UNIT_FILE = ROOT / "metrics" / "ben-tre" / "don-vi.yaml"
_SECTION = re.compile(r"(\w+):\s*")
_VALUE = re.compile(r"  (\w+): .*")


def invented_values(chance: Random) -> dict[str, str]:
    """Every figure of the sample anew, as typed, by its id: ``so_hoa.hs_truc_tuyen`` is ``27.672``.

    Parts add up, rates agree, and only what was zero is, so that the article keeps its sentences.
    """
    groups = (_direction(chance), _procedures(chance), _legislation(chance), _staff(chance), _money(chance))
    counts = {name: number for group in (*groups, _digital(chance)) for name, number in group.items()}
    return {
        name: number if isinstance(number, str) else write_number(Decimal(number), 0) for name, number in counts.items()
    }


def with_values(text: str, values: Mapping[str, str | None]) -> str:
    """A metrics file with other values in its lines, by id; a line whose value is None is left out."""
    return "\n".join(_lines(text, values)) + "\n"


def _lines(text: str, values: Mapping[str, str | None]) -> Iterator[str]:
    section = ""
    for line in text.splitlines():
        if found := _SECTION.fullmatch(line):
            section = found[1]
        value = _VALUE.fullmatch(line)
        name = f"{section}.{value[1]}" if value else ""
        if value is None or name not in values:
            yield line
        elif values[name] is not None:
            yield f"  {value[1]}: {values[name]}"


def _direction(chance: Random) -> dict[str, int | str]:
    return {
        "chi_dao.nhiem_vu": chance.randint(20, 90),
        "chi_dao.linh_vuc": chance.randint(2, 9),
        "chi_dao.kiem_tra_so_nganh": chance.randint(2, 9),
        "chi_dao.kiem_tra_huyen": chance.randint(2, 9),
        "chi_dao.kiem_tra_xa": chance.randint(2, 9),
        "chi_dao.kiem_tra_ty_le": f"{chance.randint(20, 60)}%",
        "chi_dao.phat_thanh": chance.randint(2, 9),
        "chi_dao.truyen_hinh": chance.randint(2, 9),
        "chi_dao.bai_viet": chance.randint(2, 90),
    }


def _procedures(chance: Random) -> dict[str, int | str]:
    kinds = [chance.randint(20, 99) for _ in range(4)]
    names = ("ban_hanh_moi", "sua_doi", "thay_the", "bai_bo")
    received = chance.randint(10, 99)
    return {
        "tthc.quyet_dinh_cong_bo": chance.randint(10, 60),
        "tthc.cong_bo": sum(kinds),
        **{f"tthc.{name}": count for name, count in zip(names, kinds, strict=True)},
        "tthc.cong_khai": chance.randint(20, sum(kinds)),
        **dict.fromkeys(("tthc.pakn_tiep_nhan", "tthc.pakn_moi", "tthc.pakn_quy_dinh"), received),
        "tthc.pakn_quy_dinh_xu_ly": chance.randint(2, received),
    }


def _legislation(chance: Random) -> dict[str, int | str]:
    own, resolutions, decisions = (chance.randint(3, 30) for _ in range(3))
    return {
        "the_che.quyet_dinh": chance.randint(3, 30),
        "the_che.kiem_tra": own + resolutions + decisions,
        "the_che.tu_kiem_tra": own,
        "the_che.theo_tham_quyen": resolutions + decisions,
        "the_che.tham_quyen_nghi_quyet": resolutions,
        "the_che.tham_quyen_quyet_dinh": decisions,
    }


def _staff(chance: Random) -> dict[str, int | str]:
    officials, others = chance.randint(3, 20), chance.randint(50, 600)
    return {
        "bo_may.dvsn_giam": chance.randint(2, 9),
        "bo_may.bien_che_giam": officials + others,
        "bo_may.bien_che_giam_cong_chuc": officials,
        "bo_may.bien_che_giam_su_nghiep": others,
    }


def _money(chance: Random) -> dict[str, int | str]:
    planned = chance.randint(5_000, 9_000)
    collected = chance.randint(1_000, 2_000)
    return {
        "tai_chinh.thu_ngan_sach": f"{_number(collected)} tỷ đồng",
        "tai_chinh.du_toan_thu": f"{_number(planned)} tỷ đồng",
        "tai_chinh.thu_ty_le": rate(collected, planned),
        "tai_chinh.giai_ngan": f"{_number(chance.randint(100_000, 990_000))} triệu đồng",
        "tai_chinh.giai_ngan_ty_le": rate(chance.randint(1_000, 3_000), 10_000),
    }


def _digital(chance: Random) -> dict[str, int | str]:
    services = chance.randint(1_500, 1_900)
    online = chance.randint(1_000, 1_400)
    return {
        "so_hoa.dvc_truc_tuyen": online,
        "so_hoa.dvc_tong": services,
        "so_hoa.dvc_ty_le": rate(online, services),
        "so_hoa.tich_hop_ty_le": f"{chance.randint(60, 95)}%",
        "so_hoa.dvc_phat_sinh": chance.randint(100, 900),
        "so_hoa.hs_truc_tuyen": chance.randint(10_000, 90_000),
        "so_hoa.thanh_toan": chance.randint(10_000, 90_000),
        "so_hoa.thanh_toan_ty_le": f"{chance.randint(30, 95)}%",
    }


def rate(part: int, whole: int) -> str:
    """A share of a hundred as a metrics file has it: ``26,48%``."""
    return f"{write_number(round_half_up(Decimal(100 * part) / whole, 2), 2)}%"


def _number(count: int) -> str:
    return write_number(Decimal(count), 0)
