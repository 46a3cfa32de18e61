package cn.openclaw.cli;

import static cn.openclaw.cli.DoctorFinding.error;
import static cn.openclaw.cli.DoctorFinding.ok;
import static cn.openclaw.cli.DoctorFinding.warning;

import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpProxy;
import cn.openclaw.http.HttpReply;
import cn.openclaw.model.ModelApi;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.KeyProbe;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proxy, host, key and clock, asked for real. */
final class DoctorNetwork {
    private static final List<String> PROXIES =
            List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy");
    /** More than this and a signed or dated request may be refused; less is the network's own delay. */
    private static final long CLOCK_SECONDS = 120;

    private final Cli cli;
    private final ConfigSnapshot snapshot;
    private final ConfigFile file;
    private final Http http;

    DoctorNetwork(Cli cli, ConfigSnapshot snapshot, ConfigFile file) {
        this.cli = cli;
        this.snapshot = snapshot;
        this.file = file;
        this.http = Network.of(cli);
    }

    List<DoctorFinding> proxies(Optional<HttpProxy> chosen) {
        List<DoctorFinding> findings = new ArrayList<>();
        Optional<HttpProxy> own = chosen.filter(proxy -> !proxy.shown().equals("direct"));
        own.ifPresent(proxy -> findings.add(proxy(proxy.source(), proxy.address().reveal())));
        for (String name : PROXIES) {
            snapshot.environment().get(name).ifPresent(value -> findings.add(proxy(name, value)));
        }
        return findings.isEmpty() ? List.of(ok("proxy", DoctorText.PROXY_NONE)) : findings;
    }

    private static DoctorFinding proxy(String name, String value) {
        String shown = value.replaceAll("//[^@/]*@", "//***@");
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(String.valueOf(uri.getHost()), port), 3000);
            }
            return ok("proxy", DoctorText.PROXY_OK, name, shown);
        } catch (IOException | IllegalArgumentException e) {
            return error("proxy", DoctorText.PROXY_BAD, shown, e.getClass().getSimpleName(), name);
        }
    }

    List<DoctorFinding> host(CatalogModel model, Secret key, Optional<HttpProxy> way) throws InterruptedException {
        List<DoctorFinding> findings = new ArrayList<>();
        String host = String.valueOf(model.baseUrl().getHost());
        long start = System.nanoTime();
        String base = model.baseUrl().toString();
        URI models = URI.create((base.endsWith("/") ? base : base + "/")
                + (model.api() == ModelApi.ANTHROPIC_MESSAGES ? "v1/models" : "models"));
        Map<String, String> headers = new java.util.LinkedHashMap<>(model.headers());
        headers.put("Authorization", "Bearer " + key.reveal());
        try (HttpReply reply = http.send(HttpCall.get(models, headers, HttpLimits.SHORT).through(way))) {
            reply.body(4 * 1024 * 1024);
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            findings.add(judge(model, key, host, reply.status(), millis));
            reply.header("Date").flatMap(this::clock).ifPresent(findings::add);
        } catch (HttpException e) {
            findings.add(error("host", DoctorText.HOST_DOWN, host, e.in(cli.language())));
        }
        return findings;
    }

    private DoctorFinding judge(CatalogModel model, Secret key, String host, int status, long millis)
            throws InterruptedException {
        return switch (status) {
            case 200 -> ok("host", DoctorText.HOST_OK, host, millis);
            case 401 -> elsewhere(model, key, host);
            case 403 -> warning("host", DoctorText.HOST_GATE, host);
            default -> warning("host", DoctorText.HOST_ODD, host, status);
        };
    }

    private DoctorFinding elsewhere(CatalogModel model, Secret key, String host) throws InterruptedException {
        String provider = model.ref().provider();
        List<Provider.Region> regions =
                Providers.find(provider).map(Provider::regions).orElse(List.of());
        for (KeyProbe.ProbeResult result : new KeyProbe(http).probe(key, regions)) {
            if (result.verdict() == KeyProbe.Verdict.ACCEPTED) {
                URI there = result.region().baseUrl();
                return error("host", DoctorText.HOST_ELSEWHERE, host, there.getHost())
                        .with(DoctorText.OFFER_HOST, () -> point(provider, there), provider, there);
            }
        }
        return error("host", DoctorText.HOST_REFUSED, host);
    }

    private void point(String provider, URI there) {
        file.save(List.of(ConfigEdit.set(
                List.of("models", "providers", provider, "baseUrl"), OnboardPlan.string(there.toString()))));
    }

    private Optional<DoctorFinding> clock(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            long apart = Math.abs(Duration.between(theirs, cli.clock().instant()).toSeconds());
            return Optional.of(
                    apart > CLOCK_SECONDS
                            ? warning("clock", DoctorText.CLOCK_BAD, apart)
                            : ok("clock", DoctorText.CLOCK_OK, apart));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // no date we can read says nothing about the clock
        }
    }
}
