package com.k2.sequence.demo.check;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the rows in Redis with the states that they should hold.
 *
 * @param equal how many rows are as expected
 * @param differences one sentence for each row that is wrong, missing or unexpected
 */
public record StateCheck(int equal, List<String> differences) {

    public StateCheck {
        differences = List.copyOf(differences);
    }

    public static StateCheck of(
            Map<InstrumentKey, SequenceState> expected,
            Map<InstrumentKey, Map<String, String>> rows) {
        int equal = 0;
        List<String> differences = new ArrayList<>();
        for (Map.Entry<InstrumentKey, SequenceState> entry : expected.entrySet()) {
            Map<String, String> should = fields(entry.getValue());
            Map<String, String> row = rows.get(entry.getKey());
            if (row == null) {
                differences.add("no row of " + entry.getKey() + "; it should be " + should);
            } else if (row.entrySet().containsAll(should.entrySet())) {
                equal++;
            } else {
                differences.add(
                        "the row of " + entry.getKey() + " is " + row + "; it should be " + should);
            }
        }
        rows.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add("a row of " + key + ", which had no message"));
        return new StateCheck(equal, differences);
    }

    private static Map<String, String> fields(SequenceState state) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (StateField field : StateFields.ALL.list()) {
            Object value = field.of(state);
            if (value != null) {
                fields.put(field.name(), field.kind().format(value));
            }
        }
        return fields;
    }
}
