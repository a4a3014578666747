package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.admin.terminal.Terminal;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that look at rows, and those that change them directly, on a real server. */
class RowsITCase {

    private static final String TIME = "2026-01-11T10:00:00.127483Z";

    private static EmbeddedRedis server;
    private static RowsOnServer rows;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedRedis.builder().appendOnly(false).password("opensesame").start();
        rows = new RowsOnServer(server);
    }

    @AfterAll
    static void stopServer() {
        rows.close();
        server.close();
    }

    @BeforeEach
    void writeRows() {
        rows.client().flushAll();
        rows.write("k2:seq:asx:BHP", "1005", TIME, 1, 0);
        rows.write("k2:seq:asx:CBA", "2000000", "2026-01-11T10:00:05Z", 12_345, 2);
        rows.write("k2:seq:lse:A%20Z%3A%25", "7", Instant.now().plusSeconds(5).toString(), 0, 0);
    }

    private static AdminRun run(String... args) {
        return AdminRun.of(withServer(args));
    }

    private static String[] withServer(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--redis.uri", server.uri().toString()));
        return all.toArray(String[]::new);
    }

    private static void assertFailed(AdminRun run, String... told) {
        assertThat(run.err()).contains(told).doesNotContain("\tat ", "Exception", "opensesame");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void listsMostGapsFirst() {
        AdminRun run = run("list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(6);
        assertThat(run.lines().get(0))
                .matches("EXCHANGE +SYMBOL +LAST +GAPS +RESETS +SILENT FOR .*");
        assertThat(run.lines().get(1))
                .matches(
                        "asx +CBA +2,000,000 +12,345 +2 +.* d.* 2026-01-11T10:00:05Z +market.*@42");
        assertThat(run.lines().get(3)).matches("lse +A Z:% +7 +0 +0 .*");
        assertThat(run.lines().get(5)).isEqualTo("3 rows, 12,346 gaps, 2 resets");
    }

    @Test
    void listsTheLongestSilentOfManyAndCountsTheOthers() {
        AdminRun run = run("list", "--sort", "silence", "-n", "1");

        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(1)).startsWith("asx       BHP");
        assertThat(run.lines().get(3)).isEqualTo("Shown: 1 of 3 rows, 12,346 gaps, 2 resets");
    }

    @Test
    void listsWhatIsAskedFor() {
        assertThat(run("list", "--exchange", "lse").out()).contains("A Z:%").doesNotContain("BHP");
        assertThat(run("list", "--symbol", "A Z:*").out()).contains("1 row,");
        assertThat(run("list", "--symbol", "?B?").out()).contains("CBA").doesNotContain("BHP");
        assertThat(run("list", "--min-gaps", "2").out()).contains("CBA").doesNotContain("BHP");
        assertThat(run("list", "--min-resets", "1").out()).contains("CBA").doesNotContain("BHP");
        assertThat(run("list", "--silent-for", "1 h").out()).contains("BHP", "2 rows");
    }

    @Test
    void listsForPrograms() {
        assertThat(run("list", "--json", "--sort", "name").lines())
                .hasSize(3)
                .first()
                .isEqualTo(
                        "{\"exchange\":\"asx\",\"symbol\":\"BHP\",\"last_seq\":1005,\"last_ts\":\""
                                + TIME
                                + "\",\"gap_count\":1,\"reset_count\":0,"
                                + "\"position\":\"market.ticks.asx/0@42\"}");
    }

    @Test
    void listsEveryRowOnceAsTheyCome() {
        for (int i = 0; i < 2_500; i++) {
            rows.write("k2:seq:many:S" + i, Integer.toString(i), TIME, 0, 0);
        }

        List<String> lines =
                run("list", "--exchange", "many", "--sort=none", "--limit=0", "--json").lines();
        assertThat(lines).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(run("list", "--exchange", "many", "--sort=none", "-n", "10").lines())
                .hasSize(13)
                .last()
                .asString()
                .startsWith("Shown: 10 of 2,500 rows");
    }

    private static final Map<String, String> MISSING =
            Map.of(
                    "writer", "2 1768211999000",
                    "epoch", "s-1",
                    "open_gaps", "2-4 1000",
                    "missing", "4",
                    "series_start", "1",
                    "gap_tickets",
                            "t/0@3#1,2026-01-11T10:00:00Z,OPEN,2-4;t/0@9,2026-01-11T10:00:01Z,OPEN,1000");

    @Test
    void showsWhatIsMissing() {
        rows.client().hset("k2:seq:asx:BHP", MISSING);

        assertThat(run("stats", "asx", "BHP").out())
                .containsPattern("epoch +s-1")
                .containsPattern("open gaps +2-4 1000")
                .containsPattern("missing +4")
                .containsPattern("gap tickets +t/0@3#1,2026-01-11T10:00:00Z,OPEN,2-4;t/0@9");
        assertThat(run("stats", "asx", "BHP", "--json").out())
                .contains("\"missing\":4,", "\"open_gaps\":\"2-4 1000\"")
                .doesNotContain("null,\"wraps", "recent_epochs");
        List<String> listed = run("list", "--sort", "name").lines();
        assertThat(listed.get(0)).matches("EXCHANGE .* POSITION +EPOCH +MISSING +OPEN GAPS");
        assertThat(listed.get(1)).matches(".*asx/0@42 +s-1 +4 +2-4 1000");
        assertThat(listed.get(2)).matches("asx +CBA .*@42 +- +- +-");
        assertThat(run("list", "--json", "--sort", "name").lines().get(0))
                .contains("\"epoch\":\"s-1\",\"open_gaps\":\"2-4 1000\",\"missing\":4,");
        assertThat(run("watch", "--rounds", "1", "--sort", "name").out())
                .contains("OPEN GAPS", "2-4 1000");
        assertThat(run("list", "--sort", "none").out()).doesNotContain("OPEN GAPS");
    }

    /** Those with more fields come once like all others, on whatever page they are. */
    @Test
    void listsRowsOfBothRulesAsTheyCome() {
        for (int i = 0; i < 2_500; i++) {
            String key = "k2:seq:many:S" + i;
            rows.write(key, Integer.toString(1000 + i), TIME, 0, 0);
            if (i % 3 == 0) {
                rows.client().hset(key, MISSING);
            }
        }

        List<String> lines =
                run("list", "--exchange", "many", "--sort=none", "--limit=0", "--json").lines();
        assertThat(lines).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(lines).filteredOn(line -> line.contains("\"missing\":4")).hasSize(834);
        assertThat(run("list", "--exchange", "many", "--unreadable").out())
                .contains("0 of 2,500 rows can't be read");
    }

    /** A row that the default rule or version 0.1 wrote over one of the larger rule. */
    @Test
    void fieldsThatAreOlderThanTheirRowAreNotShown() {
        rows.client().hset("k2:seq:asx:BHP", MISSING);
        rows.client().hset("k2:seq:asx:BHP", "writer", "1 1768211999000");

        assertThat(run("stats", "asx", "BHP").out()).doesNotContain("2-4 1000");
        assertThat(run("list", "--json").out()).doesNotContain("open_gaps");
    }

    /** As by a command of the job: what was missing is not missing any more. */
    @Test
    void whatIsSetOrClearedHasNoOpenGaps() {
        rows.client().hset("k2:seq:asx:BHP", MISSING);

        assertThat(run("set", "asx", "BHP", "2000", "--direct").exitCode()).isZero();
        assertThat(rows.read("k2:seq:asx:BHP"))
                .containsEntry("last_seq", "2000")
                .containsEntry("series_start", "2000")
                .containsEntry("epoch", "s-1")
                .doesNotContainKeys("open_gaps", "missing", "gap_tickets");
        assertThat(run("list", "--unreadable").out()).contains("0 of 3 rows");

        assertThat(run("clear", "asx", "BHP", "--direct").exitCode()).isZero();
        assertThat(rows.read("k2:seq:asx:BHP"))
                .containsEntry("last_seq", "")
                .doesNotContainKeys("epoch", "series_start");
        assertThat(run("list", "--unreadable").out()).contains("0 of 3 rows");
    }

    @Test
    void namesALaterFieldThatCantBeRead() {
        rows.client().hset("k2:seq:asx:BHP", MISSING);
        rows.client().hset("k2:seq:asx:BHP", "gap_tickets", "2-4");

        assertFailed(
                run("stats", "asx", "BHP"),
                "k2:seq:asx:BHP",
                "gap_tickets is not as the tracker writes it: '2-4'",
                "the job replaces it at the key's next message");
    }

    @Test
    void listsAnEmptyServer() {
        rows.client().flushAll();

        assertThat(run("list").out().strip()).isEqualTo("0 rows, 0 gaps, 0 resets");
        assertThat(run("list", "--json")).isEqualTo(new AdminRun(0, "", ""));
    }

    @Test
    void tellsOfRowsThatCantBeRead() {
        rows.client().set("k2:seq:asx:TEXT", "no hash");
        rows.client().hset("k2:seq:asx:CBA", "last_seq", "1,5\033[2J");
        rows.client().hset("k2:seq:asx:BHP", "lineage", "-1");
        rows.client().set("k2:seq:asx:BHP:more", "another program's");
        rows.client().set("k2:other", "another program's");

        AdminRun brief = run("list");
        assertThat(brief.out()).contains("2 rows, 1 gap, 0 resets, 3 that can't be read");
        assertThat(brief.out()).contains("--unreadable lists");

        AdminRun run = run("list", "--unreadable");
        assertThat(run.out())
                .containsPattern("k2:seq:asx:TEXT +the key holds something else than a hash")
                .containsPattern(
                        "k2:seq:asx:CBA +last_seq is not a decimal number .* '1,5%1B\\[2J'")
                .containsPattern("k2:seq:asx:BHP +lineage is not a decimal number .* '-1'")
                .containsPattern("k2:seq:asx:BHP:more +the key is no <exchange>:<symbol>")
                .doesNotContain("k2:other");
        assertThat(run("list", "--unreadable", "--json").lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("{\"redis_key\":\"k2:seq:asx:"));
        assertFailed(run("stats", "asx", "CBA"), "k2:seq:asx:CBA", "can't be read: last_seq");
        assertFailed(run("stats", "asx", "TEXT"), "something else than a hash");
    }

    @Test
    void showsAllOfOneKey() {
        AdminRun run = run("stats", "asx", "BHP");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("last number +1,005\n")
                .containsPattern("last message +" + TIME + ", .* d.* ago")
                .containsPattern("written by +the job of 2026-01-11T10:00:00Z")
                .containsPattern("found before +nothing")
                .containsPattern("expires +in (1 h|59 min)")
                .containsPattern("redis key +k2:seq:asx:BHP");
        assertThat(run("stats", "lse", "A Z:%", "--json").out())
                .startsWith("{\"exchange\":\"lse\",\"symbol\":\"A Z:%\",\"last_seq\":7,")
                .contains("\"lineage\":\"1768125600000\",\"base\":\"\"", "\"expires_in_ms\":3");
    }

    @Test
    void saysWhereItHasLookedForAKeyThatIsNotKnown() {
        assertFailed(
                run("stats", "asx", "B P"),
                "nothing is known of asx B P: there is no key k2:seq:asx:B%20P at redis://localhost:");
    }

    @Test
    void looksUnderTheGivenPrefix() {
        rows.write("other[1]:asx:BHP", "9", TIME, 0, 0);

        assertThat(run("list", "--redis.key-prefix", "other[1]").out()).contains("1 row,");
    }

    @Test
    void tellsThatNoServerAnswers() {
        for (String[] command :
                new String[][] {
                    {"list"},
                    {"stats", "asx", "BHP"},
                    {"watch"},
                    {"clear", "asx", "BHP", "--direct"},
                    {"set", "asx", "BHP", "1", "--direct"},
                    {"clear-all", "--yes", "--direct"}
                }) {
            List<String> args = new ArrayList<>(Arrays.asList(command));
            args.add("--redis.uri=redis://localhost:" + FreePorts.next());

            assertFailed(
                    AdminRun.of(args.toArray(String[]::new)),
                    "at redis://localhost:",
                    "Connection refused; check that the server of redis.uri runs");
        }
    }

    @Test
    void tellsOfAWrongPasswordWithoutShowingIt() {
        AdminRun run =
                AdminRun.of("list", "--redis.uri=redis://:topsecret@localhost:" + server.port());

        assertFailed(run, "WRONGPASS", "redis.uri holds them");
        assertThat(run.err()).doesNotContain("topsecret");
    }

    /** docs/cli.md names these rights. */
    @Test
    void needsFewRights() throws IOException {
        try (EmbeddedRedis own =
                        EmbeddedRedis.builder()
                                .appendOnly(false)
                                .config(
                                        "user looker on >look resetkeys ~k2:seq:* -@all"
                                                + " +scan +hmget +pttl",
                                        "user changer on >change resetkeys ~k2:seq:*"
                                                + " ~k2:seq#control:* -@all +scan"
                                                + " +hmget +pttl +hget +hgetall +hset +del +pexpire")
                                .start();
                RowsOnServer ownRows = new RowsOnServer(own)) {
            ownRows.write("k2:seq:asx:BHP", "1", TIME, 0, 0);
            String looker = "--redis.uri=redis://looker:look@localhost:" + own.port();
            String changer = "--redis.uri=redis://changer:change@localhost:" + own.port();

            assertThat(AdminRun.of("list", looker).out()).contains("1 row,");
            assertThat(AdminRun.of("stats", "asx", "BHP", looker).exitCode()).isZero();
            assertThat(AdminRun.of("watch", "--rounds=1", looker).exitCode()).isZero();
            assertFailed(
                    AdminRun.of("clear-all", "-y", "--direct", looker),
                    "NOPERM",
                    "the user's rights");
            assertThat(AdminRun.of("set", "a", "b", "1", "--direct", changer).exitCode()).isZero();
            assertThat(AdminRun.of("clear-all", "-y", "--direct", changer).out())
                    .isEqualTo("Cleared 2 keys.\n");
        }
    }

    @Test
    void watchesWhatMoves() {
        AdminRun run = run("watch", "--rounds", "2", "--interval", "10ms", "--exchange", "asx");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("\033");
        assertThat(run.lines().stream().filter(line -> line.contains("CBA")))
                .hasSize(2)
                .last()
                .asString()
                .endsWith("  0");
        assertThat(run.out()).contains("since the last look: +0 rows, +0 gaps");
    }

    @Test
    void goesOnWatchingWhenRedisIsBack() throws Exception {
        try (EmbeddedRedis own = EmbeddedRedis.builder().start();
                RowsOnServer ownRows = new RowsOnServer(own)) {
            ownRows.write("k2:seq:asx:BHP", "1", TIME, 0, 0);
            StringWriter out = new StringWriter();
            Thread watch =
                    new Thread(
                            () ->
                                    AdminRun.into(
                                            out,
                                            Terminal.none(),
                                            "watch",
                                            "--interval=20ms",
                                            "--redis.uri=" + own.uri()));
            watch.start();
            Patience.await().until(() -> out.toString().contains("1 row,"));
            own.kill();
            Patience.await()
                    .until(
                            () ->
                                    out.toString()
                                            .contains("at " + own.uri() + ": Connection refused"));
            own.startEmpty();
            Patience.await().until(() -> out.toString().contains("0 rows,"));
            watch.interrupt();
            watch.join(Patience.LIMIT.toMillis());

            assertThat(watch.isAlive()).isFalse();
        }
    }

    @Test
    void drawsOnAScreenOfItsOwnWhereAPersonLooks() {
        AdminRun run = AdminRun.answering("", withServer("watch", "--rounds", "1"));

        assertThat(run.out()).startsWith("\033[?1049h").endsWith("\033[?1049l");
    }

    @Test
    void clearsOneKeyDirectly() {
        AdminRun run = run("clear", "asx", "BHP", "--direct");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).isEqualTo("Cleared asx BHP; it was 1,005 (in Redis alone).");
        assertThat(run.err()).contains("a job that runs", "overwrites it");
        assertThat(rows.read("k2:seq:asx:BHP"))
                .containsEntry("last_seq", "")
                .containsEntry("last_ts", "")
                .containsEntry("gap_count", "0")
                .containsEntry("position", "market.ticks.asx/0@42")
                .containsEntry("lineage", "1768125600000");
        assertThat(rows.client().pttl("k2:seq:asx:BHP")).isGreaterThan(6L * 86_400_000);
        assertThat(run("stats", "asx", "BHP").out())
                .contains("cleared: the next message is the first");
        assertThat(run("list").out()).containsPattern("asx +BHP +cleared").contains("1 cleared");

        AdminRun again = run("clear", "asx", "BHP", "--direct", "--json");
        assertThat(again.out())
                .isEqualToIgnoringNewLines(
                        "{\"command\":\"CLEAR\",\"exchange\":\"asx\",\"symbol\":\"BHP\","
                                + "\"before\":null,\"after\":null,\"direct\":true,"
                                + "\"checkpoint\":null}");
        assertThat(again.err()).contains("nothing was known of asx BHP");
        assertThat(again.exitCode()).isEqualTo(1);
    }

    @Test
    void saysThatThereIsNothingToClear() {
        AdminRun run = run("clear", "asx", "BPH", "--direct");

        assertFailed(run, "nothing was known of asx BPH; check the names with 'list'");
        assertThat(rows.client().exists("k2:seq:asx:BPH")).isFalse();
    }

    @Test
    void setsTheLastNumberDirectly() {
        AdminRun known = run("set", "asx", "BHP", "9223372036854775807", "--direct");

        assertThat(known.out().strip())
                .isEqualTo(
                        "Set asx BHP to 9,223,372,036,854,775,807; it was 1,005 (in Redis alone).");
        assertThat(rows.read("k2:seq:asx:BHP"))
                .containsEntry("last_seq", "9223372036854775807")
                .containsEntry("last_ts", TIME)
                .containsEntry("gap_count", "1");

        AdminRun unknown = run("set", "n y", "x%", "5", "--direct");
        assertThat(unknown.exitCode()).isZero();
        assertThat(unknown.out()).contains("nothing was known of it");
        assertThat(rows.read("k2:seq:n%20y:x%25"))
                .containsEntry("last_seq", "5")
                .containsEntry("position", "direct/0@0")
                .containsEntry("lineage", "0");
        assertThat(run("stats", "n y", "x%").out()).contains("set with --direct");
        assertThat(run("list", "--unreadable").out()).startsWith("0 of 4 rows");
    }

    @Test
    void setsAndClearsWhatCouldNotBeRead() {
        rows.client().set("k2:seq:asx:BHP", "no hash");
        rows.client().hset("k2:seq:asx:CBA", "position", "nowhere");

        assertThat(run("set", "asx", "BHP", "5", "--direct").exitCode()).isZero();
        assertThat(rows.read("k2:seq:asx:BHP")).containsEntry("last_seq", "5");
        assertThat(run("clear", "asx", "CBA", "--direct").err()).contains("nothing was known");
        assertThat(rows.client().exists("k2:seq:asx:CBA")).isFalse();
    }

    /** What it has beside the rest is older from then on, and the row says so. */
    @Test
    void leavesAloneWhatItDoesNotKnow() {
        rows.client().hset("k2:seq:asx:BHP", Map.of("writer", "3 1768211999000 x", "runs", "7"));

        assertThat(run("set", "asx", "BHP", "5", "--direct").exitCode()).isZero();
        assertThat(rows.read("k2:seq:asx:BHP"))
                .containsEntry("last_seq", "5")
                .containsEntry("runs", "7")
                .containsEntry("writer", "2 1768211999000");
        assertThat(run("stats", "asx", "BHP").out())
                .containsPattern(
                        "written by +the job of 2026-01-12T09:59:59Z, with the state of the job of"
                                + " 2026-01-11T10:00:00Z");
        rows.client().hset("k2:seq:asx:BHP", "writer", "3 1768211999000 x");
        assertThat(run("clear", "asx", "BHP", "--direct").exitCode()).isZero();
        assertThat(rows.read("k2:seq:asx:BHP"))
                .containsEntry("last_seq", "")
                .containsEntry("runs", "7")
                .containsEntry("writer", "2 1768211999000");
    }

    @Test
    void neverChangesARowOfALaterFormThatItCantRead() {
        rows.client().hset("k2:seq:asx:BHP", "writer", "3 1768211999000");
        rows.client().hdel("k2:seq:asx:BHP", "last_seq");
        Map<String, String> row = rows.read("k2:seq:asx:BHP");
        String[] said = {
            "k2:seq:asx:BHP",
            "last_seq is missing; the row is of form 3",
            "use the command line of that"
        };

        assertFailed(run("set", "asx", "BHP", "5", "--direct"), said);
        assertFailed(run("clear", "asx", "BHP", "--direct"), said);
        assertFailed(run("stats", "asx", "BHP"), said);
        assertThat(run("clear-all", "--direct", "-y").out().strip()).isEqualTo("Cleared 2 keys.");
        assertThat(rows.read("k2:seq:asx:BHP")).isEqualTo(row);
    }

    @Test
    void clearsAllAfterAYes() {
        rows.client().set("k2:seq:asx:X:Y", "another program's");
        AdminRun refused = AdminRun.answering("no\n", withServer("clear-all", "--direct"));
        assertThat(refused.err())
                .contains("forget 3 keys of k2:seq at redis://localhost:", "nothing was changed");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(run("list").out()).contains("3 rows, 12,346 gaps");

        AdminRun run = AdminRun.answering("yes\n", withServer("clear-all", "--direct"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).isEqualTo("Cleared 3 keys.");
        assertThat(run("list").out()).contains("3 rows, 0 gaps, 0 resets, 3 cleared");
        assertThat(rows.client().get("k2:seq:asx:X:Y")).isEqualTo("another program's");
    }

    @Test
    void clearsAllOfAPatternByTheThousand() {
        for (int i = 0; i < 1_500; i++) {
            rows.write("k2:seq:many:S" + i, "1", TIME, 0, 0);
        }
        rows.client().hset("k2:seq:many:S7", "gap_count", "many");

        AdminRun run = run("clear-all", "--exchange", "many", "--direct", "-y");
        assertThat(run.out().strip()).isEqualTo("Cleared 1,500 keys.");
        assertThat(rows.client().exists("k2:seq:many:S7")).isFalse();
        assertThat(run("list").out()).contains("1,502 rows", "1,499 cleared");
        assertFailed(run("clear-all", "--exchange", "none", "--direct", "-y"), "nothing to clear");
    }
}
