"""What the server runs: `gunicorn wsgi:app`."""

from inspection_app import create_app

app = create_app()
