package com.k2.sequence.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.venue.VenueProfile;
import com.k2.sequence.venue.VenueProfile.Companion;
import com.k2.sequence.venue.VenueProfiles;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VenueOptionsTest {

    private static final String A = "source.a.";

    @Test
    void aProfileIsAllThatASourceNeeds() {
        SourceSettings source = read(values("okx-books"));

        assertThat(source.fields().exchange()).isEqualTo("okx");
        assertThat(source.fields().symbolFields()).hasToString("[/arg/instId]");
        assertThat(source.rule().scheme()).isEqualTo(NumberingScheme.CHAINED.scheme());
        assertThat(source.rule().larger().gapMemory()).isEqualTo(64);
    }

    @Test
    void whatIsSetBesideAProfileOverridesIt() {
        Map<String, String> values = values("okx-books");
        values.put(A + "exchange", "okx-test");
        values.put(A + "symbol", "all");
        values.put(A + "gap-memory", "8");

        SourceSettings source = read(values);

        assertThat(source.fields().exchange()).isEqualTo("okx-test");
        assertThat(source.fields().symbol()).isEqualTo("all");
        assertThat(source.fields().symbolFields()).isEmpty();
        assertThat(source.rule().larger().gapMemory()).isEqualTo(8);

        values.remove(A + "exchange");
        values.put(A + "exchange-field", "/venue");
        assertThat(read(values).fields().exchange()).isNull();
    }

    @Test
    void anotherSchemeLeavesOutWhatTheProfilesOwnNeeds() {
        Map<String, String> values = values("okx-books");
        values.put(A + "scheme", "increasing");

        SourceSettings source = read(values);

        assertThat(source.rule().scheme()).isEqualTo(NumberingScheme.INCREASING.scheme());
        assertThat(source.rule().larger().gapMemory()).isZero();
    }

    @Test
    void saysWhichProfileWasProbablyMeant() {
        assertRefused(
                values("okx-book"),
                "source.a.venue: 'okx-book' must be a venue profile; the nearest is okx-books");
    }

    @Test
    void saysWhatAProfileNeedsBesideIt() {
        Map<String, String> values = values("moldudp64");
        values.put(A + "exchange-field", "/venue");

        assertThatThrownBy(() -> SettingsReader.read(values))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(
                        "source.a.symbol-field: is required beside source.a.venue moldudp64, such"
                                + " as /channel. What the numbers count within")
                .hasMessageContaining(
                        "source.a.sequence-field: is required beside source.a.venue moldudp64")
                .hasMessageContaining("source.a.count-field: is required")
                .hasMessageContaining("because of these 3:");
    }

    @Test
    void profilesAreOfJson() {
        Map<String, String> values = values("okx-books");
        values.put(A + "format", "avro");

        assertRefused(values, "source.a.venue: 'okx-books' can't be with source.a.format avro");
    }

    static Stream<String> profiles() {
        return VenueProfiles.names().stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyProfileIsTakenWithWhatItSuggests(String name) {
        VenueProfile profile = VenueProfiles.find(name);
        Map<String, String> values = values(name);
        profile.needs().forEach(need -> values.put(A + need.option(), need.suggested()));
        assertThat(read(values).rule().larger()).isNotNull();

        for (Companion help : profile.helps()) {
            Map<String, String> helped = new HashMap<>(values);
            helped.put(A + help.option(), help.suggested());
            assertThat(read(helped)).as(help.option()).isNotNull();
        }
    }

    private static Map<String, String> values(String venue) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap-servers", "localhost:9092");
        values.put(A + "topics", "raw");
        values.put(A + "venue", venue);
        return values;
    }

    private static SourceSettings read(Map<String, String> values) {
        return SettingsReader.read(values).sources().get(0);
    }

    private static void assertRefused(Map<String, String> values, String message) {
        assertThatThrownBy(() -> SettingsReader.read(values))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(message);
    }
}
