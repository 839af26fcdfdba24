package dev.shida.edge;

import dev.shida.edge.ResponseCounters.ResponseKind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the access log says of a request. Clients choose most of it: no character leaves the line or its field, long values are
 * cut, and of the query only the parameters are logged that calls have, as others could be secrets.
 *
 * @param target path and query as they came
 * @param referer null if there is none
 * @param userAgent null if there is none
 */
record LoggedRequest(
        ClientAddress client,
        String method,
        String target,
        String protocol,
        @Nullable String referer,
        @Nullable String userAgent) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The names of the parameters of all calls and pages. */
    static final Set<String> PARAMETERS = Set.of(
            "cursor", "edition", "exact", "fields", "lang", "limit", "match", "page", "q", "series", "sort", "topic",
            "without", "year");

    private static final int MAX_TARGET = 2_048;
    private static final int MAX_FIELD = 512;

    static LoggedRequest of(HttpServerRequest request, ClientAddress client) {
        MultiMap headers = request.headers();
        return new LoggedRequest(
                client,
                request.method().name(),
                request.uri(),
                protocol(request.version()),
                headers.get(HttpHeaderNames.REFERER),
                headers.get(HttpHeaderNames.USER_AGENT));
    }

    private static String protocol(@Nullable HttpVersion version) {
        if (version == null) {
            return "HTTP";
        }
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2.0";
        };
    }

    /** A request whose head is not complete. */
    static LoggedRequest incomplete(Channel channel) {
        return new LoggedRequest(ClientAddress.of(channel), "-", "-", "-", null, null);
    }

    /** Reads the head of a request that was decoded before, with a line for each header. */
    static LoggedRequest of(ByteBuf head, ClientAddress client) {
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        String[] request = lines[0].split(" ", 3);
        return new LoggedRequest(
                client, request[0], request[1], request[2], header(lines, "referer:"), header(lines, "user-agent:"));
    }

    private static @Nullable String header(String[] lines, String name) {
        for (String line : lines) {
            if (line.regionMatches(true, 0, name, 0, name.length())) {
                return line.substring(name.length()).strip();
            }
        }
        return null;
    }

    /** The line in the combined format. */
    String combined(ResponseKind response, int bytes, Instant time) {
        StringBuilder line = new StringBuilder(256).append(client).append(" - - [");
        TIME.formatTo(time, line);
        line.append("] \"");
        append(line, method + " " + withoutSecrets(target) + " " + protocol, MAX_TARGET, "\\x");
        line.append("\" ").append(response.status()).append(' ').append(bytes).append(" \"");
        append(line, referer == null ? "-" : withoutQuery(referer), MAX_FIELD, "\\x");
        line.append("\" \"");
        append(line, userAgent == null ? "-" : userAgent, MAX_FIELD, "\\x");
        return line.append('"').toString();
    }

    /** The line as a JSON object. */
    String json(ResponseKind response, int bytes, Instant time, long micros) {
        StringBuilder line = new StringBuilder(384).append("{\"time\":\"");
        DateTimeFormatter.ISO_INSTANT.formatTo(time, line);
        member(line.append('"'), "client", client.toString());
        member(line, "method", method);
        member(line, "target", withoutSecrets(target));
        member(line, "protocol", protocol);
        line.append(",\"status\":").append(response.status());
        line.append(",\"bytes\":").append(bytes);
        line.append(",\"micros\":").append(micros);
        member(line, "route", response.route());
        member(line, "outcome", response.outcome().label());
        if (referer != null) {
            member(line, "referer", withoutQuery(referer));
        }
        if (userAgent != null) {
            member(line, "userAgent", userAgent);
        }
        return line.append('}').toString();
    }

    private static void member(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":\"");
        append(line, value, name.equals("target") ? MAX_TARGET : MAX_FIELD, "\\u00");
        line.append('"');
    }

    /** Appends a text in ASCII without quotes and control characters. All characters are bytes, as HTTP decoders have it. */
    private static void append(StringBuilder line, String text, int max, String escape) {
        int end = line.length() + max;
        for (int i = 0; i < text.length(); i++) {
            if (line.length() >= end) {
                line.append("...");
                return;
            }
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                line.append(c);
            } else {
                line.append(escape)
                        .append(Character.forDigit((c >> 4) & 0xF, 16))
                        .append(Character.forDigit(c & 0xF, 16));
            }
        }
    }

    private static String withoutSecrets(String target) {
        int query = target.indexOf('?');
        String path = withoutUser(query < 0 ? target : target.substring(0, query));
        if (query < 0) {
            return path;
        }
        StringBuilder kept = new StringBuilder(path);
        char separator = '?';
        for (String parameter : target.substring(query + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            boolean known = equals > 0 && PARAMETERS.contains(parameter.substring(0, equals));
            kept.append(separator).append(known || parameter.isEmpty() ? parameter : "*");
            separator = '&';
        }
        return kept.toString();
    }

    private static String withoutQuery(String address) {
        int end = address.length();
        for (char c : new char[] {'?', '#'}) {
            int begin = address.indexOf(c);
            end = begin < 0 ? end : Math.min(end, begin);
        }
        return withoutUser(address.substring(0, end));
    }

    /** Leaves out the user and password of an absolute address. */
    private static String withoutUser(String address) {
        int authority = address.startsWith("/") ? -1 : address.indexOf("://");
        if (authority < 0) {
            return address;
        }
        int begin = authority + "://".length();
        int path = address.indexOf('/', begin);
        int at = address.lastIndexOf('@', path < 0 ? address.length() : path);
        return at < begin ? address : address.substring(0, begin) + address.substring(at + 1);
    }
}
