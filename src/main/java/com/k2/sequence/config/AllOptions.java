package com.k2.sequence.config;

import com.k2.sequence.config.source.NumberingOptions;
import com.k2.sequence.config.source.SourceOptions;
import com.k2.sequence.decode.avro.RegistryOptions;
import com.k2.sequence.kafka.ControlOptions;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.option.Option;
import com.k2.sequence.redis.settings.RedisOptions;
import java.util.ArrayList;
import java.util.List;

/** All options of the job, as help and documentation list them. */
public final class AllOptions {

    private AllOptions() {}

    /** Every option, those of a source with {@link SourceOptions#NAME_PLACEHOLDER} for its name. */
    public static List<Option<?>> all() {
        List<Option<?>> all = new ArrayList<>(KafkaOptions.all());
        all.addAll(ofSource(SourceOptions.NAME_PLACEHOLDER));
        Output.all().forEach(output -> all.add(output.topicOption()));
        all.addAll(SinkOptions.all());
        all.addAll(ControlOptions.all());
        all.addAll(RedisOptions.all());
        all.addAll(TrackingOptions.all());
        all.addAll(RegistryOptions.all());
        all.addAll(StartupOptions.all());
        return all;
    }

    /** The options of one source, by their whole keys. */
    static List<Option<?>> ofSource(String name) {
        List<Option<?>> options = new ArrayList<>();
        String prefix = SourceOptions.keyOf(name, "");
        SourceOptions.all().forEach(option -> options.add(option.under(prefix)));
        NumberingOptions.all().forEach(option -> options.add(option.under(prefix)));
        return options;
    }
}
