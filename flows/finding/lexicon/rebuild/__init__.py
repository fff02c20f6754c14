"""Builds the shipped gazetteers from the corpora again: `python -m flows.finding.lexicon.rebuild --help`."""
