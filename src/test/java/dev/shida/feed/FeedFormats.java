package dev.shida.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads feeds as others do: by the schemas of the formats, and with a reader of feeds. */
final class FeedFormats {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Schema JSON_FEED = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()))
            .getSchema(resource("/feed/json-feed.schema.json"));

    private FeedFormats() {}

    /** Reads a feed with ROME, if it is valid by the grammar of RFC 4287. */
    static SyndFeed atom(byte[] document) {
        StringWriter faults = new StringWriter();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new com.thaiopensource.xml.sax.ErrorHandlerImpl(faults));
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        try {
            assertTrue(driver.loadSchema(new InputSource(resource("/feed/atom.rnc"))), faults::toString);
            assertTrue(driver.validate(new InputSource(new ByteArrayInputStream(document))), faults::toString);
            return new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(document)));
        } catch (SAXException | FeedException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a feed, if it is valid by the rules of JSON Feed 1.1. */
    static JsonNode json(byte[] document) {
        try {
            JsonNode feed = JSON.readTree(document);
            assertEquals(
                    List.of(),
                    JSON_FEED.validate(feed).stream().map(Object::toString).toList());
            return feed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(FeedFormats.class.getResourceAsStream(name), name);
    }
}
