package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.embedded.SecuredListener;
import com.k2.sequence.redis.TlsFiles;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.FlinkCluster;
import com.k2.sequence.testing.server.FlinkCluster.CommandResult;
import com.k2.sequence.testing.server.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar on a real cluster, with a broker that wants TLS, a client's certificate and a login,
 * and a Redis that wants a password: all of them come from files and the environment, and appear
 * nowhere.
 */
class SecretsITCase {

    private static final Path JOB_JAR =
            Path.of(System.getProperty("job.jar", "job.jar is not set"));

    private static final String KAFKA_PASSWORD = "kafkaSecret7Qx9";
    private static final String REDIS_PASSWORD = "redisSecret4Lm2";
    private static final String WRONG_PASSWORD = "wrongSecret8Vb3";

    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"tracker\" password=\"%s\";";

    @TempDir private static Path directory;

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers()
                    .withKafka(SecretsITCase::secured)
                    .withRedis(() -> EmbeddedRedis.builder().password(REDIS_PASSWORD))
                    .withCluster(SecretsITCase::session);

    private static TlsFiles tls;

    private static EmbeddedKafka.Builder secured() throws Exception {
        tls = TlsFiles.create(directory.resolve("tls"), "dns:localhost");
        return EmbeddedKafka.builder()
                .secured(
                        new SecuredListener(
                                FreePorts.next(),
                                Files.readString(tls.certificate()),
                                Files.readString(tls.key()),
                                "tracker",
                                KAFKA_PASSWORD));
    }

    private static FlinkCluster.Builder session() {
        return FlinkCluster.builder()
                .taskManagers(1)
                // The job is then kept as it was submitted, where the test can look at it.
                .highAvailability()
                .configuration("execution.checkpointing.interval", "500 ms")
                .environment("TRACKER_REDIS_PASSWORD", REDIS_PASSWORD)
                .environment("TRACKER_WRONG_PASSWORD", WRONG_PASSWORD);
    }

    @Test
    void secretsOpenEveryConnectionAndAppearNowhere() throws Exception {
        TrackedFeed feed = feed("secrets");
        feed.produce(2_000);
        String job = submit(feed.options()).jobId();
        feed.assertOutput();
        feed.assertRows();
        SERVERS.cluster()
                .awaitCheckpoints(
                        job, SERVERS.cluster().completedCheckpoints(job) + 1, Patience.LIMIT);
        feed.awaitCommittedOffsets();

        Map<String, String> pages = pages(job);
        assertThat(pages.get("/jobs/" + job + "/plan")).contains("Track sequence");
        assertNoSecret(pages);

        Map<String, String> files = files(SERVERS.cluster().directory());
        assertThat(files.values())
                .as("the job as it is kept, with its references")
                .anyMatch(content -> content.contains("${env:TRACKER_REDIS_PASSWORD}"));
        assertNoSecret(files);
        SERVERS.cluster().cancel(job);
    }

    @Test
    void operatorsCommandsAreLetInTooAndShowNoSecret() throws Exception {
        TrackedFeed feed = feed("commands");
        SERVERS.kafka().createTopic("commands.control", 1);
        feed.options().put("control.topic", "commands.control");
        String job = submit(feed.options()).jobId();
        feed.produceNumbers(0, "A", 100, 101);
        feed.awaitSequenced();
        String config = feed.options().writeTo(directory.resolve("commands.yaml")).toString();

        CommandResult doctor = command("doctor", "--config", config);
        CommandResult set = command("set", "asx", "A.B", "500", "--config", config);
        CommandResult keptOut =
                command(
                        "doctor",
                        "--config",
                        config,
                        "--redis.uri",
                        redisUri("${env:TRACKER_WRONG_PASSWORD}"),
                        "-D",
                        "kafka.properties.sasl.jaas.config="
                                + LOGIN.formatted("${env:TRACKER_WRONG_PASSWORD}"));

        assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        assertThat(set.exitCode()).as(set.output()).isZero();
        assertThat(keptOut.exitCode()).as(keptOut.output()).isEqualTo(1);
        assertThat(keptOut.output()).contains("refused the login").contains("WRONGPASS");
        feed.produceNumbers(0, "A", 501);
        feed.awaitSequenced();
        assertThat(feed.output("gaps")).isEmpty();
        assertNoSecret(pages(job));
        assertNoSecret(
                Map.of(
                        "doctor", doctor.output(),
                        "set", set.output(),
                        "doctor that is kept out", keptOut.output()));
        SERVERS.cluster().cancel(job);
    }

    @Test
    void wrongPasswordsAreToldAtTheStartAndNotShown() throws Exception {
        TrackedFeed feed = feed("refused");

        CommandResult refused =
                submit(
                        feed.options(),
                        "--kafka.properties.sasl.jaas.config",
                        LOGIN.formatted("${env:TRACKER_WRONG_PASSWORD}"),
                        "--redis.uri",
                        redisUri("${env:TRACKER_WRONG_PASSWORD}"));

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output())
                .contains("kafka.bootstrap-servers: " + SERVERS.kafka().securedServers())
                .contains("refused the login")
                .contains("redis.uri: ")
                .contains("WRONGPASS");
        assertNoSecret(Map.of("output", refused.output()));
    }

    @Test
    void whatIsNotThereIsToldAtTheStart() throws Exception {
        CommandResult refused =
                submit(
                        feed("absent").options(),
                        "--kafka.properties.ssl.truststore.certificates",
                        "${file:" + directory + "/absent.pem}",
                        "--redis.uri",
                        redisUri("${env:TRACKER_ABSENT}"),
                        "--kafka.group-id",
                        "${vault:group}");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output())
                .contains(
                        "kafka.properties.ssl.truststore.certificates: ${file:"
                                + directory
                                + "/absent.pem}: there is no such file")
                .contains("redis.uri: ${env:TRACKER_ABSENT}: the environment variable is not set")
                .contains("kafka.group-id: has a '${' that begins neither");
    }

    @Test
    void aJobThatIsNotLetInDoesNotShowItsPassword() throws Exception {
        TrackedFeed feed = feed("kept-out");

        String job =
                submit(
                                feed.options(),
                                "--startup.check",
                                "false",
                                "--kafka.properties.sasl.jaas.config",
                                LOGIN.formatted("${env:TRACKER_WRONG_PASSWORD}"))
                        .jobId();

        SERVERS.cluster().awaitRestarts(job, 1, Patience.LIMIT);
        Map<String, String> pages = pages(job);
        assertThat(pages.get("/jobs/" + job + "/exceptions"))
                .contains("SaslAuthenticationException");
        assertNoSecret(pages);
        SERVERS.cluster().cancel(job);
    }

    @Test
    void aJobThatRedisRefusesDoesNotShowItsPassword() throws Exception {
        TrackedFeed feed = feed("without-redis");
        feed.produce(10);

        String job =
                submit(
                                feed.options(),
                                "--startup.check",
                                "false",
                                "--redis.uri",
                                redisUri("${env:TRACKER_WRONG_PASSWORD}"))
                        .jobId();

        Patience.await()
                .until(
                        () ->
                                files(SERVERS.cluster().logs()).values().stream()
                                        .anyMatch(log -> log.contains("WRONGPASS")));
        assertNoSecret(pages(job));
        assertNoSecret(files(SERVERS.cluster().directory()));
        SERVERS.cluster().cancel(job);
    }

    private static TrackedFeed feed(String name) throws IOException {
        TrackedFeed feed = SERVERS.feed(name, 2, 50).exactlyOnce();
        Path password = Files.writeString(directory.resolve("kafka-password"), KAFKA_PASSWORD);
        String properties = "kafka.properties.";
        feed.options()
                .put("kafka.bootstrap-servers", SERVERS.kafka().securedServers())
                .put("redis.uri", redisUri("${env:TRACKER_REDIS_PASSWORD}"))
                .put(properties + "security.protocol", "SASL_SSL")
                .put(properties + "sasl.mechanism", "SCRAM-SHA-512")
                .put(properties + "sasl.jaas.config", LOGIN.formatted("${file:" + password + "}"))
                .put(properties + "ssl.truststore.type", "PEM")
                .put(
                        properties + "ssl.truststore.certificates",
                        "${file:" + tls.certificate() + "}")
                .put(properties + "ssl.keystore.type", "PEM")
                .put(
                        properties + "ssl.keystore.certificate.chain",
                        "${file:" + tls.certificate() + "}")
                .put(properties + "ssl.keystore.key", "${file:" + tls.key() + "}");
        return feed;
    }

    private static String redisUri(String password) {
        return "redis://:" + password + "@localhost:" + SERVERS.redis().uri().getPort();
    }

    private static CommandResult submit(JobOptions options, String... overrides)
            throws IOException {
        Path file = options.writeTo(directory.resolve("job.yaml"));
        List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
        arguments.addAll(List.of(overrides));
        return SERVERS.cluster().submit(JOB_JAR, arguments.toArray(String[]::new));
    }

    /** The operators' command line, as it is started by hand. */
    private static CommandResult command(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("bin/sequence-tracker"));
        line.addAll(List.of(arguments));
        Path output = directory.resolve("command.txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "SEQUENCE_TRACKER_JAR",
                                System.getProperty("command-line.jar"),
                                // All that clients say, not only what people need.
                                "SEQUENCE_TRACKER_JAVA_OPTS",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                                "TRACKER_REDIS_PASSWORD",
                                REDIS_PASSWORD,
                                "TRACKER_WRONG_PASSWORD",
                                WRONG_PASSWORD));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        return new CommandResult(process.exitValue(), Files.readString(output));
    }

    /** All that the web UI shows of the cluster and of a job, logs and metrics included. */
    private static Map<String, String> pages(String job) throws IOException {
        Map<String, String> pages = new LinkedHashMap<>();
        add(
                pages,
                "",
                "/overview",
                "/config",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/log",
                "/jobmanager/logs",
                "/jobmanager/metrics",
                "/jobmanager/thread-dump",
                "/taskmanagers");
        add(
                pages,
                "/jobs/" + job,
                "",
                "/config",
                "/plan",
                "/exceptions",
                "/accumulators",
                "/checkpoints",
                "/checkpoints/config",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/metrics");
        for (JsonNode vertex : SERVERS.cluster().get("/jobs/" + job).get("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.get("id").asText();
            add(
                    pages,
                    path,
                    "",
                    "/accumulators",
                    "/backpressure",
                    "/subtasktimes",
                    "/taskmanagers");
            add(pages, path, "/subtasks/metrics");
        }
        for (JsonNode manager : SERVERS.cluster().get("/taskmanagers").get("taskmanagers")) {
            String path = "/taskmanagers/" + manager.get("id").asText();
            add(pages, path, "", "/log", "/logs", "/metrics", "/thread-dump");
        }
        return pages;
    }

    private static void add(Map<String, String> pages, String prefix, String... paths)
            throws IOException {
        for (String path : paths) {
            pages.put(prefix + path, SERVERS.cluster().text(prefix + path));
        }
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    contents.put(
                            file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                } catch (IOException gone) {
                    // A checkpoint that was replaced meanwhile.
                }
            }
        }
        return contents;
    }

    private static void assertNoSecret(Map<String, String> texts) throws IOException {
        List<String> secrets =
                List.of(
                        KAFKA_PASSWORD,
                        REDIS_PASSWORD,
                        WRONG_PASSWORD,
                        Files.readAllLines(tls.key()).get(1));
        texts.forEach(
                (where, text) ->
                        secrets.forEach(
                                secret ->
                                        assertThat(text.contains(secret))
                                                .as("%s shows %s", where, secret)
                                                .isFalse()));
    }
}
