package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

    @Test
    void answersInLinesAndEndsWhenItIsClosed(@TempDir Path folder) throws Exception {
        ProcessHandle process;
        try (ChildJvm jvm =
                ChildJvm.start(folder, ChildJvm.options("16m"), Echo.class, List.of("said "))) {
            process = process(jvm.await("pid "));
            jvm.send("one");
            jvm.send("two");

            assertThat(jvm.await("said ")).contains("one");
            assertThat(jvm.await("said ")).contains("two");
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void tellsWhatAJvmPutOutThatEndedWithoutAnAnswer(@TempDir Path folder) throws Exception {
        try (ChildJvm jvm =
                ChildJvm.start(folder, ChildJvm.options("16m"), Echo.class, List.of("said "))) {
            jvm.send("end");

            assertThat(jvm.await("said ")).isEmpty();
            assertThat(jvm.report()).contains("asked to end");
        }
    }

    private static ProcessHandle process(Optional<String> pid) {
        return ProcessHandle.of(Long.parseLong(pid.orElseThrow())).orElseThrow();
    }

    /** Says every line again, until one is {@code end}. */
    static final class Echo {

        public static void main(String[] args) throws Exception {
            System.out.println("pid " + ProcessHandle.current().pid());
            try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.equals("end")) {
                        throw new IllegalStateException("asked to end");
                    }
                    System.out.println(args[1] + line);
                }
            }
        }
    }
}
