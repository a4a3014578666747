package com.k2.sequence.flow;

import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Keeps what each partition lost to retention across failures, so that a message which is read
 * again shows the same loss as it did the first time, however long after the loss it stands.
 *
 * <p>Every subtask restores all marks, since a partition may go to any of them. It snapshots those
 * of the partitions it has read; the first subtask also those that no subtask has read yet. Used by
 * the task's thread.
 */
final class RetentionMarks {

    /** Topic, its id (empty where it is not known), partition, offset. */
    private static final ListStateDescriptor<Tuple4<String, String, Integer, Long>> STATE =
            new ListStateDescriptor<>(
                    "retention-losses",
                    Types.TUPLE(Types.STRING, Types.STRING, Types.INT, Types.LONG));

    /**
     * Of a bounded source, whose subtasks end one after another: Flink declines each checkpoint
     * between the first end and the last where a task has state that all subtasks restore. Marks
     * stay with their subtask then, as its partitions do at the same parallelism.
     */
    private static final ListStateDescriptor<Tuple4<String, String, Integer, Long>> STATE_OF_ONE =
            new ListStateDescriptor<>(
                    "retention-losses-of-subtask",
                    Types.TUPLE(Types.STRING, Types.STRING, Types.INT, Types.LONG));

    private final boolean keepsUnread;
    private final ListState<Tuple4<String, String, Integer, Long>> state;

    /** By the partition without its mark. */
    private final Map<SourcePartition, Long> marks = new HashMap<>();

    private final Set<SourcePartition> read = new HashSet<>();

    /** Of the record before: most come many in a row from one partition. */
    private SourcePartition last;

    private SourcePartition lastMarked;

    /**
     * @param isFirst whether this is the first subtask, which snapshots the marks of partitions
     *     that no subtask has read yet
     * @param bounded whether the source ends
     */
    RetentionMarks(FunctionInitializationContext context, boolean isFirst, boolean bounded)
            throws Exception {
        this.keepsUnread = isFirst || bounded;
        OperatorStateStore states = context.getOperatorStateStore();
        this.state = bounded ? states.getListState(STATE_OF_ONE) : states.getUnionListState(STATE);
        for (Tuple4<String, String, Integer, Long> mark : state.get()) {
            marks.merge(
                    new SourcePartition(mark.f0, mark.f1.isEmpty() ? null : mark.f1, mark.f2),
                    mark.f3,
                    Math::max);
        }
    }

    void snapshot() throws Exception {
        List<Tuple4<String, String, Integer, Long>> kept = new ArrayList<>();
        marks.forEach(
                (partition, lostBefore) -> {
                    if (keepsUnread || read.contains(partition)) {
                        kept.add(
                                Tuple4.of(
                                        partition.topic(),
                                        partition.topicId() == null ? "" : partition.topicId(),
                                        partition.partition(),
                                        lostBefore));
                    }
                });
        state.update(kept);
    }

    /** The record, its partition marked with the newest loss that lies before it. */
    SourceRecord marked(SourceRecord record) {
        SourcePosition position = record.position();
        if (position.source() != last) {
            last = position.source();
            lastMarked = newestMark(last);
        }
        if (lastMarked == last) {
            return record;
        }
        if (position.offset() < lastMarked.lostBefore()) {
            // Offsets that begin again: what was lost belonged to a topic that is no more.
            marks.remove(last.withLossBefore(0));
            lastMarked = last;
            return record;
        }
        return new SourceRecord(
                new SourcePosition(lastMarked, position.offset()),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    private SourcePartition newestMark(SourcePartition source) {
        if (marks.isEmpty() && source.lostBefore() == 0) {
            return source;
        }
        SourcePartition partition = source.withLossBefore(0);
        long known = marks.getOrDefault(partition, 0L);
        long lostBefore = Math.max(known, source.lostBefore());
        if (lostBefore == 0) {
            return source;
        }
        marks.put(partition, lostBefore);
        read.add(partition);
        return source.withLossBefore(lostBefore);
    }
}
