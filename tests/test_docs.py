"""The documentation says what is so: its snippets are run, its links lead somewhere, its generated pages leave nothing out. `make docs` builds the site itself."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from normalizer.formats import FORMATS
from normalizer.hook.codes import codes
from normalizer.rulebook.check import PHRASES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import generate  # noqa: E402
import make_picture  # noqa: E402
import snippets  # noqa: E402
from generators import catalogue, commands, library, markup, rules, schema  # noqa: E402

WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
#: Lines of a page that are not run, by their beginnings, and why.
NOT_RUN = {
    "CONTRIBUTING.md": {
        "normalizer rules new": "writes into rules/ of the checkout; docs/wire.md walks the same loop with packs of its own",
        "normalizer rules test agencies/example-wire": "as above",
        "normalizer rules test shapes --full": "takes minutes",
    },
}


def _of_the_readme() -> None:
    """Folders as the README takes them for granted."""
    for name in ("news", "more"):
        Path(name).mkdir()
    shutil.copy("samples/raw/xinhua.txt", "news")
    Path("more/crawl.jsonl").write_text('{"text": "LONDON (Reuters) - The bank raised its rate."}\n')


PREPARED: dict[str, Callable[[], None]] = {"README.md": _of_the_readme}


@pytest.mark.parametrize("page", [page for page in WRITTEN if "```" in page.read_text(encoding="utf-8")], ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(page: Path) -> None:
    """Where it differs on purpose: ``python docs/snippets.py --write PAGE``, and read what it wrote."""
    told = snippets.told(page, PREPARED.get(page.name, lambda: None), NOT_RUN.get(page.name, ()))
    assert told == page.read_text(encoding="utf-8")


def test_a_page_that_lies_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\n1 + 1  # 3\n```\n\n```console\n$ echo a; echo b; echo c\nx\n$ echo d; echo e\nd\n...\n$ false\n$ echo $?\n```\n")
    assert (
        snippets.told(page)
        == "```python\n1 + 1  # 2\n```\n\n```console\n$ echo a; echo b; echo c\na\nb\nc\n$ echo d; echo e\nd\n...\n$ false\n$ echo $?\n1\n```\n"
    )
    page.write_text("```sh\nfalse\n```\n")
    with pytest.raises(AssertionError, match="false: exit status 1, not 0"):
        snippets.told(page)
    page.write_text("```sh\nfalse  # exit 1\n```\n")
    assert snippets.told(page) == page.read_text()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sources of the site, each page's Markdown by its path."""
    folder = tmp_path_factory.mktemp("site")
    generate.write(folder)
    sources = folder / "pages"
    return {path.relative_to(sources).as_posix(): path.read_text(encoding="utf-8") for path in sources.rglob("*.*")}


def packs(key: str) -> list[tuple[str, dict[str, Any]]]:
    found = [(name, pack) for name, pack in catalogue.opened().packs if key in pack]
    assert found
    return found


def test_every_rule_stands_on_its_page(site: dict[str, str]) -> None:
    for name, pack in packs("rule"):
        for rule in pack["rule"]:
            page = site[rules.page_of(name)]
            assert page.count(f"{{ #{markup.anchor(rule['id'])} }}") == 1, rule["id"]
            assert rule["pattern"] in page, rule["id"]
            said = [
                *(one["text"] for one in rule.get("miss", ())),
                *(why for one in rule.get("miss", ()) for why in [one["why"]]),
                *rule.get("literals", ()),
            ]
            assert not [words for words in said if markup.verbatim(words) not in page], rule["id"]


def test_every_template_stands_on_its_page(site: dict[str, str]) -> None:
    for name, pack in catalogue.opened().packs:
        page = site[rules.page_of(name)]
        told = [*pack.get("page", {}).get("hosts", ()), *(value for value in pack.get("page", {}).values() if isinstance(value, str))]
        assert not [words for words in told if markup.chip(words) not in page], name
        assert not [example["url"] for example in pack.get("page", {}).get("example", ()) if example["html"] not in page], name


def test_every_agency_and_every_form_of_it(site: dict[str, str]) -> None:
    by_country, by_language = site["catalogue/agencies/index.md"], site["catalogue/agencies/by-language.md"]
    for name, pack in packs("agency"):
        page = site[rules.page_of(name)]
        assert not [form for form in pack["agency"]["forms"] if markup.chip(form) not in page], name
        assert f"]({Path(name).stem}.md)" in by_country, name
        assert f"]({Path(name).stem}.md)" in by_language or not pack["agency"].get("languages"), name


def test_every_language_and_every_phrase_of_it(site: dict[str, str]) -> None:
    for name, pack in packs("language"):
        page = site[rules.page_of(name)]
        listed = [words for group in pack.get("words", {}).values() for words in group]
        listed += [phrase for how in PHRASES for table in pack.get(how, {}).values() for phrase in table["phrases"]]
        assert not [words for words in listed if markup.chip(words) not in page], name
        assert f"]({Path(name).stem}.md)" in site["catalogue/languages/index.md"], name


def test_every_diagnostic_command_key_format_and_name(site: dict[str, str]) -> None:
    assert [
        code for code in codes() if site[f"reference/codes/{code}.md"] != codes()[code].page or f"[{code}](" not in site["reference/codes/index.md"]
    ] == []
    for path, command in commands.walk(commands.command()):
        page = site[commands.page_of(path)]
        assert [option for option in commands.options(command) if not re.search(rf"[`\s]{option}[`,\s]", page)] == [], path
    plain = json.loads(schema.FILE.read_text(encoding="utf-8"))
    keys = [*plain["properties"], *(key for _, inner in schema.objects(plain, plain) for key in inner["properties"])]
    assert [key for key in keys if f"| `{key}` |" not in site["reference/schema.md"]] == []
    import normalizer

    assert [one.name for one in FORMATS if f"| `{one.name}` |" not in site["reference/formats.md"]] == []
    assert [name for name in normalizer.__all__ if f"`{name}` {{ #" not in site["reference/library/normalizer.md"]] == []


def test_public_names_say_what_they_are() -> None:
    from importlib import import_module

    dumb = []
    for name in (name for part in library.PARTS for name in part.modules):
        module = import_module(name)
        dumb += [f"{name}.{public}" for public in library.public_names(module) if not (getattr(module, public).__doc__ or "").strip()]
    assert dumb == []


_LINK = re.compile(r"\]\(([^)\s]+)\)")


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^(```+).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings: those that are given, and those that are made of their words."""
    found = set()
    for words in re.findall(r"^#+ (.+)$", re.sub(r"^(```+).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE):
        given = re.search(r"\{ #(\S+) \}$", words)
        found.add(given[1] if given else re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", words).strip().lower()))
    return found


def test_a_page_has_each_anchor_once(site: dict[str, str]) -> None:
    given = {path: re.findall(r"\{ #(\S+) \}$", without_code(text), re.MULTILINE) for path, text in site.items() if path.endswith(".md")}
    assert {path: found for path, names in given.items() if (found := sorted({name for name in names if names.count(name) > 1}))} == {}


def test_every_link_leads_somewhere(site: dict[str, str]) -> None:
    known = {path: anchors(text) for path, text in site.items() if path.endswith(".md")}
    lost = []
    for path, text in site.items():
        for link in _LINK.findall(without_code(text)) if path.endswith(".md") else ():
            target, _, name = link.partition("#")
            there = (Path("/", path).parent / target).resolve().relative_to("/").as_posix() if target else path
            if not link.startswith("https:") and (there not in site or (name and name not in known[there])):
                lost.append(f"{path}: {link}")
    assert lost == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_links_between_files_of_the_repository(page: Path, site: dict[str, str]) -> None:
    """On a forge, where nobody has built the site; but for pages that only the site has."""
    for link in _LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        target, _, name = link.partition("#")
        if link.startswith("https:") or (page.parent == DOCS and target in site and target.count("/")):
            continue
        there = page.parent / target if target else page
        assert there.exists(), link
        assert not name or name in anchors(there.read_text(encoding="utf-8")), link


def shown(text: str) -> list[str]:
    """Every command of ours that a page shows, in a block or within a sentence."""
    blocks = [line for block in snippets.blocks(text) for line in snippets.commands(block)]
    return [line for line in (*blocks, *re.findall(r"`(normalizer [^`\n]+)`", text)) if line.startswith("normalizer ")]


def test_commands_and_options_that_are_shown_exist(site: dict[str, str]) -> None:
    known = dict(commands.walk(commands.command()))
    every = {option for command in known.values() for option in commands.options(command)} | {"--version"}
    wrong, seen = [], 0
    for path, text in {page.name: page.read_text(encoding="utf-8") for page in WRITTEN}.items() | site.items():
        for line in shown(text) if path.endswith(".md") else ():
            words = line.partition("  #")[0].split()[1:]
            command = known.get(tuple(words[:2])) or known.get(tuple(words[:1]))
            group = any(words[0] == one[0] for one in known) if words else False
            allowed = set(commands.options(command)) if command else every if group or words[0] == "--version" else set()
            wrong += [f"{path}: {line}"] if not allowed or {word.partition("=")[0] for word in words if re.match("--?[a-z]", word)} - allowed else []
            seen += 1
        wrong += [
            f"{path}: {option}"
            for option in re.findall(r"`(--[a-z][a-z-]*)[ `]", text)
            if option not in every and not path.startswith("reference/commands")
        ]
    assert wrong == []
    assert seen > 50


def test_make_has_the_targets_that_are_named() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for page in WRITTEN for name in re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)}
    assert named
    assert named <= targets


def test_the_hooks_that_are_named_exist() -> None:
    hooks = set(re.findall(r"- id: (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")))
    shown = re.findall(r"- id: (\S+)", (DOCS / "repository.md").read_text(encoding="utf-8"))
    assert set(shown) == hooks


def test_files_of_settings_that_are_shown_are_toml() -> None:
    found = [block.text for page in WRITTEN for block in snippets.blocks(page.read_text(encoding="utf-8")) if block.language == "toml"]
    assert [tomllib.loads(text) for text in found]


def test_the_picture_is_what_the_program_does() -> None:
    """Else: ``python docs/make_picture.py``, and look at it."""
    drawn = make_picture.picture(make_picture.dispatch())
    assert drawn == make_picture.FILE.read_text(encoding="utf-8")


def test_no_letter_of_the_picture_runs_over_an_edge() -> None:
    words = "unbreakable" * 12
    root = ElementTree.fromstring(make_picture.picture(f"LUSAKA, Nov 6 (Reuters) - The board said {words} <&> no.\n\nIt met again."))
    space = {"s": "http://www.w3.org/2000/svg"}
    panels = [(float(r.get("x", 0)), float(r.get("x", 0)) + float(r.get("width", 0))) for r in root.findall("s:rect[@class='paper']", space)]
    height = float(root.get("viewBox", "").split()[3])
    lines = [one for one in root.findall("s:text", space) if one.get("textLength")]
    assert len(lines) > 10
    for line in lines:
        left = float(line.get("x", 0))
        right = left + float(line.get("textLength", 0))
        assert any(start < left and right < end for start, end in panels), line.text
        assert float(line.get("y", 0)) < height
    said = "".join(line.text or "" for line in lines)
    assert "<&>" in said
    assert said.replace(" ", "").count(words) == 2


def test_the_site_asks_the_network_for_nothing() -> None:
    config = (DOCS / "mkdocs.yml").read_text(encoding="utf-8")
    assert "font: false" in config
    assert [
        name
        for name in ("style.css", "iframe-worker.js", "mkdocs.yml")
        if "//" in re.sub(r"(?m)^\s*(//|#).*$|w3\.org", "", (DOCS / name).read_text(encoding="utf-8"))
    ] == []
