package com.k2.sequence.testing;

import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.DecodedBatch;
import com.k2.sequence.message.UnsequencedMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of each message of a record that holds several. */
public final class BatchElements {

    private BatchElements() {}

    /** In the order in which they lie in the record, those included that are nothing to track. */
    public static List<Decoded> of(DecodedBatch batch) {
        Map<Integer, Decoded> elements = new TreeMap<>();
        batch.messages().forEach(message -> elements.put(message.index(), message));
        if (batch.unreadable() != null) {
            addUnreadable(batch.unreadable(), elements);
        }
        int count = elements.size() + batch.unsequenced();
        for (int i = 0; i < count; i++) {
            elements.putIfAbsent(i, new UnsequencedMessage(batch.record()));
        }
        return List.copyOf(elements.values());
    }

    private static void addUnreadable(DeadLetter unreadable, Map<Integer, Decoded> elements) {
        for (String range : unreadable.indexes().split(" ")) {
            String[] ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
                elements.put(i, unreadable);
            }
        }
    }
}
