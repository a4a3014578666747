package com.k2.sequence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.redis.client.Batch;
import com.k2.sequence.redis.client.RedisServers;
import com.k2.sequence.redis.layout.StateText;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.FieldKind;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisClient;

/** Each rule of the guard on a real server. The row there is always the state of 100. */
class GuardScriptITCase {

    private static final String KEY = "k2:seq:asx:BHP";
    private static final String TIME = "2026-01-11T10:00:00.127299Z";
    private static final String THEIR_BASE = "7 " + TIME + " 0 0 ticks/0@2 4";
    private static final String OUR_BASE = "100 " + TIME + " 3 1 ticks/0@50 5";

    /** Every row has these fields, whatever later versions add. */
    private static final StateText FORM_ONE =
            new StateText(new StateFields(StateFields.ALL.ofFormOne()));

    /** Behind the four fields of the state and the position. */
    private static final int LINEAGE = 5;

    private static final long OLD_TTL = 1_000_000;

    private static EmbeddedRedis server;
    private static RedisClient redis;
    private static RedisServers servers;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedRedis.builder().appendOnly(false).start();
        redis = RedisClient.create(server.uri());
        servers = RedisServers.of(Samples.options(server.uri()));
        for (StateText fields : List.of(FORM_ONE, LATER_FIELDS)) {
            redis.scriptLoad(GuardScript.text(fields), KEY);
        }
    }

    @AfterAll
    static void stopServer() {
        servers.close();
        redis.close();
        server.close();
    }

    @BeforeEach
    void flush() {
        redis.flushAll();
    }

    /** As one of before there were topic ids and moves, and as other programs may write it. */
    private static Map<String, String> row(String position, String lineage) {
        return Map.of(
                "last_seq", "100",
                "last_ts", TIME,
                "gap_count", "3",
                "reset_count", "1",
                "position", position,
                "lineage", lineage,
                "base", THEIR_BASE);
    }

    private static Map<String, String> row(
            String position, String lineage, String topicId, String moves) {
        Map<String, String> row = new HashMap<>(row(position, lineage));
        row.put("topic_id", topicId);
        row.put("moves", moves);
        return row;
    }

    /** Writes the state of 200. */
    private static List<?> update(String position, String lineage) {
        return update(position, lineage, "", "0");
    }

    private static List<?> update(String position, String lineage, String topicId, String moves) {
        return update(position, lineage, OUR_BASE, topicId, moves);
    }

    private static List<?> update(
            String position, String lineage, String base, String topicId, String moves) {
        return update(List.of("200", TIME, "4", "2", position, lineage, base, topicId, moves, "0"));
    }

    private static List<?> update(List<String> values) {
        return update(values, Long.parseLong(values.get(LINEAGE)));
    }

    private static List<?> update(List<String> values, long submission) {
        return evaluate(
                GuardScript.call(FORM_ONE, List.of(KEY), List.of(values), submission, Samples.TTL));
    }

    private static List<?> evaluate(CommandArguments call) {
        Batch batch = GuardScript.batch(List.of(call));
        servers.exchange(batch);
        return (List<?>) batch.replies().get(0);
    }

    private static void assertWritten(String position, String lineage, String base) {
        assertWritten(position, lineage, base, "", "0");
    }

    private static void assertWritten(
            String position, String lineage, String base, String topicId, String moves) {
        assertThat(redis.hgetAll(KEY))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "last_seq", "200",
                                "last_ts", TIME,
                                "gap_count", "4",
                                "reset_count", "2",
                                "position", position,
                                "lineage", lineage,
                                "base", base,
                                "topic_id", topicId,
                                "moves", moves,
                                "writer", "1 " + lineage));
        assertThat(redis.pttl(KEY))
                .isBetween(Samples.TTL.toMillis() - 60_000, Samples.TTL.toMillis());
    }

    @ParameterizedTest(name = "{0}/{1} then {2}/{3}: {4}")
    @CsvSource({
        // same partition: the offset decides unless the lineage is above
        "ticks/0@50, 5, ticks/0@51, 5, written",
        "ticks/0@50, 5, ticks/0@50, 5, ignored",
        "ticks/0@50, 5, ticks/0@49, 5, ignored",
        "ticks/0@50, 5, ticks/0@51, 4, written",
        "ticks/0@50, 5, ticks/0@50, 4, ignored",
        "ticks/0@50, 5, ticks/0@49, 4, ignored",
        "ticks/0@50, 5, ticks/0@50, 6, written",
        // a topic created again, an old savepoint restored as a new job
        "ticks/0@50, 5, ticks/0@0, 6, written",
        // another partition: the lineage decides
        "ticks/0@50, 5, ticks/1@0, 5, written",
        "ticks/0@50, 5, ticks/1@99, 4, ignored",
        "ticks/0@50, 5, ticks/1@0, 6, written",
        "ticks/0@50, 5, trades/0@0, 5, written",
        "ticks/0@50, 5, trades/0@99, 4, ignored",
        "ticks/1@50, 5, ticks/11@9, 5, written",
        "ticks/1@50, 5, ticks/11@99, 4, ignored",
        // numbers are compared as numbers
        "ticks/0@9, 5, ticks/0@10, 5, written",
        "ticks/0@10, 5, ticks/0@9, 5, ignored",
        "ticks/0@50, 9, ticks/1@50, 10, written",
        "ticks/0@50, 10, ticks/1@50, 9, ignored",
        // past 2^53
        "ticks/0@9007199254740993, 5, ticks/0@9007199254740992, 5, ignored",
        "ticks/0@9007199254740992, 5, ticks/0@9007199254740993, 5, written",
        "ticks/0@9223372036854775806, 5, ticks/0@9223372036854775807, 5, written",
        "ticks/0@9223372036854775807, 5, ticks/0@9223372036854775806, 5, ignored",
        "ticks/0@50, 9007199254740993, ticks/1@50, 9007199254740992, ignored",
        "ticks/0@50, 9007199254740992, ticks/1@50, 9007199254740993, written",
        // the last slash and the last at sign count
        "a/1@2/0@50, 5, a/1@2/0@51, 5, written",
        "a/1@2/0@50, 5, a/1@2/0@49, 5, ignored",
        "a/1@2/0@50, 5, a/1@9/0@49, 4, ignored",
        "x-._y/3@50, 5, x-._y/3@49, 5, ignored",
        "x-._y/3@50, 5, xx._y/3@49, 5, written",
        // of several messages in a record the index decides; without one it is the first
        "ticks/0@42, 5, ticks/0@42#0, 5, ignored",
        "ticks/0@42, 5, ticks/0@42#1, 5, written",
        "ticks/0@42#0, 5, ticks/0@42, 5, ignored",
        "ticks/0@42#1, 5, ticks/0@42, 5, ignored",
        "ticks/0@42#1, 5, ticks/0@42#1, 5, ignored",
        "ticks/0@42#9, 5, ticks/0@42#10, 5, written",
        "ticks/0@42#10, 5, ticks/0@42#9, 5, ignored",
        "ticks/0@42#10, 5, ticks/0@43, 5, written",
        "ticks/0@42#10, 5, ticks/0@43#0, 5, written",
        "ticks/0@43, 5, ticks/0@42#10, 5, ignored",
        "ticks/0@43#9, 5, ticks/0@42#10, 5, ignored",
        "ticks/0@4110, 5, ticks/0@42#1, 5, ignored",
        "ticks/0@42#1, 5, ticks/0@4110, 5, written",
        "ticks/0@42#1, 5, ticks/1@0, 5, written",
        "ticks/0@42#1, 5, ticks/0@42#2, 4, written",
        "ticks/0@42#1, 5, ticks/0@42, 4, ignored",
        "ticks/0@42#1, 5, ticks/0@42#1, 6, written",
        "ticks/0@42#2147483646, 5, ticks/0@42#2147483647, 5, written"
    })
    void takesNoRowBack(
            String stored, String storedLineage, String sent, String sentLineage, String verdict) {
        redis.hset(KEY, row(stored, storedLineage));
        redis.pexpire(KEY, OLD_TTL);

        List<?> counts = update(sent, sentLineage);

        if (verdict.equals("written")) {
            assertThat(counts).isEqualTo(List.of(0L, 0L));
            assertWritten(
                    sent, sentLineage, sentLineage.equals(storedLineage) ? THEIR_BASE : OUR_BASE);
        } else {
            boolean same = sent.equals(stored) && sentLineage.equals(storedLineage);
            assertThat(counts).isEqualTo(List.of(1L, same ? 1L : 0L));
            assertThat(redis.hgetAll(KEY)).isEqualTo(row(stored, storedLineage));
            assertThat(redis.pttl(KEY)).isLessThanOrEqualTo(OLD_TTL);
        }
    }

    /** As nearly every update does: its row differs by the position alone. */
    @Test
    void followsARowOfItsOwnByThePosition() {
        List<String> positions =
                List.of(
                        "ticks/0@9",
                        "ticks/0@10",
                        "ticks/0@50",
                        "ticks/0@9007199254740992",
                        "ticks/0@9007199254740993",
                        "ticks/1@9",
                        "ticks/1@51",
                        "ticks/11@9",
                        "trades/0@49",
                        "a/1@2/0@50",
                        "a/1@3/0@49",
                        "ticks/0@9#0",
                        "ticks/0@9#5",
                        "ticks/0@9#10",
                        "ticks/0@10#9",
                        "ticks/0@4#100",
                        "ticks/0@507",
                        "ticks/1@9#1");
        String topicId = topicId("A");
        for (String stored : positions) {
            for (String sent : positions) {
                redis.del(KEY);
                redis.hset(KEY, row(stored, "5", topicId, "3"));
                boolean behind =
                        SourcePosition.parse(sent).isAtOrBefore(SourcePosition.parse(stored));

                List<?> counts = update(sent, "5", THEIR_BASE, topicId, "3");

                assertThat(counts)
                        .as("%s then %s", stored, sent)
                        .isEqualTo(List.of(behind ? 1L : 0L, sent.equals(stored) ? 1L : 0L));
                if (behind) {
                    assertThat(redis.hgetAll(KEY))
                            .as("%s then %s", stored, sent)
                            .isEqualTo(row(stored, "5", topicId, "3"));
                } else {
                    assertWritten(sent, "5", THEIR_BASE, topicId, "3");
                }
            }
        }
    }

    /** The row is at ticks/0@50, of lineage 5, topic A and 3 moves, but for one field. */
    @ParameterizedTest(name = "{0} is {1}, then {2}/{3}/{4}/{5}: {6}")
    @CsvSource({
        "position, ticks/0@50, ticks/1@51, 4, A, 3, ignored",
        "position, ticks/0@50, ticks/0@51, 6, A, 3, written",
        "position, ticks/0@50, ticks/0@51, 5, B, 3, written",
        "position, ticks/0@50, ticks/1@51, 5, A, 2, ignored",
        "position, ticks/00@9, ticks/0@51, 5, A, 3, written",
        "control, 7, ticks/0@51, 5, A, 3, ignored",
        "base, rubbish, ticks/0@51, 5, A, 3, written"
    })
    void anUpdateAheadOfARowOfItsOwnMayDifferInNothingElse(
            String field,
            String value,
            String sent,
            String lineage,
            String topic,
            String moves,
            String verdict) {
        Map<String, String> row = row("ticks/0@50", "5", topicId("A"), "3");
        row.put(field, value);
        redis.hset(KEY, row);

        update(sent, lineage, THEIR_BASE, topicId(topic), moves);

        if (verdict.equals("written")) {
            assertWritten(sent, lineage, THEIR_BASE, topicId(topic), moves);
        } else {
            assertThat(redis.hgetAll(KEY)).isEqualTo(row);
        }
    }

    @ParameterizedTest(name = "{0}/{1}/{2}/{3} then {4}/{5}/{6}/{7}: {8}")
    @CsvSource({
        // a topic created again: its offsets begin again, and the moves say that this is later
        "ticks/0@50, 5, A, 0, ticks/0@0, 5, B, 1, written",
        "ticks/0@0, 5, B, 1, ticks/0@51, 5, A, 0, ignored",
        "ticks/0@0, 5, B, 1, ticks/0@1, 5, B, 1, written",
        "ticks/0@1, 5, B, 1, ticks/0@1, 5, B, 1, ignored",
        // a symbol that moves to another partition and back
        "ticks/0@50, 5, A, 0, ticks/1@3, 5, A, 1, written",
        "ticks/1@3, 5, A, 1, ticks/0@51, 5, A, 0, ignored",
        "ticks/1@3, 5, A, 1, ticks/0@51, 5, A, 2, written",
        "ticks/0@50, 5, A, 9, ticks/1@0, 5, A, 10, written",
        "ticks/0@50, 5, A, 10, ticks/1@99, 5, A, 9, ignored",
        // where offsets compare they decide: a restored job may have met fewer moves
        "ticks/0@50, 5, A, 10, ticks/0@51, 5, A, 0, written",
        "ticks/0@50, 5, A, 0, ticks/0@50, 5, A, 10, ignored",
        "ticks/0@50, 5, '', 10, ticks/0@51, 5, '', 0, written",
        // the moves of one lineage say nothing to another
        "ticks/0@50, 5, A, 9, ticks/0@0, 6, A, 0, written",
        "ticks/0@50, 5, A, 0, ticks/0@51, 4, A, 9, written",
        "ticks/0@50, 5, A, 0, ticks/0@50, 4, A, 9, ignored",
        "ticks/0@50, 5, B, 0, ticks/0@51, 4, A, 9, ignored",
        // a topic whose id is not known may be any of its name
        "ticks/0@50, 5, '', 0, ticks/0@50, 5, A, 0, ignored",
        "ticks/0@50, 5, '', 0, ticks/0@51, 4, A, 0, written",
        "ticks/0@50, 5, A, 0, ticks/0@49, 5, '', 0, ignored",
        "ticks/0@50, 5, A, 0, ticks/0@51, 4, '', 0, written",
    })
    void takesNoRowBackThatHasMoved(
            String stored,
            String storedLineage,
            String storedTopic,
            String storedMoves,
            String sent,
            String sentLineage,
            String sentTopic,
            String sentMoves,
            String verdict) {
        Map<String, String> row = row(stored, storedLineage, topicId(storedTopic), storedMoves);
        redis.hset(KEY, row);

        update(sent, sentLineage, topicId(sentTopic), sentMoves);

        if (verdict.equals("written")) {
            assertWritten(
                    sent,
                    sentLineage,
                    sentLineage.equals(storedLineage) ? THEIR_BASE : OUR_BASE,
                    topicId(sentTopic),
                    sentMoves);
        } else {
            assertThat(redis.hgetAll(KEY)).isEqualTo(row);
        }
    }

    @ParameterizedTest(name = "{0}/{1}/{2}/{3} then {4}/{5}/{6}/{7}: {8}")
    @CsvSource({
        // what a command did stands above all of its lineage that was before it
        "ticks/0@50, 5, 0, 0, ticks/0@50, 5, 0, 7, written",
        "ticks/0@50, 5, 0, 7, ticks/0@50, 5, 0, 7, ignored",
        "ticks/0@50, 5, 0, 7, ticks/0@51, 5, 0, 7, written",
        "ticks/0@50, 5, 0, 7, ticks/0@49, 5, 0, 7, ignored",
        "ticks/0@50, 5, 0, 7, ticks/0@99, 5, 0, 0, ignored",
        "ticks/0@50, 5, 0, 7, ticks/1@99, 5, 9, 0, ignored",
        // applied again after a failure, further back
        "ticks/0@50, 5, 3, 7, ticks/0@40, 5, 2, 8, written",
        "ticks/0@40, 5, 2, 8, ticks/0@50, 5, 3, 7, ignored",
        "ticks/0@50, 5, 0, 9, ticks/0@50, 5, 0, 10, written",
        "ticks/0@50, 5, 0, 10, ticks/0@50, 5, 0, 9, ignored",
        // a key that only a command has made known
        "control/0@3, 5, 0, 7, ticks/0@0, 5, 1, 7, written",
        "ticks/0@0, 5, 1, 7, control/0@3, 5, 0, 7, ignored",
        // another lineage does not count them
        "ticks/0@50, 5, 0, 7, ticks/0@51, 4, 0, 0, written",
        "ticks/0@50, 5, 0, 7, ticks/0@50, 4, 0, 9, ignored",
        "ticks/0@50, 5, 0, 7, ticks/0@50, 6, 0, 0, written",
    })
    void whatACommandDidIsNotUndone(
            String stored,
            String storedLineage,
            String storedMoves,
            String storedControl,
            String sent,
            String sentLineage,
            String sentMoves,
            String sentControl,
            String verdict) {
        Map<String, String> row = row(stored, storedLineage, "", storedMoves);
        row.put("control", storedControl);
        redis.hset(KEY, row);

        List<?> counts =
                update(
                        List.of(
                                "",
                                "",
                                "0",
                                "0",
                                sent,
                                sentLineage,
                                "",
                                "",
                                sentMoves,
                                sentControl));

        if (verdict.equals("written")) {
            assertThat(counts).isEqualTo(List.of(0L, 0L));
            assertThat(redis.hgetAll(KEY))
                    .containsEntry("last_seq", "")
                    .containsEntry("last_ts", "")
                    .containsEntry("gap_count", "0")
                    .containsEntry("position", sent)
                    .containsEntry("control", sentControl);
        } else {
            boolean same =
                    sent.equals(stored)
                            && sentLineage.equals(storedLineage)
                            && sentControl.equals(storedControl);
            assertThat(counts).isEqualTo(List.of(1L, same ? 1L : 0L));
            assertThat(redis.hgetAll(KEY)).isEqualTo(row);
        }
    }

    @ParameterizedTest(name = "{0}/{1}/{2}/{3}/{4} of {5} then {6}/{7}/{8}/{9}/{10} of {11}: {12}")
    @CsvSource({
        // restored on purpose to an older lineage on another topic: it is the truth, and not what
        // is
        // still on its way from the job before it
        "v2/0@0, 6, A, 0, 0, 6, v1/0@101, 5, B, 0, 0, 7, written",
        "v1/0@101, 5, B, 0, 0, 7, v2/0@99, 6, A, 0, 0, 6, ignored",
        "v1/0@101, 5, B, 0, 0, 7, v1/0@102, 5, B, 0, 0, 7, written",
        // and of a topic of the same name that is another one
        "ticks/0@50, 6, A, 0, 0, 6, ticks/0@1, 5, B, 0, 0, 7, written",
        "ticks/0@1, 5, B, 0, 0, 7, ticks/0@50, 6, A, 0, 0, 6, ignored",
        // the job of before, with no state of another
        "v2/0@0, 6, A, 0, 0, 6, v1/0@101, 5, B, 0, 0, 5, ignored",
        // to an older place of its own lineage, before the symbol moved
        "v2/0@3, 5, A, 1, 0, 5, v1/0@101, 5, B, 0, 0, 7, written",
        "v1/0@101, 5, B, 0, 0, 7, v2/0@4, 5, A, 1, 0, 5, ignored",
        "v2/0@3, 5, A, 1, 0, 7, v1/0@101, 5, B, 0, 0, 7, ignored",
        // where offsets compare they decide: what is between comes again
        "ticks/0@50, 6, A, 0, 0, 6, ticks/0@50, 5, A, 0, 0, 7, ignored",
        "ticks/0@50, 6, A, 0, 0, 6, ticks/0@51, 5, A, 0, 0, 7, written",
        "ticks/0@50, 5, A, 0, 0, 5, ticks/0@49, 5, A, 0, 0, 7, ignored",
        "ticks/0@50, 5, '', 9, 0, 5, ticks/0@50, 5, A, 0, 0, 7, ignored",
        "ticks/0@50, 5, '', 9, 0, 5, ticks/0@51, 5, A, 0, 0, 7, written",
        // an earlier submission may be ahead, as during a handover
        "ticks/0@50, 5, A, 0, 0, 7, ticks/0@51, 5, A, 0, 0, 5, written",
        "ticks/0@50, 5, A, 0, 0, 7, ticks/0@51, 6, A, 0, 0, 6, written",
        "ticks/0@50, 5, A, 0, 0, 7, ticks/0@50, 6, A, 0, 0, 6, ignored",
        "ticks/0@50, 5, A, 0, 0, 7, ticks/1@99, 5, A, 9, 0, 5, ignored",
        // a command that a restore has undone, and one that only the new submission knows
        "ticks/0@50, 5, A, 0, 8, 5, ticks/0@51, 5, A, 0, 0, 7, written",
        "ticks/0@50, 5, A, 0, 8, 5, ticks/0@50, 5, A, 0, 0, 7, ignored",
        "ticks/0@50, 5, A, 0, 8, 5, ticks/0@40, 5, A, 0, 9, 7, written",
        "ticks/0@40, 5, A, 0, 9, 7, ticks/0@51, 5, A, 0, 8, 5, ignored",
        "ticks/0@50, 5, A, 0, 0, 7, ticks/0@40, 5, A, 0, 8, 5, ignored",
        // a job without state is a later lineage too
        "ticks/0@50, 5, A, 0, 0, 7, ticks/0@3, 8, A, 0, 0, 8, written",
    })
    void aJobRestoredOnPurposeIsTheTruth(
            String stored,
            String storedLineage,
            String storedTopic,
            String storedMoves,
            String storedControl,
            long storedSubmission,
            String sent,
            String sentLineage,
            String sentTopic,
            String sentMoves,
            String sentControl,
            long sentSubmission,
            String verdict) {
        Map<String, String> row = row(stored, storedLineage, topicId(storedTopic), storedMoves);
        row.put("control", storedControl);
        row.put("writer", "1 " + storedSubmission);
        redis.hset(KEY, row);

        List<?> counts =
                update(
                        List.of(
                                "200",
                                TIME,
                                "4",
                                "2",
                                sent,
                                sentLineage,
                                OUR_BASE,
                                topicId(sentTopic),
                                sentMoves,
                                sentControl),
                        sentSubmission);

        assertThat(counts).isEqualTo(List.of(verdict.equals("ignored") ? 1L : 0L, 0L));
        if (verdict.equals("written")) {
            assertThat(redis.hgetAll(KEY))
                    .containsEntry("last_seq", "200")
                    .containsEntry("position", sent)
                    .containsEntry("lineage", sentLineage)
                    .containsEntry("topic_id", topicId(sentTopic))
                    .containsEntry("moves", sentMoves)
                    .containsEntry("control", sentControl)
                    .containsEntry(
                            "base", sentLineage.equals(storedLineage) ? THEIR_BASE : OUR_BASE)
                    .containsEntry("writer", "1 " + sentSubmission);
        } else {
            assertThat(redis.hgetAll(KEY)).isEqualTo(row);
        }
    }

    /** It does not name its submission: then that is not before its lineage. */
    @ParameterizedTest(name = "lineage {0}, writer {1}, then lineage {2} of {3}: {4}")
    @CsvSource({
        "6, , 5, 7, written",
        "6, , 5, 5, ignored",
        "6, , 6, 7, written",
        // which it has left there as it was
        "6, 1 5, 5, 7, written",
        "6, 1 5, 4, 5, ignored",
        "5, 1 7, 4, 6, ignored",
    })
    void aRowOfVersion01IsOfTheSubmissionThatBeganItsLineage(
            String storedLineage, String writer, String lineage, long submission, String verdict) {
        redis.hset(KEY, row("v2/0@50", storedLineage, topicId("A"), "3"));
        if (writer != null) {
            redis.hset(KEY, "writer", writer);
        }

        List<?> counts =
                update(
                        List.of("200", TIME, "4", "2", "v1/0@9", lineage, "", "", "0", "0"),
                        submission);

        assertThat(counts.get(0)).isEqualTo(verdict.equals("ignored") ? 1L : 0L);
        if (verdict.equals("written")) {
            assertThat(redis.hget(KEY, "writer")).isEqualTo("1 " + submission);
        }
    }

    /** Sent twice by one job, and once by a job that was restored with the first one's state. */
    @Test
    void aRepeatedUpdateIsOfOneSubmission() {
        List<String> values = List.of("200", TIME, "4", "2", "ticks/0@9", "5", "", "", "0", "0");
        update(values, 7);

        assertThat(update(values, 7)).isEqualTo(List.of(1L, 1L));
        assertThat(update(values, 8)).isEqualTo(List.of(1L, 0L));
        assertThat(redis.hget(KEY, "writer")).isEqualTo("1 7");
    }

    /** What this version does not know, of a form that it does not know. */
    private static Map<String, String> rowOfALaterForm() {
        Map<String, String> row = row("ticks/0@50", "5", topicId("A"), "3");
        row.put("writer", "2 5 and more");
        row.put("open_gaps", "1002-1004 1010");
        row.put("moods", "good");
        return row;
    }

    @Test
    void leavesAloneWhatItDoesNotKnow() {
        redis.hset(KEY, rowOfALaterForm());

        assertThat(update("ticks/0@50", "5", THEIR_BASE, topicId("A"), "3").get(0)).isEqualTo(1L);
        assertThat(redis.hgetAll(KEY)).isEqualTo(rowOfALaterForm());

        assertThat(update("ticks/0@51", "5", THEIR_BASE, topicId("A"), "3").get(0)).isEqualTo(0L);
        Map<String, String> after = rowOfALaterForm();
        after.putAll(
                Map.of(
                        "last_seq", "200",
                        "gap_count", "4",
                        "reset_count", "2",
                        "position", "ticks/0@51",
                        "writer", "1 5")); // by which the rest is older
        assertThat(redis.hgetAll(KEY)).isEqualTo(after);
    }

    /** Whatever field it is: only a job that was submitted later takes its place. */
    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "position, ticks/0@50:7",
        "last_seq, ",
        "last_ts, soon",
        "base, something else",
        "topic_id, 3",
        "moves, some",
        "control, yes"
    })
    void aRowOfALaterFormThatCantBeReadGivesWayToALaterSubmissionAlone(String field, String value) {
        Map<String, String> row = rowOfALaterForm();
        row.remove(field);
        if (value != null) {
            row.put(field, value);
        }
        redis.hset(KEY, row);
        List<String> behind =
                List.of("200", TIME, "4", "2", "ticks/0@9", "5", OUR_BASE, "", "0", "0");

        assertThat(update(behind, 5)).isEqualTo(List.of(1L, 0L));
        assertThat(redis.hgetAll(KEY)).isEqualTo(row);

        List<String> elsewhere =
                List.of("200", TIME, "4", "2", "v1/0@9", "5", OUR_BASE, "", "0", "0");
        assertThat(update(elsewhere, 6).get(0)).isEqualTo(0L);
        assertThat(redis.hgetAll(KEY))
                .containsEntry("position", "v1/0@9")
                .containsEntry("last_seq", "200")
                .containsEntry("open_gaps", "1002-1004 1010")
                .containsEntry("writer", "1 6");
    }

    @ParameterizedTest
    @CsvSource({"rubbish", "1", "1 x", "1 5 and more", "2 5and more", "'1 5 '", "01 5"})
    void replacesARowWhoseWriterCantBeRead(String writer) {
        redis.hset(KEY, row("ticks/0@50", "5", topicId("A"), "3"));
        redis.hset(KEY, "writer", writer);

        update("ticks/0@49", "5", OUR_BASE, topicId("A"), "3");

        assertWritten("ticks/0@49", "5", OUR_BASE, topicId("A"), "3");
    }

    @ParameterizedTest(name = "{0} at {1}, base {2}: {3}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "'', '', '', ignored",
                "100, '', '', ignored",
                "100, '', '- - 0 0 ticks/0@2 4', ignored",
                "100, '', '7 - 0 0 ticks/0@2 4', ignored",
                // these can't be read
                "'', 2026-01-11T10:00:00Z, '', written",
                "-, -, '', written",
                "100, '', '- 2026-01-11T10:00:00Z 0 0 ticks/0@2 4', written"
            })
    void aRowMayLackItsLastNumberOrItsTime(String seq, String time, String base, String verdict) {
        Map<String, String> row = new HashMap<>(row("ticks/0@50", "5"));
        row.putAll(Map.of("last_seq", seq, "last_ts", time, "base", base));
        redis.hset(KEY, row);

        assertThat(update("ticks/0@49", "5").get(0)).isEqualTo(verdict.equals("ignored") ? 1L : 0L);
    }

    @Test
    void replacesAControlNumberThatCantBeRead() {
        redis.hset(KEY, row("ticks/0@99", "5"));
        redis.hset(KEY, "control", "many");

        update("ticks/0@50", "5");

        assertThat(redis.hget(KEY, "last_seq")).isEqualTo("200");
        assertThat(redis.hget(KEY, "control")).isEqualTo("0");
    }

    private static String topicId(String letter) {
        return letter.isEmpty() ? "" : letter + "_0bG1QGSR2Y1Zb8d1ZK5g";
    }

    @ParameterizedTest
    @CsvSource({
        "5 0123456789012345678901, ignored",
        "5 Xt0bG1-GSR2Y1Zb8d1ZK_g, ignored",
        "5 x, written"
    })
    void aBaseMayEndWithATopicId(String end, String verdict) {
        redis.hset(KEY, row("ticks/0@50", "5"));
        for (String index : List.of("", "#3")) {
            redis.hset(KEY, "base", "7 " + TIME + " 0 0 ticks/0@2" + index + " " + end);

            assertThat(update("ticks/0@49", "5").get(0))
                    .isEqualTo(verdict.equals("ignored") ? 1L : 0L);
        }
    }

    @Test
    void writesWhereNothingWas() {
        assertThat(update("ticks/0@50", "5")).isEqualTo(List.of(0L, 0L));

        assertWritten("ticks/0@50", "5", OUR_BASE);
    }

    @Test
    void keepsAnEmptyBase() {
        redis.hset(KEY, row("ticks/0@50", "5"));
        redis.hset(KEY, "base", "");

        update("ticks/0@51", "5");

        assertWritten("ticks/0@51", "5", "");
    }

    /** The row's own position would have stopped the update. */
    static Stream<Arguments> unreadableRows() {
        return Stream.of(
                arguments("position", "rubbish"),
                arguments("position", ""),
                arguments("position", "ticks/0"),
                arguments("position", "ticks@99"),
                arguments("position", "ticks/0@"),
                arguments("position", "ticks/0@-1"),
                arguments("position", "ticks/0@1e9"),
                arguments("position", "ticks/0@099"),
                arguments("position", "ticks/0@99 "),
                arguments("position", "ticks/0@9223372036854775808"),
                arguments("position", "ticks/0@10000000000000000000"),
                arguments("position", "ticks/0@99#"),
                arguments("position", "ticks/0@99#x"),
                arguments("position", "ticks/0@99#01"),
                arguments("position", "ticks/0@99#2147483648"),
                arguments("position", "ticks/0@99#1#1"),
                arguments("position", null),
                arguments("lineage", "rubbish"),
                arguments("lineage", ""),
                arguments("lineage", "-5"),
                arguments("lineage", "5.0"),
                arguments("lineage", "05"),
                arguments("lineage", "9223372036854775808"),
                arguments("lineage", null),
                arguments("last_seq", "-1"),
                arguments("last_seq", "many"),
                arguments("last_seq", null),
                arguments("position", "ticks/00@99"),
                arguments("position", "ticks/2147483648@99"),
                arguments("last_ts", "yesterday"),
                arguments("last_ts", null),
                arguments("gap_count", "1.5"),
                arguments("gap_count", null),
                arguments("reset_count", ""),
                arguments("reset_count", null),
                arguments("base", "rubbish"),
                arguments("base", "7 " + TIME + " 0 0 ticks/0@2"),
                arguments("base", "07 " + TIME + " 0 0 ticks/0@2 4"),
                arguments("base", "7 yesterday 0 0 ticks/0@2 4"),
                arguments("base", "7 " + TIME + " 0 0 ticks/00@2 4"),
                arguments("base", "7 " + TIME + " 0 0 ticks/0@2#x 4"),
                arguments("base", "-1 " + TIME + " 0 0 ticks/0@2 4"),
                arguments("base", null),
                arguments("topic_id", "too-short"),
                arguments("topic_id", "with blanks in between"),
                arguments("moves", "-1"),
                arguments("moves", "many"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("unreadableRows")
    void replacesARowThatCantBeRead(String field, String value) {
        Map<String, String> row = new HashMap<>(row("ticks/0@99", "5"));
        row.remove(field);
        if (value != null) {
            row.put(field, value);
        }
        redis.hset(KEY, row);

        assertThat(update("ticks/0@50", "5")).isEqualTo(List.of(0L, 0L));

        // The base of a row that was of this lineage, and could be read, stays even then.
        boolean basesLost =
                List.of("position", "lineage", "base", "topic_id", "moves").contains(field);
        assertWritten("ticks/0@50", "5", basesLost ? OUR_BASE : THEIR_BASE);
    }

    @Test
    void replacesARowWithNothingButItsLastFields() {
        redis.hset(KEY, Map.of("position", "ticks/0@99", "lineage", "5", "base", ""));

        update("ticks/0@50", "5");

        assertWritten("ticks/0@50", "5", "");
    }

    @Test
    void replacesWhatIsNoHash() {
        redis.set(KEY, "text");
        update("ticks/0@50", "5");
        assertWritten("ticks/0@50", "5", OUR_BASE);

        redis.del(KEY);
        redis.rpush(KEY, "a", "b");
        update("ticks/0@49", "5");
        assertWritten("ticks/0@49", "5", OUR_BASE);
    }

    @Test
    void givesALastingRowATimeToLive() {
        redis.hset(KEY, row("ticks/0@50", "5"));

        update("ticks/0@51", "5");

        assertWritten("ticks/0@51", "5", THEIR_BASE);
    }

    @Test
    void judgesEachKeyOfACallByItself() {
        redis.hset("k2:seq:asx:A", row("ticks/0@50", "5"));
        redis.set("k2:seq:asx:B", "text");
        List<String> sent = List.of("200", TIME, "4", "2", "ticks/0@50", "5", "", "", "0", "0");

        Object counts =
                evaluate(
                        GuardScript.call(
                                FORM_ONE,
                                List.of("k2:seq:asx:A", "k2:seq:asx:B", "k2:seq:asx:C"),
                                List.of(sent, sent, sent),
                                5,
                                Samples.TTL));

        assertThat(counts).isEqualTo(List.of(1L, 1L));
        assertThat(redis.hget("k2:seq:asx:A", "last_seq")).isEqualTo("100");
        assertThat(redis.hget("k2:seq:asx:B", "last_seq")).isEqualTo("200");
        assertThat(redis.hget("k2:seq:asx:C", "last_seq")).isEqualTo("200");
    }

    /** As a later version of the job has them: the guard knows no field by its name. */
    private static final StateText LATER_FIELDS = new StateText(laterFields());

    private static StateFields laterFields() {
        List<StateField> fields = new ArrayList<>(StateFields.ALL.ofFormOne());
        fields.add(later("epoch", FieldKind.TEXT));
        fields.add(later("wraps", FieldKind.NUMBER));
        return new StateFields(fields);
    }

    private static StateField later(String name, FieldKind kind) {
        return new StateField(name, kind, 2, null, state -> null, (cursor, value) -> {});
    }

    private static List<?> updateLater(
            String offset, String epoch, String wraps, String epochOfBase, String lineage) {
        return updateLater("200", offset, epoch, wraps, epochOfBase, lineage);
    }

    private static List<?> updateLater(
            String last,
            String offset,
            String epoch,
            String wraps,
            String epochOfBase,
            String lineage) {
        return evaluate(laterCall(List.of(KEY), last, offset, epoch, wraps, epochOfBase, lineage));
    }

    private static CommandArguments laterCall(
            List<String> keys,
            String last,
            String offset,
            String epoch,
            String wraps,
            String epochOfBase,
            String lineage) {
        List<String> values =
                new ArrayList<>(
                        List.of(last, TIME, "4", "2", "ticks/0@" + offset, lineage, OUR_BASE));
        values.addAll(List.of("", "0", "0"));
        List<String> later = new ArrayList<>();
        List<String> given = List.of(epoch, wraps, epochOfBase);
        for (int i = 0; i < given.size(); i++) {
            if (!given.get(i).isEmpty()) {
                later.addAll(List.of(Integer.toString(i + 1), given.get(i)));
            }
        }
        values.addAll(later);
        return GuardScript.call(
                LATER_FIELDS,
                keys,
                Collections.nCopies(keys.size(), values),
                Long.parseLong(lineage),
                Samples.TTL);
    }

    @Test
    void laterFieldsStandInTheRowWhereTheyHaveAValue() {
        updateLater("51", "e-1", "3", "e-0", "5");
        assertThat(redis.hgetAll(KEY))
                .containsEntry("epoch", "e-1")
                .containsEntry("wraps", "3")
                .containsEntry("base_epoch", "e-0")
                .containsEntry("writer", "2 5")
                .doesNotContainKey("base_wraps");

        updateLater("52", "e-2", "", "e-9", "5");
        assertThat(redis.hgetAll(KEY))
                .containsEntry("epoch", "e-2")
                .containsEntry("base_epoch", "e-0")
                .doesNotContainKey("wraps");

        updateLater("53", "", "", "", "6");
        assertThat(redis.hgetAll(KEY))
                .containsEntry("writer", "1 6")
                .doesNotContainKeys("epoch", "base_epoch");
    }

    /** As of a job whose source is judged by the default rule from now on. */
    @Test
    void aRowWithoutLaterFieldsIsOfFormOne() {
        updateLater("51", "e-1", "3", "e-0", "5");
        redis.hset(KEY, "moods", "good");

        updateLater("52", "", "", "", "5");

        assertThat(redis.hgetAll(KEY))
                .containsEntry("writer", "1 5")
                .containsEntry("position", "ticks/0@52")
                .containsEntry("moods", "good")
                .doesNotContainKeys("epoch", "wraps", "base_epoch");

        updateLater("53", "", "4", "e-0", "5");
        assertThat(redis.hgetAll(KEY))
                .containsEntry("writer", "2 5")
                .containsEntry("wraps", "4")
                .containsEntry("base_epoch", "e-0")
                .doesNotContainKey("epoch");
    }

    @Test
    void eachKeyOfACallHasItsOwnLaterFields() {
        List<String> keys = List.of("k2:seq:asx:A", "k2:seq:asx:B");
        redis.hset(keys.get(1), row("ticks/0@99", "5"));

        assertThat(evaluate(laterCall(keys, "200", "51", "e-1", "3", "", "5")))
                .isEqualTo(List.of(1L, 0L));

        assertThat(redis.hgetAll(keys.get(0))).containsEntry("epoch", "e-1");
        assertThat(redis.hgetAll(keys.get(1))).isEqualTo(row("ticks/0@99", "5"));
    }

    @Test
    void aRowWithLaterFieldsStopsWhatIsBehindIt() {
        updateLater("51", "e-1", "3", "e-0", "5");

        assertThat(updateLater("50", "e-0", "", "", "5")).isEqualTo(List.of(1L, 0L));
        assertThat(updateLater("51", "e-1", "3", "e-0", "5")).isEqualTo(List.of(1L, 1L));
        assertThat(redis.hgetAll(KEY)).containsEntry("epoch", "e-1");
    }

    @ParameterizedTest
    @CsvSource({
        "wraps, many, replaced",
        "wraps, -1, replaced",
        "base_wraps, many, replaced",
        "last_seq, -2, replaced",
        "last_seq, '', replaced",
        "last_seq, -1, stays",
        "wraps, '', stays",
        "moods, many, stays"
    })
    void aRowWithAFieldThatIsNotOfItsKindIsReplaced(String field, String value, String then) {
        updateLater("51", "e-1", "3", "", "5");
        redis.hset(KEY, field, value);

        boolean stays = then.equals("stays");
        assertThat(updateLater("50", "e-0", "1", "", "5")).isEqualTo(List.of(stays ? 1L : 0L, 0L));
        if (!stays) {
            assertThat(redis.hgetAll(KEY))
                    .containsEntry("wraps", "1")
                    .containsEntry("epoch", "e-0");
        }
    }

    /** Only where the larger rule has written it. */
    @Test
    void aLastNumberOfMinusOneIsOfARowWithLaterFields() {
        updateLater("-1", "51", "", "3", "", "5");
        assertThat(redis.hget(KEY, "last_seq")).isEqualTo("-1");
        assertThat(updateLater("50", "e-0", "1", "", "5")).isEqualTo(List.of(1L, 0L));

        redis.hset(KEY, "writer", "1 5");
        assertThat(updateLater("50", "e-0", "1", "", "5")).isEqualTo(List.of(0L, 0L));
    }

    /** They are older than the rest, whoever left them there. */
    @ParameterizedTest
    @CsvSource({"1 5", "2 4", ","})
    void whatARowOfFormOneHasUnderTheNamesOfLaterFieldsDoesNotCount(String writer) {
        updateLater("51", "e-1", "many", "e-0", "5");
        redis.hdel(KEY, "writer");
        if (writer != null) {
            redis.hset(KEY, "writer", writer);
        }

        assertThat(updateLater("50", "", "", "", "5").get(0)).isEqualTo(1L);
        assertThat(updateLater("52", "", "3", "", "5").get(0)).isEqualTo(0L);

        assertThat(redis.hgetAll(KEY))
                .containsEntry("writer", "2 5")
                .containsEntry("wraps", "3")
                .doesNotContainKeys("epoch", "base_epoch");
    }

    @Test
    void anEarlierVersionLeavesLaterFieldsAlone() {
        updateLater("51", "e-1", "3", "e-0", "5");

        update("ticks/0@52", "5");

        assertThat(redis.hgetAll(KEY))
                .containsEntry("position", "ticks/0@52")
                .containsEntry("writer", "1 5")
                .containsEntry("epoch", "e-1")
                .containsEntry("base_epoch", "e-0");
    }
}
