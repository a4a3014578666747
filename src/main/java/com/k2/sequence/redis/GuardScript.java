package com.k2.sequence.redis;

import com.k2.sequence.redis.client.Batch;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.layout.RowWriter;
import com.k2.sequence.redis.layout.StateText;
import com.k2.sequence.redis.settings.RedisKind;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.SequenceUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The script that guards every update, {@code guarded-update.lua}, and calls of it. */
public final class GuardScript {

    private static final String RESOURCE = "guarded-update.lua";
    private static final String BODY = read();
    private static final String TEXT = text(RedisLayout.STATE);
    private static final String SHA1 = sha1(TEXT);

    /** How many numbers a call answers: updates ignored, and those of them already there. */
    private static final int COUNTS = 2;

    /**
     * In a call: those of a hundred rows without later fields. Past 1,024 arguments an update costs
     * the server half as much again.
     */
    private static final int MOST_VALUES = 1_000;

    /** Values of every row beside those of its state: position to control. */
    private static final int OTHERS = 6;

    private GuardScript() {}

    /** Makes the script known to the server. */
    static CommandArguments load() {
        return new CommandArguments(Command.SCRIPT).add("LOAD").add(TEXT);
    }

    /**
     * How many keys one call takes. In a cluster one: few keys that are updated together share a
     * slot, and of several in a slot that is being moved the server refuses all.
     */
    static int keysPerCall(RedisSettings options) {
        return options.address().kind() == RedisKind.CLUSTER ? 1 : options.keysPerCall();
    }

    /** Calls for all these updates, in their order. */
    static List<CommandArguments> calls(
            RedisLayout layout,
            List<SequenceUpdate> updates,
            long lineage,
            long submission,
            Duration keyTtl,
            int keysPerCall) {
        List<CommandArguments> calls = new ArrayList<>(updates.size() / keysPerCall + 1);
        List<String> keys = new ArrayList<>(keysPerCall);
        List<List<String>> values = new ArrayList<>(keysPerCall);
        int sent = 0;
        for (SequenceUpdate update : updates) {
            List<String> ofKey = RedisLayout.values(update, lineage);
            boolean isFull = keys.size() == keysPerCall || sent + ofKey.size() > MOST_VALUES;
            if (isFull && !keys.isEmpty()) {
                calls.add(call(keys, values, submission, keyTtl));
                keys.clear();
                values.clear();
                sent = 0;
            }
            keys.add(layout.redisKey(update.key()));
            values.add(ofKey);
            sent += ofKey.size();
        }
        if (!keys.isEmpty()) {
            calls.add(call(keys, values, submission, keyTtl));
        }
        return calls;
    }

    /** One call for all these updates. */
    static CommandArguments call(
            RedisLayout layout,
            List<SequenceUpdate> updates,
            long lineage,
            long submission,
            Duration keyTtl) {
        List<String> keys = updates.stream().map(update -> layout.redisKey(update.key())).toList();
        List<List<String>> values =
                updates.stream().map(update -> RedisLayout.values(update, lineage)).toList();
        return call(keys, values, submission, keyTtl);
    }

    /**
     * One call.
     *
     * @param values for each key those of {@link RedisLayout#values}
     */
    static CommandArguments call(
            List<String> keys, List<List<String>> values, long submission, Duration keyTtl) {
        return call(RedisLayout.STATE, keys, values, submission, keyTtl);
    }

    /**
     * The call for rows whose states have other fields.
     *
     * @param values for each key those of the state that every row has, position, lineage, base,
     *     topic's id, moves, control, then the later ones, each behind its place
     */
    static CommandArguments call(
            StateText fields,
            List<String> keys,
            List<List<String>> values,
            long submission,
            Duration keyTtl) {
        CommandArguments call =
                new CommandArguments(Command.EVALSHA).add(sha1(fields)).add(keys.size());
        keys.forEach(call::key);
        call.add(keyTtl.toMillis());
        call.add(new RowWriter(fields.fields().form(), submission).text());
        call.add(laterCounts(fields.namesOfFormOne().size() + OTHERS, values));
        values.forEach(row -> row.forEach(call::add));
        return call;
    }

    /** One argument for all keys: most calls have no later values. */
    private static String laterCounts(int ofEveryRow, List<List<String>> values) {
        if (values.stream().allMatch(row -> row.size() == ofEveryRow)) {
            return "";
        }
        return values.stream()
                .map(row -> Integer.toString((row.size() - ofEveryRow) / 2))
                .collect(Collectors.joining(" "));
    }

    /** A batch of calls; servers that lack the script are sent it first. */
    static Batch batch(List<CommandArguments> calls) {
        return Batch.ofScript(calls, load(), GuardScript::isAnswer);
    }

    /** Whether a reply has the counts that the script answers with. */
    static boolean isAnswer(Object reply) {
        return reply instanceof List<?> counts
                && counts.size() >= COUNTS
                && counts.stream().allMatch(Long.class::isInstance);
    }

    /**
     * How many updates the guard ignored, by the replies to these calls. Of updates that may have
     * been done before, those that are already there do not count: it was the first sending that
     * wrote them.
     */
    public static int ignored(Batch calls) {
        List<Object> replies = calls.replies();
        long ignored = 0;
        for (int i = 0; i < replies.size(); i++) {
            List<?> counts = (List<?>) replies.get(i);
            ignored += (Long) counts.get(0) - (calls.isDoubtful(i) ? (Long) counts.get(1) : 0);
        }
        return Math.toIntExact(ignored);
    }

    /**
     * The script for rows whose states have these fields: their names and kinds are part of its
     * text, so that no call has to carry them. The whole text runs in each call, so what few need
     * is in functions.
     */
    static String text(StateText fields) {
        return """
                local NAMES, LATER = %s, %d
                local function kinds() return %s end
                local function later() return %s end
                local function laterKinds() return %s end
                """
                        .formatted(
                                table(fields.namesOfFormOne()),
                                fields.fields().later().size(),
                                table(fields.kindsOfFormOne()),
                                table(fields.namesOfLater()),
                                table(fields.kindsOfLater()))
                + BODY;
    }

    private static String table(List<String> words) {
        return words.isEmpty() ? "{}" : "{'" + String.join("', '", words) + "'}";
    }

    private static String sha1(StateText fields) {
        return fields == RedisLayout.STATE ? SHA1 : sha1(text(fields));
    }

    private static String read() {
        try (InputStream in = GuardScript.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
