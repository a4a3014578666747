package com.k2.sequence.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.testing.ShippedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What {@code monitoring/} asks Prometheus, by where it stands, made to answer wherever there is
 * data: in ranges of seconds, and with comparisons that are always true.
 */
final class ShippedQueries {

    private static final String RULES = "monitoring/prometheus/rules/sequence-tracker.yml";
    private static final String DASHBOARD = "monitoring/grafana/dashboards/sequence-tracker.json";

    private ShippedQueries() {}

    static Map<String, String> all() throws IOException {
        Map<String, String> queries = new LinkedHashMap<>();
        alerts().forEach((name, expression) -> addParts(name, expression, queries));
        for (JsonNode panel :
                new ObjectMapper().readTree(ShippedFiles.of(DASHBOARD).toFile()).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.put(
                        "panel '"
                                + panel.path("title").asText()
                                + "' "
                                + target.path("refId").asText(),
                        soon(target.path("expr").asText()));
            }
        }
        return queries;
    }

    /** Expressions of the alerts by name. */
    @SuppressWarnings("unchecked") // as Prometheus's rule files are made
    static Map<String, String> alerts() throws IOException {
        Map<String, Object> file =
                (Map<String, Object>)
                        new Load(LoadSettings.builder().build())
                                .loadFromString(Files.readString(ShippedFiles.of(RULES)));
        Map<String, String> alerts = new LinkedHashMap<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                alerts.put((String) rule.get("alert"), (String) rule.get("expr"));
            }
        }
        return alerts;
    }

    /**
     * Each side of an {@code or} and {@code unless} by itself, since one hides the other, and
     * without what asks for absence.
     */
    private static void addParts(String name, String expression, Map<String, String> queries) {
        List<String> parts =
                List.of(
                        expression
                                .replaceAll("\\sunless \\w+ offset \\d+m", "")
                                .replaceAll("^absent\\((.*)\\)$", "$1")
                                .split("\\s(or|unless)\\s"));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i).strip();
            boolean bracketed = part.startsWith("(") && part.endsWith(")");
            queries.put(
                    "alert " + name + (parts.size() == 1 ? "" : ", part " + (i + 1)),
                    soon(bracketed ? part.substring(1, part.length() - 1) : part)
                            .replaceAll("(>=|==|>) [\\d.e]+", ">= -1"));
        }
    }

    private static String soon(String expression) {
        return expression
                .replace("$__rate_interval", "30s")
                .replaceAll("\\[\\d+[mh]]", "[30s]")
                .replaceAll("\\soffset \\d+m", "");
    }
}
