package com.k2.sequence.operator.engine;

import com.k2.sequence.logging.Printable;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule of each source. A message is judged by that of its own source. Where a series has
 * messages of sources whose rules differ, its verdicts depend on which source a message came from;
 * what the options do not show before the start is reported here, once for two sources. Used by one
 * thread.
 */
final class SourceRules {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRules.class);

    private final List<SourceRule> rules;

    /** By source; one object a rule, however many sources have it. */
    private final SequenceTracker[] trackers;

    private final Set<List<Integer>> reported = new HashSet<>();

    /**
     * @param rules in the order of the sources, at least one
     */
    SourceRules(List<SourceRule> rules) {
        this.rules = rules;
        Map<TrackingRule, SequenceTracker> byRule = new HashMap<>();
        this.trackers =
                rules.stream()
                        .map(of -> byRule.computeIfAbsent(of.rule(), SequenceTracker::new))
                        .toArray(SequenceTracker[]::new);
    }

    /**
     * What judges a message.
     *
     * @throws IllegalStateException if there is no such source
     */
    SequenceTracker of(SequencedMessage message) {
        int source = message.source();
        if (source >= trackers.length) {
            throw new IllegalStateException(
                    "a message in the unaligned checkpoint that is restored is of source number "
                            + (source + 1)
                            + ", and the job has "
                            + trackers.length
                            + ": start it with the sources that it had, or restore a savepoint");
        }
        return trackers[source];
    }

    /** Whether a source's messages go to the sequenced output. */
    boolean areSequenced(int source) {
        return rules.get(source).sequenced();
    }

    /**
     * A series that has had messages of one source has one of another.
     *
     * @param before the source of its message before, or {@link WarmKey#NO_SOURCE}
     * @param now the source of the newest one
     * @return whether their rules are equal
     */
    boolean meet(InstrumentKey series, int before, int now) {
        if (before < 0 || trackers[before] == trackers[now]) {
            return true;
        }
        if (reported.add(before < now ? List.of(before, now) : List.of(now, before))) {
            LOG.warn(
                    "source.{} and source.{} both have messages of {} and judge them by different"
                            + " rules, {} and {}: each message is judged by the rule of its own"
                            + " source. Set the same options of the rule for both, or give one of them"
                            + " another exchange",
                    rules.get(before).source(),
                    rules.get(now).source(),
                    Printable.line(series.toString()),
                    rules.get(before).rule(),
                    rules.get(now).rule());
        }
        return false;
    }
}
