package com.k2.sequence.admin;

import com.k2.sequence.admin.rows.RowJson;
import com.k2.sequence.audit.Audit;
import com.k2.sequence.audit.AuditJson;
import com.k2.sequence.audit.AuditResult;
import com.k2.sequence.audit.Recording;
import com.k2.sequence.config.ConfigurationLoader;
import com.k2.sequence.config.KnownKeys;
import com.k2.sequence.config.RecordedSource;
import com.k2.sequence.option.Problems;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges recorded messages. */
@Command(
        name = AuditCommand.NAME,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Judges recorded messages, one JSON object a line, as the job would, without any server.",
            "",
            "Which source they are of is said by the job's own file (--config), by a venue profile"
                    + " (--venue), by options of a source (--source.NAME.symbol-field /symbol and so on),"
                    + " or by several of these; the command line overrides the file.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sequence-tracker audit --venue okx-books books.jsonl.gz",
            "  sequence-tracker audit --config tracker.yaml --source ticks --json - < ticks.jsonl",
            "",
            "Exit code 1: --fail-on is met, or a file can't be read."
        })
final class AuditCommand implements Callable<Integer> {

    static final String NAME = "audit";

    /** What is to be found for the command to fail. */
    enum FailOn {
        GAP,
        LOSS,
        ANYTHING,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isMetBy(AuditResult result) {
            return switch (this) {
                case GAP -> result.verdicts(VerdictType.GAP) > 0;
                case LOSS -> result.hasLoss();
                case ANYTHING -> result.hasFindings();
                case NEVER -> false;
            };
        }
    }

    private static final String SEVERAL_DASHES = "--";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The job's YAML file of options. Without it, and without --venue and"
                            + " --source.NAME.*, the file that SEQUENCE_TRACKER_CONFIG names.")
    private File config;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Which source the messages are of, where there are several.")
    private String source;

    @Option(
            names = "--venue",
            paramLabel = "PROFILE",
            description = "The source's venue profile; 'profiles' lists them.")
    private String venue;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            defaultValue = "gap",
            description =
                    "When the exit code is 1: ${COMPLETION-CANDIDATES}. gap: there is a gap; loss:"
                            + " something never came; anything: anything but messages in order,"
                            + " heartbeats and expected duplicates. Default: ${DEFAULT-VALUE}.")
    private FailOn failOn;

    @Option(names = "--json", description = "For programs: one JSON object.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Files of messages, plain or gzip, judged one after another; '-' is standard"
                            + " input. Among them --source.NAME.OPTION VALUE and other options of"
                            + " the job.")
    private List<String> arguments = new ArrayList<>();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> overrides = new LinkedHashMap<>();
        List<String> files = filesAmong(arguments, overrides);
        if (files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required parameter: 'FILE', or '-'");
        }
        RecordedSource recorded = RecordedSource.read(values(overrides), source, venue);
        AuditResult result;
        try (Audit audit = new Audit(recorded.source(), recorded.maxRecordBytes())) {
            for (String file : files) {
                read(audit, file);
            }
            result = audit.result();
        }
        if (json) {
            new RowJson(spec.commandLine().getOut())
                    .object(object -> AuditJson.write(object, result));
        } else {
            new AuditTable(spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi())
                    .print(result);
        }
        return failOn.isMetBy(result) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static void read(Audit audit, String file) throws InterruptedException {
        try {
            audit.read(new Recording(file), System.in);
        } catch (InvalidPathException e) {
            throw new CommandFailure(file + " is not a file name");
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file);
        } catch (IOException e) {
            throw new CommandFailure("can't read " + file + ": " + e.getMessage());
        }
    }

    /** Options of the job have keys that only the file or the user knows. */
    private List<String> filesAmong(List<String> given, Map<String, String> overrides) {
        List<String> files = new ArrayList<>();
        Problems problems = new Problems();
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            if (!argument.startsWith("-") || argument.equals("-")) {
                files.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String key =
                    argument.startsWith(SEVERAL_DASHES)
                            ? argument.substring(
                                    SEVERAL_DASHES.length(),
                                    equals < 0 ? argument.length() : equals)
                            : "";
            if (key.indexOf('.') < 0) {
                throw new ParameterException(
                        spec.commandLine(), "Unknown option: '" + argument + "'");
            }
            String value =
                    equals >= 0
                            ? argument.substring(equals + 1)
                            : i + 1 < given.size() ? given.get(++i) : null;
            if (value == null) {
                problems.add("--" + key, "has no value; write --" + key + " value");
            } else if (overrides.putIfAbsent(key, value) != null) {
                problems.add("--" + key, "is given more than once; which one holds?");
            }
        }
        KnownKeys.check(overrides.keySet(), problems);
        problems.throwIfAny();
        return files;
    }

    private Map<String, String> values(Map<String, String> overrides) {
        String file = config == null ? null : config.getPath();
        if (file == null && venue == null && overrides.isEmpty()) {
            file = System.getenv("SEQUENCE_TRACKER_CONFIG");
        }
        Map<String, String> values =
                new LinkedHashMap<>(
                        file == null
                                ? Map.of()
                                : ConfigurationLoader.load(new String[] {"--config=" + file}));
        values.putAll(overrides);
        return values;
    }
}
