"""The SPARQL endpoint over HTTP beside other servers, in one run, as ratios: ``python -m bench.endpoint``."""
