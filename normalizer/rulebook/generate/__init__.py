"""Writes the generated rule files from packages that a run never needs: ``make cldr``, ``make gazetteer``."""
