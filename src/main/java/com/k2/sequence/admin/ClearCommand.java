package com.k2.sequence.admin;

import com.k2.sequence.admin.rows.KeyParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets one key. */
@Command(
        name = "clear",
        description = {
            "Makes the job forget a key: its next message is NORMAL, whatever its number.",
            "",
            "The command goes through the control topic (control.topic), is applied at a checkpoint, and is"
                    + " acknowledged when that is complete: messages before it do not see it, those after"
                    + " it do, whatever is killed meanwhile. Exit code 1 where nothing was known of the key.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sequence-tracker clear asx BHP --config tracker.yaml",
            "  sequence-tracker clear asx BHP --direct          # no job is running",
            "",
            "--json prints one object: command, exchange, symbol, before and after (null where nothing"
                    + " is known), direct, checkpoint."
        })
final class ClearCommand extends ConnectedCommand {

    @Mixin private KeyParameters key = new KeyParameters();
    @Mixin private ChangeOptions how = new ChangeOptions();

    @Option(names = "--json", description = "For programs: one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        KeyOutcome outcome = new KeyChange(this, how).make(key.instrument(), null);
        if (json) {
            outcome.printJson(out());
        } else if (outcome.wasKnown()) {
            outcome.print(out());
        }
        if (!outcome.wasKnown()) {
            throw new CommandFailure(
                    "nothing was known of "
                            + KeyParameters.text(key.instrument())
                            + "; check the names with 'list', exchange and symbol as messages have"
                            + " them");
        }
        return ExitCode.OK;
    }
}
