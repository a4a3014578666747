package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.TextTable;
import com.k2.sequence.admin.terminal.TextTable.Column;
import com.k2.sequence.logging.Printable;
import com.k2.sequence.venue.VenueProfile;
import com.k2.sequence.venue.VenueProfile.Companion;
import com.k2.sequence.venue.VenueProfiles;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the venue profiles. */
@Command(
        name = "profiles",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the venue profiles, or one of them with its options, its sources and what it was"
                    + " tested on.",
            "",
            "A profile is used by its name: --source.NAME.venue okx-books.",
            ""
        })
final class ProfilesCommand implements Callable<Integer> {

    private static final String SCHEME = "scheme";

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One profile.")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (name == null) {
            list();
        } else {
            VenueProfile profile = VenueProfiles.find(name);
            if (profile == null) {
                throw new CommandFailure(
                        "there is no profile "
                                + name
                                + "; 'sequence-tracker profiles' lists all of them");
            }
            show(profile);
        }
        return ExitCode.OK;
    }

    private void list() {
        TextTable table =
                new TextTable(
                        out(),
                        spec.commandLine().getColorScheme().ansi(),
                        List.of(
                                Column.text("NAME"),
                                Column.text("SCHEME"),
                                Column.text("TESTED"),
                                Column.text("DESCRIPTION")));
        for (String each : VenueProfiles.names()) {
            VenueProfile profile = VenueProfiles.find(each);
            table.add(
                    profile.name(),
                    profile.options().get(SCHEME),
                    word(profile),
                    profile.description());
        }
        table.end();
    }

    private void show(VenueProfile profile) {
        line(profile.name() + ": " + profile.description());
        line("");
        line("evidence: " + profile.evidence());
        line("tested on: " + testedOn(profile));
        line("");
        line("options:");
        profile.options().forEach((option, value) -> line("  " + option + ": " + value));
        show("to be set beside it, such as:", profile.needs());
        show("may be set beside it:", profile.helps());
    }

    private void show(String heading, List<Companion> companions) {
        if (companions.isEmpty()) {
            return;
        }
        line("");
        line(heading);
        for (Companion companion : companions) {
            line("  " + companion.option() + ": " + companion.suggested());
            line("      " + companion.why());
        }
    }

    private static String word(VenueProfile profile) {
        return profile.tested().name().toLowerCase(Locale.ROOT);
    }

    private static String testedOn(VenueProfile profile) {
        return switch (profile.tested()) {
            case RECORDED -> "messages recorded from the venue";
            case SPECIFICATION -> "messages made after the venue's specification";
            case NONE -> "nothing";
        };
    }

    private void line(String text) {
        out().println(Printable.lines(text));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
