package com.k2.sequence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.k2.sequence.config.RecordedSource;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds that were recorded without a loss have none by their venue's profile. */
class VenueCapturesTest {

    private static final Path RECORDINGS = Path.of("..", "shared", "captures");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binance_coinm_depth_raw  | binance-coinm-depth |  2047 | 2324",
                "binance_spot_depth_raw   | binance-spot-depth  |   177 |   88",
                "binance_spot_btcusdt_raw | binance-spot-depth  |  6495 | 93079",
                "binance_spot_trades_raw  | binance-trades      | 34419 |    0",
                "binance_usdm_trades_raw  | binance-trades      | 35389 |    0",
                "binance_coinm_trades_raw | binance-trades      |  8830 |    0",
                "gateio_spot_raw          | gateio-spot-depth   |   172 |   67",
                "deribit_raw              | deribit-book        |    46 |   90",
                "poloniex_raw             | poloniex-book       |   294 |    8",
                "krakenfutures_raw        | kraken-futures-book |  7024 |  151",
                "kucoin_raw               | kucoin-level2       |  3853 |  868",
                "hitbtc_raw_A             | hitbtc-orderbook    |   537 |  263"
            })
    void findsNothing(String file, String venue, long messages, long unsequenced) throws Exception {
        AuditResult result = audit(file, venue, Map.of());

        assertThat(result.findings()).isEmpty();
        assertThat(result.messages()).isEqualTo(messages);
        assertThat(result.unsequenced()).isEqualTo(unsequenced);
    }

    @ParameterizedTest
    @CsvSource("iex_deep_packets")
    void packetsThatAGatewayHasNamed(String file) throws Exception {
        AuditResult result =
                audit(
                        file,
                        "iex-tp",
                        Map.of(
                                "exchange", "iex",
                                "symbol-field", "/symbol",
                                "sequence-field", "/sequence",
                                "count-field", "/count",
                                "timestamp-field", "/timestamp"));

        assertThat(result.findings()).isEmpty();
        assertThat(result.verdicts(VerdictType.NORMAL) + result.heartbeats()).isEqualTo(5000);
        assertThat(result.heartbeats()).isPositive();
    }

    private static AuditResult audit(String file, String venue, Map<String, String> options)
            throws Exception {
        Path recording = RECORDINGS.resolve(file + ".jsonl.gz");
        assumeThat(recording).exists();
        Map<String, String> values = new HashMap<>();
        options.forEach((option, value) -> values.put("source.x." + option, value));
        RecordedSource source = RecordedSource.read(values, null, venue);
        try (Audit audit = new Audit(source.source(), source.maxRecordBytes())) {
            audit.read(new Recording(recording.toString()), InputStream.nullInputStream());
            return audit.result();
        }
    }
}
