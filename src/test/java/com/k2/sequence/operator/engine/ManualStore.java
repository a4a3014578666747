package com.k2.sequence.operator.engine;

import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A store that answers when the test says so. Its rows belong to the test and outlive it, as a
 * server's do, and are guarded as the design has it.
 */
public final class ManualStore implements SequenceStore {

    public record Lookup(
            List<InstrumentKey> keys,
            CompletableFuture<Map<InstrumentKey, StoredSequence>> answer) {}

    public record Acknowledging(List<CommandReceipt> done, CompletableFuture<Void> answer) {}

    public record Update(List<SequenceUpdate> batch, CompletableFuture<Integer> answer) {}

    private final Map<InstrumentKey, StoredSequence> rows;
    private final long lineage;
    private final long submission;
    private final StoreListener listener;
    public final Deque<Lookup> lookups = new ArrayDeque<>();
    public final Deque<Update> updates = new ArrayDeque<>();
    public final Deque<Acknowledging> acknowledging = new ArrayDeque<>();

    /** What was acknowledged here, by id. */
    public final Map<String, CommandReceipt> acknowledged;

    private final Map<Lookup, Map<InstrumentKey, StoredSequence>> read = new IdentityHashMap<>();

    private boolean answersAtOnce;
    private boolean answersLookupsAtOnce;
    private boolean answersUpdatesAtOnce;
    public boolean closed;

    public ManualStore(
            Map<InstrumentKey, StoredSequence> rows,
            Map<String, CommandReceipt> acknowledged,
            long lineage,
            long submission,
            StoreListener listener) {
        this.rows = rows;
        this.acknowledged = acknowledged;
        this.lineage = lineage;
        this.submission = submission;
        this.listener = listener;
    }

    @Override
    public CompletableFuture<Map<InstrumentKey, StoredSequence>> lookUp(
            Collection<InstrumentKey> keys) {
        Lookup lookup = new Lookup(List.copyOf(keys), new CompletableFuture<>());
        lookups.add(lookup);
        answerIfAtOnce();
        return lookup.answer;
    }

    @Override
    public CompletableFuture<Integer> update(List<SequenceUpdate> batch) {
        Update update = new Update(List.copyOf(batch), new CompletableFuture<>());
        updates.add(update);
        answerIfAtOnce();
        return update.answer;
    }

    @Override
    public CompletableFuture<Void> acknowledge(List<CommandReceipt> done) {
        Acknowledging call = new Acknowledging(List.copyOf(done), new CompletableFuture<>());
        acknowledging.add(call);
        answerIfAtOnce();
        return call.answer;
    }

    /** From now on every call is answered before it returns; those that wait are answered now. */
    public void answerAtOnce() {
        answersAtOnce = true;
        answerIfAtOnce();
    }

    /** The same for lookups alone. */
    public void answerLookupsAtOnce() {
        answersLookupsAtOnce = true;
        answerIfAtOnce();
    }

    /** The same for updates alone. */
    public void answerUpdatesAtOnce() {
        answersUpdatesAtOnce = true;
        answerIfAtOnce();
    }

    /** From now on a call waits until the test answers it. */
    public void answerByHand() {
        answersAtOnce = false;
        answersLookupsAtOnce = false;
        answersUpdatesAtOnce = false;
    }

    /** Reads what the first lookup asks for; its answer arrives later, with what was read now. */
    void readLookup() {
        Lookup lookup = lookups.peek();
        if (lookup != null) {
            read.computeIfAbsent(lookup, this::found);
        }
    }

    /** Carries out the first update; its answer is lost, and it will be sent again. */
    void loseAnswerOfUpdate() {
        Update update = updates.peek();
        if (update != null) {
            update.batch.forEach(this::write);
        }
    }

    public void answerLookup() {
        Lookup lookup = lookups.remove();
        Map<InstrumentKey, StoredSequence> found = read.remove(lookup);
        lookup.answer.complete(found == null ? found(lookup) : found);
    }

    private Map<InstrumentKey, StoredSequence> found(Lookup lookup) {
        Map<InstrumentKey, StoredSequence> found = new HashMap<>();
        for (InstrumentKey key : lookup.keys) {
            if (rows.containsKey(key)) {
                found.put(key, rows.get(key));
            }
        }
        return found;
    }

    public void answerUpdate() {
        Update update = updates.remove();
        int ignored = 0;
        for (SequenceUpdate entry : update.batch) {
            ignored += write(entry) ? 0 : 1;
        }
        update.answer.complete(ignored);
    }

    public void answerAcknowledging() {
        Acknowledging call = acknowledging.remove();
        call.done.forEach(done -> acknowledged.put(name(done), done));
        call.answer.complete(null);
    }

    /** The id, and behind it, of a command for all keys, the task: {@code id 1/2}. */
    private static String name(CommandReceipt done) {
        CommandReceipt.Share share = done.share();
        return share == null
                ? done.id()
                : done.id() + ' ' + (share.task() + 1) + '/' + share.tasks();
    }

    /** Whether the guard let it through. */
    private boolean write(SequenceUpdate update) {
        StoredSequence row = rows.get(update.key());
        if (row != null && isBehind(update, row)) {
            return false;
        }
        boolean sameLineage = row != null && row.lineage() == lineage;
        rows.put(
                update.key(),
                new StoredSequence(
                        update.state(),
                        update.position(),
                        lineage,
                        sameLineage ? row.base() : update.base(),
                        update.moves(),
                        update.control(),
                        submission));
        return true;
    }

    /** A later submission gives way to what comes again, an earlier one to all but its future. */
    private boolean isBehind(SequenceUpdate update, StoredSequence row) {
        boolean behind = isBehindInLineage(update, row);
        if (submission == row.submission()) {
            return behind;
        }
        boolean isThere = update.position().source().isSameAs(row.position().source());
        boolean isAhead = !update.position().isAtOrBefore(row.position());
        return submission > row.submission()
                ? behind && isThere && !isAhead
                : behind || !isThere || !isAhead;
    }

    private boolean isBehindInLineage(SequenceUpdate update, StoredSequence row) {
        if (lineage > row.lineage()) {
            return false;
        }
        if (lineage == row.lineage() && update.control() != row.control()) {
            return update.control() < row.control();
        }
        SourcePartition from = update.position().source();
        SourcePartition rowFrom = row.position().source();
        if (from.equals(rowFrom)) {
            return update.position().isAtOrBefore(row.position());
        }
        if (lineage == row.lineage() && update.moves() != row.moves()) {
            return update.moves() < row.moves();
        }
        return from.isSameAs(rowFrom)
                ? update.position().isAtOrBefore(row.position())
                : lineage != row.lineage();
    }

    public void beginOutage() {
        listener.outageBegan(
                new StoreException("the test made it unavailable", OutageReason.UNREACHABLE, null));
    }

    public void endOutage() {
        listener.outageEnded();
    }

    private void answerIfAtOnce() {
        while ((answersAtOnce || answersLookupsAtOnce) && !lookups.isEmpty()) {
            answerLookup();
        }
        while ((answersAtOnce || answersUpdatesAtOnce) && !updates.isEmpty()) {
            answerUpdate();
        }
        while (answersAtOnce && !acknowledging.isEmpty()) {
            answerAcknowledging();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
