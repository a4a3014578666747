package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.Servers;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command line and the job together: what a person types is what the job does. */
class CommandsOnJobITCase {

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    @TempDir private Path directory;

    @Test
    void theJobDoesWhatIsTypedAndSaysSo() throws Exception {
        TrackedFeed feed = SERVERS.feed("typed", 1, 1);
        SERVERS.kafka().createTopic("typed.commands", 1);
        feed.options().put("control.topic", "typed.commands");
        String config = feed.options().writeTo(directory.resolve("tracker.yaml")).toString();
        SERVERS.flink()
                .submit(
                        new Configuration()
                                .set(
                                        CheckpointingOptions.CHECKPOINTING_INTERVAL,
                                        Duration.ofMillis(500)),
                        2,
                        feed.options().arguments());
        feed.produceNumbers(0, "A", 100, 101);
        feed.awaitSequenced();

        AdminRun set = AdminRun.of("set", "asx", "A.B", "500", "--config", config);
        assertThat(set.err()).isEmpty();
        assertThat(set.exitCode()).isZero();
        feed.produceNumbers(0, "A", 501);
        feed.awaitSequenced();
        AdminRun clear = AdminRun.of("clear", "asx", "A.B", "--config", config);
        assertThat(clear.err()).isEmpty();
        assertThat(clear.exitCode()).isZero();
        assertThat(clear.out()).contains("501");
        feed.produceNumbers(0, "A", 7, 8);
        feed.awaitSequenced();

        for (String output : TrackedFeed.EVENT_TYPES.keySet()) {
            assertThat(feed.output(output)).as(output).isEmpty();
        }
    }
}
