package com.k2.sequence.redis.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * TLS trust store and client identity, where connections are encrypted; travels with the job. The
 * files are read again for each connection, so certificates can be replaced while the job runs. Its
 * text never holds a password.
 *
 * @param truststore a file of the authorities that servers' certificates may be signed by: PEM,
 *     PKCS12 or JKS; null for those the JVM trusts
 * @param truststorePassword null where none is needed
 * @param keystore a file of the client's certificate and its key: PEM, PKCS12 or JKS; null where
 *     servers ask for none
 * @param keystorePassword null where none is needed
 * @param key a PEM file of the key, where it is not in the keystore; null where it is
 */
public record RedisTls(
        String truststore,
        String truststorePassword,
        String keystore,
        String keystorePassword,
        String key)
        implements Serializable {

    public static final RedisTls DEFAULT = new RedisTls(null, null, null, null, null);

    public static final String TRUSTSTORE = "redis.tls.truststore";
    public static final String TRUSTSTORE_PASSWORD = "redis.tls.truststore-password";
    public static final String KEYSTORE = "redis.tls.keystore";
    public static final String KEYSTORE_PASSWORD = "redis.tls.keystore-password";
    public static final String KEY = "redis.tls.key";

    /**
     * @throws IllegalArgumentException if a value lacks the one it belongs to; says which option
     */
    public RedisTls {
        requireWith(TRUSTSTORE_PASSWORD, truststorePassword, TRUSTSTORE, truststore);
        requireWith(KEYSTORE_PASSWORD, keystorePassword, KEYSTORE, keystore);
        requireWith(KEY, key, KEYSTORE, keystore);
    }

    private static void requireWith(String option, String value, String needed, String other) {
        if (value != null && other == null) {
            throw new IllegalArgumentException(
                    option + " is given without " + needed + ", to which it belongs");
        }
    }

    /** The files that are named, for messages. */
    List<String> files() {
        return Stream.of(truststore, keystore, key).filter(Objects::nonNull).toList();
    }

    @Override
    public String toString() {
        return "TLS with " + (files().isEmpty() ? "the JVM's authorities" : files());
    }
}
