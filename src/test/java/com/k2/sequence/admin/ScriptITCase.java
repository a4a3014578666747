package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script beside an installed jar, as an operator starts it: with Java, but without Flink. */
class ScriptITCase {

    private static final Path SCRIPT = Path.of("bin", "sequence-tracker").toAbsolutePath();
    private static final long TIMEOUT_SECONDS = 120;

    @TempDir private static Path installation;

    private static Path script;

    @TempDir private Path folder;

    @BeforeAll
    static void install() throws IOException {
        Path jar = Path.of(System.getProperty("command-line.jar"));
        Path there = Files.createDirectory(installation.resolve("there, with blanks"));
        Files.copy(jar, there.resolve(jar.getFileName()));
        script = Files.copy(SCRIPT, there.resolve("sequence-tracker"));
    }

    private AdminRun run(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        return process(Map.of(), command);
    }

    private AdminRun process(Map<String, String> environment, List<String> command)
            throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FLINK"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        return new AdminRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void worksWithJavaAndTheJarAlone() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                EmbeddedRedis redis = EmbeddedRedis.builder().start();
                RowsOnServer rows = new RowsOnServer(redis)) {
            kafka.createTopic("trades", 1);
            kafka.createTopic("gaps", 1);
            kafka.createTopic("control", 1);
            rows.write("k2:seq:asx:BHP", "1005", "2026-01-11T10:00:00Z", 1, 0);
            String config =
                    DoctorITCase.working(kafka, redis)
                            .writeTo(folder.resolve("tracker.yaml"))
                            .toString();

            AdminRun doctor = run("doctor", "--config", config);
            assertThat(doctor.err()).isEmpty();
            assertThat(doctor.out()).contains("all topics are there").doesNotContain("\033");
            assertThat(doctor.exitCode()).isZero();

            AdminRun list =
                    process(
                            Map.of("SEQUENCE_TRACKER_CONFIG", config),
                            List.of(script.toString(), "list"));
            assertThat(list.err()).isEmpty();
            assertThat(list.out()).containsPattern("asx +BHP +1,005").contains("1 row, 1 gap");

            AdminRun clear = run("clear", "asx", "BHP", "--config", config, "--timeout", "1ms");
            assertThat(clear.err())
                    .contains("the command stands at control/0@0")
                    .doesNotContain("SLF4J", "WARN", "\tat ");
            assertThat(clear.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void judgesRecordedMessagesWithoutAServer() throws Exception {
        Path feed =
                Files.writeString(
                        folder.resolve("books.jsonl"),
                        """
                        {"arg":{"channel":"books","instId":"A"},"data":[{"seqId":5,"prevSeqId":-1}]}
                        {"arg":{"channel":"books","instId":"A"},"data":[{"seqId":9,"prevSeqId":7}]}
                        """);

        AdminRun audit = run("audit", "--venue", "okx-books", "--json", feed.toString());
        AdminRun profile = run("profiles", "okx-books");

        assertThat(audit.err()).isEmpty();
        assertThat(audit.out()).startsWith("{\"messages\":2,").contains("\"unknown_size\":1");
        assertThat(audit.exitCode()).isEqualTo(1);
        assertThat(profile.out()).contains("scheme: chained");
    }

    @Test
    void exitsWithTwoForWrongUsage() throws Exception {
        AdminRun run = run("list", "--sort", "age");

        assertThat(run.err())
                .startsWith("sequence-tracker list: Invalid value")
                .doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run("--version").out()).matches("sequence-tracker \\d+\\.\\d+\\.\\d+\\S*\\s+");
    }

    @Test
    void saysWhereTheJarBelongs() throws Exception {
        Path alone =
                Files.createDirectories(folder.resolve("alone/bin")).resolve("sequence-tracker");
        Files.copy(SCRIPT, alone);

        AdminRun run = process(Map.of(), List.of(alone.toString(), "list"));

        assertThat(run.err()).contains("there is no redis-sequence-tracker-cli-*.jar beside it");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void completesInBash() throws Exception {
        String completed =
                """
                set -euo pipefail
                source <('%s' completion bash)
                complete -p sequence-tracker
                # Bash itself calls it only while a person presses the tab key.
                compopt() { :; }
                show() {
                    COMP_WORDS=("$@")
                    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                    COMP_LINE="${COMP_WORDS[*]}"
                    COMP_POINT=${#COMP_LINE}
                    COMPREPLY=()
                    _complete_sequence-tracker
                    printf '%%s\\n' "$COMP_LINE: ${COMPREPLY[*]}"
                }
                show sequence-tracker cl
                show sequence-tracker list --red
                show sequence-tracker list --sort s
                show sequence-tracker completion b
                """
                        .formatted(script);

        AdminRun run = process(Map.of(), List.of("bash", "-c", completed));

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("sequence-tracker cl: clear clear-all")
                .contains("list --red: --redis.uri ")
                .contains("list --sort s: silence")
                .contains("completion b: bash");
        assertThat(run.exitCode()).isZero();
    }
}
