"""Runs over many articles: find the inputs, read what they hold, normalise it in order, write it out."""

from normalizer.corpus.inputs import Found, PassedOver, Trouble, find
from normalizer.corpus.output import WrongUse
from normalizer.corpus.run import Tally, run
from normalizer.corpus.work import Item, results
from normalizer.records import Rejected

__all__ = ["Found", "Item", "PassedOver", "Rejected", "Tally", "Trouble", "WrongUse", "find", "results", "run"]
