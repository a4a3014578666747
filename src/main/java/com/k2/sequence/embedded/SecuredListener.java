package com.k2.sequence.embedded;

import java.util.Map;

/**
 * A listener with TLS, for clients with a certificate that log in with SCRAM-SHA-512.
 *
 * @param port of the loopback address
 * @param certificate the broker's, and the only one that clients may show, in PEM
 * @param key the certificate's, PKCS #8 in PEM
 * @param user who may log in
 * @param password of the user, without quotes and brackets
 */
public record SecuredListener(
        int port, String certificate, String key, String user, String password) {

    private static final String NAME = "SECURED";
    private static final String MECHANISM = "SCRAM-SHA-512";

    /** Adds what the broker needs to its properties. */
    void addTo(Map<String, String> broker) {
        String prefix = "listener.name.secured.";
        broker.merge("listeners", NAME + "://localhost:" + port, (l, added) -> l + ',' + added);
        broker.merge(
                "advertised.listeners",
                NAME + "://localhost:" + port,
                (l, added) -> l + ',' + added);
        broker.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + NAME + ":SASL_SSL");
        broker.put("inter.broker.listener.name", "PLAINTEXT");
        broker.put(prefix + "sasl.enabled.mechanisms", MECHANISM);
        broker.put(
                prefix + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        broker.put(prefix + "ssl.keystore.type", "PEM");
        broker.put(prefix + "ssl.keystore.key", key);
        broker.put(prefix + "ssl.keystore.certificate.chain", certificate);
        broker.put(prefix + "ssl.truststore.type", "PEM");
        broker.put(prefix + "ssl.truststore.certificates", certificate);
        broker.put(prefix + "ssl.client.auth", "required");
    }

    /** The user's credentials, as the broker's folder is formatted with. */
    String credentials() {
        return MECHANISM + "=[name=" + user + ",password=" + password + "]";
    }
}
