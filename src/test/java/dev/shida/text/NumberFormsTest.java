package dev.shida.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in which a number is written. */
class NumberFormsTest {
    @ParameterizedTest
    @CsvSource({
        "3万, 30000 三万 3多万 3余万 3万多 3万余",
        "30000, 3万 三万 30000多 30000余",
        "30000人, 3万人 三万人 30000多人 30000余人",
        "12米, 十二米 12多米 12余米",
        "1.25亿, 125000000 12500万 1.25亿多 1.25亿余 1.25多亿 1.25余亿",
        "3005, 三千零五 3005多 3005余",
        "三千, 3000",
        "二〇二二, 2022 二千零二十二",
        "一亿二千万, 120000000 12000万 1.2亿",
        "十五万, 150000 15万",
        "2.5, 2.5多 2.5余"
    })
    void writesANumberOtherwise(String number, String forms) {
        assertEquals(new TreeSet<>(Set.of(forms.split(" "))), new TreeSet<>(NumberForms.of(number)));
    }

    @ParameterizedTest
    @CsvSource({"7", "万", "米", "1234567890123456", "C919", "000000", "0.5"})
    void leavesOtherWordsAlone(String word) {
        assertEquals(Stream.of().toList(), NumberForms.of(word).stream().toList());
    }
}
