package com.k2.sequence.io.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a schema registry by the API that Confluent documents, and that others speak too. Once for
 * each question; whoever asks tries again.
 */
public final class RegistryClient {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** What the API says of a subject, a version and a schema that it does not have. */
    private static final Set<Integer> ABSENT = Set.of(40401, 40402, 40403);

    private static final String NOT_THE_API =
            " does not answer as a schema registry does: is schema-registry.url the root of its API?";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryOptions options;
    private final HttpClient client;

    public RegistryClient(RegistryOptions options) {
        this.options = options;
        this.client = HttpClient.newBuilder().connectTimeout(options.timeout()).build();
    }

    /**
     * Checks that the registry is reached and lets the job in.
     *
     * @throws RegistryException if not
     */
    public void check() throws RegistryException, InterruptedException {
        String path = "/schemas/types";
        if (get(path) == null) {
            throw new RegistryException(options + path + NOT_THE_API, null);
        }
    }

    /**
     * The schema of an id, as the registry describes it.
     *
     * @return null where it has none of this id
     */
    JsonNode schema(int id) throws RegistryException, InterruptedException {
        return described("/schemas/ids/" + Integer.toUnsignedString(id));
    }

    /**
     * A version of a subject, which other schemas refer to.
     *
     * @return null where it has none
     */
    JsonNode version(String subject, int version) throws RegistryException, InterruptedException {
        String name = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        return described("/subjects/" + name + "/versions/" + version);
    }

    private JsonNode described(String path) throws RegistryException, InterruptedException {
        JsonNode answer = get(path);
        if (answer != null && !answer.path("schema").isTextual()) {
            throw new RegistryException(options + path + " answers without a schema", null);
        }
        return answer;
    }

    /** Null where the registry says that it has no such thing. */
    private JsonNode get(String path) throws RegistryException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(options.resource(path))
                        .header("Accept", "application/vnd.schemaregistry.v1+json, */*;q=0.5");
        if (options.authorization() != null) {
            request.header("Authorization", options.authorization());
        }
        // Not the request's own limit: that ends with the headers of the answer.
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return answer(path, response.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            Throwable why = e instanceof ExecutionException ? e.getCause() : null;
            throw new RegistryException(
                    "no answer from "
                            + options
                            + path
                            + " within "
                            + options.timeout().toMillis()
                            + " ms"
                            + (why == null
                                    ? ""
                                    : " ("
                                            + (why.getMessage() == null
                                                    ? why.getClass().getSimpleName()
                                                    : why.getMessage())
                                            + ")"),
                    e);
        } finally {
            response.cancel(true);
        }
    }

    private JsonNode answer(String path, HttpResponse<String> response) throws RegistryException {
        int status = response.statusCode();
        if (status != OK && status != NOT_FOUND) {
            boolean refused = status == UNAUTHORIZED || status == FORBIDDEN;
            throw new RegistryException(
                    options
                            + path
                            + " answers with status "
                            + status
                            + (refused
                                    ? ": it does not let the job in; check schema-registry.user and"
                                            + " schema-registry.password"
                                    : ""),
                    null);
        }
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new RegistryException(options + path + NOT_THE_API, null);
        }
        if (status == OK) {
            return body;
        }
        if (ABSENT.contains(body.path("error_code").asInt())) {
            return null;
        }
        throw new RegistryException(options + path + NOT_THE_API, null);
    }
}
