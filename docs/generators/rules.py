"""A rule as its reader sees it, and the pages of packs that hold nothing but rules: shapes and publishers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generators.markup import Page, anchor, chip, chips, count, fence, folded, heading, inert, link, prose, shortened, table, verbatim
from normalizer.rulebook import book
from normalizer.rulebook.author import rule_of
from normalizer.rulebook.bench import Bench

#: What a folder of packs is, as the head of its page says it.
FOLDERS = {
    "shapes": ("Shapes", "Rules that hold for any outlet: datelines, by-lines, captions, time stamps, transmissions."),
    "publishers": ("Publishers", "Rules and templates that only one outlet's pages, or one kind of page, need."),
}
#: What of a rule is said in words; the rest of its keys stand in a list of their own.
_TOLD = ("id", "what", "pattern", "match", "miss", "literals")


def pages(bench: Bench) -> Iterator[Page]:
    """A page for each pack of shapes and publishers, and one that lists them, for each folder."""
    for folder, (title, what) in FOLDERS.items():
        index = f"catalogue/{folder}/index.md"
        packs = [(name, pack) for name, pack in bench.packs if name.startswith(f"{folder}/")]
        rows = [
            (link(inert(PurePosixPath(name).stem), index, page_of(name)), str(len(pack.get("rule", ()))), _kinds(pack), _whats(pack))
            for name, pack in packs
        ]
        yield Page(index, title, f"# {title}\n\n{what}\n\n{table(('pack', 'rules', 'kinds', 'what they look for'), rows)}\n")
        for name, pack in packs:
            stem = PurePosixPath(name).stem
            parts = (f"# {stem}", trail(name), f"`rules/{name}` has {_amount(pack)}.", _contents(pack), of_pack(pack))
            yield Page(page_of(name), stem, "\n\n".join(part for part in parts if part) + "\n")


def page_of(pack: str) -> str:
    """The page of a pack by its path below ``rules/``."""
    return f"catalogue/{pack.removesuffix('.toml')}.md"


def trail(pack: str) -> str:
    """Where a page stands, in links."""
    here = page_of(pack)
    folder = pack.partition("/")[0]
    return f"{link('Rule catalogue', here, 'catalogue/index.md')} › {link(folder.capitalize(), here, f'catalogue/{folder}/index.md')}"


def of_pack(pack: dict[str, Any]) -> str:
    """The rules of a pack, one after the other, and its template."""
    return "\n\n".join([*(part for rule in pack.get("rule", ()) for part in _rule(rule)), *_template(pack.get("page", {}))])


def _kinds(pack: dict[str, Any]) -> str:
    return ", ".join(f"`{kind}`" for kind in dict.fromkeys(rule["kind"] for rule in pack.get("rule", ())))


def _amount(pack: dict[str, Any]) -> str:
    amounts = [count(len(pack["rule"]), "rule")] if pack.get("rule") else []
    return " and ".join([*amounts, "a template for pages"] if "page" in pack else amounts)


def _template(page: dict[str, Any]) -> Iterator[str]:
    """What chooses the blocks of an outlet's pages, and pages in its manner."""
    if page:
        yield heading(2, "Template", "template")
        yield "CSS selectors, by what they choose on a page of these hosts."
        yield table(("", ""), ((inert(key), _chosen(value)) for key, value in page.items() if key != "example"))
        for example in page["example"]:
            yield f"**A page in its manner**, `{example['url']}`:"
            yield fence(example["html"], "html")
            yield table(("", ""), ((inert(key), _chosen(value)) for key, value in example.items() if key not in ("url", "html")))


def _chosen(value: Any) -> str:
    return "<br>".join(chip(str(one)) for one in (value if isinstance(value, list) else [value]))


def _whats(pack: dict[str, Any]) -> str:
    if "page" in pack and not pack.get("rule"):
        return "the story on pages of " + ", ".join(f"`{host}`" for host in pack["page"]["hosts"])
    return "; ".join(prose(rule["what"]) for rule in pack.get("rule", ())[:3]) + (" ..." if len(pack.get("rule", ())) > 3 else "")


def _contents(pack: dict[str, Any]) -> str:
    if not pack.get("rule"):
        return ""
    return table(("rule", "kind", "what"), ((f"[{inert(r['id'])}](#{anchor(r['id'])})", f"`{r['kind']}`", prose(r["what"])) for r in pack["rule"]))


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    yield heading(2, inert(rule["id"]), rule["id"])
    yield prose(rule["what"][:1].upper() + rule["what"][1:]) + "\\."
    yield table(("", ""), ((key.replace("_", " "), _value(value)) for key, value in rule.items() if key not in _TOLD))
    if rule.get("literals"):
        yield "Tried where one of these stands:"
        yield chips(rule["literals"])
    yield fence(rule["pattern"])
    if known := rule_of(rule["id"], book()):
        words = "&#10;".join(map(verbatim, shortened(known.expanded.text)))
        yield folded("The pattern with its blocks expanded", f"<pre><code>{words}</code></pre>")
        if known.expanded.readers:
            yield "Reads " + ", ".join(f"`{field}` ({reader})" for field, reader in known.expanded.readers.items()) + "."
    yield "**It takes**"
    yield "\n".join(_match(match) for match in rule["match"])
    if rule.get("miss"):
        yield "**It leaves**"
        yield "\n".join(
            f'<div class="example"><p dir="auto">{verbatim(m["text"])}</p><small>{verbatim(m["why"])}</small></div>' for m in rule["miss"]
        )


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(chip(str(one)) for one in value)
    return prose(str(value)) if isinstance(value, str) else f"`{str(value).lower()}`"


def _match(match: dict[str, Any]) -> str:
    fields = "".join(f"<small>{verbatim(name)} = {chip(str(value))}</small> " for name, value in match.get("fields", {}).items())
    return f'<div class="example"><p dir="auto">{marked(match["text"], match.get("takes", [match["text"]]))}</p>{fields}</div>'


def marked(text: str, pieces: list[str]) -> str:
    """A text with the pieces that are taken of it marked, as HTML; the pieces are in the order of the text."""
    parts, at = [], 0
    for piece in pieces:
        start = text.find(piece, at)
        if start < 0:
            continue
        parts += [verbatim(text[at:start]), f"<mark>{verbatim(piece)}</mark>"]
        at = start + len(piece)
    return "".join([*parts, verbatim(text[at:])])
