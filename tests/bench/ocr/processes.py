# SPDX-License-Identifier: Apache-2.0
"""What a program and all its children take: processor seconds, and memory as it goes."""
import os
import resource
import subprocess
import sys
import time


def family(pid):
    """The process and what it started, and they."""
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as children:
                for child in children.read().split():
                    yield from family(int(child))
    except OSError:
        pass  # it has ended meanwhile


def memory(pid):
    """Bytes of memory of each process of the family: its own and its share of what several use (PSS)."""
    sizes = {}
    for each in family(pid):
        try:
            with open(f"/proc/{each}/smaps_rollup") as rollup:
                sizes[each] = sum(int(line.split()[1]) * 1024 for line in rollup if line.startswith("Pss:"))
        except OSError:
            pass
    return sizes


def run(command, look=lambda sizes: None, every=0.1):
    """Runs a command, which says nothing, with `look` at its memory; its CPU and wall seconds, the most memory, its status."""
    before, start, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    tool = subprocess.Popen([str(word) for word in command], env=dict(os.environ, OMP_THREAD_LIMIT="1"), stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        while True:
            try:
                said = tool.communicate(timeout=every)[1]
                break
            except subprocess.TimeoutExpired:
                sizes = memory(tool.pid)
                most = max(most, sum(sizes.values()))
                look(sizes)
    finally:
        tool.kill()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if tool.returncode != 0:
        print(f"{command[0]}: status {tool.returncode}: {said.strip()[-300:]}", file=sys.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - start, most, tool.returncode
