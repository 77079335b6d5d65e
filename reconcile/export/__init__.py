"""What a tax auditor is handed: a period of the journal as files, with the bank's own files beside them."""
