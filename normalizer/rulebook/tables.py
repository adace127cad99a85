"""What the engine starts from: the rule book's data made ready once, and kept by the cache beside it.

Plain JSON: every number is an index into a list here, or of a rule in the order of the data. Building the same from the data takes a second,
reading it a hundredth of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from normalizer.rulebook.fold import fold
from normalizer.rulebook.literals import AGENCY, is_list, is_telling, listed
from normalizer.rulebook.needs import needs
from normalizer.rulebook.patterns import written

#: Of a rule that looks near an edge, so few literals are looked for in the edges alone; more go through the automaton of the whole text.
_FEW = 16


def tables(data: dict[str, Any]) -> dict[str, Any]:
    """The tables of a rule book's data (:func:`normalizer.rulebook.load.load`).

    ``needs`` of each rule; ``scan``: what the automaton of the whole text looks for; ``near``: literals looked for near an edge of a
    paragraph; ``forms``: the names of agencies; ``words``: the word lists as patterns.
    """
    rules = data["rules"]
    near = {number: plain for number, rule in enumerate(rules) if rule.get("within") and len(plain := _plain(rule)) <= _FEW}
    return {
        "needs": [needs(rule["pattern"], data["blocks"], data["words"]) for rule in rules],
        "near": [[number, plain] for number, plain in near.items()],
        "scan": _scan(data, near),
        "forms": _forms(data["agencies"]),
        "words": written(data["words"]),
    }


def _plain(rule: dict[str, Any]) -> list[str]:
    """The literals that a rule names itself, folded."""
    return [fold(literal) for literal in rule.get("literals", ()) if not is_list(literal)]


def _scan(data: dict[str, Any], near: dict[int, list[str]]) -> dict[str, Any]:
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
        for literal in _plain(rule) if number not in near else ():
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
        "texts": texts,
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
        "texts": forms,
        "owners": who,
        "of": [[places[owner] for owner in owners[form]] for form in forms],
        "telling": [is_telling(form) and not all(weak for _, weak, _ in owners[form]) for form in forms],
    }
