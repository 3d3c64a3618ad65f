"""Every setting of the program, in one place.

Each `OUTANDBACK_NAME` may also be given as `OUTANDBACK_NAME_FILE`, a path to its value, and each
is explained in docs/running.md. Nothing here imports Django.
"""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path
from urllib.parse import unquote

from outandback import sqlite
from outandback.front import log, origins
from outandback.front.addresses import own_names, served_origins, where_served
from outandback.front.data_folder import at_home, default_folder, noted_address
from outandback.front.databases import in_a_file, on_a_server
from outandback.front.environment import (
    env_choice,
    env_flag,
    env_hosts,
    env_key,
    env_number,
    env_sender,
    env_text,
    env_url,
    key_from,
    refuse_strangers,
)
from outandback.front.page_folders import static_folders, tag_libraries, template_folders
from outandback.front.preparing import calibrated
from outandback.front.refusal import WrongSetting
from outandback.vault.passphrase_hash import FLOOR

# --- where the data is -----------------------------------------------------------------------
DATA = at_home(Path(env_text("DATA") or default_folder()))
DEBUG = False
SHOW_PARTS, LOOK_AROUND = env_flag("SHOW_PARTS"), env_flag("LOOK_AROUND")
SECRET_KEY = env_key("SECRET_KEY", DATA / "secret_key").hex()
SERVER_KEY = env_key("SERVER_KEY", DATA / "server_key")
VAPID_KEY = env_key("VAPID_KEY", DATA / "vapid_key")
TRANSIT_KEY = env_key("TRANSIT_KEY", DATA / "transit_key")
# Made afresh at each start and inherited by the forked workers: a restart locks every room.
BOOT_SECRET = key_from("BOOT_SECRET", env_text("BOOT_SECRET") or secrets.token_hex(32))

# --- what the hash of a passphrase costs: never less than the floor ---------------------------
VAULT_COST_FLOOR = FLOOR
VAULT_COST = calibrated(DATA / "cost.json")

# --- who may call -----------------------------------------------------------------------------
HOST = origins.host(env_text("HOST") or "127.0.0.1")
PORT = env_number("PORT", 8400, 1, 65535)
ORIGIN = origins.origin(env_text("ORIGIN"))
OWN_TLS = bool(env_text("TLS_CERT"))
SCHEME = "https" if OWN_TLS else "http"
TLS = OWN_TLS or ORIGIN.startswith("https:")
ANYWHERE, LOOPBACK = HOST in origins.ANYWHERE, origins.LOOPBACK
# What the server last said of itself; without a server, what it would say.
SITE = ORIGIN or noted_address(DATA) or where_served(SCHEME, HOST, PORT)
FURTHER_HOSTS = origins.further_hosts(env_text("ALLOWED_HOSTS"))
SERVED_HOSTS = [*LOOPBACK, *(own_names() if ANYWHERE else [origins.written_name(HOST)])]
ALLOWED_HOSTS = [*SERVED_HOSTS, *FURTHER_HOSTS, *origins.name_in(ORIGIN)]
# A page asked for past the proxy posts from there; it counts as one of the origin all the same.
CSRF_TRUSTED_ORIGINS = [ORIGIN, *served_origins(SCHEME, SERVED_HOSTS, PORT)] if ORIGIN else []
origins.must_agree(ORIGIN, tls=OWN_TLS, proxies=env_text("PROXIES"))
# The server reads whoever asks past so many proxies; nothing above it looks at their headers.
PROXIES = env_number("PROXIES", origins.proxies_of(ORIGIN, tls=OWN_TLS), 0, 9)
HOST_NAME = env_text("HOST_NAME")
SIGN_UP = env_choice("SIGN_UP", "invited", ("open", "invited", "closed"))
# Whoever starts it on this machine alone is asked for nothing; elsewhere the first one comes by a
# link that the start prints.
AT_HOME = HOST in {*LOOPBACK, "::1"} and not (ORIGIN or PROXIES or FURTHER_HOSTS)
HOST_CLAIM = hmac.digest(SECRET_KEY.encode(), b"who runs this server", "sha256").hex()[:40]
QUICK_EXIT_URL = env_text("QUICK_EXIT", "https://www.bbc.co.uk/weather")

# --- the house, lower floors first ------------------------------------------------------------
INSTALLED_APPS = [
    "outandback.ui",
    "outandback.vault",
    "outandback.rooms.gate",
    "outandback.rooms.people",
    "outandback.rooms.arrival",
    "outandback.rooms.help",
    "outandback.rooms.carried",
    "outandback.rooms.notify",
    "outandback.rooms.comfort",
    "outandback.rooms.spans",
    "outandback.rooms.together",
    "outandback.rooms.leave",
    "outandback.rooms.cover",
    "outandback.rooms.ladder",
    "outandback.rooms.rhythms",
    "outandback.rooms.written",
    "outandback.rooms.trips",
    "outandback.rooms.calendars",
    "outandback.rooms.feeds",
    "outandback.rooms.suggestions",
    "outandback.rooms.away",
    "outandback.rooms.quiet",
    "outandback.rooms.board",
    "outandback.rooms.hearing",
    "outandback.rooms.comeback",
    "outandback.rooms.replies",
    "outandback.rooms.shown",
    "outandback.rooms.sent",
    "outandback.rooms.afterwards",
    "outandback.rooms.giving",
    "outandback.rooms.traditions",
    "outandback.rooms.versions",
    "outandback.rooms.pocket",
    "outandback.rooms.loop",
    "outandback.rooms.search",
    "outandback.rooms.keepsake",
    "outandback.rooms.account",
    "outandback.rooms.today",
    "outandback.ops",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "outandback.ui.middleware.LanguageMiddleware",
    "outandback.ui.addresses.at_origin",
    "outandback.front.overload.CrowdMiddleware",
    "outandback.ui.middleware.HeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "outandback.ui.middleware.PermissionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *(["outandback.front.log.request_log"] if env_flag("LOG_REQUESTS") else []),
    "outandback.pages.look_around.middleware.as_nobody",
    "outandback.pages.feeds.middleware.as_a_program",
    "outandback.web.middleware.LateMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "outandback.web.middleware.PairMiddleware",
    "outandback.pages.carried.middleware.CarryMiddleware",
    "outandback.pages.settings.opening.OpenHereMiddleware",
    "outandback.ui.middleware.NoStoreMiddleware",
]
ROOT_URLCONF = "outandback.urls"
WSGI_APPLICATION = "outandback.wsgi.application"
TEMPLATE_LOADERS = [
    f"outandback.ui.loaders.{name}" for name in ("FilesystemLoader", "AppDirectoriesLoader")
]
FORM_RENDERER = "outandback.ui.form_renderer.BoxRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": template_folders(),
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "libraries": tag_libraries(),
            "builtins": [
                "django.templatetags.i18n",
                "outandback.ui.templatetags.form_token",
                "outandback.ui.templatetags.plain_address",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "outandback.ui.context_processors.page",
                "outandback.web.context_processors.who_is_asking",
            ],
        },
    }
]

# --- the database -----------------------------------------------------------------------------
try:
    SQLITE = sqlite.chosen(env_choice("SQLITE", "auto", ("auto", "bundled", "system")))
except ImportError:
    raise WrongSetting("OUTANDBACK_SQLITE asks for a SQLite that isn't installed.") from None
DATABASE_URL = env_url("DATABASE_URL", "postgres", "postgresql")
DATABASES = {
    "default": on_a_server(DATABASE_URL) if DATABASE_URL else in_a_file(DATA / "db.sqlite3", SQLITE)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_row"}
}

# --- signing in -------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["outandback.rooms.people.backends.Backend"]
PASSWORD_HASHERS = ["outandback.rooms.people.hashers.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "outandback.vault.passphrase_strength.PassphraseStrength"}]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "today"
ACCOUNT_FORMS = {
    "signup": "outandback.pages.sign_up.forms.InvitedForm",
    "login": "outandback.pages.parts.passphrase.forms.SignInForm",
    "reauthenticate": "outandback.pages.sign_in.forms.AgainForm",
    "reset_password": "outandback.pages.sign_in.forms.ResetForm",
    "reset_password_from_key": "outandback.pages.sign_in.forms.NewPassphraseForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Tries are counted by the room `gate`, each device for itself; these would count them together.
ACCOUNT_RATE_LIMITS = dict.fromkeys(("login", "login_failed", "reauthenticate", "reset_password"))
MFA_FORMS = {
    "activate_totp": "outandback.pages.sign_in.forms.AuthenticatorForm",
    "authenticate": "outandback.pages.sign_in.forms.SecondStepForm",
    "reauthenticate": "outandback.pages.sign_in.forms.SecondStepAgainForm",
}
ACCOUNT_ADAPTER = "outandback.pages.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "outandback.pages.sign_in.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
MFA_TOTP_ISSUER = "Out and Back"

# --- sessions and cookies ---------------------------------------------------------------------
COOKIE_PREFIX = "__Host-" if TLS else ""
SESSION_ENGINE = "outandback.rooms.people.sessions"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}ob_session"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}ob_csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "outandback.pages.carried.views.stale_form"
# Set by nothing here so far; named all the same, so that no name goes without the prefix.
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}ob_language"
MFA_TRUST_COOKIE_NAME = f"{COOKIE_PREFIX}ob_trusted"

# --- headers ----------------------------------------------------------------------------------
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
# Nothing is served beside TLS, so nothing needs a redirect; preloading is the owner's to ask for.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W021"]
# Nothing to other sites; with "no-referrer" browsers post with the origin "null", which is refused.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- mail: off until an address of a mail server is given ------------------------------------
SMTP = env_url("SMTP_URL", "smtp", "smtps")
MAIL_ON = SMTP is not None
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP else 'dummy'}.EmailBackend"
if SMTP:
    EMAIL_HOST = SMTP.hostname or ""
    EMAIL_PORT = SMTP.port or (465 if SMTP.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(SMTP.username or "")
    EMAIL_HOST_PASSWORD = unquote(SMTP.password or "")
    EMAIL_USE_SSL = SMTP.scheme == "smtps"
    EMAIL_USE_TLS = bool(SMTP.username) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env_sender("MAIL_FROM", "Out and Back <outandback@localhost>")

# --- other machines: a phone's own push service, which is sent a neutral sentence, and calendars -
PUSH_HOSTS = env_hosts("PUSH_HOSTS")  # beside the known ones; one on this machine may be plain
LAN_CALENDARS = env_hosts("LAN_CALENDARS")  # fetched at home; all others out on the internet
WORKER = env_choice("WORKER", "thread", ("thread", "none"))

# --- files: only the program's own, hashed; what is sent in stays in memory ------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = static_folders()
STATIC_ROOT = DATA / "static"
IN_MEMORY = "django.core.files.storage.InMemoryStorage"
BOUND = "outandback.ui.storage.BoundStaticStorage"
STORAGES = {"default": {"BACKEND": IN_MEMORY}, "staticfiles": {"BACKEND": BOUND}}
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 << 20  # all that one body may hold
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- words and times --------------------------------------------------------------------------
LANGUAGE_CODE, LANGUAGES = "en-gb", [("en-gb", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
# With one language every text is looked up in vain, a tenth of a page's cost.
USE_I18N = len(LANGUAGES) > 1
TIME_ZONE = "UTC"

# --- logs: method, route name, status and milliseconds; never a path, an id or a message ------
LOGGING = log.TO_THE_TERMINAL

refuse_strangers()
