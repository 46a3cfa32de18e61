package cn.openclaw.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class JobsTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final List<ObjectNode> events = new ArrayList<>();

    private Jobs jobs() {
        return new Jobs(
                folder.resolve("cron/jobs.json"), new Jobs.World(clock, () -> ZoneOffset.ofHours(8), new Random(3)), events::add);
    }

    private static ObjectNode wish(String schedule) {
        return (ObjectNode) Json.parse("{\"name\":\"j\",\"schedule\":" + schedule
                + ",\"sessionTarget\":\"isolated\",\"wakeMode\":\"next-heartbeat\",\"payload\":{\"kind\":\"agentTurn\",\"message\":\"hi\"},"
                + "\"delivery\":{\"mode\":\"none\"}}");
    }

    private int due(Jobs jobs, JobRunner runner) throws InterruptedException {
        List<Jobs.Claim> due = jobs.claimDue(10);
        for (Jobs.Claim claim : due) {
            jobs.run(claim, runner);
        }
        return due.size();
    }

    /** Numbers that nobody means are refused or brought near, and never reckoned with until they run over. */
    @Test
    void absurdTimesAreRefusedInWords() {
        for (String every : List.of("0", "-5", "9223372036854775807", "99999999999999999999", "1.5", "1e400")) {
            assertThatThrownBy(() -> jobs().add(wish("{\"kind\":\"every\",\"everyMs\":" + every + "}")))
                    .as(every)
                    .isInstanceOf(TimerException.class);
        }
        for (String anchor : List.of("-9223372036854775808", "9223372036854775807", "99999999999999999999")) {
            assertThat(jobs().add(wish("{\"kind\":\"every\",\"everyMs\":3155760000000,\"anchorMs\":" + anchor + "}")).name())
                    .isNotEmpty();
        }
        assertThat(jobs().add(wish("{\"kind\":\"at\",\"atMs\":9223372036854775807}")).name()).isNotEmpty();
    }

    @Test
    void aJobIsKeptInTheOriginalsFormAndUnknownMembersStay() throws IOException {
        Job job = jobs().add(wish("{\"kind\":\"every\",\"everyMs\":60000}"));
        ObjectNode file = (ObjectNode) Json.parse(Files.readAllBytes(folder.resolve("cron/jobs.json")));
        assertThat(file.path("version").asInt(0)).isEqualTo(1);
        assertThat(file.path("jobs").get(0)).isEqualTo(job.tree());
        assertThat(job.tree().path("delivery").path("mode").asString("")).isEqualTo("none");
        assertThat(job.tree().path("state").path("nextRunAtMs").asLong(0)).isEqualTo(clock.millis() + 60_000);
    }

    @Test
    @DisplayName("G15 jobs and their runs are 0600 in folders of 0700")
    void filesArePrivate() throws Exception {
        Jobs jobs = jobs();
        Job job = jobs.add(wish("{\"kind\":\"every\",\"everyMs\":60000}"));
        jobs.run(jobs.claim(job.id(), true).orElseThrow(), _ -> JobRunner.Result.ok("done"));
        for (Path file : List.of(folder.resolve("cron/jobs.json"), folder.resolve("cron/jobs.json.bak"), folder.resolve("cron/runs/" + job.id() + ".jsonl"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(file.toString()).isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cron/runs")))).isEqualTo("rwx------");
    }

    @Test
    void aRunIsWrittenDownAsBegunBeforeItBegins() throws Exception {
        Jobs jobs = jobs();
        Job job = jobs.add(wish("{\"kind\":\"every\",\"everyMs\":60000}"));
        clock.advance(Duration.ofSeconds(60));
        due(jobs, running -> {
            String store = Files.exists(folder.resolve("cron/jobs.json")) ? read("cron/jobs.json") : "";
            assertThat(store).contains("runningAtMs");
            assertThat(read("cron/runs/" + job.id() + ".jsonl")).contains("\"started\"");
            return JobRunner.Result.ok("hello");
        });
        assertThat(events).extracting(event -> event.path("action").asString("")).containsExactly("added", "started", "finished");
        ObjectNode run = jobs.runs(job.id(), 5).getFirst();
        assertThat(run.path("status").asString("")).isEqualTo("ok");
        assertThat(run.path("summary").asString("")).isEqualTo("hello");
        assertThat(run.path("nextRunAtMs").asLong(0)).isEqualTo(clock.millis() + 60_000);
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatWasDueWhileNothingRanIsDoneOnce() throws Exception {
        Job job = jobs().add(wish("{\"kind\":\"every\",\"everyMs\":60000}"));
        clock.advance(Duration.ofHours(5));
        Jobs later = jobs();
        later.recover();
        AtomicInteger ran = new AtomicInteger();
        assertThat(due(later, _ -> JobRunner.Result.ok("" + ran.incrementAndGet()))).isEqualTo(1);
        assertThat(due(later, _ -> JobRunner.Result.ok("" + ran.incrementAndGet()))).isZero();
        assertThat(ran).hasValue(1);
        assertThat(later.list(true).getFirst().next().orElseThrow()).isAfter(clock.instant());
        assertThat(later.runs(job.id(), 9)).hasSize(1);
    }

    @Test
    void whatAKilledProcessHadBegunIsNeverBegunAgain() throws Exception {
        Jobs first = jobs();
        Job daily = first.add(wish("{\"kind\":\"cron\",\"expr\":\"0 17 * * *\"}"));
        Job once = first.add(wish("{\"kind\":\"at\",\"at\":\"2026-11-22T17:00:00+08:00\"}"));
        clock.set(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(first.claimDue(10)).hasSize(2);
        // Here the process is killed: nobody writes how they ended.
        clock.advance(Duration.ofSeconds(40));
        Jobs second = jobs();
        second.recover();
        assertThat(second.claimDue(10)).isEmpty();
        assertThat(second.runs(daily.id(), 9)).singleElement().satisfies(run -> {
            assertThat(run.path("status").asString("")).isEqualTo("error");
            assertThat(run.path("error").asString("")).contains("stopped while");
        });
        assertThat(second.list(true).stream().filter(job -> job.id().equals(once.id())).findFirst().orElseThrow().enabled()).isFalse();
        clock.set(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(second.claimDue(10)).extracting(claim -> claim.job().id()).containsExactly(daily.id());
    }

    @Test
    void whatAKilledProcessHadBegunGoesOnWhereItsRunnerCanTell() throws Exception {
        Jobs first = jobs();
        Job goesOn = first.add(wish("{\"kind\":\"at\",\"at\":\"2026-11-22T17:00:00+08:00\"}"));
        Job lost = first.add(wish("{\"kind\":\"at\",\"at\":\"2026-11-22T17:00:00+08:00\"}"));
        clock.set(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(first.claimDue(10)).hasSize(2);
        Jobs second = jobs();
        List<Jobs.Claim> claims = second.recover(job -> job.id().equals(goesOn.id()));
        assertThat(claims).extracting(claim -> claim.job().id()).containsExactly(goesOn.id());
        // It is left once more, by a gateway that restarts: nobody writes that it ended.
        second.run(claims.getFirst(), _ -> JobRunner.Result.left());
        assertThat(second.runs(goesOn.id(), 9)).isEmpty();
        Jobs third = jobs();
        third.run(third.recover(_ -> true).getFirst(), _ -> JobRunner.Result.ok("done"));
        assertThat(third.runs(goesOn.id(), 9)).singleElement().satisfies(run -> assertThat(Json.text(run, "status")).isEqualTo("ok"));
        assertThat(third.runs(lost.id(), 9)).singleElement().satisfies(run -> assertThat(Json.text(run, "status")).isEqualTo("error"));
    }

    @Test
    void onceIsOnce() throws Exception {
        Jobs jobs = jobs();
        ObjectNode wish = wish("{\"kind\":\"at\",\"atMs\":" + (clock.millis() + 1_000) + "}").put("deleteAfterRun", true);
        Job gone = jobs.add(wish);
        Job stays = jobs.add(wish("{\"kind\":\"at\",\"atMs\":" + (clock.millis() + 1_000) + "}"));
        clock.advance(Duration.ofSeconds(2));
        assertThat(due(jobs, _ -> JobRunner.Result.ok("x"))).isEqualTo(2);
        clock.advance(Duration.ofHours(1));
        assertThat(due(jobs, _ -> JobRunner.Result.ok("x"))).isZero();
        assertThat(jobs.list(true)).extracting(Job::id).containsExactly(stays.id()).doesNotContain(gone.id());
        assertThat(jobs.list(false)).isEmpty();
    }

    @Test
    void aMomentThatPassedOnTheWayIsNowAndOneLongPastIsRefused() throws Exception {
        Jobs jobs = jobs();
        jobs.add(wish("{\"kind\":\"at\",\"atMs\":" + (clock.millis() - 900) + "}"));
        assertThat(due(jobs, _ -> JobRunner.Result.ok("x"))).isOne();
        assertThat(due(jobs, _ -> JobRunner.Result.ok("x"))).isZero();
        assertThatThrownBy(() -> jobs.add(wish("{\"kind\":\"at\",\"at\":\"2025-11-22T17:00:00+08:00\"}")))
                .isInstanceOf(TimerException.class)
                .hasMessageContaining("has passed");
        assertThat(jobs.list(true)).hasSize(1);
    }

    @Test
    void failuresInARowRestForLongerAndLonger() throws Exception {
        Jobs jobs = jobs();
        Job job = jobs.add(wish("{\"kind\":\"every\",\"everyMs\":1000}"));
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clock.set(jobs.list(true).getFirst().next().orElseThrow());
            due(jobs, _ -> JobRunner.Result.failed("no"));
            rests.add(jobs.list(true).getFirst().next().orElseThrow().getEpochSecond() - clock.instant().getEpochSecond());
        }
        assertThat(rests).containsExactly(30L, 60L, 300L, 900L);
        clock.set(jobs.list(true).getFirst().next().orElseThrow());
        due(jobs, _ -> JobRunner.Result.ok("yes"));
        assertThat(jobs.list(true).getFirst().tree().path("state").has("consecutiveErrors")).isFalse();
        assertThat(jobs.runs(job.id(), 99)).hasSize(5);
    }

    @Test
    void aChangeIsLaidOverAJobAndCheckedAsAWhole() {
        Jobs jobs = jobs();
        Job job = jobs.add(wish("{\"kind\":\"every\",\"everyMs\":60000}"));
        Job off = jobs.update(job.id(), (ObjectNode) Json.parse("{\"enabled\":false,\"payload\":{\"message\":\"other\"},\"id\":\"stolen\"}"));
        assertThat(off.id()).isEqualTo(job.id());
        assertThat(off.next()).isEmpty();
        assertThat(off.payload().path("message").asString("")).isEqualTo("other");
        assertThat(off.payload().path("kind").asString("")).isEqualTo("agentTurn");
        assertThatThrownBy(() -> jobs.update(job.id(), (ObjectNode) Json.parse("{\"sessionTarget\":\"main\"}")))
                .isInstanceOf(TimerException.class);
        assertThat(jobs.update(job.id(), (ObjectNode) Json.parse("{\"enabled\":true}")).next()).isPresent();
        assertThatThrownBy(() -> jobs.update("nope", Json.object())).isInstanceOf(TimerException.class).hasMessageContaining("nope");
    }

    @Test
    void aBrokenStoreIsPutAsideAndTheCopyBeforeCounts() throws Exception {
        Jobs jobs = jobs();
        Job first = jobs.add(wish("{\"kind\":\"every\",\"everyMs\":60000}"));
        jobs.add(wish("{\"kind\":\"every\",\"everyMs\":60000}"));
        Files.writeString(folder.resolve("cron/jobs.json"), "{ broken");
        assertThat(jobs().list(true)).extracting(Job::id).containsExactly(first.id());
        try (var files = Files.list(folder.resolve("cron"))) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("jobs.json.broken-"));
        }
    }

    @Test
    void theClockDoesWhatIsDueAndNoMoreThanSoManyAtATime() throws Exception {
        Jobs jobs = new Jobs(
                folder.resolve("jobs.json"),
                new Jobs.World(java.time.InstantSource.system(), () -> ZoneOffset.UTC, new Random(1)),
                _ -> {});
        CountDownLatch done = new CountDownLatch(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<RuntimeException> faults = new CopyOnWriteArrayList<>();
        JobRunner runner = _ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(30);
            now.decrementAndGet();
            done.countDown();
            return JobRunner.Result.ok("x");
        };
        try (JobClock running = new JobClock(
                jobs, runner, new JobClock.Settings(java.time.InstantSource.system(), () -> true, 2, faults::add))) {
            running.start();
            for (int i = 0; i < 3; i++) {
                jobs.add(wish("{\"kind\":\"at\",\"atMs\":" + (System.currentTimeMillis() + 50) + "}"));
            }
            running.changed();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(faults).isEmpty();
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(jobs.list(true)).allSatisfy(job -> assertThat(job.enabled()).isFalse());
    }
}
