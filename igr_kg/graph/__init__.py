"""Facts to RDF: terms and statements, graphs of facts, evidence and text, syntaxes."""
