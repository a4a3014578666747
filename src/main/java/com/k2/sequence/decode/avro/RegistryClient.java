package com.k2.sequence.decode.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.decode.avro.RegistryAnswer.Outcome;
import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.option.Durations;
import java.io.IOException;
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
 * Asks a schema registry through the API that Confluent documents and others implement. Sends one
 * request for each question; the caller retries.
 */
public final class RegistryClient {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** Statuses by which a server or a proxy in front of it asks to come again later. */
    private static final Set<Integer> LATER = Set.of(408, 429, 502, 503, 504);

    /** The API's error codes for an absent subject, version and schema. */
    private static final Set<Integer> ABSENT = Set.of(40401, 40402, 40403);

    /** Many times the largest schema that registries take. */
    private static final int MAX_BODY_BYTES = 16 << 20;

    /** Most characters of the registry's own message that are passed on. */
    private static final int MAX_WORDS = 200;

    private static final String NOT_THE_API =
            " does not answer as a schema registry does: is schema-registry.url the root of its API?";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistrySettings options;
    private final HttpClient client;

    public RegistryClient(RegistrySettings options) {
        this.options = options;
        this.client = HttpClient.newBuilder().connectTimeout(options.timeout()).build();
    }

    /**
     * Checks that the registry is reached and authorises the job.
     *
     * @throws RegistryException if not
     */
    public void check() throws RegistryException, InterruptedException {
        String path = "/schemas/types";
        RegistryAnswer answer = get(path);
        switch (answer.outcome()) {
            case FOUND -> {}
            case UNKNOWN -> throw new RegistryException(options + path + NOT_THE_API, false);
            case REFUSED -> throw new RegistryException(answer.problem(), false);
            case FAILED -> throw new RegistryException(answer.problem(), true);
        }
    }

    /** The schema of an id, as the registry describes it. */
    RegistryAnswer schema(int id) throws InterruptedException {
        return described("/schemas/ids/" + id);
    }

    /** A version of a subject, which other schemas refer to. */
    RegistryAnswer version(String subject, int version) throws InterruptedException {
        String name = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        return described("/subjects/" + name + "/versions/" + version);
    }

    /**
     * A list that every registry has, and that comes from the store of its schemas. The list of
     * schema types would not do: a registry returns it even if its store is down.
     */
    RegistryAnswer subjects() throws InterruptedException {
        return get("/subjects?offset=0&limit=1");
    }

    private RegistryAnswer described(String path) throws InterruptedException {
        RegistryAnswer answer = get(path);
        return answer.outcome() == Outcome.FOUND && !answer.body().path("schema").isTextual()
                ? RegistryAnswer.refused(options + path + " answers without a schema")
                : answer;
    }

    private RegistryAnswer get(String path) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(options.resource(path))
                        .header("Accept", "application/vnd.schemaregistry.v1+json, */*;q=0.5");
        if (options.authorization() != null) {
            request.header("Authorization", options.authorization());
        }
        // Not the request's own timeout: that ends with the headers of the answer.
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request.build(), headers -> new BoundedBody(MAX_BODY_BYTES));
        try {
            return answer(path, response.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return noAnswer(path, null);
        } catch (ExecutionException e) {
            return noAnswer(path, e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    private RegistryAnswer noAnswer(String path, Throwable why) {
        String reason =
                why == null
                        ? ""
                        : ": "
                                + (why.getMessage() == null
                                        ? why.getClass().getSimpleName()
                                        : why.getMessage());
        return RegistryAnswer.failed(
                "no answer from "
                        + options
                        + path
                        + " within "
                        + Durations.text(options.timeout())
                        + " ("
                        + options.timeoutOption()
                        + ")"
                        + reason);
    }

    private RegistryAnswer answer(String path, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (response.body() == null) {
            return RegistryAnswer.refused(
                    options + path + " answers with more than " + MAX_BODY_BYTES + " bytes");
        }
        JsonNode body = json(response.body());
        if (status == OK && body != null) {
            return RegistryAnswer.found(body);
        }
        if (status == OK || status == NOT_FOUND && body == null) {
            return RegistryAnswer.refused(options + path + NOT_THE_API);
        }
        if (status == NOT_FOUND && ABSENT.contains(body.path("error_code").asInt())) {
            return RegistryAnswer.unknown("the schema registry has none of this id");
        }
        String problem = options + path + " answers with status " + status + words(body);
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            problem +=
                    ": it refuses these credentials; check schema-registry.user and"
                            + " schema-registry.password";
        }
        return LATER.contains(status)
                ? RegistryAnswer.failed(problem)
                : RegistryAnswer.refused(problem);
    }

    /** Null where it is not JSON. */
    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    /** The registry's own message about a failure, cleaned. */
    private static String words(JsonNode body) {
        if (body == null || !body.has("error_code")) {
            return "";
        }
        return ", error "
                + body.path("error_code").asInt()
                + ' '
                + Abbreviation.of(body.path("message").asText(), MAX_WORDS);
    }
}
