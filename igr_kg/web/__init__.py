"""The Flask application: linked data, SPARQL, pages. Build it with :func:`igr_kg.web.app.create_app`."""
