package com.k2.sequence.redis.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;

/**
 * What {@code redis.uri} says. Its messages and its text never hold the password.
 *
 * @param kind what the servers are
 * @param tls whether connections are encrypted
 * @param nodes the server, nodes of the cluster to start from, or the sentinels; an IPv6 address
 *     without its brackets
 * @param login of the servers that hold rows
 * @param database from 0
 * @param master the name by which sentinels know the primary; null where there are none
 */
public record RedisAddress(
        RedisKind kind,
        boolean tls,
        List<HostAndPort> nodes,
        RedisLogin login,
        int database,
        String master) {

    private static final String FORM =
            "redis.uri is redis://[user:password@]host[:port][/database],"
                    + " redis-cluster://[user:password@]host[:port],host[:port],... or"
                    + " redis-sentinel://[user:password@]host[:port],host[:port],.../MASTER[/database],"
                    + " with rediss instead of redis for TLS";

    /** Beyond its first node, of which {@link URI} takes but one where it is an IPv6 address. */
    private static final Pattern FURTHER_NODES =
            Pattern.compile("(?<before>[^/]*://(?:[^/@]*@)?[^/,@]*),(?<nodes>[^/@]*)(?<path>/.*)?");

    /** By hand, since {@link URI#getHost()} knows no name with an underscore. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<user>[^:@]*):(?<password>[^@]*)@)?(?<node>[^@]*)");

    private static final Pattern NODE =
            Pattern.compile(
                    "(?<host>\\[[0-9a-fA-F:.%]+]|[^\\[\\]:@,/?#\\s]+)(?::(?<port>\\d{1,5}))?");

    private static final Pattern DATABASE = Pattern.compile("/?|/(?<database>\\d{1,9})");

    /** Redis takes no other characters in the name of a master. */
    private static final Pattern MASTER =
            Pattern.compile("/(?<master>[A-Za-z0-9._-]+)(?:/(?<database>\\d{1,9})?)?");

    public RedisAddress {
        nodes = List.copyOf(nodes);
    }

    /**
     * @throws IllegalArgumentException if the URI is none this version can connect to
     */
    static RedisAddress parse(String text) {
        Matcher further = FURTHER_NODES.matcher(text);
        boolean many = further.matches();
        String path = many ? further.group("path") : null;
        URI uri = uri(many ? further.group("before") + (path == null ? "" : path) : text);
        boolean tls = uri.getScheme() != null && uri.getScheme().startsWith("rediss");
        RedisKind kind = kind(uri.getScheme(), tls);
        Matcher authority =
                AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!authority.matches() || (many && kind == RedisKind.SERVER)) {
            throw refused(nodesExpected(kind));
        }
        String nodes = authority.group("node") + (many ? ',' + further.group("nodes") : "");
        RedisLogin login =
                new RedisLogin(
                        decoded(authority.group("user")), decoded(authority.group("password")));
        return withPath(uri, new RedisAddress(kind, tls, nodes(kind, nodes), login, 0, null));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Neither its message nor the cause is passed on: both hold the password.
            throw refused(
                    e.getReason()
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1))
                            + "; in user and password, anything but letters and digits is"
                            + " percent-encoded");
        }
    }

    private static RedisKind kind(String scheme, boolean tls) {
        if (scheme == null) {
            throw refused("the scheme is missing");
        }
        for (RedisKind kind : RedisKind.values()) {
            if (kind.scheme(tls).equals(scheme)) {
                return kind;
            }
        }
        throw refused("not " + scheme + "://");
    }

    private static String nodesExpected(RedisKind kind) {
        return (kind == RedisKind.SERVER
                        ? "there must be one host and port"
                        : "there must be hosts and ports, separated by commas")
                + ", and before it nothing or user:password@ (:password@ for the default user)";
    }

    private static List<HostAndPort> nodes(RedisKind kind, String text) {
        List<HostAndPort> nodes = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            Matcher node = NODE.matcher(each);
            if (!node.matches()) {
                throw refused(nodesExpected(kind));
            }
            String host = node.group("host");
            nodes.add(
                    new HostAndPort(
                            host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                            port(node.group("port"), kind.defaultPort())));
        }
        return nodes;
    }

    private static int port(String text, int defaultPort) {
        int port = text == null ? defaultPort : Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            // Not which it is: a slash in a password makes a port of what stands before.
            throw refused("the port is from 1 to 65535");
        }
        return port;
    }

    /** What stands in a path is not shown: a slash in a password puts half of it there. */
    private static RedisAddress withPath(URI uri, RedisAddress address) {
        boolean sentinel = address.kind == RedisKind.SENTINEL;
        Matcher path = (sentinel ? MASTER : DATABASE).matcher(uri.getRawPath());
        if (!path.matches()) {
            throw refused(
                    (sentinel
                                    ? "behind the sentinels comes /MASTER, the name by which they know"
                                            + " it, of letters, digits, '.', '-' and '_'"
                                    : "the database is a number")
                            + "; a / in user or password is written %2F");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("nothing can follow the database");
        }
        String number = path.group("database");
        int database = number == null ? 0 : Integer.parseInt(number);
        if (database != 0 && address.kind == RedisKind.CLUSTER) {
            throw refused("a cluster has no database but 0");
        }
        return new RedisAddress(
                address.kind,
                address.tls,
                address.nodes,
                address.login,
                database,
                sentinel ? path.group("master") : null);
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

    /** A node as a URI has it: an IPv6 address in brackets. */
    public static String text(HostAndPort node) {
        String host = node.getHost();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + node.getPort();
    }

    /** The URI without its password. */
    @Override
    public String toString() {
        return kind.scheme(tls)
                + "://"
                + (login.user() == null ? "" : login.user() + '@')
                + nodes.stream().map(RedisAddress::text).collect(Collectors.joining(","))
                + (master == null ? "" : '/' + master)
                + (database == 0 ? "" : "/" + database);
    }
}
