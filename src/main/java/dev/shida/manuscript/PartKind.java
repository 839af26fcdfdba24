package dev.shida.manuscript;

import dev.shida.content.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parts of a story, and the headings by which each is known in any list. */
enum PartKind {
    /** What happened. */
    REPLAY(
            Part.REPLAY,
            List.of("新闻回放", "新闻回顾", "事件回放", "新闻事件", "新闻背景", "事件"),
            List.of("News replay", "What happened"),
            List.of("ニュース"),
            List.of("뉴스")),
    /** Why it mattered. */
    COMMENTARY(
            Part.COMMENTARY,
            List.of("评析", "点评", "评语", "评论", "解读", "简评", "入选理由"),
            List.of("Commentary", "Comment", "Why it matters"),
            List.of("解説", "コメント"),
            List.of("해설"));

    private final String id;
    private final List<String> chinese;
    private final List<String> english;
    private final List<String> japanese;
    private final List<String> korean;

    PartKind(String id, List<String> chinese, List<String> english, List<String> japanese, List<String> korean) {
        this.id = id;
        this.chinese = chinese;
        this.english = english;
        this.japanese = japanese;
        this.korean = korean;
    }

    /** The name that the API and the front matter have for it. */
    String id() {
        return id;
    }

    static Optional<PartKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }

    /** The well-known headings in a language, the commonest first; in English where there are none. */
    List<String> namesIn(String language) {
        return switch (language) {
            case "zh" -> chinese;
            case "ja" -> japanese;
            case "ko" -> korean;
            default -> english;
        };
    }
}
