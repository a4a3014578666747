package com.k2.sequence.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** deploy/kubernetes, against the schema of the operator's resource and against flink-conf. */
class KubernetesTest {

    private static final Path MANIFEST = Path.of("deploy", "kubernetes", "sequence-tracker.yaml");
    private static final String SCHEMA =
            "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What differs from flink-conf/config.yaml: the operator's own business, or said to be. */
    private static final Set<String> OF_THE_SITE =
            Set.of(
                    "jobmanager.rpc.address",
                    "rest.address",
                    "jobmanager.bind-host",
                    "taskmanager.bind-host",
                    "rest.bind-address",
                    "jobmanager.memory.process.size",
                    "taskmanager.memory.process.size",
                    "execution.checkpointing.dir",
                    "execution.checkpointing.savepoint-dir",
                    "metrics.reporter.prom.port");

    @Test
    void isWhatTheOperatorTakes() throws IOException {
        Set<ValidationMessage> faults = schema().validate(JSON.valueToTree(deployment()));
        assertThat(faults).isEmpty();
    }

    @Test
    void wouldBeToldOfAMisspeltField() throws IOException {
        ObjectNode deployment = JSON.valueToTree(deployment());
        ((ObjectNode) deployment.at("/spec/job")).put("upgradeMod", "savepoint");
        ((ObjectNode) deployment.at("/spec/podTemplate/spec/containers/0")).put("volumeMount", 1);
        assertThat(schema().validate(deployment)).hasSize(2);
    }

    @Test
    void isOfThisFlink() throws IOException {
        String version = EnvironmentInformation.getVersion();
        String[] parts = version.split("\\.");
        assertThat(at(deployment(), "spec", "flinkVersion"))
                .isEqualTo("v" + parts[0] + '_' + parts[1]);
        assertThat(Files.readString(MANIFEST.resolveSibling("Dockerfile")))
                .contains("FROM flink:" + version + "-java17")
                .contains("flink-s3-fs-presto-" + version + ".jar");
    }

    @Test
    void agreesWithFlinkConf() throws IOException {
        Map<String, String> manifest = flat(at(deployment(), "spec", "flinkConfiguration"));
        Map<String, String> file = flat(load(Path.of("flink-conf", "config.yaml")).get(0));
        Map<String, String> shared = new TreeMap<>(file);
        shared.keySet().removeAll(OF_THE_SITE);
        assertThat(manifest).containsAllEntriesOf(shared);
        assertThat(manifest.keySet())
                .filteredOn(key -> !key.matches("(high-availability|kubernetes\\.operator)\\..+"))
                .filteredOn(key -> !key.equals("io.tmp.dirs"))
                .isSubsetOf(file.keySet());
    }

    @Test
    void upgradesWithASavepointAndKeepsItsState() throws IOException {
        Object spec = at(deployment(), "spec");
        assertThat(at(spec, "job", "upgradeMode")).isEqualTo("savepoint");
        Map<String, String> flink = flat(at(spec, "flinkConfiguration"));
        assertThat(flink.get("high-availability.type")).isEqualTo("kubernetes");
        assertThat(List.of("execution.checkpointing.dir", "execution.checkpointing.savepoint-dir"))
                .allSatisfy(key -> assertThat(flink.get(key)).startsWith("s3://"));
    }

    /** An unaligned checkpoint is for the version that took it, an upgrade for another one. */
    @Test
    void neverUpgradesFromACheckpointThatMayBeUnaligned() throws IOException {
        Object spec = at(deployment(), "spec");
        Map<String, String> flink = flat(at(spec, "flinkConfiguration"));

        assertThat(flink)
                .containsEntry("execution.checkpointing.unaligned.enabled", "true")
                .containsEntry(
                        "kubernetes.operator.job.upgrade.last-state-fallback.enabled", "false");
        assertThat(at(spec, "job", "upgradeMode")).isEqualTo("savepoint");
    }

    @Test
    void givesItsPodsNoMoreRightsThanTheyNeed() throws IOException {
        Object pod = at(deployment(), "spec", "podTemplate", "spec");
        Object container = ((List<?>) at(pod, "containers")).get(0);

        assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
        assertThat(at(pod, "securityContext", "seccompProfile", "type"))
                .isEqualTo("RuntimeDefault");
        Object rights = at(container, "securityContext");
        assertThat(at(rights, "allowPrivilegeEscalation")).isEqualTo(false);
        assertThat(at(rights, "readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(at(rights, "capabilities", "drop")).isEqualTo(List.of("ALL"));
        List<Object> writable = new ArrayList<>();
        ((List<?>) at(container, "volumeMounts"))
                .stream()
                        .filter(mount -> !((Map<?, ?>) mount).containsKey("readOnly"))
                        .forEach(mount -> writable.add(at(mount, "mountPath")));
        assertThat(writable)
                .containsExactlyInAnyOrder("/opt/flink/scratch", "/tmp", "/opt/flink/log");
    }

    @Test
    void letsOnlyThoseInWhoHaveBusinessThere() throws IOException {
        Map<?, ?> policy = load(MANIFEST).get(2);
        assertThat(policy.get("kind")).isEqualTo("NetworkPolicy");
        Object spec = policy.get("spec");

        // Flink labels the pods of a native deployment with its name.
        assertThat(at(spec, "podSelector", "matchLabels", "app"))
                .isEqualTo(at(deployment(), "metadata", "name"));
        assertThat(at(spec, "policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
        assertThat((List<?>) at(spec, "ingress"))
                .hasSize(3)
                .allSatisfy(rule -> assertThat(at(rule, "from")).isNotNull());
        assertThat(spec.toString()).contains("port=8081", "port=9249", "port=9093", "port=6379");
    }

    /** What is mounted is there: the options of the job, and the secrets that they name. */
    @Test
    void givesTheJobItsOptionsAndSecrets() throws IOException {
        Object container =
                ((List<?>) at(deployment(), "spec", "podTemplate", "spec", "containers")).get(0);
        List<Object> secrets = new ArrayList<>();
        ((List<?>) at(container, "env")).forEach(variable -> secrets.add(at(variable, "name")));
        String options = (String) at(load(MANIFEST).get(0), "data", "tracker.yaml");
        for (Object secret : secrets) {
            assertThat(options).contains("${env:" + secret + "}");
        }
        assertThat(options.split("\\$\\{env:", -1)).hasSize(secrets.size() + 1);
        assertThat((List<?>) at(deployment(), "spec", "job", "args"))
                .isEqualTo(List.of("--config", "/opt/tracker/tracker.yaml"));
    }

    private static Map<?, ?> deployment() throws IOException {
        return load(MANIFEST).get(1);
    }

    private static Object at(Object map, String... path) {
        Object value = map;
        for (String key : path) {
            value = ((Map<?, ?>) value).get(key);
        }
        return value;
    }

    private static List<Map<?, ?>> load(Path file) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().setLabel(file.toString()).build())
                .loadAllFromString(Files.readString(file))
                .forEach(document -> documents.add((Map<?, ?>) document));
        return documents;
    }

    /** Nested keys joined by dots, values as text. */
    private static Map<String, String> flat(Object map) {
        Map<String, String> flat = new LinkedHashMap<>();
        ((Map<?, ?>) map)
                .forEach(
                        (key, value) -> {
                            if (value instanceof Map<?, ?> nested) {
                                flat(nested).forEach((k, v) -> flat.put(key + "." + k, v));
                            } else {
                                flat.put((String) key, String.valueOf(value));
                            }
                        });
        return flat;
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream in = KubernetesTest.class.getResourceAsStream(SCHEMA)) {
            Object crd = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            Object version = ((List<?>) at(crd, "spec", "versions")).get(0);
            assertThat(at(version, "name")).isEqualTo("v1beta1");
            ObjectNode schema = JSON.valueToTree(at(version, "schema", "openAPIV3Schema"));
            ObjectNode properties = (ObjectNode) schema.get("properties");
            for (String ofEveryResource : List.of("apiVersion", "kind", "metadata")) {
                properties.putObject(ofEveryResource);
            }
            // The newest release of the schema that there is on Maven Central knows no Flink 2.
            ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_3");
            refuseUnknownFields(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        }
    }

    /** Kubernetes drops without a word what a resource's schema does not name. */
    private static void refuseUnknownFields(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        node.forEach(KubernetesTest::refuseUnknownFields);
    }
}
