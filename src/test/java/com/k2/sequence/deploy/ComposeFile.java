package com.k2.sequence.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Compose file, as far as its services need it to be started one by one. */
final class ComposeFile {

    /** When a service may be started that depends on another one. */
    enum Condition {
        SERVICE_STARTED,
        SERVICE_HEALTHY,
        SERVICE_COMPLETED_SUCCESSFULLY
    }

    /**
     * What a container is run with.
     *
     * @param entrypoint null for the image's own
     * @param command null for the image's own
     * @param healthcheck a command; null if there is none
     * @param scale how many containers
     */
    record Service(
            String name,
            String image,
            List<String> entrypoint,
            List<String> command,
            Map<String, String> environment,
            List<Mount> mounts,
            Map<String, Condition> dependsOn,
            List<String> healthcheck,
            int scale) {

        /** The image without its version. */
        String program() {
            return image.substring(0, image.indexOf(':'));
        }
    }

    /**
     * What a container sees of the machine.
     *
     * @param source a path that begins with ./, or the name of a volume
     * @param target absolute
     */
    record Mount(String source, String target) {

        boolean isVolume() {
            return !source.startsWith("./");
        }
    }

    private final Map<String, Service> services = new LinkedHashMap<>();

    private ComposeFile(Map<?, ?> file) {
        ((Map<?, ?>) file.get("services"))
                .forEach(
                        (name, spec) ->
                                services.put(
                                        (String) name, service((String) name, (Map<?, ?>) spec)));
    }

    static ComposeFile read(Path file) throws IOException {
        Load load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
        return new ComposeFile((Map<?, ?>) load.loadFromString(Files.readString(file)));
    }

    List<Service> services() {
        return List.copyOf(services.values());
    }

    /**
     * @throws IllegalArgumentException if there is none of this name
     */
    Service service(String name) {
        Service service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("there is no service " + name);
        }
        return service;
    }

    private static Service service(String name, Map<?, ?> spec) {
        Map<String, String> environment = new LinkedHashMap<>();
        map(spec, "environment")
                .forEach((key, value) -> environment.put((String) key, text(value)));
        List<Mount> mounts = new ArrayList<>();
        for (String mount : orEmpty(words(spec.get("volumes")))) {
            String[] parts = mount.split(":");
            mounts.add(new Mount(parts[0], parts[1]));
        }
        Map<String, Condition> dependsOn = new LinkedHashMap<>();
        map(spec, "depends_on")
                .forEach(
                        (other, how) ->
                                dependsOn.put(
                                        (String) other,
                                        Condition.valueOf(
                                                text(((Map<?, ?>) how).get("condition"))
                                                        .toUpperCase(Locale.ROOT))));
        return new Service(
                name,
                (String) spec.get("image"),
                words(spec.get("entrypoint")),
                words(spec.get("command")),
                environment,
                mounts,
                dependsOn,
                healthcheck(words(map(spec, "healthcheck").get("test"))),
                spec.containsKey("scale") ? (Integer) spec.get("scale") : 1);
    }

    private static List<String> healthcheck(List<String> test) {
        if (test == null) {
            return null;
        }
        List<String> words = test.subList(1, test.size());
        return test.get(0).equals("CMD-SHELL") ? List.of("sh", "-c", words.get(0)) : words;
    }

    private static Map<?, ?> map(Map<?, ?> spec, String key) {
        return spec.containsKey(key) ? (Map<?, ?>) spec.get(key) : Map.of();
    }

    private static List<String> words(Object list) {
        return list == null ? null : ((List<?>) list).stream().map(ComposeFile::text).toList();
    }

    private static List<String> orEmpty(List<String> words) {
        return words == null ? List.of() : words;
    }

    /** A value as a container gets it: two dollar signs stand for one. */
    private static String text(Object value) {
        String text = String.valueOf(value);
        if (text.replace("$$", "").contains("$")) {
            throw new IllegalArgumentException("a variable of the caller's: " + text);
        }
        return text.replace("$$", "$");
    }
}
