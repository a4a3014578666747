package com.k2.sequence.demo;

import com.k2.sequence.logging.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows a block of lines repeatedly: in place on a terminal, otherwise rarely and one below the
 * other. Used by one thread.
 */
final class Screen {

    private static final String UP = "\033[%dA";
    private static final String CLEAR_LINE = "\033[2K";
    private static final String WRAP_OFF = "\033[?7l";
    private static final String WRAP_ON = "\033[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private final Duration interval;
    private int shown;
    private long lastShown = System.nanoTime();

    /** On the process's standard output. */
    Screen(boolean terminal) {
        this(System.out, terminal);
    }

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.interval = terminal ? Duration.ofMillis(500) : Duration.ofSeconds(5);
    }

    /** Shows the block if it is time for the next one. */
    void showWhenDue(Supplier<List<String>> lines) {
        long now = System.nanoTime();
        if (now - lastShown >= interval.toNanos()) {
            lastShown = now;
            show(lines.get());
        }
    }

    void show(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (terminal) {
            if (shown > 0) {
                text.append(String.format(UP, shown));
            }
            text.append(WRAP_OFF);
            lines.forEach(
                    line -> text.append(CLEAR_LINE).append(Printable.line(line)).append('\n'));
            text.append(WRAP_ON);
        } else {
            lines.forEach(line -> text.append(Printable.line(line)).append('\n'));
            text.append('\n');
        }
        out.print(text);
        out.flush();
        shown = lines.size();
    }
}
