"""The published dataset as a folder of files that others can use without us."""
