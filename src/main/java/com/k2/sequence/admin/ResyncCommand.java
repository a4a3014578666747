package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.DurationConverter;
import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.message.Command;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.redis.rows.RowPattern;
import com.k2.sequence.redis.rows.SharedReceipt;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Has all rows written again. */
@CommandLine.Command(
        name = "resync",
        description = {
            "Makes the job write the rows of all keys that it knows again, or those of a pattern: after"
                    + " Redis has lost them.",
            "",
            "The command goes through the control topic (control.topic) to every task of the job. Each"
                    + " sends its rows, about 5,000 a second, while messages go on, and starts over where"
                    + " it fails meanwhile. Rows that are as new, or newer, stay as they are.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sequence-tracker resync --config tracker.yaml",
            "  sequence-tracker resync --exchange asx --timeout 1h --config tracker.yaml"
        })
final class ResyncCommand extends ConnectedCommand {

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
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10min",
            converter = DurationConverter.class,
            description =
                    "How long to wait for the job's acknowledgement, which comes with the checkpoint"
                            + " after the last row. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Override
    public Integer call() {
        SharedOptions options = options();
        ConfirmedCommands.requireControlTopic(options, spec());
        try (RedisRows rows = RedisRows.open(options.redis())) {
            SharedReceipt done =
                    new ChangeOfAll(this, options, rows, timeout)
                            .make(Command.Kind.RESYNC, new RowPattern(exchange, symbol));
            out().println(
                            "Sent "
                                    + Text.counted(done.keys(), "row")
                                    + " again (checkpoint "
                                    + Text.shown(done.checkpoint())
                                    + ").");
        }
        return ExitCode.OK;
    }
}
