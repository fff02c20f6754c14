"""Numbers and currencies that belong together: what `flows.finding.money` makes amounts of."""
