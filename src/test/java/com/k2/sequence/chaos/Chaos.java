package com.k2.sequence.chaos;

import com.k2.sequence.chaos.rig.InterruptibleRun;
import com.k2.sequence.chaos.rig.OptionValues;
import com.k2.sequence.logging.Printable;
import java.nio.file.Path;

/** The chaos run as a command. The system property {@code job.jar} says where the job jar is. */
public final class Chaos {

    private static final int WRONG = 1;
    private static final int WRONG_OPTION = 2;

    private Chaos() {}

    /**
     * Runs, prints and exits.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        if (OptionValues.asksForHelp(args)) {
            Printable.out().print(ChaosOptions.USAGE);
            return;
        }
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(Path.of(System.getProperty("job.jar", "")), args);
        } catch (IllegalArgumentException e) {
            Printable.err().println("chaos: " + e.getMessage());
            System.exit(WRONG_OPTION);
            return;
        }
        System.exit(InterruptibleRun.of(() -> run(options)) ? 0 : WRONG);
    }

    private static boolean run(ChaosOptions options) {
        Printable.out()
                .printf(
                        "Seed %d, %s, %s, %s mode; starting the servers%n",
                        options.seed(), options.guarantee(), options.onOutage(), options.mode());
        try {
            ChaosReport report = new ChaosRun(options, Printable.out()).run();
            Printable.out().printf("%n%s%n", report.text());
            report.differences().forEach(Printable.out()::println);
            Printable.out()
                    .println(
                            report.isRight()
                                    ? "All is as it should be."
                                    : "Not as it should be; --seed "
                                            + options.seed()
                                            + " repeats it.");
            return report.isRight();
        } catch (InterruptedException e) {
            Printable.out().println("Interrupted.");
            return false;
        } catch (Exception | AssertionError e) {
            Printable.out().println("The run failed; --seed " + options.seed() + " repeats it.");
            e.printStackTrace(Printable.out());
            return false;
        }
    }
}
