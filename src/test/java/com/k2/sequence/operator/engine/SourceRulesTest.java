package com.k2.sequence.operator.engine;

import static com.k2.sequence.operator.engine.TestInputs.key;
import static com.k2.sequence.operator.engine.TestInputs.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRulesTest {

    private final SourceRules rules =
            new SourceRules(List.of(rule("a", "0.5"), rule("b", "0.50"), rule("c", "0.1")));

    @Test
    void sourcesWithEqualRulesMayMeet() {
        assertThat(rules.of(messageOf(0, "A", 1, 1))).isSameAs(rules.of(messageOf(1, "A", 1, 1)));
        assertThat(rules.meet(key("A"), 0, 1)).isTrue();
        assertThat(rules.meet(key("A"), WarmKey.NO_SOURCE, 1)).isTrue();
    }

    @Test
    void sourcesWithDifferentRulesAreReported() {
        assertThat(rules.meet(key("A"), 0, 2)).isFalse();
        assertThat(rules.meet(key("A"), 2, 1)).isFalse();
    }

    @Test
    void aMessageOfASourceThatTheJobDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> rules.of(messageOf(3, "A", 1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of source number 4, and the job has 3");
    }

    private static SourceRule rule(String source, String ratio) {
        return new SourceRule(source, new TrackingRule(new BigDecimal(ratio), 10, 100, 1000));
    }
}
