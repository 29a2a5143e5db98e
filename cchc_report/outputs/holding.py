"""An open file that one process holds alone. The system lets go of it when the file is closed or the process dies, however it ends."""

import sys

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def hold(descriptor: int) -> bool:
    """Hold the file; False where another process does. Raises OSError where the drive knows no locks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
