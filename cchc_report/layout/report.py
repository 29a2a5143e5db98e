"""The verdicts for people and for tools."""

import json
from collections.abc import Iterable, Sequence

from cchc_report.layout.checking import Judgement
from cchc_report.layout.findings import ABSENT, Spot, State, Verdict


def broken_count(judgements: Iterable[Judgement]) -> int:
    """How many rules are broken, all files together."""
    return sum(verdict.state is State.BROKEN for judgement in judgements for verdict in judgement.verdicts)


def as_text(judgements: Sequence[Judgement]) -> str:
    """What is broken first, then what cannot be told, then the count; file by file."""
    return "\n\n".join(_text(judgement) for judgement in judgements)


def as_json(judgements: Sequence[Judgement]) -> str:
    """The verdicts for tools; see README.md for the form."""
    report = {"files": [_data(judgement) for judgement in judgements], "broken": broken_count(judgements)}
    return json.dumps(report, ensure_ascii=False, indent=2)


def _text(judgement: Judgement) -> str:
    if judgement.problem:
        return f"{judgement.file}: không kiểm tra được\n  Tệp {judgement.problem}\n  Gợi ý: {judgement.hint}"
    by_state = {state: [v for v in judgement.verdicts if v.state is state] for state in State}
    broken, unsure = by_state[State.BROKEN], by_state[State.UNKNOWN]
    lines = [judgement.file, *(line for verdict in broken for line in _broken_lines(verdict))]
    absent = [verdict.rule.title for verdict in unsure if verdict.message.startswith(ABSENT)]
    open_ = [f"    {v.rule.title}: {v.message}" for v in unsure if not v.message.startswith(ABSENT)]
    lines += ["  Chưa kết luận được:", *open_] if open_ else []
    lines += [f"  Không áp dụng, vì văn bản không có phần này: {'; '.join(absent)}."] if absent else []
    counts = f"{len(by_state[State.KEPT])} quy định đúng, {len(broken)} sai, {len(unsure)} chưa kết luận được"
    return "\n".join([*lines, f"  Tổng cộng: {counts}."])


def _broken_lines(verdict: Verdict) -> list[str]:
    found, _, asked = verdict.message.partition(". Quy định: ")
    return [f"  SAI {verdict.rule.title}: {found}", f"      Quy định: {asked}"]


def _data(judgement: Judgement) -> dict[str, object]:
    data: dict[str, object] = {"file": judgement.file, "verdicts": [_verdict(v) for v in judgement.verdicts]}
    if judgement.problem:
        data |= {"problem": f"tệp {judgement.problem}", "hint": judgement.hint}
    return data


def _verdict(verdict: Verdict) -> dict[str, object]:
    rule = verdict.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "clause": rule.clause,
        "verdict": verdict.state.value,
        "message": verdict.message,
        "places": [_place(spot) for spot in verdict.spots],
    }


def _place(spot: Spot) -> dict[str, object]:
    return {"paragraph": spot.paragraph, "text": spot.text}
