package com.k2.sequence.demo.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.embedded.PortRetry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJobITCase {

    private static final OutputTopics OUTPUTS = new OutputTopics("out");

    @Test
    void runsWithItsWebUiOnAnotherPortAfterOneIsLost(@TempDir Path folder) throws Exception {
        List<ServerSocket> taken = new ArrayList<>();
        try (EmbeddedServers servers = EmbeddedServers.start(folder)) {
            servers.createTopics(List.of("in"), 1, Map.of());
            servers.createTopics(OUTPUTS.all(), 1, Map.of());
            try (EmbeddedJob job =
                    PortRetry.start(
                            0,
                            port -> {
                                if (taken.isEmpty()) {
                                    InetAddress here = InetAddress.getLoopbackAddress();
                                    taken.add(new ServerSocket(port, 1, here));
                                }
                                return EmbeddedJob.submit(folder, options(servers), 1, port);
                            })) {
                job.awaitRunning();
                assertThat(job.webUi().getPort()).isNotEqualTo(taken.get(0).getLocalPort());
            }
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    private static Map<String, String> options(EmbeddedServers servers) {
        Map<String, String> options = new TreeMap<>(OUTPUTS.jobOptions());
        options.put("kafka.bootstrap-servers", servers.kafkaAddress());
        options.put("redis.uri", servers.redisUri().toString());
        options.put("source.in.topics", "in");
        options.put("source.in.exchange", "asx");
        options.put("source.in.symbol-field", "/symbol");
        options.put("source.in.sequence-field", "/sequence");
        return options;
    }
}
