package com.k2.sequence.message;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.regex.Pattern;

/**
 * Selects keys by Redis's patterns of exchange and symbol: {@code *} matches any text, {@code ?}
 * one character, {@code [ab]}, {@code [a-c]} and {@code [^a]} one character of a set or one outside
 * it, and a backslash makes the next character literal.
 */
public final class KeyPattern {

    private static final String NO_CHARACTER = "(?!)";

    private final Pattern exchange;
    private final Pattern symbol;

    public KeyPattern(String exchange, String symbol) {
        this.exchange = compile(exchange);
        this.symbol = compile(symbol);
    }

    public boolean matches(InstrumentKey key) {
        return exchange.matcher(key.exchange()).matches() && symbol.matcher(key.symbol()).matches();
    }

    private static Pattern compile(String pattern) {
        StringBuilder regex = new StringBuilder();
        int[] characters = pattern.codePoints().toArray();
        for (int at = 0; at < characters.length; at++) {
            switch (characters[at]) {
                case '*' -> {
                    if (at == 0 || characters[at - 1] != '*') {
                        regex.append(".*");
                    }
                }
                case '?' -> regex.append('.');
                case '[' -> at = appendClass(characters, at + 1, regex);
                case '\\' -> {
                    at = Math.min(at + 1, characters.length - 1);
                    appendLiteral(characters[at], regex);
                }
                default -> appendLiteral(characters[at], regex);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /**
     * @param from the index after the opening bracket
     * @return the index of the closing bracket, or of the last character
     */
    private static int appendClass(int[] characters, int from, StringBuilder regex) {
        int at = from;
        boolean isNegated = at < characters.length && characters[at] == '^';
        if (isNegated) {
            at++;
        }
        StringBuilder members = new StringBuilder();
        for (; at < characters.length && characters[at] != ']'; at++) {
            if (characters[at] == '\\' && at + 1 < characters.length) {
                at++;
                appendLiteral(characters[at], members);
            } else if (at + 2 < characters.length && characters[at + 1] == '-') {
                appendLiteral(Math.min(characters[at], characters[at + 2]), members);
                members.append('-');
                appendLiteral(Math.max(characters[at], characters[at + 2]), members);
                at += 2;
            } else {
                appendLiteral(characters[at], members);
            }
        }
        if (members.isEmpty()) {
            regex.append(isNegated ? "." : NO_CHARACTER);
        } else {
            regex.append(isNegated ? "[^" : "[").append(members).append(']');
        }
        return Math.min(at, characters.length - 1);
    }

    private static void appendLiteral(int character, StringBuilder regex) {
        regex.append("\\x{").append(Integer.toHexString(character)).append('}');
    }
}
