package com.k2.sequence.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code redis.uri} says. Its messages and its text never hold the password.
 *
 * @param tls whether the connection is encrypted
 * @param host a name or an address, an IPv6 one without its brackets
 * @param port from 1 to 65535
 * @param user null for the server's default user
 * @param password null where none is given
 * @param database from 0
 */
record RedisAddress(
        boolean tls, String host, int port, String user, String password, int database) {

    private static final int DEFAULT_PORT = 6379;

    private static final String FORM =
            "redis.uri is redis://[user:password@]host[:port][/database], or rediss:// for TLS";

    /** By hand, since {@link URI#getHost()} knows no name with an underscore. */
    private static final Pattern AUTHORITY =
            Pattern.compile(
                    "(?:(?<user>[^:@]*):(?<password>[^@]*)@)?"
                            + "(?<host>\\[[0-9a-fA-F:.%]+]|[^\\[\\]:@,/]+)"
                            + "(?::(?<port>\\d{1,5}))?");

    private static final Pattern DATABASE = Pattern.compile("/?|/(?<database>\\d{1,9})");

    /**
     * @throws IllegalArgumentException if the URI is none this version can connect to
     */
    static RedisAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Neither its message nor the cause is passed on: both hold the password.
            throw refused(
                    e.getReason()
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1))
                            + "; in user and password, anything but letters and digits is"
                            + " percent-encoded");
        }
        boolean tls = isTls(uri.getScheme());
        Matcher authority =
                AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!authority.matches()) {
            throw refused(
                    "there must be one host and port, and before it nothing or user:password@"
                            + " (:password@ for the default user)");
        }
        Matcher database = DATABASE.matcher(uri.getRawPath());
        if (!database.matches()) {
            // What stands there is not shown: a slash in a password puts half of it there.
            throw refused("the database is a number; a / in user or password is written %2F");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("nothing can follow the database");
        }
        String host = authority.group("host");
        return new RedisAddress(
                tls,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port(authority.group("port")),
                decoded(authority.group("user")),
                decoded(authority.group("password")),
                database.group("database") == null ? 0 : Integer.parseInt(database.group(1)));
    }

    private static boolean isTls(String scheme) {
        if (scheme == null) {
            throw refused("the scheme is missing");
        }
        return switch (scheme) {
            case "redis" -> false;
            case "rediss" -> true;
            case "redis-cluster", "redis-sentinel" ->
                    throw refused("this version does not know " + scheme + ":// yet");
            default -> throw refused("not " + scheme + "://");
        };
    }

    private static int port(String text) {
        int port = text == null ? DEFAULT_PORT : Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw refused("the port is from 1 to 65535, not " + port);
        }
        return port;
    }

    private static String decoded(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        // A form's decoder, but for the plus sign, which stands for itself in a URI.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(FORM + ": " + reason);
    }

    /** The URI without its password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://")
                + (user == null ? "" : user + '@')
                + (host.indexOf(':') < 0 ? host : '[' + host + ']')
                + ':'
                + port
                + (database == 0 ? "" : "/" + database);
    }
}
