package com.k2.sequence.chaos.account;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Stands for a whole record in 8 bytes, so that tens of millions can be remembered. */
final class Fingerprint {

    private Fingerprint() {}

    /** Of a record with these header lines in place of its own. */
    static long of(ConsumerRecord<byte[], byte[]> record, List<String> headers) {
        Hasher hasher = Hashing.murmur3_128().newHasher();
        put(hasher, record.key());
        put(hasher, record.value());
        hasher.putLong(record.timestamp());
        headers.forEach(header -> put(hasher, header.getBytes(StandardCharsets.UTF_8)));
        return hasher.hash().asLong();
    }

    /** Of texts, in their order. */
    static long of(String... texts) {
        Hasher hasher = Hashing.murmur3_128().newHasher();
        for (String text : texts) {
            put(hasher, text.getBytes(StandardCharsets.UTF_8));
        }
        return hasher.hash().asLong();
    }

    /** A header as a line of text. */
    static String line(Header header) {
        return header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void put(Hasher hasher, byte[] bytes) {
        if (bytes == null) {
            hasher.putInt(-1);
        } else {
            hasher.putInt(bytes.length).putBytes(bytes);
        }
    }
}
