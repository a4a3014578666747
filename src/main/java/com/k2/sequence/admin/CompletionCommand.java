package com.k2.sequence.admin;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what makes a shell complete commands and options.",
            "",
            "For this session:  source <(sequence-tracker completion bash)",
            "For every one:     sequence-tracker completion bash >"
                    + " /etc/bash_completion.d/sequence-tracker",
            ""
        })
final class CompletionCommand implements Callable<Integer> {

    /** A shell that completion exists for. */
    enum Shell {
        BASH;

        @Override
        public String toString() {
            return "bash";
        }
    }

    @Parameters(paramLabel = "SHELL", description = "Which shell: ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash(SequenceTrackerCli.NAME, spec.root().commandLine()));
        return ExitCode.OK;
    }
}
