package com.k2.sequence.config;

import com.k2.sequence.option.Option;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** What {@code --help} prints: every option with its type, default and effect. */
public final class OptionsHelp {

    private static final int WIDTH = 96;
    private static final String INDENT = "      ";

    private OptionsHelp() {}

    public static String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                        Redis Sequence Tracker: checks the exchange sequence numbers of market data.

                        Usage: flink run redis-sequence-tracker.jar [--config FILE] [--<key> value]...

                          --config FILE    YAML file with the keys below, dotted or nested
                          --<key> value    one option; overrides the file. Also --<key>=value
                          --help           this text

                        A required option has neither a default nor an alternative; the text says so.
                        """);
        String group = "";
        for (Option<?> option : AllOptions.all()) {
            if (!option.group().equals(group)) {
                group = option.group();
                text.append('\n').append(group).append('\n');
            }
            append(text, option);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Option<?> option) {
        text.append("  ").append(option.key()).append("  (").append(option.type().name());
        if (option.defaultText() != null) {
            text.append(", default ").append(option.defaultText());
        }
        text.append(")\n");
        String wrapped = WordUtils.wrap(option.description(), WIDTH - INDENT.length(), "\n", false);
        for (String line : List.of(wrapped.split("\n"))) {
            text.append(INDENT).append(line).append('\n');
        }
    }
}
