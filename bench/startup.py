#!/usr/bin/env python3
"""Whole-process wall time and peak memory of short commands, as ratios to a bare JVM in the same run.

Usage: bench/startup.py [-n RUNS] [--original DIR]

Each round runs every command once, in turn, so that a drift of the machine's speed hits all of them alike; the ratio is
taken round by round against that round's hello world, and its median is printed with the smallest and largest.
--original DIR: a folder prepared by bench/install-original, to measure the npm package of the original in the same rounds.
"""
import argparse, json, os, shutil, signal, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LAUNCHER = os.path.join(ROOT, "openclaw-cn")
BARS = {"--version": 1.3, "config get": 2.5, "models list --json": 2.5, "onboard": 5.0, "agent --local": 10.0}
MEMORY = {"agent --local": 110}


def once(command, env):
    """Runs to the end; returns (seconds, peak MiB of the largest process, exit code)."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.execvpe(command[0], command, env)
    _, status, usage = os.wait4(pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def jdk():
    with open(os.path.join(ROOT, "target/dist/jdk")) as f:
        return f.read().strip()


def hello(folder, java):
    source = os.path.join(folder, "Hello.java")
    with open(source, "w") as f:
        f.write('public class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n')
    subprocess.run([java + "/bin/javac", "-d", folder, source], check=True)
    subprocess.run([java + "/bin/jar", "--create", "--file", folder + "/hello.jar", "-C", folder, "Hello.class"], check=True)
    flags = ["-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xms12m", "-Xmn6m", "-Xmx512m", "-Xss512k"]
    cache = folder + "/hello.aot"
    base = [java + "/bin/java"] + flags
    subprocess.run(base + ["-XX:AOTCacheOutput=" + cache, "-cp", folder + "/hello.jar", "Hello"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return base + ["-XX:AOTCache=" + cache, "-Xlog:disable", "-cp", folder + "/hello.jar", "Hello"]


def config(base_url):
    page = {
        "env": {"MOONSHOT_API_KEY": "sk-sim-cn-000000000000000000000000"},
        "agents": {"defaults": {"model": {"primary": "moonshot/kimi-k2.6"}}},
        "models": {"mode": "merge", "providers": {"moonshot": {
            "baseUrl": base_url, "apiKey": "${MOONSHOT_API_KEY}", "api": "openai-completions",
            "models": [{"id": "kimi-k2.6", "name": "Kimi K2.6", "reasoning": True, "input": ["text"],
                        "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0},
                        "contextWindow": 262144, "maxTokens": 8192}]}}},
    }
    return page


def home_with(folder, page):
    os.makedirs(folder + "/.openclaw", exist_ok=True)
    with open(folder + "/.openclaw/openclaw.json", "w") as f:
        json.dump(page, f, indent=2)
    os.chmod(folder + "/.openclaw/openclaw.json", 0o600)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=15, help="rounds (default 15)")
    parser.add_argument("--original", help="a folder prepared by bench/install-original")
    args = parser.parse_args()

    subprocess.run([LAUNCHER, "--help"], check=True, stdout=subprocess.DEVNULL)  # builds and trains, if need be
    work = tempfile.mkdtemp(prefix="openclaw-bench-")
    simulator = None
    try:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("OPENCLAW", "MOONSHOT", "KIMI"))}
        simulator = subprocess.Popen([LAUNCHER, "simulator", "--port", "0", "--instant", "--json"],
                                     stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env={**env, "HOME": work})
        about = json.loads(simulator.stdout.readline())
        platform = about["platforms"]["moonshot-cn"]
        page = config(platform["baseUrl"])
        page["env"]["MOONSHOT_API_KEY"] = platform["apiKey"]
        home_with(work, page)
        at_home = {**env, "HOME": work}
        turn = [0]

        def fresh():
            turn[0] += 1
            home = f"{work}/home{turn[0]}"
            os.makedirs(home)
            return {**env, "HOME": home}

        onboard = ["onboard", "--non-interactive", "--accept-risk", "--auth-choice", "moonshot-api-key",
                   "--moonshot-api-key", "sk-bench-000000000000000000000000", "--skip-probe", "--skip-health", "--json"]
        agent = ["agent", "--local", "--agent", "main", "--message", "你好", "--json"]
        cases = {
            "hello world": (hello(work, jdk()), lambda: env),
            "--version": ([LAUNCHER, "--version"], lambda: at_home),
            "config get": ([LAUNCHER, "config", "get", "models.providers.moonshot.baseUrl"], lambda: at_home),
            "models list --json": ([LAUNCHER, "models", "list", "--json"], lambda: at_home),
            "onboard": ([LAUNCHER] + onboard, fresh),
            "agent --local": ([LAUNCHER] + agent, lambda: at_home),
        }
        if args.original:
            node = os.path.abspath(args.original) + "/node_modules/.bin/node"
            theirs = [node, os.path.abspath(args.original) + "/node_modules/openclaw-cn/dist/entry.js"]
            if not os.path.exists(theirs[1]):
                sys.exit(f"no original in {args.original}: run bench/install-original {args.original}")
            their_onboard = [a for a in onboard if a != "--skip-probe"] + ["--skip-skills", "--skip-channels"]
            for name, line in {"--version": ["--version"], "config get": cases["config get"][0][1:],
                               "models list --json": ["models", "list", "--json"], "agent --local": agent}.items():
                cases["original " + name] = (theirs + line, lambda: at_home)
            cases["original onboard"] = (theirs + their_onboard, fresh)

        rounds = {name: [] for name in cases}
        for number in range(args.n + 2):  # two rounds of warm-up
            for name, (command, environment) in cases.items():
                seconds, mib, code = once(command, environment())
                if number >= 2:
                    rounds[name].append((seconds * 1000, mib, code))
            print(f"\rround {max(0, number - 1)}/{args.n}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)

        print(f"{'command':28} {'ms median':>9} {'min':>7} {'max':>7} {'MiB':>6} {'ratio':>6} {'min':>6} {'max':>6}  bar")
        floor = [r[0] for r in rounds["hello world"]]
        for name, runs in rounds.items():
            ms = [r[0] for r in runs]
            ratio = [a / b for a, b in zip(ms, floor)]
            bar = BARS.get(name)
            verdict = "" if bar is None else f"{bar}x, {MEMORY.get(name, 64)} MiB"
            codes = {r[2] for r in runs}
            print(f"{name:28} {statistics.median(ms):9.1f} {min(ms):7.1f} {max(ms):7.1f} {max(r[1] for r in runs):6.0f} "
                  f"{statistics.median(ratio):6.2f} {min(ratio):6.2f} {max(ratio):6.2f}  {verdict}"
                  + ("" if codes == {0} else f"  exit codes {sorted(codes)}"))
    finally:
        if simulator is not None:
            simulator.send_signal(signal.SIGTERM)
            simulator.wait(10)
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
