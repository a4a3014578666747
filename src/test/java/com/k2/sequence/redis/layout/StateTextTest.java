package com.k2.sequence.redis.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.tracking.FieldKind;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateTextTest {

    private static final String TIME = "2026-01-11T10:00:00.127299Z";
    private static final SequenceState STATE =
            new SequenceState(1005, 1_768_125_600_127_299_000L, 3, 1);

    private final List<Object> taken = new ArrayList<>();

    /** With a field of form 2 that names how many gaps there were. */
    private final StateText later =
            new StateText(
                    new StateFields(
                            List.of(
                                    StateFields.LAST_SEQ,
                                    StateFields.LAST_TS,
                                    StateFields.GAP_COUNT,
                                    StateFields.RESET_COUNT,
                                    new StateField(
                                            "epoch",
                                            FieldKind.TEXT,
                                            2,
                                            null,
                                            state ->
                                                    state.gapCount() == 0
                                                            ? null
                                                            : "e-" + state.gapCount(),
                                            (cursor, value) -> taken.add(value)))));

    private static List<FieldText> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text == null ? null : new FieldText("field", text))
                .toList();
    }

    @Test
    void aLaterFieldIsAFieldOfItsOwnInRowAndBase() {
        assertThat(later.namesOfFormOne())
                .containsExactly("last_seq", "last_ts", "gap_count", "reset_count");
        assertThat(later.namesOfLater()).containsExactly("epoch", "base_epoch");
        assertThat(later.values(STATE)).containsExactly("1005", TIME, "3", "1");
        assertThat(later.values(null)).containsExactly("", "", "0", "0");
        assertThat(later.wordsOfBase(STATE)).containsExactly("1005", TIME, "3", "1");
        assertThat(later.wordsOfBase(null)).containsExactly("-", "-", "0", "0");
        assertThat(later.kindsOfFormOne()).containsExactly("last?", "time?", "number", "number");
        assertThat(later.kindsOfLater()).containsExactly("text", "text");
    }

    @Test
    void onlyLaterFieldsWithAValueAreSent() {
        SequenceState none = new SequenceState(1, 2, 0, 0);

        assertThat(sent(STATE, STATE)).containsExactly("1", "e-3", "2", "e-3");
        assertThat(sent(STATE, null)).containsExactly("1", "e-3");
        assertThat(sent(none, STATE)).containsExactly("2", "e-3");
        assertThat(sent(none, null)).isEmpty();
        assertThat(sent(null, none)).isEmpty();
    }

    private List<String> sent(SequenceState state, SequenceState ofBase) {
        List<String> values = new ArrayList<>();
        later.addLater(state, ofBase, values);
        return values;
    }

    @Test
    void readsWhatItWrote() throws UnreadableRowException {
        assertThat(later.read(texts("1005", TIME, "3", "1", "e-3"))).isEqualTo(STATE);
        assertThat(later.read(texts("1005", TIME, "3", "1", null))).isEqualTo(STATE);
        assertThat(later.readBase(texts("1005", TIME, "3", "1"), texts("e-3"))).isEqualTo(STATE);
        assertThat(taken).containsExactly("e-3", null, "e-3");
        assertThat(later.read(texts("", "", "0", "0", null))).isNull();
        assertThat(later.readBase(texts("-", "-", "0", "0"), texts((String) null))).isNull();
    }

    @Test
    void whereNothingIsKnownNoFieldSaysOtherwise() {
        assertThatThrownBy(() -> later.read(texts("", TIME, "0", "0", null)))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessageContaining("is not a decimal number");
        assertThatThrownBy(() -> later.read(texts("", "", "0", "0", "e-3")))
                .isInstanceOf(UnreadableRowException.class);
        assertThatThrownBy(() -> later.read(texts("", "", "", "0", null)))
                .isInstanceOf(UnreadableRowException.class);
    }
}
