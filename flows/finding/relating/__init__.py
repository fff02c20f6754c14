"""Relations: names put into a relation by compounds, appositions and a few verbs."""
