package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.kafka.ControlTopicWriter;
import com.k2.sequence.message.CommandRecord;
import com.k2.sequence.redis.rows.FoundRow;
import com.k2.sequence.redis.rows.KeyReceipt;
import com.k2.sequence.redis.rows.RedisChanges;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.UUID;

/** Changes what is known of one key: through the job, or with none running in Redis itself. */
final class KeyChange {

    private final ConnectedCommand command;
    private final ChangeOptions how;

    KeyChange(ConnectedCommand command, ChangeOptions how) {
        this.command = command;
        this.how = how;
    }

    /**
     * Makes the change, and waits until it is made.
     *
     * @param last the new last number; null: the key is to be forgotten
     */
    KeyOutcome make(InstrumentKey key, Long last) {
        SharedOptions options = command.options();
        if (!how.isDirect()) {
            ConfirmedCommands.requireControlTopic(options, command.spec());
        }
        try (RedisRows rows = RedisRows.open(options.redis())) {
            return how.isDirect()
                    ? directly(new RedisChanges(rows), key, last)
                    : throughJob(options, rows, key, last);
        }
    }

    private KeyOutcome throughJob(
            SharedOptions options, RedisRows rows, InstrumentKey key, Long last) {
        // Redis holds the answer: an error that keeps it from being read is reported before
        // anything is sent.
        rows.find(key);
        CommandRecord record = new CommandRecord(UUID.randomUUID(), key, last);
        String position;
        try (ControlTopicWriter topic = options.openControlTopic()) {
            position = topic.send(record);
        }
        if (command.terminal().shows()) {
            command.note(
                    "Sent ("
                            + position
                            + "); the job applies it at its next checkpoint. Waiting for at most "
                            + Text.age(how.timeout())
                            + " ...");
        }
        KeyReceipt acknowledged =
                new ConfirmedCommands(rows.acknowledgements(), options, how.timeout())
                        .await(record.id(), position);
        return KeyOutcome.ofJob(record, acknowledged);
    }

    private KeyOutcome directly(RedisChanges changes, InstrumentKey key, Long last) {
        FoundRow before = last == null ? changes.clear(key) : changes.set(key, last);
        if (before != null || last != null) {
            command.note(
                    "Redis was changed directly: a job that runs, or that is started from a"
                            + " savepoint or checkpoint, does not know and overwrites it.");
        }
        return KeyOutcome.ofRedis(key, last, before);
    }
}
