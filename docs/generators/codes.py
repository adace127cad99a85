"""The diagnostics of ``check``: the pages that ``explain CODE`` prints, and a list of them by family."""

from __future__ import annotations

from collections.abc import Iterator

from generators.markup import Page, inert, link, table
from normalizer.hook.codes import codes

_INDEX = "reference/codes/index.md"


def pages() -> Iterator[Page]:
    """The list, and the page of each code."""
    rows = []
    for code in codes().values():
        fixed, looked = "yes" if code.fixed else "a person has to look", "yes" if code.default else "where it is selected"
        rows.append((link(code.id, _INDEX, page_of(code.id)), inert(code.name), inert(code.family), fixed, looked))
    what = "What `normalizer check` finds. `normalizer explain CODE` prints the same page on a terminal; `--select` and `--ignore` take a code, a family of them (`DAT`), `default` or `all`."
    yield Page(_INDEX, "Diagnostics", f"# Diagnostics\n\n{what}\n\n{table(('code', 'finds', 'family', 'fixed', 'looked for'), rows)}\n")
    for code in codes().values():
        yield Page(page_of(code.id), code.id, code.page)


def page_of(code: str) -> str:
    """The page of a code."""
    return f"reference/codes/{code}.md"
