package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DoctorITCase {

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers()
                    .withKafka()
                    .withRedis(() -> EmbeddedRedis.builder().password("opensesame"));

    @TempDir private Path folder;

    @BeforeAll
    static void startServers() throws IOException {
        SERVERS.kafka().createTopic("trades", 1);
        SERVERS.kafka().createTopic("gaps", 1);
        SERVERS.kafka().createTopic("control", 1);
    }

    static JobOptions working(EmbeddedKafka kafka, EmbeddedRedis redis) {
        return new JobOptions()
                .put("kafka.bootstrap-servers", kafka.bootstrapServers())
                .put("source.trades.topics", "trades")
                .put("source.trades.exchange", "asx")
                .put("source.trades.symbol-field", "/symbol")
                .put("source.trades.sequence-field", "/seq")
                .put("sink.gaps.topic", "gaps")
                .put("control.topic", "control")
                .put("redis.uri", redis.uri().toString());
    }

    private AdminRun examine(JobOptions options, String... more) throws IOException {
        String file = options.writeTo(folder.resolve("tracker.yaml")).toString();
        String[] args = new String[more.length + 3];
        args[0] = "doctor";
        args[1] = "--config";
        args[2] = file;
        System.arraycopy(more, 0, args, 3, more.length);
        AdminRun run = AdminRun.of(args);
        assertThat(run.out()).doesNotContain("opensesame", "topsecret", "\tat ");
        return run;
    }

    private static JobOptions working() {
        return working(SERVERS.kafka(), SERVERS.redis());
    }

    @Test
    void findsNothingWrongWhereAllIsThere() throws IOException {
        AdminRun run = examine(working());

        assertThat(run.out())
                .containsPattern("options +ok +1 source, 1 output, at-least-once")
                .containsPattern("redis +ok +redis://localhost:\\d+: connected and authorised")
                .containsPattern("redis +ok +localhost:\\d+ answers in [0-9.]+ ms, Redis 7")
                .containsPattern(
                        "kafka +ok +localhost:\\d+: connected and authorised, and all topics")
                .doesNotContain("problem", "warning");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void findsAllThatIsWrongAtOnce() throws IOException {
        AdminRun run =
                examine(
                        working()
                                .put("source.trades.topics", "trades,absent")
                                // It looks all the same.
                                .put("startup.check", "false")
                                .put(
                                        "redis.uri",
                                        "redis://:topsecret@localhost:" + SERVERS.redis().port()));

        assertThat(run.out())
                .containsPattern("options +ok")
                .containsPattern("redis +problem +redis.uri: could not use Redis .*WRONGPASS")
                .containsPattern("kafka +problem +source.trades.topics: topic 'absent' does not");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void asksTheServersAsFarAsTheOptionsAllow() throws IOException {
        AdminRun run = examine(working().put("gap.log-threshold", "many"), "--json");

        assertThat(run.out())
                .contains(
                        "{\"subject\":\"options\",\"verdict\":\"problem\","
                                + "\"text\":\"gap.log-threshold: 'many' must be an integer")
                .contains("{\"subject\":\"redis\",\"verdict\":\"ok\"")
                .contains("{\"subject\":\"kafka\",\"verdict\":\"ok\"")
                .contains("{\"subject\":\"kafka\",\"verdict\":\"unknown\"");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhatCantBeAskedForWantOfOptions() throws IOException {
        AdminRun run =
                examine(
                        working()
                                .put("kafka.bootstrap-servers", "nowhere")
                                .put("redis.timeout", "soon"));

        assertThat(run.out())
                .containsPattern("redis +unknown +not asked")
                .containsPattern("kafka +unknown +not asked");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void tellsThatNobodyAnswers() throws IOException {
        AdminRun run =
                examine(
                        working().put("startup.timeout", "2 s"),
                        "--kafka.bootstrap-servers=localhost:" + FreePorts.next(),
                        "--redis.uri=redis://localhost:" + FreePorts.next());

        assertThat(run.out())
                .containsPattern("redis +problem +redis.uri: .*Connection refused")
                .containsPattern("kafka +problem +kafka.bootstrap-servers: no answer from");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void warnsWhereTheJobTakesNoCommands() throws IOException {
        AdminRun run = examine(working().remove("control.topic"));

        assertThat(run.out()).containsPattern("control +warning +control.topic is not set");
        assertThat(run.exitCode()).isZero();
    }
}
