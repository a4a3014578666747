package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.server.RedisCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Looking at rows, and changing them, where they are spread over a cluster with a replica. */
class ClusterRowsITCase {

    private static final int ROWS = 2_500;

    private static RedisCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RedisCluster.start(3, 1);
        for (int i = 0; i < ROWS; i++) {
            String key = "k2:seq:asx:S" + i;
            try (Jedis client = RedisCluster.client(cluster.ownerOf(key))) {
                client.hset(
                        key, RowsOnServer.row(Integer.toString(i), "2026-01-11T10:00:00Z", 1, 0));
            }
        }
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    private static AdminRun run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--redis.uri=" + cluster.uri());
        return AdminRun.of(all.toArray(String[]::new));
    }

    @Test
    void showsEveryRowOnceAndChangesItWhereItIs() {
        assertThat(run("list", "--sort=none", "--limit=0", "--json").lines())
                .hasSize(ROWS)
                .doesNotHaveDuplicates();
        assertThat(run("stats", "asx", "S7").out()).containsPattern("last number +7\n");
        assertThat(run("set", "asx", "S7", "100", "--direct").out()).contains("it was 7");
        assertThat(run("clear", "asx", "S7", "--direct").out()).contains("it was 100");
        assertThat(run("list").out()).contains("2,500 rows, 2,499 gaps, 0 resets, 1 cleared");
        assertThat(run("clear-all", "--direct", "--yes").out()).isEqualTo("Cleared 2,500 keys.\n");
        assertThat(run("list").out()).contains("0 gaps, 0 resets, 2,500 cleared");
    }
}
