"""Solutions in words: proposals, runners-up, the smallest missing fact."""
