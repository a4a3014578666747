package com.k2.sequence.decode.json;

import com.k2.sequence.decode.field.NumberFields;
import com.k2.sequence.decode.path.Condition;
import com.k2.sequence.decode.path.ConditionCheck;
import com.k2.sequence.decode.path.RecordPlan;
import com.k2.sequence.decode.path.RecordValues;
import com.k2.sequence.tracking.numbers.MessageKind;
import java.util.ArrayList;
import java.util.List;

/** Says what a message is by the conditions of its feed. Thread-safe. */
final class KindCheck {

    /** A kind, and when a message is of it. */
    private record Case(MessageKind kind, ConditionCheck check) {}

    /** In the order in which they are tried. */
    private final Case[] cases;

    /** Null where no message says that it is sent again. */
    private final ConditionCheck retransmission;

    /**
     * @param plan made with the conditions' pointers
     */
    KindCheck(NumberFields.Kinds kinds, RecordPlan plan) {
        List<Case> given = new ArrayList<>();
        add(MessageKind.RESET_MARK, kinds.reset(), plan, given);
        add(MessageKind.SKIP_MARK, kinds.skip(), plan, given);
        add(MessageKind.SNAPSHOT, kinds.snapshot(), plan, given);
        add(MessageKind.HEARTBEAT, kinds.heartbeat(), plan, given);
        this.cases = given.toArray(Case[]::new);
        this.retransmission =
                kinds.retransmission() == null
                        ? null
                        : new ConditionCheck(kinds.retransmission(), plan);
    }

    private static void add(
            MessageKind kind, Condition condition, RecordPlan plan, List<Case> given) {
        if (condition != null) {
            given.add(new Case(kind, new ConditionCheck(condition, plan)));
        }
    }

    /** Why it can't be known what the selected message is, for a person; null where it can. */
    String problem(RecordValues values) {
        for (Case tried : cases) {
            String problem = tried.check.problem(values);
            if (problem != null) {
                return problem;
            }
        }
        return retransmission == null ? null : retransmission.problem(values);
    }

    /** What the selected message is. */
    MessageKind kind(RecordValues values) {
        for (Case tried : cases) {
            if (tried.check.holds(values)) {
                return tried.kind;
            }
        }
        return MessageKind.DATA;
    }

    /** Whether the selected message is sent again. */
    boolean isRetransmission(RecordValues values) {
        return retransmission != null && retransmission.holds(values);
    }
}
