"""What a report shows: tables, words and clouds. Takes values of the domain, gives files."""
