"""Writes the sources of the documentation site: ``python docs/generate.py build/docs``; then ``zensical build --strict -f build/docs/mkdocs.yml``.

The pages written by hand (``docs/*.md``, CONTRIBUTING.md, CHANGELOG.md) are copied; the rest is read from the program and from ``rules/``.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from generators import catalogue, codes, commands, formats, library, schema
from generators.markup import Page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
#: The pages written by hand in the order of the navigation; the title of each is its first heading.
TUTORIALS = ("corpus.md", "repository.md", "library.md")
EXPLAINED = ("how-it-works.md", "wire.md", "contract.md")
#: Pages of the repository that are pages of the site too, and what their links to files that are no pages become.
BORROWED = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
ASSETS = ("style.css", "iframe-worker.js", "before-after.svg")


def generated() -> list[Page]:
    """Every generated page, in the order of the navigation."""
    return [*catalogue.pages(), *commands.pages(), *codes.pages(), *library.pages(), *schema.pages(), *formats.pages()]


def title(path: Path) -> str:
    """The first heading of a page."""
    found = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path} has no heading"
    return found[1].strip()


def handwritten() -> Iterator[tuple[str, Path]]:
    """Every page written by hand, as (its path below the site, its file)."""
    for name in ("index.md", *TUTORIALS, *EXPLAINED):
        yield name, HERE / name
    for name, path in BORROWED.items():
        yield path, ROOT / name


def navigation(pages: list[Page]) -> list[object]:
    """What stands beside every page. Agencies and languages are reached by their lists: hundreds of lines would hide the rest."""

    def below(folder: str) -> list[object]:
        return [{page.title: page.path} for page in pages if page.listed and page.path.startswith(folder)]

    return [
        {"Home": "index.md"},
        {"Tutorials": [{title(HERE / name): name} for name in TUTORIALS]},
        {"Understand": [{title(HERE / name): name} for name in EXPLAINED]},
        {
            "Rule catalogue": [
                {"Overview": "catalogue/index.md"},
                *below("catalogue/agencies/"),
                *below("catalogue/languages/"),
                *({name.title(): below(f"catalogue/{name}/")} for name in ("shapes", "publishers")),
                {"Blocks": "catalogue/blocks.md"},
            ]
        },
        {
            "Reference": [
                *(
                    {name.title(): below(f"reference/{folder}/")}
                    for name, folder in (("commands", "commands"), ("diagnostics", "codes"), ("library", "library"))
                ),
                {"Schema": "reference/schema.md"},
                {"Formats": "reference/formats.md"},
            ]
        },
        {"Project": [{title(ROOT / name): path} for name, path in BORROWED.items()]},
    ]


def write(out: Path) -> int:
    """Write the sources of the site into an empty or new folder; how many pages there are."""
    sources = out / "pages"
    shutil.rmtree(sources, ignore_errors=True)
    pages = generated()
    for page in pages:
        path = sources / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
    for name, file in handwritten():
        (sources / name).write_text(site_text(file), encoding="utf-8")
    for name in ASSETS:
        shutil.copyfile(HERE / name, sources / name)
    config = (HERE / "mkdocs.yml").read_text(encoding="utf-8")
    # JSON is YAML, and needs no package to be written.
    (out / "mkdocs.yml").write_text(f"{config}\nnav: {json.dumps(navigation(pages), ensure_ascii=False, indent=1)}\n", encoding="utf-8")
    return len(pages) + len(list(handwritten()))


def site_text(file: Path) -> str:
    """A page as the site has it: links to pages of the repository are links to pages of the site, and what tests need to know is left out."""
    text = re.sub(r"^<!-- .*? -->\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for name, path in BORROWED.items():
        text = re.sub(rf"\]\((?:\.\./)?{re.escape(name)}", f"]({path}", text)
    return text


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(f"{write(folder)} pages in {folder / 'pages'}")
