package dev.shida.manuscript;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words by which an import tells what a line is. */
final class ImportWords {

    private static final Pattern LIST = Pattern.compile(
            "(?i).*(?:十大|十佳|十件|(?:[0-9０-９一二三四五六七八九]|１０)+大|大新[闻聞]|大事[件记記]|top\\s*\\d+|\\b(?:ten|five|twenty)\\b|"
                    + "biggest|stories|moments|highlights|best|ニュース|トピック|뉴스|사건|年度|盘点|盤點|榜|year in review).*");

    private static final Pattern NAVIGATION = Pattern.compile(
            "(?i)[\\h\\p{Z}]*(?:"
                    + "[^|｜›»]{1,12}(?:[|｜›»][^|｜›»]{0,12}){2,}"
                    + "|(?:[^>＞]{1,12}[>＞]){1,}[^>＞]{1,12}"
                    + "|(?:[【\\[［][^】\\]］]{1,8}[】\\]］][\\h\\p{Z}]*)+"
                    + "|(?:当前位置|您的位置|您现在的位置|你的位置|目前位置|首[\\h\\p{Z}]*[页頁]|频[\\h\\p{Z}]*道|登录|注册|登入|註冊|字号|字體|字体|打印|分享到|手机版|客户端|"
                    + "home|skip to|menu|sign in|log in|subscribe|search|advertisement|share|print|ホーム|メニュー|ログイン|検索|홈|메뉴|로그인|검색)(?:[:：\\h\\p{Z}|｜>＞].*)?)");

    private static final Pattern FOOTER = Pattern.compile("(?i)[\\h\\p{Z}]*+[（(【\\[［〔•●·▲■◆※*—-]*+[\\h\\p{Z}]*+(?:"
            + "责任编辑|責任編輯|责\\h*编|責編|编\\h*辑|編\\h*輯|审\\h*[校核]|校\\h*对|监\\h*制|主\\h*编|总策划|策\\h*划|统\\h*筹|撰\\h*[文稿]|整\\h*理|设\\h*计|制\\h*[图作]|来\\h*源|來\\h*源|稿件来源|本文来源|转载|"
            + "版权|版權|原标题|原標題|延伸[阅閱]|(?:相[关關]|更多[^，。,.]{0,6}?|推[荐薦]|[热熱][门門]|最新)\\h*(?:$|[:：>＞]|[阅閱][读讀]|新[闻聞]|[链鏈連][接結]|[报報][道導]|文章|推[荐薦]|内容|內容|精彩|消息|[资資][讯訊])|扫[码一]|掃[碼描]|关注我们|訂閱|订阅|声明|聲明|免责|举报|返回(?:$|首|[顶頂]|列表)|上一篇|下一篇|完\\h*[)）]|[备備]?[注註]\\h*[:：]|"
            + "[记記]者(?![获獲从從在了注看])|文[/／:：|｜]|作者[:：]|"
            + "follow us|subscribe|read more|more from|more:|see also|share this|share on|related|edited by|reporting by|written by|compiled by|sources?:|copyright|©|c\\)|all rights|sign up|explore more|"
            + "編集[:：部]|文責|取材|出典|関連|もっと|以上[）)。]?$|了\\h*[）)]|次の|前の|この記事|"
            + "기자|편집|출처|저작권|ⓒ|무단|관련|더\\s*보기).*");

    private static final Pattern CAPTION = Pattern.compile(
            "(?i).*(?:图片来源|圖片來源|摄影[:：]|攝影[:：]|[新资資]华社发|/?\\h*摄$|摄[）)]$|photograph:|photo:|image:|getty|/ ?AFP|写真[:：=＝]|사진[=:：]|供图[）)]?$|資料照|资料图).*");

    /** Han digits that stand for a number of stories. */
    private static final Map<String, Integer> WORDS =
            Map.of("ten", 10, "five", 5, "six", 6, "seven", 7, "eight", 8, "nine", 9, "twelve", 12, "twenty", 20);

    private static final Pattern NUMBER =
            Pattern.compile("(?i)(?<n>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[\\h\\p{Z}]*(?:大|件|佳|个瞬间|條|条|则|則)"
                    + "|\\btop[\\h\\p{Z}]*(?<top>\\d{1,3})\\b|\\b(?<digits>\\d{1,2})[\\h\\p{Z}]+(?:biggest|best|top|most|stories|moments|things|key|great)"
                    + "|\\b(?<word>ten|five|six|seven|eight|nine|twelve|twenty)\\b|(?<ko>\\d{1,2})\\s*대");

    private static final int TAIL = 40;

    /** No line of a few words is longer, in UTF-16 units. */
    private static final int LONGEST = 300;

    private ImportWords() {}

    /** Whether a line ends a sentence, as its last characters tell. */
    static boolean endsSentence(String line) {
        String stripped = WhiteSpace.strip(line);
        return Byline.endsSentence(stripped.substring(Math.max(0, stripped.length() - TAIL)));
    }

    static boolean isAboutAList(String line) {
        return line.length() <= LONGEST && LIST.matcher(line).matches();
    }

    static boolean isNavigation(String line) {
        return line.length() <= LONGEST && NAVIGATION.matcher(line).matches();
    }

    static boolean isFooter(String line) {
        return FOOTER.matcher(line).lookingAt();
    }

    static boolean isCaption(String line) {
        return line.length() <= LONGEST
                && ImportLine.width(line) <= 200
                && CAPTION.matcher(line).matches();
    }

    /** How many stories a title promises; 0 where it does not say. */
    static int promised(String title) {
        Matcher number = NUMBER.matcher(title.substring(0, Math.min(title.length(), LONGEST)));
        while (number.find()) {
            int promised;
            if (number.group("word") != null) {
                promised = WORDS.getOrDefault(number.group("word").toLowerCase(Locale.ROOT), 0);
            } else {
                String digits = first(number, "n", "top", "digits", "ko");
                promised = digits.isEmpty() ? 0 : Numeral.value(digits).orElse(0);
            }
            if (promised > 1 && promised <= 100) {
                return promised;
            }
        }
        return 0;
    }

    private static String first(Matcher matcher, String... groups) {
        for (String group : groups) {
            String found = matcher.group(group);
            if (found != null) {
                return found;
            }
        }
        return "";
    }
}
