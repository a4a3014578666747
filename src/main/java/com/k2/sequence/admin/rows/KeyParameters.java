package com.k2.sequence.admin.rows;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.tracking.InstrumentKey;
import picocli.CommandLine.Parameters;

/** Which key is meant. */
public final class KeyParameters {

    @Parameters(
            index = "0",
            paramLabel = "EXCHANGE",
            description = "The exchange, as messages name it (not percent-encoded).")
    private String exchange;

    @Parameters(
            index = "1",
            paramLabel = "SYMBOL",
            description = "The symbol, as messages name it (not percent-encoded).")
    private String symbol;

    public InstrumentKey instrument() {
        return new InstrumentKey(exchange, symbol);
    }

    /** A key in a sentence. */
    public static String text(InstrumentKey key) {
        return Text.shown(key.exchange()) + ' ' + Text.shown(key.symbol());
    }
}
