package com.k2.sequence.operator.engine;

import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs gaps at the level of their severity: debug, info, warn, error. Each severity has a limit of
 * its own, so that a storm of small gaps neither fills a disk nor hides a large one.
 */
final class GapLog {

    private static final Logger LOG = LoggerFactory.getLogger(GapLog.class);
    private static final int LINES = 10;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Map<GapSeverity, RateLimit> limits = new EnumMap<>(GapSeverity.class);

    GapLog() {
        for (GapSeverity severity : GapSeverity.values()) {
            limits.put(severity, new RateLimit(LINES, INTERVAL));
        }
    }

    /** Logs an event if it is a gap and the limit of its severity allows. */
    void log(SequenceEvent event) {
        if (event.verdict().type() != VerdictType.GAP) {
            return;
        }
        GapSeverity severity = event.verdict().severity();
        Level level = levelOf(severity);
        if (!isEnabled(level)) {
            return;
        }
        long suppressed = limits.get(severity).suppressedBefore(System.nanoTime());
        if (suppressed == RateLimit.SUPPRESS) {
            return;
        }
        String line =
                "Gap %s on %s: %s, at %s%s%s"
                        .formatted(
                                size(event.verdict()),
                                Abbreviation.of(event.instrument().toString()),
                                found(event),
                                event.position(),
                                event.followsLoss()
                                        ? "; retention removed unread messages of its partition"
                                                + " before offset "
                                                + event.position().source().lostBefore()
                                        : "",
                                suppressed == 0
                                        ? ""
                                        : "; %d such lines suppressed before"
                                                .formatted(suppressed));
        switch (level) {
            case ERROR -> LOG.error(line);
            case WARN -> LOG.warn(line);
            case INFO -> LOG.info(line);
            default -> LOG.debug(line);
        }
    }

    private static String size(SequenceVerdict verdict) {
        return (verdict.gapSize() == 0 ? "of unknown size" : "of " + verdict.gapSize())
                + " ("
                + verdict.severity()
                + ')';
    }

    private static String found(SequenceEvent event) {
        SequenceVerdict verdict = event.verdict();
        return verdict.hasExpected()
                ? "expected " + verdict.expected() + ", got " + event.sequence()
                : "missing " + verdict.detail().missingRanges() + ", got " + event.sequence();
    }

    private static Level levelOf(GapSeverity severity) {
        return switch (severity) {
            case MINOR -> Level.DEBUG;
            case LOG -> Level.INFO;
            case ALERT -> Level.WARN;
            case HALT -> Level.ERROR;
        };
    }

    private static boolean isEnabled(Level level) {
        return switch (level) {
            case ERROR -> LOG.isErrorEnabled();
            case WARN -> LOG.isWarnEnabled();
            case INFO -> LOG.isInfoEnabled();
            default -> LOG.isDebugEnabled();
        };
    }
}
