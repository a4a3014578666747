package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.config.OptionsHelp;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.server.FlinkCluster;
import com.k2.sequence.testing.server.FlinkCluster.CommandResult;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person sees who submits the job jar with Flink's own command line. */
class CommandLineITCase {

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers().withCluster(() -> FlinkCluster.builder().taskManagers(0));

    @Test
    void printsAllOptionsAndSucceeds() throws IOException {
        CommandResult result = run("--help");

        assertThat(result.output()).contains(OptionsHelp.text());
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void printsWhatIsWrongWithoutStackTraceAndFails() throws IOException {
        CommandResult result = run("--redis.timout", "2 s");

        assertThat(result.output())
                .contains(
                        "The job was not started, because of these 3:",
                        "  - redis.timout: there is no such option; the nearest is redis.timeout",
                        "  - kafka.bootstrap-servers: is required",
                        "  - source.NAME.*: there is no source")
                .endsWith("--help lists all options." + System.lineSeparator())
                .doesNotContain("\tat ");
        assertThat(result.exitCode()).isNotZero();
    }

    @Test
    void printsWhichServersDoNotAnswer() throws IOException {
        CommandResult result =
                run(
                        "--kafka.bootstrap-servers=localhost:" + FreePorts.next(),
                        "--redis.uri=redis://:topsecret@localhost:" + FreePorts.next(),
                        "--source.trades.topics=trades",
                        "--source.trades.exchange=asx",
                        "--source.trades.symbol-field=/symbol",
                        "--source.trades.sequence-field=/seq");

        assertThat(result.output())
                .contains("  - kafka.bootstrap-servers: no answer from localhost:")
                .contains("  - redis.uri: could not use Redis at redis://localhost:")
                .doesNotContain("\tat ", "topsecret");
        assertThat(result.exitCode()).isNotZero();
    }

    private static CommandResult run(String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add("run");
        line.add(Path.of(System.getProperty("job.jar")).toString());
        line.addAll(List.of(arguments));
        return SERVERS.cluster().flink(line);
    }
}
