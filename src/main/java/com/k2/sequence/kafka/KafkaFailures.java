package com.k2.sequence.kafka;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/** What a failed question to the brokers means, and what to do about it. */
public final class KafkaFailures {

    private KafkaFailures() {}

    /** What a failure means, and what to change; without secrets. */
    public static String explain(KafkaSettings kafka, Duration timeout, KafkaException failure) {
        String servers = kafka.bootstrapServers();
        if (failure instanceof TimeoutException) {
            return "no answer from "
                    + servers
                    + " within "
                    + TimeUtils.formatWithHighestUnit(timeout)
                    + "; check that the brokers run and are reached from here, and, where they ask"
                    + " for TLS or a login, kafka.properties.*";
        }
        if (failure instanceof AuthenticationException) {
            return servers
                    + " refused the login: "
                    + kafka.withoutSecrets(rootMessage(failure))
                    + "; check kafka.properties.*";
        }
        return "asking "
                + servers
                + " failed: "
                + kafka.withoutSecrets(rootMessage(failure))
                + "; check the option and kafka.properties.*";
    }

    /** Whether the same question may be answered later. A name that is not found may be later. */
    public static boolean isUnavailable(KafkaException failure) {
        return failure instanceof RetriableException
                || failure.getCause() instanceof ConfigException
                        && rootMessage(failure).startsWith("No resolvable bootstrap urls");
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
