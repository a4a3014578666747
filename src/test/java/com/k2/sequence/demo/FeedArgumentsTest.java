package com.k2.sequence.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.demo.FeedArguments.FeedTask;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedArgumentsTest {

    @Test
    void feedsAMinuteToThisMachineByDefault() {
        FeedTask task = FeedArguments.parse(new String[0]);
        assertThat(task.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(task.feed()).isEqualTo(DemoArguments.parse(new String[0]));
        assertThat(task.feed().duration()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void readsTheBrokersAndLeavesTheRestToTheGenerator() {
        FeedTask task =
                FeedArguments.parse(
                        new String[] {
                            "--rate",
                            "50",
                            "--bootstrap",
                            "a:1,b:2",
                            "--duration",
                            "forever",
                            "--seed=-3"
                        });
        assertThat(task.bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(task.feed().rate()).isEqualTo(50);
        assertThat(task.feed().seed()).isEqualTo(-3);
        assertThat(task.feed().duration()).isNull();
        assertThat(FeedArguments.parse(new String[] {"--bootstrap=c:3"}).bootstrapServers())
                .isEqualTo("c:3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--stay                  | there is no option --stay",
                "--parallelism 2         | there is no option --parallelism",
                "--capture file          | there is no option --capture",
                "--source.x.exchange asx | there is no option --source.x.exchange",
                "--rate 0                | --rate must be a number from 1",
                "feed                    | 'feed' is not an option",
                "--bootstrap             | --bootstrap needs a value",
                "--bootstrap a --bootstrap b | --bootstrap is given twice"
            })
    void refusesWhatIsNoOptionOfAFeed(String line, String message) {
        assertThatThrownBy(() -> FeedArguments.parse(line.split(" +")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
