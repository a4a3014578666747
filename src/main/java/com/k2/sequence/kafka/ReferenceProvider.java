package com.k2.sequence.kafka;

import com.k2.sequence.option.reference.ReferenceException;
import com.k2.sequence.option.reference.References;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Has each Kafka client resolve references when it is made, in the process it is made in: what
 * travels with the job are the references. Made by Kafka, by its name in {@code config.providers}.
 *
 * <p>A value that holds references travels whole and encoded, as the key of one reference in
 * Kafka's own form, so that Kafka's syntax and the job's do not meet.
 */
public final class ReferenceProvider implements ConfigProvider {

    /** What the clients know it by. */
    private static final String NAME = "sequence-tracker";

    private static final String PROVIDERS = "config.providers";

    /** A property as a client is to get it. */
    public static String forClient(String value) {
        return References.areIn(value)
                ? "${"
                        + NAME
                        + ':'
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(value.getBytes(StandardCharsets.UTF_8))
                        + '}'
                : value;
    }

    /** Adds to a client's properties that this provider is asked, beside those named already. */
    public static void addTo(Map<Object, Object> properties) {
        properties.merge(PROVIDERS, NAME, (others, name) -> others + "," + name);
        properties.put(PROVIDERS + '.' + NAME + ".class", ReferenceProvider.class.getName());
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(Map.of());
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> values = new HashMap<>();
        for (String key : keys) {
            String value = new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8);
            try {
                values.put(key, References.ofThisProcess().resolve(value));
            } catch (ReferenceException e) {
                throw new ConfigException("A property of the Kafka client: " + e.getMessage());
            }
        }
        return new ConfigData(values);
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
