"""Invented agencies' books with truth: what a matcher is measured on (docs/worlds.md)."""
