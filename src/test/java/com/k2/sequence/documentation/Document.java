package com.k2.sequence.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A Markdown document of the project.
 *
 * @param file relative to the project's folder
 */
record Document(Path file) {

    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(List.of(HeadingAnchorExtension.create())).build();
    private static final Pattern ANCHOR = Pattern.compile("<h[1-6] id=\"([^\"]+)\"");

    /** All of the project, those of test resources apart. */
    static List<Document> all() throws IOException {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""))) {
            top.filter(Document::isMarkdown).map(Document::new).forEach(documents::add);
        }
        for (String folder : List.of("docs", "deploy", "monitoring", "flink-conf")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(Document::isMarkdown).map(Document::new).forEach(documents::add);
            }
        }
        return documents;
    }

    private static boolean isMarkdown(Path file) {
        return file.toString().endsWith(".md");
    }

    /** Where links and pictures lead, as they are written. */
    Set<String> links() throws IOException {
        Set<String> links = new HashSet<>();
        parsed().accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Link link) {
                                links.add(link.getDestination());
                                visitChildren(link);
                            }

                            @Override
                            public void visit(Image image) {
                                links.add(image.getDestination());
                            }
                        });
        return links;
    }

    /** What is written as code within the text; blocks of code are not. */
    Set<String> codeWords() throws IOException {
        Set<String> words = new HashSet<>();
        parsed().accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Code code) {
                                words.addAll(List.of(code.getLiteral().split("\\s+")));
                            }
                        });
        // The parser leaves tables as text.
        Matcher inTables = Pattern.compile("`([^`\n]+)`").matcher(text());
        while (inTables.find()) {
            words.addAll(List.of(inTables.group(1).split("\\s+")));
        }
        return words;
    }

    /** The names of its headings, as they stand behind '#' in a link. */
    Set<String> anchors() throws IOException {
        Set<String> anchors = new HashSet<>();
        Matcher heading = ANCHOR.matcher(HTML.render(parsed()));
        while (heading.find()) {
            anchors.add(heading.group(1));
        }
        return anchors;
    }

    String text() throws IOException {
        return Files.readString(file);
    }

    private Node parsed() throws IOException {
        return PARSER.parse(text());
    }
}
