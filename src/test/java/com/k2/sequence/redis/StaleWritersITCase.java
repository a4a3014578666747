package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.keys;
import static com.k2.sequence.redis.Samples.options;
import static com.k2.sequence.redis.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attempt that the cluster has given up on goes on writing beside the one that took over. */
class StaleWritersITCase {

    private static final int KEYS = 20;
    private static final int ROUNDS = 300;
    private static final long LAST = 1_000;

    private final List<InstrumentKey> keys = keys(KEYS);

    /** Each writes rising offsets of one lineage, as both attempts of a job do. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void twoAttemptsOfAJobNeverTakeARowBack(long seed) throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start();
                SequenceStore stale = open(server, 5);
                SequenceStore current = open(server, 5);
                SequenceStore reader = open(server, 9)) {
            Random random = new Random(seed);
            List<CompletableFuture<?>> sent = new ArrayList<>();
            List<CompletableFuture<Map<InstrumentKey, StoredSequence>>> seen = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                sent.add(stale.update(batch(random, "ticks", LAST / 2 * round / ROUNDS)));
                sent.add(current.update(batch(random, "ticks", LAST * round / ROUNDS)));
                seen.add(reader.lookUp(keys));
                if (random.nextInt(10) == 0) {
                    await(seen.get(round));
                }
            }
            await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
            await(current.update(all("ticks", LAST)));
            assertThat(await(stale.update(all("ticks", LAST - 1)))).isEqualTo(KEYS);

            Map<InstrumentKey, Long> newest =
                    assertNeverFalls(seen, 0, row -> row.position().offset());
            for (CompletableFuture<Map<InstrumentKey, StoredSequence>> rows : seen) {
                assertThat(await(rows).values())
                        .allSatisfy(
                                row ->
                                        assertThat(row.position().offset())
                                                .isEqualTo(row.state().lastSequence()));
            }
            assertThat(newest).hasSize(KEYS);
            assertThat(await(reader.lookUp(keys)).values())
                    .hasSize(KEYS)
                    .allSatisfy(row -> assertThat(row.position().offset()).isEqualTo(LAST));
        }
    }

    /** Once the newer job has written a row, the older one no longer does: the symbol has moved. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void anOlderJobNeverTakesARowOfAnotherPartitionBack(long seed) throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start();
                SequenceStore older = open(server, 5);
                SequenceStore newer = open(server, 6);
                SequenceStore reader = open(server, 9)) {
            Random random = new Random(seed);
            List<CompletableFuture<?>> sent = new ArrayList<>();
            List<CompletableFuture<Map<InstrumentKey, StoredSequence>>> seen = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                sent.add(older.update(batch(random, "old", round)));
                sent.add(newer.update(batch(random, "new", round)));
                seen.add(reader.lookUp(keys));
            }
            await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
            await(newer.update(all("new", LAST)));
            assertThat(await(older.update(all("old", LAST)))).isEqualTo(KEYS);

            assertNeverFalls(seen, 5, StoredSequence::lineage);
            assertThat(await(reader.lookUp(keys)).values())
                    .hasSize(KEYS)
                    .allSatisfy(row -> assertThat(row.lineage()).isEqualTo(6));
        }
    }

    /**
     * Under a job without state the symbols moved to another topic; then the job before it is
     * restored on purpose, and the one that was given up has not noticed its end.
     */
    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void aJobRestoredOnPurposeTakesItsRowsBackForGood(long seed) throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start();
                SequenceStore givenUp = open(server, 6);
                SequenceStore restored = open(server, 5, 7);
                SequenceStore reader = open(server, 9)) {
            await(givenUp.update(all("new", 0)));
            Random random = new Random(seed);
            List<CompletableFuture<?>> sent = new ArrayList<>();
            List<CompletableFuture<Map<InstrumentKey, StoredSequence>>> seen = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                sent.add(givenUp.update(batch(random, "new", LAST + round)));
                sent.add(restored.update(batch(random, "old", round)));
                seen.add(reader.lookUp(keys));
            }
            await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
            await(restored.update(all("old", LAST)));
            assertThat(await(givenUp.update(all("new", 9 * LAST)))).isEqualTo(KEYS);

            assertNeverFalls(seen, 6, StoredSequence::submission);
            assertThat(await(reader.lookUp(keys)).values())
                    .hasSize(KEYS)
                    .allSatisfy(
                            row -> {
                                assertThat(row.lineage()).isEqualTo(5);
                                assertThat(row.submission()).isEqualTo(7);
                                assertThat(row.position().topic()).isEqualTo("old");
                            });
        }
    }

    /** Both are attempts of one job; the symbols have moved to where the stale one never read. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void aStaleAttemptNeverTakesARowBackThatHasMoved(long seed) throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start();
                SequenceStore stale = open(server, 5);
                SequenceStore current = open(server, 5);
                SequenceStore reader = open(server, 9)) {
            Random random = new Random(seed);
            List<CompletableFuture<?>> sent = new ArrayList<>();
            List<CompletableFuture<Map<InstrumentKey, StoredSequence>>> seen = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                sent.add(stale.update(batch(random, "old", LAST + round)));
                sent.add(current.update(moved(batch(random, "new", round))));
                seen.add(reader.lookUp(keys));
            }
            await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
            await(current.update(moved(all("new", LAST))));
            assertThat(await(stale.update(all("old", 9 * LAST)))).isEqualTo(KEYS);

            Map<InstrumentKey, Long> newest = assertNeverFalls(seen, 0, StoredSequence::moves);
            assertThat(newest).hasSize(KEYS);
            assertThat(await(reader.lookUp(keys)).values())
                    .hasSize(KEYS)
                    .allSatisfy(row -> assertThat(row.position().topic()).isEqualTo("new"));
        }
    }

    /**
     * A key's number never falls from one look to the next, nor below the least.
     *
     * @return the number that each key was seen with last
     */
    private static Map<InstrumentKey, Long> assertNeverFalls(
            List<CompletableFuture<Map<InstrumentKey, StoredSequence>>> seen,
            long least,
            ToLongFunction<StoredSequence> numberOf)
            throws Exception {
        Map<InstrumentKey, Long> newest = new HashMap<>();
        for (CompletableFuture<Map<InstrumentKey, StoredSequence>> rows : seen) {
            await(rows)
                    .forEach(
                            (key, row) -> {
                                long number = numberOf.applyAsLong(row);
                                assertThat(number)
                                        .isGreaterThanOrEqualTo(newest.getOrDefault(key, least));
                                newest.put(key, number);
                            });
        }
        return newest;
    }

    private static List<SequenceUpdate> moved(List<SequenceUpdate> updates) {
        return updates.stream()
                .map(
                        update ->
                                new SequenceUpdate(
                                        update.key(),
                                        update.state(),
                                        update.position(),
                                        update.base(),
                                        1))
                .toList();
    }

    private static SequenceStore open(EmbeddedRedis server, long lineage) {
        return open(server, lineage, lineage);
    }

    private static SequenceStore open(EmbeddedRedis server, long lineage, long submission) {
        return new RedisSequenceStoreFactory(options(server.uri()))
                .open(lineage, submission, false, new RecordingListener());
    }

    /** About half of the keys, each a little past the given offset. */
    private List<SequenceUpdate> batch(Random random, String topic, long offset) {
        List<SequenceUpdate> updates = new ArrayList<>();
        for (InstrumentKey key : keys) {
            if (random.nextBoolean()) {
                long number = offset + random.nextInt(3);
                updates.add(update(key, number, new SourcePosition(topic, 0, number)));
            }
        }
        return updates;
    }

    private List<SequenceUpdate> all(String topic, long offset) {
        return keys.stream()
                .map(key -> update(key, offset, new SourcePosition(topic, 0, offset)))
                .toList();
    }
}
