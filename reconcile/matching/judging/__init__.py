"""What may be called sure: the gates, one function each, and their verdict on a solution."""
