package com.k2.sequence.admin;

import com.k2.sequence.admin.rows.KeyParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Sets the last number of one key. */
@Command(
        name = "set",
        description = {
            "Makes a number the last one of a key: the one after it is the next NORMAL one.",
            "",
            "The counts of gaps and resets stay, and so does the time of the last message. Travels and is"
                    + " acknowledged as 'clear' is. A key that was not known is known then.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sequence-tracker set asx BHP 1005 --config tracker.yaml",
            "  sequence-tracker set asx BHP 1005 --direct       # no job is running",
            "",
            "--json prints the object that 'clear --json' has."
        })
final class SetCommand extends ConnectedCommand {

    @Mixin private KeyParameters key = new KeyParameters();

    @Parameters(
            index = "2",
            paramLabel = "LAST",
            description = "The new last number, from 0 to 2^63 - 1, without separators.")
    private long last;

    @Mixin private ChangeOptions how = new ChangeOptions();

    @Option(names = "--json", description = "For programs: one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        if (last < 0) {
            throw new ParameterException(
                    spec().commandLine(), "LAST is from 0 to 2^63 - 1, not " + last);
        }
        KeyOutcome outcome = new KeyChange(this, how).make(key.instrument(), last);
        if (json) {
            outcome.printJson(out());
        } else {
            outcome.print(out());
        }
        return ExitCode.OK;
    }
}
