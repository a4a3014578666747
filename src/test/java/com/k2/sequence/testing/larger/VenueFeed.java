package com.k2.sequence.testing.larger;

import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberCycle;
import com.k2.sequence.tracking.rule.ResetSchedule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A venue that numbers its messages, and a line that loses, repeats and delays them. What it does
 * is a list of small steps, so that a failing feed can be made shorter step by step. The feed never
 * delivers what a decoder would refuse.
 */
public final class VenueFeed {

    /** What the venue or the line does. */
    public enum Step {
        SEND,
        SEND_RANGE,
        LOSE,
        DELIVER_LOST,
        REPEAT,
        OVERLAP,
        NEARBY,
        BOUNDARY,
        ANYWHERE,
        HEARTBEAT,
        WRONG_HEARTBEAT,
        EMPTY_HEARTBEAT,
        RESET_MARK,
        RESET_MARK_WITH_NEXT,
        SKIP_MARK,
        SKIP_MARK_WITH_NEXT,
        SNAPSHOT,
        NEW_EPOCH,
        STRAGGLER,
        RESTART,
        WAIT
    }

    /**
     * One step.
     *
     * @param n from 0 to 9, how much or which one
     * @param again whether what is sent is marked as sent again
     */
    public record Do(Step step, int n, boolean again) {}

    /** How far the clock of log and venue goes on, by n. */
    private static final long[] SECONDS = {1, 1, 0, -3, 60, 280, 301, 1800, 3700, 86_400};

    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final boolean chained;
    private final LargerRule larger;
    private final long lowest;
    private final List<LargerMessage> delivered = new ArrayList<>();
    private final List<LargerMessage> lost = new ArrayList<>();
    private final List<LargerMessage> earlier = new ArrayList<>();
    private BigInteger next;
    private long previous;
    private int epochs;
    private boolean namesEpochs;
    private long second;
    private int offset;

    /**
     * @param scheme contiguous, chained, increasing or none
     * @param begin the number that the venue begins with
     * @param time when, in seconds since 1970
     */
    public VenueFeed(String scheme, LargerRule larger, long begin, long time, boolean namesEpochs) {
        this.chained = scheme.equals("chained");
        this.larger = larger;
        this.lowest = larger.cycle() == null ? 0 : larger.cycle().wrapsTo();
        this.next = BigInteger.valueOf(begin).max(BigInteger.valueOf(lowest));
        this.previous = -1;
        this.second = time;
        this.namesEpochs = namesEpochs;
    }

    /** What is delivered after all these steps. */
    public List<LargerMessage> deliver(List<Do> steps) {
        steps.forEach(this::take);
        return delivered;
    }

    private void take(Do step) {
        int n = step.n;
        switch (step.step) {
            case SEND -> deliver(send(1), step);
            case SEND_RANGE -> deliver(send(1 + n), step);
            case LOSE -> {
                for (int i = 0; i <= n / 3; i++) {
                    lost.add(send(1 + n % 3));
                }
            }
            case DELIVER_LOST -> {
                if (!lost.isEmpty()) {
                    deliver(lost.remove(n % lost.size()), step);
                }
            }
            case REPEAT -> {
                if (!delivered.isEmpty()) {
                    deliver(delivered.get(Math.max(delivered.size() - 1 - n, 0)), step);
                }
            }
            case OVERLAP -> {
                BigInteger from = next.subtract(BigInteger.valueOf(n));
                LargerMessage sent = send(1 + n % 3);
                if (chained) {
                    deliver(sent.after(sent.previous() - n), step);
                } else {
                    deliver(range(number(from), sent.last()), step);
                }
            }
            case NEARBY -> {
                long number = number(next.add(BigInteger.valueOf(n - 5)));
                deliver(any(number, step), step);
            }
            case BOUNDARY -> deliver(any(boundary(n), step), step);
            case ANYWHERE ->
                    deliver(
                            any(
                                    number(
                                            next.multiply(BigInteger.valueOf(n))
                                                    .divide(BigInteger.valueOf(5))),
                                    step),
                            step);
            case HEARTBEAT -> heartbeat(next, step);
            case WRONG_HEARTBEAT -> heartbeat(BigInteger.valueOf(boundary(n)), step);
            case EMPTY_HEARTBEAT -> deliver(LargerMessage.unnumbered(MessageKind.HEARTBEAT), step);
            case RESET_MARK -> {
                next = BigInteger.valueOf(boundary(n));
                deliver(send(1).as(MessageKind.RESET_MARK), step);
            }
            case RESET_MARK_WITH_NEXT -> {
                LargerMessage mark =
                        n % 2 == 0
                                ? LargerMessage.unnumbered(MessageKind.RESET_MARK)
                                : send(1).as(MessageKind.RESET_MARK);
                next = BigInteger.valueOf(boundary(n));
                previous = next.longValue() - 1;
                deliver(mark.next(next.longValue()), step);
            }
            case SKIP_MARK -> {
                if (!chained) {
                    deliver(send(1).as(MessageKind.SKIP_MARK), step);
                }
            }
            case SKIP_MARK_WITH_NEXT -> skip(step);
            case SNAPSHOT -> {
                LargerMessage data =
                        n % 3 == 0 ? any(boundary(n), step) : n % 3 == 1 ? send(1) : repeated();
                deliver(data.as(MessageKind.SNAPSHOT), step);
            }
            case NEW_EPOCH -> {
                namesEpochs = true;
                epochs += n % 3 == 0 ? -1 : 1;
                if (n > 4) {
                    next = BigInteger.valueOf(boundary(n));
                }
                deliver(send(1), step);
            }
            case STRAGGLER -> {
                if (!earlier.isEmpty()) {
                    LargerMessage message = earlier.get(Math.max(earlier.size() - 1 - 2 * n, 0));
                    offset++;
                    delivered.add(message.at(message.timestamp(), nanos(second), place()));
                }
            }
            case RESTART -> {
                next = BigInteger.valueOf(boundary(n));
                deliver(send(1), step);
            }
            case WAIT -> second += SECONDS[n];
        }
    }

    private void skip(Do step) {
        if (chained) {
            return;
        }
        int n = step.n;
        BigInteger from = n % 2 == 0 || lost.isEmpty() ? next : null;
        if (from == null) {
            // A mark in place of a message that was lost.
            LargerMessage late = lost.remove(n % lost.size());
            long after = number(positive(BigInteger.valueOf(late.last()).add(BigInteger.ONE)));
            if (larger.cycle() != null || after > late.last()) {
                deliver(late.as(MessageKind.SKIP_MARK).next(after), step);
            }
            return;
        }
        long own = number(next);
        LargerMessage sent = send(1 + n);
        long after = number(positive(BigInteger.valueOf(sent.last()).add(BigInteger.ONE)));
        if (larger.cycle() == null && after <= sent.last() || own == after) {
            return;
        }
        deliver(
                n % 4 == 0
                        ? LargerMessage.mark(MessageKind.SKIP_MARK, after)
                        : LargerMessage.of(own).as(MessageKind.SKIP_MARK).next(after),
                step);
    }

    private BigInteger positive(BigInteger position) {
        return position.min(MAX);
    }

    private void heartbeat(BigInteger number, Do step) {
        BigInteger shown =
                switch (larger.heartbeat()) {
                    case NEXT, NONE -> number;
                    case LAST -> number.subtract(BigInteger.ONE);
                    case TAKES -> {
                        next = next.add(BigInteger.ONE);
                        yield number;
                    }
                };
        long one = number(shown);
        LargerMessage beat = LargerMessage.of(one).as(MessageKind.HEARTBEAT);
        deliver(chained ? beat.after(previous) : beat, step);
    }

    private LargerMessage repeated() {
        for (int i = delivered.size() - 1; i >= 0; i--) {
            LargerMessage message = delivered.get(i);
            if (message.kind() == MessageKind.DATA) {
                return message;
            }
        }
        return send(1);
    }

    /** A message that the venue numbers next. */
    private LargerMessage send(int count) {
        if (chained) {
            long id = number(next.add(BigInteger.valueOf(count - 1)));
            LargerMessage message = LargerMessage.chained(previous, id);
            previous = id;
            next = next.add(BigInteger.valueOf(count));
            return message;
        }
        long first = number(next);
        long last = number(next.add(BigInteger.valueOf(count - 1)));
        next = next.add(BigInteger.valueOf(count));
        return range(first, last);
    }

    /** A message as the decoder lets it pass: a range that is too long is its last number. */
    private LargerMessage range(long first, long last) {
        NumberCycle cycle = larger.cycle();
        if (cycle == null) {
            return LargerMessage.of(Math.min(first, last), last);
        }
        long length = cycle.modulus() - cycle.wrapsTo();
        long count = Math.floorMod(last - first, length) + 1;
        return count <= length / 2 ? LargerMessage.of(first, last) : LargerMessage.of(last);
    }

    private LargerMessage any(long number, Do step) {
        if (!chained) {
            return range(
                    number, number(BigInteger.valueOf(number).add(BigInteger.valueOf(step.n / 4))));
        }
        LargerMessage data = LargerMessage.of(number);
        return switch (step.n % 4) {
            case 0 -> data;
            case 1 -> data.after(number - 1);
            case 2 -> data.after(previous);
            default -> data.after(Math.max(number - 7, -1));
        };
    }

    private long number(BigInteger position) {
        NumberCycle cycle = larger.cycle();
        if (cycle == null) {
            return position.min(MAX).max(BigInteger.ZERO).longValue();
        }
        BigInteger length = BigInteger.valueOf(cycle.modulus() - cycle.wrapsTo());
        BigInteger wrapsTo = BigInteger.valueOf(cycle.wrapsTo());
        return position.subtract(wrapsTo).mod(length).add(wrapsTo).longValue();
    }

    private long boundary(int n) {
        NumberCycle cycle = larger.cycle();
        long most = cycle == null ? Long.MAX_VALUE : cycle.modulus() - 1;
        long number =
                switch (n) {
                    case 0 -> lowest;
                    case 1 -> lowest + 1;
                    case 2 -> most;
                    case 3 -> most - 1;
                    case 4 -> larger.resets().floor();
                    case 5 -> larger.firstNumber();
                    case 6 -> larger.resets().floor() + 1;
                    case 7 -> (most - lowest) / 2 + lowest;
                    case 8 -> larger.firstNumber() + 3;
                    default -> (most - lowest) / 2 + lowest + 1;
                };
        return Math.min(Math.max(number, lowest), most);
    }

    private void deliver(LargerMessage message, Do step) {
        LargerMessage sent = step.again ? message.sentAgain() : message;
        if (namesEpochs && step.n != 7) {
            sent = sent.in("e" + epochs);
        }
        offset++;
        boolean late = step.step == Step.REPEAT || step.step == Step.DELIVER_LOST;
        long time = nanos(second - (late && step.n % 2 == 0 ? 5 : 0)) + (late ? 0 : offset);
        LargerMessage complete = sent.at(time, nanos(second), place());
        delivered.add(complete);
        if (complete.epoch() != null) {
            earlier.add(complete);
        }
    }

    private String place() {
        return "t/0@" + offset;
    }

    private static long nanos(long second) {
        return second * 1_000_000_000L;
    }

    /** Shortly before a time of a schedule; any time where there is none. */
    public static long before(ResetSchedule schedule) {
        return schedule == null ? 1_772_000_000L : 1_773_007_200L - 900;
    }
}
