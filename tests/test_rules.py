"""Every rule against all its examples, both ways: what must match and what it yields, what must not and why."""

from __future__ import annotations

import pytest

from normalizer.rulebook import book
from normalizer.rulebook.author import Example, examples, failure

EXAMPLES = list(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.rule or e.pack}-{i}" for i, e in enumerate(EXAMPLES)])
def test_example(example: Example) -> None:
    assert failure(example, book()) is None
