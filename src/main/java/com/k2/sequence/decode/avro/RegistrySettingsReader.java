package com.k2.sequence.decode.avro;

import com.k2.sequence.option.OptionReader;
import java.net.URI;
import java.time.Duration;

/** Reads the options of the schema registry. */
public final class RegistrySettingsReader {

    private final OptionReader options;

    private RegistrySettingsReader(OptionReader options) {
        this.options = options;
    }

    /** What can be read of it; null where there were problems, which are reported. */
    public static RegistrySettings read(OptionReader options) {
        return new RegistrySettingsReader(options).read();
    }

    private RegistrySettings read() {
        URI url = url();
        String user = options.get(RegistryOptions.USER);
        String password = options.get(RegistryOptions.PASSWORD);
        Duration timeout = options.milliseconds(RegistryOptions.TIMEOUT);
        if ((user == null) != (password == null)) {
            options.problem(
                    RegistryOptions.USER,
                    "and "
                            + RegistryOptions.PASSWORD.key()
                            + " belong together; give both, or neither");
            return null;
        }
        return url == null ? null : new RegistrySettings(url, user, password, timeout);
    }

    private URI url() {
        String given = options.get(RegistryOptions.URL);
        if (given == null) {
            options.problem(
                    RegistryOptions.URL,
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
            // Reported as one that can not be asked.
        }
        options.problem(
                RegistryOptions.URL,
                "must be http://host:port or https://host:port, with a path if the API stands behind"
                        + " one; user and password have options of their own");
        return null;
    }
}
