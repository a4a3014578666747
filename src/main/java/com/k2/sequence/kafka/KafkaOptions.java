package com.k2.sequence.kafka;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import java.util.List;

/** The options that say how the brokers are reached. */
public final class KafkaOptions {

    /** Keys that begin with it are properties of the Kafka clients. */
    public static final String PROPERTIES_PREFIX = "kafka.properties.";

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<String> BOOTSTRAP_SERVERS =
            GROUP.text("kafka.bootstrap-servers")
                    .describedAs(
                            "Kafka brokers to start from, host:port, comma-separated. Required.");

    public static final Option<String> GROUP_ID =
            GROUP.text("kafka.group-id")
                    .defaultsTo("sequence-tracker")
                    .describedAs(
                            "Consumer group under which the offsets of every completed checkpoint are"
                                    + " committed, and from which a source with start 'committed' takes up.");

    public static final Option<String> PROPERTIES =
            GROUP.text(PROPERTIES_PREFIX + "*")
                    .secret()
                    .describedAs(
                            "Handed to every Kafka client as it is, for security and tuning:"
                                    + " kafka.properties.security.protocol sets security.protocol."
                                    + " Overrides the job's own choices, such as"
                                    + " isolation.level=read_committed of the sources and"
                                    + " compression.type=lz4 of the sequenced topic and"
                                    + " transaction.timeout.ms=900000 of the sinks. Values are never shown in messages.");

    private KafkaOptions() {}

    /** Those that are declared here, in this order. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }
}
