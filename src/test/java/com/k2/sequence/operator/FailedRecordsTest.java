package com.k2.sequence.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.source.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedRecordsTest {

    private final JobID job = new JobID();
    private final LoggedErrors said = new LoggedErrors();

    @AfterEach
    void stopListening() {
        said.logger.removeAppender(said);
    }

    @Test
    void namesARecordAtWhichAttemptsFailAgainAndAgain() {
        fail(42, new RuntimeException(new IllegalStateException()), FailedRecords.SAID_AFTER - 1);
        assertThat(said.lines).isEmpty();

        fail(42, new RuntimeException(new IllegalStateException()), 1);
        assertThat(said.lines)
                .singleElement()
                .asString()
                .contains("topic 'in', partition 3, offset 42 (java.lang.IllegalStateException)");
    }

    @Test
    void saysNothingOfFailuresAtOneRecordAfterAnother() {
        for (int offset = 0; offset < 10; offset++) {
            fail(offset, new IllegalStateException(), FailedRecords.SAID_AFTER - 1);
        }

        assertThat(said.lines).isEmpty();
    }

    @Test
    void saysNothingOfWhatNoRecordCauses() {
        IOException interrupted = new IOException("Interrupted while waiting for buffer");
        for (Throwable failure :
                List.of(
                        new UncheckedIOException(interrupted),
                        new RuntimeException(new UncheckedIOException(interrupted)),
                        new RuntimeException(new InterruptedException()),
                        new CancelTaskException("over"),
                        new RuntimeException(new TimeoutException("no broker")))) {
            fail(42, failure, 2 * FailedRecords.SAID_AFTER);
        }

        assertThat(said.lines).isEmpty();
    }

    private void fail(long offset, Throwable failure, int times) {
        for (int i = 0; i < times; i++) {
            FailedRecords.failed(job, "Decode feed", new SourcePosition("in", 3, offset), failure);
        }
    }

    private static final class LoggedErrors extends AbstractAppender {

        private final Logger logger = (Logger) LogManager.getLogger(FailedRecords.class);
        private final List<String> lines = new ArrayList<>();

        private LoggedErrors() {
            super("errors", null, null, true, Property.EMPTY_ARRAY);
            start();
            logger.addAppender(this);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
        }
    }
}
