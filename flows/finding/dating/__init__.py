"""What dates look like and which days they mean: what `flows.finding.dates` makes expressions of."""
