package com.k2.sequence.operator.engine;

import com.k2.sequence.message.Command;
import com.k2.sequence.message.KeyPattern;
import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The control number that a key begins with, which rises with each command that clears all keys of
 * a pattern that the key matches. An attempt that was given up may have met a key, cleared it by
 * that command and written its row; the attempt that goes on meets the key after the command. With
 * a number of 0 its updates would be refused. Every subtask snapshots it, so it survives any change
 * of parallelism.
 *
 * <p>A key that the command is not for begins below it. The command may be undone by a failure, and
 * when it takes effect again it does not raise the number of such a key, which may be known by
 * then: the row that the failed attempt wrote must not be above it.
 */
public final class ControlFloor {

    /** Of more patterns, the one whose command is the longest ago counts as that of all keys. */
    static final int MOST_PATTERNS = 32;

    private static final String EXCHANGE = "exchange";
    private static final String SYMBOL = "symbol";
    private static final String CONTROL = "control";

    /** Null where there are no commands. */
    private final KeptValues<Long> keptOfAllKeys;

    /** As text by name, so that later versions may add to it; null where there are no commands. */
    private final KeptValues<Map<String, String>> kept;

    /** By the exchange and symbol of the pattern, the newest last. */
    private final Map<InstrumentKey, Floor> floors = new LinkedHashMap<>();

    private long ofAllKeys;

    private record Floor(KeyPattern pattern, long control) {}

    private ControlFloor(KeptValues<Long> keptOfAllKeys, KeptValues<Map<String, String>> kept) {
        this.keptOfAllKeys = keptOfAllKeys;
        this.kept = kept;
    }

    /** Of a job without commands, which keeps no such number. */
    static ControlFloor none() {
        return new ControlFloor(null, null);
    }

    static ControlFloor restore(TaskState state) throws Exception {
        ControlFloor floor =
                new ControlFloor(
                        state.numbersOfAllTasks("control-floor"),
                        state.textsOfAllTasks("control-floors"));
        for (Long found : floor.keptOfAllKeys.restored()) {
            floor.ofAllKeys = Math.max(floor.ofAllKeys, found);
        }
        for (Map<String, String> text : floor.kept.restored()) {
            InstrumentKey pattern = new InstrumentKey(text.get(EXCHANGE), text.get(SYMBOL));
            floor.raise(pattern, Long.parseLong(text.get(CONTROL)));
        }
        return floor;
    }

    /** 0 before any such command. */
    long of(InstrumentKey key) {
        long control = ofAllKeys;
        for (Floor floor : floors.values()) {
            if (floor.control > control && floor.pattern.matches(key)) {
                control = floor.control;
            }
        }
        return control;
    }

    /** A command that clears all keys takes effect. */
    void raise(Command command, long barrier) {
        raise(command.instrument(), barrier);
    }

    private void raise(InstrumentKey pattern, long control) {
        Floor before = floors.remove(pattern);
        floors.put(
                pattern,
                new Floor(
                        new KeyPattern(pattern.exchange(), pattern.symbol()),
                        before == null ? control : Math.max(before.control, control)));
        if (floors.size() > MOST_PATTERNS) {
            Iterator<Floor> oldest = floors.values().iterator();
            ofAllKeys = Math.max(ofAllKeys, oldest.next().control);
            oldest.remove();
        }
    }

    void snapshot() throws Exception {
        keptOfAllKeys.keep(List.of(ofAllKeys));
        List<Map<String, String>> texts = new ArrayList<>();
        floors.forEach(
                (pattern, floor) ->
                        texts.add(
                                Map.of(
                                        EXCHANGE, pattern.exchange(),
                                        SYMBOL, pattern.symbol(),
                                        CONTROL, Long.toString(floor.control))));
        kept.keep(texts);
    }
}
