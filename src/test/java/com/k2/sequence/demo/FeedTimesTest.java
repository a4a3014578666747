package com.k2.sequence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The times of what is fed. */
class FeedTimesTest {

    private static final long NEAR = Duration.ofMinutes(5).toNanos();
    private static final InstrumentKey KEY = new InstrumentKey("venue", "A");

    @TempDir private Path folder;

    @Test
    void aCapturesLastMessageIsOfNowAndOthersKeepTheirDistance() throws Exception {
        long before = EpochNanos.of(Instant.now());
        try (CaptureFeed feed = capture(false)) {
            feed.next();
            long first = timeOf(feed);
            feed.next();
            assertThat(timeOf(feed) - first).isEqualTo(Duration.ofSeconds(90).toNanos());
            assertThat(timeOf(feed)).isBetween(before - NEAR, before + NEAR);
            // What holds no time that can be moved goes as it is.
            assertThat(new String(feed.next().value(), StandardCharsets.UTF_8))
                    .isEqualTo("no JSON");
            assertThat(feed.next()).isNull();
            assertThat(feed.note()).isNull();
        }
    }

    @Test
    void aCaptureKeepsItsTimesWhereThatIsAskedFor() throws Exception {
        try (CaptureFeed feed = capture(true)) {
            feed.next();
            feed.next();
            assertThat(EpochNanos.format(timeOf(feed))).isEqualTo("2026-01-11T10:01:30.250Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "recorded"})
    void aGeneratedFeedIsOfNowUnlessToldOtherwise(String timestamps) {
        long before = EpochNanos.of(Instant.now());
        GeneratedFeed feed =
                new GeneratedFeed(DemoArguments.parse(new String[] {"--timestamps", timestamps}));

        feed.next();

        Map<InstrumentKey, SequenceState> states = feed.states();
        long time = states.values().iterator().next().lastTimestamp();
        if (timestamps.equals("now")) {
            assertThat(time).isBetween(before - NEAR, before + NEAR);
        } else {
            assertThat(EpochNanos.format(time)).startsWith("2026-01-11T10:00:00.");
        }
    }

    private CaptureFeed capture(boolean recordedTimes) throws IOException {
        Path file = folder.resolve("feed.jsonl");
        Files.writeString(
                file,
                """
                {"s":"A","seq":1,"t":1768125600250}
                {"s":"A","seq":2,"t":1768125690250}
                no JSON
                """);
        CaptureSource source =
                CaptureSource.of(
                        Map.of(
                                "source.x.exchange", "venue",
                                "source.x.symbol-field", "/s",
                                "source.x.sequence-field", "/seq",
                                "source.x.timestamp-field", "/t"));
        return new CaptureFeed(file, source, 1, recordedTimes);
    }

    private static long timeOf(Feed feed) {
        return feed.states().get(KEY).lastTimestamp();
    }
}
