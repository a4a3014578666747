package com.k2.sequence.option.reference;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/** Reads what references to files name. */
final class ReferencedFiles {

    /** More than any secret takes, certificates included. */
    static final int MAX_BYTES = 1 << 20;

    /**
     * The content of a file, without the line end that most editors leave, or a key of a properties
     * file.
     *
     * @param location {@code path} or {@code path:key}; a file that has the whole name goes first
     * @throws ReferenceException if there is none, or nothing in it
     */
    String read(String location) {
        int colon = location.lastIndexOf(':');
        boolean hasKey = colon >= 0 && !isFile(location);
        String content = content(hasKey ? location.substring(0, colon) : location, location);
        String value =
                hasKey
                        ? valueOf(location.substring(colon + 1), content, location)
                        : withoutLineEnd(content);
        if (value.isEmpty()) {
            throw failure(location, hasKey ? "the key's value is empty" : "the file is empty");
        }
        return value;
    }

    private static boolean isFile(String path) {
        try {
            return Files.exists(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String content(String path, String location) {
        try {
            Path file = Path.of(path);
            if (Files.size(file) > MAX_BYTES) {
                throw failure(location, "the file has more than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw failure(location, "there is no such file on this machine");
        } catch (CharacterCodingException e) {
            throw failure(location, "the file is not UTF-8 text");
        } catch (InvalidPathException e) {
            throw failure(location, "this is not a file name");
        } catch (IOException e) {
            throw failure(
                    location, "the file can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static String valueOf(String key, String content, String location) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(content));
        } catch (IOException | IllegalArgumentException e) {
            // Not its words: they may quote the file.
            throw failure(location, "the file can't be read as properties");
        }
        String value = properties.getProperty(key);
        if (value == null) {
            throw failure(location, "the file has no such key");
        }
        return value;
    }

    private static String withoutLineEnd(String content) {
        if (content.endsWith("\r\n")) {
            return content.substring(0, content.length() - 2);
        }
        return content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
    }

    private static ReferenceException failure(String location, String why) {
        return new ReferenceException("${file:" + location + "}: " + why);
    }
}
