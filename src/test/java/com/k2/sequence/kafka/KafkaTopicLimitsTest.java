package com.k2.sequence.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaTopicLimitsTest {

    @Test
    void readsWhatATopicTakes() {
        assertThat(
                        KafkaTopicLimits.limits(
                                Map.of(
                                        "max.message.bytes", "1000",
                                        "cleanup.policy", "delete,compact",
                                        "message.timestamp.type", "LogAppendTime",
                                        "message.timestamp.before.max.ms", "2000",
                                        "message.timestamp.after.max.ms", "3000")))
                .isEqualTo(new TopicLimits(1000, true, true, 2000, 3000));
    }

    @Test
    void takesTheOneLimitOfTimesThatOlderBrokersHave() {
        assertThat(KafkaTopicLimits.limits(Map.of("message.timestamp.difference.max.ms", "4000")))
                .isEqualTo(new TopicLimits(Integer.MAX_VALUE, false, false, 4000, 4000));
    }

    @Test
    void takesASettingThatIsLeftOutForNoLimit() {
        Map<String, String> withoutValue = new HashMap<>();
        withoutValue.put("max.message.bytes", null);
        withoutValue.put("cleanup.policy", null);

        assertThat(KafkaTopicLimits.limits(Map.of())).isEqualTo(TopicLimits.UNKNOWN);
        assertThat(KafkaTopicLimits.limits(withoutValue)).isEqualTo(TopicLimits.UNKNOWN);
    }
}
