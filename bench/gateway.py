#!/usr/bin/env python3
"""Our gateway beside the npm package @portkey-ai/gateway and a direct connection, on one machine, in one run.

Usage: bench/gateway.py [--rounds N] [--seconds S] [--only one,flat64,…] [--without-portkey] [--json FILE] [--vm OPTIONS]

Upstream and load generator are bench/load/*.c, built here (gcc). Portkey is installed with npm into target/bench/portkey, with
`@hono/node-server` 1.3.3 and `hono` 4.9.7 in place of what it names: with those its streams fail. Ours runs with a caller key,
the ledger, usage counting, the request journal, metrics and the log on; Portkey and the direct connection have nothing of it.

Each round runs every target once, in turn, so that a drift of the machine hits all alike. Printed: medians over the rounds, with
the smallest and largest; ratios are taken round by round. CPU is the gateway's alone, in milliseconds per stream, from /proc.
"""
import argparse, json, os, resource, shutil, signal, socket, statistics, subprocess, sys, tempfile, time, urllib.error, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORK = os.path.join(ROOT, "target", "bench")
LAUNCHER = os.path.join(ROOT, "openclaw-cn")
TICKS = os.sysconf("SC_CLK_TCK")
MODELS = ["flat", "pace-10", "pace-40", "pace-1000", "fault-503", "cut-10", "hang"]
TOKEN = "bench-token-0123456789abcdef0123456789"
STREAMS = 10000
LIVE = STREAMS
CALLER = "ock-bench-0123456789abcdef0123456789abcdef"


# --- descriptors ------------------------------------------------------------------------------------------------------
def room():
    """How many streams can be live at once. A gateway needs two descriptors for each; where this runs as root it takes as many
    as it needs, else what the machine allows."""
    needed = 2 * STREAMS + 1000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = hard
    if hard != resource.RLIM_INFINITY and hard < needed:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, needed))
            most = needed
        except (ValueError, OSError):
            print(f"only {hard} descriptors a process, and not allowed more: fewer than {STREAMS} streams at once", file=sys.stderr)
    return STREAMS if most == resource.RLIM_INFINITY else min(STREAMS, (most - 220) // 2)


# --- tools ------------------------------------------------------------------------------------------------------------
def tools():
    os.makedirs(WORK, exist_ok=True)
    for name in ("upstream", "loadgen"):
        source, binary = os.path.join(ROOT, "bench", "load", name + ".c"), os.path.join(WORK, name)
        if not os.path.exists(binary) or os.path.getmtime(binary) < os.path.getmtime(source):
            subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-std=gnu11", "-o", binary, source], check=True)


def portkey_home():
    home = os.path.join(WORK, "portkey")
    entry = os.path.join(home, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js")
    if not os.path.exists(entry):
        os.makedirs(home, exist_ok=True)
        with open(os.path.join(home, "package.json"), "w") as f:
            json.dump({"private": True, "dependencies": {"@portkey-ai/gateway": "1.15.2"},
                       "overrides": {"@hono/node-server": "1.3.3", "hono": "4.9.7"}}, f)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=home, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return entry


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def get(url, headers=None, timeout=2):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=timeout) as reply:
        return reply.status, reply.read()


# --- processes --------------------------------------------------------------------------------------------------------
class Process:
    """A server, what /proc tells of it, and its end."""

    def __init__(self, command, env, log, ready):
        self.log = open(log, "ab")
        begun = time.perf_counter()
        self.child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.pid = self.child.pid
        try:
            self.ready_seconds = self.wait(ready, begun)
        except BaseException:
            self.stop()
            raise

    def wait(self, ready, begun):
        while time.perf_counter() - begun < 60:
            if self.child.poll() is not None:
                with open(self.log.name) as f:
                    raise SystemExit(f"ended with {self.child.returncode} before it was ready: {f.read()[-2000:]}")
            try:
                if get(ready, timeout=1)[0] == 200:
                    return time.perf_counter() - begun
            except (OSError, urllib.error.URLError, ValueError):
                time.sleep(0.002)
        raise SystemExit(f"{self.log.name}: not ready after a minute")

    def status(self, key):
        with open(f"/proc/{self.pid}/status") as f:
            for line in f:
                if line.startswith(key + ":"):
                    return int(line.split()[1])
        return 0

    def rss(self):
        return self.status("VmRSS") / 1024

    def peak(self):
        return self.status("VmHWM") / 1024

    def threads(self):
        return self.status("Threads")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def forget_peak(self):
        try:
            with open(f"/proc/{self.pid}/clear_refs", "w") as f:
                f.write("5")
        except OSError:
            pass

    def cpu(self):
        with open(f"/proc/{self.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def stop(self):
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(15)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.log.close()


class Upstream:
    def __init__(self):
        self.child = subprocess.Popen([os.path.join(WORK, "upstream"), "0"], stdout=subprocess.PIPE, text=True)
        self.port = int(self.child.stdout.readline())
        self.base = f"http://127.0.0.1:{self.port}/v1"

    def stats(self):
        return json.loads(get(f"http://127.0.0.1:{self.port}/stats", timeout=10)[1])

    def stop(self):
        self.child.kill()
        self.child.wait()


class Direct:
    name = "direct"
    process = None
    prefix = ""

    def __init__(self, upstream):
        self.url = upstream.base + "/chat/completions"
        self.headers = ["authorization: Bearer sk-upstream"]

    def stop(self):
        pass


class Portkey:
    name = "portkey"
    prefix = ""

    def __init__(self, upstream, folder):
        port = free_port()
        env = dict(os.environ, NODE_ENV="production", TRUSTED_CUSTOM_HOSTS="127.0.0.1,localhost")
        self.process = Process(["node", portkey_home(), f"--port={port}", "--headless"], env, os.path.join(folder, "portkey.log"),
                               f"http://127.0.0.1:{port}/")
        self.url = f"http://127.0.0.1:{port}/v1/chat/completions"
        self.headers = ["authorization: Bearer sk-upstream", "x-portkey-provider: openai", f"x-portkey-custom-host: {upstream.base}"]

    def stop(self):
        self.process.stop()


class Ours:
    name = "ours"
    prefix = "mock/"

    def __init__(self, upstream, folder, vm="", launcher=LAUNCHER, owner=False):
        self.owner = owner
        self.port = free_port()
        self.home = tempfile.mkdtemp(prefix="ours-", dir=folder)
        self.config = os.path.join(self.home, "openclaw.json")
        self.upstream = upstream
        self.write_config()
        env = {k: v for k, v in os.environ.items() if not k.startswith(("OPENCLAW_", "CLAWDBOT_"))}
        env.update(HOME=self.home, OPENCLAW_STATE_DIR=self.home, OPENCLAW_CONFIG_PATH=self.config)
        env["OPENCLAW_AOT"] = "wait"  # its class cache is made before it counts, not beside it
        if vm:
            env["JDK_JAVA_OPTIONS"] = vm
        self.log = os.path.join(folder, "ours.log")
        self.process = Process(launcher.split() + ["gateway", "run", "--port", str(self.port)], env, self.log,
                               f"http://127.0.0.1:{self.port}/readyz")
        self.url = f"http://127.0.0.1:{self.port}/v1/chat/completions"
        self.headers = [f"authorization: Bearer {TOKEN if owner else CALLER}"]

    def document(self):
        cost = {"input": 4, "output": 16, "cacheRead": 1, "cacheWrite": 0}
        return {
            "gateway": {"mode": "local", "auth": {"mode": "token", "token": TOKEN}} | ({} if self.owner else {"http": {"keys": {"bench": {
                "key": CALLER, "models": ["mock/*"], "requestsPerMinute": 10000000}}}}),
            "models": {"mode": "merge", "providers": {"mock": {
                "baseUrl": self.upstream.base, "apiKey": "sk-upstream", "api": "openai-completions",
                "models": [{"id": id, "name": id, "reasoning": False, "input": ["text"], "cost": cost,
                            "contextWindow": 128000, "maxTokens": 8192} for id in MODELS]}}},
            "agents": {"defaults": {"model": {"primary": "mock/flat"}}},
        }

    def write_config(self):
        fresh = self.config + ".new"
        with open(fresh, "w") as f:
            json.dump(self.document(), f, indent=2)
        os.chmod(fresh, 0o600)
        os.replace(fresh, self.config)

    def stop(self):
        self.process.stop()


def load(target, *options, model="flat", seconds=None):
    command = [os.path.join(WORK, "loadgen"), "-m", target.prefix + model]
    for header in target.headers:
        command += ["-H", header]
    command += list(options) + [target.url]
    process = target.process
    if process:
        process.forget_peak()
    before = process.cpu() if process else 0
    out = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=600).stdout)
    first = out["targets"][0]
    result = {
        "rate": out["rate"], "live": out["peak"], "done": first["done"], "bytes": first["bytes"],
        "errors": first["bad_status"] + first["broken"] + first["connect_failed"] + first["unexpected"],
        "wrong": first["wrong_bytes"] + first["wrong_events"], "first_error": first["first_error"],
    }
    for key in ("ttfb", "total", "gap"):
        for q in ("p50", "p99", "max"):
            result[f"{key}_{q}"] = first[key][q] if first[key] else None
    if process:
        result["cpu_ms"] = (process.cpu() - before) * 1000 / max(1, first["done"])
        result["rss"] = process.rss()
        result["peak"] = process.peak()
    return result


# --- scenarios --------------------------------------------------------------------------------------------------------
def one(targets, seconds, model="flat", streams=300):
    """One stream at a time: the direct connection and a gateway in turn, stream by stream, for each gateway."""
    direct, out = targets[0], {}
    for target in targets[1:] or targets:
        command = [os.path.join(WORK, "loadgen"), "-n", str(int(streams * seconds))]
        for i, one in enumerate((direct, target)):
            command += ["-M", f"{i}:{one.prefix}{model}"]
            for header in one.headers:
                command += ["-T", f"{i}:{header}"]
        text = subprocess.run(command + [direct.url, target.url], check=True, stdout=subprocess.PIPE, text=True, timeout=600).stdout
        for own, first in zip((direct, target), json.loads(text)["targets"]):
            row = {"errors": first["bad_status"] + first["broken"] + first["connect_failed"] + first["unexpected"],
                   "wrong": first["wrong_bytes"] + first["wrong_events"], "first_error": first["first_error"]}
            for key in ("ttfb", "total", "gap"):
                for q in ("p50", "p99", "max"):
                    row[f"{key}_{q}"] = first[key][q] if first[key] else None
            if own is direct:
                beside = row
            else:
                row["added_p50"] = row["ttfb_p50"] - beside["ttfb_p50"]
                row["added_total_p50"] = row["total_p50"] - beside["total_p50"]
            if own is target or own.name not in out:
                out[own.name] = row
    return out


def one_paced(targets, seconds):
    """The same with 10 ms between the words, as models speak: an upstream that says all at once keeps one of two cores for itself while
    gateway and caller share the other, and the first word waits for the rest of the burst."""
    return one(targets, seconds, "pace-10", 12)


def each(options, model="flat"):
    def run(targets, seconds):
        return {t.name: load(t, *[o.format(seconds=seconds, streams=LIVE) for o in options], model=model) for t in targets}
    return run


SCENARIOS = {
    "one": one,
    "one-paced": one_paced,
    "flat64": each(["-c", "64", "-t", "{seconds}"]),
    "flat1000": each(["-c", "1000", "-t", "{seconds}", "-r", "0.5"]),
    "paced1000": each(["-c", "1000", "-r", "2", "-w", "2", "-t", "{seconds}"], "pace-40"),
    "open": each(["-o", "-c", "{streams}", "-r", "15"], "pace-1000"),
}


def starts(makers, rounds):
    """Ready and idle: each started alone, looked at five seconds later."""
    rows = {"ours": [], "portkey": []}
    for _ in range(rounds):
        for make in makers:
            target = make()
            cpu = target.process.cpu()
            time.sleep(5)
            rows[target.name].append({"ready_ms": target.process.ready_seconds * 1000, "ready_cpu_ms": cpu * 1000,
                                      "rss": target.process.rss(), "peak": target.process.peak(), "threads": target.process.threads()})
            target.stop()
    return {name: row for name, row in rows.items() if row}


# --- the table --------------------------------------------------------------------------------------------------------
def spread(values, digits=2):
    values = [v for v in values if v is not None]
    if not values:
        return "-"
    middle = statistics.median(values)
    if len(values) == 1:
        return f"{middle:.{digits}f}"
    return f"{middle:.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratio(rounds, key, over="portkey"):
    return spread([r["ours"][key] / r[over][key] for r in rounds
                   if "ours" in r and over in r and r["ours"].get(key) and r[over].get(key)])


def table(results):
    for scenario, rounds in results.items():
        if scenario == "start":
            continue
        print(f"\n{scenario}  (n = {len(rounds)})")
        keys = ["rate", "ttfb_p50", "ttfb_p99", "total_p50", "added_p50", "added_total_p50", "gap_max", "cpu_ms", "rss", "peak", "live", "errors", "wrong"]
        keys = [k for k in keys if any(k in r[n] for r in rounds for n in r)]
        for name in rounds[0]:
            print(f"  {name:8}" + "  ".join(f"{k} {spread([r[name].get(k) for r in rounds], 3 if 'p50' in k or 'cpu' in k else 0)}"
                                            for k in keys if any(r[name].get(k) is not None for r in rounds)))
        if "portkey" in rounds[0] and "ours" in rounds[0] and scenario != "one":
            print(f"  ours/portkey: rate {ratio(rounds, 'rate')}  cpu {ratio(rounds, 'cpu_ms')}  rss {ratio(rounds, 'rss')}")
        for name in rounds[0]:
            for r in rounds:
                if r[name]["first_error"]:
                    print(f"  {name}: first error: {r[name]['first_error']}")
                    break
    if "start" in results:
        print("\nstart and idle")
        for name, rows in results["start"].items():
            print(f"  {name:8}" + "  ".join(f"{k} {spread([r[k] for r in rows], 0)}" for k in rows[0]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--warm", type=float, default=6, help="seconds of load before anything counts")
    parser.add_argument("--only", default="start,one,one-paced,flat64,flat1000,paced1000,open")
    parser.add_argument("--without-portkey", action="store_true")
    parser.add_argument("--without-ours", action="store_true")
    parser.add_argument("--vm", default="", help="more options for our JVM")
    parser.add_argument("--launcher", default=LAUNCHER, help="what starts ours")
    parser.add_argument("--owner", action="store_true", help="ask ours with its token instead of a caller key")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    global LIVE
    LIVE = room()
    tools()
    folder = tempfile.mkdtemp(prefix="gateway-bench-")
    upstream = Upstream()
    targets, results = [Direct(upstream)], {}
    wanted = arguments.only.split(",")
    makers = [] if arguments.without_ours else [lambda: Ours(upstream, folder, arguments.vm, arguments.launcher, arguments.owner)]
    if not arguments.without_portkey:
        makers.append(lambda: Portkey(upstream, folder))
    try:
        if "start" in wanted:
            results["start"] = starts(makers, arguments.rounds)
        targets += [make() for make in makers]
        for target in targets:
            load(target, "-c", "64", "-t", str(arguments.warm))
            load(target, "-c", "200", "-t", str(min(4, arguments.warm)), model="pace-10")
        for scenario in [s for s in SCENARIOS if s in wanted]:
            rounds = 1 if scenario == "open" else arguments.rounds
            results[scenario] = []
            for _ in range(rounds):
                results[scenario].append(SCENARIOS[scenario](targets, arguments.seconds))
                print(".", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        table(results)
    finally:
        for target in targets:
            target.stop()
        upstream.stop()
        if arguments.json:
            with open(arguments.json, "w") as f:
                json.dump(results, f, indent=1)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
