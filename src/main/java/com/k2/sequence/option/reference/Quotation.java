package com.k2.sequence.option.reference;

/**
 * Follows a text from its beginning, to know what stands within double quotation marks, as in a
 * login for Kafka or in JSON. There a quotation mark of a password would end it. For one thread.
 */
final class Quotation {

    private boolean open;

    /** Goes on over a part of the text. */
    void over(String text, int from, int to) {
        int next = from;
        while (next < to) {
            char character = text.charAt(next++);
            if (character == '"') {
                open = !open;
            } else if (character == '\\' && open) {
                next++;
            }
        }
    }

    /** A value as it must be written here, to be what is read. */
    String written(String value) {
        return open
                ? value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                : value;
    }
}
