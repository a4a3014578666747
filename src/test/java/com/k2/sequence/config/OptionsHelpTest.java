package com.k2.sequence.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsHelpTest {

    @Test
    void listsEveryOptionWithTypeDefaultAndEffect() {
        String help = OptionsHelp.text();

        assertThat(DeclaredOption.all()).hasSizeGreaterThan(30);
        for (DeclaredOption option : DeclaredOption.all()) {
            String defaultValue = option.defaultValue();
            assertThat(help)
                    .contains(
                            "\n  "
                                    + option.key()
                                    + "  ("
                                    + option.typeName()
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
