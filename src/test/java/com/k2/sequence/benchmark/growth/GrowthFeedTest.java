package com.k2.sequence.benchmark.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.benchmark.growth.GrowthCase.Backend;
import com.k2.sequence.benchmark.growth.GrowthCase.Variant;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthFeedTest {

    private static final int KEYS = 101;
    private static final int PASSES = 350;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsWhatItSaysItSends(boolean tracked) {
        GrowthFeed feed = new GrowthFeed(1, 1, 2, KEYS);
        IndependentReader reader = new IndependentReader();
        Set<VerdictType> seen = EnumSet.noneOf(VerdictType.class);
        for (long offset = tracked ? 0 : KEYS; offset < KEYS * PASSES; offset++) {
            SequencedMessage message = feed.message(offset);
            String verdict = RowCheck.read(reader, message).type();
            VerdictType expected = feed.verdict(offset, tracked);
            assertThat(verdict).as(message.toString()).isEqualTo(expected.name());
            seen.add(expected);
        }
        assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(VerdictType.HEARTBEAT)));
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 10_000, 99_991})
    void meetsEveryKeyOnceInEveryPass(long keys) {
        GrowthCase measured =
                new GrowthCase(Variant.TRACKED, Backend.HEAP, keys, 4, true, 1_000_000);
        for (int pass = 0; pass < 2; pass++) {
            Set<InstrumentKey> met = new HashSet<>();
            for (GrowthFeed feed : measured.feeds()) {
                for (long i = 0; i < feed.keys(); i++) {
                    met.add(feed.message(pass * feed.keys() + i).instrument());
                }
            }
            assertThat(met).hasSize((int) measured.allKeys());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void givesTheHotKeyHalfOfAllMessages(int parallelism) {
        GrowthCase skewed =
                new GrowthCase(Variant.TRACKED, Backend.HEAP, 1_000, parallelism, true, 8_000);
        List<GrowthFeed> feeds = skewed.feeds();
        long hot = inSecondStage(skewed, feeds.get(parallelism));
        long others =
                feeds.subList(0, parallelism).stream()
                        .mapToLong(feed -> inSecondStage(skewed, feed))
                        .sum();
        assertThat(hot).isEqualTo(4_000);
        assertThat(others).isEqualTo(4_000);
    }

    private static long inSecondStage(GrowthCase measured, GrowthFeed feed) {
        List<Long> ends = Stages.ends(measured, feed);
        return ends.get(1) - ends.get(0);
    }
}
