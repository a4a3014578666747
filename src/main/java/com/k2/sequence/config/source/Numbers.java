package com.k2.sequence.config.source;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import java.util.Arrays;
import java.util.List;

/** Reads several numbers that one option holds. */
final class Numbers {

    private Numbers() {}

    /** Those that are given, or the option's default; none where they are wrong. */
    static List<Long> read(OptionReader options, Option<String> option) {
        String text = options.get(option);
        if (text == null) {
            return List.of();
        }
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(number -> Long.valueOf(number.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            options.wrong(
                    option, "must be integers, comma-separated, each of at most " + Long.MAX_VALUE);
            return List.of();
        }
    }
}
