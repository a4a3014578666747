package com.k2.sequence.testing.larger;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;

import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.ResetCause;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Collectors;

/**
 * Reads the messages of one series and says what the tracker must say of each. It takes the values
 * of options from the tracker and nothing else: it counts in numbers without bounds and keeps plain
 * lists, so that each step of {@link #judge} can be held against the design's "Order in which a
 * message is judged".
 *
 * <p>Where that order leaves something open, this is taken for right:
 *
 * <ul>
 *   <li>A heartbeat whose number means nothing is one without a number, whatever its epoch. One of
 *       an earlier epoch stays a heartbeat. One that names the next or the last number restarts a
 *       series by floor and schedule, not by ratio.
 *   <li>What a mark or a heartbeat implies begins the series behind it. A first number that is too
 *       high is one of data, and of a heartbeat that begins an epoch; marks and snapshots say
 *       themselves where they begin.
 *   <li>A restart of several numbers is at or below the floor where its first one is, and below the
 *       ratio where its last one is.
 *   <li>A lower number that is a reset within the tolerance of a scheduled time is the restart of
 *       that time, whatever its cause.
 *   <li>With memory, a message that ends at the last number fills what it brings, as one below it
 *       does: after a heartbeat the last number itself may be missing.
 *   <li>A message is seen where all its numbers are from the start of the series on and above what
 *       was forgotten, and none of them is missing. One that is sent again is expected from the
 *       start of the series on, and out of order before it.
 *   <li>In a run counts what is below the last number; what does not count leaves the run as it is,
 *       and what does not continue it begins another. A snapshot ends a run, whatever it is.
 *   <li>A snapshot heals whatever is missing, also where it continues the series. In a chain only
 *       one that follows the last id continues it.
 *   <li>A skip mark that covers nothing moves nothing back. Where numbers rise by any step, it
 *       opens no gap.
 *   <li>A message of a chain that names a higher id than its own, and not the last one known,
 *       leaves a gap that ends at its own id.
 *   <li>A series without an epoch takes the first that a message names.
 * </ul>
 */
public final class LargerReader {

    private final String scheme;
    private final TrackingRule rule;
    private final LargerRule larger;
    private final NumberLine line;

    // What is known of the series, in positions.

    private boolean known;
    private BigInteger last;
    private BigInteger start;
    private Long lastTimestamp;
    private int gapCount;
    private int resetCount;
    private String epoch;
    private final MissingList missing = new MissingList();

    /** The highest that was forgotten; null where nothing was. */
    private BigInteger forgotten;

    // How many messages below the last one have continued each other, and from where to where.

    private int runLength;
    private BigInteger runFirst;
    private BigInteger runLast;

    private ResetTimes resetTimes;
    private LogClock clock = new LogClock();
    private EarlierEpochs earlier = new EarlierEpochs();

    /** What is being said of the message that is being judged. */
    private Judgement.Draft said;

    /**
     * @param scheme contiguous, chained, increasing or none
     * @param rule whose larger part may be null: the default rule
     */
    public LargerReader(String scheme, TrackingRule rule) {
        this.scheme = scheme;
        this.rule = rule;
        this.larger = rule.larger() == null ? LargerRule.DEFAULT : rule.larger();
        this.line = new NumberLine(larger.cycle());
        this.resetTimes = new ResetTimes(larger.resets().schedule());
    }

    /** Judges the next message. */
    public Judgement read(LargerMessage message) {
        said = new Judgement.Draft();
        judge(message);
        if (said.type == VerdictType.HEARTBEAT) {
            said.expected = null;
        }
        if (!known) {
            clear();
        }
        return said.done();
    }

    /** Somebody commands that nothing be known any more. */
    public void clear() {
        known = false;
        last = null;
        start = null;
        lastTimestamp = null;
        gapCount = 0;
        resetCount = 0;
        epoch = null;
        missing.clear();
        forgotten = null;
        runLength = 0;
        resetTimes = new ResetTimes(larger.resets().schedule());
        clock = new LogClock();
        earlier = new EarlierEpochs();
    }

    /** Somebody commands that this be the last number. */
    public void set(long number) {
        known = true;
        last = BigInteger.valueOf(number);
        start = last;
        missing.clear();
        forgotten = null;
        runLength = 0;
    }

    // What remains at the end.

    /** The venue's last number; null where nothing is known. */
    public BigInteger lastNumber() {
        return known ? line.lastNumber(last) : null;
    }

    /** When the message was sent that set it; null where none did. */
    public Long lastTimestamp() {
        return lastTimestamp;
    }

    public int gapCount() {
        return gapCount;
    }

    public int resetCount() {
        return resetCount;
    }

    public String epoch() {
        return epoch;
    }

    /** How many numbers are missing now; in a chain, how many links. */
    public BigInteger missingNow() {
        return isChained()
                ? BigInteger.valueOf(missing.parts().size())
                : missing.parts().stream()
                        .map(part -> part.to().subtract(part.from()).add(ONE))
                        .reduce(ZERO, BigInteger::add);
    }

    /** What is missing now, blank-separated. */
    public String missingRanges() {
        return missing.parts().stream()
                .map(
                        part ->
                                isChained()
                                        ? line.number(part.from()) + ">" + line.number(part.to())
                                        : line.range(part.from(), part.to()))
                .collect(Collectors.joining(" "));
    }

    // The order in which a message is judged.

    private void judge(LargerMessage m) {
        if (scheme.equals("none")) {
            said.type = isHeartbeat(m) ? VerdictType.HEARTBEAT : VerdictType.NORMAL;
            said.heartbeat = isHeartbeat(m);
            return;
        }
        said.expected = known ? expected() : null;
        if (m.epoch() != null && !saysNothing(m)) {
            clock.take(m.logTime());
        }
        if (saysNothing(m)) {
            said.type = VerdictType.HEARTBEAT;
            said.heartbeat = true;
        } else if (!known) {
            first(m);
        } else if (epoch != null && m.epoch() != null && !epoch.equals(m.epoch())) {
            ofAnotherEpoch(m);
        } else {
            if (epoch == null) {
                epoch = m.epoch();
            }
            ofThisEpoch(m);
        }
    }

    private void ofThisEpoch(LargerMessage m) {
        if (m.kind() == MessageKind.RESET_MARK) {
            reset(ResetCause.MARK, m);
        } else if (m.kind() == MessageKind.SKIP_MARK) {
            skip(m);
        } else if (m.kind() == MessageKind.SNAPSHOT) {
            snapshot(m);
        } else if (isHeartbeat(m)) {
            heartbeat(m);
        } else if (isChained() && m.previous() == null) {
            snapshot(m);
        } else if (isChained()) {
            chained(m);
        } else {
            counted(m);
        }
    }

    // 1. no number, or one that says nothing

    private boolean saysNothing(LargerMessage m) {
        if (isHeartbeat(m)) {
            return !m.hasNumber() || larger.heartbeat() == HeartbeatNumber.NONE;
        }
        return !m.hasNumber() && m.next() == null;
    }

    /** Whether a message is a heartbeat that does not count as a message like any other. */
    private boolean isHeartbeat(LargerMessage m) {
        return m.kind() == MessageKind.HEARTBEAT
                && (!m.hasNumber() || larger.heartbeat() != HeartbeatNumber.TAKES);
    }

    // 2. the first message of a series

    private void first(LargerMessage m) {
        known = true;
        epoch = m.epoch();
        begin(m);
        if (isHeartbeat(m)) {
            said.type = VerdictType.HEARTBEAT;
            said.heartbeat = true;
        } else if (lacksFirst(m)) {
            said.expected = firstNumber();
            gap(firstNumber(), start.subtract(ONE), m);
            start = firstNumber();
        }
    }

    /** The series begins at a message, as it does anew at a reset. */
    private void begin(LargerMessage m) {
        if (isHeartbeat(m)) {
            BigInteger number = BigInteger.valueOf(m.first());
            last = larger.heartbeat() == HeartbeatNumber.NEXT ? number.subtract(ONE) : number;
            start = last.add(ONE);
        } else if (m.next() != null) {
            start = BigInteger.valueOf(m.next());
            last = start.subtract(ONE);
        } else {
            start = BigInteger.valueOf(isChained() ? m.last() : m.first());
            last = line.from(start, m.last());
        }
        lastTimestamp = m.timestamp();
        missing.clear();
        forgotten = null;
        runLength = 0;
    }

    /** Whether a new series lacks numbers at its beginning; marks and snapshots say their own. */
    private boolean lacksFirst(LargerMessage m) {
        return scheme.equals("contiguous")
                && (m.kind() == MessageKind.DATA || m.kind() == MessageKind.HEARTBEAT)
                && larger.firstNumber() >= 0
                && start.compareTo(firstNumber()) > 0;
    }

    private BigInteger firstNumber() {
        return BigInteger.valueOf(larger.firstNumber());
    }

    // 3. another epoch

    private void ofAnotherEpoch(LargerMessage m) {
        if (earlier.isRecent(m.epoch(), clock.now())) {
            said.type = isHeartbeat(m) ? VerdictType.HEARTBEAT : VerdictType.OUT_OF_ORDER;
            said.heartbeat = isHeartbeat(m);
            said.staleEpoch = !isHeartbeat(m);
            return;
        }
        earlier.follows(epoch, m.epoch(), clock.now());
        epoch = m.epoch();
        reset(ResetCause.EPOCH, m);
        if (lacksFirst(m)) {
            reveal(firstNumber(), start.subtract(ONE), m);
            start = firstNumber();
        }
        if (isHeartbeat(m)) {
            heartbeatSays(m);
        }
    }

    private void reset(ResetCause cause, LargerMessage m) {
        said.type = VerdictType.RESET;
        said.cause = cause;
        long number = m.next() == null ? m.first() : m.next();
        if (BigInteger.valueOf(number).compareTo(line.lastNumber(last)) < 0 && isScheduled(m)) {
            resetTimes.restarted(m.timestamp());
        }
        begin(m);
        gapCount = 0;
        resetCount++;
    }

    // 5. a skip mark

    private void skip(LargerMessage m) {
        BigInteger from = m.hasNumber() ? positionOf(m) : last.add(ONE);
        BigInteger to =
                m.next() == null
                        ? line.from(from, m.last())
                        : line.near(from, m.next()).subtract(ONE).max(from.subtract(ONE));
        said.skipped = upToMost(missing.takeNumbers(from, to).numbers());
        forgetOldest();
        if (to.compareTo(last) <= 0) {
            return;
        }
        if (scheme.equals("contiguous") && from.compareTo(last.add(ONE)) > 0) {
            gap(last.add(ONE), from.subtract(ONE), m);
        }
        accept(to, m);
    }

    // 6. a snapshot

    private void snapshot(LargerMessage m) {
        BigInteger first = positionOf(m);
        BigInteger to = line.from(first, m.last());
        if (to.equals(last)) {
            said.type = VerdictType.DUPLICATE;
            said.expectedDuplicate = true;
            runLength = 0;
            heal(first);
        } else if (continues(m, first, to)) {
            accept(to, m);
            heal(first);
        } else {
            BigInteger end = last;
            reset(ResetCause.SNAPSHOT, m);
            if (scheme.equals("contiguous") && first.compareTo(end.add(ONE)) > 0) {
                reveal(end.add(ONE), first.subtract(ONE), m);
                missing.clear();
                forgotten = null;
            }
        }
    }

    /** Nothing is missing any more, and the series begins with the snapshot. */
    private void heal(BigInteger first) {
        missing.clear();
        start = first;
        forgotten = null;
    }

    private boolean continues(LargerMessage m, BigInteger first, BigInteger to) {
        return switch (scheme) {
            case "contiguous" -> first.compareTo(last.add(ONE)) <= 0 && last.compareTo(to) < 0;
            case "chained" ->
                    m.previous() != null
                            && line.maybeNear(last, m.previous()).equals(last)
                            && last.compareTo(to) < 0;
            default -> last.compareTo(to) < 0;
        };
    }

    // 7. a heartbeat

    private void heartbeat(LargerMessage m) {
        BigInteger number = line.near(last, m.first());
        BigInteger sent =
                larger.heartbeat() == HeartbeatNumber.NEXT ? number.subtract(ONE) : number;
        said.type = VerdictType.HEARTBEAT;
        said.heartbeat = true;
        if (sent.equals(last)) {
            return;
        }
        ResetCause restart = announcedRestart(m);
        if (restart != null) {
            reset(restart, m);
            heartbeatSays(m);
        } else if (sent.compareTo(last) > 0 && !scheme.equals("increasing")) {
            if (isChained()) {
                unknownGap(last, sent, sent, m);
            } else {
                gap(last.add(ONE), sent, m);
            }
            accept(sent, m);
            heartbeatSays(m);
        }
    }

    private void heartbeatSays(LargerMessage m) {
        said.heartbeat = true;
        if (said.type != VerdictType.HEARTBEAT) {
            BigInteger next = line.number(last.add(ONE));
            said.comesNext = next.bitLength() < Long.SIZE ? next : null;
        }
    }

    // 8. to 10. by the scheme

    private void chained(LargerMessage m) {
        BigInteger id = line.near(last, m.last());
        BigInteger previous = line.maybeNear(last, m.previous());
        if (previous.equals(last)) {
            if (id.equals(last)) {
                said.type = VerdictType.HEARTBEAT;
                said.heartbeat = true;
            } else if (id.compareTo(last) > 0) {
                accept(id, m);
            } else {
                reset(ResetCause.CHAIN, m);
            }
        } else if (id.compareTo(last) > 0) {
            ResetCause restart =
                    line.wraps() && previous.compareTo(last) > 0 ? announcedRestart(m) : null;
            if (restart != null) {
                reset(restart, m);
                return;
            }
            if (previous.compareTo(last) > 0) {
                unknownGap(last, previous, id, m);
            } else {
                fills(missing.takeLinksFrom(previous));
            }
            accept(id, m);
        } else if (!fills(missing.takeLink(previous, id))) {
            notAhead(m, id, id);
        } else {
            said.type = VerdictType.OUT_OF_ORDER;
        }
    }

    private void counted(LargerMessage m) {
        BigInteger first = positionOf(m);
        BigInteger to = line.from(first, m.last());
        boolean ahead = last.compareTo(to) < 0;
        boolean holdsNext = ahead && first.compareTo(last.add(ONE)) <= 0;
        // A wrap that does not bring the next number may be a restart.
        ResetCause restart =
                ahead && !holdsNext && scheme.equals("contiguous") ? announcedRestart(m) : null;
        if (restart != null) {
            reset(restart, m);
        } else if (ahead) {
            if (holdsNext) {
                fills(missing.takeNumbers(first, to));
            } else if (scheme.equals("contiguous")) {
                gap(last.add(ONE), first.subtract(ONE), m);
            }
            accept(to, m);
        } else if (fills(missing.takeNumbers(first, to))) {
            said.type = VerdictType.OUT_OF_ORDER;
        } else {
            notAhead(m, first, to);
        }
    }

    /** What fills nothing, at or below the last number. */
    private void notAhead(LargerMessage m, BigInteger first, BigInteger to) {
        if (to.equals(last)) {
            said.type = VerdictType.DUPLICATE;
            said.expectedDuplicate = larger.duplicatesExpected() || m.retransmission();
            return;
        }
        if (m.retransmission()) {
            said.expectedDuplicate = first.compareTo(start) >= 0;
            said.type = said.expectedDuplicate ? VerdictType.DUPLICATE : VerdictType.OUT_OF_ORDER;
            return;
        }
        ResetCause restart = announcedRestart(m);
        if (restart != null) {
            reset(restart, m);
        } else if (completesRun(m, first, to)) {
            BigInteger from = runFirst;
            reset(ResetCause.RUN, m);
            start = last.subtract(to.subtract(from));
        } else if (isSeen(first)) {
            said.type = VerdictType.DUPLICATE;
            said.expectedDuplicate = larger.duplicatesExpected();
        } else if (isBelowRatio(m.last())) {
            reset(ResetCause.RATIO, m);
        } else {
            said.type = VerdictType.OUT_OF_ORDER;
        }
    }

    /** A lower number of the venue that floor or schedule take for a restart; null for none. */
    private ResetCause announcedRestart(LargerMessage m) {
        BigInteger number = BigInteger.valueOf(m.first());
        if (number.compareTo(line.lastNumber(last)) >= 0) {
            return null;
        }
        if (number.compareTo(BigInteger.valueOf(larger.resets().floor())) <= 0) {
            return ResetCause.FLOOR;
        }
        return isScheduled(m) ? ResetCause.SCHEDULE : null;
    }

    private boolean isScheduled(LargerMessage m) {
        return resetTimes.mayRestart(m.timestamp()) && isAfterLast(m);
    }

    private boolean isAfterLast(LargerMessage m) {
        return lastTimestamp == null || m.timestamp() > lastTimestamp;
    }

    /** Takes a message below the last one into the run; whether the run is long enough then. */
    private boolean completesRun(LargerMessage m, BigInteger first, BigInteger to) {
        boolean lawful = larger.duplicatesExpected() && isSeen(first);
        if (larger.resets().run() == 0 || !isAfterLast(m) || lawful) {
            return false;
        }
        if (runLength > 0 && continuesRun(m, first, to)) {
            runLength++;
        } else {
            runLength = 1;
            runFirst = first;
        }
        runLast = to;
        return runLength >= larger.resets().run();
    }

    private boolean continuesRun(LargerMessage m, BigInteger first, BigInteger to) {
        return switch (scheme) {
            case "contiguous" ->
                    first.compareTo(runLast.add(ONE)) <= 0 && runLast.compareTo(to) < 0;
            case "chained" ->
                    line.maybeNear(last, m.previous()).equals(runLast) && runLast.compareTo(to) < 0;
            default -> runLast.compareTo(to) < 0;
        };
    }

    /** Whether the series has had a number below the last one, which is not missing. */
    private boolean isSeen(BigInteger first) {
        return larger.gapMemory() > 0
                && first.compareTo(start) >= 0
                && (forgotten == null || first.compareTo(forgotten) > 0);
    }

    private boolean isBelowRatio(long number) {
        return new BigDecimal(number)
                        .compareTo(
                                new BigDecimal(line.lastNumber(last)).multiply(rule.resetRatio()))
                < 0;
    }

    // What follows from a verdict.

    private void accept(BigInteger number, LargerMessage m) {
        last = number;
        lastTimestamp = m.timestamp();
        runLength = 0;
    }

    private void gap(BigInteger from, BigInteger to, LargerMessage m) {
        said.type = VerdictType.GAP;
        reveal(from, to, m);
        said.gapSize = said.missing;
        said.severity = severity(said.missing);
        gapCount++;
    }

    private void reveal(BigInteger from, BigInteger to, LargerMessage m) {
        said.missing = upToMost(to.subtract(from).add(ONE));
        said.missingRanges = line.range(from, to);
        remember(from, to, m);
    }

    /** A message whose id is lower than the one it names leaves nothing missing above it. */
    private void unknownGap(BigInteger from, BigInteger to, BigInteger id, LargerMessage m) {
        said.type = VerdictType.GAP;
        said.missingRanges = line.number(from) + ">" + line.number(to);
        said.severity = larger.unknownGapSeverity();
        gapCount++;
        remember(from, to.min(id), m);
    }

    private void remember(BigInteger from, BigInteger to, LargerMessage m) {
        if (larger.gapMemory() > 0) {
            missing.add(from, to, m.place());
            forgetOldest();
        }
    }

    private boolean fills(MissingList.Taken taken) {
        said.filled = upToMost(taken.numbers());
        said.fills = taken.places();
        forgetOldest();
        return taken.something();
    }

    private void forgetOldest() {
        BigInteger highest = missing.forgetBeyond(larger.gapMemory());
        if (highest != null) {
            forgotten = forgotten == null ? highest : forgotten.max(highest);
        }
    }

    /** A count has a long. */
    private static BigInteger upToMost(BigInteger count) {
        return count.min(BigInteger.valueOf(Long.MAX_VALUE));
    }

    private GapSeverity severity(BigInteger size) {
        if (size.compareTo(BigInteger.valueOf(rule.haltThreshold())) >= 0) {
            return GapSeverity.HALT;
        }
        if (size.compareTo(BigInteger.valueOf(rule.alertThreshold())) >= 0) {
            return GapSeverity.ALERT;
        }
        return size.compareTo(BigInteger.valueOf(rule.logThreshold())) >= 0
                ? GapSeverity.LOG
                : GapSeverity.MINOR;
    }

    private boolean isChained() {
        return scheme.equals("chained");
    }

    /** The number that would be the next one; null where no one number would. */
    private BigInteger expected() {
        if (!scheme.equals("contiguous")) {
            return null;
        }
        BigInteger next = line.number(last.add(ONE));
        return next.bitLength() < Long.SIZE ? next : null;
    }

    /** Where the first number of a message lies; in a chain, where its id does. */
    private BigInteger positionOf(LargerMessage m) {
        return isChained() ? line.near(last, m.last()) : line.firstOf(last, m.first(), m.last());
    }
}
