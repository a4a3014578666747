package com.k2.sequence.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.k2.sequence.redis.GuardScript;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

class BatchTest {

    private static final JedisDataException MOVED =
            new JedisMovedDataException("MOVED 7 h:1", new HostAndPort("h", 1), 7);

    private static Batch guarded(int calls) {
        return new Batch(
                Stream.generate(() -> new CommandArguments(Command.EVALSHA)).limit(calls).toList());
    }

    @Test
    void keepsRepliesAndAsksForWhatIsMissing() {
        Batch batch = guarded(3);
        assertThat(batch.take(1, "b")).isNull();
        assertThat(batch.take(2, MOVED)).isSameAs(MOVED);

        assertThat(batch.unanswered()).containsExactly(0, 2);
        assertThat(batch.isAnswered()).isFalse();
        assertThatIllegalStateException().isThrownBy(batch::replies);
        assertThat(batch.take(2, "c")).isNull();
        assertThat(batch.take(0, "a")).isNull();
        assertThat(batch.isAnswered()).isTrue();
        assertThat(batch.replies()).containsExactly("a", "b", "c");
    }

    @Test
    void takesARefusalThatIsToleratedForAnAnswer() {
        JedisDataException refused = new JedisDataException("WRONGTYPE of a key");
        Batch batch = new Batch(List.of(new CommandArguments(Command.HMGET)), e -> e == refused);

        assertThat(batch.take(0, refused)).isNull();

        assertThat(batch.replies()).containsExactly(refused);
    }

    /** Of two updates whose rows were there already, each time one. */
    @Test
    void countsAsIgnoredWhatWasNotItsOwnDoing() {
        List<Long> twoIgnoredOneItsOwn = List.of(2L, 1L);
        Batch sent = guarded(1);
        sent.take(0, twoIgnoredOneItsOwn);
        assertThat(GuardScript.ignored(sent)).isEqualTo(2);

        Batch sentElsewhere = guarded(1);
        sentElsewhere.take(0, MOVED);
        sentElsewhere.take(0, twoIgnoredOneItsOwn);
        assertThat(GuardScript.ignored(sentElsewhere)).isEqualTo(2);

        Batch unanswered = guarded(2);
        unanswered.doubt(0);
        unanswered.take(0, twoIgnoredOneItsOwn);
        unanswered.take(1, twoIgnoredOneItsOwn);
        assertThat(GuardScript.ignored(unanswered)).isEqualTo(3);

        Batch doneInPart = guarded(1);
        doneInPart.take(0, new JedisDataException("OOM command not allowed"));
        doneInPart.take(0, twoIgnoredOneItsOwn);
        assertThat(GuardScript.ignored(doneInPart)).isEqualTo(1);
    }
}
