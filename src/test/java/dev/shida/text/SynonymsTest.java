package dev.shida.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SynonymsTest {
    private final List<String> faults = new ArrayList<>();

    private Synonyms parse(String text) {
        return Synonyms.parse(text, (fault, line) -> faults.add(line + ": " + fault));
    }

    @Test
    void wordsOfALineMeanTheSame() {
        Synonyms synonyms = parse("# 快递\n\n快递小哥, 快遞員 ,Ｋ\\,1\r\n骑手 => 快递员, 外卖员\n快递员,courier");
        assertEquals(Set.of("快递员", "k1"), synonyms.of("快递小哥"));
        assertEquals(Set.of("快递小哥", "k1", "courier"), synonyms.of("快递员"));
        assertEquals(Set.of("快递员", "外卖员"), synonyms.of("骑手"));
        assertEquals(Set.of(), synonyms.of("外卖员"));
        assertEquals(Set.of("快递员", "k1"), synonyms.same("快递小哥"));
        assertEquals(Set.of(), synonyms.same("骑手"));
        assertEquals(List.of(), faults);
    }

    @Test
    void aBackslashIsOfTheCharacterBehindIt() {
        Synonyms synonyms = parse("1\\\\,2\n3\\=>4\\,5,6");
        assertEquals(Set.of("2"), synonyms.of("1"));
        assertEquals(Set.of("6"), synonyms.of("345"));
        assertEquals(List.of(), faults);
    }

    @Test
    void theLongestWordAtAnIndexCounts() {
        Synonyms synonyms = parse("冬奥,冬季奥运会\n冬奥会,冬季奥林匹克运动会");
        assertEquals(3, synonyms.lengthAt("北京冬奥会火炬", 2));
        assertEquals(0, synonyms.lengthAt("北京冬奥会火炬", 3));
    }

    @Test
    void everyFaultIsOnItsLine() {
        Synonyms synonyms = parse("甲,,乙\n丙\n丁=>戊=>己\n庚,辛\n=> 壬\n!,癸");
        assertEquals(List.of("1: NO_WORD", "2: ONE_WORD", "3: SEVERAL_ARROWS", "5: NO_WORD", "6: NO_WORD"), faults);
        assertEquals(Set.of("辛"), synonyms.of("庚"));
    }

    @Test
    void twoListsAreOne() {
        Synonyms both = parse("甲,乙").and(parse("甲=>丙"));
        assertEquals(Set.of("乙", "丙"), both.of("甲"));
        assertEquals(Set.of("乙"), both.same("甲"));
    }
}
