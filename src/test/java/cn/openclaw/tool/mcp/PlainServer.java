package cn.openclaw.tool.mcp;

import cn.openclaw.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server for tests that speaks the protocol with none of the library's code, and misbehaves on demand. */
final class PlainServer {
    private static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private PlainServer() {}

    public static void main(String[] modes) throws Exception {
        String mode = modes.length == 0 ? "" : modes[0];
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (mode.equals("crash")) {
            System.err.println("cannot start: SECRET_TOKEN is " + System.getenv("SECRET_TOKEN"));
            System.exit(3);
        }
        if (mode.equals("silent")) {
            Thread.sleep(60_000);
        }
        if (mode.equals("chatty")) {
            out.println("Welcome to this server!");
            out.println("{not json");
            out.println();
        }
        if (mode.equals("child")) {
            Process child = new ProcessBuilder("sleep", "1000").start();
            Files.writeString(Path.of(modes[1]), Long.toString(child.pid()));
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ObjectNode request = (ObjectNode) Json.parse(line);
            if (request.has("id")) {
                ObjectNode answer = Json.object().put("jsonrpc", "2.0");
                answer.set("id", request.get("id"));
                answer(request, answer);
                out.println(Json.write(answer));
            }
        }
    }

    static void answer(ObjectNode request, ObjectNode answer) throws IOException {
        switch (Json.text(request, "method")) {
            case "initialize" -> {
                ObjectNode result = answer.putObject("result").put("protocolVersion", "2025-06-18");
                result.putObject("capabilities").putObject("tools");
                result.putObject("serverInfo").put("name", "plain").put("version", "1");
            }
            case "tools/list" -> tools(answer.putObject("result").putArray("tools"));
            case "tools/call" -> call(request.get("params"), answer);
            case null, default -> answer.putObject("error").put("code", -32601).put("message", "no such method");
        }
    }

    private static void tools(ArrayNode tools) {
        tool(tools, "echo", "Repeats a text.", "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}},\"required\":[\"text\"]}", true);
        tool(tools, "env", "Names the variables.", "{\"type\":\"object\"}", false);
        tool(tools, "2-读 文件!", "A name no platform takes.", "{\"type\":\"object\",\"properties\":{\"p\":{\"$ref\":\"#/definitions/P\",\"type\":\"string\"}},"
                + "\"definitions\":{\"P\":{\"title\":\"P\",\"enum\":[\"a\",\"b\"]}}}", false);
        tool(tools, "broken", "A schema nothing can mend.", "{\"type\":\"string\"}", false);
        tool(tools, "fail", "Fails.", "{\"type\":\"object\"}", false);
        tool(tools, "refuse", "Answers with a protocol error.", "{\"type\":\"object\"}", false);
        tool(tools, "picture", "Shows a pixel.", "{\"type\":\"object\"}", false);
        tool(tools, "structured", "Answers with data alone.", "{\"type\":\"object\"}", false);
        tool(tools, "die", "Ends the server.", "{\"type\":\"object\"}", false);
        tool(tools, "sleep", "Takes long.", "{\"type\":\"object\"}", false);
    }

    private static void tool(ArrayNode tools, String name, String description, String schema, boolean readOnly) {
        ObjectNode tool = tools.addObject().put("name", name).put("description", description);
        tool.set("inputSchema", Json.parse(schema));
        tool.putObject("annotations").put("readOnlyHint", readOnly);
    }

    private static void call(JsonNode params, ObjectNode answer) {
        String name = Json.text(params, "name");
        switch (name) {
            case "refuse" -> answer.putObject("error").put("code", -32602).put("message", "I will not");
            case "die" -> System.exit(5);
            case "sleep" -> pause();
            case null, default -> {
                ObjectNode result = answer.putObject("result");
                ArrayNode content = result.putArray("content");
                switch (name) {
                    case "echo" -> content.addObject().put("type", "text").put("text", "echo: " + Json.text(params, "arguments", "text"));
                    case "env" -> content.addObject().put("type", "text").put("text", String.join(",", new TreeSet<>(System.getenv().keySet())));
                    case "picture" -> content.addObject().put("type", "image").put("data", PIXEL).put("mimeType", "image/png");
                    case "structured" -> result.putObject("structuredContent").put("answer", 42);
                    case null, default -> content.addObject().put("type", "text").put("text", "it went wrong");
                }
                result.put("isError", "fail".equals(name));
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
