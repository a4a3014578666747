package com.k2.sequence.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.IOException;

/** Writes an audit's result as the fields of one JSON object. */
public final class AuditJson {

    private AuditJson() {}

    public static void write(JsonGenerator json, AuditResult result) throws IOException {
        json.writeNumberField("messages", result.messages());
        json.writeNumberField("unsequenced", result.unsequenced());
        json.writeNumberField("heartbeats", result.heartbeats());
        json.writeNumberField("dead_letters", result.deadLetters());
        json.writeNumberField("keys", result.keys());
        json.writeObjectFieldStart("verdicts");
        for (VerdictType type : VerdictType.values()) {
            if (type != VerdictType.HEARTBEAT) {
                json.writeNumberField(type.name(), result.verdicts(type));
            }
        }
        json.writeEndObject();
        json.writeNumberField("duplicates_expected", result.duplicatesExpected());
        json.writeNumberField("missing", result.missing());
        json.writeNumberField("filled", result.filled());
        // A gap is lost once its deadline is over; there are no deadlines yet.
        json.writeNumberField("lost", 0);
        json.writeObjectFieldStart("gaps");
        json.writeNumberField("opened", result.gapsOpened());
        json.writeNumberField("filled", result.gapsFilled());
        json.writeNumberField("lost", 0);
        json.writeNumberField("cut", result.gapsCut());
        json.writeNumberField("healed", result.gapsHealed());
        json.writeNumberField("unknown_size", result.gapsOfUnknownSize());
        json.writeEndObject();
        json.writeObjectFieldStart("by_line");
        json.writeEndObject();
        json.writeArrayFieldStart("findings");
        for (AuditFinding finding : result.findings()) {
            json.writeStartObject();
            if (finding.deadLetter() == null) {
                writeVerdict(json, finding);
            } else {
                json.writeStringField("event_type", "DEAD_LETTER");
                json.writeStringField("reason", finding.deadLetter().reason().word());
                json.writeStringField("message", finding.deadLetter().message());
                writeIfGiven(json, "index", finding.deadLetter().indexes());
            }
            json.writeStringField("position", finding.position());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Named as in the job's events. */
    private static void writeVerdict(JsonGenerator json, AuditFinding finding) throws IOException {
        SequencedMessage message = finding.message();
        SequenceVerdict verdict = finding.verdict();
        VerdictDetail detail = verdict.detail();
        json.writeStringField("event_type", verdict.type().name());
        json.writeStringField("exchange", message.instrument().exchange());
        json.writeStringField("symbol", message.instrument().symbol());
        if (verdict.hasExpected()) {
            json.writeNumberField("expected_sequence", verdict.expected());
        }
        long comesNext = detail == null ? SequenceNumbers.NO_NUMBER : detail.comesNext();
        long actual = comesNext == SequenceNumbers.NO_NUMBER ? message.first() : comesNext;
        if (actual != SequenceNumbers.NO_NUMBER) {
            json.writeNumberField("actual_sequence", actual);
        }
        if (comesNext == SequenceNumbers.NO_NUMBER && message.last() != message.first()) {
            json.writeNumberField("actual_last", message.last());
        }
        if (verdict.missing() > 0) {
            json.writeNumberField("gap_size", verdict.missing());
        }
        if (verdict.severity() != null) {
            json.writeStringField("severity", verdict.severity().name());
        }
        json.writeStringField("timestamp", EpochNanos.format(message.timestamp()));
        if (detail != null) {
            writeIfGiven(json, "missing", detail.missingRanges());
            writeIfGiven(json, "cause", cause(verdict));
            writeIfGiven(json, "fills", detail.fills());
        }
        writeIfGiven(json, "epoch", finding.epoch());
    }

    /** Why a message is what it is, as the job's events say it; null where they don't. */
    public static String cause(SequenceVerdict verdict) {
        VerdictDetail detail = verdict.detail();
        if (detail == null) {
            return null;
        }
        return switch (verdict.type()) {
            case RESET -> detail.cause().word();
            case OUT_OF_ORDER -> detail.lateness();
            default -> null;
        };
    }

    private static void writeIfGiven(JsonGenerator json, String field, String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
