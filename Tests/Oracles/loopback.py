"""What servers of tests on loopback share: they tell where they are, and go on in the background."""
import os, signal


def go_on(port, server, seconds):
    """Prints port and process id and goes on in the background for some seconds, with nothing open but the server."""
    child = os.fork()
    if child:
        print(port, child, flush=True)
        os._exit(0)
    # Whatever was inherited would keep the pipes and sockets of other tests open.
    os.setsid()
    signal.alarm(seconds)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) != server.fileno():
            try:
                os.close(int(name))
            except OSError:
                pass
