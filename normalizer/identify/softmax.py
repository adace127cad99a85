"""From scores to shares, in integers alone: the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from math import isqrt
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Behind = TypeVar("Behind", int, "npt.NDArray[np.int64]")

#: A natural logarithm is given in this fraction of 1.
UNIT = 1024
_STEP = 16  # one entry of the table of powers a 1/64
#: e to the minus n/64, in millionths, to e to the minus 8.
_POWERS = tuple(int((Decimal(-n) / 64).exp() * 1_000_000) for n in range(513))


@lru_cache(maxsize=4096)
def ln(number: int) -> int:
    """The natural logarithm of a number from 1 on, in 1/1024, exactly rounded everywhere (``decimal``, not the machine's ``log``)."""
    return int((Decimal(number).ln() * UNIT).to_integral_value())


def tempered(behind: Behind, size: int) -> Behind:
    """How far a score (or each of an array of them) is behind the best, ``behind`` in 1/4096 nat, divided by the root of the text's ``size`` in bytes; in 1/1024.

    py3langid's own calibration: the n-grams of a text overlap and are no independent witnesses, so that their sum grows too fast by about that root.
    """
    return behind * 16 // isqrt(max(size, 1) * 4096)


def shares(behind: Mapping[str, int]) -> list[tuple[str, int]]:
    """Shares per mille, best first (then by name), of languages that are so far (1/1024 nat) behind the best; those under 1 left out."""
    powers = {name: _POWERS[min(far // _STEP, 512)] for name, far in behind.items()}
    return per_mille(powers.items())


def per_mille(weights: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Weights as shares per mille, best first, then by name."""
    weighed = list(weights)
    total = sum(weight for _, weight in weighed) or 1
    ranked = sorted(((name, (1000 * weight + total // 2) // total) for name, weight in weighed), key=lambda one: (-one[1], one[0]))
    return [one for one in ranked if one[1]]
