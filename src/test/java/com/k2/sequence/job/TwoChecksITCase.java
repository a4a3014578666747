package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.RedisRows;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.Servers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One topic that is checked by channel and by instrument, as venues number both. */
class TwoChecksITCase {

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withRedis().withFlink(2);

    /** What is missing between packets, and what within instruments, is not the same. */
    private static final List<String> PACKETS =
            List.of(
                    "{\"c\":\"u1\",\"q\":1,\"n\":2,\"m\":[{\"s\":\"A\",\"i\":1},{\"s\":\"B\",\"i\":1}]}",
                    "{\"c\":\"u1\",\"q\":3,\"n\":0,\"m\":[]}",
                    "{\"c\":\"u1\",\"q\":3,\"n\":1,\"m\":[{\"s\":\"A\",\"i\":3}]}",
                    "{\"c\":\"u1\",\"q\":6,\"n\":1,\"m\":[{\"s\":\"B\",\"i\":2}]}",
                    "{\"c\":\"u1\",\"q\":4,\"n\":2,\"m\":[{\"s\":\"A\",\"i\":2},{\"s\":\"B\",\"i\":2}]}");

    @Test
    void eachCheckHasItsOwnEventsAndOneWritesTheMessages() throws Exception {
        SERVERS.kafka().createTopic("packets", 1);
        JobOptions.OUTPUTS.forEach(output -> SERVERS.kafka().createTopic("two." + output, 1));
        Topics topics = new Topics(SERVERS.kafka().bootstrapServers());
        topics.produceLines(
                "packets",
                PACKETS.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());

        SERVERS.flink().submit(new Configuration(), 2, options().arguments());

        assertThat(topics.awaitRecords("two.sequenced", PACKETS.size(), Patience.LIMIT))
                .extracting(record -> header(record, "sequence-event"))
                .containsExactly("NORMAL", "HEARTBEAT", "NORMAL", "GAP", "OUT_OF_ORDER");
        assertThat(values(topics.awaitRecords("two.gaps", 2, Patience.LIMIT)))
                .anySatisfy(
                        gap ->
                                assertThat(gap)
                                        .contains("\"symbol\":\"u1\"")
                                        .contains("\"gap_size\":2", "\"missing\":\"4-5\""))
                .anySatisfy(
                        gap ->
                                assertThat(gap)
                                        .contains("\"symbol\":\"A\"")
                                        .contains("\"gap_size\":1", "\"missing\":\"2\""));
        assertThat(values(topics.awaitRecords("two.out-of-order", 2, Patience.LIMIT)))
                .anySatisfy(late -> assertThat(late).contains("\"fills\":\"venue.u1@packets/0@3\""))
                .anySatisfy(
                        late ->
                                assertThat(late)
                                        .contains("\"fills\":\"venue-i.A@packets/0@2\"")
                                        .contains("\"index\":0"));
        assertThat(values(topics.awaitRecords("two.duplicates", 1, Patience.LIMIT)))
                .singleElement()
                .asString()
                .contains("\"symbol\":\"B\"", "\"index\":1");
        Patience.await()
                .untilAsserted(
                        () -> {
                            Map<Key, Map<String, String>> rows =
                                    RedisRows.read(SERVERS.redis().uri(), "two-it");
                            assertThat(rows.get(new Key("venue", "u1")))
                                    .containsEntry("last_seq", "6");
                            assertThat(rows.get(new Key("venue-i", "A")))
                                    .containsEntry("last_seq", "3");
                            assertThat(topics.committed("two-it").values()).containsExactly(5L);
                            assertThat(topics.committed("two-it-instrument").values())
                                    .containsExactly(5L);
                        });
        assertThat(topics.readToEnd("two.sequenced", Patience.LIMIT)).hasSize(PACKETS.size());
        assertThat(topics.readToEnd("two.dead-letters", Patience.LIMIT)).isEmpty();
    }

    private static JobOptions options() {
        return new JobOptions()
                .put("kafka.bootstrap-servers", SERVERS.kafka().bootstrapServers())
                .put("kafka.group-id", "two-it")
                .put("redis.uri", SERVERS.redis().uri().toString())
                .put("redis.key-prefix", "two-it")
                .put("source.channel.topics", "packets")
                .put("source.channel.exchange", "venue")
                .put("source.channel.symbol-field", "/c")
                .put("source.channel.sequence-field", "/q")
                .put("source.channel.count-field", "/n")
                .put("source.channel.gap-memory", "8")
                .put("source.instrument.topics", "packets")
                .put("source.instrument.exchange", "venue-i")
                .put("source.instrument.symbol-field", "/m/*/s")
                .put("source.instrument.sequence-field", "/m/*/i")
                .put("source.instrument.gap-memory", "8")
                .put("source.instrument.sequenced", "false")
                .outputs("two");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
