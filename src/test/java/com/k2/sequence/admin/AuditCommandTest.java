package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Numbers 1, 2, 5, 4, 2, 6 of a; a first one of b. */
    private static final String FEED =
            """
            {"s":"a","n":1,"t":"2026-01-11T10:00:00.1Z"}
            {"s":"a","n":2,"t":"2026-01-11T10:00:00.2Z"}
            {"s":"a","n":5,"t":"2026-01-11T10:00:00.3Z"}
            {"s":"b","n":7,"t":"2026-01-11T10:00:00.4Z"}

            {"s":"a","n":4,"t":"2026-01-11T10:00:00.5Z"}
            {"s":"a","n":2,"t":"2026-01-11T10:00:00.6Z"}
            {"s":"a"}
            {"s":"a","n":-6}
            {"s":"a","n":6,"t":"2026-01-11T10:00:00.7Z"}
            """;

    private static final String[] SOURCE = {
        "--source.x.exchange",
        "v",
        "--source.x.symbol-field=/s",
        "--source.x.sequence-field",
        "/n",
        "--source.x.timestamp-field",
        "/t"
    };

    @TempDir private Path folder;

    @Test
    void countsWhatTheJobWouldSay() throws IOException {
        JsonNode result = json(audit(file("f.jsonl", FEED), "--json"), 1);

        assertThat(result.path("messages").asLong()).isEqualTo(7);
        assertThat(result.path("unsequenced").asLong()).isEqualTo(1);
        assertThat(result.path("heartbeats").asLong()).isZero();
        assertThat(result.path("dead_letters").asLong()).isEqualTo(1);
        assertThat(result.path("keys").asLong()).isEqualTo(2);
        assertThat(result.path("verdicts"))
                .hasToString(
                        "{\"NORMAL\":3,\"GAP\":2,\"RESET\":1,\"DUPLICATE\":0,\"OUT_OF_ORDER\":1}");
        assertThat(result.path("missing").asLong()).isEqualTo(5);
    }

    @Test
    void gapMemoryTellsWhatCameLate() throws IOException {
        String file = file("f.jsonl", FEED);

        JsonNode result = json(audit(file, "--json", "--source.x.gap-memory", "4"), 1);

        assertThat(result.path("verdicts"))
                .hasToString(
                        "{\"NORMAL\":4,\"GAP\":1,\"RESET\":0,\"DUPLICATE\":1,\"OUT_OF_ORDER\":1}");
        assertThat(result.path("missing").asLong()).isEqualTo(1);
        assertThat(result.path("filled").asLong()).isEqualTo(1);
        assertThat(result.path("gaps"))
                .hasToString(
                        "{\"opened\":1,\"filled\":0,\"lost\":0,\"cut\":0,\"healed\":0,"
                                + "\"unknown_size\":0}");
        List<JsonNode> findings = new ArrayList<>();
        result.path("findings").forEach(findings::add);
        assertThat(findings).hasSize(4);
        assertThat(findings.get(0))
                .hasToString(
                        "{\"event_type\":\"GAP\",\"exchange\":\"v\",\"symbol\":\"a\","
                                + "\"expected_sequence\":3,\"actual_sequence\":5,\"gap_size\":2,"
                                + "\"severity\":\"MINOR\",\"timestamp\":\"2026-01-11T10:00:00.300Z\","
                                + "\"missing\":\"3-4\",\"position\":\""
                                + file
                                + "@2\"}");
        assertThat(findings.get(1).path("fills").asText()).isEqualTo(file + "@2");
        assertThat(findings.get(1).path("position").asText()).isEqualTo(file + "@5");
        assertThat(findings.get(1).path("cause").asText()).isEqualTo("late");
        assertThat(findings.get(3).path("reason").asText()).isEqualTo("invalid-sequence");
        assertThat(findings.get(3).path("position").asText()).isEqualTo(file + "@8");
    }

    @ParameterizedTest
    @CsvSource({
        "1 2 3,      gap,      0",
        "1 3 4,      gap,      1",
        "1 3 2,      gap,      1",
        "1 3 4,      loss,     1",
        "1 3 2,      loss,     0",
        "1 2 2,      loss,     0",
        "1 2 2,      gap,      0",
        "1 2 2,      anything, 1",
        "1 2 3,      anything, 0",
        "1 2 x,      anything, 1",
        "1 2 x,      gap,      0",
        "1 3 4,      never,    0"
    })
    void failsOnWhatIsAsked(String numbers, String failOn, int exitCode) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String number : numbers.split(" ")) {
            lines.append("{\"s\":\"a\",\"n\":\"").append(number).append("\"}\n");
        }
        String file = file("f.jsonl", lines.toString());

        AdminRun run =
                audit(file, "--fail-on", failOn, "--source.x.gap-memory=5", "--json")
                        .without("timestamp-field");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void aChainsGapIsALossUnlessItIsFilled() throws IOException {
        String gap =
                """
                {"s":"a","p":0,"n":10}
                {"s":"a","p":10,"n":15}
                {"s":"a","p":22,"n":30}
                """;
        String[] chain = {
            "--source.x.scheme",
            "chained",
            "--source.x.previous-field",
            "/p",
            "--source.x.gap-memory",
            "5",
            "--json",
            "--fail-on",
            "loss"
        };

        JsonNode open = json(audit(file("f.jsonl", gap), chain).without("timestamp-field"), 1);
        JsonNode filled =
                json(
                        audit(
                                        file(
                                                "g.jsonl",
                                                gap
                                                        + "{\"s\":\"a\",\"p\":15,\"n\":20}\n"
                                                        + "{\"s\":\"a\",\"p\":20,\"n\":22}\n"),
                                        chain)
                                .without("timestamp-field"),
                        0);

        assertThat(open.path("gaps").path("unknown_size").asLong()).isEqualTo(1);
        assertThat(open.path("missing").asLong()).isZero();
        assertThat(filled.path("gaps").path("filled").asLong()).isEqualTo(1);
    }

    @Test
    void readsCompressedFilesAndStandardInput() throws IOException {
        Path packed = folder.resolve("f.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(FEED.getBytes(StandardCharsets.UTF_8));
        }
        AdminRun plain = audit(file("f.jsonl", FEED), "--json").run();
        AdminRun unpacked = audit(packed.toString(), "--json").run();
        InputStream before = System.in;
        AdminRun piped;
        try {
            System.setIn(new ByteArrayInputStream(FEED.getBytes(StandardCharsets.UTF_8)));
            piped = audit("-", "--json").run();
        } finally {
            System.setIn(before);
        }

        String file = folder.resolve("f.jsonl").toString();
        assertThat(unpacked.out()).isEqualTo(plain.out().replace(file + "@", packed + "@"));
        assertThat(piped.out()).isEqualTo(plain.out().replace(file + "@", "-@"));
    }

    @Test
    void judgesFilesOneAfterAnother() throws IOException {
        String first = file("f.jsonl", "{\"s\":\"a\",\"n\":1}\n{\"s\":\"a\",\"n\":2}");
        String second = file("g.jsonl", "{\"s\":\"a\",\"n\":3}\r\n{\"s\":\"a\",\"n\":4}\r\n");

        JsonNode result = json(audit(first, second, "--json").without("timestamp-field"), 0);

        assertThat(result.path("verdicts").path("NORMAL").asLong()).isEqualTo(4);
    }

    @Test
    void aLineOfAnyLengthCostsNoMoreThanTheLargestRecord() throws IOException {
        String feed =
                "{\"s\":\"a\",\"n\":1}\n{\"s\":\"a\",\"x\":\""
                        + "y".repeat(3_000_000)
                        + "\"}\n{\"s\":\"a\",\"n\":2}\n";

        JsonNode result =
                json(audit(file("f.jsonl", feed), "--json").without("timestamp-field"), 0);

        assertThat(result.path("findings").get(0).path("reason").asText()).isEqualTo("too-large");
        assertThat(result.path("verdicts").path("NORMAL").asLong()).isEqualTo(2);
    }

    @Test
    void showsAPersonCountsAndTheFirstFindings() throws IOException {
        String file = file("f.jsonl", FEED);

        AdminRun run = audit(file, "--source.x.gap-memory", "4").run();

        assertThat(run.out().replaceAll(" +", " "))
                .contains("messages 7\n", "numbers missing 1\n", "came late 1\n")
                .contains(file + "@2 GAP v.a number 5, expected 3, missing 3-4\n");
    }

    @Test
    void takesTheSourceFromTheJobsFile() throws IOException {
        String config =
                file(
                        "tracker.yaml",
                        """
                        source.x.topic-pattern: raw.*
                        source.x.exchange: v
                        source.x.symbol-field: /s
                        source.x.sequence-field: /n
                        source.y.topics: other
                        source.y.venue: okx-books
                        redis.uri: wrong
                        """);
        String feed = file("f.jsonl", FEED);

        AdminRun several = AdminRun.of("audit", "--config", config, feed);
        AdminRun one = AdminRun.of("audit", "--config", config, "--source", "x", feed, "--json");
        AdminRun other = AdminRun.of("audit", "--config", config, "--source", "z", feed);

        assertThat(several.err())
                .contains("--source: is required where there are several sources: one of x, y");
        assertThat(several.exitCode()).isEqualTo(2);
        assertThat(json(one, 1).path("messages").asLong()).isEqualTo(7);
        assertThat(other.err()).contains("--source: there is no source 'z'; the nearest is x");
    }

    @Test
    void pointersIntoTheRecordAreNoFilesOfArguments() throws IOException {
        String file = file("f.jsonl", "{\"n\":1}\n{\"n\":2}\n");

        AdminRun run =
                AdminRun.of(
                        "audit",
                        "--source.x.exchange=v",
                        "--source.x.symbol-field",
                        "@topic",
                        "--source.x.sequence-field",
                        "/n",
                        "--json",
                        file);

        assertThat(json(run, 0).path("messages").asLong()).isEqualTo(2);
    }

    @Test
    void aVenueIsEnough() throws IOException {
        String sample = "src/test/resources/venues/okx-books.jsonl";

        AdminRun run = AdminRun.of("audit", "--venue", "okx-books", "--json", sample);

        assertThat(json(run, 1).path("keys").asLong()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--venue okx-books                      | Missing required parameter: 'FILE'",
                "--report r.html f                      | Unknown option: '--report'",
                "--topic t                              | Unknown option: '--topic'",
                "--certificate c f                      | Unknown option: '--certificate'",
                "-x f                                   | Unknown option: '-x'",
                "f                                      | --venue: there is no source; name a venue",
                "--venue okx-book f                     | the nearest is okx-books",
                "--fail-on some f                       | --fail-on",
                "f --source.x.symbl-field /s            | the nearest is source.x.symbol-field",
                "f --source.x.symbol                    | --source.x.symbol: has no value",
                "f --source.x.exchange v                | source.x.symbol-field: is required",
                "--venue okx-books --source.x.format avro f | can't be with source.x.format avro",
                "--venue moldudp64 f                    | is required beside source.recorded.venue"
            })
    void refusesWrongUsage(String arguments, String message) {
        AdminRun run = AdminRun.of(("audit " + arguments.strip()).split(" "));

        assertThat(run.err()).contains(message.strip());
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void saysWhichFileCantBeRead() throws IOException {
        AdminRun none = audit(folder.resolve("none").toString()).run();
        Path cut = folder.resolve("cut.gz");
        Files.write(cut, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        AdminRun broken = audit(cut.toString()).run();

        assertThat(none.err()).contains("there is no file " + folder.resolve("none"));
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(broken.err()).contains("can't read " + cut);
        assertThat(broken.exitCode()).isEqualTo(1);
    }

    @Test
    void showsProfiles() {
        AdminRun all = AdminRun.of("profiles");
        AdminRun one = AdminRun.of("profiles", "moldudp64");
        AdminRun none = AdminRun.of("profiles", "mold");

        assertThat(all.lines()).hasSizeGreaterThan(40);
        assertThat(all.out().replaceAll(" +", " ")).contains("okx-books chained specification");
        assertThat(one.out())
                .contains("evidence: ", "tested on: ", "  scheme: contiguous", "  epoch-field: /")
                .contains("to be set beside it, such as:", "  count-field: /count");
        assertThat(none.err()).contains("there is no profile mold");
        assertThat(none.exitCode()).isEqualTo(1);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static Command audit(String... more) {
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(List.of(SOURCE));
        arguments.addAll(List.of(more));
        return new Command(arguments);
    }

    private static Command audit(String file, String[] more) {
        Command command = audit(more);
        command.arguments().add(file);
        return command;
    }

    private static JsonNode json(Command command, int exitCode) throws IOException {
        return json(command.run(), exitCode);
    }

    private static JsonNode json(AdminRun run, int exitCode) throws IOException {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
        return JSON.readTree(run.out());
    }

    private record Command(List<String> arguments) {

        AdminRun run() {
            return AdminRun.of(arguments.toArray(String[]::new));
        }

        AdminRun without(String option) {
            List<String> fewer = new ArrayList<>(arguments);
            int at = fewer.indexOf("--source.x." + option);
            fewer.subList(at, at + 2).clear();
            return new Command(fewer).run();
        }
    }
}
