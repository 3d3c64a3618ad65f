"""What is looked at before a start, so that what is wrong is said in one sentence."""

from __future__ import annotations

import errno
import socket
import ssl
from pathlib import Path

from outandback.front.refusal import Refusal


def bound(host: str, port: int) -> socket.socket:
    """The socket to listen on. It is bound before anything moves."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        raise Refusal(why_not(host, port, error)) from None
    return taken


def why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is already in use; choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have; choose one above 1023 with --port."
    return f"{host} is not an address of this machine; --host takes 127.0.0.1 or 0.0.0.0."


def tls_fits(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        raise Refusal("TLS needs both --tls-cert and --tls-key.")
    for file in (cert, key):
        if not file.is_file():
            raise Refusal(f"The TLS file {file} isn't there.")
    try:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.minimum_version = ssl.TLSVersion.TLSv1_2
        tls.set_alpn_protocols(["http/1.1"])
        tls.load_cert_chain(cert, key)
    except (OSError, ssl.SSLError):
        raise Refusal(f"{cert} and {key} are not a certificate and its key.") from None
    return tls
