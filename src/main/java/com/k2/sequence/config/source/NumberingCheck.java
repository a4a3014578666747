package com.k2.sequence.config.source;

import static com.k2.sequence.config.source.NumberingOptions.COUNT_FIELD;
import static com.k2.sequence.config.source.NumberingOptions.EPOCH_FIELD;
import static com.k2.sequence.config.source.NumberingOptions.FIRST_FIELD;
import static com.k2.sequence.config.source.NumberingOptions.FIRST_NUMBER;
import static com.k2.sequence.config.source.NumberingOptions.GAP_MEMORY;
import static com.k2.sequence.config.source.NumberingOptions.HEARTBEAT_NUMBER;
import static com.k2.sequence.config.source.NumberingOptions.HEARTBEAT_WHEN;
import static com.k2.sequence.config.source.NumberingOptions.MODULUS;
import static com.k2.sequence.config.source.NumberingOptions.NEXT_FIELD;
import static com.k2.sequence.config.source.NumberingOptions.NO_VALUE;
import static com.k2.sequence.config.source.NumberingOptions.PREVIOUS_FIELD;
import static com.k2.sequence.config.source.NumberingOptions.PREVIOUS_NONE;
import static com.k2.sequence.config.source.NumberingOptions.RESET_AT;
import static com.k2.sequence.config.source.NumberingOptions.RESET_AT_TOLERANCE;
import static com.k2.sequence.config.source.NumberingOptions.RESET_FLOOR;
import static com.k2.sequence.config.source.NumberingOptions.RESET_RUN;
import static com.k2.sequence.config.source.NumberingOptions.RESET_WHEN;
import static com.k2.sequence.config.source.NumberingOptions.RETRANSMISSION_WHEN;
import static com.k2.sequence.config.source.NumberingOptions.SCHEME;
import static com.k2.sequence.config.source.NumberingOptions.SKIP_WHEN;
import static com.k2.sequence.config.source.NumberingOptions.SNAPSHOT_WHEN;
import static com.k2.sequence.config.source.NumberingOptions.WRAPS_TO;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import com.k2.sequence.option.OptionType;
import java.util.List;

/** Refuses options of one source that contradict each other, or that lack one they belong to. */
final class NumberingCheck {

    /** What only has a sense where there are numbers. */
    private static final List<Option<?>> OF_NUMBERS =
            List.of(
                    FIRST_FIELD,
                    COUNT_FIELD,
                    FIRST_NUMBER,
                    NO_VALUE,
                    MODULUS,
                    NEXT_FIELD,
                    RESET_FLOOR,
                    RESET_RUN,
                    RESET_AT);

    /** What is read from the messages themselves, of which an Avro decoder knows nothing. */
    private static final List<Option<?>> OF_JSON =
            List.of(
                    SourceOptions.WHERE,
                    SourceOptions.COMPRESSION,
                    SourceOptions.MAX_MESSAGES,
                    PREVIOUS_FIELD,
                    FIRST_FIELD,
                    COUNT_FIELD,
                    NO_VALUE,
                    MODULUS,
                    EPOCH_FIELD,
                    RESET_WHEN,
                    SKIP_WHEN,
                    NEXT_FIELD,
                    SNAPSHOT_WHEN,
                    HEARTBEAT_WHEN,
                    RETRANSMISSION_WHEN);

    private final OptionReader options;
    private final NumberingScheme scheme;

    /**
     * @param options of one source
     */
    NumberingCheck(OptionReader options) {
        this.options = options;
        this.scheme = options.get(SCHEME);
    }

    void check(FeedFormat format) {
        checkScheme();
        checkNumbers();
        checkCompanions();
        checkModulus();
        if (format == FeedFormat.AVRO) {
            checkAvro();
        }
    }

    private void checkScheme() {
        boolean chained = scheme == NumberingScheme.CHAINED;
        if (chained && !options.isGiven(PREVIOUS_FIELD)) {
            options.wrong(
                    SCHEME,
                    "needs "
                            + options.keyOf(PREVIOUS_FIELD)
                            + ": give a JSON Pointer to the number that a message says it"
                            + " follows, or another scheme");
        }
        if (!chained && options.isGiven(PREVIOUS_FIELD)) {
            options.wrong(
                    PREVIOUS_FIELD,
                    "is read with "
                            + options.keyOf(SCHEME)
                            + " chained only, not with "
                            + OptionType.wordOf(scheme)
                            + ": set chained, or leave it out");
        }
        boolean remembersNothing =
                scheme == NumberingScheme.INCREASING || scheme == NumberingScheme.NONE;
        if (remembersNothing && options.isGiven(GAP_MEMORY) && options.get(GAP_MEMORY) != 0) {
            options.wrong(
                    GAP_MEMORY,
                    "can't be with "
                            + options.keyOf(SCHEME)
                            + ' '
                            + OptionType.wordOf(scheme)
                            + ", where nothing is known to be missing: leave it out, or set"
                            + " contiguous or chained");
        }
        boolean jumps = scheme == NumberingScheme.INCREASING || chained;
        if (jumps && options.isGiven(FIRST_NUMBER)) {
            options.wrong(
                    FIRST_NUMBER,
                    "can't be with "
                            + options.keyOf(SCHEME)
                            + ' '
                            + OptionType.wordOf(scheme)
                            + ", where jumps are natural: leave it out");
        }
        if (jumps && options.isGiven(SKIP_WHEN)) {
            options.wrong(
                    SKIP_WHEN,
                    "can't be with "
                            + options.keyOf(SCHEME)
                            + ' '
                            + OptionType.wordOf(scheme)
                            + ", where no number is known to be missing: leave it out");
        }
        if (scheme == NumberingScheme.NONE) {
            for (Option<?> option : OF_NUMBERS) {
                if (options.isGiven(option)) {
                    options.wrong(
                            option,
                            "can't be with "
                                    + options.keyOf(SCHEME)
                                    + " none, where no number is read: leave it out, or set"
                                    + " another scheme");
                }
            }
        }
    }

    private void checkNumbers() {
        if (options.isGiven(COUNT_FIELD) && options.isGiven(FIRST_FIELD)) {
            options.wrong(
                    COUNT_FIELD,
                    "and "
                            + options.keyOf(FIRST_FIELD)
                            + " exclude each other: give first-field with the last number as"
                            + " sequence-field, or count-field with the first");
        }
        for (Option<String> option : List.of(FIRST_FIELD, COUNT_FIELD)) {
            if (options.isGiven(option)
                    && !options.isGiven(SourceOptions.SEQUENCE_FIELD)
                    && scheme != NumberingScheme.NONE) {
                options.wrong(
                        option,
                        "needs "
                                + options.keyOf(SourceOptions.SEQUENCE_FIELD)
                                + ": give a JSON Pointer to the "
                                + (option == COUNT_FIELD ? "first" : "last")
                                + " number");
            }
        }
    }

    private void checkCompanions() {
        needsOneOf(WRAPS_TO, MODULUS);
        needsOneOf(NEXT_FIELD, RESET_WHEN, SKIP_WHEN);
        needsOneOf(PREVIOUS_NONE, PREVIOUS_FIELD);
        needsOneOf(RESET_AT_TOLERANCE, RESET_AT);
        needsOneOf(HEARTBEAT_NUMBER, HEARTBEAT_WHEN, COUNT_FIELD);
    }

    private void needsOneOf(Option<?> option, Option<?>... others) {
        if (!options.isGiven(option)
                || List.of(others).stream().anyMatch(other -> options.isGiven(other))) {
            return;
        }
        options.wrong(
                option,
                "has no effect without "
                        + String.join(" or ", List.of(others).stream().map(options::keyOf).toList())
                        + ": give that too, or leave it out");
    }

    private void checkModulus() {
        Long modulus = options.get(MODULUS);
        if (modulus == null) {
            return;
        }
        for (Option<Long> option : List.of(FIRST_NUMBER, RESET_FLOOR)) {
            Long number = options.get(option);
            if (number != null && number >= modulus) {
                belowModulus(option, modulus);
            }
        }
        if (Numbers.read(options, NO_VALUE).stream().anyMatch(number -> number >= modulus)) {
            belowModulus(NO_VALUE, modulus);
        }
    }

    private void belowModulus(Option<?> option, long modulus) {
        options.wrong(
                option,
                "must be below "
                        + options.keyOf(MODULUS)
                        + ", "
                        + modulus
                        + ", which is the largest number + 1");
    }

    private void checkAvro() {
        for (Option<?> option : OF_JSON) {
            if (options.isGiven(option)) {
                refuseWithAvro(option);
            }
        }
        if (scheme == NumberingScheme.NONE) {
            refuseWithAvro(SCHEME);
        }
    }

    private void refuseWithAvro(Option<?> option) {
        options.wrong(
                option,
                "can't be with "
                        + options.keyOf(SourceOptions.FORMAT)
                        + " avro, of which only messages with one number each are read: leave it"
                        + " out");
    }
}
