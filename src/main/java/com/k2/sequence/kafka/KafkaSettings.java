package com.k2.sequence.kafka;

import com.k2.sequence.option.Problems;
import com.k2.sequence.option.reference.ReferenceException;
import com.k2.sequence.option.reference.References;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How the brokers are reached.
 *
 * @param bootstrapServers never null
 * @param groupId never null
 * @param properties handed to every client; may hold secrets. Those that {@link #mayBeSecret} are
 *     as they were written: each client resolves their references where it is made
 */
public record KafkaSettings(String bootstrapServers, String groupId, Map<String, String> properties)
        implements Serializable {

    public static final List<ConfigDef> CLIENTS =
            List.of(
                    ProducerConfig.configDef(),
                    ConsumerConfig.configDef(),
                    AdminClientConfig.configDef());

    private static final String PROVIDERS = "config.providers";

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    /** The given properties for one kind of client, over its defaults. */
    public Properties over(Map<String, String> defaults) {
        Properties merged = new Properties();
        merged.putAll(defaults);
        properties.forEach(
                (name, value) ->
                        merged.put(
                                name,
                                isLeftToKafka(value) ? value : ReferenceProvider.forClient(value)));
        if (properties.values().stream().anyMatch(value -> isReference(value))) {
            ReferenceProvider.addTo(merged);
        }
        return merged;
    }

    private boolean isReference(String value) {
        return References.areIn(value) && !isLeftToKafka(value);
    }

    /** Whether a value is for a provider of the user's own, given as Kafka has it. */
    private boolean isLeftToKafka(String value) {
        return isLeftToKafka(value, properties);
    }

    public static boolean isLeftToKafka(String value, Map<String, String> properties) {
        String providers = properties.getOrDefault(PROVIDERS, "");
        return Arrays.stream(providers.split(","))
                .map(String::strip)
                .anyMatch(name -> !name.isEmpty() && value.contains("${" + name + ':'));
    }

    /** A text, such as a client's message, with the values taken out that may be secrets. */
    public String withoutSecrets(String text) {
        String clean = text;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (mayBeSecret(property.getKey()) && !property.getValue().isBlank()) {
                clean = clean.replace(property.getValue(), Problems.NOT_SHOWN);
                for (String secret : referredToBy(property.getValue())) {
                    clean = clean.replace(secret, Problems.NOT_SHOWN);
                }
            }
        }
        return clean;
    }

    /** What a value's references give, and the value with it; nothing once it is gone. */
    private List<String> referredToBy(String value) {
        if (!isReference(value)) {
            return List.of();
        }
        List<String> secrets = new ArrayList<>();
        try {
            secrets.add(References.ofThisProcess().resolve(value, secrets::add));
        } catch (ReferenceException gone) {
            return secrets;
        }
        return secrets;
    }

    /** What Kafka's own definitions call a password, and what none of them knows. */
    public static boolean mayBeSecret(String property) {
        for (ConfigDef client : CLIENTS) {
            ConfigDef.ConfigKey known = client.configKeys().get(property);
            if (known != null) {
                return known.type == ConfigDef.Type.PASSWORD;
            }
        }
        return true;
    }

    /** Without the properties' values. */
    @Override
    public String toString() {
        return bootstrapServers + " as group " + groupId + " with " + properties.keySet();
    }
}
