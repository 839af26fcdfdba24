package dev.shida.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import dev.shida.pages.DotGrid.Dot;
import dev.shida.pages.DotGrid.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures, as they are drawn. */
@OneJdk
class DotGridTest {
    private static final DotGrid GRID = new DotGrid(
            "题",
            "年份",
            DotGrid.numbers(2),
            List.of(
                    new Row("2022", List.of(Dot.FULL, Dot.HOLLOW), 2),
                    new Row("<工匠学院工匠学院工匠>", List.of(Dot.HOLLOW, Dot.NONE), 1)),
            "有");

    @Test
    void dotsAreToldApartByTheirForm() {
        assertEquals("""
                <text x="143" y="14" class="m">1</text>
                <text x="165" y="14" class="m">2</text>
                <text x="122" y="37" class="e">2022</text>
                <circle cx="143" cy="33" r="6" class="f"/>
                <circle cx="165" cy="33" r="5"/>
                <text x="182" y="37" class="s">2</text>
                <text x="122" y="59" class="e">&lt;工匠学院工匠学院…</text>
                <circle cx="143" cy="55" r="5"/>
                <text x="182" y="59" class="s">1</text>
                """, GRID.svg().replaceAll("(?<=/>|</text>)", "\n"));
        assertEquals(List.of(202, 66), List.of(GRID.width(), GRID.height()));
    }
}
