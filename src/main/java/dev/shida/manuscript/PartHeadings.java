package dev.shida.manuscript;

import dev.shida.content.PartKind;
import java.util.List;

/** The headings by which a part is known in any list. */
final class PartHeadings {
    private PartHeadings() {}

    /** Those in a language, the commonest first; in English where there are none. */
    static List<String> of(PartKind part, String language) {
        return switch (part) {
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
