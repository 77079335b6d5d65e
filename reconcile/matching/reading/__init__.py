"""What payers' texts say: words, days, months, and which runs of digits may be numbers of what. Knows no party and no
invoice but as text; whose a number is, `knowing` finds out.
"""
