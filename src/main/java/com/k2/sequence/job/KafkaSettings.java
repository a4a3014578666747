package com.k2.sequence.job;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How the brokers are reached.
 *
 * @param bootstrapServers never null
 * @param groupId never null
 * @param properties handed to every client as they are; may hold secrets
 */
record KafkaSettings(String bootstrapServers, String groupId, Map<String, String> properties)
        implements Serializable {

    /** In place of what may be a secret. */
    static final String NOT_SHOWN = "(not shown)";

    /** Has all the properties of security that other clients have. */
    private static final ConfigDef PRODUCER = ProducerConfig.configDef();

    KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /** The given properties for one kind of client, over its defaults. */
    Properties over(Map<String, String> defaults) {
        Properties merged = new Properties();
        merged.putAll(defaults);
        merged.putAll(properties);
        return merged;
    }

    /** A text, such as a client's message, with the values taken out that may be secrets. */
    String withoutSecrets(String text) {
        String clean = text;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (mayBeSecret(property.getKey()) && !property.getValue().isBlank()) {
                clean = clean.replace(property.getValue(), NOT_SHOWN);
            }
        }
        return clean;
    }

    /** What Kafka's own definition calls a password, and what its definition does not know. */
    private static boolean mayBeSecret(String property) {
        ConfigDef.ConfigKey known = PRODUCER.configKeys().get(property);
        return known == null || known.type == ConfigDef.Type.PASSWORD;
    }

    /** Without the properties' values. */
    @Override
    public String toString() {
        return bootstrapServers + " as group " + groupId + " with " + properties.keySet();
    }
}
