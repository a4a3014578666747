package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.admin.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads who types something wrong, or asks how; no server is needed. */
class CommandLineTest {

    private static final List<String> COMMANDS =
            List.of(
                    "stats",
                    "list",
                    "watch",
                    "clear",
                    "set",
                    "clear-all",
                    "resync",
                    "doctor",
                    "profiles",
                    "audit",
                    "completion");

    @TempDir private Path folder;

    private static AdminRun assertWrongUsage(String told, String... args) {
        AdminRun run = AdminRun.of(args);
        assertThat(run.err()).contains(told).startsWith("sequence-tracker");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
        return run;
    }

    @Test
    void namesItsCommandsAndExitCodes() {
        AdminRun run = AdminRun.of("--help");

        assertThat(run.out()).contains(COMMANDS).contains("Exit codes:");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void documentNamesEachCommand() throws Exception {
        List<String> named =
                Files.readAllLines(Path.of("docs", "cli.md")).stream()
                        .dropWhile(line -> !line.equals("# The command line"))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("[` ]+")[1])
                        .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(COMMANDS);
        assertThat(SequenceTrackerCli.commandLine(Terminal.none()).getSubcommands().keySet())
                .containsExactlyInAnyOrderElementsOf(COMMANDS);
    }

    @Test
    void explainsEachCommand() {
        for (String command : COMMANDS) {
            AdminRun run = AdminRun.of(command, "--help");

            assertThat(run.out()).startsWith("Usage: sequence-tracker " + command);
            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void describesTheJobsOptionsAsTheJobDoes() {
        assertThat(AdminRun.of("list", "--help").out().replaceAll("\\s+", " "))
                .contains("--redis.uri=TEXT", "Its password is never shown", "Default: k2:seq.")
                .contains("--control.topic=TEXT", "--kafka.bootstrap-servers=TEXT")
                .doesNotContain("--redis.max-lag");
    }

    @Test
    void tellsWhatIsMissing() {
        assertWrongUsage("there is no command; see sequence-tracker --help");
        assertWrongUsage("Missing required parameters: 'EXCHANGE', 'SYMBOL'", "stats");
        assertWrongUsage("Missing required parameter: 'LAST'", "set", "asx", "BHP");
    }

    @Test
    void tellsWhatWasProbablyMeant() {
        assertWrongUsage("'lst' (did you mean list?)", "lst");
        assertWrongUsage("(did you mean --redis.uri?)", "list", "--redis.ury", "x");
        assertWrongUsage(
                "redis.ury: there is no such option; the nearest is redis.uri",
                "list",
                "-D",
                "redis.ury=x");
    }

    @Test
    void refusesWrongValues() {
        assertWrongUsage("'x1' is not a long", "set", "asx", "BHP", "x1");
        assertWrongUsage(
                "'9223372036854775808' is not a long", "set", "a", "b", "9223372036854775808");
        assertWrongUsage("expected one of [GAPS, SILENCE", "list", "--sort", "age");
        assertWrongUsage("--limit is from 0, not -1", "list", "--limit=-1");
        assertWrongUsage("there must be an order", "watch", "--sort", "none");
        assertWrongUsage("'zsh'", "completion", "zsh");
        assertWrongUsage(
                "redis.timeout: 'soon' must be a duration", "list", "--redis.timeout", "soon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "min", "5 parsecs", "-5s"})
    void refusesWhatIsNoDuration(String text) {
        assertWrongUsage("is not a duration: a number and a unit", "list", "--silent-for=" + text);
    }

    @Test
    void neverShowsAPassword() {
        AdminRun run =
                assertWrongUsage("redis.uri", "list", "--redis.uri", "redis://:top/secret@h:1");

        assertThat(run.err()).doesNotContain("secret");
    }

    @Test
    void tellsThatAFileIsAbsentOrNoYaml() throws Exception {
        assertWrongUsage(
                "there is no such file", "list", "--config", folder.resolve("no").toString());
        Path file = Files.writeString(folder.resolve("wrong.yaml"), "a: [");

        assertWrongUsage("is not YAML", "list", "--config", file.toString());
    }

    @Test
    void saysHowToGoWithoutAControlTopic() {
        for (String[] command :
                new String[][] {
                    {"clear", "asx", "BHP"},
                    {"set", "asx", "BHP", "1"},
                    {"clear-all", "--yes"},
                    {"resync"}
                }) {
            assertWrongUsage("control.topic is not set", command);
            assertWrongUsage("add --direct", command);
        }
    }

    @Test
    void clearsNotAllWhereNobodyCanAnswer() {
        assertWrongUsage("add --yes", "clear-all", "--direct");
    }

    @Test
    void makesBashComplete() {
        AdminRun run = AdminRun.of("completion", "bash");

        assertThat(run.out()).startsWith("#!").contains("clear-all", "--redis.uri", "silence");
        assertThat(run.exitCode()).isZero();
    }
}
