"""Keeps test collection out of the modules that need torch, where it is missing."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["batch.py", "fit.py", "loss.py", "neural.py"]
