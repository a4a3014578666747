package com.k2.sequence.deploy;

import com.k2.sequence.deploy.ComposeFile.Service;
import com.k2.sequence.deploy.Container.Task;
import com.k2.sequence.embedded.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns what containers are run with into what processes of this machine are run with: paths,
 * service names and ports. Nothing else is changed.
 */
final class ContainerPlan {

    /** Where the programs of each image listen. */
    private static final Map<String, List<Integer>> PORTS =
            Map.of(
                    "apache/kafka", List.of(9092, 9093, 29092),
                    "redis", List.of(6379),
                    "flink", List.of(8081, 6123, 9249),
                    "prom/prometheus", List.of(9090),
                    "grafana/grafana", List.of(3000));

    private static final Map<String, List<String>> ENTRYPOINTS =
            Map.of(
                    "apache/kafka", List.of("/etc/kafka/docker/run"),
                    "redis", List.of(),
                    "flink", List.of("/docker-entrypoint.sh"),
                    "prom/prometheus", List.of("prometheus"));

    private static final Map<String, String> WORKING_DIRECTORIES =
            Map.of("redis", "/data", "flink", "/opt/flink", "prom/prometheus", "/prometheus");

    private final ComposeFile compose;
    private final ContainerFiles files;
    private final Map<String, Integer> portsOfMachine = new LinkedHashMap<>();

    ContainerPlan(ComposeFile compose, ContainerFiles files) {
        this.compose = compose;
        this.files = files;
        for (Service service : compose.services()) {
            for (int number = 0; number < service.scale(); number++) {
                for (int port : PORTS.get(service.program())) {
                    portsOfMachine.put(key(service.name(), number, port), FreePorts.next());
                }
            }
        }
    }

    /** The first container of a service has its name. */
    private static String key(String service, int number, int port) {
        return (number == 0 ? service : service + '-' + number) + ':' + port;
    }

    /** Where this machine has a port of a service's first container, as host:port. */
    String address(String service, int port) {
        return "localhost:" + portsOfMachine.getOrDefault(service + ':' + port, port);
    }

    /**
     * Where containers of some services have a port, as Prometheus takes targets from a file. It
     * can't look for them by name here.
     */
    String targets(int port, String... services) {
        return Arrays.stream(services)
                .map(compose::service)
                .flatMap(
                        service ->
                                IntStream.range(0, service.scale())
                                        .mapToObj(number -> key(service.name(), number, port)))
                .map(key -> "localhost:" + portsOfMachine.get(key))
                .collect(Collectors.joining(", ", "- targets: [", "]\n"));
    }

    /** Text of a mounted file, or of any other that belongs to no service. */
    String translate(String text) {
        String translated = files.withPaths(text);
        for (Map.Entry<String, Integer> port : portsOfMachine.entrySet()) {
            translated = translated.replace(port.getKey(), "localhost:" + port.getValue());
        }
        return translated;
    }

    /**
     * How to run a service's containers.
     *
     * @param number from 0 on
     * @param log where its output goes
     */
    Task task(Service service, int number, Path log) {
        Map<Integer, Integer> own = ownPorts(service, number);
        List<String> line = new ArrayList<>();
        line.addAll(
                service.entrypoint() == null
                        ? ENTRYPOINTS.get(service.program())
                        : service.entrypoint());
        line.addAll(service.command() == null ? List.of() : service.command());
        Map<String, String> environment = imageEnvironment(service, own, log);
        service.environment()
                .forEach(
                        (name, value) ->
                                environment.put(name, withoutHosts(translate(value, own))));
        return new Task(
                service.name() + '-' + number,
                line.stream().map(word -> translate(word, own)).toList(),
                service.healthcheck() == null
                        ? null
                        : service.healthcheck().stream().map(word -> translate(word, own)).toList(),
                environment,
                files.path(WORKING_DIRECTORIES.getOrDefault(service.program(), "/tmp")));
    }

    /** Services that are named alone, as a whole value or as that of an option of Flink's. */
    private String withoutHosts(String value) {
        String names =
                compose.services().stream().map(Service::name).collect(Collectors.joining("|"));
        return value.replaceAll("(?m)(?<=^|: )(" + names + ")$", "localhost");
    }

    private Map<Integer, Integer> ownPorts(Service service, int number) {
        Map<Integer, Integer> ports = new LinkedHashMap<>();
        for (int port : PORTS.get(service.program())) {
            ports.put(port, portsOfMachine.get(key(service.name(), number, port)));
        }
        return ports;
    }

    private String translate(String text, Map<Integer, Integer> ownPorts) {
        String translated = translate(text).replace("://:", "://localhost:");
        for (Map.Entry<Integer, Integer> port : ownPorts.entrySet()) {
            translated =
                    Pattern.compile("(?<![\\w.])" + port.getKey() + "(?!\\w)")
                            .matcher(translated)
                            .replaceAll(port.getValue().toString());
        }
        return translated;
    }

    private Map<String, String> imageEnvironment(
            Service service, Map<Integer, Integer> ports, Path log) {
        Map<String, String> environment = new LinkedHashMap<>();
        String javaHome = System.getProperty("java.home");
        environment.put("JAVA_HOME", javaHome);
        environment.put(
                "PATH",
                String.join(
                        ":",
                        files.path("/bin").toString(),
                        files.path("/opt/flink/bin").toString(),
                        javaHome + "/bin",
                        System.getenv("PATH")));
        environment.put("REHEARSAL_ROOT", files.root().toString());
        environment.put("REHEARSAL_CLASSPATH", System.getProperty("java.class.path"));
        environment.put("REHEARSAL_LOG", log.toString());
        environment.put("REHEARSAL_PORT", Integer.toString(ports.values().iterator().next()));
        if (service.program().equals("flink")) {
            environment.put("FLINK_HOME", files.path("/opt/flink").toString());
            environment.put(
                    "REHEARSAL_OPTIONS",
                    "-Drest.port="
                            + portsOfMachine.get("jobmanager:8081")
                            + " -Djobmanager.rpc.port="
                            + portsOfMachine.get("jobmanager:6123")
                            + " -Dmetrics.reporter.prom.port="
                            + ports.get(9249)
                            + " -Dtaskmanager.resource-id="
                            + log.getFileName()
                            + " -Dio.tmp.dirs="
                            + files.path("/tmp"));
        }
        return environment;
    }
}
