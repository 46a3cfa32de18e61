package cn.openclaw;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can hold. Read {@link #FLOORS} first: it is the whole plan. */
class HouseTest {
    /** Bottom to top. A floor may use the floors before it, never those after it. */
    static final List<String> FLOORS = List.of(
            "base",
            "json",
            "simulator",
            "http",
            "database",
            "model",
            "config",
            "log",
            "auth",
            "llm",
            "provider",
            "ledger",
            "journal",
            "session",
            "memory",
            "skill",
            "tool",
            "agent",
            "timer",
            "channel",
            "protocol",
            "client",
            "gateway",
            "tui",
            "cli");

    /** A third-party library comes in by one door. */
    static final Map<String, List<String>> DOORS = Map.ofEntries(
            Map.entry("java.net.http.", List.of("http")),
            Map.entry("com.sun.net.httpserver.", List.of("simulator")),
            Map.entry("picocli.", List.of("cli")),
            Map.entry("org.jline.", List.of("tui")),
            Map.entry("java.sql.", List.of("database")),
            Map.entry("org.jsoup.", List.of("tool")),
            Map.entry("io.modelcontextprotocol.", List.of("tool")),
            Map.entry("io.netty.", List.of("gateway")),
            Map.entry("reactor.", List.of("tool")),
            Map.entry("io.micrometer.", List.of("journal")),
            Map.entry("tools.jackson.core.", List.of("json")));

    static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    // The fast profile builds elsewhere, where ArchUnit does not look for tests.
                    .withImportOption(place -> !place.contains("/test-classes/"))
                    .importPackages("cn.openclaw");

    @Test
    void aFloorUsesOnlyTheFloorsBelowIt() {
        everyUse("use only lower floors", (user, used) -> !isOurs(used)
                        || FLOORS.indexOf(floorOf(used)) <= FLOORS.indexOf(floorOf(user)))
                .check();
    }

    @Test
    void everyPackageIsOnThePlan() {
        assertThat(HOUSE).allSatisfy(type -> assertThat(FLOORS).contains(floorOf(type)));
    }

    @Test
    void packagesDoNotGoInCircles() {
        slices().matching("cn.openclaw.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void aParentDoesNotKnowItsChildrenNorTheyEachOther() {
        everyUse("leave its children and siblings alone", (user, used) -> {
                    if (!isOurs(used) || !floorOf(used).equals(floorOf(user))) {
                        return true;
                    }
                    String own = user.getPackageName();
                    String other = used.getPackageName();
                    return other.equals(own) || own.startsWith(other + ".");
                })
                .check();
    }

    @Test
    void aLibraryComesInByItsDoor() {
        everyUse("respect the doors", (user, used) -> DOORS.entrySet().stream()
                        .filter(door -> used.getName().startsWith(door.getKey()))
                        .allMatch(door -> door.getValue().contains(floorOf(user))))
                .check();
    }

    /** The simulator must be wrong in its own way: it may know JSON trees and sentences, and nothing of our wire. */
    @Test
    void theSimulatorKnowsNothingOfOurWire() {
        everyUse("keep the simulator independent", (user, used) -> !floorOf(user).equals("simulator")
                        || !isOurs(used)
                        || List.of("simulator", "json", "base").contains(floorOf(used)))
                .check();
    }

    /** A screen talks to its partner, in this process or behind a gateway, by what it asks for itself. */
    @Test
    void aScreenKnowsTheMindOnlyThroughItsPartner() {
        everyUse("know the mind only through a partner", (user, used) -> !floorOf(user).equals("tui")
                        || !isOurs(used)
                        || List.of("tui", "config", "json", "base").contains(floorOf(used)))
                .check();
    }

    @Test
    void everyPackageIntroducesItself() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("project.dir"), "src/main/java/cn/openclaw"))) {
            List<Path> folders = files.filter(Files::isDirectory)
                    .filter(HouseTest::holdsTypes)
                    .toList();
            assertThat(folders).allSatisfy(folder ->
                    assertThat(folder.resolve("package-info.java")).content().contains("/** ", "@NullMarked"));
        }
    }

    /** Rule 11: over 400 lines of code the build asks. A table that is one thing may be longer; say so here. */
    @Test
    void filesAreShort() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        Path root = Path.of(System.getProperty("project.dir"), "src/main/java");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                long code = Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("*") && !line.startsWith("/") && !line.startsWith("import "))
                        .count();
                if (code > 400) {
                    lengths.put(root.relativize(file).toString(), code);
                }
            }
        }
        assertThat(lengths).isEmpty();
    }

    private static boolean holdsTypes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("cn.openclaw.");
    }

    static String floorOf(JavaClass type) {
        return isOurs(type) ? type.getPackageName().split("\\.")[2] : "";
    }

    private static Rule everyUse(String name, BiPredicate<JavaClass, JavaClass> allowed) {
        return () -> classes()
                .should(new ArchCondition<JavaClass>(name) {
                    @Override
                    public void check(JavaClass user, ConditionEvents events) {
                        user.getDirectDependenciesFromSelf().stream()
                                .filter(use -> !allowed.test(user, use.getTargetClass()))
                                .forEach(use -> events.add(violated(user, use.getDescription())));
                    }
                })
                .check(HOUSE);
    }

    private interface Rule {
        void check();
    }
}
