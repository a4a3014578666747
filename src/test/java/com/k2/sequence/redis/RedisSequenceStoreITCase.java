package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.BHP;
import static com.k2.sequence.redis.Samples.TTL;
import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.keys;
import static com.k2.sequence.redis.Samples.options;
import static com.k2.sequence.redis.Samples.state;
import static com.k2.sequence.redis.Samples.update;
import static com.k2.sequence.redis.Samples.updates;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.benchmark.measure.RedisCounters;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The store on a server that is well. */
class RedisSequenceStoreITCase {

    private static final int LINEAGE = 7;

    private static EmbeddedRedis server;
    private static RedisClient redis;

    private final RecordingListener listener = new RecordingListener();
    private SequenceStore store;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedRedis.builder().appendOnly(false).start();
        redis = RedisClient.create(server.uri());
    }

    @AfterAll
    static void stopServer() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void openStore() {
        redis.flushAll();
        store = new RedisSequenceStoreFactory(options(server.uri())).open(LINEAGE, listener);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void writesAnUpdateAsReadableText() throws Exception {
        String topicId = "Xt0bG1QGSR2Y1Zb8d1ZK5g";
        SequenceBase base = new SequenceBase(state(1000), at(40).inTopic(topicId), 5);
        SequenceUpdate update =
                new SequenceUpdate(BHP, state(1005), at(42).inTopic(topicId), base, 3);

        assertThat(await(store.update(List.of(update)))).isZero();

        assertThat(redis.hgetAll("k2:seq:asx:BHP"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "last_seq", "1005",
                                "last_ts", "2026-01-11T10:00:00.127299Z",
                                "gap_count", "3",
                                "reset_count", "1",
                                "position", "market.ticks.asx/0@42",
                                "lineage", "7",
                                "base",
                                        "1000 2026-01-11T10:00:00.127299Z 3 1"
                                                + " market.ticks.asx/0@40 5 Xt0bG1QGSR2Y1Zb8d1ZK5g",
                                "topic_id", topicId,
                                "moves", "3",
                                "writer", "1 7"));
        assertThat(redis.pttl("k2:seq:asx:BHP")).isBetween(TTL.toMillis() - 10_000, TTL.toMillis());
    }

    @Test
    void looksUpWhatItWrote() throws Exception {
        SequenceBase base = new SequenceBase(state(1000), at(40), 5);
        InstrumentKey odd = new InstrumentKey("a:s x{", "€ %\uD800");
        await(store.update(List.of(update(BHP, 1005, at(42), base), update(odd, 1, at(43), null))));

        assertThat(await(store.lookUp(List.of(BHP, odd, new InstrumentKey("asx", "CBA")))))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                BHP, new StoredSequence(state(1005), at(42), LINEAGE, base, 0),
                                odd, new StoredSequence(state(1), at(43), LINEAGE, null, 0)));
        assertThat(listener.unreadable).isEmpty();
    }

    /** Of a row of the larger rule, and of one that is not, in one lookup and in the next. */
    @Test
    void looksUpWhatTheLargerRuleRemembers() throws Exception {
        InstrumentKey plain = new InstrumentKey("asx", "CBA");
        List<Object> values = new ArrayList<>();
        for (StateField field : StateFields.ALL.list()) {
            values.add(field.whereNothing());
        }
        values.set(0, -1L);
        values.set(StateFields.ALL.list().indexOf(StateFields.EPOCH), "s 1;€");
        values.set(
                StateFields.ALL.list().indexOf(StateFields.GAP_TICKETS),
                "t/0@41#2,2026-01-11T10:00:00Z,OPEN,1001-1004 1010");
        SequenceState larger = StateFields.ALL.state(values);
        SequenceBase base = new SequenceBase(larger, at(40).at(3), 5);
        await(
                store.update(
                        List.of(
                                new SequenceUpdate(BHP, larger, at(42).at(7), base, 1, 2),
                                update(plain, 1, at(43), null))));

        for (int i = 0; i < 2; i++) {
            Map<InstrumentKey, StoredSequence> found =
                    await(store.lookUp(List.of(plain, BHP, new InstrumentKey("asx", "ANZ"))));
            assertThat(found)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(
                                    BHP,
                                    new StoredSequence(larger, at(42).at(7), LINEAGE, base, 1, 2),
                                    plain,
                                    new StoredSequence(state(1), at(43), LINEAGE, null, 0)));
            assertThat(found.get(BHP).position()).hasToString("market.ticks.asx/0@42#7");
        }
        assertThat(redis.hgetAll("k2:seq:asx:BHP"))
                .containsEntry("open_gaps", "1001-1004 1010")
                .containsEntry("missing", "5")
                .containsEntry("base_epoch", "s 1;€")
                .containsEntry("last_seq", "-1")
                .containsEntry("writer", "2 7");

        redis.hset("k2:seq:asx:BHP", "gap_tickets", "rubbish");
        assertThat(await(store.lookUp(List.of(BHP)))).isEmpty();
        assertThat(listener.unreadable.get(BHP))
                .contains("gap_tickets is not as the tracker writes it: 'rubbish'");
    }

    /** So many that they do not go into one call of the script. */
    @Test
    void writesManyRowsOfBothRulesAtOnce() throws Exception {
        List<SequenceUpdate> updates = new ArrayList<>();
        for (InstrumentKey key : keys(500)) {
            int number = updates.size();
            SequenceState state =
                    number % 3 == 0
                            ? state(number)
                            : SequenceState.ofLargerRule(number, 1_000_000_000L * number);
            SequenceBase base =
                    number % 2 == 0
                            ? null
                            : new SequenceBase(SequenceState.ofLargerRule(7, 8), at(3), 5);
            updates.add(new SequenceUpdate(key, state, at(number), base, 0));
        }

        assertThat(await(store.update(updates))).isZero();

        Map<InstrumentKey, StoredSequence> found = await(store.lookUp(keys(500)));
        assertThat(found).hasSize(500);
        for (SequenceUpdate update : updates) {
            assertThat(found.get(update.key()))
                    .isEqualTo(
                            new StoredSequence(
                                    update.state(), update.position(), LINEAGE, update.base(), 0));
        }
        assertThat(listener.unreadable).isEmpty();
    }

    @Test
    void acknowledgesACommandForAnHour() throws Exception {
        CommandReceipt done = new CommandReceipt("6f1c", "SET", BHP, null, 1005L, 3, at(42));

        await(store.acknowledge(List.of(done)));
        await(store.acknowledge(List.of(done)));

        assertThat(redis.hgetAll("k2:seq#control:6f1c"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "status", "applied",
                                "command", "SET",
                                "exchange", "asx",
                                "symbol", "BHP",
                                "before", "",
                                "after", "1005",
                                "checkpoint", "3",
                                "position", "market.ticks.asx/0@42"));
        assertThat(redis.pttl("k2:seq#control:6f1c")).isBetween(3_500_000L, 3_600_000L);
        assertThat(redis.dbSize()).isEqualTo(1);
    }

    @Test
    void writesAndFindsAClearedKey() throws Exception {
        SequenceUpdate cleared = new SequenceUpdate(BHP, null, at(42), null, 1, 1_768);

        await(store.update(List.of(update(BHP, 1005, at(42)), update(keys(1).get(0), 1, at(1)))));
        assertThat(await(store.update(List.of(cleared)))).isZero();

        assertThat(redis.hget("k2:seq:asx:BHP", "last_seq")).isEmpty();
        assertThat(redis.hexists("k2:seq:asx:SYM0", "control")).isFalse();
        assertThat(await(store.lookUp(List.of(BHP))))
                .isEqualTo(Map.of(BHP, new StoredSequence(null, at(42), LINEAGE, null, 1, 1_768)));
        assertThat(listener.unreadable).isEmpty();
    }

    @Test
    void takesTenThousandKeysInOneRoundTrip() throws Exception {
        List<InstrumentKey> keys = keys(10_000);

        assertThat(await(store.update(updates(keys, 5)))).isZero();
        assertThat(await(store.lookUp(keys)))
                .hasSize(10_000)
                .allSatisfy((key, row) -> assertThat(row.position()).isEqualTo(at(5)));

        assertThat(listener.roundTrips).hasValue(2);
        assertThat(redis.dbSize()).isEqualTo(10_000);
    }

    @Test
    void costsTheServerThreeCommandsAKeyAndOneCallAHundredKeys() throws Exception {
        List<InstrumentKey> keys = keys(250);
        await(store.update(updates(keys, 1)));
        RedisCounters before = RedisCounters.read(redis);

        await(store.update(updates(keys, 2)));
        RedisCounters updated = RedisCounters.read(redis);
        await(store.lookUp(keys));
        RedisCounters lookedUp = RedisCounters.read(redis);

        assertThat(updated.since(before).calls())
                .isEqualTo(Map.of("evalsha", 3L, "hmget", 250L, "hset", 250L, "pexpire", 250L));
        assertThat(lookedUp.since(updated).calls()).isEqualTo(Map.of("hmget", 250L));
    }

    @Test
    void aNewRowCostsTwoCommandsMore() throws Exception {
        await(store.update(updates(keys(1), 1)));
        redis.flushAll();
        RedisCounters before = RedisCounters.read(redis);

        await(store.update(updates(keys(100), 1)));

        assertThat(RedisCounters.read(redis).since(before).calls())
                .isEqualTo(Map.of("evalsha", 1L, "hmget", 100L, "hset", 300L, "pexpire", 100L));
    }

    @Test
    void takesNoKeysAtAll() throws Exception {
        assertThat(await(store.lookUp(List.of()))).isEmpty();
        assertThat(await(store.update(List.of()))).isZero();
    }

    @Test
    void countsWhatTheGuardIgnored() throws Exception {
        List<InstrumentKey> keys = keys(250);
        await(store.update(updates(keys.subList(0, 120), 5)));

        assertThat(await(store.update(updates(keys, 5)))).isEqualTo(120);
    }

    @Test
    void worksInTheOrderOfTheCalls() throws Exception {
        List<InstrumentKey> keys = keys(150);
        List<CompletableFuture<Map<InstrumentKey, StoredSequence>>> lookUps = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            store.update(updates(keys, number));
            lookUps.add(store.lookUp(keys));
        }
        for (int number = 1; number <= 50; number++) {
            SourcePosition expected = at(number);
            assertThat(await(lookUps.get(number - 1)))
                    .hasSize(150)
                    .allSatisfy((key, row) -> assertThat(row.position()).isEqualTo(expected));
        }
    }

    @Test
    void loadsItsScriptAgainWhereTheServerForgotIt() throws Exception {
        List<InstrumentKey> keys = keys(1_000);
        for (int number = 1; number <= 20; number++) {
            CompletableFuture<Integer> update = store.update(updates(keys, number));
            redis.scriptFlush();
            assertThat(await(update)).isZero();
        }

        assertThat(await(store.lookUp(keys)))
                .hasSize(1_000)
                .allSatisfy((key, row) -> assertThat(row.position()).isEqualTo(at(20)));
        assertThat(listener.retries).isEmpty();
        assertThat(listener.outagesBegun).hasValue(0);
    }

    @Test
    void tellsOfRowsThatCantBeReadAndReplacesThem() throws Exception {
        InstrumentKey list = new InstrumentKey("asx", "LIST");
        redis.rpush("k2:seq:asx:LIST", "not a hash");
        InstrumentKey rubbish = new InstrumentKey("asx", "RUBBISH");
        redis.hset("k2:seq:asx:RUBBISH", "last_seq", "many");
        await(store.update(List.of(update(BHP, 1, at(1)))));

        assertThat(await(store.lookUp(List.of(list, BHP, rubbish)))).containsOnlyKeys(BHP);
        assertThat(listener.unreadable)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                list,
                                "k2:seq:asx:LIST: the key holds something else than a hash",
                                rubbish,
                                "k2:seq:asx:RUBBISH: last_ts is missing"));

        await(store.update(List.of(update(list, 2, at(2)), update(rubbish, 3, at(3)))));
        assertThat(await(store.lookUp(List.of(list, rubbish))))
                .containsEntry(list, new StoredSequence(state(2), at(2), LINEAGE, null, 0))
                .containsEntry(rubbish, new StoredSequence(state(3), at(3), LINEAGE, null, 0));
        assertThat(listener.retries).isEmpty();
    }
}
