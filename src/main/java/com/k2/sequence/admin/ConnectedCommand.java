package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Terminal;
import com.k2.sequence.logging.Printable;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that needs the job's options. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class ConnectedCommand implements Callable<Integer> {

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @ParentCommand private SequenceTrackerCli root;

    @Spec private CommandSpec spec;

    void declareConnection() {
        connection.declareIn(spec);
    }

    SharedOptions options() {
        return connection.load();
    }

    Terminal terminal() {
        return root.terminal();
    }

    CommandSpec spec() {
        return spec;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Tells a person what goes on, beside the output. */
    void note(String text) {
        err().println(Printable.lines(text));
        err().flush();
    }

    Ansi ansi() {
        return spec.commandLine().getColorScheme().ansi();
    }
}
