"""Static files: our own, Bootstrap and Swagger UI, from this machine only.

`asset("lantian.css")` in a template is an address with the file's hash in it, so that a browser
keeps the file for ever and a new version has a new address.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, request, url_for
from swagger_ui_bundle import swagger_ui_path
from werkzeug.wrappers import Response as Whole

from gateway.access import public

BOOTSTRAP = "static/bootstrap5"
OUTSIDE = {
    "bootstrap.css": ("flask_bootstrap", f"{BOOTSTRAP}/css/bootstrap.min.css"),
    "bootstrap.js": ("flask_bootstrap", f"{BOOTSTRAP}/umd/bootstrap.bundle.min.js"),
}
SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
WORTH_PACKING = ("text/", "application/javascript", "application/json", "image/svg+xml")
FOR_EVER = "public, max-age=31536000, immutable"
blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file with its hash; `packed` is its gzip form, None if that is not worth it."""

    body: bytes
    packed: bytes | None
    media_type: str
    tag: str


@cache
def find(name: str) -> Asset | None:
    """Read once; None if there is no such file."""
    path = _path(name)
    if path is None or not path.is_file():
        return None
    # Map files are for developers; naming one that is absent only makes an error in the console.
    body = path.read_bytes()
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if media_type.startswith(WORTH_PACKING) else None
    return Asset(body, packed, media_type, hashlib.sha256(body).hexdigest()[:12])


def asset(name: str) -> str:
    """The address of a file; raises LookupError for one that is not there."""
    file = find(name)
    if file is None:
        raise LookupError(f"no static file {name}")
    return url_for("assets.serve", tag=file.tag, name=name)


@blueprint.get("/assets/<tag>/<path:name>")
@public
def serve(tag: str, name: str) -> Whole:
    file = find(name)
    if file is None:
        abort(404)
    packed = file.packed is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(file.packed if packed else file.body, mimetype=file.media_type)
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    if tag == file.tag:
        response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(f"{file.tag}{'-gzip' if packed else ''}")
    return response.make_conditional(request)


@blueprint.get("/favicon.ico")
@public
def favicon() -> Whole:
    return redirect(asset("icon.svg"))


def _path(name: str) -> Path | None:
    if name in OUTSIDE:
        package, inside = OUTSIDE[name]
        return Path(str(resources.files(package))) / inside
    if name.startswith("swagger/"):
        return Path(swagger_ui_path) / name[8:] if name[8:] in SWAGGER else None
    own = Path(__file__).parent / "static"
    path = (own / name).resolve()
    return path if path.is_relative_to(own.resolve()) else None
