package com.k2.sequence.chaos.outage;

import com.k2.sequence.chaos.rig.InterruptibleRun;
import com.k2.sequence.chaos.rig.OptionValues;
import com.k2.sequence.logging.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The outage run as a command. The system property {@code job.jar} says where the job jar is. */
public final class Outage {

    private static final int WRONG = 1;
    private static final int WRONG_OPTION = 2;

    private Outage() {}

    /**
     * Runs, prints and exits.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        if (OptionValues.asksForHelp(args)) {
            Printable.out().print(OutageOptions.USAGE);
            return;
        }
        OutageOptions options;
        try {
            options = OutageOptions.parse(Path.of(System.getProperty("job.jar", "")), args);
        } catch (IllegalArgumentException e) {
            Printable.err().println("outage: " + e.getMessage());
            System.exit(WRONG_OPTION);
            return;
        }
        System.exit(InterruptibleRun.of(() -> run(options)) ? 0 : WRONG);
    }

    private static boolean run(OutageOptions options) {
        Printable.out()
                .printf(
                        "Seed %d, %s, %s, %,d keys, Redis %s for %d s; starting the servers%n",
                        options.seed(),
                        options.guarantee(),
                        options.onOutage(),
                        options.keys(),
                        options.redis(),
                        options.duration().toSeconds());
        try {
            OutageReport report = new OutageRun(options, Printable.out()).run();
            Printable.out().printf("%n%s%n", report.text());
            List<String> problems = new ArrayList<>(report.problems());
            problems.addAll(report.growth());
            problems.forEach(Printable.out()::println);
            Printable.out()
                    .println(
                            problems.isEmpty()
                                    ? "All is as it should be."
                                    : "Not as it should be.");
            return problems.isEmpty();
        } catch (InterruptedException e) {
            Printable.out().println("Interrupted.");
            return false;
        } catch (Exception | AssertionError e) {
            Printable.out().println("The run failed.");
            e.printStackTrace(Printable.out());
            return false;
        }
    }
}
