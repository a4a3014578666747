package com.k2.sequence.operator.buffer;

import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceCursor;
import java.util.Objects;

/**
 * A key that is warm, and what is under way for it: {@link WarmKeys} sees to it that keyed state
 * learns of its changes, {@link UpdateBuffer} that the store does. Used by one thread.
 *
 * <p>What {@link TrackedSequence} holds of it is in plain fields, here and in the cursor: each
 * message changes them, and among many keys every object on the way to them would be a miss of the
 * processor's caches.
 */
public final class WarmKey extends SequenceCursor {

    /** The store has yet to be sent the newest message. */
    private static final byte UNSENT = 1;

    /** An update is on its way to the store. */
    private static final byte IN_FLIGHT = 2;

    /** Keyed state has a mark that the store may lack the newest message. */
    private static final byte MARKED = 4;

    /** In place of a source before the first message is judged here. */
    public static final short NO_SOURCE = -1;

    /** In place of an offset where there is none. */
    private static final long NO_OFFSET = -1;

    private final InstrumentKey instrument;

    // Of the instrument; what these can't tell apart the instrument itself does.
    private final String exchange;
    private final long symbolHead;
    private final long symbolTail;
    private final int hash;

    private final SequenceBase base;

    /** Of the base, or {@link #NO_OFFSET}; few messages are at or before it. */
    private final long baseOffset;

    /** Of the newest message; null before the first one. */
    private SourcePartition source;

    /** Which of the job's sources the last message judged here was of, or {@link #NO_SOURCE}. */
    private short feed = NO_SOURCE;

    private long offset;

    /** Of the newest message in its record; a key takes no more room for it. */
    private int index = SourcePosition.NO_INDEX;

    private long moves;
    private long control;

    /** Whether keyed state has yet to learn of a change. */
    private boolean changed;

    /** Whether a message was taken in since {@link #mayGo} was asked. */
    private boolean used;

    /**
     * What the store knows of it: of the bits below. In one byte, which costs a key no more room.
     */
    private byte toStore;

    /** When it became {@link #UNSENT}. */
    private long unsentSince;

    WarmKey(InstrumentKey instrument, TrackedSequence tracked) {
        this.instrument = instrument;
        this.exchange = instrument.exchange();
        this.symbolHead = SymbolWords.head(instrument.symbol());
        this.symbolTail = SymbolWords.tail(instrument.symbol());
        this.hash = hash(SeededHash.of(0, exchange), instrument.symbol(), symbolHead, symbolTail);
        this.base = tracked.base();
        this.baseOffset = base == null ? NO_OFFSET : base.position().offset();
        setTracked(tracked);
    }

    InstrumentKey instrument() {
        return instrument;
    }

    /**
     * Whether it is the key of an instrument.
     *
     * @param head of its symbol, by {@link SymbolWords}
     * @param tail of its symbol
     */
    boolean isOf(InstrumentKey other, long head, long tail) {
        if (symbolHead != head || symbolTail != tail) {
            return false;
        }
        // Messages have one string an exchange, from InstrumentCodec; what has another is compared.
        return tail != SymbolWords.NOT_SHORT && exchange == other.exchange()
                || instrument.equals(other);
    }

    /** A hash of the whole instrument that nobody can foresee; see {@link SeededHash}. */
    int hash() {
        return hash;
    }

    /**
     * That of the key of an instrument.
     *
     * @param exchangeHash the seeded hash of its exchange
     * @param head of its symbol, as {@link #isOf} takes it
     * @param tail of its symbol
     */
    static int hash(long exchangeHash, String symbol, long head, long tail) {
        long hash =
                tail == SymbolWords.NOT_SHORT
                        ? SeededHash.of(exchangeHash, symbol)
                        : SeededHash.mix(SeededHash.mix(exchangeHash, head), tail);
        return Long.hashCode(hash);
    }

    /** All that keyed state holds of it. */
    public TrackedSequence tracked() {
        return new TrackedSequence(state(), base, newest(), moves, control);
    }

    /** Whether the last message judged here was of this one of the job's sources. */
    public boolean isOfSource(int other) {
        return feed == (short) other;
    }

    /**
     * A message of another of the job's sources is judged.
     *
     * @return the source before, or {@link #NO_SOURCE}
     */
    public int takeSource(int now) {
        int before = feed;
        feed = (short) now;
        return before;
    }

    /** Whether nothing but messages that were tracked before, and no command, has come. */
    private boolean isCatchingUp() {
        return base != null
                && (source == null || control == 0 && newest().isAtOrBefore(base.position()));
    }

    /** Where the message stands that the state is after; null where that is not known. */
    public SourcePosition place() {
        return isCatchingUp() && Objects.equals(state(), base.state()) ? base.position() : newest();
    }

    /** Where the newest message stands; null before the first one of this lineage. */
    SourcePosition newest() {
        return source == null ? null : SourcePosition.of(source, offset, index);
    }

    /**
     * Whether the lineage before this one tracked the message at this position already. A command
     * takes effect where the job is: what comes after that place is judged from it.
     */
    public boolean wasTrackedBefore(SourcePosition position) {
        return position.offset() <= baseOffset
                && position.isAtOrBefore(base.position())
                && (control == 0 || source == null || position.isAtOrBefore(newest()));
    }

    /**
     * For {@link WarmKeys} alone: a message came that was tracked before.
     *
     * @return whether it is the newest one then: all before it were tracked before too, and there
     *     was no command
     */
    boolean passTo(SourcePosition position) {
        if (control != 0 || !isCatchingUp()) {
            return false;
        }
        used = true;
        moveTo(position);
        return true;
    }

    /**
     * Whether retention removed unread messages between the last message that was tracked and the
     * one at this position.
     */
    public boolean isCutOffFrom(SourcePosition position) {
        long lostBefore = position.source().lostBefore();
        if (lostBefore == 0) {
            return false;
        }
        SourcePosition last = lastTracked();
        return last != null
                && last.offset() < lostBefore
                && last.source().isSameAs(position.source());
    }

    /** By this lineage or, where that has come no further, by the one before it. */
    private SourcePosition lastTracked() {
        if (base == null || control != 0) {
            return newest();
        }
        return source == null || newest().isAtOrBefore(base.position())
                ? base.position()
                : newest();
    }

    /**
     * For {@link WarmKeys} alone, which keeps keyed state in step.
     *
     * @param now of the same base
     */
    void setTracked(TrackedSequence now) {
        setState(now.state());
        source = now.newest() == null ? null : now.newest().source();
        offset = now.newest() == null ? NO_OFFSET : now.newest().offset();
        index = now.newest() == null ? SourcePosition.NO_INDEX : now.newest().index();
        moves = now.moves();
        control = now.control();
    }

    /** For {@link WarmKeys} alone: the message at this position was judged. */
    void advance(SourcePosition position) {
        if (source != null && !source.isSameAs(position.source())) {
            moves++;
        }
        used = true;
        moveTo(position);
    }

    /**
     * For {@link WarmKeys} alone: the newest message stands there. A topic's id that is known stays
     * so.
     */
    void moveTo(SourcePosition position) {
        offset = position.offset();
        index = position.index();
        SourcePartition now = position.source();
        if (now != source && !isSameButWithoutTopicId(now)) {
            source = now;
        }
    }

    private boolean isSameButWithoutTopicId(SourcePartition other) {
        return source != null && other.topicId() == null && source.isSameAs(other);
    }

    /** For {@link WarmKeys} alone: keyed state has yet to learn of a change. */
    void setChanged() {
        changed = true;
    }

    /** Whether that is so. */
    boolean isChanged() {
        return changed;
    }

    /** For {@link WarmKeys} alone: whether that is so, and from now on it is not. */
    boolean takeChanged() {
        if (!changed) {
            return false; // and is not written to
        }
        changed = false;
        return true;
    }

    /**
     * For {@link WarmKeys} alone: whether it may make room for another key, having had no message
     * since this was asked before.
     */
    boolean mayGo() {
        return wasNotUsed() && (toStore & (UNSENT | IN_FLIGHT)) == 0;
    }

    /** For {@link WarmKeys} alone: as {@link #mayGo}, where a key that is unsent may go too. */
    boolean mayGoUnsent() {
        return wasNotUsed() && !isInFlight();
    }

    private boolean wasNotUsed() {
        boolean wasUsed = used;
        used = false;
        return !wasUsed;
    }

    boolean isUnsent() {
        return (toStore & UNSENT) != 0;
    }

    /** Whether an update is on its way; the key may be unsent again all the same. */
    boolean isInFlight() {
        return (toStore & IN_FLIGHT) != 0;
    }

    /** Whether keyed state has a mark that the store may lack the newest message. */
    boolean isMarked() {
        return (toStore & MARKED) != 0;
    }

    /** For {@link UnsentUpdates} alone, which keeps keyed state in step. */
    void setMarked(boolean marked) {
        toStore = (byte) (marked ? toStore | MARKED : toStore & ~MARKED);
    }

    /** In the clock of whoever called {@link #beginUnsent}; of no meaning while nothing is. */
    long unsentSince() {
        return unsentSince;
    }

    /** The newest message has yet to be sent to the store; all before it were. */
    void beginUnsent(long now) {
        toStore |= UNSENT;
        unsentSince = now;
    }

    /** Another object, or nobody, sends the update. */
    void endUnsent() {
        toStore &= ~UNSENT;
    }

    /**
     * The update with everything that the store lacks, which is in flight from now on; what follows
     * is unsent again.
     */
    SequenceUpdate takeUpdate() {
        endUnsent();
        toStore |= IN_FLIGHT;
        return toUpdate();
    }

    /** The store has answered the update that was taken. */
    void endInFlight() {
        toStore &= ~IN_FLIGHT;
    }

    SequenceUpdate toUpdate() {
        return new SequenceUpdate(instrument, state(), place(), base, moves, control);
    }
}
