package com.k2.sequence.venue;

import com.k2.sequence.venue.VenueProfile.Companion;
import com.k2.sequence.venue.VenueProfile.Tested;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads the YAML of one profile, in which every scalar is the text that is written. */
final class ProfileFile {

    private static final Set<String> KEYS =
            Set.of("description", "evidence", "tested", "needs", "helps", "options");
    private static final Set<String> COMPANION_KEYS = Set.of("option", "suggested", "why");

    private final String name;

    private ProfileFile(String name) {
        this.name = name;
    }

    /**
     * @throws IllegalArgumentException if it is not a profile
     */
    static VenueProfile read(String name, String yaml) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setSchema(new FailsafeSchema())
                        .setAllowDuplicateKeys(false)
                        .build();
        ProfileFile file = new ProfileFile(name);
        try {
            return file.profile(new Load(settings).loadFromString(yaml));
        } catch (YamlEngineException e) {
            throw file.wrong("the file", "must be YAML that can be read: " + e.getMessage());
        }
    }

    private VenueProfile profile(Object document) {
        Map<?, ?> file = map(document, "the profile", KEYS);
        Map<String, String> options = new LinkedHashMap<>();
        map(file.get("options"), "options", null)
                .forEach((key, value) -> options.put(text(key, "options"), text(value, "options")));
        return new VenueProfile(
                name,
                text(file.get("description"), "description"),
                text(file.get("evidence"), "evidence"),
                Tested.valueOf(text(file.get("tested"), "tested").toUpperCase(Locale.ROOT)),
                companions(file.get("needs"), "needs"),
                companions(file.get("helps"), "helps"),
                options);
    }

    private List<Companion> companions(Object value, String where) {
        if (!(value instanceof List<?> list)) {
            throw wrong(where, "must be a list");
        }
        List<Companion> companions = new ArrayList<>();
        for (Object element : list) {
            Map<?, ?> companion = map(element, where, COMPANION_KEYS);
            companions.add(
                    new Companion(
                            text(companion.get("option"), where),
                            text(companion.get("suggested"), where),
                            text(companion.get("why"), where)));
        }
        return companions;
    }

    /**
     * @param keys all that it must have, and no other; null for any
     */
    private Map<?, ?> map(Object value, String where, Set<String> keys) {
        if (!(value instanceof Map<?, ?> map) || keys != null && !map.keySet().equals(keys)) {
            throw wrong(where, "must have the keys " + (keys == null ? "of options" : keys));
        }
        return map;
    }

    private String text(Object value, String where) {
        if (!(value instanceof String text) || text.isBlank()) {
            throw wrong(where, "must hold plain values");
        }
        return text;
    }

    private IllegalArgumentException wrong(String where, String right) {
        return new IllegalArgumentException("venues/" + name + ".yaml: " + where + ' ' + right);
    }
}
