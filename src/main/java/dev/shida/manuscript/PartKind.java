package dev.shida.manuscript;

import dev.shida.content.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parts of a story, and the headings by which each is known in any list. */
enum PartKind {
    /** What happened. */
    REPLAY(Part.REPLAY),
    /** Why it mattered. */
    COMMENTARY(Part.COMMENTARY);

    private final String id;

    PartKind(String id) {
        this.id = id;
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
        return switch (this) {
            case REPLAY ->
                switch (language) {
                    case "zh" -> List.of("新闻回放", "新闻回顾", "事件回放", "新闻事件", "新闻背景", "事件");
                    case "ja" -> List.of("ニュース");
                    case "ko" -> List.of("뉴스");
                    default -> List.of("News replay", "What happened");
                };
            case COMMENTARY ->
                switch (language) {
                    case "zh" -> List.of("评析", "点评", "评语", "评论", "解读", "简评", "入选理由");
                    case "ja" -> List.of("解説", "コメント");
                    case "ko" -> List.of("해설");
                    default -> List.of("Commentary", "Comment", "Why it matters");
                };
        };
    }
}
