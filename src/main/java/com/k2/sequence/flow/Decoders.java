package com.k2.sequence.flow;

import com.k2.sequence.config.FeedFormat;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.MessageDecoderFactory;
import com.k2.sequence.decode.avro.AvroMessageDecoder;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import java.util.HashMap;
import java.util.Map;

/** Decoders by the format of a source. */
public final class Decoders {

    private static final String REGISTRY_PREFIX = "schema-registry.";

    private Decoders() {}

    /**
     * Those of a format.
     *
     * @param values of all options, as they were written
     */
    public static MessageDecoderFactory of(FeedFormat format, Map<String, String> values) {
        return switch (format) {
            case JSON -> JsonMessageDecoder::new;
            case AVRO -> new Avro(values);
        };
    }

    /** What the options refer to is read where a decoder is opened, as the stores do. */
    private static final class Avro implements MessageDecoderFactory {

        private static final long serialVersionUID = 1L;

        private final HashMap<String, String> values = new HashMap<>();

        Avro(Map<String, String> values) {
            values.forEach(
                    (key, value) -> {
                        if (key.startsWith(REGISTRY_PREFIX)) {
                            this.values.put(key, value);
                        }
                    });
        }

        @Override
        public MessageDecoder open(FeedFields fields, int maxRecordBytes) {
            return new AvroMessageDecoder(
                    fields, maxRecordBytes, SettingsReader.readRegistry(values));
        }
    }
}
