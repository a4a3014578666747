package com.k2.sequence.admin;

import com.k2.sequence.kafka.ControlTopicException;
import com.k2.sequence.logging.Printable;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees when a command fails: a line on stderr, never a stack trace. */
final class Failures {

    private Failures() {}

    /** The command line is wrong. */
    static int wrongUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr()
                .println(
                        Printable.line(
                                name
                                        + ": "
                                        + firstLine(failure.getMessage())
                                        + suggestion(failure)
                                        + "; see "
                                        + name
                                        + " --help"));
        return ExitCode.USAGE;
    }

    private static String suggestion(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? " (did you mean " + unmatched.getSuggestions().get(0) + "?)"
                : "";
    }

    /** The command can't do what it was asked to. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        String name = command.getCommandSpec().qualifiedName();
        command.getOut().flush();
        if (failure instanceof JobConfigurationException wrong) {
            wrong.problems()
                    .forEach(
                            problem ->
                                    command.getErr()
                                            .println(Printable.lines(name + ": " + problem)));
            return ExitCode.USAGE;
        }
        command.getErr().println(Printable.lines(name + ": " + message(failure)));
        return ExitCode.SOFTWARE;
    }

    private static String message(Exception failure) {
        if (failure instanceof CommandFailure
                || failure instanceof StoreException
                || failure instanceof ControlTopicException) {
            return failure.getMessage();
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        return "this is a fault in the tracker: " + firstLine(failure.toString());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
