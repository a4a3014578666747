package com.k2.sequence.redis.layout;

import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows as the guard writes them, without a server. */
public final class RowTexts {

    static final int WRITER = RedisLayout.FIELDS.indexOf("writer");

    private static final InstrumentKey ANY = new InstrumentKey("asx", "BHP");

    private RowTexts() {}

    /** The texts of {@link RedisLayout#ALL_FIELDS}, each null where the field is missing. */
    static List<String> of(SequenceUpdate update, long lineage, long submission) {
        List<String> values = RedisLayout.values(update, lineage);
        List<String> row =
                new ArrayList<>(Collections.nCopies(RedisLayout.ALL_FIELDS.size(), null));
        for (int i = 0; i < WRITER; i++) {
            row.set(i, values.get(i));
        }
        for (int i = WRITER; i < values.size(); i += 2) {
            row.set(WRITER + Integer.parseInt(values.get(i)), values.get(i + 1));
        }
        row.set(
                WRITER,
                (values.size() == WRITER
                                ? RowWriter.ofPlainRow(submission)
                                : RowWriter.of(submission))
                        .text());
        return row;
    }

    static List<byte[]> bytes(List<String> texts) {
        List<byte[]> bytes = new ArrayList<>();
        for (String text : texts) {
            bytes.add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }

    /** What is read of a row after it was written as text. */
    public static StoredSequence readBack(StoredSequence row) {
        SequenceUpdate update =
                new SequenceUpdate(
                        ANY, row.state(), row.position(), row.base(), row.moves(), row.control());
        try {
            return RedisLayout.row(bytes(of(update, row.lineage(), row.submission())));
        } catch (UnreadableRowException e) {
            throw new AssertionError(e);
        }
    }
}
