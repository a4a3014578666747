package com.k2.sequence.benchmark.scaling;

/**
 * Where an input's default comes from.
 *
 * @param text for people, in Markdown
 */
record Origin(String text) {

    /** What the plan is asked for. */
    static final Origin QUESTION = new Origin("the question");

    static final Origin PRICE = new Origin("example: set it to what you pay");

    static final Origin MACHINE = new Origin("assumption: set it to what you have");

    static final Origin CAUTION = new Origin("assumption on the cautious side");

    static final Origin CHOICE = new Origin("choice");

    /**
     * @param command that prints it
     * @param figure its name there
     */
    static Origin measured(String command, String figure) {
        return new Origin("measured: `" + command + "`, " + figure);
    }
}
