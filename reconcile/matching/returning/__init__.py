"""Lines explained without matching, and money that went back or comes again."""
