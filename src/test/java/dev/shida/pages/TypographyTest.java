package dev.shida.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How texts are set. */
@OneJdk
class TypographyTest {
    @Test
    void apostrophesAmongHanAreSetApart() {
        assertEquals(
                List.of("它说the city", "s 3", "s，workers", " rights，‘引用’与‘a’。"),
                Typography.runs("它说the city’s 3’s，workers’ rights，‘引用’与‘a’。"));
        assertEquals(List.of("It", "s"), HighlightedText.plain("It’s一件事").runs("It’s"));
    }

    @Test
    void otherTextsStayWhole() {
        assertEquals(List.of("the city’s"), Typography.runs("the city’s"));
        assertEquals(List.of("’"), Typography.runs("’"));
        assertEquals(List.of("It’s"), HighlightedText.plain("It’s one").runs("It’s"));
    }

    @Test
    void aParagraphInChineseIsIndentedOnce() {
        assertEquals(List.of("一。\n　　二。", "三"), PartParagraphs.paragraphs("　　一。\n　　二。\n\n三", "zh-Hant"));
        assertEquals(List.of("　一", "二"), PartParagraphs.paragraphs("　一\n\n二", "ja"));
        assertEquals(List.of(), PartParagraphs.paragraphs("", "zh"));
    }

    @Test
    void longNumeralsAreWide() {
        assertEquals(
                List.of("第一件", "十一", "No.1"),
                Stream.of("1", "100", "⑩", "一", "第一件", "十一", "No.1")
                        .filter(Typography::wide)
                        .toList());
    }
}
