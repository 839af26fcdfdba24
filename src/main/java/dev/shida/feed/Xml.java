package dev.shida.feed;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes an XML document to memory. A character that XML cannot hold becomes U+FFFD. Qute takes as long, and would let such
 * characters and elements without an end through (src/bench/README.md).
 */
final class Xml {
    /** The JDK's, whatever else there is; it takes more time to find than to use. */
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    /** What the writer throws if the document is not well-formed, or cannot be written anywhere. */
    private interface Writing {
        void run() throws XMLStreamException;
    }

    /** Begins a document. */
    Xml(String root, String namespace) {
        try {
            writer = FACTORY.createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        write(() -> {
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement(root);
            writer.writeDefaultNamespace(namespace);
        });
    }

    /** Gives the element that has just been begun an attribute. */
    Xml attribute(String name, String value) {
        write(() -> writer.writeAttribute(name, clean(value)));
        return this;
    }

    /** Begins an element. */
    Xml begin(String name) {
        write(() -> writer.writeStartElement(name));
        return this;
    }

    /** Ends the element that was begun last. */
    Xml end() {
        write(writer::writeEndElement);
        return this;
    }

    /** Ends the element that was begun last, in which there is only a text. */
    Xml end(String content) {
        write(() -> {
            writer.writeCharacters(clean(content));
            writer.writeEndElement();
        });
        return this;
    }

    /** The document, its open elements ended. */
    String toText() {
        write(writer::writeEndDocument);
        return text.toString();
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Section 2.2 of XML 1.0 says which there are. */
    private static String clean(String content) {
        StringBuilder clean = new StringBuilder(content.length());
        content.codePoints().map(c -> isCharacter(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
