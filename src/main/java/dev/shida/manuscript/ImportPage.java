package dev.shida.manuscript;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Tells the article of a page from what is around it, and what people see from what is hidden. */
final class ImportPage {

    private static final Pattern HIDDEN = Pattern.compile(
            "display:\\s*+none|visibility:\\s*+hidden|mso-hide:\\s*+all|font-size:\\s*+0(?:px|pt|em)?\\s*(?:;|$)");
    private static final Pattern NOTE = Pattern.compile("mso-element:\\s*+comment|mso-comment-");

    /** Names of classes and ids for what is around articles; the first kind is so in any case, the second if it is mostly links. */
    private static final Pattern AROUND = Pattern.compile(
            "(?i)(?:^|[-_\\s])(?:nav|navbar|navigation|breadcrumbs?|crumbs?|site-header|site-footer|footer|page-footer|sidebar|sharing|share|social|copyright|pagination|cookie|toolbar)(?:$|[-_\\s])");

    private static final Pattern AROUND_IF_LINKS = Pattern.compile(
            "(?i)(?:^|[-_\\s])(?:menu|header|topbar|top|side|aside|right|left|related|recommend(?:ed)?|recommendations|comments?|ads?|advert|banner|tools|pager|subscribe|newsletter|login|search|hot|rank(?:ing)?|tags?|links?|foot|bottom|more|list)(?:$|[-_\\s])");

    private static final Set<String> FORMS = Set.of("form", "button", "select", "input", "textarea", "option");
    private static final Set<String> UNSEEN =
            Set.of("template", "noscript", "script", "style", "iframe", "object", "svg", "datalist", "title");
    private static final Set<String> ARTICLES = Set.of("article", "main");
    private static final Set<String> NAVIGATIONS = Set.of("navigation", "menu", "menubar", "search");

    /** Elements of which the names of classes and ids tell what they are. */
    private static final Set<String> NAMED =
            Set.of("div", "ul", "ol", "p", "section", "table", "span", "dl", "td", "a");

    private static final Set<String> CONTAINERS =
            Set.of("body", "div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "form");

    /** What part of the text the article is, and what part a container that says so is. */
    private static final double MOST = 0.8;

    private static final double HALF = 0.5;

    /** The most characters of a line that says who edited an article. */
    private static final int LONGEST_FOOTER = 60;

    /** What is in an element, and in those within it. */
    private static final class Extent {
        /** How many characters are printed, and how many of them in links. */
        int text;

        int linked;
        boolean hasTitle;
        boolean hasListNumber;

        /** How much text is in no link. */
        int prose() {
            return text - linked;
        }

        boolean isMostlyLinks() {
            return text > 0 && prose() * 2 < text;
        }
    }

    private static final Extent NOTHING = new Extent();

    private final Element body;
    private final ImportDeadline deadline;
    private final Map<Element, Extent> extents = new IdentityHashMap<>();
    private final Map<Element, ImportOmission> omissions = new IdentityHashMap<>();

    /** How much text is in no link, nor in what is left out. */
    private int prose;

    private ImportPage(Element body, ImportDeadline deadline) {
        this.body = body;
        this.deadline = deadline;
    }

    static ImportPage of(Element body, ImportDeadline deadline) {
        ImportPage page = new ImportPage(body, deadline);
        body.traverse(page.new Measuring());
        Omitting omitting = page.new Omitting();
        body.traverse(omitting);
        if (omitting.isPage) {
            page.omitBelow(page.article());
        }
        return page;
    }

    /** Why an element is left out, unless it is not, or the element around it is. */
    Optional<ImportOmission> omission(Element element) {
        return Optional.ofNullable(omissions.get(element));
    }

    /** How many characters an element prints. */
    int text(Element element) {
        return extent(element).text;
    }

    /** Whether an element has the number of a list, as word processors write it out. */
    boolean hasListNumber(Element element) {
        return extent(element).hasListNumber;
    }

    private Extent extent(Element element) {
        return extents.getOrDefault(element, NOTHING);
    }

    private final class Measuring implements NodeVisitor {
        @Override
        public void head(Node node, int depth) {
            deadline.step();
            if (node instanceof Element element) {
                Extent extent = new Extent();
                extent.hasTitle = element.normalName().equals("h1");
                extent.hasListNumber = ImportStyle.css(element).contains(ImportStyle.LIST_NUMBER);
                extents.put(element, extent);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node == body || !(node.parent() instanceof Element parent)) {
                return;
            }
            Extent sum = extent(parent);
            if (node instanceof TextNode text) {
                sum.text += (int) text.getWholeText()
                        .codePoints()
                        .filter(ImportLine::isPrinted)
                        .count();
            } else if (node instanceof Element element) {
                Extent own = extent(element);
                sum.text += own.text;
                sum.linked += element.normalName().equals("a") ? own.text : own.linked;
                sum.hasTitle |= own.hasTitle;
                sum.hasListNumber |= own.hasListNumber;
            }
        }
    }

    private final class Omitting implements NodeVisitor {
        /** How many of the elements around are parts of an article, and how many are left out. */
        private int articles;

        private int omitted;
        boolean isPage;

        @Override
        public void head(Node node, int depth) {
            deadline.step();
            if (!(node instanceof Element element)) {
                return;
            }
            articles += isOfArticle(element) ? 1 : 0;
            if (node == body) {
                prose += extent(element).prose();
                return;
            }
            Optional<ImportOmission> unseen = unseen(element);
            Optional<ImportOmission> around = unseen.isPresent() ? Optional.empty() : around(element, articles > 0);
            isPage |= around.isPresent();
            unseen.or(() -> around).ifPresent(reason -> {
                omissions.put(element, reason);
                prose -= omitted == 0 ? extent(element).prose() : 0;
                omitted++;
            });
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                articles -= isOfArticle(element) ? 1 : 0;
                omitted -= omissions.containsKey(element) ? 1 : 0;
            }
        }
    }

    private static boolean isOfArticle(Element element) {
        return ARTICLES.contains(element.normalName())
                || element.normalName().equals("blockquote")
                || element.attr("itemprop").equals("articleBody");
    }

    private static Optional<ImportOmission> unseen(Element element) {
        String name = element.normalName();
        String css = ImportStyle.css(element);
        if (UNSEEN.contains(name)
                || element.hasAttr("hidden")
                || HIDDEN.matcher(css).find()) {
            return Optional.of(ImportOmission.HIDDEN);
        }
        if (name.equals("del")) {
            return Optional.of(ImportOmission.DELETED);
        }
        if (NOTE.matcher(css).find()
                || element.className().contains("MsoComment")
                || element.hasClass("msocomtxt")
                || element.hasClass("msocomoff")) {
            return Optional.of(ImportOmission.COMMENT);
        }
        return Optional.empty();
    }

    private Optional<ImportOmission> around(Element element, boolean isInArticle) {
        String name = element.normalName();
        if (FORMS.contains(name) && !(name.equals("form") && isLarge(element))) {
            return Optional.of(ImportOmission.FORM);
        }
        if (isLarge(element) || extent(element).hasTitle) {
            return Optional.empty();
        }
        String role = element.attr("role");
        if (name.equals("nav") || NAVIGATIONS.contains(role)) {
            return Optional.of(ImportOmission.NAVIGATION);
        }
        if (name.equals("footer") && !isInArticle || role.equals("contentinfo")) {
            return Optional.of(ImportOmission.PAGE_FOOTER);
        }
        boolean isMostlyLinks = extent(element).isMostlyLinks();
        if (name.equals("header") && !isInArticle
                || role.equals("banner")
                || role.equals("complementary")
                || name.equals("aside") && (!isInArticle || isMostlyLinks)) {
            return Optional.of(ImportOmission.BESIDE_ARTICLE);
        }
        if (!NAMED.contains(name)) {
            return Optional.empty();
        }
        String names = element.className() + " " + element.id();
        boolean isAround = AROUND.matcher(names).find()
                || !name.equals("a")
                        && isMostlyLinks
                        && AROUND_IF_LINKS.matcher(names).find();
        return isAround ? Optional.of(ImportOmission.BESIDE_ARTICLE) : Optional.empty();
    }

    private boolean isLarge(Element element) {
        return extent(element).prose() > HALF * Math.max(1, extent(body).prose());
    }

    /** The innermost element that has nearly all text. */
    private Element article() {
        double all = Math.max(1, prose);
        Element article = body;
        for (Element next = body; next != null; ) {
            article = next;
            next = article.children().stream()
                    .filter(child -> CONTAINERS.contains(child.normalName()) && !omissions.containsKey(child))
                    .filter(child -> extent(child).prose() >= all * (isMain(child) ? HALF : MOST))
                    .findFirst()
                    .orElse(null);
        }
        return article;
    }

    /** Whether an element says that it has the article. */
    private static boolean isMain(Element element) {
        return ARTICLES.contains(element.normalName())
                || element.attr("role").equals("main")
                || element.attr("itemprop").equals("articleBody");
    }

    /** Leaves out what comes after the article, unless it is a line that says who edited it. */
    private void omitBelow(Element article) {
        for (Element each = article;
                each != body && each.parent() != null;
                each = Objects.requireNonNull(each.parent())) {
            for (Element sibling : each.nextElementSiblings()) {
                boolean isFooter = extent(sibling).text <= LONGEST_FOOTER
                        && !extent(sibling).isMostlyLinks()
                        && ImportWords.isFooter(sibling.text());
                if (!isFooter) {
                    omissions.putIfAbsent(sibling, ImportOmission.BELOW_ARTICLE);
                }
            }
        }
    }
}
