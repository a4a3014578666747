package com.k2.sequence.flow;

import com.k2.sequence.config.source.FeedFormat;
import com.k2.sequence.decode.MessageDecoderFactory;
import com.k2.sequence.decode.avro.AvroMessageDecoder;
import com.k2.sequence.decode.avro.RegistrySettings;
import com.k2.sequence.decode.json.JsonRecordDecoder;
import com.k2.sequence.option.LateSettings;

/** Decoders by the format of a source. */
public final class Decoders {

    private Decoders() {}

    /**
     * Those of a format.
     *
     * @param registry of schemas, read where a decoder is opened
     */
    public static MessageDecoderFactory of(
            FeedFormat format, LateSettings<RegistrySettings> registry) {
        return switch (format) {
            case JSON -> JsonRecordDecoder::open;
            case AVRO ->
                    (fields, maxRecordBytes) ->
                            new AvroMessageDecoder(fields, maxRecordBytes, registry.read());
        };
    }
}
