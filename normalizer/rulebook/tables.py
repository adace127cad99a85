"""What the engine starts from: the rule book's data made ready once, and kept by the cache beside it.

Plain JSON: every number is an index into a list here, or of a rule in the order of the data. Building the same from the data takes a second,
reading it a hundredth of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from normalizer.rulebook.fold import fold
from normalizer.rulebook.literals import AGENCY, is_list, is_telling, listed
from normalizer.rulebook.needs import first_list, needs, shuns
from normalizer.rulebook.patterns import written
from normalizer.rulebook.phrases import first_word
from normalizer.rulebook.scan import stems
from normalizer.rulebook.shelf import KEY, packed

#: Prose is full of literals of fewer letters and digits than this; where a rule looks near an edge, they are looked for in the edges alone.
_TELLING = 3


def tables(data: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a rule book's data (:func:`normalizer.rulebook.load.load`).

    ``begins``: the word list that each rule's paragraph begins with, and ``starts`` the words of those; ``needs`` of each rule and what it ``shuns``; ``scan``: what the automaton of the whole text looks for; ``near``: literals looked for near an edge of a
    paragraph; ``forms``: the names of agencies; ``words``: the word lists as patterns.
    """
    rules = data["rules"]
    begins = [first_list(rule["pattern"], rule["zone"], data["words"]) if rule.get("paragraphs", 1) == 1 else "" for rule in rules]
    return {
        "begins": begins,
        "starts": _starts(data["words"], sorted(set(begins) - {""})),
        "shuns": [shuns(rule["pattern"]) for rule in rules],
        "needs": [needs(rule["pattern"], data["blocks"], data["words"]) for rule in rules],
        "near": [
            [number, common] for number, rule in enumerate(rules) if (common := [literal for literal in _plain(rule) if _is_near(rule, literal)])
        ],
        "scan": _scan(data),
        "forms": _forms(data["agencies"]),
        "words": written(data["words"]),
    }


def _starts(words: dict[str, dict[str, list[str]]], names: Sequence[str]) -> dict[str, str]:
    """Words that a paragraph may begin with, folded, from their first letter or digit on, by their first characters, packed: each with its lists."""
    starts: dict[str, dict[str, list[str]]] = {}
    for name in names:
        for form in sorted(
            {form for listed_in in words[name].values() for word in listed_in for form in (fold(word), fold(word).replace("ß", "ss"))}
        ):
            form = form[first_word(form, 0, len(form)) :]
            starts.setdefault(form[:KEY], {}).setdefault(form, []).append(name)
    return packed(starts)


def _plain(rule: dict[str, Any]) -> list[str]:
    """The literals that a rule names itself, folded."""
    return [fold(literal) for literal in rule.get("literals", ()) if not is_list(literal)]


def _is_near(rule: dict[str, Any], literal: str) -> bool:
    return bool(rule.get("within")) and sum(map(str.isalnum, literal)) < _TELLING


def _scan(data: Mapping[str, Any]) -> dict[str, Any]:
    """Each literal's text; its groups, rules that share a list; whether it must stand as a word of its own.

    Words of lists and phrases must; what a rule names itself may be part of a word.
    """
    rules = data["rules"]
    by_list: dict[str, list[int]] = {}
    own: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for literal in rule.get("literals", ()):
            if is_list(literal) and literal != AGENCY:
                by_list.setdefault(literal[1:], []).append(number)
        for literal in (literal for literal in _plain(rule) if not _is_near(rule, literal)):
            own.setdefault(literal, []).append(number)
    groups = {literal: [tuple(numbers)] for literal, numbers in own.items()}
    lists = listed(data["words"])
    for name, numbers in by_list.items():
        for literal in lists[name]:
            groups.setdefault(literal, []).append(tuple(numbers))
    texts = sorted({*groups, *data["phrases"]["contains"]})
    together = sorted({group for listing in groups.values() for group in listing})
    places = {group: place for place, group in enumerate(together)}
    return {
        **stems(texts),
        "groups": together,
        "of": [[places[group] for group in groups.get(text, ())] for text in texts],
        "whole": [text not in own for text in texts],
    }


def _forms(agencies: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The printed forms of all agencies, in capitals too; who owns each: name, whether it is weak, languages; and whether it proposes a rule
    wherever it stands (`Reuters`), or only with a sign beside it (`(AP)`)."""
    owners: dict[str, list[tuple[str, bool, tuple[str, ...]]]] = {}
    for agency in agencies:
        weak = set(agency.get("weak", ()))
        printed = {form.upper(): form for form in agency["forms"]} | {form: form for form in agency["forms"]}
        for form, spelled in printed.items():  # a capital form that is listed keeps its own strength (`DPA` beside `dpa`)
            owners.setdefault(form, []).append((agency["name"], spelled in weak, tuple(agency.get("languages", ()))))
    forms = sorted(owners)
    who = sorted({owner for owned in owners.values() for owner in owned})
    places = {owner: place for place, owner in enumerate(who)}
    return {
        **stems(forms),
        "owners": who,
        "of": [[places[owner] for owner in owners[form]] for form in forms],
        "telling": [is_telling(form) and not all(weak for _, weak, _ in owners[form]) for form in forms],
    }
