package com.k2.sequence.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochNanosTest {

    @ParameterizedTest
    @CsvSource({
        "0,                    1970-01-01T00:00:00Z",
        "1,                    1970-01-01T00:00:00.000000001Z",
        "1000,                 1970-01-01T00:00:00.000001Z",
        "120000000,            1970-01-01T00:00:00.120Z",
        "-1,                   1969-12-31T23:59:59.999999999Z",
        "1768125600127483000,  2026-01-11T10:00:00.127483Z",
        "9223372036854775807,  2262-04-11T23:47:16.854775807Z",
        "-9223372036854775808, 1677-09-21T00:12:43.145224192Z",
    })
    void writesAndReadsIsoTimes(long nanos, String text) {
        assertThat(EpochNanos.format(nanos)).isEqualTo(text);
        assertThat(EpochNanos.parse(text)).isEqualTo(nanos);
    }

    @Property
    void readsWhatItWrote(@ForAll long nanos) {
        assertThat(EpochNanos.parse(EpochNanos.format(nanos))).isEqualTo(nanos);
    }

    @Property
    void writesAsInstantDoes(@ForAll long nanos) {
        assertThat(EpochNanos.format(nanos))
                .isEqualTo(Instant.EPOCH.plusNanos(nanos).toString())
                .endsWith("Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1768125600",
                "2026-01-11",
                "2026-01-11T10:00:00",
                "2026-02-30T10:00:00Z",
                "1677-09-21T00:12:43.145224191Z",
                "2262-04-11T23:47:16.854775808Z",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
            })
    void refusesWhatIsNoTimeOrOutOfRange(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpochNanos.parse(text))
                .withMessageContaining("ISO-8601");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z"})
    void refusesInstantsOutOfRange(String text) {
        assertThatThrownBy(() -> EpochNanos.of(Instant.parse(text)))
                .isInstanceOf(ArithmeticException.class);
    }
}
