package com.k2.sequence.kafka;

import com.k2.sequence.option.Durations;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/** Decides what a failed question to the brokers means, and says what to do about it. */
public final class KafkaFailures {

    private KafkaFailures() {}

    /** What a failure is. A name that is not found may be found later. */
    public static KafkaFailure kindOf(KafkaException failure) {
        if (failure instanceof AuthenticationException) {
            return KafkaFailure.AUTHENTICATION;
        }
        if (failure instanceof AuthorizationException) {
            return KafkaFailure.AUTHORIZATION;
        }
        boolean notResolved =
                failure.getCause() instanceof ConfigException
                        && rootMessage(failure).startsWith("No resolvable bootstrap urls");
        return failure instanceof RetriableException || notResolved
                ? KafkaFailure.UNAVAILABLE
                : KafkaFailure.WRONG;
    }

    /** What a failure means, and what to change; without secrets. */
    public static String explain(KafkaSettings kafka, Duration timeout, KafkaException failure) {
        String servers = kafka.bootstrapServers();
        if (failure instanceof TimeoutException) {
            return "no answer from "
                    + servers
                    + " within "
                    + Durations.text(timeout)
                    + "; check that the brokers run and are reached from here, and, where they ask"
                    + " for TLS or a login, kafka.properties.*";
        }
        String said = kafka.withoutSecrets(rootMessage(failure));
        return switch (kindOf(failure)) {
            case AUTHENTICATION ->
                    servers + " refused the login: " + said + "; check kafka.properties.*";
            case AUTHORIZATION ->
                    servers
                            + " does not allow this to these credentials: "
                            + said
                            + "; grant them the right, or check kafka.properties.*";
            case UNAVAILABLE, WRONG ->
                    "asking "
                            + servers
                            + " failed: "
                            + said
                            + "; check the option and kafka.properties.*";
        };
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
