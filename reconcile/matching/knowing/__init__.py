"""Everything derived once per run, before any line is looked at: whose numbers are quoted, what is paid already, what
comes again. `world` holds it all.
"""
