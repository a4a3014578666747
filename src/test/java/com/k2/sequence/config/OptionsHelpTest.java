package com.k2.sequence.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.option.Option;
import org.junit.jupiter.api.Test;

class OptionsHelpTest {

    @Test
    void listsEveryOptionWithTypeDefaultAndEffect() {
        String help = OptionsHelp.text();

        assertThat(AllOptions.all()).hasSizeGreaterThan(30);
        for (Option<?> option : AllOptions.all()) {
            String defaultValue = option.defaultText();
            assertThat(help)
                    .contains(
                            "\n  "
                                    + option.key()
                                    + "  ("
                                    + option.type().name()
                                    + (defaultValue == null ? "" : ", default " + defaultValue)
                                    + ")\n");
            assertThat(help.replaceAll("\\s+", " ")).contains(option.description());
            assertThat(option.description()).isNotBlank().endsWith(".");
        }
    }

    @Test
    void fitsAnOrdinaryTerminal() {
        assertThat(OptionsHelp.text().lines()).allMatch(line -> line.length() <= 100);
    }
}
