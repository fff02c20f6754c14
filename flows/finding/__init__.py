"""Articles to records: names, money, dates, quotes, events, relations, figures."""
