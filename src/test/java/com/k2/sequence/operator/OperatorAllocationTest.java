package com.k2.sequence.operator;

import static com.k2.sequence.operator.engine.TestInputs.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.testing.AllocatedBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a message of a warm key has not come to allocate more. */
class OperatorAllocationTest {

    private static final int SYMBOLS = 100;
    private static final int MESSAGES = 100_000;

    private OperatorHarness operator;

    @BeforeEach
    void open() throws Exception {
        operator = OperatorHarness.on(new HashMap<>()).discardingOutput().open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aMessageOfAWarmKeyAllocatesFewBytes() throws Exception {
        operator.answerAtOnce();
        for (SequencedMessage message : messages(0, SYMBOLS)) {
            operator.process(message);
            operator.runMails();
        }
        operator.store().answerByHand();
        List<SequencedMessage> messages = messages(SYMBOLS, MESSAGES);

        long bytes = AllocatedBytes.of(() -> processAll(messages));

        // The record, its verdict and what Flink wraps it in: the key is judged in place.
        assertThat(bytes / messages.size()).isLessThan(128);
    }

    private void processAll(List<SequencedMessage> messages) throws Exception {
        for (SequencedMessage message : messages) {
            operator.process(message);
        }
    }

    /** In turn of each symbol, each with the number after its last. */
    private static List<SequencedMessage> messages(int from, int to) {
        List<SequencedMessage> messages = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            messages.add(message("S" + i % SYMBOLS, i / SYMBOLS, i));
        }
        return messages;
    }
}
