"""Runs commands and measures them: wall, processor time and peak memory of each child alone."""

import dataclasses
import os
import statistics
import time


@dataclasses.dataclass
class Run:
    """One run of a command."""

    wall: float
    cpu: float
    peak: int  # bytes

    def speed(self, size):
        """Input bytes a second of processor time: what one core does."""
        return size / self.cpu


def run(command, output=os.devnull, environment=None):
    """Runs a command with its output in a file; `resource usage` is the child's alone.

    Linux hands the parent's peak on to its child, so this process must stay small: no corpus is read here.
    """
    actions = [(os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
               (os.POSIX_SPAWN_OPEN, 2, str(output) + ".log" if output != os.devnull else os.devnull,
                os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], [str(word) for word in command], environment or os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit code {os.waitstatus_to_exitcode(status)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def interleaved(jobs, rounds):
    """Runs every job once a round, so that a slow minute of the machine hits all alike.

    `jobs` maps names to functions that return a `Run`.
    """
    results = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            results[name].append(job())
    return results


def median(values):
    return statistics.median(values)
