package com.k2.sequence.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What comes from records, as a terminal gets it. */
class TopicPrinterTest {

    private static final String HOSTILE = "\033[2J\u009b\u202e\r\n";

    @Test
    void aDeadLetterChangesNoTerminal() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "dead", 0, 0, null, ("value" + HOSTILE + "end").getBytes(UTF_8));
        record.headers().add("key" + HOSTILE, ("text" + HOSTILE).getBytes(UTF_8)).add("none", null);

        assertThat(TopicPrinter.line(record))
                .isEqualTo("key?[2J????=text?[2J???? none=(none)  value?[2J????end");
    }

    @Test
    void noLineOfTheTableHasControlsOfItsOwn() {
        for (boolean terminal : new boolean[] {true, false}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            new Screen(new PrintStream(bytes, true, UTF_8), terminal)
                    .show(List.of("asx" + HOSTILE));

            assertThat(bytes.toString(UTF_8)).contains("asx?[2J????\n");
        }
    }
}
