#!/usr/bin/env python3
"""Mixed load on our gateway for a long time: whole answers and streams, aborts, slow readers, upstream faults, broken streams, the
other dialects, an agent, sockets that come and go, a scrape of the metrics, and configuration reloads with rotated keys.

Usage: bench/soak.py [--minutes 60] [--connections 24] [--pause 400] [--json FILE]

Passes if no error happened that the upstream did not make, the median memory of the last third is at most 1.1 times that of the
first (after five minutes, or a tenth of the time, of warming up), and no thread, socket or upstream stream is left once the load has ended.
"""
import argparse, base64, json, os, random, shutil, socket, statistics, struct, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request
from gateway import CALLER, LAUNCHER, MODELS, TOKEN, WORK, Ours, Upstream, tools

MIX = "plain=52,abort=15,slow=6,whole=12,fault=8,cut=7"


class Soaked(Ours):
    """Ours, with a configuration that changes."""
    turn = 0

    def document(self):
        tree = super().document()
        provider = tree["models"]["providers"]["mock"]
        provider["apiKey"] = f"sk-upstream-{self.turn}"
        provider["models"] += [dict(provider["models"][0], id=id, name=id) for id in ("long-2000",)]
        if self.turn % 2:
            provider["models"].append(dict(provider["models"][0], id=f"extra-{self.turn}", name="one more"))
        tree["agents"]["defaults"]["timeoutSeconds"] = 600 + self.turn
        return tree

    def change(self):
        self.turn += 1
        self.write_config()


class Talker(threading.Thread):
    """Something done again and again beside the load; what goes wrong is kept."""

    def __init__(self, name, every, work):
        super().__init__(daemon=True, name=name)
        self.every, self.work, self.stop, self.count, self.errors = every, work, threading.Event(), 0, []

    def run(self):
        while not self.stop.wait(self.every * random.uniform(0.5, 1.5)):
            try:
                self.work()
                self.count += 1
            except Exception as e:  # whatever it is, it is a finding
                self.errors.append(f"{time.strftime('%H:%M:%S')} {type(e).__name__}: {e}"[:300])


def post(ours, path, body, token=CALLER):
    request = urllib.request.Request(f"http://127.0.0.1:{ours.port}{path}", json.dumps(body).encode(), {
        "content-type": "application/json", "authorization": f"Bearer {token}", "anthropic-version": "2023-06-01"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply.read().decode()


def need(text, *words):
    for word in words:
        if word not in text:
            raise AssertionError(f"{word!r} is not in {text[-200:]!r}")


def messages(ours):
    need(post(ours, "/v1/messages", {"model": "mock/flat", "max_tokens": 100, "stream": True,
                                     "messages": [{"role": "user", "content": "hello"}]}), "message_stop", "counts.")


def responses(ours):
    need(post(ours, "/v1/responses", {"model": "mock/flat", "stream": True, "input": "hello"}), "response.completed")


def agent(ours):
    need(post(ours, "/v1/chat/completions", {"model": "openclaw", "user": f"soak-{random.randrange(8)}",
                                             "messages": [{"role": "user", "content": "hello"}]}, TOKEN), "counts.")


def metrics(ours):
    request = urllib.request.Request(f"http://127.0.0.1:{ours.port}/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        need(reply.read().decode(), "openclaw_requests_live", "jvm_memory_used_bytes")


def web_socket(ours):
    """A socket client that logs in, asks two things, and leaves, every third time without a word."""
    with socket.create_connection(("127.0.0.1", ours.port), timeout=30) as s:
        key = base64.b64encode(os.urandom(16)).decode()
        s.sendall((f"GET / HTTP/1.1\r\nhost: 127.0.0.1:{ours.port}\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                   f"sec-websocket-key: {key}\r\nsec-websocket-version: 13\r\n\r\n").encode())
        stream = s.makefile("rb")
        status = stream.readline()
        need(status.decode(), "101")
        while stream.readline() not in (b"\r\n", b""):
            pass

        def send(tree):
            data, mask = json.dumps(tree).encode(), os.urandom(4)
            head = bytes([0x81, 0x80 | len(data)]) if len(data) < 126 else bytes([0x81, 0xFE]) + struct.pack(">H", len(data))
            s.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

        def receive(id):
            while True:
                first, length = stream.read(2)
                length &= 0x7F
                if length == 126:
                    length = struct.unpack(">H", stream.read(2))[0]
                elif length == 127:
                    length = struct.unpack(">Q", stream.read(8))[0]
                data = stream.read(length)
                if first & 15 == 1:
                    tree = json.loads(data)
                    if tree.get("id") == id:
                        if not tree.get("ok"):
                            raise AssertionError(tree)
                        return tree

        send({"type": "req", "id": "1", "method": "connect", "params": {
            "minProtocol": 3, "maxProtocol": 4, "role": "operator", "scopes": ["operator.read"], "auth": {"token": TOKEN},
            "client": {"id": "test", "mode": "test", "version": "1", "platform": "linux"}}})
        receive("1")
        for id, method in (("2", "health"), ("3", "gateway.stats")):
            send({"type": "req", "id": id, "method": method, "params": {}})
            receive(id)
        if random.randrange(3) == 0:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--connections", type=int, default=24)
    parser.add_argument("--pause", type=int, default=400, help="each connection waits up to this many ms between two requests")
    parser.add_argument("--without", default="", help="leave out some of messages,responses,agent,metrics,socket,reload")
    parser.add_argument("--json")
    parser.add_argument("--vm", default="")
    parser.add_argument("--launcher", default=LAUNCHER)
    arguments = parser.parse_args()
    tools()
    folder = tempfile.mkdtemp(prefix="gateway-soak-")
    upstream = Upstream()
    ours = Soaked(upstream, folder, arguments.vm, arguments.launcher)
    process, samples, failures = ours.process, [], []
    left_out = arguments.without.split(",")
    talkers = [Talker(name, every, work) for name, every, work in (
        ("messages", 1, lambda: messages(ours)), ("responses", 1, lambda: responses(ours)), ("agent", 3, lambda: agent(ours)),
        ("metrics", 15, lambda: metrics(ours)), ("socket", 1, lambda: web_socket(ours)), ("reload", 20, ours.change))
        if name not in left_out]
    try:
        metrics(ours)
        seconds = arguments.minutes * 60
        load = subprocess.Popen(
            [os.path.join(WORK, "loadgen"), "-c", str(arguments.connections), "-t", str(seconds), "-g", str(arguments.pause), "-x", MIX,
             "-P", "mock/", "-m", "flat", "-H", ours.headers[0], ours.url], stdout=subprocess.PIPE, text=True)
        for talker in talkers:
            talker.start()
        begun, late = time.time(), ""
        while load.poll() is None:
            time.sleep(5)
            if process.child.poll() is not None:
                failures.append(f"the gateway ended: {process.child.returncode}")
                raise SystemExit(failures[0])
            if time.time() - begun > seconds + 20 and not late:
                # Whoever is not done yet: what the kernel knows of those connections.
                late = subprocess.run(["ss", "-tnoi", f"( sport = :{ours.port} or dport = :{ours.port} )"], capture_output=True, text=True).stdout
            samples.append({"at": time.time() - begun, "rss": process.rss(), "threads": process.threads(), "fds": process.descriptors()})
            if len(samples) % 12 == 0:
                now = samples[-1]
                print(f"{now['at'] / 60:5.1f} min  rss {now['rss']:.0f} MiB  threads {now['threads']}  descriptors {now['fds']}  "
                      + "  ".join(f"{t.name} {t.count}/{len(t.errors)}" for t in talkers), file=sys.stderr, flush=True)
        out = json.loads(load.stdout.read())
        for talker in talkers:
            talker.stop.set()
        for talker in talkers:
            talker.join(60)
        peak_threads = max(s["threads"] for s in samples)
        deadline = time.time() + 120
        while time.time() < deadline:  # idle connections to the upstream are let go after a while
            time.sleep(2)
            stats = upstream.stats()
            if stats["live"] == 0 and stats["connections"] == 0:
                break
        time.sleep(5)
        end = {"rss": process.rss(), "threads": process.threads(), "fds": process.descriptors()}
        sockets = sum(1 for fd in os.listdir(f"/proc/{process.pid}/fd") if is_connection(process.pid, fd))
        warm = [s["rss"] for s in samples if s["at"] > min(300, seconds / 10)]
        third = max(1, len(warm) // 3)
        first, last = statistics.median(warm[:third]), statistics.median(warm[-third:])
        first_target = out["targets"][0]
        errors = {key: first_target[key] for key in ("wrong_bytes", "wrong_events", "bad_status", "broken", "connect_failed", "unexpected")}
        result = {"minutes": arguments.minutes, "load": out["kinds"], "errors": errors, "first_error": first_target["first_error"],
                  "talkers": {t.name: [t.count, len(t.errors), t.errors[:3]] for t in talkers}, "upstream": stats,
                  "rss_first_third": first, "rss_last_third": last, "ratio": last / first, "peak": process.peak(),
                  "peak_threads": peak_threads, "end": end, "connections_left": sockets, "cpu_seconds": process.cpu()}
        for name, value in errors.items():
            if value:
                failures.append(f"{value} {name}: {first_target['first_error']}")
        for talker in talkers:
            if talker.errors:
                failures.append(f"{len(talker.errors)} of {talker.name}: {talker.errors[0]}")
        if last / first > 1.1:
            failures.append(f"memory grew {last / first:.2f} times")
        if stats["live"] or stats["connections"]:
            failures.append(f"left at the upstream: {stats}")
        if sockets:
            failures.append(f"{sockets} connections are left")
        if end["threads"] > samples[0]["threads"] + 8:
            failures.append(f"threads: {samples[0]['threads']} at first, {end['threads']} at the end")
        print(json.dumps(result, indent=1, ensure_ascii=False))
        print("FAILED\n  " + "\n  ".join(failures) if failures else "passed")
        if late:
            with open(os.path.join(folder, "late.txt"), "w") as f:
                f.write(late)
        if arguments.json:
            with open(arguments.json, "w") as f:
                json.dump(dict(result, samples=samples, failures=failures), f)
    finally:
        ours.stop()
        upstream.stop()
        if failures:
            print("kept: " + folder, file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failures else 0)


def is_connection(pid, fd):
    """Whether a descriptor is an established TCP connection."""
    try:
        name = os.readlink(f"/proc/{pid}/fd/{fd}")
    except OSError:
        return False
    if not name.startswith("socket:["):
        return False
    inode = name[8:-1]
    for table in ("tcp", "tcp6"):
        with open(f"/proc/{pid}/net/{table}") as f:
            for line in f:
                fields = line.split()
                if fields[9] == inode:
                    return fields[3] == "01"
    return False


if __name__ == "__main__":
    main()
