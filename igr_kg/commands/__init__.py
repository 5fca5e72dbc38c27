"""One module per command of the command line; each imports its work when it runs."""
