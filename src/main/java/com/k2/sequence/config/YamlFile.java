package com.k2.sequence.config;

import com.k2.sequence.option.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.DuplicateKeyException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A YAML file of options. Keys are dotted, nested or both; every scalar is the text that is
 * written; a list of scalars is joined with commas. Messages show where, and nothing of the
 * content, which may hold passwords.
 */
final class YamlFile {

    private final String file;
    private final Problems problems;
    private final Map<String, String> values = new LinkedHashMap<>();

    private YamlFile(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * @param problems get the reason, where the file can't be read
     * @return values by dotted key
     */
    static Map<String, String> read(String file, Problems problems) {
        YamlFile yaml = new YamlFile(file, problems);
        yaml.read();
        return yaml.values;
    }

    private void read() {
        try {
            Object document = parse(Files.readString(Path.of(file)));
            if (document instanceof Map<?, ?> options) {
                flatten("", options);
            } else {
                problem("must hold keys and values (key: value)");
            }
        } catch (InvalidPathException e) {
            problem("is not a file name");
        } catch (NoSuchFileException e) {
            problem("there is no such file");
        } catch (CharacterCodingException e) {
            problem("is not UTF-8 text");
        } catch (IOException e) {
            problem("can't be read (" + e.getClass().getSimpleName() + ")");
        } catch (DuplicateKeyException e) {
            problem("a key stands there twice" + where(e));
        } catch (MarkedYamlEngineException e) {
            problem("is not YAML: " + e.getProblem() + where(e));
        } catch (YamlEngineException e) {
            problem("is not YAML that can be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The only document; an empty map where there is none. */
    private Object parse(String text) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setSchema(new FailsafeSchema())
                        .setAllowDuplicateKeys(false)
                        .build();
        Iterator<Object> documents = new Load(settings).loadAllFromString(text).iterator();
        Object document = documents.hasNext() ? documents.next() : Map.of();
        if (documents.hasNext()) {
            problem("holds more than one document");
        }
        return document;
    }

    private void flatten(String prefix, Map<?, ?> options) {
        options.forEach((key, value) -> add(prefix + key, value));
    }

    private void add(String key, Object value) {
        if (value instanceof Map<?, ?> nested) {
            flatten(key + '.', nested);
        } else if (values.putIfAbsent(key, textOf(key, value)) != null) {
            problem("key " + key + " stands there twice, dotted and nested");
        }
    }

    private String textOf(String key, Object value) {
        if (!(value instanceof List<?> list)) {
            return String.valueOf(value);
        }
        List<String> elements = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String)) {
                problem("key " + key + " holds a list of more than plain values");
                break;
            }
            elements.add((String) element);
        }
        return String.join(",", elements);
    }

    private void problem(String text) {
        problems.add("--config " + file, text);
    }

    private static String where(MarkedYamlEngineException e) {
        return e.getProblemMark().map(YamlFile::where).orElse("");
    }

    private static String where(Mark mark) {
        return " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
    }
}
