package com.k2.sequence.testing.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The part of a schema registry's API that readers use, as Confluent documents it: schemas by id,
 * versions of subjects, types; 404 with an error code for what is absent.
 */
public final class SchemaRegistryServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Else each answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final Map<String, Map<String, Object>> answers = new ConcurrentHashMap<>();
    private final Map<String, Answer> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String login;
    private volatile int failure;
    private volatile String page;
    private volatile boolean stalls;

    private record Answer(int status, byte[] body) {}

    private SchemaRegistryServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static SchemaRegistryServer start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SchemaRegistryServer registry = new SchemaRegistryServer(server);
        registry.answers.put("/schemas/types", Map.of("types", "AVRO"));
        registry.answers.put("/subjects", Map.of("subjects", "ticks-value"));
        server.createContext("/", registry::answer);
        server.start();
        return registry;
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Gives a schema an id. */
    public void register(int id, String schema) {
        answers.put("/schemas/ids/" + id, Map.of("schema", schema));
    }

    /** Gives an id to what the registry answers with, whatever it is. */
    public void register(int id, Map<String, Object> described) {
        answers.put("/schemas/ids/" + id, new LinkedHashMap<>(described));
    }

    /** A schema that others may refer to. */
    public void registerVersion(String subject, int version, String schema) {
        answers.put(
                "/subjects/" + subject + "/versions/" + version,
                Map.of("subject", subject, "version", version, "schema", schema));
    }

    /** Wants this login from now on. */
    public void requireLogin(String user, String password) {
        login =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ':' + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Answers everything with this status from now on; 0 for as it should. */
    public void fail(int status) {
        failure = status;
    }

    /**
     * Answers everything with 404 and this page from now on, as something else would; null to end.
     */
    public void beSomethingElse(String html) {
        page = html;
    }

    /** Answers this for one id from now on, while all else is answered as it should be. */
    public void refuse(int id, int status, String body) {
        refusals.put(
                "/schemas/ids/" + id, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers that these credentials may not list the subjects, from now on. */
    public void refuseSubjects() {
        refusals.put(
                "/subjects",
                new Answer(403, "{\"error_code\":40301}".getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers for an id as it should again. */
    public void accept(int id) {
        refusals.remove("/schemas/ids/" + id);
    }

    /** Sends the headers of answers alone from now on, and never the rest. */
    public void stall(boolean on) {
        stalls = on;
    }

    /** How many requests have come. */
    public int requests() {
        return requests.get();
    }

    /** A record as serialisers with a registry write it. */
    public static byte[] message(int id, GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.write(0);
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            Schema schema = record.getSchema();
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Map<String, Object> answer = answers.get(exchange.getRequestURI().getPath());
        Answer refusal = refusals.get(exchange.getRequestURI().getPath());
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (page != null) {
            send(exchange, 404, page.getBytes(StandardCharsets.UTF_8));
        } else if (stalls) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().flush();
        } else if (failure != 0) {
            send(exchange, failure, Map.of("error_code", failure));
        } else if (login != null && !login.equals(given)) {
            send(exchange, 401, Map.of("error_code", 40101));
        } else if (refusal != null) {
            send(exchange, refusal.status(), refusal.body());
        } else if (answer == null) {
            send(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
        } else {
            send(exchange, 200, answer);
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> body)
            throws IOException {
        send(exchange, status, JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
