package com.k2.sequence.redis.settings;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import java.time.Duration;
import java.util.List;

/** The options that say where Redis is and how it is used. */
public final class RedisOptions {

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<String> URI =
            GROUP.text("redis.uri")
                    .defaultsTo("redis://localhost:6379")
                    .secret()
                    .describedAs(
                            "Where Redis is: redis://[user:password@]host:port[/database],"
                                    + " redis-cluster://[user:password@]host:port,host:port,... (some"
                                    + " nodes of it), or"
                                    + " redis-sentinel://[user:password@]host:port,host:port,.../MASTER[/database]"
                                    + " (sentinels, and the name they know the master by). With"
                                    + " rediss instead of redis connections use TLS. Its password is"
                                    + " never shown.");

    public static final Option<String> SENTINEL_USER =
            GROUP.text("redis.sentinel.user")
                    .describedAs(
                            "The user at the sentinels, where they have named users. User and password"
                                    + " in redis.uri are those of the servers behind them.");

    public static final Option<String> SENTINEL_PASSWORD =
            GROUP.text("redis.sentinel.password")
                    .secret()
                    .describedAs(
                            "The password at the sentinels, where they ask for one. Never shown.");

    public static final Option<String> TLS_TRUSTSTORE =
            GROUP.text("redis.tls.truststore")
                    .describedAs(
                            "File of the authorities that may have signed the servers' certificates:"
                                    + " PEM, PKCS12 or JKS, at this path on the submitting machine"
                                    + " and on every TaskManager. Without it, those that the JVM"
                                    + " trusts.");

    public static final Option<String> TLS_TRUSTSTORE_PASSWORD =
            GROUP.text("redis.tls.truststore-password")
                    .secret()
                    .describedAs("Password of the truststore, but for PEM. Never shown.");

    public static final Option<String> TLS_KEYSTORE =
            GROUP.text("redis.tls.keystore")
                    .describedAs(
                            "File of the client's certificate and its key, where the servers ask for"
                                    + " one: PEM, PKCS12 or JKS. Read again for each connection, as"
                                    + " the other files are.");

    public static final Option<String> TLS_KEYSTORE_PASSWORD =
            GROUP.text("redis.tls.keystore-password")
                    .secret()
                    .describedAs("Password of the keystore, but for PEM. Never shown.");

    public static final Option<String> TLS_KEY =
            GROUP.text("redis.tls.key")
                    .describedAs(
                            "PEM file of the client's key (PKCS #8, unencrypted), where it is not in"
                                    + " the keystore's file itself.");

    public static final Option<String> KEY_PREFIX =
            GROUP.text("redis.key-prefix")
                    .defaultsTo("k2:seq")
                    .describedAs("Begins every key: <key-prefix>:<exchange>:<symbol>.");

    public static final Option<Duration> KEY_TTL =
            GROUP.option("redis.key-ttl", OptionType.DURATION)
                    .defaultsTo(Duration.ofDays(7))
                    .describedAs(
                            "How long a key stays in Redis after its last update; every update renews it.");

    public static final Option<Integer> KEYS_PER_CALL =
            GROUP.option("redis.keys-per-call", OptionType.INTEGER)
                    .defaultsTo(RedisSettings.MOST_KEYS_PER_CALL)
                    .describedAs(
                            "Most keys that one call of the guard's script updates, from 1 to 100. 1"
                                    + " where redis.uri is one endpoint in front of shards that answers"
                                    + " CROSSSLOT, as a proxy does. With redis-cluster:// it is always 1.");

    public static final Option<Duration> TIMEOUT =
            GROUP.option("redis.timeout", OptionType.DURATION)
                    .defaultsTo(Duration.ofSeconds(2))
                    .describedAs(
                            "How long one round trip may take, and connecting, before it is tried"
                                    + " again.");

    private RedisOptions() {}

    /** Those that are declared here, in this order. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }
}
