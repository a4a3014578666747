package com.k2.sequence.config.source;

import com.k2.sequence.decode.path.Condition;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads where the messages of one source hold what the job needs, as their format names it. */
final class FieldReader {

    /** Names as Avro's specification has them. */
    private static final Pattern AVRO_FIELD =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final OptionReader options;
    private final FeedFormat format;

    /**
     * @param options of the source
     */
    FieldReader(OptionReader options, FeedFormat format) {
        this.options = options;
        this.format = format;
    }

    /** Null where there is none, and where it is wrong; that is reported. */
    RecordPointer pointer(Option<String> option) {
        String field = options.get(option);
        return field == null ? null : pointer(option, field);
    }

    /** Those that are right, comma-separated. */
    List<RecordPointer> pointers(Option<String> option) {
        return options.list(option).stream()
                .map(field -> pointer(option, field))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null where the text is not of this format; that is reported. */
    private RecordPointer pointer(Option<String> option, String field) {
        String written = field;
        if (format == FeedFormat.AVRO) {
            if (!AVRO_FIELD.matcher(field).matches()) {
                options.wrong(
                        option,
                        "must be the name of a field, behind those of the records it is in, such as"
                                + " metadata.sequence_number");
                return null;
            }
            written = '/' + field.replace('.', '/');
        }
        try {
            return option == SourceOptions.SYMBOL_FIELD
                    ? RecordPointer.parseAlternatives(options.keyOf(option), written)
                    : RecordPointer.parse(options.keyOf(option), written);
        } catch (IllegalArgumentException e) {
            options.problems().add(e.getMessage());
            return null;
        }
    }

    /** Null where there is none, and where it is wrong; that is reported. */
    Condition condition(Option<String> option) {
        String text = options.get(option);
        try {
            return text == null ? null : Condition.parse(options.keyOf(option), text);
        } catch (IllegalArgumentException e) {
            options.problems().add(e.getMessage());
            return null;
        }
    }
}
