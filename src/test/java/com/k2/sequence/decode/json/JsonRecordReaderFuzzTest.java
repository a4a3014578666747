package com.k2.sequence.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.decode.field.FieldValue;
import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.json.NaiveDocument.Found;
import com.k2.sequence.decode.path.Condition;
import com.k2.sequence.decode.path.ConditionCheck;
import com.k2.sequence.decode.path.RecordPlan;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.decode.path.RecordValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Compares what is read in passing with what {@link NaiveDocument} finds step by step, for random
 * documents, pointers and conditions.
 */
class JsonRecordReaderFuzzTest {

    private static final int MAX_ELEMENTS = 1_000;

    private static final List<String> STEPS =
            List.of("a", "b", "c", "0", "1", "2", "-1", "-2", "-3", "*", "*", "*", "ü", "");

    private static final List<String> OPERATORS =
            List.of(" = ", " != ", " in ", " present", " absent");

    private static final List<String> TEXTS =
            List.of("x", "1", "-0", "1e3", "true", "false", "null", "\"\"", "\"[]\"", "2.50");

    @Property(tries = 20_000)
    void readsWhatIsThere(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> pointers = pointers(random);
        RecordPlan plan = plan(pointers);
        if (plan == null) {
            assertThat(NaiveDocument.haveOneArray(pointers)).isFalse();
            return;
        }
        assertThat(NaiveDocument.haveOneArray(pointers)).isTrue();
        RecordValues values = new RecordValues(plan, MAX_ELEMENTS);
        JsonRecordReader reader = new JsonRecordReader(plan, values);
        // One reader for several documents: nothing of one may be found in the next.
        for (int i = 0; i < 3; i++) {
            NaiveDocument document = document(random, pointers);
            read(reader, document.json(), random);
            assertValues(plan, values, pointers, document);
        }
    }

    @Property(tries = 5_000)
    void findsEveryTruncation(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> pointers = pointers(random);
        RecordPlan plan = plan(pointers);
        if (plan == null) {
            return;
        }
        RecordValues values = new RecordValues(plan, MAX_ELEMENTS);
        JsonRecordReader reader = new JsonRecordReader(plan, values);
        byte[] json = document(random, pointers).json().getBytes(UTF_8);
        int length = random.nextInt(json.length);

        assertThat(reader.readValues(json, length)).as(new String(json, UTF_8)).isNotNull();
    }

    @Property(tries = 5_000)
    void survivesChangedBytes(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> pointers = pointers(random);
        RecordPlan plan = plan(pointers);
        if (plan == null) {
            return;
        }
        RecordValues values = new RecordValues(plan, MAX_ELEMENTS);
        JsonRecordReader reader = new JsonRecordReader(plan, values);
        byte[] json = document(random, pointers).json().getBytes(UTF_8);
        for (int i = 0; i < 3; i++) {
            json[random.nextInt(json.length)] = (byte) random.nextInt(256);
        }
        String problem = reader.readValues(json, json.length);
        if (problem == null) {
            for (int element = 0; element < values.elements(); element++) {
                values.select(element);
                pointers.forEach(p -> values.value(plan.number(pointer(p))).kind());
            }
        } else {
            assertThat(problem).doesNotContain("parser failed");
        }
    }

    @Property(tries = 10_000)
    void checksConditionsPerElement(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> pointers = pointers(random);
        List<String> comparisons = new ArrayList<>();
        for (String pointer : pointers) {
            comparisons.add(pointer + operation(random));
        }
        Condition condition = Condition.parse("where", String.join(" and ", comparisons));
        if (!NaiveDocument.haveOneArray(pointers)) {
            return;
        }
        RecordPlan plan = new RecordPlan(condition.pointers());
        RecordValues values = new RecordValues(plan, MAX_ELEMENTS);
        ConditionCheck check = new ConditionCheck(condition, plan);
        NaiveDocument document = document(random, pointers);
        read(new JsonRecordReader(plan, values), document.json(), random);
        for (int element = 0; element < values.elements(); element++) {
            values.select(element);
            int at = element;
            boolean expected =
                    condition.comparisons().stream()
                            .allMatch(
                                    comparison ->
                                            NaiveDocument.holds(
                                                    document.find(pointers, at)
                                                            .get(comparison.pointer().toString()),
                                                    comparison.operator().name(),
                                                    comparison.values()));

            assertThat(check.holds(values))
                    .as("%s on %d of %s", condition, element, document.json())
                    .isEqualTo(expected);
        }
    }

    private static void read(JsonRecordReader reader, String json, Random random) {
        byte[] bytes = json.getBytes(UTF_8);
        // In a buffer that is larger, as decompressed values are.
        byte[] buffer = Arrays.copyOf(bytes, bytes.length + random.nextInt(3));
        Arrays.fill(buffer, bytes.length, buffer.length, (byte) 'x');

        assertThat(reader.readValues(buffer, bytes.length)).as(json).isNull();
    }

    private static void assertValues(
            RecordPlan plan, RecordValues values, List<String> pointers, NaiveDocument document)
            throws IOException {
        assertThat(values.elements())
                .as("elements of %s in %s", pointers, document.json())
                .isEqualTo(document.elements(pointers));
        for (int element = 0; element < values.elements(); element++) {
            values.select(element);
            var expected = document.find(pointers, element);
            for (String text : pointers) {
                int number = plan.number(pointer(text));
                FieldValue value = values.value(number);
                Found found =
                        new Found(
                                value.kind(),
                                value.kind().hasText() || value.kind() == Kind.BOOLEAN
                                        ? value.text()
                                        : "",
                                values.problem(number) != null);

                assertThat(found)
                        .as("%s of %d in %s", text, element, document.json())
                        .isEqualTo(expected.get(text));
            }
        }
    }

    private static RecordPointer pointer(String text) {
        return RecordPointer.parse("field", text);
    }

    private static RecordPlan plan(List<String> pointers) {
        try {
            return new RecordPlan(
                    pointers.stream().map(JsonRecordReaderFuzzTest::pointer).toList());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static NaiveDocument document(Random random, List<String> pointers) {
        boolean arrays = pointers.stream().anyMatch(p -> p.matches("/([*0-9]|-[0-9]).*"));
        boolean strings = pointers.stream().anyMatch(p -> p.startsWith("!"));
        return NaiveDocument.random(random, arrays, strings);
    }

    /** Mostly such that share their beginnings, or none would be found together. */
    private static List<String> pointers(Random random) {
        String common = random.nextBoolean() ? "" : steps(random, 2);
        List<String> pointers = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            pointers.add((random.nextInt(4) > 0 ? common : "") + steps(random, 3));
        }
        return pointers.stream()
                .map(p -> p.endsWith("!") ? p.substring(0, p.length() - 1) : p)
                .map(p -> random.nextInt(20) == 0 ? "!" + p : p)
                // As often as is allowed.
                .map(p -> p.split("!", -1).length > 5 ? p.replace("!", "") : p)
                .distinct()
                .toList();
    }

    private static String steps(Random random, int most) {
        return random.ints(1 + random.nextInt(most), 0, STEPS.size())
                .mapToObj(i -> '/' + STEPS.get(i) + (random.nextInt(6) == 0 ? "!" : ""))
                .collect(Collectors.joining());
    }

    private static String operation(Random random) {
        String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return switch (operator) {
            case " = ", " != " -> operator + text;
            case " in " -> operator + "(" + text + ", " + TEXTS.get(random.nextInt(4)) + ")";
            default -> operator;
        };
    }
}
