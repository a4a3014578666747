package com.k2.sequence.demo;

import com.k2.sequence.logging.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates topics on a broker, all at once, and does not change existing ones: what {@code
 * kafka-topics.sh --create --if-not-exists} does for one topic with each JVM.
 */
public final class TopicCreator {

    private static final String USAGE =
            """
            Usage: TopicCreator --bootstrap HOST:PORT --partitions N [--config NAME=VALUE]... TOPIC...

            Creates the topics that are not there yet.
            """;
    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;

    private final Map<String, String> configs = new HashMap<>();
    private final List<String> topics = new ArrayList<>();
    private String bootstrapServers;
    private int partitions;

    private TopicCreator(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--bootstrap" -> bootstrapServers = args[++i];
                case "--partitions" -> partitions = Integer.parseInt(args[++i]);
                case "--config" -> {
                    String[] config = args[++i].split("=", 2);
                    configs.put(config[0], config[1]);
                }
                default -> topics.add(args[i]);
            }
        }
        if (bootstrapServers == null
                || partitions < 1
                || topics.isEmpty()
                || topics.stream().anyMatch(topic -> topic.startsWith("-"))) {
            throw new IllegalArgumentException("a wrong command line");
        }
    }

    /** Exit code 0 if all topics are there, 1 if not, 2 for a wrong command line. */
    public static void main(String[] args) throws InterruptedException {
        TopicCreator creator = null;
        try {
            creator = new TopicCreator(args);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            Printable.err().print(USAGE);
            System.exit(WRONG_OPTIONS);
        }
        try {
            creator.create();
        } catch (ExecutionException e) {
            Printable.err()
                    .println(
                            "can't create topics on "
                                    + creator.bootstrapServers
                                    + ": "
                                    + e.getCause().getMessage());
            System.exit(FAILED);
        }
    }

    private void create() throws ExecutionException, InterruptedException {
        List<NewTopic> wanted =
                topics.stream()
                        .map(topic -> new NewTopic(topic, partitions, (short) 1).configs(configs))
                        .toList();
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (var created : admin.createTopics(wanted).values().entrySet()) {
                try {
                    created.getValue().get();
                    Printable.out().println("created " + created.getKey());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }
}
