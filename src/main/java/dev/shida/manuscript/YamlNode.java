package dev.shida.manuscript;

import java.util.List;

/** A piece of front matter that knows its line in the file, from 1, so that a fault in it can be pointed at. */
sealed interface YamlNode {

    /** Where an editor would look for it: for the value of a key, the key's line. */
    int line();

    /** What it is, in an editor's words. */
    Message kind();

    /**
     * A word, a number or a line of text, all alike.
     *
     * @param text as written, without quotes; empty for YAML's null
     */
    record Scalar(int line, String text) implements YamlNode {
        @Override
        public Message kind() {
            return Message.of(text.isEmpty() ? "nothing" : "a-text");
        }
    }

    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public Message kind() {
            return Message.of("a-list");
        }
    }

    record Mapping(int line, List<Pair> entries) implements YamlNode {
        @Override
        public Message kind() {
            return Message.of("a-map");
        }
    }

    /** What cannot be read, and is reported. */
    record Broken(int line) implements YamlNode {
        @Override
        public Message kind() {
            return Message.of("broken");
        }
    }

    /**
     * A key and its value.
     *
     * @param line the line of the key
     */
    record Pair(int line, String key, YamlNode value) {}
}
