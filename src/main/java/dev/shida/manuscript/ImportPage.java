package dev.shida.manuscript;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Tells the article of a page from what is around it, and what a reader sees from what is hidden. */
final class ImportPage {

    static final String SYMBOL = "a bullet of a symbol font";

    private static final Pattern HIDDEN = Pattern.compile(
            "display:\\s*none|visibility:\\s*hidden|mso-hide:\\s*all|font-size:\\s*0(?:px|pt|em)?\\s*(?:;|$)");
    private static final Pattern NOTE = Pattern.compile("mso-element:\\s*comment|mso-comment-");

    /** Names of classes and ids for what is around articles; the first kind is so in any case, the second if it is mostly links. */
    private static final Pattern AROUND = Pattern.compile(
            "(?i)(?:^|[-_\\s])(?:nav|navbar|navigation|breadcrumbs?|crumbs?|site-header|site-footer|footer|page-footer|sidebar|sharing|share|social|copyright|pagination|cookie|toolbar)(?:$|[-_\\s])");

    private static final Pattern AROUND_IF_LINKS = Pattern.compile(
            "(?i)(?:^|[-_\\s])(?:menu|header|topbar|top|side|aside|right|left|related|recommend(?:ed)?|recommendations|comments?|ads?|advert|banner|tools|pager|subscribe|newsletter|login|search|hot|rank(?:ing)?|tags?|links?|foot|bottom|more|list)(?:$|[-_\\s])");

    private static final Set<String> FORMS = Set.of("form", "button", "select", "input", "textarea", "option");
    private static final Set<String> UNSEEN =
            Set.of("template", "noscript", "script", "style", "iframe", "object", "svg", "datalist", "title");
    private static final Set<String> CONTAINERS =
            Set.of("body", "div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "form");

    /** What part of the text the article is, and what part a container that says so is. */
    private static final double MOST = 0.8;

    private static final double HALF = 0.5;

    private final Map<Element, int[]> lengths;
    private final Element body;
    private final Map<Element, String> omissions = new IdentityHashMap<>();

    private ImportPage(Element body, Map<Element, int[]> lengths) {
        this.body = body;
        this.lengths = lengths;
    }

    static ImportPage of(Element body) {
        ImportPage page = new ImportPage(body, lengths(body));
        page.find();
        return page;
    }

    /** Why an element is left out, unless it is not, or the element around it is. */
    Optional<String> omission(Element element) {
        return Optional.ofNullable(omissions.get(element));
    }

    /** How much text each element has, and how much of it in links. */
    private static Map<Element, int[]> lengths(Element body) {
        Map<Element, int[]> lengths = new IdentityHashMap<>();
        body.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof Element element) {
                    lengths.put(element, new int[2]);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (!(node.parent() instanceof Element parent) || !lengths.containsKey(parent)) {
                    return;
                }
                int[] sum = lengths.getOrDefault(parent, new int[2]);
                if (node instanceof TextNode text) {
                    sum[0] += ImportLine.printed(text.getWholeText()).length();
                } else if (node instanceof Element element) {
                    int[] own = lengths.getOrDefault(element, new int[2]);
                    sum[0] += own[0];
                    sum[1] += element.normalName().equals("a") ? own[0] : own[1];
                }
            }
        });
        return lengths;
    }

    private int text(Element element) {
        return lengths.getOrDefault(element, new int[2])[0];
    }

    /** How much text is in no link. */
    private int prose(Element element) {
        int[] length = lengths.getOrDefault(element, new int[2]);
        return length[0] - length[1];
    }

    private boolean isMostlyLinks(Element element) {
        return text(element) > 0 && prose(element) * 2 < text(element);
    }

    private void find() {
        boolean[] isPage = {false};
        body.traverse((node, depth) -> {
            if (node instanceof Element element && node != body) {
                Optional<String> unseen = unseen(element);
                Optional<String> around = unseen.isPresent() ? Optional.empty() : around(element);
                unseen.or(() -> around).ifPresent(reason -> omissions.put(element, reason));
                isPage[0] |= around.isPresent();
            }
        });
        if (isPage[0]) {
            omitBelow(article());
        }
    }

    private static Optional<String> unseen(Element element) {
        String name = element.normalName();
        String style = ImportHtmlReader.style(element);
        if (UNSEEN.contains(name)
                || element.hasAttr("hidden")
                || HIDDEN.matcher(style).find()) {
            return Optional.of("hidden");
        }
        if (name.equals("del")) {
            return Optional.of("deleted");
        }
        if (NOTE.matcher(style).find()
                || element.className().contains("MsoComment")
                || element.hasClass("msocomtxt")
                || element.hasClass("msocomoff")) {
            return Optional.of("a comment");
        }
        return Optional.empty();
    }

    private Optional<String> around(Element element) {
        String name = element.normalName();
        if (FORMS.contains(name) && !(name.equals("form") && isLarge(element))) {
            return Optional.of("a form");
        }
        if (isLarge(element) || element.selectFirst("h1") != null) {
            return Optional.empty();
        }
        String role = element.attr("role");
        if (name.equals("nav") || role.matches("navigation|menu|menubar|search")) {
            return Optional.of("navigation");
        }
        boolean isInArticle = element.closest("article, main, blockquote, [itemprop=articleBody]") != null;
        if (name.equals("footer") && !isInArticle || role.equals("contentinfo")) {
            return Optional.of("the page's footer");
        }
        if ((name.equals("header") && !isInArticle)
                || role.matches("banner|complementary")
                || name.equals("aside") && (!isInArticle || isMostlyLinks(element))) {
            return Optional.of("beside the article");
        }
        if (!name.matches("div|ul|ol|p|section|table|span|dl|td|a")) {
            return Optional.empty();
        }
        String names = element.className() + " " + element.id();
        boolean isAround = AROUND.matcher(names).find()
                || !name.equals("a") && AROUND_IF_LINKS.matcher(names).find() && isMostlyLinks(element);
        return isAround ? Optional.of("beside the article") : Optional.empty();
    }

    private boolean isLarge(Element element) {
        return prose(element) > HALF * Math.max(1, prose(body));
    }

    /** The innermost element that has nearly all text. */
    private Element article() {
        int omitted = omissions.keySet().stream()
                .filter(element -> element.parents().stream().noneMatch(omissions::containsKey))
                .mapToInt(this::prose)
                .sum();
        double all = Math.max(1, prose(body) - omitted);
        Element article = body;
        for (Element next = body; next != null; ) {
            article = next;
            next = article.children().stream()
                    .filter(child -> CONTAINERS.contains(child.normalName()) && !omissions.containsKey(child))
                    .filter(child -> prose(child)
                            >= all * (child.is("article, main, [role=main], [itemprop=articleBody]") ? HALF : MOST))
                    .findFirst()
                    .orElse(null);
        }
        return article;
    }

    /** Leaves out what comes after the article, unless it is a line that says who edited it. */
    private void omitBelow(Element article) {
        for (Element each = article;
                each != body && each.parent() != null;
                each = java.util.Objects.requireNonNull(each.parent())) {
            for (Element sibling : each.nextElementSiblings()) {
                if (!ImportWords.isFooter(sibling.text()) || text(sibling) > 60 || isMostlyLinks(sibling)) {
                    omissions.putIfAbsent(sibling, "below the article");
                }
            }
        }
    }
}
