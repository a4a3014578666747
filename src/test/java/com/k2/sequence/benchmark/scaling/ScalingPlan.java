package com.k2.sequence.benchmark.scaling;

import com.k2.sequence.benchmark.measure.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The scaling model as a command. */
public final class ScalingPlan {

    private static final int WRONG_OPTION = 2;
    private static final double CLOSE = 1.0001;
    private static final double[] MAGNITUDES = {1e5, 1e6, 1e7, 1e8};

    private ScalingPlan() {}

    /**
     * Prints plans.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        try {
            System.out.print(output(args));
        } catch (IllegalArgumentException | InfeasibleException e) {
            System.err.println("plan: " + e.getMessage());
            System.exit(WRONG_OPTION);
        }
    }

    /**
     * What the command prints.
     *
     * @throws IllegalArgumentException if an option is unknown or its value no number from 0
     * @throws InfeasibleException if no number of machines is enough
     */
    static String output(String... args) {
        List<String> options = List.of(args);
        if (options.contains("--help")) {
            return usage();
        }
        if (options.equals(List.of("--inputs"))) {
            return inputs();
        }
        Inputs inputs = Inputs.parse(args);
        boolean one = options.contains(Input.MESSAGES.option());
        return text(inputs, one ? new double[] {inputs.get(Input.MESSAGES)} : MAGNITUDES);
    }

    private static String usage() {
        StringBuilder usage = new StringBuilder();
        usage.append("Usage: bin/benchmark plan [OPTION VALUE]...\n\n");
        usage.append("Computes what a rate of messages needs, and what breaks first on the way.\n");
        usage.append("Without --messages, for 100 thousand, 1, 10 and 100 million a second.\n\n");
        usage.append(
                "  --inputs                    prints all defaults and where they come from\n");
        for (Input input : Input.values()) {
            usage.append(
                    String.format(
                            Locale.ROOT,
                            "  %-27s %s (default: %s)%n",
                            input.option() + " N",
                            input.description(),
                            input.standardText()));
        }
        return usage.toString();
    }

    /** A table in Markdown; its cells are too long to be aligned. */
    private static String inputs() {
        StringBuilder table = new StringBuilder();
        table.append("| input | default | what | from |\n|---|---:|---|---|\n");
        for (Input input : Input.values()) {
            table.append(
                    String.format(
                            "| `%s` | %s | %s | %s |%n",
                            input.option(),
                            input.standardText(),
                            input.description(),
                            input.origin().text()));
        }
        return table.toString();
    }

    /** Plans for these rates side by side, then what breaks on the way to the largest. */
    static String text(Inputs inputs, double... rates) {
        Plan[] plans = new Plan[rates.length];
        String[] header = new String[rates.length + 1];
        header[0] = "messages/s";
        for (int i = 0; i < rates.length; i++) {
            plans[i] = ScalingModel.plan(inputs.with(Input.MESSAGES, rates[i]));
            header[i + 1] = String.format(Locale.ROOT, "%,.0f", rates[i]);
        }
        StringBuilder text = new StringBuilder(table(header, plans).toString());
        double largest = Arrays.stream(rates).max().orElseThrow();
        text.append('\n').append(breaking(inputs, largest));
        return text.toString();
    }

    /** Everything that breaks on the way to a rate, the first one first. */
    private static Table breaking(Inputs inputs, double largest) {
        Map<Double, List<Limit>> broken = new TreeMap<>();
        for (Limit limit : ScalingModel.limits(inputs.with(Input.MESSAGES, largest))) {
            if (limit.isBroken()) {
                double rate = breaksAt(inputs, limit.name(), largest);
                broken.computeIfAbsent(rate, first -> new ArrayList<>()).add(limit);
            }
        }
        Table table = new Table("what breaks, in this order", "at messages/s", "what is done");
        broken.forEach((rate, limits) -> limits.forEach(limit -> row(table, rate, limit)));
        return table;
    }

    private static void row(Table table, double rate, Limit limit) {
        table.row(limit.name(), rounded(rate), limit.remedy());
    }

    /** To two digits: no input is known better. */
    private static String rounded(double rate) {
        return String.format(Locale.ROOT, "%,.0f", new BigDecimal(rate).round(new MathContext(2)));
    }

    /**
     * Where a limit that a rate breaks begins to be broken; found by halving, closely enough for
     * the order.
     */
    private static double breaksAt(Inputs inputs, String name, double broken) {
        double holds = 1;
        double breaks = broken;
        while (breaks > CLOSE * holds) {
            double middle = Math.sqrt(holds * breaks);
            boolean isBroken =
                    ScalingModel.limits(inputs.with(Input.MESSAGES, middle)).stream()
                            .anyMatch(limit -> limit.name().equals(name) && limit.isBroken());
            if (isBroken) {
                breaks = middle;
            } else {
                holds = middle;
            }
        }
        return breaks;
    }

    private static Table table(String[] header, Plan... plans) {
        Table table = new Table(header);
        row(table, "jobs", plans, "%,d", Plan::jobs);
        row(table, "subtasks of each operator (slots, cores)", plans, "%,d", Plan::subtasks);
        row(table, "fullest subtask's keys, times the mean", plans, "%.2f", Plan::fullest);
        row(table, "partitions, in and out each", plans, "%,d", Plan::partitions);
        row(table, "TaskManagers", plans, "%,d", Plan::taskManagers);
        row(table, "GiB of each", plans, "%.1f", Plan::taskManagerGibibytes);
        row(table, "GiB of it network buffers", plans, "%.2f", Plan::networkGibibytes);
        row(table, "brokers", plans, "%,d", Plan::brokers);
        row(table, "GB/s into brokers, copies included", plans, "%.2f", Plan::brokerGigabytes);
        row(table, "TB on their disks", plans, "%,.1f", Plan::diskTerabytes);
        row(table, "Redis shards", plans, "%,d", Plan::redisShards);
        row(table, "Redis updates/s it must be able to take", plans, "%,.0f", Plan::redisUpdates);
        row(table, "s a checkpoint waits for Redis, at most", plans, "%.2f", Plan::waitSeconds);
        row(table, "MB of a checkpoint", plans, "%,.1f", p -> p.checkpointBytes() / 1e6);
        row(table, "transaction markers/s", plans, "%,.0f", Plan::markers);
        row(table, "cost an hour", plans, "%,.2f", Plan::cost);
        return table;
    }

    private static void row(
            Table table, String name, Plan[] plans, String format, Function<Plan, Object> figure) {
        String[] cells = new String[plans.length + 1];
        cells[0] = name;
        for (int i = 0; i < plans.length; i++) {
            cells[i + 1] = String.format(Locale.ROOT, format, figure.apply(plans[i]));
        }
        table.row(cells);
    }
}
