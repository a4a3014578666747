package com.k2.sequence.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailuresTest {

    private static final String SECRET = "s3cret-of-the-login";
    private static final KafkaSettings KAFKA =
            new KafkaSettings("broker:9092", "group", Map.of("sasl.jaas.config", SECRET));

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(
                        new TimeoutException("30000 ms"),
                        KafkaFailure.UNAVAILABLE,
                        "no answer from broker:9092 within 5 s; check that the brokers run"),
                arguments(
                        new DisconnectException("gone"),
                        KafkaFailure.UNAVAILABLE,
                        "asking broker:9092 failed: gone"),
                arguments(
                        new LeaderNotAvailableException("election"),
                        KafkaFailure.UNAVAILABLE,
                        "asking broker:9092 failed: election"),
                arguments(
                        new KafkaException(
                                "Failed to create",
                                new ConfigException("No resolvable bootstrap urls given")),
                        KafkaFailure.UNAVAILABLE,
                        "No resolvable bootstrap urls"),
                arguments(
                        new SaslAuthenticationException("Authentication failed"),
                        KafkaFailure.AUTHENTICATION,
                        "broker:9092 refused the login: Authentication failed; check"
                                + " kafka.properties.*"),
                arguments(
                        new SslAuthenticationException("handshake"),
                        KafkaFailure.AUTHENTICATION,
                        "refused the login"),
                arguments(
                        new TopicAuthorizationException(Set.of("gaps")),
                        KafkaFailure.AUTHORIZATION,
                        "does not allow this to these credentials: Not authorized to access topics:"
                                + " [gaps]; grant them the right"),
                arguments(
                        GroupAuthorizationException.forGroupId("group"),
                        KafkaFailure.AUTHORIZATION,
                        "grant them the right"),
                arguments(
                        new KafkaException("x", new ConfigException("Invalid url")),
                        KafkaFailure.WRONG,
                        "asking broker:9092 failed: Invalid url; check the option"),
                arguments(
                        new InvalidTopicException("a b"),
                        KafkaFailure.WRONG,
                        "asking broker:9092 failed: a b"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatItIsAndWhatToDo(KafkaException failure, KafkaFailure kind, String text) {
        assertThat(KafkaFailures.kindOf(failure)).isEqualTo(kind);
        assertThat(KafkaFailures.explain(KAFKA, Duration.ofSeconds(5), failure)).contains(text);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void keepsSecretsOut(KafkaException failure, KafkaFailure kind) {
        KafkaException quoting =
                kind == KafkaFailure.AUTHENTICATION
                        ? new SaslAuthenticationException("no " + SECRET)
                        : new KafkaException("no " + SECRET);

        assertThat(KafkaFailures.explain(KAFKA, Duration.ofSeconds(5), quoting))
                .doesNotContain(SECRET)
                .contains("(not shown)");
    }
}
