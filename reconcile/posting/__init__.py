"""Money leaves here. `commit.Committer` is the door; `plan`, `body` and `outcome` are pure."""
