package com.k2.sequence.decode.avro;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

/**
 * Where a schema registry is and how it is asked.
 *
 * @param url of http or https, with the path of its API, if any
 * @param user null where it asks for none
 * @param password null where it asks for none
 * @param timeout of one request
 * @param timeoutOption which option sets the timeout, for messages
 */
public record RegistrySettings(
        URI url, String user, String password, Duration timeout, String timeoutOption) {

    public RegistrySettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(timeoutOption, "timeoutOption");
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("user and password belong together");
        }
    }

    /** With {@code schema-registry.timeout} for the time that a request may take. */
    public RegistrySettings(URI url, String user, String password, Duration timeout) {
        this(url, user, password, timeout, RegistryOptions.TIMEOUT.key());
    }

    /**
     * These settings with another timeout.
     *
     * @param option that sets it, for messages
     */
    public RegistrySettings withTimeout(Duration other, String option) {
        return new RegistrySettings(url, user, password, other, option);
    }

    /** The whole address of a resource, such as {@code /schemas/ids/1}. */
    URI resource(String path) {
        return URI.create(url.toString().replaceAll("/+$", "") + path);
    }

    /** The value of the header {@code Authorization}; null if it is not sent. */
    String authorization() {
        return user == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ':' + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url.toString();
    }
}
