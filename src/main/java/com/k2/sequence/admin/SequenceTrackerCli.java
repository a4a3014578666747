package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Terminal;
import com.k2.sequence.logging.Printable;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line; each command is a class of its own. */
@Command(
        name = SequenceTrackerCli.NAME,
        description = {
            "Looks at the sequence numbers that the Redis Sequence Tracker keeps, and corrects them.",
            "",
            "Options of connection are those of the job: point --config to the job's own file, or"
                    + " set SEQUENCE_TRACKER_CONFIG to it once.",
            ""
        },
        versionProvider = SequenceTrackerCli.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "'"
                    + SequenceTrackerCli.NAME
                    + " COMMAND --help' describes each. Values of Redis and"
                    + " Kafka that may be secret are never shown."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, or what was asked for is not there; the line on stderr says why. An audit:"
                    + " found what --fail-on names",
            "2:the command line or an option is wrong"
        },
        subcommands = {
            StatsCommand.class,
            ListCommand.class,
            WatchCommand.class,
            ClearCommand.class,
            SetCommand.class,
            ClearAllCommand.class,
            ResyncCommand.class,
            DoctorCommand.class,
            ProfilesCommand.class,
            AuditCommand.class,
            CompletionCommand.class
        })
public final class SequenceTrackerCli implements Runnable {

    static final String NAME = "sequence-tracker";

    /** Where the terminal's is not known. */
    private static final int HELP_WIDTH = 100;

    private static final int BUFFER = 1 << 16;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    private SequenceTrackerCli(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs one command and exits. */
    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int exitCode = run(commandLine(Terminal.ofProcess()).setOut(out).setErr(err), args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    private static int run(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            return failed(
                    commandLine,
                    "out of memory; ask for fewer rows (--limit), leave them unsorted (--sort"
                            + " none), or give it more: SEQUENCE_TRACKER_JAVA_OPTS=-Xmx1g");
        } catch (LinkageError e) {
            return failed(commandLine, "the jar lacks a class that this takes: " + e.getMessage());
        }
    }

    private static int failed(CommandLine commandLine, String why) {
        commandLine.getErr().println(Printable.lines(NAME + ": " + why));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Like the process's own stream, but not a write for every line. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new BufferedWriter(
                        new OutputStreamWriter(
                                new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                        BUFFER));
    }

    /** The command line, to be run with {@link CommandLine#execute}. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine commandLine = new CommandLine(new SequenceTrackerCli(terminal));
        for (CommandLine subcommand : commandLine.getSubcommands().values()) {
            subcommand.getCommandSpec().usageMessage().abbreviateSynopsis(true);
            if (subcommand.getCommand() instanceof ConnectedCommand command) {
                command.declareConnection();
            }
        }
        commandLine
                .getSubcommands()
                .get(AuditCommand.NAME)
                .setUnmatchedOptionsArePositionalParams(true);
        return commandLine
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                // @key is a pointer.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(Failures::failed);
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "there is no command");
    }

    /** That of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = SequenceTrackerCli.class.getPackage().getImplementationVersion();
            return new String[] {NAME + ' ' + (version == null ? "(not in a jar)" : version)};
        }
    }
}
