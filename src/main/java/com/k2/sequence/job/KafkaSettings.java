package com.k2.sequence.job;

import java.util.Map;
import java.util.Properties;

/**
 * How the brokers are reached.
 *
 * @param bootstrapServers never null
 * @param groupId never null
 * @param properties handed to every client as they are; may hold secrets
 */
record KafkaSettings(String bootstrapServers, String groupId, Map<String, String> properties) {

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

    /** A text, such as a client's message, with the properties' values taken out. */
    String withoutValues(String text) {
        String clean = text;
        for (String value : properties.values()) {
            if (!value.isBlank()) {
                clean = clean.replace(value, "(not shown)");
            }
        }
        return clean;
    }

    /** Without the properties' values. */
    @Override
    public String toString() {
        return bootstrapServers + " as group " + groupId + " with " + properties.keySet();
    }
}
