package cn.openclaw.tool.media;

import cn.openclaw.http.AddressBlock;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.PublicHttp;
import cn.openclaw.http.WebAddress;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.tool.Pictures;
import cn.openclaw.tool.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where a picture comes from: a file in the workspace, an address of the open internet, or the words themselves. */
final class ImageSource {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Tool.Context context;
    private final int mostBytes;

    ImageSource(Tool.Context context, int mostBytes) {
        this.context = context;
        this.mostBytes = mostBytes;
    }

    /** A picture cannot be had; the message is for the model. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1;

        Missing(String why) {
            super(why);
        }
    }

    Part.Media load(String written) throws Missing, InterruptedException {
        boolean web = written.startsWith("http://") || written.startsWith("https://");
        byte[] bytes = web ? fetched(written) : written.startsWith("data:") ? decoded(written) : file(written);
        String name = written.startsWith("data:") ? "the data" : written;
        if (bytes.length > mostBytes) {
            throw new Missing(name + " is larger than " + (mostBytes >> 20) + " MB");
        }
        Pictures.Kind kind =
                Pictures.kind(bytes).orElseThrow(() -> new Missing(name + " is no picture (png, jpeg, gif or webp)"));
        return Pictures.media(bytes, kind)
                .orElseThrow(() -> new Missing(name + " is too large and cannot be made smaller here"));
    }

    private byte[] fetched(String written) throws Missing, InterruptedException {
        List<AddressBlock> allowed = new ArrayList<>();
        JsonNode blocks = Json.at(context.world().snapshot().config().tree(), "tools", "web", "fetch", "allowAddresses");
        if (blocks != null) {
            blocks.forEach(block -> AddressBlock.parse(block.asString("")).ifPresent(allowed::add));
        }
        PublicHttp http = new PublicHttp(context.world().snapshot().environment(), allowed);
        try {
            WebAddress address = WebAddress.parse(written);
            for (int hop = 0; hop < 4; hop++) {
                PublicHttp.Page page = http.get(address, Map.of("Accept", "image/*", "User-Agent", "openclaw-cn"), LIMIT, mostBytes + 1);
                if (page.status() / 100 != 3 || page.header("location").isBlank()) {
                    context.turn().heardFromOutside(address.toString());
                    return ok(page);
                }
                address = address.resolve(page.header("location"));
            }
            throw new Missing(written + " redirects too often");
        } catch (HttpException e) {
            throw new Missing(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] ok(PublicHttp.Page page) throws Missing {
        if (page.status() != 200) {
            throw new Missing("the server answered HTTP " + page.status());
        }
        return page.body();
    }

    private static byte[] decoded(String data) throws Missing {
        int comma = data.indexOf(',');
        try {
            if (comma > 0 && data.substring(0, comma).endsWith(";base64")) {
                return Base64.getDecoder().decode(data.substring(comma + 1).strip());
            }
        } catch (IllegalArgumentException e) {
            throw new Missing("the data is no base64");
        }
        throw new Missing("data: needs ;base64,");
    }

    private byte[] file(String written) throws Missing {
        try {
            Path home = context.workspace().toRealPath();
            String path = written.startsWith("file:") ? Path.of(URI.create(written)).toString() : written.replaceFirst("^@", "");
            Path real = home.resolve(path).toRealPath();
            if (!real.startsWith(home)) {
                throw new Missing(written + " is outside the workspace; only files inside it can be read");
            }
            return Files.size(real) > mostBytes ? new byte[mostBytes + 1] : Files.readAllBytes(real);
        } catch (IllegalArgumentException e) {
            throw new Missing("not a path: " + written);
        } catch (IOException e) {
            throw new Missing("no such file in the workspace: " + written);
        }
    }

    /** The pictures of a call, each once. */
    static List<String> written(JsonNode arguments) {
        List<String> all = new ArrayList<>();
        Optional.ofNullable(Json.text(arguments, "image")).filter(text -> !text.isBlank()).ifPresent(all::add);
        JsonNode list = arguments.get("images");
        if (list != null) {
            list.forEach(one -> all.add(one.asString("")));
        }
        return all.stream().map(String::strip).filter(text -> !text.isEmpty()).distinct().toList();
    }
}
