"""One consistent solution for the whole file: what each line pays, and what is left for the others."""
