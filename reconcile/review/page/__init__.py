"""The review page on 127.0.0.1: a person decides; nothing is posted here. See docs/architecture.md."""
