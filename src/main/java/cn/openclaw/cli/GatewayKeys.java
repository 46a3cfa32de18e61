package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway keys add|list|remove}: keys of programs that ask models through the gateway. Only their hashes are kept. */
final class GatewayKeys {
    private static final Text KEYS = new Text("调用方密钥：让程序通过网关使用型号", "keys of programs that ask models through the gateway");
    private static final Text ADD = new Text("生成一个密钥，只显示这一次", "make a key; it is shown this once");
    private static final Text LIST = new Text("列出密钥", "list the keys");
    private static final Text REMOVE = new Text("删除密钥；用它的程序随即被拒绝", "remove a key; programs that use it are refused from then on");
    private static final Text NAME = new Text("名称：字母、数字、- 和 _", "its name: letters, digits, - and _");
    private static final Text MODELS = new Text("允许的型号，可用 *，可多次给出", "a model it may ask, with *; may be given several times");
    private static final Text RATE = new Text("每分钟请求数上限", "requests a minute at most");
    private static final Text CONCURRENCY = new Text("同时进行的请求数上限", "requests at a time at most");
    private static final Text DAY = new Text("一天的花费上限，如 CNY:20", "a cap for one day, such as CNY:20");
    private static final Text MONTH = new Text("一个月的花费上限，如 USD:50", "a cap for one month, such as USD:50");
    private static final Text JSON = new Text("标准输出只有 JSON", "print JSON and nothing else on standard output");
    private static final Text MADE = new Text(
            "密钥 {0} 已生成，只显示这一次；配置里只存它的散列：", "The key {0}, shown this once; the config keeps its hash alone:");
    private static final Text USE = new Text(
            "程序里填 base URL {0}/v1（OpenAI）或 {0}（Anthropic），并用它作密钥。",
            "Give a program the base URL {0}/v1 (OpenAI) or {0} (Anthropic), and this as its key.");
    private static final Text NOT_TAKEN = new Text(
            "正在运行的网关还没有采用这个改动：运行 openclaw-cn gateway restart。", "The running gateway has not taken this up yet: run openclaw-cn gateway restart.");
    private static final Text NONE = new Text(
            "还没有密钥：openclaw-cn gateway keys add <名称>", "There are no keys: openclaw-cn gateway keys add <name>");
    private static final Text REMOVED = new Text("已删除密钥 {0}。", "The key {0} is removed.");
    private static final Text UNKNOWN = new Text(
            "没有名为 {0} 的密钥；openclaw-cn gateway keys list 列出全部", "there is no key {0}; openclaw-cn gateway keys list shows all");
    private static final Text TAKEN = new Text(
            "已有名为 {0} 的密钥；先 openclaw-cn gateway keys remove {0}", "there is a key {0} already; openclaw-cn gateway keys remove {0} first");
    private static final Text BAD_NAME = new Text(
            "名称 {0} 不可用：只用字母、数字、- 和 _，至多 64 个", "{0} is no name: letters, digits, - and _, 64 at most");
    private static final Text BAD_CAP = new Text(
            "{0} 不是花费上限，应形如 CNY:20 或 USD:50", "{0} is no cap; it should look like CNY:20 or USD:50");
    private static final Text BAD_NUMBER = new Text("{0} 不是正整数", "{0} is no whole number above zero");
    private static final Text ANY = new Text("全部型号", "any model");

    private GatewayKeys() {}

    static CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, "keys", KEYS, line -> list(cli, line.hasMatchedOption("--json")));
        spec.addOption(Commands.flag(cli, JSON, "--json"));
        CommandSpec add = Commands.command(cli, "add", ADD, line -> add(cli, line));
        add.addPositional(name(cli));
        add.addOption(several(cli, MODELS, "PATTERN", "--model"));
        add.addOption(Commands.value(cli, RATE, "N", "--rpm"));
        add.addOption(Commands.value(cli, CONCURRENCY, "N", "--concurrency"));
        add.addOption(several(cli, DAY, "CAP", "--day"));
        add.addOption(several(cli, MONTH, "CAP", "--month"));
        add.addOption(Commands.flag(cli, JSON, "--json"));
        Commands.add(spec, "add", add);
        CommandSpec list = Commands.command(cli, "list", LIST, line -> list(cli, line.hasMatchedOption("--json")));
        list.addOption(Commands.flag(cli, JSON, "--json"));
        Commands.add(spec, "list", list);
        CommandSpec remove = Commands.command(cli, "remove", REMOVE, line -> remove(cli, line));
        remove.addPositional(name(cli));
        remove.addOption(Commands.flag(cli, JSON, "--json"));
        Commands.add(spec, "remove", remove);
        return spec;
    }

    private static PositionalParamSpec name(Cli cli) {
        return PositionalParamSpec.builder()
                .type(String.class)
                .arity("1")
                .index("0")
                .paramLabel("NAME")
                .description(NAME.in(cli.language()))
                .build();
    }

    /** An option that may be given several times. */
    private static OptionSpec several(Cli cli, Text what, String label, String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(what.in(cli.language()))
                .build();
    }

    private static ConfigFile file(Cli cli) {
        return new ConfigFile(Places.of(cli.environment()), cli.environment());
    }

    private static Optional<JsonNode> keys(ConfigFile file) {
        return Optional.ofNullable(Json.at(file.read().config().tree(), "gateway", "http", "keys"));
    }

    private static List<String> path(String name) {
        return List.of("gateway", "http", "keys", name);
    }

    private static ExitCode add(Cli cli, ParseResult line) throws InterruptedException {
        String name = line.matchedPositionalValue(0, "");
        if (!isName(name)) {
            throw new CliException(ExitCode.USAGE, BAD_NAME, name);
        }
        ConfigFile file = file(cli);
        if (keys(file).filter(keys -> keys.has(name)).isPresent()) {
            throw new CliException(ExitCode.USAGE, TAKEN, name);
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String key = "ock-" + name + "-" + HexFormat.of().formatHex(random);
        ObjectNode entry = Json.object().put("hash", "sha256:" + hash(key));
        List<String> models = line.matchedOptionValue("--model", new ArrayList<String>());
        if (!models.isEmpty()) {
            ArrayNode allowed = Json.array();
            models.forEach(allowed::add);
            entry.set("models", allowed);
        }
        number(line, "--rpm").ifPresent(most -> entry.put("requestsPerMinute", most.intValue()));
        number(line, "--concurrency").ifPresent(most -> entry.put("concurrency", most.intValue()));
        ObjectNode budget = Json.object();
        caps(line, "--day", "day", budget);
        caps(line, "--month", "month", budget);
        if (!budget.isEmpty()) {
            entry.set("budget", budget);
        }
        entry.put("created", LocalDate.ofInstant(cli.clock().instant(), ZoneOffset.UTC).toString());
        Optional<Boolean> taken = save(cli, file, ConfigEdit.set(path(name), Json.write(entry)));
        if (line.hasMatchedOption("--json")) {
            ObjectNode answer = Json.object().put("name", name).put("key", key);
            taken.ifPresent(used -> answer.put("taken", used));
            cli.out().println(Json.write(answer));
            return ExitCode.OK;
        }
        cli.print(MADE, name);
        cli.out().println(key);
        cli.print(USE, address(cli, file));
        tell(cli, taken);
        return ExitCode.OK;
    }

    /** Where programs reach it: as the gateway that runs says, else as it would. */
    private static String address(Cli cli, ConfigFile file) {
        ConfigSnapshot snapshot = file.read();
        int port = Target.port(snapshot.config().tree(), snapshot.environment()).value();
        return RunningGateway.find(Places.of(cli.environment()))
                .map(running -> running.url().toString().replaceFirst("^ws", "http"))
                .orElse("http://127.0.0.1:" + port);
    }

    /** Whether the gateway that runs uses it now; empty if none runs. */
    private static Optional<Boolean> save(Cli cli, ConfigFile file, ConfigEdit edit) throws InterruptedException {
        try (TakenUp gateway = TakenUp.watching(cli).orElse(null)) {
            file.save(List.of(edit));
            return gateway == null ? Optional.empty() : Optional.of(gateway.await());
        }
    }

    private static void tell(Cli cli, Optional<Boolean> taken) {
        if (taken.isPresent() && !taken.get()) {
            cli.say(NOT_TAKEN);
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= 64
                && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
    }

    private static Optional<Integer> number(ParseResult line, String option) {
        String text = line.matchedOptionValue(option, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number > 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new CliException(ExitCode.USAGE, BAD_NUMBER, text);
    }

    private static void caps(ParseResult line, String option, String scope, ObjectNode budget) {
        for (String cap : line.matchedOptionValue(option, new ArrayList<String>())) {
            String[] parts = cap.split(":", 2);
            try {
                double amount = Double.parseDouble(parts[parts.length - 1]);
                if (parts.length == 2 && (parts[0].equals("CNY") || parts[0].equals("USD")) && amount >= 0) {
                    ObjectNode there = budget.get(parts[0]) instanceof ObjectNode known ? known : budget.putObject(parts[0]);
                    there.put(scope, amount);
                    continue;
                }
            } catch (NumberFormatException e) {
                // Told below, like a currency that nobody bills in.
            }
            throw new CliException(ExitCode.USAGE, BAD_CAP, cap);
        }
    }

    private static ExitCode list(Cli cli, boolean json) {
        Optional<JsonNode> keys = keys(file(cli));
        if (json) {
            ArrayNode all = Json.array();
            keys.ifPresent(found -> found.properties().forEach(key -> all.add(shown(key.getKey(), key.getValue()))));
            ObjectNode body = Json.object();
            body.set("keys", all);
            cli.out().println(Json.write(body));
            return ExitCode.OK;
        }
        if (keys.isEmpty() || keys.get().isEmpty()) {
            cli.print(NONE);
            return ExitCode.OK;
        }
        keys.get().properties().forEach(key -> cli.out().println(row(cli, key.getKey(), key.getValue())));
        return ExitCode.OK;
    }

    /** Without the key itself, should it stand there. */
    private static ObjectNode shown(String name, JsonNode entry) {
        ObjectNode out = Json.object().put("name", name);
        entry.properties().forEach(member -> {
            if (!member.getKey().equals("key")) {
                out.set(member.getKey(), member.getValue());
            }
        });
        return out;
    }

    private static String row(Cli cli, String name, JsonNode entry) {
        StringBuilder row = new StringBuilder(name);
        JsonNode models = entry.get("models");
        List<String> allowed = new ArrayList<>();
        if (models != null) {
            models.forEach(model -> allowed.add(model.asString("")));
        }
        row.append("  ").append(allowed.isEmpty() ? ANY.in(cli.language()) : String.join(", ", allowed));
        for (String member : List.of("requestsPerMinute", "concurrency", "budget", "created")) {
            JsonNode value = entry.get(member);
            if (value != null) {
                row.append("  ").append(member).append(' ').append(value.isString() ? value.stringValue() : Json.write(value));
            }
        }
        return row.toString();
    }

    private static ExitCode remove(Cli cli, ParseResult line) throws InterruptedException {
        String name = line.matchedPositionalValue(0, "");
        ConfigFile file = file(cli);
        if (keys(file).filter(keys -> keys.has(name)).isEmpty()) {
            throw new CliException(ExitCode.USAGE, UNKNOWN, name);
        }
        Optional<Boolean> taken = save(cli, file, ConfigEdit.unset(path(name)));
        if (line.hasMatchedOption("--json")) {
            ObjectNode answer = Json.object().put("name", name).put("removed", true);
            taken.ifPresent(used -> answer.put("taken", used));
            cli.out().println(Json.write(answer));
        } else {
            cli.print(REMOVED, name);
            tell(cli, taken);
        }
        return ExitCode.OK;
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
