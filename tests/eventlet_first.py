"""pytest plugin (`-p tests.eventlet_first`): patches before anything of ours is imported."""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()
