package dev.shida.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be wrong, as the API names it (RFC 9457, section 4): a closed set. Clients may rely on the
 * {@link #type()} and the {@link #status()} of each.
 */
public enum ProblemType {
    INVALID_PARAMETERS(
            400,
            "Invalid parameters",
            "参数有误",
            "One or more query parameters are unknown, or have a value that they cannot take. The member errors names"
                    + " every one of them, says what is wrong with it and, where it can, what is allowed or what was"
                    + " probably meant. Correct them all and ask again."),
    MALFORMED_REQUEST(
            400,
            "Malformed request",
            "请求无法识别",
            "The request cannot be read: it is not valid HTTP, or its address has a percent sign that two hexadecimal"
                    + " digits do not follow, bytes that are not UTF-8, or a control character (a query may have tabs and"
                    + " line breaks). The member detail says where. Encode the address as UTF-8, then percent-encode it"
                    + " (RFC 3986), and ask again."),
    NO_SUCH_STORY(
            404,
            "No such story",
            "没有这条新闻",
            "No published story has this id. Ids of stories are listed by /v1/stories; they look like"
                    + " capital-unions-2022-winter-olympics and stay when ranks change."),
    NO_SUCH_PART(
            404,
            "No such part",
            "这条新闻没有这一部分",
            "The story is published, but its print does not have this part. The member that the story itself has for this"
                    + " part is null."),
    NO_SUCH_EDITION(
            404,
            "No such edition",
            "没有这期盘点",
            "No published edition has this id. Ids of editions are listed by /v1/editions; they look like"
                    + " capital-unions-2022."),
    NO_SUCH_TOPIC(
            404,
            "No such topic",
            "没有这个话题",
            "No published story has a topic with this id. Ids of topics are listed by /v1/topics; they look like"
                    + " winter-olympics."),
    NO_SUCH_PROBLEM_TYPE(
            404,
            "No such problem type",
            "没有这类问题",
            "No problem of this API has this name. The member type of a problem is the address of the page that"
                    + " explains it; use it as it is."),
    NOT_FOUND(
            404,
            "Not found",
            "没有找到这个页面",
            "Nothing is at this path. Paths are compared literally: a doubled slash, a dot segment, an encoded slash or"
                    + " a semicolon makes another path. The paths there are can be read at /openapi, or in a browser at"
                    + " /docs."),
    METHOD_NOT_ALLOWED(
            405,
            "Method not allowed",
            "不支持这种请求方法",
            "What is at this path does not take this method. The header Allow lists those that it takes. Methods are"
                    + " compared with regard to case: GET is a method, get is not."),
    NOT_ACCEPTABLE(
            406,
            "Not acceptable",
            "没有您要的格式",
            "What is at this path comes in none of the media types that the header Accept asks for, or in none of the"
                    + " codings that Accept-Encoding allows. What cannot be read in these headers counts as if it were"
                    + " not there. Ask for what is on offer, or leave the header out."),
    REQUEST_TIMEOUT(
            408,
            "Request timeout",
            "请求超时",
            "The rest of the request has not come in time, and the connection has been closed. Send it again, whole."),
    PRECONDITION_FAILED(
            412,
            "Precondition failed",
            "内容不符合请求的条件",
            "What is at this path is not, or no longer, what the header If-Match or If-Unmodified-Since asks for. Leave"
                    + " that header out to get what is there now."),
    CONTENT_TOO_LARGE(
            413,
            "Content too large",
            "请求内容过大",
            "The body of the request is longer than the server takes. Send a shorter one."),
    URI_TOO_LONG(
            414,
            "URI too long",
            "网址过长",
            "The address, query included, is longer than the server takes. Ask for less at once, for example with fewer"
                    + " parameters."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "不支持这种内容格式",
            "What is at this path does not take a body of the media type that the header Content-Type names, or that"
                    + " header is missing or cannot be read. Send a media type that the documentation of the call lists."),
    MISDIRECTED_REQUEST(
            421,
            "Misdirected request",
            "服务器不负责这个网址",
            "The server does not answer for the host in the address, or in the header Host. Ask for a host that it answers"
                    + " for; whoever runs it lists them in shida.hosts."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "请求过于频繁",
            "You, or others with the same address on the Internet, have sent more requests than the server takes from one"
                    + " client. Wait as many seconds as the header Retry-After says, and ask again. The header"
                    + " RateLimit-Policy says how many requests are taken."),
    HEADERS_TOO_LARGE(
            431,
            "Headers too large",
            "请求头过大",
            "The headers of the request are together longer than the server takes. Send fewer or shorter ones; cookies"
                    + " are not needed here."),
    INTERNAL_ERROR(
            500,
            "Internal error",
            "服务器出错了",
            "The server failed, through no fault of the request. Asking again may help. If it does not, tell whoever runs"
                    + " this server the id in the member detail: their log has the cause under it."),
    UNAVAILABLE(
            503,
            "Unavailable",
            "服务暂时不可用",
            "The server cannot answer at the moment, for example because it has too much to do or its store cannot be"
                    + " reached. Ask again in a little while."),
    HTTP_VERSION_NOT_SUPPORTED(
            505,
            "HTTP version not supported",
            "不支持这个 HTTP 版本",
            "The first line of the request names a version of HTTP that the server does not speak on such a connection. Send"
                    + " HTTP/1.1, or begin a connection in HTTP/2 with its preface.");

    private final int status;
    private final String title;
    private final String heading;
    private final String explanation;

    ProblemType(int status, String title, String heading, String explanation) {
        this.status = status;
        this.title = title;
        this.heading = heading;
        this.explanation = explanation;
    }

    /** The HTTP status of every problem of this type. */
    public int status() {
        return status;
    }

    /** A few words that are the same for every problem of this type. */
    public String title() {
        return title;
    }

    /** The same in Chinese, as the heading of a page. */
    public String heading() {
        return heading;
    }

    /** A few sentences: what happened, and what to do about it. */
    public String explanation() {
        return explanation;
    }

    /** The last segment of {@link #type()}, for example {@code no-such-story}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The relative reference that identifies the type and opens a page explaining it. */
    public String type() {
        return "/problems/" + slug();
    }

    /** A problem of this type; the detail is a sentence about this occurrence. */
    public Problem problem(String detail) {
        return new Problem(this, detail, List.of(), List.of());
    }

    /**
     * The problem that there is nothing of a kind with this id.
     *
     * @throws IllegalStateException if this is not one of the {@code NO_SUCH_…} types
     */
    public Problem about(String id) {
        if (!name().startsWith("NO_SUCH_")) {
            throw new IllegalStateException(this + " is not about an id");
        }
        String kind = slug().substring("no-such-".length()).replace('-', ' ');
        return problem("There is no " + kind + " “" + ParameterError.cut(id) + "”.");
    }

    public static Optional<ProblemType> bySlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }
}
