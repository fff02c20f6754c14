"""The parts of the quote finder: marks, words of saying, speakers, direct and indirect speech."""
