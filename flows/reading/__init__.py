"""Bytes to articles: decode, take formats apart, find the layout, tell the language."""
