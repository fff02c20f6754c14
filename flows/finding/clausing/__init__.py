"""Clause and chunk grammar for German without a parser: verb forms, noun phrases, clauses."""
