package com.k2.sequence.venue;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.RecordedFeed;
import com.k2.sequence.venue.VenueProfile.Companion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each profile's sample gets the verdicts that were written down beside it. */
class VenueSamplesTest {

    private static final Path SAMPLES = Path.of("src/test/resources/venues");

    static Stream<String> names() {
        return VenueProfiles.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLineHasItsVerdict(String name) throws IOException {
        VenueProfile profile = VenueProfiles.find(name);
        Map<String, String> needed = new HashMap<>();
        profile.needs().forEach(need -> needed.put(need.option(), need.suggested()));
        Map<String, String> helped = new HashMap<>(needed);
        for (Companion help : profile.helps()) {
            helped.putIfAbsent(help.option(), help.suggested());
        }
        List<String> verdicts = Files.readAllLines(SAMPLES.resolve(name + ".verdicts"));
        List<String> lines = Files.readAllLines(SAMPLES.resolve(name + ".jsonl"));

        assertThat(RecordedFeed.ofVenue(name, needed).verdicts(lines))
                .as("%s with what it needs", name)
                .isEqualTo(verdicts);
        assertThat(RecordedFeed.ofVenue(name, helped).verdicts(lines))
                .as("%s with all that it suggests", name)
                .isEqualTo(verdicts);
    }
}
