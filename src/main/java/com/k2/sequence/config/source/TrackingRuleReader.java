package com.k2.sequence.config.source;

import com.k2.sequence.config.TrackingOptions;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import com.k2.sequence.option.Problems;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** Reads by which rule the messages of each source are judged. */
public final class TrackingRuleReader {

    private final OptionReader options;
    private final TrackingRule whereNotSet;

    /**
     * @param options of the whole job
     */
    public TrackingRuleReader(OptionReader options) {
        this.options = options;
        this.whereNotSet = read();
    }

    /**
     * The rule of one source: what it does not set itself is as the whole job has it.
     *
     * @param ofSource the source's own options
     */
    TrackingRule read(OptionReader ofSource) {
        NumberingReader numbering = new NumberingReader(ofSource);
        BigDecimal ratio = whereNotSet.resetRatio();
        if (ofSource.isGiven(SourceOptions.RESET_RATIO)) {
            ratio = ratio(ofSource, SourceOptions.RESET_RATIO);
        } else if (numbering.hasNoRatio()) {
            ratio = BigDecimal.ZERO;
        }
        return new TrackingRule(
                numbering.scheme().scheme(),
                ratio,
                whereNotSet.logThreshold(),
                whereNotSet.alertThreshold(),
                whereNotSet.haltThreshold(),
                numbering.isAsked() ? numbering.rule() : null);
    }

    /**
     * Sources that name exchange and symbol alike have messages of the same series. What others
     * have in common shows when messages come; see the operator's {@code SourceRules}.
     */
    public static void checkSharedSeries(List<SourceSettings> sources, Problems problems) {
        for (int i = 0; i < sources.size(); i++) {
            for (SourceSettings before : sources.subList(0, i)) {
                SourceSettings source = sources.get(i);
                if (nameAlike(before, source) && !before.rule().equals(source.rule())) {
                    problems.add(difference(before, source));
                }
            }
        }
    }

    private static String difference(SourceSettings before, SourceSettings source) {
        boolean byRatio = before.rule().resetRatio().compareTo(source.rule().resetRatio()) != 0;
        String sameSeries =
                "though both have the same series: they name exchange and symbol alike. Set both"
                        + " to the same "
                        + (byRatio ? "ratio" : "options")
                        + ", or give one of them another exchange";
        return byRatio
                ? SourceOptions.keyOf(source.name(), SourceOptions.RESET_RATIO.key())
                        + ": "
                        + source.rule().resetRatio().toPlainString()
                        + " differs from that of source."
                        + before.name()
                        + ", "
                        + before.rule().resetRatio().toPlainString()
                        + ", "
                        + sameSeries
                : SourceOptions.PREFIX
                        + source.name()
                        + ": its messages are judged by another rule than those of source."
                        + before.name()
                        + ", "
                        + sameSeries;
    }

    private static boolean nameAlike(SourceSettings one, SourceSettings other) {
        return one.fields() != null
                && other.fields() != null
                && Objects.equals(one.fields().exchange(), other.fields().exchange())
                && Objects.equals(one.fields().exchangeField(), other.fields().exchangeField())
                && Objects.equals(one.fields().symbol(), other.fields().symbol())
                && one.fields().symbolFields().equals(other.fields().symbolFields());
    }

    private TrackingRule read() {
        BigDecimal ratio = ratio(options, TrackingOptions.RESET_RATIO);
        long log = options.atLeastOne(TrackingOptions.GAP_LOG_THRESHOLD);
        long alert =
                thresholdFrom(
                        TrackingOptions.GAP_LOG_THRESHOLD,
                        log,
                        TrackingOptions.GAP_ALERT_THRESHOLD);
        long halt =
                thresholdFrom(
                        TrackingOptions.GAP_ALERT_THRESHOLD,
                        alert,
                        TrackingOptions.GAP_HALT_THRESHOLD);
        return new TrackingRule(ratio, log, alert, halt);
    }

    private static BigDecimal ratio(OptionReader options, Option<Double> option) {
        try {
            Double given = options.get(option); // null where it is no number, which is reported
            return given == null
                    ? BigDecimal.ONE
                    : new TrackingRule(BigDecimal.valueOf(given), 1, 1, 1).resetRatio();
        } catch (IllegalArgumentException e) {
            options.wrong(option, "must be from 0 to 1, with at most 18 decimal places");
            return BigDecimal.ONE;
        }
    }

    private long thresholdFrom(Option<Long> lowerOption, long lower, Option<Long> option) {
        long threshold = options.get(option);
        if (threshold < lower) {
            options.wrong(option, "must not be below " + options.keyOf(lowerOption) + ", " + lower);
        }
        return Math.max(threshold, lower);
    }
}
