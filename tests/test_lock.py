"""The lock on a folder of outputs where it cannot be had: the run goes on, and says so."""

from pathlib import Path

import pytest

from cchc_report.outputs.lock import held


@pytest.mark.parametrize("refusal", [FileNotFoundError, PermissionError, NotADirectoryError])
def test_a_folder_that_cannot_be_made_is_not_tried_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: type[OSError]
) -> None:
    def mkdir(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr(Path, "mkdir", mkdir)
    told: list[str] = []
    with held(tmp_path / "out", on_wait=lambda: told.append("wait"), on_refusal=lambda: told.append("refused")):
        told.append("runs")
    assert told == ["refused", "runs"]
    assert not list(tmp_path.iterdir())
