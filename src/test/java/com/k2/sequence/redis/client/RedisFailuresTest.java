package com.k2.sequence.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.k2.sequence.redis.Samples;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.StoreException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisFailuresTest {

    private static final RedisSettings OPTIONS = Samples.options("redis://joe:secret@h:7000/3");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOADING Redis is loading the dataset in memory|true",
                "BUSY Redis is busy running a script.|true",
                "MASTERDOWN Link with MASTER is down|true",
                "READONLY You can't write against a read only replica. script: 1f|true",
                "OOM command not allowed when used memory > 'maxmemory'. script: 1f|true",
                "MISCONF Redis is configured to save RDB snapshots|true",
                "CLUSTERDOWN The cluster is down|true",
                "TRYAGAIN Multiple keys request during rehashing of slot|true",
                "NOREPLICAS Not enough good replicas to write.|true",
                "NOSCRIPT No matching script. Please use EVAL.|true",
                "ERR max number of clients reached|true",
                "ERR Error running script (call to f_1f): @user_script:9: @user_script: 9:"
                        + " -OOM command not allowed when used memory > 'maxmemory'.|true",
                "ERR Error running script (call to f_1f): @user_script:9: @user_script: 9:"
                        + " -READONLY You can't write against a read only replica.|true",
                "ERR Error running script (call to f_1f): @user_script:9: @user_script: 9:"
                        + " -WRONGTYPE Operation against a key|false",
                "ERR unknown command 'EVALSHA'|false",
                "ERR DB index is out of range|false",
                "WRONGPASS invalid username-password pair|false",
                "NOAUTH Authentication required.|false",
                "NOPERM this user has no permissions to run the 'evalsha' command|false",
                "WRONGTYPE Operation against a key holding the wrong kind of value|false",
                "MOVED 3999 127.0.0.1:6381|false",
                "CROSSSLOT Keys in request don't hash to the same slot|false"
            })
    void tellsByTheServersWordWhetherToTryAgain(String message, boolean retryable) {
        assertThat(RedisFailures.isRetryable(new JedisDataException(message))).isEqualTo(retryable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOADING Redis is loading the dataset in memory|LOADING",
                "MASTERDOWN Link with MASTER is down|LOADING",
                "BUSY Redis is busy running a script.|BUSY",
                "ERR max number of clients reached|BUSY",
                "OOM command not allowed when used memory > 'maxmemory'. script: 1f|FULL",
                "READONLY You can't write against a read only replica. script: 1f|READ_ONLY",
                "MISCONF Redis is configured to save RDB snapshots|READ_ONLY",
                "CLUSTERDOWN The cluster is down|CLUSTER",
                "WRONGPASS invalid username-password pair|AUTHENTICATION",
                "NOAUTH Authentication required.|AUTHENTICATION",
                "ERR invalid password|AUTHENTICATION",
                "ERR Client sent AUTH, but no password is set|AUTHENTICATION",
                "ERR AUTH <password> called without any password configured|AUTHENTICATION",
                "NOPERM this user has no permissions to run the 'evalsha' command|PERMISSION",
                "ERR The user executing the script can't run this command|PERMISSION",
                "ERR ACL failure in script: User x has no permissions to run the 'hset' command"
                        + "|PERMISSION",
                "ERR ACL failure in script: User x has no permissions to access one of the keys"
                        + " used as arguments|PERMISSION",
                "ERR unknown command 'EVALSHA'|REFUSED",
                "ERR upstream failure|REFUSED",
                "MOVED 3999 127.0.0.1:6381|REFUSED",
                "the answer is not one that Redis gives|PROTOCOL"
            })
    void namesTheReasonByWhatTheServerAnswers(String message, OutageReason reason) {
        assertThat(RedisFailures.reason(new JedisDataException(message))).isEqualTo(reason);
    }

    @Test
    void namesTheReasonOfAConnectionThatFails() {
        assertThat(reasonOf(new ConnectException("Connection refused")))
                .isEqualTo(OutageReason.UNREACHABLE);
        assertThat(reasonOf(new SocketTimeoutException("Read timed out")))
                .isEqualTo(OutageReason.TIMEOUT);
        assertThat(
                        reasonOf(
                                new SSLHandshakeException("PKIX path validation failed")
                                        .initCause(new CertificateExpiredException("NotAfter"))))
                .isEqualTo(OutageReason.TLS);
        assertThat(reasonOf(new UnrecoverableKeyException("Cannot recover key")))
                .isEqualTo(OutageReason.TLS);
        assertThat(RedisFailures.reason(new JedisConnectionException("Unknown reply: H")))
                .isEqualTo(OutageReason.PROTOCOL);
        assertThat(RedisFailures.reason(new IllegalStateException("a bug")))
                .isEqualTo(OutageReason.FAULT);
    }

    private static OutageReason reasonOf(Throwable cause) {
        return RedisFailures.reason(new JedisConnectionException(cause));
    }

    @Test
    void anAnswerOfAnotherFormIsNoFaultOfTheTracker() {
        Object answer = "OK";
        assertThatThrownBy(() -> RedisFailures.understand("ROLE", () -> (List<?>) answer))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the answer to ROLE")
                .extracting(e -> ((StoreException) e).reason())
                .isEqualTo(OutageReason.PROTOCOL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOVED 3999 127.0.0.1:6381|true",
                "ASK 3999 127.0.0.1:6381|true",
                "TRYAGAIN Multiple keys request during rehashing of slot|true",
                "CLUSTERDOWN The cluster is down|true",
                "LOADING Redis is loading the dataset in memory|true",
                "NOSCRIPT No matching script. Please use EVAL.|true",
                "OOM command not allowed when used memory > 'maxmemory'|false",
                "READONLY You can't write against a read only replica.|false",
                "BUSY Redis is busy running a script.|false",
                "ERR Error running script|false"
            })
    void tellsWhatHasNotBegunFromWhatMayBeDoneInPart(String message, boolean untouched) {
        assertThat(RedisFailures.isUntouched(new JedisDataException(message))).isEqualTo(untouched);
    }

    @Test
    void triesAgainWhatServersSendToEachOther() {
        assertThat(RedisFailures.isRetryable(new JedisClusterOperationException("without end")))
                .isTrue();
    }

    @Test
    void namesTheServerOfSeveralAndTheSchemeThatIsMeant() {
        RedisSettings cluster = Samples.options("redis-cluster://joe:secret@h:1,i:2");
        NodeException down =
                new NodeException(
                        new HostAndPort("10.0.0.7", 7001),
                        new JedisConnectionException(new ConnectException("Connection refused")));
        assertThat(RedisAdvice.explain("look up 3 keys", cluster, down))
                .hasMessage(
                        "could not look up 3 keys at redis-cluster://joe@h:1,i:2, on"
                                + " 10.0.0.7:7001: Connection refused; check that the server of"
                                + " redis.uri runs and is reached from here, and rediss-cluster://"
                                + " where it speaks TLS")
                .extracting(StoreException::isRetryable)
                .isEqualTo(true);
        JedisDataException moved = new JedisDataException("MOVED 3999 127.0.0.1:6381");
        assertThat(RedisAdvice.explain("look up 3 keys", OPTIONS, moved))
                .hasMessageContaining("redis.uri must begin with redis-cluster://")
                .extracting(StoreException::isRetryable)
                .isEqualTo(false);
    }

    /** As Redis says it, and proxies in front of shards. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CROSSSLOT Keys in request don't hash to the same slot",
                "ERR CROSSSLOT Keys in request don't hash to the same slot (command='EVALSHA')",
                "ERR 'EVALSHA' command keys must in same slot",
                "ERR Script attempted to access keys that do not hash to the same slot"
            })
    void namesTheOptionWhereKeysOfSeveralSlotsAreRefused(String message) {
        JedisDataException refused = new JedisDataException(message);

        assertThat(RedisAdvice.explain("update 3 keys", OPTIONS, refused))
                .hasMessageContaining("set redis.keys-per-call to 1");
    }

    static Stream<Arguments> connectionFailures() {
        return Stream.of(
                arguments(new ConnectException("Connection refused"), true),
                arguments(new SocketException("Connection reset"), true),
                arguments(new SocketTimeoutException("Read timed out"), true),
                arguments(new UnknownHostException("h"), true),
                arguments(new EOFException(), true),
                arguments(new SSLException("reset", new SocketException("reset")), true),
                arguments(
                        new SSLHandshakeException("Remote host terminated the handshake")
                                .initCause(new EOFException("SSL peer shut down incorrectly")),
                        true),
                arguments(
                        new SSLHandshakeException("PKIX path building failed")
                                .initCause(new CertificateException("not trusted")),
                        false),
                arguments(
                        new SSLHandshakeException("Received fatal alert: bad_certificate"), false),
                arguments(new SSLException("Unsupported or unrecognized SSL message"), false));
    }

    @ParameterizedTest
    @MethodSource("connectionFailures")
    void tellsABrokenConnectionFromARefusedOne(Throwable cause, boolean retryable) {
        assertThat(RedisFailures.isRetryable(new JedisConnectionException(cause)))
                .isEqualTo(retryable);

        JedisConnectionException tried = new JedisConnectionException("Failed to connect to h.");
        tried.addSuppressed(cause);
        assertThat(RedisFailures.isRetryable(tried)).isEqualTo(retryable);
    }

    @Test
    void triesNothingAgainThatIsNotRedis() {
        assertThat(RedisFailures.isRetryable(new JedisConnectionException("Unknown reply: H")))
                .isFalse();
        assertThat(RedisFailures.isRetryable(new IllegalStateException("a bug"))).isFalse();
    }

    @Test
    void saysWhatWasTriedWhereWhatCameBackAndWhatToDo() {
        JedisConnectionException failure =
                new JedisConnectionException(new SocketTimeoutException("Read timed out"));

        StoreException explained = RedisAdvice.explain("look up 3 keys", OPTIONS, failure);

        assertThat(explained)
                .hasMessage(
                        "could not look up 3 keys at redis://joe@h:7000/3: Read timed out;"
                                + " redis.timeout is 2000 ms, and redis.pipeline-size sets how much"
                                + " one round trip holds")
                .hasCause(failure);
        assertThat(explained.isRetryable()).isTrue();
    }

    @Test
    void namesTheOptionThatSetTheTimeout() {
        StoreException explained =
                RedisAdvice.explain(
                        "use Redis",
                        OPTIONS.withTimeout(Duration.ofSeconds(15), "startup.timeout"),
                        new JedisConnectionException(new SocketTimeoutException("Read timed out")));

        assertThat(explained)
                .hasMessage(
                        "could not use Redis at redis://joe@h:7000/3: Read timed out;"
                                + " startup.timeout is 15000 ms; check that the server of redis.uri"
                                + " runs and is reached from here");
    }
}
