package com.k2.sequence.admin.terminal;

import java.io.PrintWriter;

/**
 * Where a live view is drawn: on a terminal a screen of its own, which ends with the view, however
 * that ends; elsewhere one view below the other. For one thread.
 */
public final class Screen implements AutoCloseable {

    private static final String ENTER = "\033[?1049h\033[?7l";
    private static final String LEAVE = "\033[?7h\033[?1049l";
    private static final String TO_THE_TOP = "\033[H\033[J";

    private final PrintWriter out;
    private final boolean terminal;
    private final Thread leave;
    private boolean drawn;

    public Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.leave = new Thread(this::leave, "leave-screen");
        if (terminal) {
            Runtime.getRuntime().addShutdownHook(leave);
            out.print(ENTER);
        }
    }

    /**
     * Draws a view in place of the last one.
     *
     * @return whether anybody still sees it
     */
    public boolean draw(String view) {
        if (terminal) {
            out.print(TO_THE_TOP);
        } else if (drawn) {
            out.println();
        }
        drawn = true;
        out.print(view);
        return !out.checkError();
    }

    private void leave() {
        out.print(LEAVE);
        out.flush();
    }

    @Override
    public void close() {
        if (terminal) {
            leave();
            try {
                Runtime.getRuntime().removeShutdownHook(leave);
            } catch (IllegalStateException shuttingDown) {
                // The hook has left the screen too.
            }
        }
    }
}
