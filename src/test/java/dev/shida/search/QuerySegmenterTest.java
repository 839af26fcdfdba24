package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.search.QuerySegmenter.Segment;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuerySegmenterTest {
    @ParameterizedTest
    @CsvSource({
        "工匠冬奥, HAN 工匠/HAN 冬奥",
        "AI竞赛, LETTERS ai/HAN 竞赛",
        "疫情里怎么帮小微企业, HAN 疫情/CHARACTERS 帮小微/HAN 企业",
        "冬残奥, CHARACTERS 冬残奥",
        "國際, HAN 国际",
        "the, ''",
        "Women’s, LETTERS womens",
        "GPT-4, LETTERS gpt4",
        "post-war, LETTERS post/LETTERS war",
        "5G, LETTERS 5g",
        "165个服务站, NUMBER 165个/HAN 服务站",
        "1.58万件, NUMBER 1.58万件",
        "2022-09-15, YEAR 2022/NUMBER 9月15日",
        "2022年9月15日, YEAR 2022/NUMBER 9月15日",
        "九月十五日, NUMBER 9月15日",
        "3.5, NUMBER 3.5",
        "C++程序, NUMBER C++/HAN 程序",
        "用C#, NUMBER C#",
        "24/7, NUMBER 247",
        "3-2, NUMBER 32",
        "2022-2023, YEAR 2022/YEAR 2023",
        "２０２２年冬奥, YEAR 2022/HAN 冬奥",
        "2022冬奥, YEAR 2022/HAN 冬奥",
        "冬奥二〇二二, HAN 冬奥/YEAR 2022",
        "二零二二年九月十五日, YEAR 2022/NUMBER 9月15日",
        "2023년에, YEAR 2023",
        "2000人, NUMBER 2000/CHARACTERS 人",
        "2000名志愿者, NUMBER 2000名/HAN 志愿者",
        "2022.5, NUMBER 2022.5",
        "1799年, NUMBER 1799年",
        "コロナの影響, LETTERS コロナ/HAN 影响",
        "대통령은, LETTERS 대통령",
    })
    void segments(String typed, String segments) {
        assertEquals(
                segments,
                new QuerySegmenter()
                        .segment(typed).stream().map(QuerySegmenterTest::shown).collect(Collectors.joining("/")));
    }

    private static String shown(Segment segment) {
        return segment.kind() + " " + segment.text();
    }
}
