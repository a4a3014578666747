package com.k2.sequence.io.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Asks a schema registry by the API that Confluent documents, and that others speak too. Once for
 * each question; whoever asks tries again.
 */
public final class RegistryClient {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
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
        get("/schemas/types");
    }

    /**
     * The schema of an id, as the registry describes it.
     *
     * @return null where it has none of this id
     */
    JsonNode schema(int id) throws RegistryException, InterruptedException {
        return get("/schemas/ids/" + Integer.toUnsignedString(id));
    }

    /**
     * A version of a subject, which other schemas refer to.
     *
     * @return null where it has none
     */
    JsonNode version(String subject, int version) throws RegistryException, InterruptedException {
        String name = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        return get("/subjects/" + name + "/versions/" + version);
    }

    private JsonNode get(String path) throws RegistryException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(options.resource(path))
                        .timeout(options.timeout())
                        .header("Accept", "application/vnd.schemaregistry.v1+json, */*;q=0.5");
        if (options.authorization() != null) {
            request.header("Authorization", options.authorization());
        }
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RegistryException(
                    "no answer from "
                            + options
                            + path
                            + " within "
                            + options.timeout().toMillis()
                            + " ms ("
                            + (e.getMessage() == null
                                    ? e.getClass().getSimpleName()
                                    : e.getMessage())
                            + ")",
                    e);
        }
        return answer(path, response);
    }

    private JsonNode answer(String path, HttpResponse<String> response) throws RegistryException {
        int status = response.statusCode();
        if (status == NOT_FOUND) {
            return null;
        }
        if (status != OK) {
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
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new RegistryException(
                    options
                            + path
                            + " does not answer in JSON: is it the API of a schema registry?",
                    null);
        }
    }
}
