package com.k2.sequence.config;

import com.k2.sequence.decode.avro.RegistrySettings;
import java.net.URI;
import java.time.Duration;

/** Reads the options of the schema registry. */
final class RegistrySettingsReader {

    private final OptionReader options;

    RegistrySettingsReader(OptionReader options) {
        this.options = options;
    }

    /** What can be read of it; null where there were problems, which are told. */
    RegistrySettings read() {
        URI url = url();
        String user = options.get(SequenceTrackerOptions.SCHEMA_REGISTRY_USER);
        String password = options.get(SequenceTrackerOptions.SCHEMA_REGISTRY_PASSWORD);
        Duration timeout = options.milliseconds(SequenceTrackerOptions.SCHEMA_REGISTRY_TIMEOUT);
        if ((user == null) != (password == null)) {
            options.problem(
                    SequenceTrackerOptions.SCHEMA_REGISTRY_USER,
                    "and "
                            + SequenceTrackerOptions.SCHEMA_REGISTRY_PASSWORD.key()
                            + " belong together; give both, or neither");
            return null;
        }
        return url == null ? null : new RegistrySettings(url, user, password, timeout);
    }

    private URI url() {
        String given = options.get(SequenceTrackerOptions.SCHEMA_REGISTRY_URL);
        if (given == null) {
            options.problem(
                    SequenceTrackerOptions.SCHEMA_REGISTRY_URL,
                    "is required by sources of the format avro, such as http://registry:8081");
            return null;
        }
        try {
            URI url = URI.create(given);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException noUri) {
            // Told as what is one, but none that can be asked.
        }
        options.problem(
                SequenceTrackerOptions.SCHEMA_REGISTRY_URL,
                "must be http://host:port or https://host:port, with a path if the API stands behind"
                        + " one; user and password have options of their own");
        return null;
    }
}
