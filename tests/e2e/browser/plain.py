"""pytest plugin for the browser's own process: eventlet imported, nothing patched.

Playwright's event loop stands still in a patched process; `test_in_a_browser` starts this one.
"""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet

__all__ = ["eventlet"]
