"""Which open items a line may be about: named blocking rules, and what is known of each pair."""
