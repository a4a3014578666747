package com.k2.sequence.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

class DemoITCase {

    private static final String EVERYTHING = "Everything was found, and nothing else.";

    @TempDir Path folder;

    @Test
    void findsEveryInjectedFaultAndLeavesNothing() throws Exception {
        try (DemoProcess demo =
                DemoProcess.start(
                        folder,
                        "--messages=20000",
                        "--rate=max",
                        "--faults=0.2",
                        "--symbols=100",
                        "--seed=42")) {
            demo.awaitOutput("RUNNING");
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .contains(EVERYTHING)
                    .doesNotContain("DIFFERENT")
                    .containsPattern("gaps +1,\\d{3} +1,\\d{3} +1,\\d{3}  equal")
                    .containsPattern("halt +\\d{3} ")
                    .containsPattern("resets +\\d{3} ")
                    .containsPattern("duplicates +\\d{3,} |duplicates +1,\\d{3}")
                    .containsPattern("out of order +\\d{3} ")
                    .containsPattern("unsequenced +\\d{3} ")
                    .containsPattern("malformed +\\d{3} ")
                    .containsPattern("rows in Redis +100 .* 100 equal");
            assertThat(demo.hasLeftNothing()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void endsInGoodOrderOnCtrlC(String signal) throws Exception {
        assumeFalse(
                signal.equals("INT") && interruptIsIgnored(),
                "whoever started the tests has SIGINT ignored, and every process started here inherits it");
        try (DemoProcess demo =
                DemoProcess.start(folder, "--duration=forever", "--rate=1000", "--faults=0.1")) {
            demo.awaitOutput("(?m)^all +[1-9]");
            assertThat(demo.children()).isNotEmpty().allMatch(ProcessHandle::isAlive);
            demo.signal(signal);
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            assertThat(demo.output()).contains(EVERYTHING);
            assertThat(demo.hasLeftNothing()).isTrue();
        }
    }

    /** As a shell without job control has it for what it starts in the background. */
    private static boolean interruptIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(ignored -> (ignored & 1L << 1) != 0);
    }

    @Test
    void anyDifferenceIsANonZeroExit() throws Exception {
        try (DemoProcess demo =
                DemoProcess.start(folder, "--messages=1000", "--rate=max", "--stay")) {
            demo.awaitOutput("(?m)^ +\\d+ s: 1,000 messages fed");
            URI redis = URI.create(demo.find("Redis +(redis://\\S+)"));
            try (RedisClient client = RedisClient.create(redis)) {
                client.hset("k2:seq:asx:NOBODY", Map.of("last_seq", "7"));
            }
            demo.signal("TERM");
            assertThat(demo.awaitExit()).as(demo.output()).isEqualTo(1);
            assertThat(demo.output())
                    .contains("NOT as it should be, in 1 ways")
                    .contains("a row of asx.NOBODY");
            assertThat(demo.hasLeftNothing()).isTrue();
        }
    }

    @Test
    void leavesNothingWhenItIsKilled() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--duration=forever", "--rate=100")) {
            demo.awaitOutput("RUNNING");
            demo.signal("KILL");
            assertThat(demo.awaitExit()).isNotZero();
            Patience.await().until(demo::hasLeftNothing);
        }
    }

    @Test
    void readsARecordedFeedAsOneReaderWould() throws Exception {
        Path capture = folder.resolve("feed.jsonl.gz");
        write(
                capture,
                """
                {"data":{"s":"BTCUSDT","t":10}}
                {"data":{"s":"BTCUSDT","t":"11"}}
                {"data":{"s":"ETHUSDT","t":500}}
                {"data":{"s":"BTCUSDT","t":15}}
                {"data":{"s":"BTCUSDT","t":15}}
                {"data":{"s":"ETHUSDT","t":7}}
                {"data":{"s":"BTCUSDT","t":14}}
                {"data":{"s":"BTCUSDT","u":14}}
                {"data":{"s":"BTCUSDT","t":1.5}}

                no JSON
                """);
        try (DemoProcess demo =
                DemoProcess.start(
                        folder,
                        "--capture=" + capture,
                        "--source.spot.exchange=BINANCE",
                        "--source.spot.symbol-field=/data/s",
                        "--source.spot.sequence-field=/data/t")) {
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .contains(EVERYTHING)
                    .containsPattern("normal +3 ")
                    .containsPattern("gaps +1 ")
                    .containsPattern("messages missing +3 ")
                    .containsPattern("resets +1 ")
                    .containsPattern("duplicates +1 ")
                    .containsPattern("out of order +1 ")
                    .containsPattern("unsequenced +1 ")
                    .containsPattern("malformed +1 ")
                    .containsPattern("invalid sequence +1 ")
                    .containsPattern("rows in Redis +2 ");
            assertThat(demo.hasLeftNothing()).isTrue();
        }
    }

    @Test
    void saysThatNothingWasCheckedWhereTheNumberIsNowhere() throws Exception {
        Path capture = folder.resolve("in-string.jsonl.gz");
        write(
                capture,
                """
                {"stream":"a","received":1786000000000,"data":"{\\"s\\": \\"A\\", \\"seq\\": 101}"}
                {"stream":"a","received":1786000000001,"data":"{\\"s\\": \\"A\\", \\"seq\\": 105}"}
                """);
        try (DemoProcess demo =
                DemoProcess.start(
                        folder,
                        "--capture=" + capture,
                        "--source.s.exchange=venue",
                        "--source.s.symbol-field=/data/s",
                        "--source.s.sequence-field=/data/seq")) {
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .doesNotContain(EVERYTHING)
                    .contains(
                            "Nothing was checked: none of the 2 messages has /data/seq"
                                    + " (--source.s.sequence-field).")
                    .contains("/stream, /received, /data (JSON inside a string)");
        }
    }

    @Test
    void refusesAWrongOptionOfTheJobBeforeAnythingStarts() throws Exception {
        Path capture = folder.resolve("any.jsonl.gz");
        write(capture, "{}");
        try (DemoProcess demo =
                DemoProcess.start(
                        folder,
                        "--capture=" + capture,
                        "--source.s.exchange=venue",
                        "--source.s.symbol=A",
                        "--source.s.sequence-field=seq",
                        "--source.s.unsequenced=ignore")) {
            assertThat(demo.awaitExit()).isEqualTo(2);
            assertThat(demo.output())
                    .contains("--source.s.sequence-field is \"seq\": it must be a JSON Pointer")
                    .contains(
                            "--source.s.unsequenced: 'ignore' must be pass or drop or dead-letter")
                    .doesNotContain("Starting")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void refusesAWrongOption() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--rat=5")) {
            assertThat(demo.awaitExit()).isEqualTo(2);
            assertThat(demo.output()).contains("there is no option --rat").contains("--help");
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
