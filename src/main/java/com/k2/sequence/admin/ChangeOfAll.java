package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.kafka.ControlTopicWriter;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.CommandRecord;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.redis.rows.RowPattern;
import com.k2.sequence.redis.rows.SharedReceipt;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.UUID;

/** Has the job do something to all keys of a pattern, and waits until all its tasks have. */
record ChangeOfAll(
        ConnectedCommand command, SharedOptions options, RedisRows rows, Duration timeout) {

    SharedReceipt make(Command.Kind kind, RowPattern pattern) {
        CommandRecord record =
                new CommandRecord(
                        UUID.randomUUID(),
                        kind,
                        new InstrumentKey(pattern.exchange(), pattern.symbol()),
                        null);
        // Redis holds the answer: an error that keeps it from being read is reported before
        // anything is sent.
        rows.acknowledgements().findShared(record.id().toString());
        String position;
        try (ControlTopicWriter topic = options.openControlTopic()) {
            position = topic.send(record);
        }
        if (command.terminal().shows()) {
            command.note(
                    "Sent ("
                            + position
                            + "); the job applies it at its next checkpoint. Waiting for at most "
                            + Text.age(timeout)
                            + " ...");
        }
        return new ConfirmedCommands(rows.acknowledgements(), options, timeout)
                .awaitShared(record.id(), position);
    }
}
