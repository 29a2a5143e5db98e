"""Another clock for a whole process that has this folder on its path: CCHC_CLOCK seconds off, and an hour further at each look."""

import datetime as dt
import os
import time
from itertools import count
from typing import Self

_OFFSET = float(os.environ["CCHC_CLOCK"])
_STEPS = count()
_TIME, _LOCAL, _UNIVERSAL = time.time, time.localtime, time.gmtime


def _now() -> float:
    return _TIME() + _OFFSET + 3600 * next(_STEPS)


class _Moment(dt.datetime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Self:
        return cls.fromtimestamp(_now(), tz)

    @classmethod
    def today(cls) -> Self:
        return cls.fromtimestamp(_now())


class _Day(dt.date):
    @classmethod
    def today(cls) -> Self:
        return cls.fromtimestamp(_now())


def _local(seconds: float | None = None, /) -> time.struct_time:
    return _LOCAL(_now() if seconds is None else seconds)


def _universal(seconds: float | None = None, /) -> time.struct_time:
    return _UNIVERSAL(_now() if seconds is None else seconds)


vars(time).update(time=_now, localtime=_local, gmtime=_universal)
vars(dt).update(datetime=_Moment, date=_Day)
