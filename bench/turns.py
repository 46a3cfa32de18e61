#!/usr/bin/env python3
"""What a turn costs: cold, warm, per tool call, with a long transcript; ours and, with --original, the npm package beside it.

Usage: bench/turns.py [-n ROUNDS] [--turns N] [--megabytes N] [--original DIR]

Everything asks the same simulator on this machine. CPU time (user and system, all processes) is the figure to compare; wall time
is of the machine as it was, whose load is printed. Rounds of the two alternate, so that a drift hits both alike.

cold     one whole process, `agent --local --message hi`
warm     one more turn of a running process: ours is `chat` in a pseudo-terminal, screen and all; the original's is its gateway,
         asked over its /v1/chat/completions (its terminal screen is another process, which is not counted)
tool     what a turn with 40 tool calls (read a small file) takes more than one without, for each call: one a request, or all in one answer
request  bytes of the first request for "hi"
memory   resident after N turns, and the largest ever
open     a cold turn that continues a transcript of N MB whose older part was summarised, less the same with only its last part
--original DIR: a folder prepared by bench/install-original.
"""
import argparse
import fcntl
import http.server
import json
import os
import pty
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LAUNCHER = os.path.join(ROOT, "openclaw-cn")
TICK = os.sysconf("SC_CLK_TCK")
CALLS = 40
TOKEN = "bench-000000000000000000000000000000"


def config(base, key, port):
    model = {"id": "kimi-k2.6", "name": "Kimi K2.6", "reasoning": True, "input": ["text"], "contextWindow": 262144, "maxTokens": 8192,
             "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0},
             "compat": {"supportsDeveloperRole": False, "supportsStore": False, "maxTokensField": "max_tokens"}}
    return {
        "env": {"MOONSHOT_API_KEY": key},
        "agents": {"defaults": {"model": {"primary": "moonshot/kimi-k2.6"}, "skipBootstrap": True}},
        "gateway": {"mode": "local", "port": port, "auth": {"mode": "token", "token": TOKEN},
                    "http": {"endpoints": {"chatCompletions": {"enabled": True}}}},
        "models": {"mode": "merge", "providers": {"moonshot": {
            "baseUrl": base, "apiKey": "${MOONSHOT_API_KEY}", "api": "openai-completions", "models": [model]}}},
    }


class Home:
    """A home folder with a configuration, and the program that lives in it."""

    def __init__(self, work, name, command, base, key):
        self.name, self.command, self.path = name, command, os.path.join(work, name)
        self.port = free_port()
        os.makedirs(self.path + "/.openclaw/agents/main/sessions")
        self.workspace = self.path + "/.openclaw/workspace" if name == "ours" else self.path + "/clawd"
        os.makedirs(self.workspace)
        with open(self.workspace + "/notes.txt", "w") as file:
            file.write("".join(f"line {n}\n" for n in range(200)))
        self.aim(base, key)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("OPENCLAW", "MOONSHOT", "KIMI"))}
        self.env.update(HOME=self.path, OPENCLAW_SKIP_CHANNELS="1", OPENCLAW_SKIP_CRON="1", OPENCLAW_SKIP_CANVAS_HOST="1",
                        OPENCLAW_SKIP_BROWSER_CONTROL_SERVER="1", OPENCLAW_NO_RESPAWN="1", OPENCLAW_HIDE_BANNER="1")

    def aim(self, base, key):
        with open(self.path + "/.openclaw/openclaw.json", "w") as file:
            json.dump(config(base, key, self.port), file, indent=2)
        os.chmod(self.path + "/.openclaw/openclaw.json", 0o600)

    def sessions(self):
        return self.path + "/.openclaw/agents/main/sessions/"

    def cold(self, session, words="hi"):
        """One whole process; returns CPU ms, wall ms, peak MiB of its largest process."""
        line = self.command + ["agent", "--local", "--session-id", session, "--message", words, "--json"]
        start = time.perf_counter()
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(null, fd)
            os.execvpe(line[0], line, self.env)
        _, status, usage = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"{self.name}: {' '.join(line)} ended with {os.waitstatus_to_exitcode(status)}")
        return (usage.ru_utime + usage.ru_stime) * 1000, (time.perf_counter() - start) * 1000, usage.ru_maxrss / 1024


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def cpu(pid):
    """User and system ms of a process so far."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def memory(pid):
    """Resident MiB now, and at most."""
    with open(f"/proc/{pid}/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["VmHWM"].split()[0]) / 1024


class Chat:
    """Ours, warm: `chat` in a pseudo-terminal of 100 x 30."""

    def __init__(self, home):
        self.home = home
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.chdir(home.workspace)
            os.execvpe(LAUNCHER, [LAUNCHER, "chat", "--new"], {**home.env, "TERM": "xterm-256color", "LANG": "C.UTF-8"})
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.pid, self.seen = pid, b""
        threading.Thread(target=self.drain, daemon=True).start()
        self.wait(lambda: b"Enter" in self.seen or "回车".encode() in self.seen)
        self.before = set(os.listdir(home.sessions()))
        self.file, self.at, self.answers = None, 0, 0

    def drain(self):
        while True:
            try:
                piece = os.read(self.terminal, 65536)
            except OSError:
                return
            if not piece:
                return
            self.seen = (self.seen + piece)[-20000:]

    def wait(self, done, seconds=60):
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                sys.exit("ours: chat does not answer; it showed\n" + self.seen.decode(errors="replace")[-3000:])
            time.sleep(0.001)

    def turn(self, words):
        goal = self.answers + 1
        start = time.perf_counter()
        os.write(self.terminal, words.encode())
        os.write(self.terminal, b"\r")
        self.wait(lambda: self.heard() >= goal)
        took = (time.perf_counter() - start) * 1000
        self.wait(self.idle)
        return took

    def heard(self):
        """Answers that ended a turn, by the transcript."""
        if self.file is None:
            fresh = [name for name in set(os.listdir(self.home.sessions())) - self.before if name.endswith(".jsonl")]
            if not fresh:
                return 0
            self.file = self.home.sessions() + fresh[0]
        if os.path.getsize(self.file) > self.at:
            with open(self.file, "rb") as file:
                file.seek(self.at)
                text = file.read()
            whole = text.rfind(b"\n") + 1
            self.at += whole
            self.answers += text[:whole].count(b'"stopReason":"stop"')
        return self.answers

    def idle(self):
        """The next turn is typed when this one has been drawn: nothing was used for a tick or two."""
        used = cpu(self.pid)
        time.sleep(0.03)
        return cpu(self.pid) == used

    def close(self):
        os.write(self.terminal, b"\x04")
        for _ in range(100):
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


class Gateway:
    """The original, warm: its gateway, asked as an OpenAI server with one conversation."""

    def __init__(self, home):
        self.home = home
        self.log = open(home.path + "/gateway.log", "w")
        self.process = subprocess.Popen(home.command + ["gateway", "run", "--port", str(home.port)], env=home.env,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.pid = self.process.pid
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", home.port)) == 0:
                    return
            time.sleep(0.2)
        sys.exit("the original's gateway does not listen: " + open(home.path + "/gateway.log").read()[-2000:])

    def turn(self, words):
        body = json.dumps({"model": "clawdbot:main", "messages": [{"role": "user", "content": words}]}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.home.port}/v1/chat/completions", body, {
            "Content-Type": "application/json", "Authorization": "Bearer " + TOKEN, "x-clawdbot-session-key": "agent:main:bench"})
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=300) as reply:
            answer = json.load(reply)
        took = (time.perf_counter() - start) * 1000
        if "done" not in answer["choices"][0]["message"]["content"]:
            sys.exit(f"the original answered {answer}")
        used = cpu(self.pid)
        while True:
            time.sleep(0.03)
            now = cpu(self.pid)
            if now == used:
                return took
            used = now

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def spread(values, digits=0):
    values = sorted(values)
    return f"{statistics.median(values):.{digits}f} ({values[0]:.{digits}f}–{values[-1]:.{digits}f})"


def script():
    """What the simulator answers: calls to read one line each, or all at once; to everything else, done."""
    calls = [{"name": "read", "arguments": {"path": "notes.txt", "offset": n + 1, "limit": 1}} for n in range(CALLS)]
    turns = [{"match": {"lastUser~": ONE_BY_ONE, "step": n}, "reply": {"reasoning": "Next.", "toolCalls": [call]}} for n, call in enumerate(calls)]
    turns.append({"match": {"lastUser~": AT_ONCE, "step": 0}, "reply": {"reasoning": "All.", "toolCalls": calls}})
    turns.append({"reply": {"content": "done"}})
    return {"turns": [{**turn, "loop": True} for turn in turns]}


ONE_BY_ONE, AT_ONCE, PLAIN = "line by line", "all at once", "hi"


def warm(make, home, turns):
    """Turns of one process, in tens: CPU and wall ms a turn; then what tool calls cost; then its memory."""
    process = make(home)
    try:
        tens, walls = [], []
        for number in range(turns // 10):
            used = cpu(process.pid)
            took = [process.turn(PLAIN) for _ in range(10)]
            if number >= 2:  # two tens of warm-up
                tens.append((cpu(process.pid) - used) / 10)
                walls += took
        resident, peak = memory(process.pid)
        result = {"warm cpu": tens, "warm wall": walls, "resident": resident, "peak": peak}
        for name, words in (("one by one", ONE_BY_ONE), ("at once", AT_ONCE)):
            process.turn(words)
            costs, times = [], []
            for _ in range(5):
                used = cpu(process.pid)
                took = process.turn(words)
                costs.append((cpu(process.pid) - used - statistics.median(tens)) / CALLS)
                times.append((took - statistics.median(walls)) / CALLS)
            result[name + " cpu"], result[name + " wall"] = costs, times
        return result
    finally:
        process.close()


def first_request(home, key):
    """The bytes of the first request for "hi", and of its system prompt and its tools."""
    bodies = []

    class Mock(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for piece in ({"role": "assistant", "content": "done"}, {}):
                choice = {"index": 0, "delta": piece, "finish_reason": None if piece else "stop"}
                self.wfile.write(b"data: " + json.dumps({"id": "x", "object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n")
            self.wfile.write(b"data: [DONE]\n\n")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mock)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home.aim(f"http://127.0.0.1:{server.server_address[1]}/v1", key)
    home.cold("first")
    server.shutdown()
    body = json.loads(bodies[0])
    size = lambda tree: len(json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode())
    return len(bodies[0]), size(body["messages"][0]), size(body.get("tools", [])), len(body.get("tools", []))


def transcript(file, session, megabytes, workspace):
    """A conversation as the original keeps it: turns with tool results, then a summary, then a last turn."""
    stamp = "2026-10-01T12:00:00.000Z"
    usage = {"input": 1000, "output": 50, "cacheRead": 0, "cacheWrite": 0, "totalTokens": 1050,
             "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0, "total": 0}}
    number, parent, size = 0, None, 0
    with open(file, "w") as out:
        def line(entry):
            nonlocal number, parent, size
            number += 1
            entry.update(id=f"{number:08x}", parentId=parent, timestamp=stamp)
            parent = entry["id"]
            size += out.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
            return parent

        def turn(result):
            said = [line({"type": "message", "message": {"role": "user", "content": [{"type": "text", "text": f"读一下第 {number} 个文件"}], "timestamp": 1}})]
            about = {"api": "openai-completions", "provider": "moonshot", "model": "kimi-k2.6", "usage": usage, "timestamp": 1}
            call = {"type": "toolCall", "id": f"read:{number}", "name": "read", "arguments": {"path": "notes.txt"}}
            line({"type": "message", "message": {"role": "assistant", "content": [call], "stopReason": "toolUse", **about}})
            line({"type": "message", "message": {"role": "toolResult", "toolCallId": call["id"], "toolName": "read", "isError": False,
                                                 "content": [{"type": "text", "text": result}], "timestamp": 1}})
            line({"type": "message", "message": {"role": "assistant", "content": [{"type": "text", "text": "done"}], "stopReason": "stop", **about}})
            return said[0]

        out.write(json.dumps({"type": "session", "version": 3, "id": session, "timestamp": stamp, "cwd": workspace}) + "\n")
        line({"type": "model_change", "provider": "moonshot", "modelId": "kimi-k2.6"})
        while size < megabytes * 1_000_000:
            turn("The quick brown fox jumps over the lazy dog, 敏捷的棕色狐狸。\n" * 100)
        kept = turn("short")
        line({"type": "compaction", "summary": "## Goal\n- read files", "firstKeptEntryId": kept, "tokensBefore": 200000,
              "details": {"readFiles": ["notes.txt"], "modifiedFiles": []}, "fromHook": False})
        turn("short")


def opening(home, megabytes, rounds):
    """CPU, wall and peak of a cold turn on a long transcript, and of one on its last part alone."""
    long, short = [], []
    for number in range(rounds + 1):
        for name, size, results in (("long", megabytes, long), ("short", 0, short)):
            file = f"{home.sessions()}{name}.jsonl"
            transcript(file, name, size, home.workspace)
            result = home.cold(name)
            if number:
                results.append(result)
            os.remove(file)
    return long, short


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=7, help="rounds of cold turns (default 7)")
    parser.add_argument("--turns", type=int, default=200, help="warm turns (default 200, at least 30)")
    parser.add_argument("--megabytes", type=int, default=100, help="length of the long transcript (default 100)")
    parser.add_argument("--original", help="a folder prepared by bench/install-original")
    args = parser.parse_args()

    subprocess.run([LAUNCHER, "--help"], check=True, stdout=subprocess.DEVNULL)  # builds and trains, if need be
    work = tempfile.mkdtemp(prefix="openclaw-bench-")
    simulator = None
    try:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("OPENCLAW", "MOONSHOT", "KIMI"))}
        os.makedirs(work + "/simulator")
        with open(work + "/script.json", "w") as file:
            json.dump(script(), file)
        simulator = subprocess.Popen([LAUNCHER, "simulator", "--port", "0", "--instant", "--json", "--script", work + "/script.json"],
                                     stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env={**clean, "HOME": work + "/simulator"})
        mainland = json.loads(simulator.stdout.readline())["platforms"]["moonshot-cn"]
        base, key = mainland["baseUrl"], mainland["apiKey"]
        homes = [Home(work, "ours", [LAUNCHER], base, key)]
        if args.original:
            folder = os.path.abspath(args.original)
            theirs = [folder + "/node_modules/.bin/node", folder + "/node_modules/openclaw-cn/dist/entry.js"]
            if not os.path.exists(theirs[1]):
                sys.exit(f"no original in {args.original}: run bench/install-original {args.original}")
            homes.append(Home(work, "original", theirs, base, key))

        found = {home.name: {"cold": []} for home in homes}
        load = [os.getloadavg()[0]]
        for number in range(args.n + 1):  # one round of warm-up
            for home in homes:
                result = home.cold(f"cold-{number}")
                if number:
                    found[home.name]["cold"].append(result)
            print(f"\rcold {number}/{args.n}", end="", file=sys.stderr, flush=True)
        for home in homes:
            print(f"\nwarm: {home.name}", file=sys.stderr, flush=True)
            found[home.name].update(warm(Chat if home.name == "ours" else Gateway, home, args.turns))
            load.append(os.getloadavg()[0])
            print(f"opening: {home.name}", file=sys.stderr, flush=True)
            found[home.name]["open"] = opening(home, args.megabytes, max(2, args.n // 2))
            found[home.name]["request"] = first_request(home, key)
        load.append(os.getloadavg()[0])
        report(homes, found, args, load)
    finally:
        if simulator is not None:
            simulator.send_signal(signal.SIGTERM)
            simulator.wait(10)
        shutil.rmtree(work, ignore_errors=True)


def report(homes, found, args, load):
    print(f"{args.n} cold rounds, {args.turns} warm turns, load {min(load):.1f}–{max(load):.1f} on {os.cpu_count()} cores; median (smallest–largest)\n")
    rows = []
    for home in homes:
        f = found[home.name]
        cold = list(zip(*f["cold"]))
        long, short = (list(zip(*part)) for part in f["open"])
        rows.append([
            spread(cold[0]), spread(cold[1]), spread(cold[2]), spread(f["warm cpu"], 1), spread(f["warm wall"], 1),
            spread(f["one by one cpu"], 2), spread(f["one by one wall"], 2), spread(f["at once cpu"], 2), spread(f["at once wall"], 2),
            f"{f['request'][0]} (system {f['request'][1]}, {f['request'][3]} tools {f['request'][2]})",
            f"{f['resident']:.0f} (peak {f['peak']:.0f})",
            f"{spread([a - statistics.median(short[0]) for a in long[0]])}", f"{spread([a - statistics.median(short[1]) for a in long[1]])}",
            spread(long[2]),
        ])
    names = ["cold turn, CPU ms", "cold turn, wall ms", "cold turn, peak MiB", "warm turn, CPU ms", "warm turn, wall ms",
             "tool call, one a request, CPU ms", "tool call, one a request, wall ms", f"tool call, {CALLS} in one answer, CPU ms",
             f"tool call, {CALLS} in one answer, wall ms", "first request, bytes", f"resident after {args.turns} turns, MiB",
             f"opening {args.megabytes} MB, CPU ms more", f"opening {args.megabytes} MB, wall ms more", f"turn on {args.megabytes} MB, peak MiB"]
    print("| | " + " | ".join(home.name for home in homes) + " |\n| --- |" + " ---: |" * len(homes))
    for number, name in enumerate(names):
        print(f"| {name} | " + " | ".join(row[number] for row in rows) + " |")


if __name__ == "__main__":
    main()
