"""Runs over many articles: find the inputs (:mod:`~normalizer.corpus.inputs`), read what they hold (:mod:`~normalizer.corpus.read`), normalise it
in order (:mod:`~normalizer.corpus.work`), write it out (:mod:`~normalizer.corpus.output`); all of it is :func:`normalizer.corpus.run.run`."""
