"""Times of day-long talks as people and programs write them, in seconds."""

from __future__ import annotations

import math
import re

TIME = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,9})?"
"""Pattern of a clock time: M:SS, MM:SS.mmm, H:MM:SS."""

_CLOCK = re.compile(r"\s*(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d+))?\s*$")
_NUMBER = re.compile(r"\s*(\d{1,12}(?:\.\d*)?)\s*(?:s|sec|seconds)?\s*$")

# No talk is longer; what is larger is a date or a number.
_LONGEST = 100 * 3600.0


def clock_seconds(text: str) -> float | None:
    """Return the seconds of "1:02:03.5" or "62:03", None for anything else."""
    match = _CLOCK.match(text[:60])
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    total_seconds = total + (float(f"0.{fraction[:6]}") if fraction else 0.0)
    return total_seconds if total_seconds < _LONGEST else None


def any_seconds(value: object, *, milliseconds: bool = False) -> float | None:
    """Return the seconds of a number or a text that is a number or a clock time, else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        try:
            number = float(value)
        except OverflowError:
            return None
    elif isinstance(value, str):
        clock = clock_seconds(value.strip().strip("[]()"))
        if clock is not None:
            return clock
        match = _NUMBER.match(value[:40])
        if not match:
            return None
        number = float(match.group(1))
    else:
        return None
    number = number / 1000 if milliseconds else number
    return round(number, 3) if math.isfinite(number) and 0 <= number < _LONGEST * 1000 else None
