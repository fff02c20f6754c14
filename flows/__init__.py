"""Depesche: raw news articles in, a validated dataset out. `pipeline.py` shows the way in one screen."""
