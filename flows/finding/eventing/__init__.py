"""Events: frames from the lexicon, filled from clauses."""
