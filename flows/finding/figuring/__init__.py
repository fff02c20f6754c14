"""Figures: levels that a text states of an organisation."""
