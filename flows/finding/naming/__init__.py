"""Names: words of the text, gazetteers, rules of context, and consistency over the article."""
