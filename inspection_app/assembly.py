"""Puts the application together; every part brings its own."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from . import blueprints, storage
from .access import init_access
from .cli import init_cli
from .config import ROOT, Settings
from .errors import init_errors
from .extensions import announce_writing, init_extensions
from .headers import init_headers
from .i18n import init_i18n
from .jobs import init_jobs
from .log import init_log
from .uploads import widen
from .web import init_web


def assemble(settings: Settings | None) -> Flask:
    """The application with these settings, or those of the environment."""
    settings = settings or Settings.from_env()
    app = Flask(__name__)
    app.config.from_mapping(flask_config(settings))
    app.jinja_env.undefined = StrictUndefined
    app.extensions["settings"] = settings
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    storage.use(settings.data_dir / "files")
    init_log(app, production=settings.production)
    app.before_request(widen)  # before the form is read
    app.before_request(announce_writing)  # before anything is read, were it only who asks
    init_access(app)  # before the token of a form is checked: whose session has ended is told so
    init_extensions(app)
    init_i18n(app)
    init_web(app)
    init_headers(app)
    init_errors(app)
    init_jobs(app, settings)
    init_cli(app)
    blueprints.register(app)
    return app


def flask_config(settings: Settings) -> dict[str, object]:
    """Our settings in Flask's words."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # the log holds no texts of findings
        "MIGRATIONS_DIR": str(ROOT / "migrations"),
        "MAX_CONTENT_LENGTH": settings.upload_limit + 1024 * 1024,  # room for the other fields of the form
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "PERMANENT_SESSION_LIFETIME": settings.session_hours * 3600,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.production,
        "WTF_CSRF_TIME_LIMIT": None,  # a form on a tablet may be older than an hour; it ends with the session
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
    }
