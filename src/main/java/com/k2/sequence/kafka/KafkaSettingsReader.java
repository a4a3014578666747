package com.k2.sequence.kafka;

import com.k2.sequence.option.OptionReader;
import com.k2.sequence.option.Problems;
import com.k2.sequence.option.reference.References;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.utils.Utils;

/** Reads how the brokers are reached. */
public final class KafkaSettingsReader {

    /** Client properties that are the job's own, and the option that says the same. */
    private static final Map<String, String> OWN_PROPERTIES =
            Map.ofEntries(
                    Map.entry("bootstrap.servers", "use kafka.bootstrap-servers"),
                    Map.entry("group.id", "use kafka.group-id"),
                    Map.entry("auto.offset.reset", "use source.NAME.start"),
                    Map.entry("transactional.id", "use sink.transactional-id-prefix"),
                    Map.entry("client.id", "the job gives each client an id of its own"),
                    Map.entry("client.id.prefix", "the job gives each client an id of its own"),
                    Map.entry("enable.auto.commit", "offsets are committed with checkpoints"),
                    Map.entry("key.deserializer", "records are read as bytes"),
                    Map.entry("value.deserializer", "records are read as bytes"),
                    Map.entry("key.serializer", "records are written as bytes"),
                    Map.entry("value.serializer", "records are written as bytes"));

    private static final String LOGIN = SaslConfigs.SASL_JAAS_CONFIG;

    private final Map<String, String> values;
    private final OptionReader options;
    private final Problems problems;

    private KafkaSettingsReader(Map<String, String> values, OptionReader options) {
        this.values = values;
        this.options = options;
        this.problems = options.problems();
    }

    /**
     * What can be read of it; of use only if there were no problems.
     *
     * @param values as they were written, since clients resolve the references of their properties
     * @param options the same values, their references resolved
     */
    public static KafkaSettings read(Map<String, String> values, OptionReader options) {
        return new KafkaSettingsReader(values, options).read();
    }

    private KafkaSettings read() {
        KafkaSettings kafka =
                new KafkaSettings(
                        String.join(",", bootstrapServers()),
                        options.get(KafkaOptions.GROUP_ID),
                        properties());
        Map<String, String> resolved = resolved(kafka.properties());
        KafkaSettings.CLIENTS.forEach(client -> check(resolved, client));
        checkLogin(kafka.properties().get(LOGIN), resolved.get(LOGIN));
        return kafka;
    }

    /** As a client will have them, without those that a provider of Kafka's resolves. */
    private Map<String, String> resolved(Map<String, String> properties) {
        Map<String, String> resolved = new HashMap<>();
        properties.forEach(
                (name, value) -> {
                    if (!KafkaSettings.isLeftToKafka(value, properties)) {
                        resolved.put(name, problems.resolved(keyOf(name), value));
                    }
                });
        return resolved;
    }

    private static String keyOf(String property) {
        return KafkaOptions.PROPERTIES_PREFIX + property;
    }

    /** Has a kind of client judge the properties that it knows. */
    private void check(Map<String, String> properties, ConfigDef client) {
        for (ConfigValue judged : client.validate(properties)) {
            String value = properties.get(judged.name());
            if (value != null && !judged.errorMessages().isEmpty()) {
                String refusal = String.join("; ", judged.errorMessages());
                problems.add(
                        keyOf(judged.name()),
                        "is refused by the Kafka client: "
                                // A secret may have been put under the wrong name.
                                + (value.isBlank()
                                        ? refusal
                                        : refusal.replace(value, Problems.NOT_SHOWN)));
            }
        }
    }

    /** Here, since a client's own words show the part of a password that it stumbles over. */
    private void checkLogin(String given, String login) {
        if (login == null || (login.equals(given) && References.areIn(given))) {
            // Kafka's own provider has it; or what is referred to is not there, which is reported.
            return;
        }
        try {
            JaasContext.loadClientContext(Map.of(LOGIN, new Password(login)));
        } catch (IllegalArgumentException | KafkaException e) {
            problems.add(
                    keyOf(LOGIN),
                    "is not a login that Kafka can read, which is CLASS required NAME=\"VALUE\""
                            + " NAME=\"VALUE\"; with a \\ before each \" and \\ of a value that is"
                            + " written out");
        }
    }

    private List<String> bootstrapServers() {
        if (!options.isGiven(KafkaOptions.BOOTSTRAP_SERVERS)) {
            options.problem(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    "is required; give host:port of at least one broker, such as localhost:9092");
        }
        List<String> servers = options.list(KafkaOptions.BOOTSTRAP_SERVERS);
        if (!servers.stream().allMatch(KafkaSettingsReader::isHostAndPort)) {
            options.wrong(
                    KafkaOptions.BOOTSTRAP_SERVERS,
                    "must be host:port, several comma-separated, such as localhost:9092");
        }
        return servers;
    }

    private static boolean isHostAndPort(String server) {
        Integer port = Utils.getPort(server);
        return Utils.getHost(server) != null && port != null && port > 0 && port <= 65_535;
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(KafkaOptions.PROPERTIES_PREFIX)) {
                        addProperty(key, value, properties);
                    }
                });
        // Numbers and names are asked for when the job is made; secrets are not.
        properties.replaceAll(
                (name, value) ->
                        KafkaSettings.mayBeSecret(name)
                                        || KafkaSettings.isLeftToKafka(value, properties)
                                ? value
                                : problems.resolved(keyOf(name), value));
        return properties;
    }

    private void addProperty(String key, String value, Map<String, String> properties) {
        String name = key.substring(KafkaOptions.PROPERTIES_PREFIX.length());
        if (OWN_PROPERTIES.containsKey(name)) {
            problems.add(key, "can't be set: " + OWN_PROPERTIES.get(name));
        } else {
            properties.put(name, value);
        }
    }
}
