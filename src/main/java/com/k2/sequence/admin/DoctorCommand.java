package com.k2.sequence.admin;

import com.k2.sequence.admin.rows.RowJson;
import com.k2.sequence.admin.terminal.TextTable;
import com.k2.sequence.admin.terminal.TextTable.Column;
import com.k2.sequence.check.Finding;
import com.k2.sequence.check.Finding.Outcome;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Says what is wrong. */
@Command(
        name = "doctor",
        description = {
            "Checks the job's options, Redis, Kafka and its topics, and says what is wrong and which"
                    + " option to change.",
            "",
            "Asks from here what the job asks when it is submitted, whatever startup.check says. Writes a"
                    + " row beside those of all keys to see whether it may, and deletes it. Exit code 1: there"
                    + " is a problem.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  sequence-tracker doctor --config tracker.yaml",
            "",
            "--json prints one object a line: subject, verdict (ok, warning, problem, unknown), text."
        })
final class DoctorCommand extends ConnectedCommand {

    @Option(names = "--json", description = "For programs: one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = options().findings();
        if (json) {
            RowJson objects = new RowJson(out());
            findings.forEach(
                    finding ->
                            objects.object(
                                    object -> {
                                        object.writeStringField("subject", finding.subject());
                                        object.writeStringField("verdict", word(finding));
                                        object.writeStringField("text", finding.text());
                                    }));
        } else {
            TextTable table =
                    new TextTable(
                            out(),
                            ansi(),
                            List.of(
                                    Column.text("SUBJECT"),
                                    Column.text("VERDICT"),
                                    Column.text("FOUND")));
            findings.forEach(
                    finding -> table.add(finding.subject(), word(finding), finding.text()));
            table.end();
        }
        boolean ill = findings.stream().anyMatch(finding -> finding.outcome() == Outcome.PROBLEM);
        return ill ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static String word(Finding finding) {
        return finding.outcome().name().toLowerCase(Locale.ROOT);
    }
}
