package com.k2.sequence.tracking;

import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.numbers.TrackedMessage;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberCycle;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.rule.Relation;
import com.k2.sequence.tracking.rule.ResetSchedule;
import com.k2.sequence.tracking.verdict.ResetCause;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import com.k2.sequence.tracking.verdict.VerdictType;

/**
 * Judges messages by the larger rule: by scheme, kind, epoch, wraps, restarts and gap memory, in
 * the order in which this class reads from the top. An instance holds its rule alone and may be
 * shared by threads; what is remembered is in the {@link SequenceCursor} of the series.
 */
final class LargerTracker {

    private final SequenceTracker tracker;
    private final LargerRule rule;
    private final NumberScheme scheme;
    private final NumberCycle cycle;
    private final boolean chained;
    private final boolean contiguous;

    LargerTracker(SequenceTracker tracker) {
        this.tracker = tracker;
        this.rule = tracker.rule().larger();
        this.scheme = tracker.rule().scheme();
        this.cycle = rule.cycle();
        this.chained = scheme.equals(NumberScheme.CHAINED);
        this.contiguous = scheme.equals(NumberScheme.CONTIGUOUS);
    }

    /** Judges a message and takes it in. */
    SequenceVerdict judge(SequenceCursor series, TrackedMessage message) {
        if (scheme.equals(NumberScheme.UNNUMBERED)) {
            return isHeartbeat(message) ? heartbeat() : SequenceVerdict.NOTHING_EXPECTED;
        }
        if (saysNothing(message)) {
            return heartbeat();
        }
        if (!series.isKnown()) {
            return first(series, message);
        }
        SeriesMemory memory = series.memory();
        if (cycle != null) {
            memory.keepWithinLong(series, cycle);
        }
        String epoch = message.marks().epoch();
        if (epoch != null) {
            memory.takeLogTime(message.logTime());
            if (!epoch.equals(memory.epoch)) {
                if (memory.epoch == null) {
                    memory.epoch = epoch;
                } else if (memory.isStale(epoch)) {
                    return isHeartbeat(message) ? heartbeat() : staleEpoch(series);
                } else {
                    return otherEpoch(series, message);
                }
            }
        }
        return switch (message.marks().kind()) {
            case RESET_MARK -> restart(series, message, ResetCause.MARK);
            case SKIP_MARK -> skip(series, message);
            case SNAPSHOT -> snapshot(series, message);
            case HEARTBEAT ->
                    isHeartbeat(message) ? heartbeat(series, message) : data(series, message);
            case DATA ->
                    chained && message.previous() == SequenceNumbers.NO_PREVIOUS
                            ? snapshot(series, message)
                            : data(series, message);
        };
    }

    private boolean isHeartbeat(TrackedMessage message) {
        return message.marks().kind() == MessageKind.HEARTBEAT
                && !(rule.heartbeat() == HeartbeatNumber.TAKES && message.hasNumber());
    }

    /** Whether there is neither a number nor a next one that counts. */
    private boolean saysNothing(TrackedMessage message) {
        if (message.marks().hasNext()) {
            return false;
        }
        return !message.hasNumber()
                || isHeartbeat(message) && rule.heartbeat() == HeartbeatNumber.NONE;
    }

    private static SequenceVerdict heartbeat() {
        return new SequenceVerdict(
                VerdictType.HEARTBEAT, SequenceVerdict.NONE, 0, null, VerdictDetail.HEARTBEAT);
    }

    private SequenceVerdict staleEpoch(SequenceCursor series) {
        return verdict(VerdictType.OUT_OF_ORDER, series, VerdictDetail.STALE_EPOCH);
    }

    // ---- A series begins ----

    private SequenceVerdict first(SequenceCursor series, TrackedMessage message) {
        Beginning begin = beginning(message);
        SeriesMemory memory = series.begin(begin.start());
        memory.epoch = message.marks().epoch();
        if (memory.epoch != null) {
            memory.takeLogTime(message.logTime());
        }
        accept(series, begin.last(), message);
        if (isHeartbeat(message)) {
            return heartbeat();
        }
        Finding finding = missingAtTheBegin(memory, message, begin);
        if (finding == null) {
            return SequenceVerdict.NOTHING_EXPECTED;
        }
        series.countGap();
        return gap(
                contiguous ? rule.firstNumber() : SequenceVerdict.NONE,
                begin.start() - rule.firstNumber(),
                finding);
    }

    /**
     * Where a series stands after its first message.
     *
     * @param start its lowest position
     * @param last its last position
     */
    private record Beginning(long start, long last) {}

    private Beginning beginning(TrackedMessage message) {
        MessageMarks marks = message.marks();
        if (marks.hasNext()) {
            return new Beginning(marks.next(), marks.next() - 1);
        }
        if (isHeartbeat(message)) {
            long last =
                    rule.heartbeat() == HeartbeatNumber.NEXT
                            ? message.first() - 1
                            : message.first();
            return new Beginning(last == Long.MAX_VALUE ? last : last + 1, last);
        }
        return new Beginning(
                message.first(), message.first() + length(message.first(), message.last()));
    }

    /** How far the last number of a message is ahead of its first. */
    private long length(long first, long last) {
        return cycle == null ? last - first : Math.floorMod(last - first, cycle.length());
    }

    /** What {@link LargerRule#firstNumber} says is missing; null for nothing. */
    private Finding missingAtTheBegin(
            SeriesMemory memory, TrackedMessage message, Beginning begin) {
        MessageKind kind = message.marks().kind();
        long wanted = rule.firstNumber();
        if (wanted == SequenceNumbers.NO_NUMBER
                || !contiguous
                || begin.start() <= wanted
                || kind != MessageKind.DATA && kind != MessageKind.HEARTBEAT) {
            return null;
        }
        Finding finding = new Finding();
        memory.start = wanted;
        open(memory, wanted, begin.start() - 1, message, finding);
        return finding;
    }

    // ---- A series begins again ----

    private SequenceVerdict otherEpoch(SequenceCursor series, TrackedMessage message) {
        SeriesMemory memory = series.memory();
        SeriesExtras extras = memory.extras();
        extras.ended(memory.epoch, memory.logTime);
        extras.begun(message.marks().epoch());
        memory.epoch = message.marks().epoch();
        return restart(series, message, ResetCause.EPOCH);
    }

    private SequenceVerdict restart(
            SequenceCursor series, TrackedMessage message, ResetCause cause) {
        Finding finding = new Finding();
        Beginning begin = beginning(message);
        if (isHeartbeat(message)) {
            finding.ofHeartbeat(numberAfter(begin.last()));
        }
        return restartAt(series, begin, message, cause, finding);
    }

    private SequenceVerdict restartAt(
            SequenceCursor series,
            Beginning begin,
            TrackedMessage message,
            ResetCause cause,
            Finding finding) {
        long expected = expected(series);
        SeriesMemory memory = series.memory();
        finding.reset(cause);
        if (memory.gaps() != null) {
            if (cause == ResetCause.SNAPSHOT) {
                finding.healed(memory.gaps().gaps());
            } else {
                finding.cut(memory.gaps().gaps());
            }
        }
        useScheduledTime(series, message);
        memory.restart(begin.start());
        series.countReset();
        accept(series, begin.last(), message);
        if (cause == ResetCause.EPOCH) {
            missingAfterEpoch(memory, message, begin, finding);
        }
        return new SequenceVerdict(VerdictType.RESET, expected, 0, null, finding.detail(false));
    }

    private void missingAfterEpoch(
            SeriesMemory memory, TrackedMessage message, Beginning begin, Finding finding) {
        MessageKind kind = message.marks().kind();
        long wanted = rule.firstNumber();
        if (wanted != SequenceNumbers.NO_NUMBER
                && contiguous
                && begin.start() > wanted
                && (kind == MessageKind.DATA || kind == MessageKind.HEARTBEAT)) {
            memory.start = wanted;
            long end = isHeartbeat(message) ? begin.last() : begin.start() - 1;
            open(memory, wanted, end, message, finding);
        }
    }

    // ---- Marks, snapshots and heartbeats ----

    /** Numbers that will not come: they stand for what the mark covers. */
    private SequenceVerdict skip(SequenceCursor series, TrackedMessage message) {
        long last = last(series);
        if (last == Long.MAX_VALUE && !message.hasNumber()) {
            // There is no number after the last one.
            return verdict(VerdictType.NORMAL, series, null);
        }
        long next = last + 1;
        long first = message.hasNumber() ? position(last, message.first()) : next;
        long end;
        if (message.marks().hasNext()) {
            end = Math.max(first, position(first, message.marks().next())) - 1;
        } else {
            end = first + length(message.first(), message.last());
        }
        SeriesMemory memory = series.memory();
        Finding finding = null;
        if (contiguous && first <= end && memory.gaps() != null) {
            finding = new Finding();
            if (memory.gaps().fill(first, end, true, finding)) {
                keepWithinMemory(memory, memory.gaps(), finding);
            }
        }
        if (contiguous && last < first - 1) {
            finding = finding == null ? new Finding() : finding;
            long expected = expected(series);
            open(memory, next, first - 1, message, finding);
            series.countGap();
            accept(series, end, message);
            return gap(expected, first - next, finding);
        }
        SequenceVerdict verdict = verdict(VerdictType.NORMAL, series, detail(finding));
        if (end > last) {
            accept(series, end, message);
        }
        return verdict;
    }

    private static VerdictDetail detail(Finding finding) {
        return finding == null ? null : finding.detail(false);
    }

    /** Says what is, whatever came before. */
    private SequenceVerdict snapshot(SequenceCursor series, TrackedMessage message) {
        long last = last(series);
        long first = position(last, message.first());
        long end = first + length(message.first(), message.last());
        Relation relation = scheme.relate(last, first, end, previous(last, message));
        SeriesMemory memory = series.memory();
        boolean follows = relation == Relation.NEXT || relation == Relation.OVERLAP && contiguous;
        if (!follows && end != last) {
            Finding finding = new Finding();
            long known = scheme.missing(last, first);
            if (relation == Relation.AHEAD && known > 0) {
                finding.missing(known, ranges(last + 1, first - 1));
                if (rule.gapMemory() > 0) {
                    finding.opened();
                    finding.healed(1);
                }
            }
            return restartAt(series, beginning(message), message, ResetCause.SNAPSHOT, finding);
        }
        Finding finding = null;
        if (memory.gaps() != null) {
            finding = new Finding();
            finding.healed(memory.gaps().gaps());
        }
        SequenceVerdict verdict =
                follows
                        ? verdict(VerdictType.NORMAL, series, detail(finding))
                        : duplicate(series, true, finding);
        memory.restart(first);
        if (follows) {
            accept(series, end, message);
        }
        return verdict;
    }

    private SequenceVerdict heartbeat(SequenceCursor series, TrackedMessage message) {
        long last = last(series);
        long number = position(last, message.first());
        long tail = rule.heartbeat() == HeartbeatNumber.NEXT ? number - 1 : number;
        if (tail == last) {
            return heartbeat();
        }
        ResetCause cause = announcedRestart(series, message);
        if (cause != null) {
            return restart(series, message, cause);
        }
        if (tail < last || !contiguous && !chained) {
            return heartbeat();
        }
        Finding finding = new Finding().ofHeartbeat(numberAfter(tail));
        long expected = expected(series);
        long size = contiguous ? Finding.plus(tail - (last + 1), 1) : 0;
        if (contiguous) {
            open(series.memory(), last + 1, tail, message, finding);
        } else {
            openLink(series.memory(), new Span(last, tail, tail), message, finding);
        }
        series.countGap();
        accept(series, tail, message);
        return gap(expected, size, finding);
    }

    // ---- Messages ----

    private SequenceVerdict data(SequenceCursor series, TrackedMessage message) {
        long last = last(series);
        long first = position(last, message.first());
        long end = first + length(message.first(), message.last());
        long previous = previous(last, message);
        Relation relation = scheme.relate(last, first, end, previous);
        if (cycle != null && relation == Relation.AHEAD) {
            ResetCause cause = announcedRestart(series, message);
            if (cause != null) {
                return restart(series, message, cause);
            }
        }
        return switch (relation) {
            case NEXT -> {
                SequenceVerdict verdict = verdict(VerdictType.NORMAL, series, null);
                accept(series, end, message);
                yield verdict;
            }
            case OVERLAP -> overlap(series, message, new Span(first, end, previous));
            case AHEAD -> ahead(series, message, new Span(first, end, previous));
            case EMPTY -> heartbeat();
            case RESTART -> restart(series, message, ResetCause.CHAIN);
            case SAME -> {
                SequenceVerdict filling = filling(series, new Span(first, end, previous));
                yield filling != null
                        ? filling
                        : duplicate(series, isExpectedDuplicate(message), null);
            }
            case BEHIND -> behind(series, message, new Span(first, end, previous));
            case FIRST -> throw new IllegalStateException("the series is known");
        };
    }

    /**
     * What a message covers.
     *
     * @param first its lowest position
     * @param last its highest
     * @param previous that of the message it follows, in a chain
     */
    private record Span(long first, long last, long previous) {}

    private boolean isExpectedDuplicate(TrackedMessage message) {
        return rule.duplicatesExpected() || message.marks().retransmission();
    }

    private SequenceVerdict overlap(SequenceCursor series, TrackedMessage message, Span span) {
        SeriesMemory memory = series.memory();
        Finding finding = null;
        if (memory.gaps() != null) {
            finding = new Finding();
            if (chained) {
                memory.gaps().fillLinksFrom(span.previous(), finding);
            } else {
                memory.gaps().fill(span.first(), span.last(), false, finding);
            }
            memory.setGaps(memory.gaps());
        }
        SequenceVerdict verdict =
                verdict(
                        VerdictType.NORMAL,
                        series,
                        finding != null && finding.fills() ? finding.detail(false) : null);
        accept(series, span.last(), message);
        return verdict;
    }

    private SequenceVerdict ahead(SequenceCursor series, TrackedMessage message, Span span) {
        long last = last(series);
        long expected = expected(series);
        Finding finding = new Finding();
        if (chained) {
            openLink(
                    series.memory(),
                    new Span(last, span.last(), span.previous()),
                    message,
                    finding);
        } else {
            open(series.memory(), last + 1, span.first() - 1, message, finding);
        }
        series.countGap();
        accept(series, span.last(), message);
        return gap(expected, scheme.missing(last, span.first()), finding);
    }

    /** The verdict on a message that brings missing numbers; null where it brings none. */
    private SequenceVerdict filling(SequenceCursor series, Span span) {
        SeriesMemory memory = series.memory();
        OpenGaps gaps = memory.gaps();
        if (gaps == null) {
            return null;
        }
        Finding finding = new Finding();
        boolean fills =
                chained
                        ? span.previous() < span.last()
                                && gaps.fillLink(span.previous(), span.last(), finding)
                        : gaps.fill(span.first(), span.last(), false, finding);
        if (!fills) {
            return null;
        }
        keepWithinMemory(memory, gaps, finding);
        return verdict(VerdictType.OUT_OF_ORDER, series, finding.detail(false));
    }

    /** All of its numbers are below the last one. */
    private SequenceVerdict behind(SequenceCursor series, TrackedMessage message, Span span) {
        SequenceVerdict filling = filling(series, span);
        if (filling != null) {
            return filling;
        }
        SeriesMemory memory = series.memory();
        if (message.marks().retransmission()) {
            return span.first() >= memory.start
                    ? duplicate(series, true, null)
                    : verdict(VerdictType.OUT_OF_ORDER, series, VerdictDetail.NONE);
        }
        ResetCause cause = announcedRestart(series, message);
        if (cause != null) {
            return restart(series, message, cause);
        }
        // All of its numbers, or it is not known to have been seen.
        boolean seen =
                rule.gapMemory() > 0
                        && span.first() >= memory.start
                        && span.first() > memory.forgotten();
        boolean expectedDuplicate = seen && rule.duplicatesExpected();
        if (!expectedDuplicate && completesRun(series, message, span)) {
            Beginning begin =
                    new Beginning(
                            number(memory.extras().runFirst),
                            number(memory.extras().runFirst)
                                    + (span.last() - memory.extras().runFirst));
            return restartAt(series, begin, message, ResetCause.RUN, new Finding());
        }
        if (seen) {
            return duplicate(series, expectedDuplicate, null);
        }
        if (tracker.isReset(series.lastSequence(), message.last())) {
            return restart(series, message, ResetCause.RATIO);
        }
        return verdict(VerdictType.OUT_OF_ORDER, series, VerdictDetail.NONE);
    }

    /**
     * A lower number that floor or schedule take for a restart. The venue's own numbers are
     * compared, so that a wrap is one too.
     */
    private ResetCause announcedRestart(SequenceCursor series, TrackedMessage message) {
        if (message.first() >= series.lastSequence()) {
            return null;
        }
        if (message.first() <= rule.resets().floor()) {
            return ResetCause.FLOOR;
        }
        return scheduledRestart(series, message) == ResetSchedule.NONE ? null : ResetCause.SCHEDULE;
    }

    /** The scheduled time that a lower number would be the restart of. */
    private long scheduledRestart(SequenceCursor series, TrackedMessage message) {
        ResetSchedule schedule = rule.resets().schedule();
        if (schedule == null || message.timestamp() <= series.lastTimestamp()) {
            return ResetSchedule.NONE;
        }
        long time = schedule.near(message.timestamp());
        SeriesExtras extras = series.memory().extrasOrNull();
        return extras != null && time <= extras.scheduled ? ResetSchedule.NONE : time;
    }

    /** The first lower number is the restart of a scheduled time, whatever else shows it. */
    private void useScheduledTime(SequenceCursor series, TrackedMessage message) {
        MessageMarks marks = message.marks();
        long number = marks.hasNext() ? marks.next() : message.first();
        if (number < series.lastSequence()) {
            long time = scheduledRestart(series, message);
            if (time != ResetSchedule.NONE) {
                series.memory().extras().scheduled = time;
            }
        }
    }

    private boolean completesRun(SequenceCursor series, TrackedMessage message, Span span) {
        int wanted = rule.resets().run();
        if (wanted == 0 || message.timestamp() <= series.lastTimestamp()) {
            return false;
        }
        SeriesExtras extras = series.memory().extras();
        if (extras.runLength == 0 || !goesOn(extras.runLast, span)) {
            extras.runLength = 0;
            extras.runFirst = span.first();
        }
        extras.runLength++;
        extras.runLast = span.last();
        return extras.runLength >= wanted;
    }

    private boolean goesOn(long last, Span span) {
        Relation relation = scheme.relate(last, span.first(), span.last(), span.previous());
        return relation == Relation.NEXT || relation == Relation.OVERLAP && contiguous;
    }

    // ---- What is missing ----

    private void open(
            SeriesMemory memory, long first, long last, TrackedMessage by, Finding finding) {
        finding.missing(Finding.plus(last - first, 1), ranges(first, last));
        remember(memory, first, last, by, finding);
    }

    /**
     * What is missing before a message of a chain.
     *
     * @param link the last id known, the id of the message, and the one that it names before it
     */
    private void openLink(SeriesMemory memory, Span link, TrackedMessage by, Finding finding) {
        long known = link.first();
        long previous = link.previous();
        finding.missing(0, SeriesText.range(true, number(known), number(previous)));
        // One that names a higher id than its own leaves nothing missing above it.
        remember(memory, known, Math.min(previous, link.last()), by, finding);
    }

    private void remember(
            SeriesMemory memory, long first, long last, TrackedMessage by, Finding finding) {
        if (rule.gapMemory() == 0) {
            return;
        }
        OpenGaps gaps = memory.gaps() == null ? new OpenGaps(chained) : memory.gaps();
        gaps.add(first, last, new GapTicket(by.place(), by.logTime()));
        finding.opened();
        keepWithinMemory(memory, gaps, finding);
    }

    private void keepWithinMemory(SeriesMemory memory, OpenGaps gaps, Finding finding) {
        if (gaps.size() > rule.gapMemory()) {
            SeriesExtras extras = memory.extras();
            extras.forgotten = gaps.keep(rule.gapMemory(), extras.forgotten, finding);
        }
        memory.setGaps(gaps);
    }

    private String ranges(long first, long last) {
        return first == last ? Long.toString(number(first)) : number(first) + "-" + number(last);
    }

    // ---- Positions ----

    private long last(SequenceCursor series) {
        return cycle == null
                ? series.lastSequence()
                : series.lastSequence() + series.memory().wraps() * cycle.length();
    }

    private long position(long last, long number) {
        return cycle == null ? number : cycle.near(last, number);
    }

    /** The position of the number that the message says it follows, where it is one that occurs. */
    private long previous(long last, TrackedMessage message) {
        long previous = message.previous();
        return cycle == null || !cycle.contains(previous) ? previous : cycle.near(last, previous);
    }

    /** {@link SequenceNumbers#NO_NUMBER} past the largest number. */
    private long numberAfter(long position) {
        return position == Long.MAX_VALUE ? SequenceNumbers.NO_NUMBER : number(position + 1);
    }

    private long number(long position) {
        return cycle == null ? position : cycle.number(position);
    }

    private void accept(SequenceCursor series, long position, TrackedMessage message) {
        SeriesMemory memory = series.memory();
        memory.endRun();
        if (cycle == null) {
            series.accept(position, message.timestamp());
            return;
        }
        // A series that has not had its first number stands below the lowest one.
        boolean before = position < cycle.wrapsTo();
        series.accept(before ? position : cycle.number(position), message.timestamp());
        SeriesExtras extras = memory.extras();
        extras.cycle = cycle;
        extras.wraps = before ? 0 : cycle.wraps(position);
    }

    // ---- Verdicts ----

    private long expected(SequenceCursor series) {
        if (!contiguous) {
            return SequenceVerdict.NONE;
        }
        return cycle == null
                ? scheme.expected(series.lastSequence())
                : cycle.number(last(series) + 1);
    }

    private SequenceVerdict verdict(VerdictType type, SequenceCursor series, VerdictDetail detail) {
        return new SequenceVerdict(type, expected(series), 0, null, detail);
    }

    private SequenceVerdict duplicate(SequenceCursor series, boolean expected, Finding finding) {
        VerdictDetail detail =
                finding != null
                        ? finding.detail(expected)
                        : expected ? VerdictDetail.EXPECTED_DUPLICATE : VerdictDetail.NONE;
        return verdict(VerdictType.DUPLICATE, series, detail);
    }

    private SequenceVerdict gap(long expected, long size, Finding finding) {
        return new SequenceVerdict(
                VerdictType.GAP,
                expected,
                size,
                size == 0 ? rule.unknownGapSeverity() : tracker.severityOf(size),
                finding.detail(false));
    }
}
