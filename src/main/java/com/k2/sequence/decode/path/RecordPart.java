package com.k2.sequence.decode.path;

/**
 * A part of the Kafka record itself, read as UTF-8 text.
 *
 * @param header the name of the header; null of the other parts
 */
record RecordPart(Kind kind, String header) implements Path {

    private static final long serialVersionUID = 1;

    enum Kind {
        KEY("@key"),
        TOPIC("@topic"),
        PARTITION("@partition"),
        /** The last header of its name, as Kafka has it. */
        HEADER("@header/");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return kind == Kind.HEADER ? kind.word + header : kind.word;
    }
}
