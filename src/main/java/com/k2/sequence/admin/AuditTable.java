package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.admin.terminal.TextTable;
import com.k2.sequence.admin.terminal.TextTable.Column;
import com.k2.sequence.audit.AuditFinding;
import com.k2.sequence.audit.AuditJson;
import com.k2.sequence.audit.AuditResult;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints an audit's result for a person: the counts, and the first findings. */
final class AuditTable {

    private static final int FINDINGS = 20;

    private final PrintWriter out;
    private final Ansi ansi;

    AuditTable(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void print(AuditResult result) {
        printCounts(result);
        if (result.findings().isEmpty()) {
            return;
        }
        out.println();
        TextTable table =
                new TextTable(
                        out,
                        ansi,
                        List.of(
                                Column.text("POSITION"),
                                Column.text("VERDICT"),
                                Column.text("KEY"),
                                Column.text("FOUND")));
        result.findings().stream().limit(FINDINGS).forEach(finding -> add(table, finding));
        table.end();
        if (result.found() > FINDINGS) {
            out.println(
                    "and "
                            + Text.number(result.found() - FINDINGS)
                            + " more (--json shows the first "
                            + Text.number(AuditResult.MAX_FINDINGS)
                            + ")");
        }
    }

    private void printCounts(AuditResult result) {
        TextTable table =
                new TextTable(out, ansi, List.of(Column.text("WHAT"), Column.number("COUNT")));
        add(table, "messages", result.messages());
        add(table, "keys", result.keys());
        add(table, "normal", result.verdicts(VerdictType.NORMAL));
        add(table, "gaps", result.gapsOpened());
        addIfAny(table, "gaps of unknown size", result.gapsOfUnknownSize());
        addIfAny(table, "gaps filled", result.gapsFilled());
        addIfAny(table, "gaps cut by a reset", result.gapsCut());
        addIfAny(table, "gaps healed by a snapshot", result.gapsHealed());
        add(table, "numbers missing", result.missing());
        addIfAny(table, "came late", result.filled());
        add(table, "resets", result.verdicts(VerdictType.RESET));
        add(table, "duplicates", result.verdicts(VerdictType.DUPLICATE));
        addIfAny(table, "duplicates expected", result.duplicatesExpected());
        add(table, "out of order", result.verdicts(VerdictType.OUT_OF_ORDER));
        addIfAny(table, "heartbeats", result.heartbeats());
        addIfAny(table, "unsequenced", result.unsequenced());
        add(table, "dead letters", result.deadLetters());
        table.end();
    }

    private static void add(TextTable table, String what, long count) {
        table.add(what, Text.number(count));
    }

    private static void addIfAny(TextTable table, String what, long count) {
        if (count > 0) {
            add(table, what, count);
        }
    }

    private static void add(TextTable table, AuditFinding finding) {
        if (finding.deadLetter() != null) {
            table.add(
                    finding.position(),
                    "dead letter",
                    "-",
                    finding.deadLetter().reason().word() + ": " + finding.deadLetter().message());
            return;
        }
        table.add(
                finding.position(),
                finding.verdict().type().name(),
                finding.message().instrument().toString(),
                found(finding));
    }

    private static String found(AuditFinding finding) {
        SequenceVerdict verdict = finding.verdict();
        StringBuilder text = new StringBuilder();
        text.append("number ").append(finding.message().first());
        if (finding.message().last() != finding.message().first()) {
            text.append('-').append(finding.message().last());
        }
        if (verdict.hasExpected()) {
            text.append(", expected ").append(verdict.expected());
        }
        if (verdict.type() == VerdictType.GAP) {
            text.append(", missing ").append(missing(verdict));
        }
        String cause = AuditJson.cause(verdict);
        return cause == null ? text.toString() : text.append(", by ").append(cause).toString();
    }

    private static String missing(SequenceVerdict verdict) {
        if (verdict.detail() != null && verdict.detail().missingRanges() != null) {
            return verdict.detail().missingRanges();
        }
        return Text.number(verdict.gapSize());
    }
}
