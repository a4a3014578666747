package com.k2.sequence.redis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.k2.sequence.redis.RedisSequenceStoreFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class RedisSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redis://localhost, false, localhost, 6379, -, -, 0, redis://localhost:6379",
                "redis://localhost/, false, localhost, 6379, -, -, 0, redis://localhost:6379",
                "rediss://r.example:6380/3, true, r.example, 6380, -, -, 3,"
                        + " rediss://r.example:6380/3",
                "redis://:secret@h:1, false, h, 1, -, secret, 0, redis://h:1",
                "redis://joe:secret@h:1/2, false, h, 1, joe, secret, 2, redis://joe@h:1/2",
                "redis://j%40e:p%3Aa%2Fs%40s%25+1@h, false, h, 6379, j@e, p:a/s@s%+1, 0,"
                        + " redis://j@e@h:6379",
                "redis://redis_1:7000, false, redis_1, 7000, -, -, 0, redis://redis_1:7000",
                "redis://10.0.0.1:7000, false, 10.0.0.1, 7000, -, -, 0, redis://10.0.0.1:7000",
                "redis://[::1]:7000/15, false, ::1, 7000, -, -, 15, redis://[::1]:7000/15",
                "redis://u:p@[2001:db8::1], false, 2001:db8::1, 6379, u, p, 0,"
                        + " redis://u@[2001:db8::1]:6379"
            })
    void readsAUri(
            String uri,
            boolean tls,
            String host,
            int port,
            String user,
            String password,
            int database,
            String safe) {
        RedisSettings options = new RedisSettings(uri, "k2:seq", SECOND, SECOND);

        assertThat(options.address())
                .isEqualTo(
                        new RedisAddress(
                                RedisKind.SERVER,
                                tls,
                                List.of(new HostAndPort(host, port)),
                                new RedisLogin(user, password),
                                database,
                                null));
        assertThat(options.safeUri()).isEqualTo(safe);
        if (password != null && password.length() > 1) {
            assertThat(options.toString()).contains(safe).doesNotContain(password);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "redis-cluster://a | CLUSTER | false | a:6379 | - | 0 | -",
                "redis-cluster://u:secret@a:1,b,[::1]:3/ | CLUSTER | false | a:1,b:6379,[::1]:3 | u"
                        + " | 0 | -",
                "rediss-cluster://u:se,cret@[::1]:3,a_b:1 | CLUSTER | true | [::1]:3,a_b:1 | u | 0"
                        + " | -",
                "redis-sentinel://a,b:1/my.master-1 | SENTINEL | false | a:26379,b:1 | - | 0"
                        + " | my.master-1",
                "rediss-sentinel://u:secret@a/m/4 | SENTINEL | true | a:26379 | u | 4 | m",
                "redis-sentinel://u:secret@a,b/m/ | SENTINEL | false | a:26379,b:26379 | u | 0 | m"
            })
    void readsTheNodesOfAClusterAndTheSentinels(
            String uri,
            RedisKind kind,
            boolean tls,
            String nodes,
            String user,
            int database,
            String master) {
        RedisSettings options = new RedisSettings(uri, "k2:seq", SECOND, SECOND);

        RedisAddress address = options.address();
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(address.tls()).isEqualTo(tls);
        assertThat(address.nodes())
                .extracting(RedisAddress::text)
                .containsExactly(nodes.split(","));
        assertThat(address.login().user()).isEqualTo(user);
        assertThat(address.database()).isEqualTo(database);
        assertThat(address.master()).isEqualTo(master);
        assertThat(options.toString())
                .startsWith(
                        kind.scheme(tls)
                                + "://"
                                + (user == null ? "" : user + "@")
                                + nodes
                                + (master == null ? "" : '/' + master)
                                + (database == 0 ? "" : "/" + database)
                                + ", redis.key-prefix")
                .doesNotContain("secret")
                .doesNotContain("se,cret");
    }

    @Test
    void refusesWhatItWouldHaveNoUseFor() {
        RedisTls trusting = new RedisTls("/ca.pem", null, null, null, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("redis-cluster://h", trusting, RedisLogin.NONE))
                .withMessageContaining("redis.tls.* is given")
                .withMessageContaining("rediss-cluster://");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                options(
                                        "rediss://h",
                                        RedisTls.DEFAULT,
                                        new RedisLogin("joe", "secret")))
                .withMessageContaining("redis.sentinel.password")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSecurity(RedisTls.DEFAULT, new RedisLogin("joe", null)))
                .withMessageContaining("redis.sentinel.user");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisTls(null, "secret", null, null, null))
                .withMessageStartingWith("redis.tls.truststore-password is given without")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(": secret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisTls(null, null, null, "secret", null))
                .withMessageStartingWith("redis.tls.keystore-password is given without");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisTls(null, null, null, null, "/key.pem"))
                .withMessageStartingWith("redis.tls.key is given without");
    }

    private static RedisSettings options(String uri, RedisTls tls, RedisLogin sentinels) {
        return new RedisSettings(uri, "k2:seq", SECOND, SECOND, new RedisSecurity(tls, sentinels));
    }

    /** The start-up check asks with another timeout, and has to ask as the job will. */
    @Test
    void anotherTimeoutLeavesTheRestAsItIs() {
        RedisSecurity security = new RedisSecurity(RedisTls.DEFAULT, new RedisLogin("joe", "x"));
        RedisSettings options =
                new RedisSettings("redis-sentinel://h/m", "p", SECOND, SECOND, 1, security);

        assertThat(options.withTimeout(SECOND.multipliedBy(2), "startup.timeout"))
                .isEqualTo(
                        new RedisSettings(
                                "redis-sentinel://h/m",
                                "p",
                                SECOND,
                                SECOND.multipliedBy(2),
                                1,
                                security,
                                "startup.timeout"));
    }

    @Test
    void showsNoPasswordOfFilesAndSentinels() {
        RedisTls tls = new RedisTls("/ca.p12", "secret1", "/client.p12", "secret2", "/key.pem");
        RedisSettings options =
                options("rediss-sentinel://h/m", tls, new RedisLogin("joe", "secret3"));

        assertThat(options.toString() + options.security()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "'', the scheme is missing",
        "localhost:6379, not localhost://",
        "//localhost, the scheme is missing",
        "http://localhost, not http://",
        "redis-clusters://u:secret@a:1, not redis-clusters://",
        "'redis-cluster://u:secret@a:1,', 'hosts and ports, separated by commas'",
        "'redis-cluster://u:secret@a:1,,b:1', 'hosts and ports, separated by commas'",
        "'redis-cluster://u:secret@a:1,u:secret@b:1', 'hosts and ports, separated by commas'",
        "'redis-cluster://u:secret@a:1,b:99999', the port is from 1 to 65535",
        "'redis-cluster://u:secret@a:1,b:2/3', a cluster has no database but 0",
        "'redis-cluster://u:1/secret@a:1,b:2', the database is a number",
        "'redis-sentinel://u:secret@a:1,b:2', behind the sentinels comes /MASTER",
        "'redis-sentinel://u:secret@a:1,b:2/my master', percent-encoded",
        "'redis-sentinel://u:secret@a:1,b:2/master/x', behind the sentinels comes /MASTER",
        "redis-sentinel://u:1/secret@a:1/master, behind the sentinels comes /MASTER",
        "redis:localhost, one host and port",
        "redis://, host",
        "'redis://u:secret@a:1,b:2', one host and port",
        "redis://secret@localhost, one host and port",
        "redis://u:secret@b@localhost, one host and port",
        "redis://u:secret@, one host and port",
        "redis://u:se cret@localhost, percent-encoded",
        "redis://u:secret%zz@localhost, percent-encoded",
        "redis://u:secret#@localhost, one host and port",
        "redis://u:98765/secret@localhost, the port is from 1 to 65535",
        "redis://u:secret@localhost:0, the port is from 1 to 65535",
        "redis://u:secret@localhost:65536, the port is from 1 to 65535",
        "redis://u:secret@localhost:port, one host and port",
        "redis://u:secret@localhost/db, the database is a number",
        "redis://u:secret@localhost/-1, the database is a number",
        "redis://u:secret@localhost/1/2, the database is a number",
        "redis://u:123/secret@localhost, the database is a number",
        "redis://secret/word@localhost, the database is a number",
        "redis://u:secret@localhost/1?x=1, nothing can follow the database",
        "redis://u:secret@localhost/1#x, nothing can follow the database"
    })
    void refusesAUriItCantConnectToWithoutShowingThePassword(String uri, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings(uri, "k2:seq", SECOND, SECOND))
                .withMessageStartingWith("redis.uri is redis://[user:password@]host[:port]")
                .withMessageContaining(reason)
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("se cret", "98765"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "a\u2003b", "a\u0000"})
    void refusesAPrefixThatCantBeReadInALine(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("redis://h", prefix, SECOND, SECOND))
                .withMessageContaining("redis.key-prefix");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void refusesANumberOfKeysOutOfRange(int keysPerCall) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RedisSettings(
                                        "redis://h",
                                        "k",
                                        SECOND,
                                        SECOND,
                                        keysPerCall,
                                        RedisSecurity.DEFAULT))
                .withMessage("redis.keys-per-call is from 1 to 100, not " + keysPerCall);
    }

    @Test
    void refusesTimesOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("redis://h", "k", Duration.ZERO, SECOND))
                .withMessageContaining("redis.key-ttl");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RedisSettings(
                                        "redis://h",
                                        "k",
                                        RedisSettings.LONGEST_TTL.plusMillis(1),
                                        SECOND))
                .withMessageContaining("redis.key-ttl");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("redis://h", "k", SECOND, Duration.ofNanos(1)))
                .withMessageContaining("redis.timeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisSettings("redis://h", "k", SECOND, Duration.ofDays(1)))
                .withMessageContaining("redis.timeout");
    }

    @Test
    void travelsWithTheJob() throws Exception {
        RedisSettings options = new RedisSettings("redis://u:p@h:1/2", "k2:seq", SECOND, SECOND);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new RedisSequenceStoreFactory(options));
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).hasToString(options.toString());
        }
    }
}
