package com.k2.sequence.decode.json;

import com.k2.sequence.decode.field.FieldValue.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A JSON document as a tree that keeps what was written, and the obvious way to find a value in it:
 * one step after the other, for one pointer at a time.
 */
final class NaiveDocument {

    /** What is found; a kind of NULL where there is nothing. */
    record Found(Kind kind, String text, boolean problem) {
        static final Found NOTHING = new Found(Kind.NULL, "", false);
        static final Found PROBLEM = new Found(Kind.NULL, "", true);
    }

    private sealed interface Node permits Obj, Arr, Scalar {}

    private record Field(String name, Node value) {}

    private record Obj(List<Field> fields) implements Node {
        /** The last of a name holds. */
        Node get(String name) {
            Node found = null;
            for (Field field : fields) {
                found = field.name.equals(name) ? field.value : found;
            }
            return found;
        }
    }

    private record Arr(List<Node> items) implements Node {}

    /**
     * @param text as it is written, without quotes and escapes
     * @param inside what a string holds that is JSON, else null
     */
    private record Scalar(Kind kind, String text, Node inside) implements Node {}

    private static final List<String> NAMES = List.of("a", "b", "c", "0", "1", "-1", "*", "ü", "");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "1", "42", "-7", "18446744073709551617", "9223372036854775807");
    private static final List<String> DECIMALS = List.of("1e3", "1E+3", "-0.0", "2.50", "1e999");
    private static final List<String> STRINGS =
            List.of("x", "", "x y", "\"\\", "\u0001\n", "ü€😀", "nul", "[", "x".repeat(300));

    private final Node root;
    private final String json;

    private NaiveDocument(Node root, Random random) {
        this.root = root;
        this.json = write(root, random);
    }

    /**
     * @param array whether it may be an array
     * @param string whether it may be a string that holds JSON
     */
    static NaiveDocument random(Random random, boolean array, boolean string) {
        while (true) {
            Node root = node(random, 5);
            if (root instanceof Obj
                    || array && root instanceof Arr
                    || string && root instanceof Scalar scalar && scalar.inside != null) {
                return new NaiveDocument(root, random);
            }
        }
    }

    String json() {
        return json;
    }

    private static Node node(Random random, int depth) {
        int choice = random.nextInt(depth > 0 ? 14 : 6);
        return switch (choice) {
            case 0 -> scalar(Kind.NULL, "null");
            case 1 -> scalar(Kind.BOOLEAN, random.nextBoolean() ? "true" : "false");
            case 2 -> scalar(Kind.INTEGER, oneOf(NUMBERS, random));
            case 3 -> scalar(Kind.DECIMAL, oneOf(DECIMALS, random));
            case 4, 5 -> scalar(Kind.TEXT, oneOf(STRINGS, random));
            case 6, 7, 8 -> {
                List<Field> fields = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    fields.add(new Field(oneOf(NAMES, random), node(random, depth - 1)));
                }
                yield new Obj(fields);
            }
            case 9, 10, 11 -> {
                List<Node> items = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    items.add(node(random, depth - 1));
                }
                yield new Arr(items);
            }
            default -> {
                Node inside = node(random, depth - 1);
                yield new Scalar(Kind.TEXT, write(inside, random), inside);
            }
        };
    }

    private static Scalar scalar(Kind kind, String text) {
        return new Scalar(kind, text, null);
    }

    private static String oneOf(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    // Writing

    private static String write(Node node, Random random) {
        String space = " \n".substring(0, random.nextInt(10) == 0 ? 2 : 0);
        if (node instanceof Obj object) {
            return object.fields.stream()
                    .map(f -> quoted(f.name, random) + ":" + space + write(f.value, random))
                    .collect(Collectors.joining(space + ",", "{", space + "}"));
        }
        if (node instanceof Arr array) {
            return array.items.stream()
                    .map(item -> write(item, random))
                    .collect(Collectors.joining("," + space, "[" + space, "]"));
        }
        Scalar scalar = (Scalar) node;
        return scalar.kind == Kind.TEXT ? quoted(scalar.text, random) : scalar.text;
    }

    private static String quoted(String text, Random random) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || !Character.isSurrogate(c) && random.nextInt(30) == 0) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return json.append('"').toString();
    }

    // Finding

    /** How many messages the pointers make of it. */
    int elements(List<String> pointers) {
        return Math.max(1, bindings(pointers).size());
    }

    /** What each pointer finds for one of them. */
    Map<String, Found> find(List<String> pointers, int element) {
        List<List<Integer>> bindings = bindings(pointers);
        Map<String, Found> all = new HashMap<>();
        for (String pointer : pointers) {
            if (!bindings.isEmpty()) {
                all.put(pointer, find(pointer, bindings.get(element)));
            } else {
                all.put(pointer, stars(pointer) == 0 ? find(pointer, List.of()) : unbound(pointer));
            }
        }
        return all;
    }

    /** Where no element is, there is nothing; a string above all elements may be bad still. */
    private Found unbound(String pointer) {
        return walk(pointer, List.of()) == BAD ? Found.PROBLEM : Found.NOTHING;
    }

    private Found find(String pointer, List<Integer> binding) {
        Node node = walk(pointer, binding);
        if (node == BAD) {
            return Found.PROBLEM;
        }
        if (node instanceof Scalar scalar) {
            return scalar.kind == Kind.NULL
                    ? Found.NOTHING
                    : new Found(scalar.kind, scalar.text, false);
        }
        return node == null
                ? Found.NOTHING
                : new Found(node instanceof Obj ? Kind.OBJECT : Kind.ARRAY, "", false);
    }

    /** In place of the value behind a string that is not JSON. */
    private static final Node BAD = new Arr(List.of());

    /**
     * @param binding the index of each element that a star stands for; a walk that needs more ends
     *     there
     */
    private Node walk(String pointer, List<Integer> binding) {
        int stars = 0;
        Node node = root;
        String[] tokens = pointer.split("/", -1);
        for (int i = 0; i < tokens.length; i++) {
            boolean string = tokens[i].endsWith("!");
            String token = string ? tokens[i].substring(0, tokens[i].length() - 1) : tokens[i];
            if (i > 0) {
                if (token.equals("*")) {
                    if (stars == binding.size()) {
                        return null;
                    }
                    node = item(node, binding.get(stars++));
                } else {
                    node = step(node, token);
                }
            }
            if (string) {
                node = inside(node);
            }
            if (node == null || node == BAD) {
                return node;
            }
        }
        return node;
    }

    private static Node inside(Node node) {
        if (!(node instanceof Scalar scalar) || scalar.kind != Kind.TEXT) {
            return null;
        }
        return scalar.inside == null ? BAD : scalar.inside;
    }

    private static Node item(Node node, int index) {
        return node instanceof Arr array
                ? array.items.get(index)
                : node instanceof Obj object ? object.get("*") : null;
    }

    private static Node step(Node node, String token) {
        if (node instanceof Obj object) {
            return object.get(token);
        }
        if (node instanceof Arr array && token.matches("-?[0-9]+")) {
            int number = Integer.parseInt(token);
            int index = token.startsWith("-") ? array.items.size() + number : number;
            return index >= 0 && index < array.items.size() ? array.items.get(index) : null;
        }
        return null;
    }

    private static int stars(String pointer) {
        return (pointer + "/").split("/\\*!?(?=/)", -1).length - 1;
    }

    /** The way to each star, itself included. */
    private static List<String> starred(String pointer) {
        List<String> ways = new ArrayList<>();
        StringBuilder way = new StringBuilder();
        for (String token : pointer.split("/", -1)) {
            way.append(way.isEmpty() && ways.isEmpty() ? "" : "/");
            if (token.equals("*") || token.equals("*!")) {
                ways.add(way + "*");
            }
            way.append(token.isEmpty() ? "\u0000" : token);
        }
        return ways;
    }

    static boolean haveOneArray(List<String> pointers) {
        List<String> longest = longest(pointers);
        return pointers.stream()
                .allMatch(p -> longest.subList(0, starred(p).size()).equals(starred(p)));
    }

    private static List<String> longest(List<String> pointers) {
        List<String> longest = List.of();
        for (String pointer : pointers) {
            longest = starred(pointer).size() > longest.size() ? starred(pointer) : longest;
        }
        return longest;
    }

    private List<List<Integer>> bindings(List<String> pointers) {
        String longest =
                pointers.stream()
                        .max((a, b) -> Integer.compare(starred(a).size(), starred(b).size()))
                        .orElseThrow();
        if (starred(longest).isEmpty()) {
            return List.of();
        }
        List<List<Integer>> bindings = List.of(List.of());
        for (int star = 0; star < starred(longest).size(); star++) {
            List<List<Integer>> next = new ArrayList<>();
            for (List<Integer> binding : bindings) {
                Node above = walk(above(longest, star), binding);
                int count =
                        above == BAD
                                ? 1
                                : above instanceof Arr array
                                        ? array.items.size()
                                        : above instanceof Obj object && object.get("*") != null
                                                ? 1
                                                : 0;
                for (int i = 0; i < count; i++) {
                    List<Integer> more = new ArrayList<>(binding);
                    more.add(i);
                    next.add(more);
                }
            }
            bindings = next;
        }
        return bindings;
    }

    /** The pointer to what a star takes the elements of. */
    private static String above(String pointer, int star) {
        List<String> tokens = new ArrayList<>();
        int seen = 0;
        for (String token : pointer.split("/", -1)) {
            if ((token.equals("*") || token.equals("*!")) && seen++ == star) {
                break;
            }
            tokens.add(token);
        }
        return String.join("/", tokens);
    }

    // Conditions

    static boolean holds(Found found, String operator, List<String> values) {
        boolean present = found.kind() != Kind.NULL;
        boolean comparable = present && found.kind() != Kind.OBJECT && found.kind() != Kind.ARRAY;
        boolean equal = comparable && values.contains(found.text());
        return switch (operator) {
            case "EQUAL", "IN" -> equal;
            case "NOT_EQUAL" -> !equal;
            case "PRESENT" -> present;
            default -> !present;
        };
    }
}
