"""Evaluating: what the warehouse holds against what a careful annotator marked."""
