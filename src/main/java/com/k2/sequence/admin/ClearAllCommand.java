package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.kafka.ControlTopicException;
import com.k2.sequence.kafka.ControlTopicWriter;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.CommandRecord;
import com.k2.sequence.redis.rows.RedisChanges;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.redis.rows.RowPattern;
import com.k2.sequence.redis.rows.SharedReceipt;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoredSequence;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Forgets many keys. */
@CommandLine.Command(
        name = "clear-all",
        description = {
            "Makes the job forget all keys, or those of a pattern, after a question.",
            "",
            "Sends one command through the control topic, by which the job clears every key that it"
                    + " knows, be there a row of it or not. Rows of earlier jobs that it does not know are"
                    + " found by SCAN then, with a 'clear' for each; their acknowledgements stay in Redis"
                    + " for an hour (about 300 bytes each). Keys of other programs are left alone.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sequence-tracker clear-all --exchange asx --config tracker.yaml",
            "  sequence-tracker clear-all --direct --yes        # no job is running"
        })
final class ClearAllCommand extends ConnectedCommand {

    private static final int PROGRESS = 10_000;

    /** Version and variant of a random UUID, whose other low bits are free. */
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    @Option(
            names = "--exchange",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "Keys of these exchanges alone; patterns are those of 'list'.")
    private String exchange;

    @Option(
            names = "--symbol",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "Keys of these symbols alone.")
    private String symbol;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Mixin private ChangeOptions how = new ChangeOptions();

    @Override
    public Integer call() {
        if (!yes && !terminal().asks()) {
            throw new ParameterException(
                    spec().commandLine(), "it asks first, and nobody can answer here; add --yes");
        }
        SharedOptions options = options();
        if (!how.isDirect()) {
            ConfirmedCommands.requireControlTopic(options, spec());
        }
        RowPattern pattern = new RowPattern(exchange, symbol);
        try (RedisRows rows = RedisRows.open(options.redis())) {
            long known = count(rows, pattern);
            if (known == 0 && how.isDirect()) {
                throw new CommandFailure("there is nothing to clear: no such key is known");
            }
            if (!yes && !isConfirmed(known, options.redis())) {
                throw new CommandFailure("nothing was changed");
            }
            long cleared =
                    how.isDirect()
                            ? new RedisChanges(rows)
                                    .clearAll(pattern, done -> tell(done, "cleared"))
                            : throughJob(options, rows, pattern);
            out().println("Cleared " + Text.counted(cleared, "key") + '.');
        }
        return ExitCode.OK;
    }

    private static long count(RedisRows rows, RowPattern pattern) {
        long[] known = {0};
        rows.forEach(
                pattern,
                found -> {
                    if (found.key() != null) {
                        known[0]++;
                    }
                });
        return known[0];
    }

    private boolean isConfirmed(long known, RedisSettings redis) {
        err().print(
                        "This makes "
                                + (how.isDirect() ? "Redis" : "the job")
                                + " forget "
                                + Text.counted(known, "key")
                                + (how.isDirect() ? "" : ", and those without a row,")
                                + " of "
                                + redis.keyPrefix()
                                + " at "
                                + redis.safeUri()
                                + ". Type yes to go on: ");
        err().flush();
        return "yes".equals(terminal().readLine());
    }

    private long throughJob(SharedOptions options, RedisRows rows, RowPattern pattern) {
        SharedReceipt cleared =
                new ChangeOfAll(this, options, rows, how.timeout())
                        .make(Command.Kind.CLEAR_ALL, pattern);
        return cleared.keys() + clearOthers(options, rows, pattern, cleared);
    }

    /** Those of rows that the job did not know when it cleared all that it knew. */
    private long clearOthers(
            SharedOptions options, RedisRows rows, RowPattern pattern, SharedReceipt cleared) {
        long high = UUID.randomUUID().getMostSignificantBits();
        long[] sent = {0};
        try (ControlTopicWriter topic = options.openControlTopic()) {
            rows.forEachWhole(
                    pattern,
                    found -> {
                        if (found.isReadable() && isOfAnother(found.stored(), cleared)) {
                            topic.sendLater(
                                    new CommandRecord(id(high, sent[0]++), found.key(), null));
                            tell(sent[0], "sent");
                        }
                    });
            topic.flush();
        } catch (ControlTopicException | StoreException e) {
            throw new CommandFailure(
                    e.getMessage()
                            + (sent[0] == 0
                                    ? ""
                                    : "; at most "
                                            + Text.counted(sent[0], "command")
                                            + " had been sent, which the job applies"));
        }
        new ConfirmedCommands(rows.acknowledgements(), options, how.timeout())
                .await(sent[0], number -> id(high, number), done -> tell(done, "acknowledged"));
        return sent[0];
    }

    /**
     * Whether it is of an earlier job, or of a key that the job has taken up from one since. Rows
     * of keys that were new to both are the job's own and have no base.
     */
    private static boolean isOfAnother(StoredSequence row, SharedReceipt cleared) {
        return row.state() != null
                && (row.lineage() != cleared.lineage()
                        || row.base() != null && row.control() < cleared.control());
    }

    /** One of many ids that need not be kept. */
    private static UUID id(long high, long number) {
        return new UUID(high, VARIANT | number);
    }

    private void tell(long done, String what) {
        if (done % PROGRESS == 0) {
            note(Text.number(done) + ' ' + what);
        }
    }
}
