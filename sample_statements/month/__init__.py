"""March 2026 at Nordlicht Studio GmbH, Hamburg: an invented agency, its invoices and its bank lines.

`parties` who pays and who is paid · `documents` what Kanbert holds · `bank_lines` what the bank booked, a row each ·
`camt`, `csv_camt`, `kanbert` the same facts in the shapes a bank and Kanbert deliver them in.
"""
