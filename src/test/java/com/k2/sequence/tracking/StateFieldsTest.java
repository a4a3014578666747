package com.k2.sequence.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.tracking.rule.NumberCycle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateFieldsTest {

    private static final SequenceState STATE = new SequenceState(1002, 127_299_001L, 2, 3);

    private static String hex(StateFields fields, boolean withLater) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fields.write(STATE, withLater, new DataOutputStream(bytes));
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static SequenceState read(StateFields fields, boolean withLater, String hex)
            throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
        SequenceState state = fields.read(withLater, in);
        assertThat(in.available()).isZero();
        return state;
    }

    /** Other programs know them by these names, and old states and rows by this order. */
    @Test
    void namesKindsAndOrderStayAsTheyWere() {
        assertThat(StateFields.ALL.ofFormOne())
                .extracting(field -> field.name() + ' ' + field.kind())
                .containsExactly(
                        "last_seq LAST", "last_ts TIME", "gap_count NUMBER", "reset_count NUMBER");
    }

    @Test
    void writesFormOneAsSavepointsHaveIt() throws IOException {
        String bytes =
                "00000000000003ea" + "0000000007966db9" + "0000000000000002" + "0000000000000003";
        assertThat(hex(StateFields.ALL, false)).isEqualTo(bytes);
        assertThat(read(StateFields.ALL, false, bytes)).isEqualTo(STATE);

        assertThat(
                        read(
                                StateFields.ALL,
                                false,
                                "0000000000000007"
                                        + "8000000000000000"
                                        + "0000000000000000"
                                        + "0000000000000000"))
                .isEqualTo(new SequenceState(7, SequenceState.NO_TIMESTAMP, 0, 0));
    }

    @Test
    void everyFieldIsReadWhereItIsWritten() {
        List<Object> values =
                StateFields.ALL.list().stream().map(field -> field.of(STATE)).toList();

        assertThat(StateFields.ALL.state(values)).isEqualTo(STATE);
        assertThat(StateFields.ALL.state(Arrays.asList(null, null, 0L, 0L))).isNull();
    }

    @Test
    void aLaterFieldIsWrittenWhereItHasAValue() throws IOException {
        List<Object> taken = new ArrayList<>();
        StateFields fields = withEpoch("e-17", taken);

        assertThat(fields.form()).isEqualTo(2);
        assertThat(fields.hasLater(STATE)).isTrue();
        assertThat(hex(fields, true))
                .isEqualTo(hex(StateFields.ALL, false) + "01" + "04" + "00000004652d3137");
        assertThat(read(fields, true, hex(fields, true))).isEqualTo(STATE);
        assertThat(read(fields, false, hex(StateFields.ALL, false))).isEqualTo(STATE);
        assertThat(taken).containsExactly("e-17", null);
    }

    @Test
    void aLaterFieldWithoutAValueIsNotWritten() throws IOException {
        StateFields fields = withEpoch(null, new ArrayList<>());

        assertThat(fields.hasLater(STATE)).isFalse();
        assertThat(fields.hasLater(null)).isFalse();
        assertThat(hex(fields, true)).isEqualTo(hex(StateFields.ALL, false) + "00");
    }

    /** Everything that the larger rule remembers. */
    private static SequenceState remembering(boolean links) {
        SeriesMemory memory = new SeriesMemory(-7);
        memory.epoch = "s-2";
        memory.logTime = 20;
        OpenGaps gaps = new OpenGaps(links);
        GapTicket first = new GapTicket("ticks/0@42#3", 10);
        gaps.add(-5, -3, first);
        gaps.add(1, 2, first);
        gaps.add(5, 9, new GapTicket("ticks/0@43", 11));
        memory.setGaps(gaps);
        SeriesExtras extras = memory.extras();
        extras.cycle = new NumberCycle(256, 1);
        extras.wraps = 3;
        extras.ended("s 0", 5);
        extras.ended("s@1;,", 6);
        extras.farLogTime = 30;
        extras.runLength = 2;
        extras.runFirst = -9;
        extras.runLast = -8;
        extras.scheduled = 4;
        extras.forgotten = -6;
        return new SequenceState(-1, 1, 2, 3, memory);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLaterFieldIsReadWhereItIsWritten(boolean links) throws IOException {
        SequenceState state = remembering(links);
        List<Object> values = StateFields.ALL.list().stream().map(f -> f.of(state)).toList();

        for (int i = 0; i < values.size(); i++) {
            StateField field = StateFields.ALL.list().get(i);
            // How many are missing nobody knows of a chain.
            if (!links || field != StateFields.MISSING) {
                assertThat(values.get(i)).as(field.name()).isNotNull();
                String text = field.text(state, "");
                assertThat(field.kind().parse(text)).as(text).isEqualTo(values.get(i));
            }
        }
        assertThat(StateFields.ALL.state(values)).isEqualTo(state);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateFields.ALL.write(state, true, new DataOutputStream(bytes));
        assertThat(read(StateFields.ALL, true, HexFormat.of().formatHex(bytes.toByteArray())))
                .isEqualTo(state);
    }

    @Test
    void refusesAFieldOfALaterVersion() throws IOException {
        String later =
                hex(StateFields.ALL, false)
                        + "01"
                        + "%02x".formatted(StateFields.ALL.list().size())
                        + "0000000178";

        assertThatThrownBy(() -> read(StateFields.ALL, true, later))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("has field number", "later version");
    }

    @Test
    void refusesFieldsOutOfOrder() {
        List<StateField> wrong = List.of(StateFields.GAP_COUNT, StateFields.LAST_SEQ);

        assertThatIllegalArgumentException().isThrownBy(() -> new StateFields(wrong));
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 0",
        "NUMBER, 9223372036854775807",
        "TIME, 2026-01-11T10:00:00.127299Z",
        "TEXT, e-17",
        "LAST, -1",
        "LAST, 9223372036854775807",
        "POSITION, -9223372036854775808",
        "POSITION, 9223372036854775807",
    })
    void readsAValueInTheFormInWhichItIsWritten(FieldKind kind, String text) {
        assertThat(kind.format(kind.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 007",
        "NUMBER, -1",
        "NUMBER, +1",
        "NUMBER, 9223372036854775808",
        "NUMBER, ''",
        "TIME, 2026-01-11T10:00:00.1272990Z",
        "TIME, 2026-01-11",
        "TEXT, ''",
        "LAST, -2",
        "POSITION, -0",
        "POSITION, 9223372036854775808",
    })
    void refusesAValueInAnyOtherForm(FieldKind kind, String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> kind.parse(text));
    }

    /**
     * With a field of form 2 that every state has with the same value.
     *
     * @param taken what is read of it
     */
    private static StateFields withEpoch(String value, List<Object> taken) {
        List<StateField> fields = new ArrayList<>(StateFields.ALL.ofFormOne());
        fields.add(
                new StateField(
                        "epoch",
                        FieldKind.TEXT,
                        2,
                        null,
                        state -> value,
                        (cursor, text) -> taken.add(text)));
        return new StateFields(fields);
    }
}
