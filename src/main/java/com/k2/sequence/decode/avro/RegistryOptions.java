package com.k2.sequence.decode.avro;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import java.time.Duration;
import java.util.List;

/** The options that say where the schemas of Avro messages are. */
public final class RegistryOptions {

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<String> URL =
            GROUP.text("schema-registry.url")
                    .describedAs(
                            "Where the schemas of avro sources are: a registry with Confluent's API,"
                                    + " http:// or https://.");

    public static final Option<String> USER =
            GROUP.text("schema-registry.user")
                    .describedAs("The user at the schema registry, where it asks for one.");

    public static final Option<String> PASSWORD =
            GROUP.text("schema-registry.password")
                    .secret()
                    .describedAs("The user's password. Never shown.");

    public static final Option<Duration> TIMEOUT =
            GROUP.option("schema-registry.timeout", OptionType.DURATION)
                    .defaultsTo(Duration.ofSeconds(5))
                    .describedAs(
                            "How long one answer of the schema registry may take before it is asked"
                                    + " again. Messages wait meanwhile.");

    private RegistryOptions() {}

    /** Those that are declared here, in this order. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }
}
