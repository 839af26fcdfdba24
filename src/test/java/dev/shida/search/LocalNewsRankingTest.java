package dev.shida.search;

import java.util.List;

/** Lists and queries of other fields and places, written without knowing how the search works. */
class LocalNewsRankingTest extends JudgedSearches {
    LocalNewsRankingTest() {
        super(
                List.of(
                        "british-countryside-2020",
                        "changsha-courts-2021",
                        "fujian-science-2023",
                        "hk-culture-transport-2024",
                        "korea-labour-welfare-2023",
                        "yamagata-news-2022"),
                "/judged-local-news.yaml",
                "/absurd-local-news.yaml");
    }
}
