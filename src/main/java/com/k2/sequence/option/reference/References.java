package com.k2.sequence.option.reference;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what references name in their place: {@code ${env:NAME}} an environment variable, {@code
 * ${file:/path}} the content of a file, {@code ${file:/path:key}} a key of a properties file, as
 * Kafka writes it. {@code $${} stands for a literal {@code ${}. Within double quotation marks what a
 * reference gives is escaped, so that it can't end them. Safe for use by many threads.
 */
public final class References {

    /** A literal opening, or a whole reference, or an opening that begins none. */
    private static final Pattern OPENING =
            Pattern.compile("\\$\\$\\{|\\$\\{(env|file):([^{}]*)}|\\$\\{");

    private static final References OF_THIS_PROCESS =
            new References(System::getenv, new ReferencedFiles());

    private final UnaryOperator<String> environment;
    private final ReferencedFiles files;

    References(UnaryOperator<String> environment, ReferencedFiles files) {
        this.environment = environment;
        this.files = files;
    }

    /** Those that this process's environment and files answer. */
    public static References ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** Whether resolving would change the text. */
    public static boolean areIn(String text) {
        return text.contains("${");
    }

    /**
     * The text with everything in its place. What a reference gives is not searched again.
     *
     * @throws ReferenceException if something is not there
     */
    public String resolve(String text) {
        return resolve(text, found -> {});
    }

    /**
     * Puts what they name in place of the references in a text.
     *
     * @param found called with what each reference gives
     */
    public String resolve(String text, Consumer<String> found) {
        if (!areIn(text)) {
            return text;
        }
        Matcher opening = OPENING.matcher(text);
        StringBuilder resolved = new StringBuilder();
        Quotation quotation = new Quotation();
        int followed = 0;
        while (opening.find()) {
            quotation.over(text, followed, opening.start());
            followed = opening.end();
            String value = valueOf(opening);
            opening.appendReplacement(resolved, Matcher.quoteReplacement(quotation.written(value)));
            if (opening.group(1) != null) {
                found.accept(value);
            }
        }
        return opening.appendTail(resolved).toString();
    }

    private String valueOf(Matcher opening) {
        if (opening.group().equals("$${")) {
            return "${";
        }
        if (opening.group(1) == null) {
            // Not what stands there: it may be a part of a password.
            throw new ReferenceException(
                    "has a '${' that begins neither ${env:NAME} nor ${file:/path}; write $${ for the"
                            + " characters themselves");
        }
        return opening.group(1).equals("env")
                ? variable(opening.group(2))
                : files.read(opening.group(2));
    }

    private String variable(String name) {
        String value = name.isEmpty() ? null : environment.apply(name);
        if (value == null || value.isEmpty()) {
            throw new ReferenceException(
                    "${env:"
                            + name
                            + "}: the environment variable is "
                            + (value == null ? "not set" : "empty")
                            + " in this process");
        }
        return value;
    }
}
