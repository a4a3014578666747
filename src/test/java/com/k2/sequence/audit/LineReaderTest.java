package com.k2.sequence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void endsLinesAsEverySystemDoes() throws IOException {
        assertThat(lines("a\nb\r\n\n\r\nc", 10)).containsExactly("a", "b", "", "", "c");
        assertThat(lines("a\n", 10)).containsExactly("a");
        assertThat(lines("", 10)).isEmpty();
    }

    @Test
    void keepsOneByteMoreThanTheLargestLine() throws IOException {
        assertThat(lines("123456789\n1234\n", 4)).containsExactly("12345", "1234");
    }

    @Test
    void joinsWhatBuffersCut() throws IOException {
        Random random = new Random(1);
        List<String> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String line = "x".repeat(random.nextInt(200_000)) + i;
            expected.add(line.substring(0, Math.min(line.length(), 150_001)));
            text.append(line).append('\n');
        }

        assertThat(lines(text.toString(), 150_000)).isEqualTo(expected);
    }

    private static List<String> lines(String text, int maxBytes) throws IOException {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(in, maxBytes)) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }
}
