package com.k2.sequence.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.config.source.StartPosition;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.redis.settings.RedisLogin;
import com.k2.sequence.redis.settings.RedisSecurity;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.redis.settings.RedisTls;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.EventKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    /** As little as a job needs. */
    private static final Map<String, String> LEAST =
            Map.of(
                    "kafka.bootstrap-servers", "localhost:9092",
                    "source.trades.topics", "market.trades",
                    "source.trades.exchange", "asx",
                    "source.trades.symbol-field", "/symbol",
                    "source.trades.sequence-field", "/seq");

    @Test
    void leastOptionsGiveTheContractsDefaults() {
        JobSettings settings = SettingsReader.read(LEAST);

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(settings.kafka().groupId()).isEqualTo("sequence-tracker");
        assertThat(settings.kafka().properties()).isEmpty();
        assertThat(settings.sinks().topics()).isEmpty();
        assertThat(settings.sinks().guarantee()).isEqualTo(OutputGuarantee.AT_LEAST_ONCE);
        assertThat(settings.sinks().maxRecordBytes()).isEqualTo(1_024_000);
        assertThat(settings.redis().uri()).isEqualTo("redis://localhost:6379");
        assertThat(settings.redis().keyPrefix()).isEqualTo("k2:seq");
        assertThat(settings.redis().keyTtl()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.redis().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.onOutage()).isEqualTo(OutagePolicy.STALL);
        assertThat(settings.maxWaiting()).isEqualTo(10_000);
        assertThat(settings.stateTtl()).isNull();
        assertThat(settings.tracking(1, 60_000).stateTtlMillis())
                .isEqualTo(TrackingSettings.FOR_EVER);
        assertThat(settings.sources().get(0).rule()).isEqualTo(TrackingRule.DEFAULT);
        assertThat(settings.startupCheck()).isTrue();
        assertThat(settings.controlTopic()).isNull();
        SourceSettings source = settings.sources().get(0);
        assertThat(source.unsequenced()).isEqualTo(UnsequencedPolicy.PASS);
        assertThat(source.fields().timestampFormat()).isEqualTo(TimestampFormat.AUTO);
        assertThat(source.fields().invalidTimestamp()).isEqualTo(InvalidTimestamp.DEAD_LETTER);
        assertThat(source.start().kind()).isEqualTo(StartPosition.Kind.COMMITTED);
        assertThat(source.bounded()).isFalse();
    }

    @Test
    void everyOptionReachesItsSetting() {
        JobSettings settings =
                SettingsReader.read(
                        Map.ofEntries(
                                Map.entry("kafka.bootstrap-servers", "a:9092, [::1]:9093"),
                                Map.entry("kafka.group-id", "tracker-2"),
                                Map.entry("kafka.properties.security.protocol", "SASL_SSL"),
                                Map.entry("source.a.topics", "t1, t2"),
                                Map.entry("source.a.format", "json"),
                                Map.entry("source.a.exchange-field", "/venue"),
                                Map.entry("source.a.symbol-field", "/base, /quote"),
                                Map.entry("source.a.sequence-field", "/data/seq~1no"),
                                Map.entry("source.a.timestamp-field", "/data/time"),
                                Map.entry("source.a.timestamp-format", "yyyyMMdd-HH:mm:ss"),
                                Map.entry("source.a.invalid-timestamp", "record-time"),
                                Map.entry("source.a.unsequenced", "dead-letter"),
                                Map.entry("source.a.start", "2026-01-11T12:00:00+02:00"),
                                Map.entry("source.a.bounded", "true"),
                                Map.entry("source.b-2.topic-pattern", "raw\\..*"),
                                Map.entry("source.b-2.exchange", "iex"),
                                Map.entry("source.b-2.symbol", "deep"),
                                Map.entry("source.b-2.sequence-field", "/n"),
                                Map.entry("sink.sequenced.topic", "out.sequenced"),
                                Map.entry("sink.gaps.topic", "out.events"),
                                Map.entry("sink.resets.topic", "out.events"),
                                Map.entry("sink.dead-letters.topic", "out.dead"),
                                Map.entry("sink.delivery-guarantee", "exactly-once"),
                                Map.entry("sink.transactional-id-prefix", "tracker-2"),
                                Map.entry("sink.max-record-size", "64 kb"),
                                Map.entry("redis.uri", "rediss://u:secret@redis:6380/3"),
                                Map.entry("redis.key-prefix", "test"),
                                Map.entry("redis.key-ttl", "90 min"),
                                Map.entry("state.ttl", "2 h"),
                                Map.entry("redis.pipeline-size", "50"),
                                Map.entry("redis.max-waiting", "70"),
                                Map.entry("redis.timeout", "500 ms"),
                                Map.entry("redis.on-outage", "continue"),
                                Map.entry("sequence.reset-ratio", "0.25"),
                                Map.entry("gap.log-threshold", "1"),
                                Map.entry("gap.alert-threshold", "5"),
                                Map.entry("gap.halt-threshold", "5"),
                                Map.entry("exchanges", "asx, iex"),
                                Map.entry("startup.check", "false")));

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("a:9092,[::1]:9093");
        assertThat(settings.kafka().groupId()).isEqualTo("tracker-2");
        assertThat(settings.kafka().properties())
                .containsExactly(Map.entry("security.protocol", "SASL_SSL"));
        assertThat(settings.sources()).extracting(SourceSettings::name).containsExactly("a", "b-2");
        SourceSettings a = settings.sources().get(0);
        assertThat(a.topics()).containsExactly("t1", "t2");
        assertThat(a.fields().exchangeField()).hasToString("/venue");
        assertThat(a.fields().symbolFields().toString()).isEqualTo("[/base, /quote]");
        assertThat(a.fields().sequenceField()).hasToString("/data/seq~1no");
        assertThat(a.fields().timestampField()).hasToString("/data/time");
        assertThat(a.fields().timestampFormat().word()).isEqualTo("yyyyMMdd-HH:mm:ss");
        assertThat(a.fields().invalidTimestamp()).isEqualTo(InvalidTimestamp.RECORD_TIME);
        assertThat(a.unsequenced()).isEqualTo(UnsequencedPolicy.DEAD_LETTER);
        assertThat(a.start().time()).isEqualTo(Instant.parse("2026-01-11T10:00:00Z"));
        assertThat(a.bounded()).isTrue();
        SourceSettings b = settings.sources().get(1);
        assertThat(b.topicPattern()).hasToString("raw\\..*");
        assertThat(b.fields().exchange()).isEqualTo("iex");
        assertThat(b.fields().symbol()).isEqualTo("deep");
        assertThat(settings.sinks())
                .isEqualTo(
                        new SinkSettings(
                                Map.of(
                                        Output.SEQUENCED,
                                        "out.sequenced",
                                        Output.of(EventKind.GAP),
                                        "out.events",
                                        Output.of(EventKind.RESET),
                                        "out.events",
                                        Output.DEAD_LETTERS,
                                        "out.dead"),
                                OutputGuarantee.EXACTLY_ONCE,
                                "tracker-2",
                                65_536));
        assertThat(settings.redis().uri()).isEqualTo("rediss://u:secret@redis:6380/3");
        assertThat(settings.redis().keyTtl()).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.stateTtl()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.redis().timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.exchanges()).containsExactlyInAnyOrder("asx", "iex");
        assertThat(settings.tracking(1, 600_000).exchanges()).isEqualTo(settings.exchanges());
        assertThat(settings.pipelineSize()).isEqualTo(50);
        assertThat(settings.maxWaiting()).isEqualTo(70);
        assertThat(settings.onOutage()).isEqualTo(OutagePolicy.CONTINUE);
        assertThat(settings.sources().get(0).rule().resetRatio()).isEqualByComparingTo("0.25");
        assertThat(settings.sources().get(0).rule().logThreshold()).isEqualTo(1);
        assertThat(settings.sources().get(0).rule().haltThreshold()).isEqualTo(5);
        assertThat(settings.startupCheck()).isFalse();
    }

    @Test
    void aSourceMayHaveAResetRatioOfItsOwn() {
        JobSettings settings = SettingsReader.read(twoSources("other", "/symbol", "0.25"));

        assertThat(settings.sources())
                .extracting(source -> source.fields().source())
                .containsExactly(0, 1);
        assertThat(settings.tracking(1, 600_000).rules())
                .containsExactly(
                        new SourceRule("quotes", ratio("0.25")),
                        new SourceRule("trades", ratio("0.7")));
    }

    @Test
    void sourcesOfTheSameSeriesMustHaveTheSameResetRatio() {
        assertThatThrownBy(() -> SettingsReader.read(twoSources("asx", "/symbol", "0.25")))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(
                        "source.trades.reset-ratio: 0.7 differs from that of source.quotes, 0.25,"
                                + " though both have the same series");
        SettingsReader.read(twoSources("asx", "/symbol", "0.70"));
        SettingsReader.read(twoSources("asx", "/channel", "0.25"));
    }

    private static Map<String, String> twoSources(String exchange, String symbol, String ratio) {
        Map<String, String> values = new HashMap<>(LEAST);
        values.put("sequence.reset-ratio", "0.7");
        values.put("source.quotes.topics", "quotes");
        values.put("source.quotes.exchange", exchange);
        values.put("source.quotes.symbol-field", symbol);
        values.put("source.quotes.sequence-field", "/seq");
        values.put("source.quotes.reset-ratio", ratio);
        return values;
    }

    private static TrackingRule ratio(String ratio) {
        return new TrackingRule(new BigDecimal(ratio), 10, 100, 1000);
    }

    @Test
    void optionsThatSecureRedisReachTheirSettings() {
        Map<String, String> values = new HashMap<>(LEAST);
        values.put("redis.uri", "rediss-sentinel://u:secret@a,b:7/m/3");
        values.put("redis.sentinel.user", "watch");
        values.put("redis.sentinel.password", "secret1");
        values.put("redis.tls.truststore", "/tls/ca.p12");
        values.put("redis.tls.truststore-password", "secret2");
        values.put("redis.tls.keystore", "/tls/tls.crt");
        values.put("redis.tls.keystore-password", "secret3");
        values.put("redis.tls.key", "/tls/tls.key");

        RedisSettings redis = SettingsReader.read(values).redis();

        assertThat(redis.safeUri()).isEqualTo("rediss-sentinel://u@a:26379,b:7/m/3");
        assertThat(redis.security())
                .isEqualTo(
                        new RedisSecurity(
                                new RedisTls(
                                        "/tls/ca.p12",
                                        "secret2",
                                        "/tls/tls.crt",
                                        "secret3",
                                        "/tls/tls.key"),
                                new RedisLogin("watch", "secret1")));
        values.put("redis.uri", "redis-sentinel://u:secret@a,b:7/m/3");
        assertThatThrownBy(() -> SettingsReader.read(values))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining("redis.tls.* is given")
                .hasMessageContaining("rediss-sentinel://")
                .hasMessageNotContaining("secret");
    }

    @Test
    void tellsWhichOptionOfRedisLacksTheOneItBelongsTo() {
        Map<String, String> values = new HashMap<>(LEAST);
        values.put("redis.tls.keystore-password", "secret");

        assertThatThrownBy(() -> SettingsReader.read(values))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(
                        "redis.tls.keystore-password is given without redis.tls.keystore")
                .hasMessageNotContaining("secret");
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                // Unknown keys
                arguments(
                        "redis.key-tl",
                        "1 d",
                        "redis.key-tl: there is no such option; the nearest is redis.key-ttl"),
                arguments("bootstrap", "x", "bootstrap: there is no such option; the nearest is"),
                arguments(
                        "source.trades.topcs",
                        "x",
                        "source.trades.topcs: there is no such option; the nearest is"
                                + " source.trades.topics"),
                arguments("source.topics", "x", "the nearest is source.NAME.topics"),
                arguments("kafka.properties.", "x", "the nearest is kafka.properties.*"),
                // Types
                arguments(
                        "source.trades.invalid-timestamp",
                        "drop",
                        "'drop' must be dead-letter or record-time"),
                arguments("source.trades.timestamp-format", "HH:mm:ss", "a date and a time"),
                arguments("source.trades.timestamp-format", "yyyyMMdd", "a date and a time"),
                arguments("source.trades.timestamp-format", "yyyy-mm-dd HH:mm", "must be auto"),
                arguments("source.trades.timestamp-format", "epoch-m", "must be auto, iso"),
                arguments("source.trades.timestamp-format", "ISO", "must be auto, iso"),
                arguments("source.trades.timestamp-format", "yyyy-MM-dd'T", "must be auto"),
                arguments("redis.key-ttl", "7 dayz", "redis.key-ttl: '7 dayz' must be a duration"),
                arguments("redis.timeout", "fast", "redis.timeout: 'fast' must be a duration"),
                arguments("redis.max-waiting", "1e3", "'1e3' must be an integer"),
                arguments("redis.max-waiting", "2147483648", "must be an integer of at most"),
                arguments("gap.halt-threshold", "many", "'many' must be an integer"),
                arguments("sequence.reset-ratio", "half", "'half' must be a number"),
                arguments("startup.check", "yes", "'yes' must be true or false"),
                arguments("source.trades.bounded", "1", "'1' must be true or false"),
                arguments("sink.max-record-size", "big", "'big' must be a memory size"),
                arguments(
                        "sink.delivery-guarantee", "none", "must be at-least-once or exactly-once"),
                arguments("redis.on-outage", "stop", "'stop' must be stall or continue"),
                arguments(
                        "source.trades.unsequenced", "keep", "must be pass or drop or dead-letter"),
                arguments(
                        "source.trades.format", "xml", "source.trades.format: 'xml' must be json"),
                // Ranges
                arguments("redis.key-ttl", "0 ms", "'0 ms' must be at least 1 ms"),
                arguments("redis.key-ttl", "1500 µs", "a whole number of milliseconds"),
                arguments("redis.timeout", "10 ns", "'10 ns' must be at least 1 ms"),
                arguments("redis.max-waiting", "0", "'0' must be at least 1"),
                arguments("redis.pipeline-size", "-1", "'-1' must be at least 1"),
                arguments("sink.max-record-size", "0 b", "must be from 1 byte"),
                arguments("sink.max-record-size", "3 gb", "from 1 byte to 1 gb"),
                arguments("sequence.reset-ratio", "1.01", "'1.01' must be from 0 to 1"),
                arguments("sequence.reset-ratio", "-0.1", "'-0.1' must be from 0 to 1"),
                arguments("sequence.reset-ratio", "NaN", "'NaN' must be from 0 to 1"),
                arguments("sequence.reset-ratio", "1e-30", "at most 18 decimal places"),
                arguments("source.trades.reset-ratio", "2", "'2' must be from 0 to 1"),
                arguments("source.trades.reset-ratio", "half", "'half' must be a number"),
                arguments("gap.log-threshold", "0", "gap.log-threshold: '0' must be at least 1"),
                arguments(
                        "gap.log-threshold",
                        "101",
                        "gap.alert-threshold: '100' must not be below gap.log-threshold, 101"),
                arguments(
                        "gap.halt-threshold",
                        "99",
                        "gap.halt-threshold: '99' must not be below gap.alert-threshold, 100"),
                // Kafka
                arguments("kafka.bootstrap-servers", "localhost", "must be host:port"),
                arguments("kafka.bootstrap-servers", "a:1,,b:2", "has an empty element"),
                arguments("kafka.bootstrap-servers", " ", "is empty; give a value"),
                arguments("kafka.bootstrap-servers", "a:70000", "must be host:port"),
                arguments("kafka.properties.group.id", "g", "can't be set: use kafka.group-id"),
                arguments("kafka.properties.bootstrap.servers", "g", "use kafka.bootstrap-servers"),
                arguments(
                        "kafka.properties.linger.ms",
                        "soon",
                        "kafka.properties.linger.ms: is refused by the Kafka client"),
                arguments(
                        "kafka.properties.max.request.size",
                        "500000",
                        "kafka.properties.max.request.size: must be at least 1028096 for"
                                + " sink.max-record-size"),
                // Sources
                arguments(
                        "source.trades.topic-pattern",
                        "x",
                        "source.trades.topics: and source.trades.topic-pattern exclude each other"),
                arguments("source.trades.exchange-field", "/e", "exclude each other"),
                arguments("source.trades.symbol", "s", "exclude each other"),
                arguments("source.trades.topics", "a b", "'a b' must be a topic name"),
                arguments("source.trades.topics", "a,a", "must not name a topic twice"),
                arguments(
                        "source.trades.sequence-field",
                        "seq",
                        "source.trades.sequence-field is \"seq\": it must be a JSON Pointer"),
                arguments("source.trades.sequence-field", "/a~4", "after '~' must come 0"),
                arguments(
                        "source.trades.symbol-field",
                        "/a,b",
                        "symbol-field is \"b\": it must be a JSON"),
                arguments("source.trades.symbol-field", "/seq/a", "leads into"),
                arguments("source.trades.timestamp-field", "", "is empty; give a value"),
                arguments(
                        "source.trades.start", "yesterday", "must be committed, earliest, latest"),
                arguments("source.trades.start", "2026-01-11", "or an ISO-8601 time"),
                arguments("source.trades.start", "1969-12-31T23:59:59Z", "or an ISO-8601 time"),
                arguments("source.tra des.topics", "a", "must be of letters, digits, '-' and '_'"),
                // Sinks
                arguments(
                        "sink.gaps.topic",
                        "market.trades",
                        "sink.gaps.topic: 'market.trades' is read by source.trades.topics"),
                arguments("sink.gaps.topic", "no/topic", "'no/topic' must be a topic name"),
                arguments("control.topic", "no/topic", "'no/topic' must be a topic name"),
                arguments(
                        "control.topic",
                        "market.trades",
                        "control.topic: 'market.trades' is read by source.trades.topics too"),
                arguments(
                        "sink.delivery-guarantee",
                        "exactly-once",
                        "sink.transactional-id-prefix: is required"),
                // Redis
                arguments(
                        "state.ttl",
                        "6 d",
                        "state.ttl: '6 d' must be at least redis.key-ttl, 7 d: a key is forgotten"),
                arguments("redis.uri", "http://x", "redis.uri"),
                arguments("redis.key-prefix", "a b", "redis.key-prefix"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void refusesWrongValue(String key, String value, String message) {
        assertThatThrownBy(() -> SettingsReader.read(with(Map.of(key, value))))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @MethodSource("wrongCombinations")
    void refusesWrongCombination(Map<String, String> values, String message) {
        assertThatThrownBy(() -> SettingsReader.read(with(values)))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> wrongCombinations() {
        return Stream.of(
                arguments(
                        Map.of("source.trades.bounded", "true", "source.trades.start", "latest"),
                        "source.trades.start: 'latest' leaves nothing to read"),
                arguments(
                        Map.of("sink.sequenced.topic", "out", "sink.gaps.topic", "out"),
                        "sink.gaps.topic: 'out' is the topic of sink.sequenced.topic too"),
                arguments(
                        Map.of("sink.dead-letters.topic", "out", "sink.gaps.topic", "out"),
                        "sink.dead-letters.topic: 'out' is the topic of sink.gaps.topic too"),
                arguments(
                        Map.of(
                                "source.b.topic-pattern", "market\\..*",
                                "source.b.exchange", "b",
                                "source.b.symbol", "b",
                                "source.b.sequence-field", "/n",
                                "sink.gaps.topic", "market.gaps"),
                        "sink.gaps.topic: 'market.gaps' is read by source.b.topic-pattern"),
                arguments(
                        Map.of("sink.gaps.topic", "gaps", "control.topic", "gaps"),
                        "control.topic: 'gaps' is the topic of sink.gaps.topic too"),
                arguments(
                        Map.of("source.b.topic-pattern", "market(", "source.b.exchange", "b"),
                        "source.b.topic-pattern: 'market(' must be a Java regular expression:"
                                + " Unclosed group"));
    }

    @ParameterizedTest
    @MethodSource("requiredKeys")
    void namesWhatIsMissing(String key, String message) {
        Map<String, String> values = new HashMap<>(LEAST);
        values.remove(key);

        assertThatThrownBy(() -> SettingsReader.read(values)).hasMessageContaining(message);
    }

    static Stream<Arguments> requiredKeys() {
        return Stream.of(
                arguments("kafka.bootstrap-servers", "kafka.bootstrap-servers: is required"),
                arguments(
                        "source.trades.topics",
                        "source.trades.topics: is required, or source.trades.topic-pattern"),
                arguments(
                        "source.trades.exchange",
                        "source.trades.exchange: is required, or source.trades.exchange-field"),
                arguments(
                        "source.trades.symbol-field",
                        "source.trades.symbol-field: is required, or source.trades.symbol instead"),
                arguments(
                        "source.trades.sequence-field",
                        "source.trades.sequence-field: is required"));
    }

    @Test
    void asksForASource() {
        assertThatThrownBy(
                        () -> SettingsReader.read(Map.of("kafka.bootstrap-servers", "localhost:9")))
                .hasMessageContaining("source.NAME.*: there is no source; describe at least one");
    }

    @Test
    void tellsSeveralProblemsAtOnce() {
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        with(
                                                Map.of(
                                                        "redis.timeout", "soon",
                                                        "sink.gap.topic", "x",
                                                        "source.trades.sequence-field", "n"))))
                .hasMessageStartingWith("The job was not started, because of these 3:")
                .hasMessageContainingAll(
                        "redis.timeout: ", "sink.gap.topic: ", "sequence-field is ")
                .hasMessageEndingWith("--help lists all options.");
    }

    @Test
    void showsNoSecret() {
        Map<String, String> values =
                Map.of(
                        "redis.uri", "redis://user:topsecret@host:port/",
                        "redis.pasword", "topsecret",
                        "kafka.properties.group.id", "topsecret",
                        "kafka.properties.retries", "topsecret");

        assertThatThrownBy(() -> SettingsReader.read(with(values)))
                .hasMessageContainingAll("redis.uri", "redis.pasword", "kafka.properties.group.id")
                .hasMessageNotContaining("topsecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topsecret",
                "Login required password=\"ab\"topsecret\";",
                "Login required password=\"ab\ntopsecret\";",
                "Login required password=\"topsecret\"",
                "Login topsecret;",
                " "
            })
    void refusesALoginThatKafkaCantReadAndShowsNoPartOfIt(String login) {
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        with(Map.of("kafka.properties.sasl.jaas.config", login))))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining("kafka.properties.sasl.jaas.config: is not a login")
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void tellsThatAPasswordIsNotThereRatherThanThatItsLoginCantBeRead() {
        assertThatThrownBy(
                        () ->
                                SettingsReader.read(
                                        with(
                                                Map.of(
                                                        "kafka.properties.sasl.jaas.config",
                                                        "Login required p=${file:/not/there};"))))
                .hasMessageContaining("${file:/not/there}: there is no such file")
                .hasMessageNotContaining("is not a login");
    }

    @Test
    void kafkaSettingsShowNamesOfPropertiesAlone() {
        KafkaSettings kafka =
                SettingsReader.read(
                                with(
                                        Map.of(
                                                "kafka.properties.sasl.jaas.config",
                                                "Login required password=\"topsecret\";")))
                        .kafka();

        assertThat(kafka.toString()).contains("sasl.jaas.config").doesNotContain("topsecret");
    }

    @Test
    void letsTwoSourcesReadOneTopic() {
        JobSettings settings =
                SettingsReader.read(
                        with(
                                Map.of(
                                        "source.depth.topics", "market.trades",
                                        "source.depth.exchange", "asx",
                                        "source.depth.symbol", "depth",
                                        "source.depth.sequence-field", "/u")));

        assertThat(settings.sources())
                .extracting(SourceSettings::topics)
                .containsOnly(List.of("market.trades"));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(LEAST);
        values.putAll(more);
        return values;
    }
}
