package com.k2.sequence.admin.terminal;

import com.k2.sequence.option.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as the job's options are written: {@code 90 s}, {@code 5 min}, {@code 7 d}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final String RIGHT =
            "' is not a duration: a number and a unit (ms, s, min, h, d), such as 90s or '5 min'";

    @Override
    public Duration convert(String text) {
        try {
            if (!text.isBlank()
                    && !Character.isDigit(text.strip().charAt(text.strip().length() - 1))) {
                return Durations.parse(text);
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new TypeConversionException("'" + text + RIGHT);
    }
}
