"""Mentions to entities: aliases within an article, stable keys across articles, countries."""
