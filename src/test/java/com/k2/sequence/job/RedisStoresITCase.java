package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.option.LateSettings;
import com.k2.sequence.redis.settings.RedisOptions;
import com.k2.sequence.redis.settings.RedisSettingsReader;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.tracking.InstrumentKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores whose password is in a file. */
class RedisStoresITCase {

    private static final List<InstrumentKey> KEYS = List.of(new InstrumentKey("asx", "BHP"));

    @TempDir private Path directory;

    private final AtomicReference<OutageReason> outage = new AtomicReference<>();

    @Test
    void aStoreThatWaitsIsOpenedBeforeItsPasswordIsThere() throws Exception {
        Path password = directory.resolve("password");
        try (EmbeddedRedis redis =
                        EmbeddedRedis.builder().appendOnly(false).password("secret").start();
                SequenceStore store = stores(redis, password).open(7, 7, true, listener())) {
            CompletableFuture<Map<InstrumentKey, StoredSequence>> lookUp = store.lookUp(KEYS);
            Patience.await()
                    .untilAsserted(() -> assertThat(outage).hasValue(OutageReason.AUTHENTICATION));
            assertThat(lookUp).isNotDone();

            Files.writeString(password, "secret\n");

            assertThat(lookUp.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void aStoreThatDoesNotWaitNamesWhatIsMissing() throws Exception {
        Path password = directory.resolve("password");
        try (EmbeddedRedis redis =
                EmbeddedRedis.builder().appendOnly(false).password("secret").start()) {
            assertThatThrownBy(() -> stores(redis, password).open(7, 7, false, listener()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("redis.uri")
                    .hasMessageContaining(password.toString());
        }
    }

    private static RedisStores stores(EmbeddedRedis redis, Path password) {
        return new RedisStores(
                new LateSettings<>(
                        Map.of(
                                RedisOptions.URI.key(),
                                "redis://:${file:" + password + "}@localhost:" + redis.port(),
                                RedisOptions.TIMEOUT.key(),
                                "1 s"),
                        RedisOptions.all(),
                        RedisSettingsReader::read));
    }

    private StoreListener listener() {
        return new StoreListener() {
            @Override
            public void roundTripCompleted(int keys, long nanos) {}

            @Override
            public void roundTripRetried(StoreException cause) {}

            @Override
            public void outageBegan(StoreException cause) {
                outage.set(cause.reason());
            }

            @Override
            public void outageEnded() {}

            @Override
            public void rowUnreadable(InstrumentKey key, String reason) {}
        };
    }
}
